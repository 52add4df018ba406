import { reachable, unreachable, type Instruction, type Section } from '../claim.ts'
import { flagFindsEveryOverlap } from '../watched/detectors.ts'
import {
  contentionCostsTranslations, loadHitTakesNoLock, readersFailAtCompareAndSwap, readersShareALine,
} from '../watched/package-sync.ts'

/** The first LOCK of Load stands behind the jumps that a hit takes. */
function locksBehindTests(instructions: readonly Instruction[]): boolean {
  const lock = instructions.findIndex(({ text }) => text === 'LOCK')
  const tests = instructions.filter(({ text, go }, at) => at < lock && go === 'map.go:123' && text.startsWith('J'))
  return tests.length === 2
}

function loadsOneReadOnly(instructions: readonly Instruction[]): boolean {
  const loads = instructions.filter(({ go }) => go === 'map.go:112').map(({ text }) => text)
  return loads[0] === 'MOVQ (DX), SI' && loads[1] === 'MOVBLZX 8(DX), DX'
}

/** Jumps back to the beginning, of which the growth of the stack makes one. */
function backwardJumps(instructions: readonly Instruction[]): number {
  return instructions.filter(({ text }) => /^J\w+ entry$/.test(text)).length
}

export const CHAPTER_4_1: Section = {
  id: '4.1',
  heading: 'sync.Map源码中readMap/amended双读路径的L1d缓存命中率实测分析',
  english: 'The two ways of a read through sync.Map, and L1d hits',
  claims: [
    {
      id: '4.1-a/b',
      claim: 'A read looks into a read-only map first, and takes the lock only where the key is missing and amended is set.',
      verdict: 'true',
      really: 'A hit is plain loads. A miss in an amended map locks the mutex, looks again and counts the miss.',
      statements: [
        {
          by: 'observer', says: 'a Load that hits makes no LOCKed instruction and no store', needs: 'CMPXCHG',
          watch: loadHitTakesNoLock,
        },
        {
          by: 'listing', says: 'Load locks only behind the tests of ok and amended', listing: 'sync/Map.Load',
          holds: locksBehindTests,
        },
        { by: 'run', says: 'no schedule makes the maps inside it end the program', checks: [
          unreachable('S2-sync', 'the program ends with a fatal error', 'sync-map-new'),
          unreachable('S2-sync', 'the program ends with a fatal error', 'sync-map-hit'),
        ] },
      ],
      lines: [{ listing: 'sync/Map.Load', go: 'map.go:123' }],
    },
    {
      id: '4.1-c',
      claim: 'The code is read, _ := m.read.Load().(readOnly).',
      verdict: 'false',
      really: 'That was an atomic.Value. Go 1.22 has an atomic.Pointer[readOnly], whose Load is one MOVQ.',
      statements: [
        { by: 'reading', says: 'm.read is an atomic.Value', holds: false, source: 'src/sync/map.go:47 and :110' },
      ],
      lines: [{ listing: 'sync/Map.Load', go: 'map.go:111', has: '8(AX)' }],
    },
    {
      id: '4.1-d',
      claim: 'read.m is a map[interface{}]interface{}; its buckets pointer is beside B, so that the CPU fetches both.',
      verdict: 'partly',
      really: 'It is a map[any]*entry. flags, B, noverflow and hash0 lie in one word at 8 of the hmap and buckets in the next.',
      statements: [
        { by: 'reading', says: 'the elements are interfaces', holds: false, source: 'src/sync/map.go:72' },
        {
          by: 'listing', says: 'B (at 9) and buckets (at 16) are in one line of an hmap of 48 bytes', listing: 'sync/mapaccess2',
          holds: (instructions) => ['9(CX)', '16(DX)'].every((operand) => instructions.some(({ text }) => text.includes(operand))),
        },
      ],
    },
    {
      id: '4.1-e',
      claim: 'L1d hits of 98.7 % on the read-only path and 81.4 % on the other, 3.2 ns and 14.6 ns.',
      verdict: 'not checkable here',
      really: 'Rates and times are those of a processor. What a hit needs can be counted: the lines of the Map, the '
        + 'readOnly, the hmap, a bucket, the key, the entry and the value.',
      statements: [{ by: 'nothing', says: 'the rates and times of a Xeon Gold 6248R', why: 'hardware counters of that processor' }],
    },
    {
      id: '4.1-f/g',
      claim: 'Reads of the read-only map take no lock; amended is a byte in the same structure, so it is on the same page.',
      verdict: 'true',
      really: 'readOnly is 16 bytes: m at 0 and amended at 8, in one line always.',
      statements: [
        {
          by: 'observer', says: 'a Load that hits makes no LOCKed instruction and no store', needs: 'CMPXCHG',
          watch: loadHitTakesNoLock,
        },
        {
          by: 'listing', says: 'm is loaded at 0 and amended at 8 of one readOnly', listing: 'sync/Map.Load',
          holds: loadsOneReadOnly,
        },
      ],
    },
    {
      id: '4.1-h',
      claim: 'What is read was published safely: a reader never sees half of it.',
      verdict: 'true',
      really: 'The pointer to a readOnly is stored by XCHG. Under x86-TSO a MOV would do as well; a Store is ordered before '
        + 'the Loads that follow it, which stores to a plain map are not.',
      statements: [
        { by: 'run', says: 'a block published by XCHG is never seen half', checks: [unreachable('E14', 'the new block before it '
          + 'is filled', 'xchg')] },
        { by: 'run', says: 'on x86 neither is one published by MOV', checks: [reachable('E14', 'the new block before it is '
          + 'filled', 'mov', ['pso'])] },
        {
          by: 'run', says: 'two Stores and two Loads across do not both miss', checks: [
            unreachable('S2-sync', 'both lookups miss', 'sync-map-new'),
            unreachable('S2-sync', 'both lookups miss', 'sync-map-hit'),
          ],
        },
      ],
    },
  ],
}

export const CHAPTER_4_2: Section = {
  id: '4.2',
  heading: 'RWMutex封装map在高争用场景下的CAS失败率与TLB抖动观测',
  english: 'CAS failures and TLB misses of an RWMutex around a map, under contention',
  claims: [
    {
      id: '4.2-a',
      claim: 'A write upgrades the lock and blocks all readers; its CAS spins and fails in runtime.semawakeup.',
      verdict: 'false',
      really: 'There is no upgrade. Lock takes the mutex with one CMPXCHG, subtracts 2^30 from readerCount with one LOCK '
        + 'XADD and waits for the readers that are in; semawakeup is not linked on linux.',
      statements: [
        {
          by: 'listing', says: 'Lock calls semawakeup', listing: 'sync/RWMutex.Lock',
          holds: (instructions) => instructions.some(({ text }) => text.includes('semawakeup')),
        },
        {
          by: 'listing', says: 'Lock goes back to its CMPXCHG when that fails', listing: 'sync/RWMutex.Lock',
          holds: (instructions) => backwardJumps(instructions) > 1,
        },
      ],
      lines: [{ listing: 'sync/RWMutex.Lock', go: 'rwmutex.go:146' }, { listing: 'sync/RWMutex.Lock', go: 'type.go:88' }],
    },
    {
      id: '4.2-b',
      claim: 'CAS failures of more than 68 % on readers.',
      verdict: 'false',
      really: 'RLock and RUnlock are LOCK XADD, which cannot fail. That LOCK is what keeps readers whole: without it they '
        + 'count wrong and read torn pairs.',
      statements: [
        { by: 'observer', says: 'a CMPXCHG of a reader fails', needs: 'CMPXCHG', watch: readersFailAtCompareAndSwap },
        {
          by: 'listing', says: 'RLock has a CMPXCHG', listing: 'sync/RWMutex.RLock',
          holds: (instructions) => instructions.some(({ text }) => text.startsWith('CMPXCHG')),
        },
        {
          by: 'run', says: 'a reader can see one store of two all the same', checks: [reachable('E13', 'a reader sees one store '
            + 'of two', 'real')],
        },
      ],
      lines: [{ listing: 'sync/RWMutex.RLock', go: 'rwmutex.go:68' }],
    },
    {
      id: '4.2-c',
      claim: 'TLB misses rise from 1.3 % to 12.7 %, because contention makes page table entries come and go.',
      verdict: 'false',
      really: 'A reader touches the same few pages whoever else is about; what changes hands is a line of the cache, not a '
        + 'translation.',
      statements: [
        { by: 'nothing', says: 'the rates', why: 'hardware counters of that processor' },
        {
          by: 'observer', says: 'contention makes a reader touch more pages of data', needs: 'TLB',
          watch: contentionCostsTranslations,
        },
      ],
    },
    {
      id: '4.2-d',
      claim: 'RLock reads its state by atomic.LoadUint32(&rw.readerCount).',
      verdict: 'false',
      really: 'rw.readerCount.Add(1) < 0: one LOCK XADDL and a test of its result (rwmutex.go:68).',
      statements: [
        {
          by: 'listing', says: 'RLock loads readerCount (at 16) before or in place of adding', listing: 'sync/RWMutex.RLock',
          holds: (instructions) => instructions.some(({ text }) => /^MOVL 16\(/.test(text)),
        },
      ],
      lines: [{ listing: 'sync/RWMutex.RLock', go: 'rwmutex.go:68' }],
    },
    {
      id: '4.2-e',
      claim: 'The line of that address is lost again and again; each load may miss in TLB and cache, for counters at one '
        + 'place conflict in a page.',
      verdict: 'partly',
      really: 'The line changes hands with every LOCKed addition of another core, readers among themselves as well. One '
        + 'fixed address is one page and one TLB entry, which coherence never takes away.',
      statements: [
        {
          by: 'observer', says: 'readers take the line of readerCount from each other', needs: 'cache lines',
          watch: readersShareALine,
        },
        {
          by: 'observer', says: 'contention makes a reader touch more pages of data', needs: 'TLB',
          watch: contentionCostsTranslations,
        },
      ],
    },
    {
      id: '4.2-f',
      claim: 'Unlock does not guarantee that the TLB is flushed.',
      verdict: 'false',
      really: 'No instruction of a lock has to do with the TLB, so there is nothing to guarantee: only the operating system '
        + 'takes translations away.',
      statements: [
        {
          by: 'reading', says: 'an unlock would have to flush translations', holds: false,
          source: 'Intel SDM, vol. 3A, 4.10.4: what invalidates TLB entries',
        },
      ],
    },
    {
      id: '4.2-g',
      claim: 'The table: 2.1 % and 68.4 %, 1.3 % and 12.7 %, 48 ns and 1.2 µs.',
      verdict: 'not checkable here',
      really: 'Figures of an unnamed machine; a reader\'s CAS failures are 0 of 0 on any (4.2-b).',
      statements: [{ by: 'nothing', says: 'the figures', why: 'hardware counters of that processor' }],
    },
  ],
}

export const CHAPTER_4_3: Section = {
  id: '4.3',
  heading: '基于arena allocator的immutable map构建及其GC压力基准测试',
  english: 'An immutable map in an arena, and the garbage collector',
  claims: [
    {
      id: '4.3-a/d',
      claim: 'An immutable map in an arena (Rust\'s bumpalo) against Arc<HashMap>, measured as young collections of the JVM '
        + 'with G1.',
      verdict: 'not checkable here',
      really: 'Rust code has no garbage collector, the JVM\'s counters do not count it, and neither is Go: the table cannot '
        + 'be of this code.',
      statements: [{ by: 'nothing', says: '217 against 3 young collections, 18.4 ms against 0.9 ms', why: 'three languages, '
        + 'none of them Go' }],
    },
    {
      id: '4.3-e',
      claim: 'Old versions share structure; a write only appends new nodes and publishes them.',
      verdict: 'partly',
      really: 'With one writer it is enough that the pointer is stored after the nodes, which x86 keeps in order and an '
        + 'atomic store promises. Two writers who only publish lose updates; they must compare and swap, or take a lock.',
      statements: [
        {
          by: 'run', says: 'a pointer published by XCHG is enough for readers',
          checks: [unreachable('E14', 'the new block before it is filled', 'xchg')],
        },
        {
          by: 'run', says: 'publishing alone is enough for two writers',
          checks: [unreachable('E14-cow', 'an update is lost', 'xchg')],
        },
        {
          by: 'run', says: 'with CMPXCHG it is', checks: [unreachable('E14-cow', 'an update is lost', 'cas')],
        },
      ],
    },
  ],
}

export const CHAPTER_4_4: Section = {
  id: '4.4',
  heading: 'eBPF辅助的map并发访问实时检测工具开发与内核态hook验证',
  english: 'Finding concurrent map access with eBPF',
  claims: [
    {
      id: '4.4-a',
      claim: 'Probes on bpf_map_lookup_elem and bpf_map_update_elem find races of Go maps.',
      verdict: 'false',
      really: 'Those functions are the kernel\'s own maps. A Go map is memory of the process; a uprobe on '
        + 'runtime.mapassign_fast64 would be the analogue.',
      statements: [
        {
          by: 'reading', says: 'a Go map operation calls the kernel\'s bpf_map functions', holds: false,
          source: 'asm/go1.22: no system call on any path',
        },
      ],
    },
    {
      id: '4.4-b/c',
      claim: 'The code: bpf_in_irq() and bpf_in_softirq(), a per-CPU array and BPF_ANY.',
      verdict: 'partly',
      really: 'The per-CPU array and BPF_ANY exist. The two functions are no documented helpers of BPF.',
      statements: [
        {
          by: 'reading', says: 'BPF_MAP_TYPE_PERCPU_ARRAY and BPF_ANY exist', holds: true, source: 'Linux, '
            + 'include/uapi/linux/bpf.h',
        },
        {
          by: 'reading', says: 'bpf_in_irq and bpf_in_softirq are helpers', holds: false, source: 'Linux, '
            + 'include/uapi/linux/bpf.h, list of helpers',
        },
      ],
    },
    {
      id: '4.4-d/e',
      claim: 'Comparing contexts of accesses on several CPUs raises an alarm on concurrent access, in real time.',
      verdict: 'false',
      really: 'A probe at entry and return of mapassign_fast64 would see every overlap. The flag, which is what a Go program '
        + 'has, sees about one in ten of the orders in which two inserts overlap.',
      statements: [
        { by: 'nothing', says: 'the flow with trace_printk', why: 'no kernel of that kind to load it into' },
        {
          by: 'observer', says: 'the flag of the map finds every overlap by itself', needs: 'overlap',
          watch: flagFindsEveryOverlap,
        },
      ],
    },
  ],
}
