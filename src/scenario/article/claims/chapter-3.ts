import { ENDLESS } from '../experiment.ts'
import { reachable, unreachable, type Instruction, type Section } from '../claim.ts'

/** The first eight instructions are the stack check, the frame, and the test of h in BX with its jump. */
function testsMapFirst(instructions: readonly Instruction[]): boolean {
  const first = instructions.slice(0, 8).map(({ text }) => text.split(' ')[0])
  return first.join(' ') === 'CMPQ JLS PUSHQ MOVQ SUBQ MOVQ TESTQ JEQ' && instructions[6]?.text === 'TESTQ BX, BX'
}

export const CHAPTER_3_1: Section = {
  id: '3.1',
  heading: 'panic: assignment to entry in nil map 的汇编级触发链路还原',
  english: 'How assignment to a nil map panics, in assembly',
  claims: [
    {
      id: '3.1-a',
      claim: 'm[k] = v on a nil map panics: assignment to entry in nil map.',
      verdict: 'true',
      really: 'It does, before any access to the map, and recover can stop it.',
      statements: [
        {
          by: 'run', says: 'an insert into a nil map panics so', checks: [reachable('E16', 'panic: assignment to entry in nil '
            + 'map', 'real', ['sc'])],
        },
      ],
      lines: [
        { listing: 'mapassign_fast64', go: 'map_fast64.go:94', has: 'BX, BX' },
        { listing: 'mapassign_fast64', go: 'map_fast64.go:94', has: 'JEQ' },
      ],
    },
    {
      id: '3.1-b',
      claim: 'The panic is raised by runtime.panicnilmap from assembly, not by Go source.',
      verdict: 'false',
      really: 'There is no runtime.panicnilmap. map_fast64.go:95 is panic(plainError("assignment to entry in nil map")), and '
        + 'the compiled code calls runtime.gopanic.',
      statements: [
        {
          by: 'listing', says: 'mapassign_fast64 calls runtime.panicnilmap', listing: 'mapassign_fast64',
          holds: (instructions) => instructions.some(({ text }) => text.includes('panicnilmap')),
        },
      ],
      lines: [{ listing: 'mapassign_fast64', go: 'map_fast64.go:95' }],
    },
    {
      id: '3.1-c/d',
      claim: 'The check is MOVQ h+0(FP), AX; TESTQ AX, AX; JZ panicnilmap, in the assembly of map_fast64.go.',
      verdict: 'partly',
      really: 'The idea is right: a TESTQ and a conditional jump, the seventh and eighth of the compiled instructions, '
        + 'before any access to the map. But h is in BX, not in the frame; and 0(FP) would be the map\'s type, so that the '
        + 'printed lines fall through and fault at 8.',
      statements: [
        {
          by: 'listing', says: 'a TESTQ of h and a conditional jump come before any access to the map', listing: 'mapassign_fast64',
          holds: testsMapFirst,
        },
        {
          by: 'listing', says: 'h is loaded from the frame of arguments', listing: 'mapassign_fast64',
          holds: (instructions) => instructions.slice(0, 8).some(({ text }) => /^MOVQ .*\((?:FP|SP)\), AX/.test(text)),
        },
        {
          by: 'run', says: 'with the arguments in Go\'s order the printed lines panic',
          checks: [reachable('E16', 'panic: assignment to entry in nil map', 'type-first', ['sc'])],
        },
        {
          by: 'run', says: 'with the map as the first argument they do', checks: [reachable('E16', 'panic: assignment to entry '
            + 'in nil map', 'map-first', ['sc'])],
        },
      ],
      lines: [{ listing: 'mapassign_fast64', go: 'map_fast64.go:94' }],
    },
    {
      id: '3.1-e',
      claim: 'The jump never returns to user code.',
      verdict: 'partly',
      really: 'gopanic runs deferred functions, and recover in one of them goes on behind the call that deferred it. A panic '
        + 'is no fatal error.',
      statements: [
        {
          by: 'run', says: 'the insert itself does not go on', checks: [unreachable('E16', 'the insert returns', 'real')],
        },
        {
          by: 'reading', says: 'a panic of gopanic cannot be recovered', holds: false,
          source: 'src/runtime/panic.go:720 (gopanic) and :1035 (fatal, which cannot)',
        },
      ],
    },
    {
      id: '3.1-f',
      claim: 'The way of m["key"] = 42 on a nil map is through mapassign_fast64.',
      verdict: 'false',
      really: 'A map with string keys is assigned by mapassign_faststr, which panics in the same words. Reads, len, delete '
        + 'and range of a nil map are fine.',
      statements: [
        {
          by: 'reading', says: 'string keys are assigned by mapassign_fast64', holds: false,
          source: 'src/cmd/compile/internal/walk/walk.go:190, mapfast',
        },
        {
          by: 'run', says: 'reading, len, delete and range of a nil map fail too',
          checks: [unreachable('E16-reads', 'all return: zero, not there, length 0, nothing to range over')],
        },
      ],
    },
  ],
}

export const CHAPTER_3_2: Section = {
  id: '3.2',
  heading: 'fatal error: concurrent map writes 的runtime.throw调用栈逆向定位',
  english: 'Where concurrent map writes is raised, back from runtime.throw',
  claims: [
    {
      id: '3.2-a',
      claim: 'The runtime calls throw("concurrent map writes") at once when it detects two writers.',
      verdict: 'partly',
      really: 'It calls fatal, not throw, where one of two checks happens to see the flag; two writers can pass both.',
      statements: [
        {
          by: 'run', says: 'a check ends the program',
          checks: [reachable('E1', 'fatal at the first check'), reachable('E1', 'fatal at the second check')],
        },
        {
          by: 'listing', says: 'mapassign_fast64 calls throw', listing: 'mapassign_fast64',
          holds: (instructions) => instructions.some(({ text }) => text.includes('runtime.throw')),
        },
        { by: 'run', says: 'two writers at once are always detected', checks: [unreachable('E1', 'no fatal, a key is lost, '
          + 'count 1')] },
      ],
      lines: [
        { listing: 'mapassign_fast64', go: 'map_fast64.go:102', has: 'CALL' },
        { listing: 'mapassign_fast64', go: 'map_fast64.go:177', has: 'CALL' },
      ],
    },
    {
      id: '3.2-b',
      claim: 'It is raised in mapassign or mapdelete.',
      verdict: 'true',
      really: 'In both, in their variants for 4-byte, 8-byte and string keys, and in mapclear.',
      statements: [
        {
          by: 'listing', says: 'mapassign_fast64 has it', listing: 'mapassign_fast64',
          holds: (instructions) => instructions.some(({ text }) => text.includes('"concurrent map writes"')),
        },
        {
          by: 'listing', says: 'mapdelete_fast64 has it', listing: 'mapdelete_fast64',
          holds: (instructions) => instructions.some(({ text }) => text.includes('"concurrent map writes"')),
        },
        {
          by: 'listing', says: 'the generic mapassign has it', listing: 'sync/mapassign',
          holds: (instructions) => instructions.some(({ text }) => text.includes('"concurrent map writes"')),
        },
      ],
    },
    {
      id: '3.2-c',
      claim: 'It is raised when the flag is set and the goroutine is not its holder.',
      verdict: 'false',
      really: 'The flag is one bit without an owner: a single goroutine that finds it set is stopped as well.',
      statements: [
        { by: 'run', says: 'one core alone passes a flag that is set', checks: [reachable('E1-owner', 'the key is inserted')] },
      ],
      lines: [{ listing: 'mapassign_fast64', go: 'map_fast64.go:101' }],
    },
    {
      id: '3.2-d',
      claim: 'The simplified code: a check, h.flags ^= hashWriting, the work, h.flags ^= hashWriting.',
      verdict: 'partly',
      really: 'The first check and the XOR that sets the flag are so. Go clears it with &^=, after a second check; with XOR '
        + 'and no second check the flag can stay set for ever.',
      statements: [
        {
          by: 'listing', says: 'the flag is set by XOR after a check', listing: 'mapassign_fast64',
          holds: (instructions) => instructions.some(({ text, go }) => go === 'map_fast64.go:107' && text === 'XORL $4, CX'),
        },
        {
          by: 'listing', says: 'it is cleared by XOR', listing: 'mapassign_fast64',
          holds: (instructions) => instructions.some(({ text, go }) => go === 'map_fast64.go:179' && text.startsWith('XOR')),
        },
        {
          by: 'run', says: 'the printed code ends in the same ways as Go\'s',
          checks: [unreachable('E1', 'no fatal, the flag stays set for ever', 'article')],
        },
      ],
      lines: [{ listing: 'mapassign_fast64', go: 'map_fast64.go:179' }],
    },
    {
      id: '3.2-e',
      claim: 'throw does not return; it ends the program and prints the stacks of all goroutines.',
      verdict: 'partly',
      really: 'The program ends. The compiled code has instructions behind the call, and only fatal itself keeps them from '
        + 'running; fatal prints user goroutines and hides the runtime\'s frames unless GOTRACEBACK says otherwise.',
      statements: [
        { by: 'run', says: 'fatal ends the run', checks: [reachable('E1-returns', 'fatal')] },
        {
          by: 'reading', says: 'by default it prints the runtime\'s own frames', holds: false,
          source: 'src/runtime/panic.go:1031, fatal',
        },
      ],
    },
    {
      id: '3.2-f',
      claim: 'The frames are 0 runtime.throw, 1 runtime.mapassign, 2 and up the user\'s package.',
      verdict: 'partly',
      really: 'By default the trace begins in the user\'s code. With GOTRACEBACK=system it begins with runtime.fatal and '
        + 'runtime.mapassign_fast64, at line 102 or 177.',
      statements: [
        { by: 'reading', says: 'the user\'s package is in the trace', holds: true, source: 'src/runtime/panic.go:1028, fatal' },
        { by: 'reading', says: 'frame 0 is runtime.throw', holds: false, source: 'src/runtime/panic.go:1035: fatal, not throw' },
        {
          by: 'listing', says: 'a map with 8-byte keys calls runtime.mapassign', listing: 'wrappers',
          holds: (instructions) => instructions.some(({ text }) => text === 'CALL runtime.mapassign(SB)'),
        },
      ],
    },
  ],
}

export const CHAPTER_3_3: Section = {
  id: '3.3',
  heading: 'map迭代器遍历时的bucket迁移导致的无限循环汇编行为模拟',
  english: 'Endless loops of an iterator when buckets move',
  claims: [
    {
      id: '3.3-a',
      claim: 'A growth during range leaves the iterator behind, which then scans one bucket for ever.',
      verdict: 'false',
      really: 'Growth during a range is designed for: the iterator keeps the array and B that it began with, and looks moved '
        + 'entries up anew. No schedule of a range beside an insert goes round for ever.',
      statements: [
        {
          by: 'run', says: 'a range beside an insert can go on for ever',
          checks: [reachable('E11', ENDLESS, 'real')],
        },
        {
          by: 'run', says: 'a range that inserts, through two growths, on one core, can go on for ever',
          checks: [reachable('E19', ENDLESS)],
        },
        { by: 'run', says: 'it visits a key twice', checks: [reachable('E19', 'a key was visited twice')] },
      ],
      shows: [
        {
          says: 'it ends with each old key visited once, though the map has grown twice',
          checks: [
            reachable('E19', 'it ends, and each old key was visited once', 'real', ['sc']),
            reachable('E19', 'the map has grown twice', 'real', ['sc']),
          ],
        },
        {
          says: 'beside a growth on another core a range can leave the bucket array, whose end it then never meets',
          checks: [
            reachable('E11', 'startBucket is beyond the buckets that it.B says', 'other-start', ['sc']),
            reachable('E11', 'the range reads outside the bucket array', 'other-start', ['sc']),
          ],
        },
        {
          says: 'an endless walk does exist, from another cause: two newoverflow at once can tie a chain into a ring',
          checks: [reachable('E12', ENDLESS, 'stale', ['sc'])],
        },
      ],
    },
    {
      id: '3.3-b',
      claim: 'The loop: movq (ax), dx; testq; je next_bucket; cmpq $0, (ax); jne loop_start.',
      verdict: 'false',
      really: 'No such loop is in mapiternext. As printed it never ends over a full cell, with one core and no growth, '
        + 'because nothing changes AX; Go\'s iterator counts its position up for every cell and follows the overflow pointer.',
      statements: [
        {
          by: 'run', says: 'the printed loop goes on for ever only where buckets move',
          checks: [unreachable('E-loop', ENDLESS, 'full')],
        },
        {
          by: 'listing', says: 'mapiternext looks at a cell again without counting on', listing: 'mapiternext',
          holds: (instructions) => !instructions.some(({ text, go }) => go === 'map.go:909' && text.startsWith('INC')),
        },
      ],
      lines: [{ listing: 'mapiternext', go: 'map.go:909', has: 'INCL' }],
    },
    {
      id: '3.3-c/f',
      claim: 'AX points to memory of the old buckets that was freed and mapped again as zero pages, so the exit test is never met.',
      verdict: 'false',
      really: 'The iterator itself keeps the old array alive, and a zero cell is an empty one, which ends the printed loop '
        + 'and which Go skips.',
      statements: [
        { by: 'run', says: 'over a zero cell the printed loop goes on', checks: [reachable('E-loop', ENDLESS, 'empty')] },
        {
          by: 'reading', says: 'the collector frees an array that an iterator points to', holds: false,
          source: 'src/runtime/map.go:166-174: hiter.buckets, overflow and oldoverflow keep it',
        },
      ],
    },
    {
      id: '3.3-d',
      claim: 'h.buckets is updated only when a growth is complete, atomically; it.offset is the current cell.',
      verdict: 'false',
      really: 'hashGrow stores the new array at the beginning of a growth, by a plain MOVQ (map.go:1073). it.offset is a '
        + 'random start within buckets that never changes; it.i is the position.',
      statements: [
        {
          by: 'listing', says: 'h.buckets is stored where a growth ends', listing: 'advanceEvacuationMark',
          holds: (instructions) => instructions.some(({ text }) => /^(MOVQ|XCHGQ) \S+, 16\((?!R11|SP)/.test(text)),
        },
        {
          by: 'listing', says: 'hashGrow stores it atomically', listing: 'hashGrow',
          holds: (instructions) => instructions.some(({ text }) => /^(LOCK|XCHG)/.test(text)),
        },
      ],
      lines: [{ listing: 'hashGrow', go: 'map.go:1073' }],
    },
    {
      id: '3.3-e',
      claim: 'it.bptr is set to &h.buckets[0] when the iteration begins.',
      verdict: 'false',
      really: 'it.bptr begins as nil, and the first bucket is one chosen at random.',
      statements: [
        {
          by: 'listing', says: 'mapiterinit stores it.bptr (at 40)', listing: 'mapiterinit',
          holds: (instructions) => instructions.some(({ text, go }) => go !== 'map.go:277' && /^MOVQ .*, 40\(\w+\)$/.test(text)),
        },
        {
          by: 'listing', says: 'the start is not random', listing: 'mapiterinit',
          holds: (instructions) => !instructions.some(({ text }) => text === 'CALL runtime.rand(SB)'),
        },
      ],
      lines: [{ listing: 'mapiterinit', go: 'map.go:846' }],
    },
  ],
}
