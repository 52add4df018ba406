/** RWMutex and Mutex as Go 1.22 compiles them, and an RWMutex whose readers are counted without LOCK. */
import type { Outcome } from '../../../explore/outcome.ts'
import type { Scenario } from '../../scenario.ts'
import { defineSyncScenario, type SyncEnd, type SyncScenarioSpec } from './sync-scenario.ts'

/** `sync.Mutex` (mutex.go:34). */
export const MUTEX_FIELDS = { state: { size: 4 }, sema: { size: 4 } } as const

/** `type pair struct { mu sync.RWMutex; x, y uint64 }`; an RWMutex begins with a Mutex (rwmutex.go:39). */
const PAIR = {
  p: {
    fields: {
      ...MUTEX_FIELDS, writerSem: { size: 4 }, readerSem: { size: 4 }, readerCount: { size: 4 }, readerWait: { size: 4 },
      x: 0n, y: 0n,
    },
  },
} as const
/** `type counter struct { mu sync.Mutex; n uint64 }`. */
const COUNTER = { c: { fields: { ...MUTEX_FIELDS, n: 0n } } } as const
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

/** The question of `rwMutex`, for variants of it. */
export const rwMutexReadersAndWriter: SyncScenarioSpec = {
  name: 'sync/rwmutex',
  summary: 'two cores read x and y under RLock while a third stores 1 to both under Lock (Go\'s own RWMutex)',
  memory: PAIR,
  cores: [[readPair], [readPair], [writePair]],
  outcome: whatReadersSaw,
}

/** S13 of the experiments: can a reader see one of the two stores of a writer? */
export const rwMutex: Scenario = defineSyncScenario(rwMutexReadersAndWriter)

/** Two readers and nobody else. */
export const rwMutexReaders: Scenario = defineSyncScenario({
  ...rwMutexReadersAndWriter,
  name: 'sync/rwmutex-readers',
  summary: 'two cores read x and y under RLock',
  cores: [[readPair], [readPair]],
})

/** Two readers and a writer, with XADDL in place of LOCK XADDL where RLock counts a reader. */
export const rwMutexWithoutLock: Scenario = defineSyncScenario({
  ...rwMutexReadersAndWriter,
  name: 'sync/rwmutex-no-lock',
  summary: 'two cores read x and y under an RLock that counts readers without LOCK, while a third stores 1 to both under Lock',
  edits: ['ours/rlock-without-lock.diff'],
})

/** `c.n++` under a Mutex, twice. */
export const mutex: Scenario = defineSyncScenario({
  name: 'sync/mutex',
  summary: 'two cores count n up under Lock and Unlock (Go\'s own Mutex)',
  memory: COUNTER,
  cores: [[count], [count]],
  outcome: (end) => (end.trap ? { fatal: end.trap.message } : { fatal: null, n: end.memory('c.n'), mutex: end.memory('c.state') }),
})
