/** RWMutex and Mutex as Go 1.22 compiles them, and an RWMutex whose readers are counted without LOCK. */
import { InputError } from '../../../emu/input-error.ts'
import type { ListingSource } from '../../../emu/listing.ts'
import type { Outcome } from '../../../explore/outcome.ts'
import type { Scenario } from '../../scenario.ts'
import { defineSyncScenario, type SyncEnd, type SyncScenarioSpec } from './sync-scenario.ts'

/** `type pair struct { mu sync.RWMutex; x, y uint64 }`, in words. */
const PAIR = { p: { value: [0n, 0n, 0n, 0n, 0n] } } as const
/** `type counter struct { mu sync.Mutex; n uint64 }`, in words. */
const COUNTER = { c: { value: [0n, 0n] } } as const
const P = { symbol: 'p' } as const

const readPair = { function: 'main.readPair', arguments: [P] } as const
const writePair = { function: 'main.writePair', arguments: [P, 1n] } as const
const count = { function: 'main.count', arguments: [{ symbol: 'c' }] } as const

/** What two readers saw of x and y, which every writer makes equal under the lock. */
function whatReadersSaw(end: SyncEnd): Outcome {
  if (end.trap) return { fatal: end.trap.message }
  const seen = end.results.slice(0, 2).map(([read]) => (read?.rax === read?.rbx ? 'whole' : 'torn'))
  return { fatal: null, seen: seen.sort() }
}

const readersAndWriter: SyncScenarioSpec = {
  name: 'sync/rwmutex',
  summary: 'two cores read x and y under RLock while a third stores 1 to both under Lock (Go\'s own RWMutex)',
  memory: PAIR,
  cores: [[readPair], [readPair], [writePair]],
  outcome: whatReadersSaw,
}

/** S13 of the experiments: can a reader see one of the two stores of a writer? */
export const rwMutex: Scenario = defineSyncScenario(readersAndWriter)

/** The same with XADDL in place of LOCK XADDL where RLock counts a reader. */
export const rwMutexWithoutLock: Scenario = defineSyncScenario({
  ...readersAndWriter,
  name: 'sync/rwmutex-no-lock',
  summary: 'two cores read x and y under an RLock that counts readers without LOCK, while a third stores 1 to both under Lock',
  edit: withoutLockInRLock,
})

/** Takes the LOCK away from the XADDL of RLock, where it is inlined into `readPair`. */
export function withoutLockInRLock(listings: readonly ListingSource[]): ListingSource[] {
  const lock = /^\tLOCK +\/\/ wrappers\.go:15\n(?=\tXADDL DX, 16\(AX\) )/m
  return listings.map((source) => {
    if (!source.file.endsWith('/wrappers.s')) return source
    if (!lock.test(source.text)) throw new InputError(`${source.file}: RLock's LOCK XADDL is not at wrappers.go:15 any more`)
    return { ...source, text: source.text.replace(lock, '') }
  })
}

/** `c.n++` under a Mutex, twice. */
export const mutex: Scenario = defineSyncScenario({
  name: 'sync/mutex',
  summary: 'two cores count n up under Lock and Unlock (Go\'s own Mutex)',
  memory: COUNTER,
  cores: [[count], [count]],
  outcome: (end) => (end.trap ? { fatal: end.trap.message } : { fatal: null, n: end.memory('c', 1), mutex: end.memory('c') }),
})
