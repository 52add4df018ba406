/** What observers see of RWMutex and sync.Map. */
import { CacheLines } from '../../../observe/cache-lines.ts'
import { CompareAndSwaps } from '../../../observe/compare-and-swaps.ts'
import { TouchedPages } from '../../../observe/pages.ts'
import { watch, type Observer, type Order } from '../../../observe/watch.ts'
import { rwMutex, rwMutexReaders } from '../../go/sync/locks.ts'
import { load, store, SYNC_MAP } from '../../go/sync/sync-map.ts'
import { defineSyncScenario } from '../../go/sync/sync-scenario.ts'
import type { Watched } from '../claim.ts'
import { segmentFlowchart } from '../experiments/seqlock.ts'

/** Seeds of random runs, beside the one in which cores take turns. */
const RUNS = 7
const ORDERS: readonly Order[] = ['alternating', ...Array.from({ length: RUNS }, (_, seed) => ({ seed }))]

/** The events of one core alone. */
function onlyCore(core: number, observer: Observer): Observer {
  return { see: (event) => ('core' in event && event.core === core ? observer.see(event) : undefined) }
}

/** One Load that hits, on core 0, in a map that core 1 has filled before and promoted. */
const loadHit = defineSyncScenario({
  name: 'watched/load-hit', summary: 'm.Load(7), which is in the read-only map', memory: SYNC_MAP,
  cores: [[load('key7')], [store('key7', 'value70'), load('key7')]], order: [{ earlier: 1, later: 0 }], outcome: () => 'watched',
})

/** A Load that hits makes no LOCKed instruction and no store. */
export async function loadHitTakesNoLock(): Promise<Watched> {
  const [atomics, lines] = [new CompareAndSwaps(), new CacheLines(2)]
  await watch(loadHit, 'in-turn', [onlyCore(0, atomics), onlyCore(0, lines)])
  const locked = atomics.functions.reduce((sum, { compareAndSwaps, others }) => sum + compareAndSwaps + others, 0)
  const stores = lines.lines.reduce((sum, line) => sum + line.stores, 0)
  return {
    holds: locked === 0 && stores === 0,
    figures: `a Load that hits: ${locked} LOCKed instructions, ${stores} stores, loads from ${lines.lines.length} lines (`
      + `${lines.lines.map(({ labels }) => labels[0] ?? '').join(', ')})`,
  }
}

/** RLock and RUnlock, which are inlined into readPair, and what they call. */
const READERS = /readPair|RLock|RUnlock|rUnlockSlow/

/** Readers of an RWMutex fail at CMPXCHG. */
export async function readersFailAtCompareAndSwap(): Promise<Watched> {
  let [swaps, failures, others] = [0, 0, 0]
  for (const order of ORDERS) {
    const atomics = new CompareAndSwaps()
    await watch(rwMutex, order, [atomics])
    for (const counts of atomics.functions.filter(({ function: name }) => READERS.test(name))) {
      swaps += counts.compareAndSwaps
      failures += counts.failures
      others += counts.others
    }
  }
  return {
    holds: failures > 0,
    figures: `${ORDERS.length} runs of two readers and a writer: RLock and RUnlock made ${others} LOCKed additions, `
      + `${swaps} CMPXCHG, of which ${failures} failed`,
  }
}

/** Readers need more pages translated when others are about. */
export async function contentionCostsTranslations(): Promise<Watched> {
  const data = async (order: Order): Promise<number> => {
    const pages = new TouchedPages()
    await watch(rwMutex, order, [pages])
    return pages.core(0).data.length
  }
  const alone = await data('in-turn')
  let most = 0
  for (const order of ORDERS) most = Math.max(most, await data(order))
  return {
    holds: most > alone,
    figures: `pages of data that a reader touches: ${alone} when it runs alone, ${most} at most in ${ORDERS.length} runs beside `
      + 'another reader and a writer',
  }
}

/** Readers that hold nothing against each other still take the line of readerCount from each other. */
export async function readersShareALine(): Promise<Watched> {
  const lines = new CacheLines(2)
  await watch(rwMutexReaders, 'alternating', [lines])
  const [line] = lines.lines
  return {
    holds: (line?.invalidations ?? 0) > 0,
    figures: `two readers by turns, each RLock and RUnlock once: ${line?.stores ?? 0} LOCKed additions to one line, which changes `
      + `hands ${line?.invalidations ?? 0} times`,
  }
}

/** A read of a segment as the flowchart of chapter 5 has it makes no LOCKed instruction. */
export async function flowchartReadTakesNoLock(): Promise<Watched> {
  const atomics = new CompareAndSwaps()
  await watch(segmentFlowchart, 'in-turn', [onlyCore(0, atomics)])
  const swaps = atomics.functions.reduce((sum, { compareAndSwaps }) => sum + compareAndSwaps, 0)
  const others = atomics.functions.reduce((sum, counts) => sum + counts.others, 0)
  return { holds: swaps + others === 0, figures: `one read, with nobody else about: ${swaps} LOCK CMPXCHG and ${others} XCHG` }
}
