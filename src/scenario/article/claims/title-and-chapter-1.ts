import { HMAP } from '../../../go/layout.ts'
import { reachable, unreachable, type Section } from '../claim.ts'
import { programAlwaysFails } from '../watched/frequency.ts'
import { ninthInsert } from './single-core.ts'
import { calculation, has, lacks, nothing, ORDERING, reading, run, trace } from './statements.ts'

const LOST = 'no fatal, a key is lost, count 1'

export const TITLE: Section = {
  id: '',
  heading: '为什么Go官方文档用加粗警告“not safe for concurrent use”?',
  english: 'Title',
  claims: [
    {
      id: 'T1',
      claim: 'The official documentation warns in bold type that maps are "not safe for concurrent use".',
      verdict: 'not checkable here',
      really: 'The prose on maps is in Go\'s blog and FAQ, which are not in Go\'s source tree. That writes without '
        + 'synchronisation are forbidden is true.',
      statements: [nothing('the documentation says so in bold type', 'it is prose outside Go\'s source tree')],
    },
  ],
}

export const CHAPTER_1: Section = {
  id: '1',
  heading: 'Go map并发不安全的本质溯源',
  english: 'Where the map\'s unsafety comes from',
  claims: [
    {
      id: '1-a',
      claim: 'Reading and writing at the same time triggers a runtime panic, "fatal error: concurrent map read and map write".',
      verdict: 'partly',
      really: 'It may. The check is best effort: many schedules end without it and with wrong data. It is fatal(), not a '
        + 'panic: recover cannot stop it. The program printed under it has only writers; its message is "concurrent map '
        + 'writes".',
      statements: [
        run('a lookup beside an insert can end in that error', reachable('E4', 'fatal at the lookup', 'new')),
        run('a lookup beside an insert always ends in that error', unreachable('E4', 'a miss', 'new')),
        reading('panic.go:1035, func fatal', false, 'it is a panic'),
      ],
      shows: [{
        says: 'the lookup may find the new key with the zero value', checks: [
          reachable('E4', 'a hit with value 0', 'new', ['sc']),
        ],
      }],
      lines: [
        { listing: 'mapaccess1_fast64', go: 'map_fast64.go:21' },
        { listing: 'mapaccess1_fast64', go: 'map_fast64.go:22', has: 'CALL' },
      ],
    },
    {
      id: '1-b',
      claim: 'A map is a pointer to an hmap with buckets, oldbuckets and nevacuate.',
      verdict: 'true',
      really: 'hmap is 48 bytes (map.go:117); the three are at 16, 24 and 32.',
      statements: [
        calculation('buckets, oldbuckets and nevacuate are fields of hmap, at 16, 24 and 32', () =>
          HMAP.fields.buckets.offset === 16 && HMAP.fields.oldbuckets.offset === 24 && HMAP.fields.nevacuate.offset === 32),
      ],
    },
    {
      id: '1-c',
      claim: 'A write hashes, finds the bucket, compares keys, inserts, and during growth moves old buckets (growWork).',
      verdict: 'true',
      really: 'In the order: check, hash, toggle the flag, growWork, scan, perhaps hashGrow and again, insert, check, clear. '
        + 'The fast64 write compares no tophash, only whether a slot is empty. The ninth insert of one bucket starts a '
        + 'growth and ends it in the same call.',
      statements: [
        trace(ninthInsert, 'the ninth insert starts a growth, moves the old bucket, and then inserts', ({ accesses }) => {
          const first = (name: string): number => accesses.findIndex((access) => access.kind === 'store' && access.in === name)
          const insert = accesses.findIndex(({ kind, go }) => kind === 'store' && go === 'map_fast64.go:166')
          return first('hashGrow') >= 0 && first('hashGrow') < first('evacuate_fast64') && first('evacuate_fast64') < insert
        }),
        has('mapassign_fast64', /^CMPQ runtime\.key/, 'it compares keys', 'map_fast64.go:138'),
      ],
    },
    {
      id: '1-d',
      claim: 'Several fields are updated non-atomically; nevacuate is modified by goroutines that race.',
      verdict: 'true',
      really: 'All are plain MOVs. Two writers that overlap can skip an old bucket: its keys are gone, and no check notices.',
      statements: [
        lacks('mapassign_fast64', ORDERING, 'mapassign_fast64 has no LOCK, XCHG or fence'),
        lacks('hashGrow', ORDERING, 'hashGrow has none'),
        lacks('advanceEvacuationMark', ORDERING, 'advanceEvacuationMark, which changes nevacuate, has none'),
        run(
          'two writers that race on it lose keys without an error', reachable(
            'E7', 'no core stops, and a key that was always there is gone',
          ),
        ),
      ],
    },
    {
      id: '1-e',
      claim: 'The program with two goroutines of 1000 inserts each crashes at once, reproducibly.',
      verdict: 'false',
      really: 'It may. Two overlapping inserts can end well under every model, and where no two calls overlap nothing can fail: '
        + 'how often it fails depends on how finely the goroutines are mixed. (Measured once elsewhere: 174 of 400 runs on two '
        + 'CPUs ended in the error, 0 of 100 with GOMAXPROCS=1.)',
      statements: [
        run('two inserts at the same time always end in an error', unreachable('E1', 'both keys, count 2')),
        {
          by: 'observer', says: 'the program, cut short, ends in an error in every run', needs: 'random runs',
          watch: programAlwaysFails,
        },
      ],
      lines: [{ listing: 'mapassign_fast64', go: 'map_fast64.go:101' }],
    },
    {
      id: '1-f',
      claim: 'The cause: both are in mapassign_fast64, one sets oldbuckets = nil and the other reads from oldbuckets.',
      verdict: 'partly',
      really: 'That message comes from the flag. But the fault exists: evacuate_fast64 loads oldbuckets again without a nil '
        + 'check, and two writers that got past the flag can make it nil in between. With LOCK on entry and exit it is gone.',
      statements: [
        run(
          'a writer can read a bucket of oldbuckets = nil', reachable('E7', 'a core faults: it moves a bucket of oldbuckets = nil'),
        ),
        reading('map_fast64.go:101', false, 'the printed error comes from that'),
      ],
      shows: [{
        says: 'with LOCK on entry and exit no core faults',
        checks: [unreachable('E7', 'a core faults: it moves a bucket of oldbuckets = nil', 'lock-both')],
      }],
      lines: [{ listing: 'evacuate_fast64', go: 'stubs.go:16', has: 'ADDQ 24(BX)' }],
    },
    {
      id: '1-g',
      claim: 'The error exposes such bugs and so avoids silent corruption.',
      verdict: 'partly',
      really: 'It is best effort. Keys, counts and values are lost without it, and some of these losses no flag could see.',
      statements: [
        run('the check ends some of the runs that race', reachable('E1', 'fatal at the first check')),
        run('no key is lost without it', unreachable('E1', LOST)),
        run('no stored value is lost without it', unreachable('E10', 'no fatal, m[3] is still 103: the store is lost')),
        run('no key becomes unfindable without it', unreachable('E5', 'no fatal, 8 is stored, counted, and cannot be found')),
      ],
      shows: [{
        says: 'a perfectly atomic flag would not notice the lost value or the unfindable key either',
        checks: [
          reachable('E10', 'no fatal, m[3] is still 103: the store is lost', 'lock-both', ['sc']),
          reachable('E5', 'no fatal, 8 is stored, counted, and cannot be found', 'lock-both', ['sc']),
        ],
      }, {
        says: 'a wrong count does its harm later, without a race: a delete makes another key invisible',
        checks: [
          reachable('C6', 'no fatal, 8 is in its bucket, and m[8] misses it after the delete', 'real', ['sc']),
          reachable('C6', 'no fatal, the next insert does not bring it back', 'two-buckets', ['sc']),
        ],
      }, {
        says: 'pairs do get mixed: the tophash of one key beside another key',
        checks: [reachable('C5', 'no fatal, a key is in a slot with the tophash of the other', 'real', ['sc'])],
      }],
    },
    {
      id: '1-h',
      claim: 'Table: map with RWMutex costs little for mostly reads; sync.Map is for balanced reads and writes; an '
        + 'unsynchronised map for one goroutine or reads only.',
      verdict: 'partly',
      really: 'sync.Map is for keys that are written once and read many times, or for goroutines with disjoint keys '
        + '(sync/map.go:19-24).',
      statements: [
        run(
          'reads only, without synchronisation, are safe',
          reachable('C17', 'both ranges see every key'),
          unreachable('C17', 'fatal'),
        ),
        reading('sync/map.go:19-24', false, 'sync.Map is meant for balanced reads and writes'),
      ],
    },
    {
      id: '1-i',
      claim: 'Go\'s runtime refuses to hide races.',
      verdict: 'not checkable here',
      really: 'An opinion. The check finds some races and misses others; the race detector is another tool.',
      statements: [nothing('the runtime refuses to hide races', 'an opinion')],
    },
  ],
}
