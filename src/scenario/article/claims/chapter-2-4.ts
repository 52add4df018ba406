import { reachable, unreachable, type Section } from '../claim.ts'
import { storesOf } from '../trace.ts'
import { deleteAlone, deleteLast } from './single-core.ts'
import { trace } from './statements.ts'

export const CHAPTER_2_4: Section = {
  id: '2.4',
  heading: 'mapdelete_fast64在多核CPU上因指令重排序引发的桶指针悬空现象还原',
  english: 'Dangling bucket pointers after mapdelete_fast64, by reordering on several cores',
  claims: [
    {
      id: '2.4-a',
      claim: 'mapdelete_fast64 has a path without a lock that frees the memory of the old bucket.',
      verdict: 'false',
      really: 'A delete stores a tophash, zeroes the element, counts down and perhaps takes a new hash seed. It frees '
        + 'nothing: memory is the garbage collector\'s. The key stays where it was.',
      statements: [
        {
          by: 'listing', says: 'mapdelete_fast64 calls something that frees memory', listing: 'mapdelete_fast64',
          holds: (instructions) => instructions.some(({ text }) => /^CALL .*free/i.test(text)),
        },
        trace(deleteAlone, 'it stores to something else than tophash, elem, count and flags', (seen) =>
          storesOf(seen).some((name) => !/^(bucket\[0\]\.(tophash|elem)\[1\]|h\.count|h\.flags)$/.test(name))),
        trace(deleteLast, 'when the map is empty it stores to something else than that and hash0', (seen) =>
          storesOf(seen).some((name) => !/^(bucket\[0\]\.(tophash|elem)\[0\]|h\.count|h\.flags|h\.hash0)$/.test(name))),
        {
          by: 'listing', listing: 'mapdelete_fast64', says: 'it stores to the overflow pointer of a bucket',
          holds: (instructions) => instructions.some(({ text, go }) => go === 'map.go:210' && /^MOVQ \w+, \(/.test(text)),
        },
      ],
      shows: [
        {
          says: 'what really happens: a lookup finds a deleted key while its slot is used again',
          checks: [reachable('E4', 'a hit with value 0', 'stale', ['sc']), reachable('E4', 'a hit with value 70', 'stale', ['sc'])],
        },
        {
          says: 'a delete beside an insert can hide the new key behind a slot that says that nothing follows',
          checks: [reachable('C18', 'no fatal, 7 is hidden behind emptyRest', 'real', ['sc'])],
        },
      ],
      lines: [
        { listing: 'mapdelete_fast64', go: 'map_fast64.go:318', has: 'MOVB' },
        { listing: 'mapdelete_fast64', go: 'map_fast64.go:349' },
      ],
    },
    {
      id: '2.4-b/d',
      claim: 'Reordering makes the load of bucket->next happen after free(bucket): the CPU may run (1) before (3).',
      verdict: 'false',
      really: '(1) stands before (3) in the program already, and x86 lets no later store pass an earlier load. Another core '
        + 'that holds the pointer reads freed memory under sequential consistency too: a missing rule of ownership, not a '
        + 'reordering.',
      statements: [
        {
          by: 'run', says: 'the core that frees reads what it has freed itself',
          checks: [reachable('E18', 'the deleter reads freed memory: its load passed its own free', 'plain')],
        },
        {
          by: 'run', says: 'it takes a model weaker than sc for another core to read freed memory',
          checks: [reachable('E18', 'the walker reads freed memory', 'plain', ['x86-tso', 'pso', 'relaxed'])],
        },
      ],
    },
    {
      id: '2.4-c/e',
      claim: 'The listing: mov rax, [rbx+0x10] reads bucket->next.',
      verdict: 'false',
      really: 'A bucket has no next at 16: that is keys[1]. The overflow pointer is its last word, at 136, and the compiled '
        + 'code reaches it from the bucket\'s size (LEAQ -8).',
      statements: [
        {
          by: 'listing', says: 'mapdelete_fast64 follows a pointer at 16 of a bucket', listing: 'mapdelete_fast64',
          holds: (instructions) => instructions.some(({ text, go }) => go === 'map.go:210' && text.includes(' 16(')),
        },
      ],
      lines: [{ listing: 'mapdelete_fast64', go: 'map.go:210' }],
    },
    {
      id: '2.4-f',
      claim: 'lfence before the load makes a dangling pointer very unlikely; the remedy is lfence or an acquire load.',
      verdict: 'false',
      really: 'LFENCE in the core that frees changes no outcome under any model here: loads stay in order on x86 anyway, and '
        + 'the other core reads whenever it reads.',
      statements: [
        {
          by: 'run', says: 'with LFENCE no core reads freed memory',
          checks: [unreachable('E18', 'the walker reads freed memory', 'lfence')],
        },
      ],
    },
    {
      id: '2.4-g',
      claim: 'The code decides: on contention between cores it takes the path with the fence.',
      verdict: 'false',
      really: 'There is no fence and no such branch in mapdelete_fast64.',
      statements: [
        {
          by: 'listing', says: 'mapdelete_fast64 has a fence or a LOCKed instruction on some path', listing: 'mapdelete_fast64',
          holds: (instructions) => instructions.some(({ text }) => /^(LOCK|XCHG|[MLS]FENCE)/.test(text)),
        },
      ],
    },
  ],
}
