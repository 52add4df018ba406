/** Section 5's "len is approximate": len beside an insert, and after two that lost count. */
import type { GoEnd } from '../../go/go-end.ts'
import type { GoCall } from '../../go/go-call.ts'
import { defineExperiment, goVariants, type Experiment } from '../experiment.ts'
import { checkThatFailed, put } from './map-words.ts'

interface Length {
  readonly fatal: string | null
  readonly length?: bigint
  readonly keys?: number
}

const LENGTH: GoCall = { function: 'main.length', arguments: ['map'] }

/** What the last core, which calls len, got. */
const length = ({ trap, map, results }: GoEnd): Length => (
  trap ? { fatal: checkThatFailed(trap) } : { fatal: null, length: results.at(-1)?.[0]?.rax ?? 0n, keys: map.entries.length }
)

export const lengthBesideInsert: Experiment = defineExperiment<Length>({
  id: 'E-len',
  also: '5-g',
  question: 'What does len(m) give beside an insert, and what for ever after two inserts that raced?',
  variants: goVariants('E-len', 'len(m) beside inserts', {
    beside: {
      summary: 'len(m) beside m[7] = 70; the map holds key 1',
      map: { B: 0, entries: [{ key: 1n, value: 10n }] }, cores: [[put(7n, 70n)], [LENGTH]], outcome: length,
    },
    after: {
      summary: 'len(m) on a third core, after m[7] = 70 and m[9] = 90 on two have returned; the map was empty',
      map: { B: 0, entries: [] }, cores: [[put(7n, 70n)], [put(9n, 90n)], [LENGTH]],
      order: [{ earlier: 0, later: 2 }, { earlier: 1, later: 2 }], outcome: length,
    },
  }),
  observations: {
    'len is 1': (o) => o.length === 1n,
    'len is 2': (o) => o.length === 2n,
    'len is something else': (o) => o.fatal === null && o.length !== 1n && o.length !== 2n,
    'two keys, and len is 1': (o) => o.keys === 2 && o.length === 1n,
    'one key, and len is 2': (o) => o.keys === 1 && o.length === 2n,
    'len itself is fatal': ({ fatal }) => fatal === 'lookup',
  },
  predictions: {
    'len is 1': { beside: 'sc' }, 'len is 2': { beside: 'sc' }, 'len is something else': { beside: 'never' },
    'two keys, and len is 1': { after: 'sc' }, 'one key, and len is 2': { after: 'sc' },
    'len itself is fatal': { beside: 'never', after: 'never' },
  },
  meaning: 'len is one plain load of a count: exact under a lock, old or new beside an insert, and wrong for ever after two '
    + 'inserts have counted as one.',
})
