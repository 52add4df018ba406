/** C18 and C7: an insert beside a delete in one bucket, and two inserts of one key. */
import { TOPHASH } from '../../../go/layout.ts'
import type { GoEnd } from '../../go/go-end.ts'
import { defineExperiment, goVariants, type Experiment } from '../experiment.ts'
import { checkThatFailed, del, found, get, put, sortedEntries } from './map-words.ts'

interface Left {
  readonly fatal: string | null
  readonly map?: readonly string[]
  readonly count?: bigint
  /** Live keys behind a slot that says that nothing follows. */
  readonly hidden?: readonly bigint[]
  readonly later?: string
}

/** Keys 1 and 2 in slots 0 and 1, and 3 deleted from slot 2. */
const MAP = { B: 0, entries: [{ key: 1n, value: 10n }, { key: 2n, value: 20n }] } as const

const left = (laterCore?: number) => ({ trap, map, read, results }: GoEnd): Left => {
  if (trap) return { fatal: checkThatFailed(trap) }
  const marks = Array.from({ length: 8 }, (_, slot) => Number(read(map.buckets + BigInt(slot), 1)))
  const rest = marks.indexOf(TOPHASH.emptyRest)
  const hidden = map.entries.filter(({ link, slot }) => link === 0 && rest >= 0 && slot > rest).map(({ key }) => key)
  const later = laterCore === undefined ? {} : { later: found(results[laterCore]?.[0]) }
  return { fatal: null, map: sortedEntries(map), count: map.count, hidden, ...later }
}

const sevens = (map: readonly string[] = []): number => map.filter((entry) => entry.startsWith('7=')).length

const deleteAndInsert = { map: MAP, cores: [[del(2n)], [put(7n, 70n)]], outcome: left() } as const

export const deleteBesideInsert: Experiment = defineExperiment<Left>({
  id: 'C18',
  question: 'delete(m, 2), whose slot is the last in use, against m[7] = 70, which takes a slot of the same bucket: can 7 end '
    + 'up behind a slot that says "nothing follows", and what do later operations make of it?',
  variants: goVariants('C18', 'a delete beside an insert', {
    real: { summary: 'as Go has it', ...deleteAndInsert },
    later: {
      summary: 'afterwards a third core does v, ok := m[7] and then m[7] = 71', map: MAP,
      cores: [[del(2n)], [put(7n, 70n)], [get(7n), put(7n, 71n)]], outcome: left(2), models: ['sc'],
      order: [{ earlier: 0, later: 2 }, { earlier: 1, later: 2 }],
    },
  }),
  observations: {
    'no fatal, 7 is hidden behind emptyRest': ({ hidden }) => hidden?.includes(7n) ?? false,
    'no fatal, 7 is there twice': ({ map }) => sevens(map) > 1,
    'no fatal, a lookup finds 7 although it is hidden': ({ later, map }) => later === '70' && sevens(map) > 1,
    'no fatal, a lookup misses 7': ({ later }) => later === 'miss',
    'no fatal, 7 is lost': ({ fatal, map }) => fatal === null && sevens(map) === 0,
    'no fatal, 2 is still there': ({ fatal, map = [] }) => fatal === null && map.some((entry) => entry.startsWith('2=')),
    'no fatal, count is wrong': ({ map, count }) => map !== undefined && count !== BigInt(map.length),
    'fatal': ({ fatal }) => fatal !== null,
  },
  predictions: {},
  meaning: 'A delete beside an insert can leave the new key behind a slot that says "nothing follows": map[uint64] lookups '
    + 'still find it, generic lookups stop before it, and the next m[k] = v files it a second time.',
})

export const oneKeyTwice: Experiment = defineExperiment<Left>({
  id: 'C7',
  question: 'm[7] = 1 and m[7] = 2 on two cores, a new key: can it be in the map twice?',
  variants: goVariants('C7', 'one new key on two cores', {
    real: { summary: 'as Go has it', map: { B: 0, entries: [] }, cores: [[put(7n, 1n)], [put(7n, 2n)]], outcome: left() },
  }),
  observations: {
    'no fatal, 7 is there twice, count 1': ({ map, count }) => map?.length === 2 && count === 1n,
    'no fatal, 7 is there twice, count 2': ({ map, count }) => map?.length === 2 && count === 2n,
    'no fatal, 7 is there once, count 2': ({ map, count }) => map?.length === 1 && count === 2n,
    'no fatal, 7 is there once, count 1': ({ map, count }) => map?.length === 1 && count === 1n,
    'fatal': ({ fatal }) => fatal !== null,
  },
  predictions: {
    'no fatal, 7 is there twice, count 1': { real: 'sc' }, 'no fatal, 7 is there twice, count 2': { real: 'sc' },
  },
  meaning: 'Two inserts of one key can file it twice: a lookup finds the first, and after a delete the other comes back.',
})
