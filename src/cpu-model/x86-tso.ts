/**
 * x86-TSO (Owens, Sarkar, Sewell, TPHOLs 2009; the rules in words from Sewell et al., CACM July 2010, section 3):
 *
 * 1. "The store buffers are FIFO and a reading thread must read its most recent buffered write, if there is one, to that address;
 *    otherwise reads are satisfied from shared memory."        the order is `mayDrain`; reading is `LocalTable`'s, in every model
 * 2. "An MFENCE instruction flushes the store buffer of that thread."        a `fence` step waits for an empty buffer
 * 3. "To execute a LOCK'd instruction, a thread must first obtain the global lock. At the end of the instruction, it flushes its
 *    store buffer and relinquishes the lock."        a `locked` step waits for an empty buffer and hits memory at once, which
 *    is the same: what the paper flushes at the end, nobody can see before
 * 4. "While the lock is held by one thread, no other thread can read."        a `locked` step is one transition
 * 5. "A buffered write from a thread can propagate to the shared memory at any time except when some other thread holds the lock."
 *    a drain is a transition of its own
 *
 * Beyond the paper: non-temporal stores (Intel SDM vol. 3, "Memory Ordering in P6 and More Recent Processor Families": streaming
 * stores are an exception to the order of writes) may drain out of order with the core's other stores, never past one that
 * overlaps, until SFENCE, MFENCE or LOCK.
 */
import { overlaps } from '../emu/range.ts'
import { sameEpoch, type BufferedStore, type MemoryModel } from './model.ts'

export const x86Tso: MemoryModel = {
  name: 'x86-tso',
  summary: 'one FIFO store buffer a core',
  execNeedsEmptyBuffer: false,
  drainsInOrder: true,
  loadsFromHistory: false,
  mayDrain(buffer, index) {
    if (index === 0) return true
    const entry = buffer[index]
    if (!entry || !sameEpoch(buffer, index)) return false
    return buffer.slice(0, index).every((older) => mayPass(entry, older))
  },
}

function mayPass(entry: BufferedStore, older: BufferedStore): boolean {
  return (entry.nonTemporal || older.nonTemporal) && !overlaps(entry, older)
}
