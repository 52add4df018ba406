import { unreachable, type Section } from '../claim.ts'

export const CHAPTER_2_2: Section = {
  id: '2.2',
  heading: 'hashGrow扩容触发路径的原子性断裂点汇编级追踪(GOOS=linux GOARCH=amd64)',
  english: 'Where the growth of a map is not atomic, in assembly',
  claims: [
    {
      id: '2.2-d',
      claim: 'h.flags & hashWriting is read and written atomically (XCHGQ), sequentially consistent, safe to lock writers out.',
      verdict: 'false',
      really: 'The flag is loaded, XORed in a register and stored by MOVB, none of it LOCKed. An XCHGQ there would be 8 '
        + 'bytes wide and zero B, noverflow and the hash seed: with one goroutine most keys are gone.',
      statements: [
        {
          by: 'listing', says: 'mapassign_fast64 exchanges the flags with XCHGQ', listing: 'mapassign_fast64',
          holds: (instructions) => instructions.some(({ text }) => text.startsWith('XCHG')),
        },
        {
          by: 'run', says: 'an XCHGQ there would leave the map whole',
          checks: [
            unreachable('E17', 'a key that is in the map is not found', 'xchg'),
            unreachable('E17', 'h.B and h.hash0 are 0', 'xchg'),
          ],
        },
        {
          by: 'run', says: 'the flag keeps two writers apart',
          checks: [unreachable('E1', 'no fatal, a key is lost, count 1')],
        },
      ],
      lines: [{ listing: 'mapassign_fast64', go: 'map_fast64.go:107' }],
    },
  ],
}
