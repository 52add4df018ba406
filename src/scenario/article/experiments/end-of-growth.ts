/** E6: the last old bucket is moved while another core looks a key up that was always there. */
import type { GoEnd } from '../../go/go-end.ts'
import type { MapSpec } from '../../../go/map-image.ts'
import { defineExperiment, goVariants, type Experiment } from '../experiment.ts'
import { checkThatFailed, found, get, put } from './map-words.ts'

interface Looked {
  readonly fatal: string | null
  /** `old[0]: nil` or what its first tophash said. */
  readonly saw?: 'nil' | 'mark' | 'not moved'
  readonly found?: string
  /** The tophash of the slot in which it was found: 2 or 3 is the mark of a moved entry. */
  readonly hitMark?: boolean
}

const looked = ({ trap, results, probe }: GoEnd): Looked => {
  if (trap) return { fatal: checkThatFailed(trap) }
  const [oldbuckets, first, slot] = [probe(1, 2), probe(1, 4), probe(1, 0)]
  const saw = oldbuckets === 0n ? 'nil' : first - 256n >= 2n && first - 256n <= 4n ? 'mark' : 'not moved'
  const result = found(results[1]?.[0])
  return { fatal: null, saw, found: result, hitMark: result !== 'miss' && (slot === 258n || slot === 259n) }
}

/** One old bucket with key 7; B is 1. */
const LAST_BUCKET: MapSpec = { B: 1, entries: [{ key: 7n, value: 42n }], growing: { evacuated: [] } }

const PROBES = ['probes/lookup-growth.diff', 'probes/lookup-slot.diff'] as const

const spec = { map: LAST_BUCKET, cores: [[put(8n, 80n)], [get(7n)]], outcome: looked } as const

const saw = (how: Looked['saw'], value: string) => (o: Looked): boolean => o.saw === how && o.found === value

export const endOfGrowth: Experiment = defineExperiment<Looked>({
  id: 'E6',
  also: 'S7, S7b, S7art',
  question: 'm[8] = 80 moves the last old bucket, which holds 7 = 42, while another core does v, ok := m[7]: what does it find?',
  variants: goVariants('E6', 'the end of a growth against a lookup', {
    'real': { summary: 'as Go has it', ...spec, edits: PROBES },
    'nil-first': {
      summary: 'oldbuckets is nil before the entries are moved', ...spec, edits: ['article/nil-first.diff', ...PROBES],
    },
    'two-moves': {
      summary: 'growWork as the article prints it: buckets, then oldbuckets = nil', ...spec,
      edits: ['article/growwork-two-moves.diff', ...PROBES],
    },
    'one-core': {
      summary: 'growWork as the article prints it, and one core that does both',
      map: LAST_BUCKET, cores: [[put(8n, 80n), get(7n)]],
      edits: ['article/growwork-two-moves.diff'],
      outcome: ({ trap, results }: GoEnd) =>
        (trap ? { fatal: checkThatFailed(trap) } : { fatal: null, found: found(results[0]?.[1]) }),
    },
  }),
  observations: {
    'oldbuckets read as nil, 7 found': saw('nil', '42'),
    'oldbuckets read as nil, 7 missed': saw('nil', 'miss'),
    'oldbuckets read as nil, 7 with value 0': saw('nil', '0'),
    'mark seen, 7 found': saw('mark', '42'),
    'mark seen, 7 missed': saw('mark', 'miss'),
    'mark seen, 7 with value 0': saw('mark', '0'),
    'old bucket searched, 7 found in a slot that is marked as moved': (o) => o.saw === 'not moved' && o.hitMark === true,
    'old bucket searched, 7 missed': saw('not moved', 'miss'),
    '7 is gone, on one core': (o) => o.saw === undefined && o.found === 'miss',
    'fatal': (o) => o.fatal !== null,
  },
  predictions: {
    'oldbuckets read as nil, 7 found': { 'real': 'sc' },
    'oldbuckets read as nil, 7 missed': { 'real': 'pso', 'nil-first': 'sc', 'two-moves': 'sc' },
    'oldbuckets read as nil, 7 with value 0': { real: 'pso' },
    'mark seen, 7 missed': { real: 'sc' },
    'mark seen, 7 with value 0': { real: 'sc' },
    '7 is gone, on one core': { 'one-core': 'sc' },
  },
  meaning: 'While a map grows, a lookup beside a writer can miss a key that was never touched, or find it with the zero value, '
    + 'on every memory model: the mark "moved" is stored before the copy.',
})
