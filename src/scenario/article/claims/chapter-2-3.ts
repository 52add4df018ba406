import { BUCKET } from '../../../go/layout.ts'
import { CACHE_LINE } from '../../../observe/cache-lines.ts'
import { unreachable, type Section } from '../claim.ts'
import { has, reading } from './statements.ts'
import { barrierSavesInvalidations, bucketLineDominates, storesInvalidate } from '../watched/inserts.ts'

/** Buckets of 144 bytes are packed in their span: each begins at a multiple of 16 (size class 144). */
const BASES = Array.from({ length: CACHE_LINE / 16 }, (_, i) => 16 * i)

/** Both fields of a bucket lie in one line of 64 bytes, wherever the bucket begins. */
function alwaysInOneLine(first: { readonly offset: number }, second: { readonly offset: number; readonly size: number }): boolean {
  return BASES.every((base) => {
    const line = (offset: number): number => Math.floor((base + offset) / CACHE_LINE)
    return line(first.offset) === line(second.offset + second.size - 1)
  })
}

export const CHAPTER_2_3: Section = {
  id: '2.3',
  heading: 'mapassign_fast64中写屏障缺失导致的缓存行伪共享实证测试',
  english: 'False sharing of cache lines for want of a write barrier in mapassign_fast64',
  claims: [
    {
      id: '2.3-a',
      claim: 'mapassign_fast64 has no write barrier; tophash and keys are written directly.',
      verdict: 'partly',
      really: 'tophash and uint64 keys have no pointers and need no barrier of the garbage collector. The one pointer that it '
        + 'stores, buckets, has one. A GC write barrier is no memory barrier.',
      statements: [
        has('mapassign_fast64', /^MOVB AL, \(R11\)/, 'the tophash is written directly', 'map_fast64.go:166'),
        {
          by: 'listing', listing: 'mapassign_fast64', says: 'it has no write barrier at all',
          holds: (all) => !all.some(({ text }) => text.includes('gcWriteBarrier')),
        },
      ],
      lines: [{ listing: 'mapassign_fast64', go: 'map_fast64.go:110', has: 'gcWriteBarrier' }],
    },
    {
      id: '2.3-b',
      claim: 'Stores of tophash and keys to one line of 64 bytes make the copies of other cores invalid, again and again.',
      verdict: 'partly',
      really: 'Stores do take lines from other cores. But the line that inserts fight over is that of the hmap: each stores '
        + 'flags, count and flags there, whichever bucket it goes to.',
      statements: [
        { by: 'observer', says: 'stores make copies of other cores invalid', needs: 'cache lines', watch: storesInvalidate },
        {
          by: 'observer', says: 'the line that is taken most is that of the bucket', needs: 'cache lines',
          watch: bucketLineDominates,
        },
      ],
      lines: [
        { listing: 'mapassign_fast64', go: 'map_fast64.go:107', has: 'MOVB' },
        { listing: 'mapassign_fast64', go: 'map_fast64.go:172' },
        { listing: 'mapassign_fast64', go: 'map_fast64.go:179', has: 'MOVB' },
      ],
    },
    {
      id: '2.3-c',
      claim: 'The benchmark forces adjacent keys of one bucket.',
      verdict: 'false',
      really: 'unsafe.Offsetof of the first field is 0: it assigns key 0 again and again and inserts nothing after the first '
        + 'time. And RunParallel on a plain map ends in "fatal error: concurrent map writes" (seen elsewhere, at once): the '
        + 'printed figures cannot come from it.',
      statements: [reading('package unsafe, Offsetof: the offset of the first field is 0', false, 'it uses several keys')],
    },
    {
      id: '2.3-d',
      claim: 'tophash[0] and data[0] lie in one line of 64 bytes.',
      verdict: 'partly',
      really: 'tophash[0] is at 0 and keys[0] at 8 of a bucket that begins at a multiple of 16, so those two always share a '
        + 'line. elems[0] is at 72 and never does, and later slots need not.',
      statements: [
        {
          by: 'calculation', says: 'tophash[0] and keys[0] share a line',
          holds: () => alwaysInOneLine(BUCKET.tophash(0), BUCKET.key(0)),
        },
        {
          by: 'calculation', says: 'tophash[0] and elems[0] share a line',
          holds: () => alwaysInOneLine(BUCKET.tophash(0), BUCKET.elem(0)),
        },
        {
          by: 'calculation', says: 'tophash[7] and keys[7] share a line',
          holds: () => alwaysInOneLine(BUCKET.tophash(7), BUCKET.key(7)),
        },
      ],
    },
    {
      id: '2.3-e',
      claim: 'Without a write barrier the runtime "cannot insert MOVDQU or CLFLUSH", which would synchronise.',
      verdict: 'false',
      really: 'A write barrier of the collector puts pointers into a buffer. It holds neither instruction, and MOVDQU orders '
        + 'nothing.',
      statements: [
        reading('asm_amd64.s, gcWriteBarrier', false, 'a write barrier inserts such instructions'),
        reading('Intel SDM, volume 3, 9.2', false, 'MOVDQU synchronises'),
      ],
    },
    {
      id: '2.3-f/g',
      claim: 'With runtime.gcWriteBarrier inserted an insert takes 15.9 ns in place of 12.7, and cache misses fall from 3.2 '
        + 'M/s to 0.4 M/s.',
      verdict: 'false',
      really: 'A write barrier of the garbage collector is plain stores to a buffer of the P. It saves no invalidation, '
        + 'orders nothing and changes nothing that can happen. Hardware counters are not here; the mechanism is not there '
        + 'either.',
      statements: [
        { by: 'nothing', says: 'times and misses of a Xeon Gold 6248R', why: 'hardware counters of that processor' },
        {
          by: 'observer', says: 'a barrier before the stores saves invalidations', needs: 'cache lines',
          watch: barrierSavesInvalidations,
        },
        {
          by: 'run', says: 'a barrier before the stores keeps keys from being lost',
          checks: [unreachable('E1-barrier', 'a key is lost', 'barrier')],
        },
      ],
    },
    {
      id: '2.3-h',
      claim: 'CPU0 invalidates CPU1\'s line, and CPU1 stalls until its store buffer is flushed.',
      verdict: 'not checkable here',
      really: 'How long a core waits is not modelled here; that lines change hands is 2.3-b.',
      statements: [{ by: 'nothing', says: 'a core stalls on the flush of its store buffer', why: 'the model has no time in it' }],
    },
  ],
}
