/**
 * Sequential consistency (Lamport 1979): every core's accesses reach memory in program order, one at a time.
 *
 * The buffer holds the stores of one step, and the core may not go on before they have drained. So the load and the store of a
 * read-modify-write without LOCK are two moments, and other cores may run between them, as on real hardware.
 * Non-temporal stores drain like any other.
 */
import type { MemoryModel } from './model.ts'

export const sc: MemoryModel = {
  name: 'sc',
  summary: 'sequential consistency: one access at a time, in program order',
  execNeedsEmptyBuffer: true,
  drainsInOrder: true,
  loadsFromHistory: false,
  mayDrain: (_buffer, index) => index === 0,
}
