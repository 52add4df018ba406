import { reachable, unreachable, type Section } from '../claim.ts'

export const CHAPTER_2_1: Section = {
  id: '2.1',
  heading: 'runtime/map.go中hmap结构体的并发敏感字段分析与实测验证',
  english: 'Fields of hmap that are sensitive to concurrency',
  claims: [
    {
      id: '2.1-f',
      claim: 'The hashWriting bit gives no memory barrier.',
      verdict: 'true',
      really: 'No instruction of mapassign_fast64 is LOCKed or a fence. Two cores that each insert and then look for the '
        + 'other\'s key can both miss under x86-TSO; an insert that begins after another has returned can lose it.',
      statements: [
        {
          by: 'listing', says: 'mapassign_fast64 has no LOCK, no XCHG and no fence', listing: 'mapassign_fast64',
          holds: (instructions) => !instructions.some(({ text }) => /^(LOCK|XCHG|[MLS]FENCE)/.test(text)),
        },
        {
          by: 'run', says: 'store buffering shows through the map: both lookups miss',
          checks: [reachable('E2', 'both lookups miss', 'real', ['x86-tso'])],
        },
        {
          by: 'run', says: 'the repair with LOCK on entry and exit has it not',
          checks: [unreachable('E2', 'both lookups miss', 'lock-both')],
        },
      ],
      lines: [{ listing: 'mapassign_fast64', go: 'map_fast64.go:107' }],
    },
  ],
}
