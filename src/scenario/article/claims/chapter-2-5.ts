import { BUCKET } from '../../../go/layout.ts'
import { reachable, type Section } from '../claim.ts'
import { missAlone } from './single-core.ts'
import { calculation, nothing, reading, run, trace } from './statements.ts'

const OLD_CONTENTS = 'a key of another map is found'

export const CHAPTER_2_5: Section = {
  id: '2.5',
  heading: 'loadAcquire/loadRelaxed内存序混用在mapaccess1中的竞态放大效应压测对比',
  english: 'Acquire and relaxed loads mixed in mapaccess1',
  claims: [
    {
      id: '2.5-a',
      claim: 'mapaccess1 loads h.buckets with atomic.LoadPointer (acquire).',
      verdict: 'false',
      really: 'It is an ordinary load (map_fast64.go:31). On amd64 an atomic load is the same MOVQ, so nothing would change.',
      statements: [reading('map_fast64.go:31, map.go:420', false, 'the source has atomic.LoadPointer')],
      lines: [{ listing: 'mapaccess1_fast64', go: 'stubs.go:16', has: 'ADDQ 16(DX)' }],
    },
    {
      id: '2.5-b',
      claim: 'tophash is loaded relaxed, which tears.',
      verdict: 'false',
      really: 'A load of one byte cannot tear, and Go has no such load.',
      statements: [calculation('a tophash has more than one byte', () => BUCKET.tophash(0).size > 1)],
      lines: [{ listing: 'mapaccess1_fast64', go: 'map.go:205' }],
    },
    {
      id: '2.5-c',
      claim: 'A stale or uninitialised tophash of a new bucket makes the lookup skip the right key.',
      verdict: 'partly',
      really: 'A lookup can miss a key that was always there, under SC: the old bucket is marked before its entries are '
        + 'copied. Uninitialised contents behind a new pointer are not to be seen on x86, only where stores pass each other.',
      statements: [
        run('a lookup can miss a key that is being moved', reachable('E6', 'mark seen, 7 missed')),
        run('on x86 it can see old contents behind a new pointer', reachable('E20', OLD_CONTENTS, 'real', ['sc', 'x86-tso'])),
      ],
      shows: [{ says: 'where stores may pass each other it can', checks: [reachable('E20', OLD_CONTENTS, 'real', ['pso'])] }],
    },
    {
      id: '2.5-d',
      claim: 'Table: wrong results 0.002 % against 12.7 %, 83 ns against 217 ns.',
      verdict: 'not checkable here',
      really: 'Figures of one machine. The two variants are the same instructions on x86: equal rates are to be expected.',
      statements: [nothing('the rates and times are these', 'figures of one processor')],
    },
    {
      id: '2.5-e',
      claim: 'A miss degrades to a full scan of the map.',
      verdict: 'false',
      really: 'A miss walks the chain of one bucket, as a hit in its last slot does. There is nothing else.',
      statements: [
        trace(missAlone, 'a miss reads more than h and the chain of one bucket', ({ accesses }) =>
          accesses.some(({ name }) => !/^(h\.|bucket\[0\]\.)/.test(name))),
      ],
    },
  ],
}
