import { ENDLESS } from '../experiment.ts'
import { reachable, unreachable, type Section } from '../claim.ts'
import { flowchartReadTakesNoLock } from '../watched/package-sync.ts'

/** What was compared: `fencepost fidelity --go /usr/lib/go-1.23/bin/go`, and the two source trees. */
const GO_1_23 = 'Go 1.23.5: src/runtime/map.go and map_fast64.go; fencepost fidelity --go'

export const CHAPTER_5: Section = {
  id: '5',
  heading: 'Go 1.23对map并发模型的潜在演进方向',
  english: 'Where Go 1.23 may take the concurrency of maps',
  claims: [
    {
      id: '5-a',
      claim: 'logs[id] = entry on several goroutines panics stably; above 1200 requests a second it must.',
      verdict: 'false',
      really: 'The check is best effort: two inserts can both return with a key lost. A string key goes to '
        + 'mapassign_faststr, with the same checks.',
      statements: [
        { by: 'run', says: 'two inserts at once always end the program', checks: [unreachable('E1', 'no fatal, a key is lost, '
          + 'count 1')] },
        { by: 'nothing', says: 'a rate above which it happens', why: 'a load on a server that is not here' },
      ],
    },
    {
      id: '5-b',
      claim: 'Against a map with an RWMutex sync.Map takes 2.95 ms in place of 0.82 ms, with four times the pause of the '
        + 'collector.',
      verdict: 'not checkable here',
      really: 'Figures of a service that is not here. That sync.Map is no good for keys that change all the time is what its '
        + 'documentation says.',
      statements: [{ by: 'nothing', says: 'the figures', why: 'a load on a server that is not here' }],
    },
    {
      id: '5-c',
      claim: 'Go 1.23 divides a map into 256 segments, each with a mutex and a version counter (proposal 59213).',
      verdict: 'false',
      really: 'The hmap of Go 1.23.5 is that of 1.22: 48 bytes, no lock, no version. Its mapassign_fast64, mapdelete_fast64, '
        + 'growWork_fast64, evacuate_fast64, hashGrow and mapiternext compile to the same instructions as 1.22\'s. Go 1.24 '
        + 'has Swiss tables, and no lock either.',
      statements: [
        { by: 'reading', says: 'the hmap of Go 1.23 has a mutex or a version', holds: false, source: GO_1_23 },
        {
          by: 'reading', says: 'its mapassign_fast64 differs from that of Go 1.22 in any instruction', holds: false,
          source: GO_1_23,
        },
      ],
    },
    {
      id: '5-d',
      claim: 'A write locks only the segment of its key; a read compares versions and takes no lock.',
      verdict: 'partly',
      really: 'As a design it can work on x86, with a version that is odd during the write. A version that counts finished '
        + 'writes lets a reader accept half of one, on the strongest memory there is.',
      statements: [
        { by: 'run', says: 'a version counted up by each write keeps reads whole', checks: [unreachable('E15-segment', 'one '
          + 'word of each', 'version')] },
        {
          by: 'run', says: 'on x86 one that is odd during the write does',
          checks: [
            reachable('E15-segment', 'one word of each', 'odd-version', ['pso']),
            reachable('E15', 'one word of each', 'double', ['pso']),
          ],
        },
        { by: 'run', says: 'LOCKed counting, and LFENCE for readers, do everywhere', checks: [unreachable('E15', 'one word of '
          + 'each', 'lfence')] },
      ],
    },
    {
      id: '5-e',
      claim: 'The flowchart: take the segment\'s mutex, compare versions; equal: read without a lock; else lock and read again.',
      verdict: 'partly',
      really: 'Nothing is torn, because every read holds the mutex: it is not lock-free, each read is a LOCK CMPXCHG and an '
        + 'XCHG. To the letter the other branch locks what it holds, and waits for itself.',
      statements: [
        { by: 'run', says: 'a read is never torn', checks: [unreachable('E15-segment', 'one word of each', 'flowchart')] },
        { by: 'run', says: 'to the letter, it ends', checks: [unreachable('E15-segment', ENDLESS, 'flowchart-literal')] },
        {
          by: 'observer', says: 'a read takes no lock', needs: 'CMPXCHG', watch: flowchartReadTakesNoLock,
        },
      ],
    },
    {
      id: '5-f',
      claim: 'P99 falls from 42 ms to 11 ms, and the collector\'s load by 76 %.',
      verdict: 'not checkable here',
      really: 'Figures of a version of Go that does not exist.',
      statements: [{ by: 'nothing', says: 'the figures', why: 'there is no such version of Go' }],
    },
    {
      id: '5-g',
      claim: 'len is approximate; an exact count is Map.LenExact().',
      verdict: 'false',
      really: 'len is one load of h.count: exact where the map is synchronised, old or new beside an insert, and wrong for '
        + 'ever after two inserts have counted as one. There is no LenExact in Go 1.22 or 1.23.',
      statements: [
        { by: 'reading', says: 'there is a LenExact', holds: false, source: `${GO_1_23}: no such name in src/runtime or src/maps` },
        {
          by: 'run', says: 'beside one insert len gives something that is neither the old nor the new length',
          checks: [reachable('E-len', 'len is something else', 'beside')],
        },
      ],
    },
    {
      id: '5-h',
      claim: 'A metric go_map_segment_lock_wait_seconds_total shows contention on segments.',
      verdict: 'not checkable here',
      really: 'A map has no segments (5-c); runtime/metrics of Go 1.23.5 has no such name.',
      statements: [{ by: 'nothing', says: 'the metric and the heat map', why: 'a Prometheus and a Grafana that are not here' }],
    },
    {
      id: '5-i',
      claim: 'mapassign_faststr is inlined, which makes reflect.Value.SetMapIndex panic on a map.',
      verdict: 'false',
      really: 'The compiler calls a runtime function of a kilobyte. SetMapIndex panics in those words only for a Value that '
        + 'is no map.',
      statements: [
        {
          by: 'reading', says: 'SetMapIndex panics on a Value of kind map', holds: false,
          source: 'src/reflect/value.go, SetMapIndex: v.mustBe(Map)',
        },
      ],
    },
    {
      id: '5-j',
      claim: 'GODEBUG=maplock=1 goes back to a global lock (a leak, issue 60112).',
      verdict: 'false',
      really: 'There is no such setting: unknown names in GODEBUG do nothing.',
      statements: [
        { by: 'reading', says: 'maplock is in the table of settings', holds: false, source: 'src/internal/godebugs/table.go of '
          + 'Go 1.22.12 and 1.23.5' },
      ],
    },
    {
      id: '5-k',
      claim: 'go-wrk 0.4.3, chaos-mesh with map-segment-failure and Datadog\'s go.map.segment.lock.duration are needed.',
      verdict: 'not checkable here',
      really: 'Tools for something that Go does not have (5-c).',
      statements: [{ by: 'nothing', says: 'the tools', why: 'software that is not here' }],
    },
  ],
}
