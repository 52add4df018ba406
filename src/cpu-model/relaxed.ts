/**
 * `relaxed`: PSO, and a load may be performed as of an earlier moment. (A model of our own, for asking what code would do on
 * weaker hardware; close to a multi-copy-atomic machine that reorders loads and ignores dependencies, as Alpha did.)
 *
 * - Buffers are those of `pso`.
 * - A load reads memory as it was at some moment T, with its own buffered bytes on top. T is not before this core's floor for any
 *   byte that it takes from memory.        `momentsBack`, `afterRead`
 * - A byte's floor rises to the moment of the store that the core last read or drained there.        `afterRead`, `afterDrain`
 * - MFENCE, LOCK, LFENCE and serialising instructions raise every floor to now.        `History.fence`, `afterFence`
 * - Dependencies are not respected: a load through a pointer may read what was there before the pointer was published.
 * - Load buffering is not produced: a load never reads a store that comes later in the run (LB stays forbidden).
 */
import { pso } from './pso.ts'
import type { MemoryModel } from './model.ts'

export const relaxed: MemoryModel = {
  name: 'relaxed',
  summary: 'pso, and loads may be performed early',
  execNeedsEmptyBuffer: false,
  drainsInOrder: false,
  loadsFromHistory: true,
  mayDrain: (buffer, index) => pso.mayDrain(buffer, index),
}
