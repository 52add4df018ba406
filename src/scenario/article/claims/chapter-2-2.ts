import { reachable, unreachable, type Section } from '../claim.ts'
import { ninthInsert } from './single-core.ts'
import { has, lacks, ORDERING, run, trace } from './statements.ts'

const NIL_FAULT = 'a core faults: it moves a bucket of oldbuckets = nil'
const SKIPPED = 'no core stops, and a key that was always there is gone'

/** `MOVQ AX, 16(BX)` and its like: a store to that offset of some record, not of the stack. */
const storeTo = (offset: number): RegExp => new RegExp(`^(MOV|XCHG|XADD|INC)[BLQW]? (\\S+, )?${offset}\\((?!SP)`)

export const CHAPTER_2_2: Section = {
  id: '2.2',
  heading: 'hashGrow扩容触发路径的原子性断裂点汇编级追踪',
  english: 'Where the growth path is not atomic',
  claims: [
    {
      id: '2.2-a',
      claim: 'growWork (runtime/hashmap.go) stores the new array in buckets and then nil in oldbuckets, by two MOVQ.',
      verdict: 'false',
      really: 'growWork (map.go:1140) stores nothing. hashGrow stores oldbuckets = old and then buckets = new; nil is stored '
        + 'only when the last old bucket has been moved. Code as printed would lose every key of the old array, on one core.',
      statements: [
        has('growWork_fast64', storeTo(16), 'growWork stores buckets'),
        has('growWork_fast64', storeTo(24), 'growWork stores oldbuckets'),
      ],
      shows: [{
        says: 'with growWork as printed an old key is gone for good, on one core',
        checks: [reachable('E6', '7 is gone, on one core', 'one-core', ['sc'])],
      }],
      lines: [
        { listing: 'hashGrow', go: 'map.go:1072', has: 'MOVQ CX, 24(DX)' },
        { listing: 'hashGrow', go: 'map.go:1073', has: 'MOVQ AX, 16(DX)' },
      ],
    },
    {
      id: '2.2-b',
      claim: 'oldbuckets is cleared while the old buckets are still being read.',
      verdict: 'partly',
      really: 'A lookup that began before may still hold the old array; Go keeps that memory until nobody refers to it. What '
        + 'it reads there is the old value of a key, in a slot that is marked as moved. But nothing is cleared before it has '
        + 'been moved.',
      statements: [
        run(
          'a lookup can read an old bucket that is being moved',
          reachable('E6', 'old bucket searched, 7 found in a slot that is marked as moved', 'real', ['sc']),
        ),
        trace(ninthInsert, 'oldbuckets is nil before the entries are moved', ({ accesses }) => {
          const nil = accesses.findIndex(({ kind, name, value }) => kind === 'store' && name === 'h.oldbuckets' && value === 0n)
          const moved = accesses.findLastIndex((access) => access.kind === 'store' && access.in === 'evacuate_fast64')
          return nil < moved
        }),
      ],
      lines: [{ listing: 'advanceEvacuationMark', go: 'map.go:1296', has: 'MOVQ $0, 24(AX)' }],
    },
    {
      id: '2.2-c',
      claim: 'Clearing is not synchronised with nevacuate: A sees oldbuckets == nil while B still moves oldbuckets[nevacuate-1].',
      verdict: 'partly',
      really: 'One writer stores nil after all copies: under SC and x86-TSO nobody sees nil too early, under PSO a lookup '
        + 'does. With two writers that got past the flag it happens under SC: one takes a bucket for moved by its first '
        + 'mark, and drops the array.',
      statements: [
        run(
          'beside one writer, on x86, a lookup reads nil and misses a key',
          reachable('E6', 'oldbuckets read as nil, 7 missed', 'real', ['sc', 'x86-tso']),
        ),
        run('beside another writer a writer finds oldbuckets nil', reachable('E7', NIL_FAULT)),
      ],
      shows: [
        {
          says: 'where stores may pass each other a lookup reads nil too early', checks: [
            reachable('E6', 'oldbuckets read as nil, 7 missed', 'real', ['pso']),
          ],
        },
        {
          says: 'a lookup misses the key anyway, on every model: the mark "moved" is stored before the copy',
          checks: [reachable('E6', 'mark seen, 7 missed', 'real', ['sc'])],
        },
      ],
      lines: [{ listing: 'evacuate_fast64', go: 'map_fast64.go:421', has: 'MOVB' }],
    },
    {
      id: '2.2-d',
      claim: 'hashWriting is read and written by XCHGQ, sequentially consistent, safe as a write lock.',
      verdict: 'false',
      really: 'There is no XCHG in the map. An XCHGQ at h.flags would swap B, noverflow and the hash seed too. A byte that is '
        + 'exchanged, or LOCK BTSL, is the right repair, together with a LOCKed store to give it back.',
      statements: [
        has('mapassign_fast64', /^XCHG/, 'the flag is exchanged'),
        run('two writers cannot both pass', unreachable('S16', 'every writer passes both checks', 'two')),
      ],
      shows: [
        {
          says: 'XCHGQ at h.flags loses keys, on one core',
          checks: [
            reachable('E17', 'a key that is in the map is not found', 'xchg', ['sc']),
            reachable('E17', 'h.B and h.hash0 are 0', 'xchg', ['sc']),
          ],
        },
        {
          says: 'with LOCK on entry and exit only two outcomes of E1 are left: both keys, or the error at the first check',
          checks: [
            reachable('E1', 'both keys, count 2', 'lock-both', ['sc']),
            reachable('E1', 'fatal at the first check', 'lock-both', ['sc']),
            unreachable('E1', 'no fatal, a key is lost, count 1', 'lock-both'),
            unreachable('E1', 'fatal at the second check', 'lock-both'),
          ],
        },
      ],
      lines: [{ listing: 'mapassign_fast64', go: 'map_fast64.go:107' }],
    },
    {
      id: '2.2-e',
      claim: 'nevacuate++ is an INCQ without LOCK; only evacuate uses XADDQ on it.',
      verdict: 'partly',
      really: 'There is no LOCK: true. There is no XADD either. And LOCK XADDQ would not help: which bucket is next is tested '
        + 'by another load.',
      statements: [
        lacks('advanceEvacuationMark', ORDERING, 'nevacuate goes up without LOCK'),
        has('evacuate_fast64', /XADD/, 'evacuate uses XADDQ'),
      ],
      shows: [{ says: 'with LOCK XADDQ a bucket is skipped all the same', checks: [reachable('E7', SKIPPED, 'xadd', ['sc'])] }],
      lines: [{ listing: 'advanceEvacuationMark', go: 'map.go:1284' }, { listing: 'advanceEvacuationMark', go: 'map.go:1292' }],
    },
    {
      id: '2.2-f',
      claim: 'Table: oldbuckets by MOVQ, without order; nevacuate by XADDQ in evacuate; flags by XCHGQ, sequentially consistent.',
      verdict: 'partly',
      really: 'The first line is true. The other two instructions do not exist in the map.',
      statements: [
        has('advanceEvacuationMark', /^MOVQ \$0, 24\(AX\)/, 'oldbuckets is stored by a plain MOVQ'),
        has('evacuate_fast64', /XADD/, 'nevacuate by XADDQ'),
        has('mapassign_fast64', /^XCHG/, 'flags by XCHGQ'),
      ],
      lines: [{ listing: 'advanceEvacuationMark', go: 'map.go:1296', has: 'MOVQ $0, 24(AX)' }],
    },
    {
      id: '2.2-g',
      claim: 'The state machine: growWork sets oldbuckets = nil, then atomic.Store64(&h.nevacuate, 0), then evacuate loops '
        + 'with XADDQ.',
      verdict: 'false',
      really: 'hashGrow stores B, flags, oldbuckets, buckets, nevacuate, noverflow, all plainly; growWork then moves two '
        + 'buckets a write; nil comes last.',
      statements: [
        trace(ninthInsert, 'nil is stored before nevacuate = 0', ({ accesses }) => {
          const store = (name: string): number => accesses.findIndex(
            (one) => one.kind === 'store' && one.name === name && one.value === 0n,
          )
          return store('h.oldbuckets') < store('h.nevacuate')
        }),
        has('hashGrow', ORDERING, 'nevacuate = 0 is stored atomically'),
      ],
      lines: [{ listing: 'hashGrow', go: 'map.go:1074' }],
    },
  ],
}
