/**
 * Partial store order (SPARC V8's PSO, with x86's LOCK and fences): one FIFO a core and address.
 *
 * An entry may drain when no older entry overlaps one of its bytes and SFENCE keeps it in no earlier epoch. Loads read the newest
 * own buffered byte, else memory; MFENCE and LOCK wait for an empty buffer, as under x86-TSO.
 */
import { overlaps } from '../emu/range.ts'
import { sameEpoch, type MemoryModel } from './model.ts'

export const pso: MemoryModel = {
  name: 'pso',
  summary: 'one FIFO store buffer a core and address',
  execNeedsEmptyBuffer: false,
  drainsInOrder: false,
  loadsFromHistory: false,
  mayDrain(buffer, index) {
    const entry = buffer[index]
    if (!entry || !sameEpoch(buffer, index)) return false
    return buffer.slice(0, index).every((older) => !overlaps(entry, older))
  },
}
