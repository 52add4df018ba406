import { reachable, unreachable, type Section } from '../claim.ts'
import { ninthInsert } from './single-core.ts'
import { has, lacks, ORDERING, reading, run, trace } from './statements.ts'

const LOST = 'no fatal, a key is lost, count 1'

export const CHAPTER_2_1: Section = {
  id: '2.1',
  heading: 'runtime/map.go中hmap结构体的并发敏感字段分析与实测验证',
  english: 'Fields of hmap that are sensitive to concurrency',
  claims: [
    {
      id: '2.1-a',
      claim: 'During growth buckets may be read and written through the old and the new array at the same time.',
      verdict: 'true',
      really: 'A lookup loads B, oldbuckets and buckets one after another, and hashGrow stores them one after another: even '
        + 'under SC a lookup sees all eight combinations. Some make it miss a key that was always there, one makes it read '
        + 'outside the array.',
      statements: [
        run(
          'a lookup can have the new array and the old one in hand',
          reachable('E8', 'B new, oldbuckets set, buckets new', 'real', ['sc']),
        ),
        run(
          'a lookup can meet the old array with the new size',
          reachable('E8', 'B new, oldbuckets nil, buckets old', 'real', ['sc']),
        ),
      ],
      shows: [
        { says: 'a key that was always there is missed', checks: [reachable('E8', 'the key is missed', 'real', ['sc'])] },
        { says: 'a lookup reads outside the array', checks: [reachable('E8', 'a read outside the bucket array', 'real', ['sc'])] },
      ],
      lines: [
        { listing: 'hashGrow', go: 'map.go:1072', has: 'MOVQ CX, 24(DX)' },
        { listing: 'hashGrow', go: 'map.go:1073', has: 'MOVQ AX, 16(DX)' },
      ],
    },
    {
      id: '2.1-b',
      claim: 'oldbuckets is non-nil only while the map grows, and several goroutines may use old and new.',
      verdict: 'true',
      really: 'hashGrow sets it (map.go:1072), advanceEvacuationMark sets it to nil when the last old bucket is moved '
        + '(map.go:1296).',
      statements: [
        trace(ninthInsert, 'a growth sets oldbuckets at its begin and to nil at its end', ({ accesses }) => {
          const stores = accesses.filter(({ kind, name }) => kind === 'store' && name === 'h.oldbuckets')
          const [begin, end] = stores
          const begins = begin?.in === 'hashGrow' && begin.value !== 0n
          return stores.length === 2 && begins && end?.in === 'advanceEvacuationMark' && end.value === 0n
        }),
      ],
    },
    {
      id: '2.1-c',
      claim: 'nevacuate is a counter without a lock, and updates may miss evacuations.',
      verdict: 'true',
      really: 'It takes two writers that overlap. Then an old bucket can be skipped and its keys are gone, under SC, without '
        + 'an error; or nevacuate runs past the number of old buckets and later writers fault. LOCK on entry and exit of the '
        + 'insert removes both.',
      statements: [
        lacks('advanceEvacuationMark', ORDERING, 'nevacuate goes up without LOCK'),
        run(
          'a bucket can be skipped, and its key is gone', reachable('E7', 'no core stops, and a key that was always there is gone'),
        ),
      ],
      shows: [{
        says: 'with LOCK on entry and exit no bucket is skipped',
        checks: [unreachable('E7', 'no core stops, and a key that was always there is gone', 'lock-both')],
      }],
      lines: [{ listing: 'advanceEvacuationMark', go: 'map.go:1284' }],
    },
    {
      id: '2.1-d',
      claim: 'mapassign and mapdelete first check hashWriting, by an atomic flag; map.go:623 throws.',
      verdict: 'partly',
      really: 'They check it (map.go:595 and :715; map_fast64.go:101 and :281), with an ordinary load. Line 623 is inside the '
        + 'loop over the slots, and what is called is fatal, not throw. mapdelete looks at count first.',
      statements: [
        has('mapassign_fast64', /^TESTB \$4/, 'mapassign_fast64 checks hashWriting', 'map_fast64.go:101'),
        has('mapdelete_fast64', /^TESTB \$4/, 'mapdelete_fast64 checks hashWriting', 'map_fast64.go:281'),
        has('mapassign_fast64', ORDERING, 'the check is atomic with what follows'),
        reading('map.go:596', false, 'the call is throw, at map.go:623'),
      ],
      lines: [{ listing: 'mapassign_fast64', go: 'map_fast64.go:101' }],
    },
    {
      id: '2.1-e',
      claim: 'h.flags ^= hashWriting toggles the flag atomically.',
      verdict: 'false',
      really: 'It is a load, an XOR in a register and a store, after the whole hash function has run. Two writers can both set '
        + 'the flag, or the second can clear what the first has set (then two are inside and the flag says nobody).',
      statements: [
        has('mapassign_fast64', ORDERING, 'the toggle is one atomic instruction', 'map_fast64.go:107'),
        run('two writers cannot both pass', unreachable('S16', 'every writer passes both checks', 'two')),
      ],
      shows: [
        {
          says: 'the flag can be inverted; with two writers a check then fails in the end, with three it need not',
          checks: [
            unreachable('S16', 'the flag was inverted (0 stored to set it), and no check failed', 'two'),
            reachable('S16', 'the flag was inverted (0 stored to set it), and no check failed', 'three', ['sc']),
          ],
        },
        {
          says: 'a lookup can pass its check while two writers are inside',
          checks: [reachable('S16', 'the lookup passes its check with two writers inside', 'reader', ['sc'])],
        },
      ],
      lines: [{ listing: 'mapassign_fast64', go: 'map_fast64.go:107' }],
    },
    {
      id: '2.1-f',
      claim: 'The bit, caught by runtime.throw, gives no memory barrier.',
      verdict: 'true',
      really: 'No instruction of mapassign_fast64 is LOCKed or a fence. Two cores that each insert and then look for the '
        + 'other\'s key can both miss under x86-TSO; an insert that begins after another has returned can lose it. (That a '
        + 'bit is "caught by throw" means nothing.)',
      statements: [
        lacks('mapassign_fast64', ORDERING, 'mapassign_fast64 has no LOCK, no XCHG and no fence'),
        run('store buffering shows through the map under x86-TSO', reachable('E2', 'both lookups miss', 'real', ['x86-tso'])),
        run('an insert that begins after another\'s return loses it', reachable('E3', LOST, 'real', ['x86-tso'])),
      ],
      shows: [
        { says: 'LOCK on entry and exit is a barrier', checks: [unreachable('E2', 'both lookups miss', 'lock-both')] },
        { says: 'so is MFENCE before the return, for the second', checks: [unreachable('E3', LOST, 'mfence-return')] },
        {
          says: 'MFENCE after the flag is set is not, for the first',
          checks: [reachable('E2', 'both lookups miss', 'mfence', ['x86-tso'])],
        },
      ],
      lines: [{ listing: 'mapassign_fast64', go: 'map_fast64.go:107' }],
    },
    {
      id: '2.1-g',
      claim: 'buckets is updated by atomic.StorePointer (see growWork).',
      verdict: 'false',
      really: 'growWork stores nothing. buckets is stored by a plain MOVQ in mapassign_fast64 and hashGrow; the test before it '
        + 'is that of the garbage collector\'s write barrier.',
      statements: [
        has('growWork_fast64', /^(MOVQ|XCHGQ) \w+, 16\((?!SP)/, 'growWork stores buckets'),
        has('hashGrow', ORDERING, 'hashGrow stores buckets by XCHG, as atomic.StorePointer would'),
      ],
      shows: [{
        says: 'a MOVQ shows old contents behind the new pointer only where stores may pass each other, an XCHGQ never',
        checks: [
          reachable('E20', 'a key of another map is found', 'real', ['pso']),
          unreachable('E20', 'a key of another map is found', 'xchg'),
        ],
      }],
      lines: [{ listing: 'mapassign_fast64', go: 'map_fast64.go:110', has: 'MOVQ AX, 16(BX)' }],
    },
    {
      id: '2.1-h',
      claim: 'Table: two goroutines that write m[key] = v panic, by the check in mapassign_fast64.',
      verdict: 'partly',
      really: 'They may: there are two checks, and schedules that pass both.',
      statements: [
        run('the first check can end them', reachable('E1', 'fatal at the first check')),
        run('they always end so', unreachable('E1', 'both keys, count 2'), unreachable('E1', LOST)),
      ],
    },
    {
      id: '2.1-i',
      claim: 'Table: reading beside writing does not panic, because mapaccess1 does not look at the flag.',
      verdict: 'false',
      really: 'It does look (map_fast64.go:21). Without that check the same wrong results remain and only the error is gone.',
      statements: [
        lacks('mapaccess1_fast64', /^TESTB \$4/, 'mapaccess1_fast64 does not test hashWriting'),
        run('a lookup beside an insert never ends in an error', unreachable('E4', 'fatal at the lookup', 'new')),
      ],
      shows: [{
        says: 'without the check no error comes, and the wrong results are the same',
        checks: [
          unreachable('E4', 'fatal at the lookup', 'no-check'), reachable('E4', 'a hit with value 0', 'no-check', ['sc']),
          reachable('E4', 'the key is seen while its tophash is still empty', 'no-check', ['pso']),
        ],
      }],
      lines: [{ listing: 'mapaccess1_fast64', go: 'map_fast64.go:21' }],
    },
    {
      id: '2.1-j',
      claim: 'Flowchart: the flag is tested; if it is 0 it is set, else the program throws.',
      verdict: 'partly',
      really: 'That is half of it: the flag is tested again before it is cleared. Without the second check, and with XOR to '
        + 'clear, the flag can stay set for ever with both writers gone, and every later operation dies.',
      statements: [
        has(
          'mapassign_fast64',
          /^JEQ firstCheckPasses/,
          'the flag is tested, and fatal is called when it is set',
          'map_fast64.go:101',
        ),
        lacks('mapassign_fast64', /^JNE secondCheckPasses/, 'that is all'),
      ],
      shows: [{
        says: 'as the article has it the flag can stay set; as Go has it, it cannot',
        checks: [
          reachable('E1', 'no fatal, the flag stays set for ever', 'article', ['sc']),
          unreachable('E1', 'no fatal, the flag stays set for ever'),
        ],
      }],
      lines: [{ listing: 'mapassign_fast64', go: 'map_fast64.go:176' }],
    },
  ],
}
