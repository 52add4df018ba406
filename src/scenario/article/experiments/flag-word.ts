/** E17: XCHGQ on the flags, as section 2.2 has it, writes the seven bytes behind them too. */
import type { GoScenarioSpec } from '../../go/go-scenario.ts'
import { defineExperiment, goVariants, type Experiment } from '../experiment.ts'
import { get, put } from './map-words.ts'

interface Words {
  readonly fatal?: string
  readonly B: number
  readonly hash0: number
  readonly found: readonly boolean[]
}

const KEYS = [0n, 1n, 2n, 3n]

/** One core: a new key, then a look at every old one. With this seed two of them lie in bucket 0 and two in bucket 1. */
const spec: Omit<GoScenarioSpec, 'name' | 'summary'> = {
  map: { B: 1, entries: KEYS.map((key) => ({ key, value: key + 10n })) },
  cores: [[put(100n, 1n), ...KEYS.map(get)]],
  outcome: ({ trap, map, results }) => {
    if (trap) return { fatal: trap.message }
    return { B: map.B, hash0: map.hash0, found: results[0]?.slice(1).map(({ rbx }) => (rbx & 0xffn) !== 0n) ?? [] }
  },
}

export const flagWord: Experiment = defineExperiment<Words>({
  id: 'E17',
  question: 'One core inserts a key into a map of two buckets and then looks up the four keys that were there.',
  variants: goVariants('E17', 'an insert into a map of two buckets, then lookups, on one core', {
    real: { ...spec, summary: 'as Go has it: load, XOR, MOVB' },
    xchg: { ...spec, summary: 'XCHGQ on h.flags, as the article has it', edits: ['article/xchg-flags.diff'] },
  }),
  observations: {
    'all keys are found': ({ found }) => found.every(Boolean),
    'h.B and h.hash0 are 0': ({ B, hash0 }) => B === 0 && hash0 === 0,
    'a key that is in the map is not found': ({ found }) => found.includes(false),
  },
  predictions: {
    'all keys are found': { real: 'sc', xchg: 'never' },
    'h.B and h.hash0 are 0': { real: 'never', xchg: 'sc' },
    'a key that is in the map is not found': { real: 'never', xchg: 'sc' },
  },
  meaning: 'flags is one byte beside B, noverflow and the hash seed: an 8-byte exchange there would lose most of the map '
    + 'with one goroutine.',
})
