/**
 * The programs that the research tools were timed on (herd7, GenMC, Nidhugg), in assembly. Each says what the peers needed on one
 * core of the machine that the table in docs/performance.md names.
 */
import { defineScenario, intel, type CoreSpec, type ScenarioEnd, type Variable } from '../src/scenario/define-scenario.ts'
import type { Scenario } from '../src/scenario/scenario.ts'

export interface Peer {
  readonly scenario: Scenario
  /** What the peers took, in words. */
  readonly peers: string
  /** Seconds that the project sets itself. */
  readonly bar: number
}

function cores(count: number): CoreSpec[] {
  return Array.from({ length: count }, (_, i) => ({ entry: `p${i}` }))
}

/** Labels at the left margin with the first letter p start functions; everything else is indented. */
function program(text: string): ReturnType<typeof intel> {
  const lines = text.split('\n').map((line) => (/^p\d+:$/.test(line) ? line : `  ${line}`))
  return intel`${lines.join('\n')}\n`
}

function variables(count: number, name = 'x', size: 4 | 8 = 4): Record<string, Variable> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`${name}${i}`, { size }]))
}

/** Registers of a core, one after another. */
function packed(end: ScenarioEnd, core: number, names: readonly (typeof REGISTERS)[number][]): string {
  if (end.trap) return 'trap'
  return names.map((name) => end.register(core, name)).join('')
}

const REGISTERS = ['rax', 'rcx', 'rdx', 'rbx', 'rsi', 'rdi', 'r8', 'r9'] as const
const NAMES32 = ['eax', 'ecx', 'edx', 'ebx', 'esi', 'edi', 'r8d', 'r9d']

/** n stores, then n loads of what the other core stored, on two cores. */
export function storesThenLoads(n: number): Scenario {
  const side = (own: string, other: string): string => [
    ...Array.from({ length: n }, (_, i) => `mov dword ptr [${own}${i}], 1`),
    ...Array.from({ length: n }, (_, i) => `mov ${NAMES32[i] ?? ''}, [${other}${i}]`),
    'ret',
  ].join('\n')
  return defineScenario({
    name: `bench/stores-then-loads-${n}`,
    code: program(`p0:\n${side('x', 'y')}\np1:\n${side('y', 'x')}`),
    memory: { ...variables(n, 'x'), ...variables(n, 'y') },
    cores: cores(2),
    outcome: (end) => [packed(end, 0, REGISTERS.slice(0, n)), packed(end, 1, REGISTERS.slice(0, n))],
  })
}

/** n cores in a ring: each stores to its own variable and reads its neighbour's. */
export function ring(n: number): Scenario {
  const text = Array.from({ length: n }, (_, i) => `p${i}:\nmov dword ptr [x${i}], 1\nmov eax, [x${(i + 1) % n}]\nret`).join('\n')
  return defineScenario({
    name: `bench/sb-ring-${n}`,
    code: program(text),
    memory: variables(n),
    cores: cores(n),
    outcome: (end) => (end.trap ? 'trap' : Array.from({ length: n }, (_, i) => end.register(i, 'rax')).join('')),
  })
}

/** A counter under a lock taken by XCHG, k rounds on each of two cores. */
export function lockedCounter(k: number): Scenario {
  const core = (i: number): string =>
    `p${i}:\nmov ecx, ${k}\nround${i}:\nmov eax, 1\nxchg [l], eax\ntest eax, eax\njnz round${i}\n` +
    `mov edx, [c]\ninc edx\nmov [c], edx\nmov dword ptr [l], 0\ndec ecx\njnz round${i}\nret`
  return defineScenario({
    name: `bench/xchg-lock-${k}`,
    code: program(`${core(0)}\n${core(1)}`),
    memory: { l: { size: 4 }, c: { size: 4 } },
    cores: cores(2),
    outcome: (end) => (end.trap ? 'trap' : end.memory('c')),
  })
}

/** peers/sbfull.c: every core stores to its own variable, then reads all others in order. */
export function sbFull(n: number): Scenario {
  const core = (i: number): string => [
    `p${i}:`,
    `mov dword ptr [x${i}], 1`,
    ...Array.from({ length: n - 1 }, (_, j) => `mov ${NAMES32[j] ?? ''}, [x${(i + j + 1) % n}]`),
    'ret',
  ].join('\n')
  const read = REGISTERS.slice(0, n - 1)
  return defineScenario({
    name: `bench/sbfull-${n}`,
    code: program(Array.from({ length: n }, (_, i) => core(i)).join('\n')),
    memory: variables(n),
    cores: cores(n),
    outcome: (end) => {
      if (end.trap) return 'trap'
      // There may be half a million of them: one bit a register, no strings.
      let bits = 0
      for (let core = 0; core < n; core++) {
        for (const name of read) bits = bits * 2 + (end.register(core, name) === 0n ? 0 : 1)
      }
      return bits
    },
  })
}

/** peers/peterson_try.c: Peterson's entry protocol tried K times, without a fence. */
export function petersonTry(k: number): Scenario {
  const core = (i: number): string =>
    `p${i}:\nmov ecx, ${k}\nround${i}:\nmov dword ptr [flag${i}], 1\nmov dword ptr [turn], ${1 - i}\n` +
    `mov eax, [flag${1 - i}]\ncmp eax, 1\njne enter${i}\nmov eax, [turn]\ncmp eax, ${1 - i}\nje leave${i}\n` +
    `enter${i}:\nmov dword ptr [crit], ${i + 1}\nmov eax, [crit]\ncmp eax, ${i + 1}\nje leave${i}\nor esi, 1\n` +
    `leave${i}:\nmov dword ptr [flag${i}], 0\ndec ecx\njnz round${i}\nxor eax, eax\nret`
  return defineScenario({
    name: `bench/peterson-try-${k}`,
    code: program(`${core(0)}\n${core(1)}`),
    memory: { flag0: { size: 4 }, flag1: { size: 4 }, turn: { size: 4 }, crit: { size: 4 } },
    cores: cores(2),
    outcome: (end) => (end.trap ? 'trap' : { broken: [end.register(0, 'rsi'), end.register(1, 'rsi')] }),
  })
}

/** peers/dekker_try.c: Dekker's flags tried K times, without a fence. */
export function dekkerTry(k: number): Scenario {
  const core = (i: number): string =>
    `p${i}:\nmov ecx, ${k}\nround${i}:\nmov dword ptr [flag${i}], 1\nmov eax, [flag${1 - i}]\ntest eax, eax\njnz leave${i}\n` +
    `mov dword ptr [crit], ${i + 1}\nmov eax, [crit]\ncmp eax, ${i + 1}\nje leave${i}\nor esi, 1\n` +
    `leave${i}:\nmov dword ptr [flag${i}], 0\ndec ecx\njnz round${i}\nxor eax, eax\nret`
  return defineScenario({
    name: `bench/dekker-try-${k}`,
    code: program(`${core(0)}\n${core(1)}`),
    memory: { flag0: { size: 4 }, flag1: { size: 4 }, crit: { size: 4 } },
    cores: cores(2),
    outcome: (end) => (end.trap ? 'trap' : { broken: [end.register(0, 'rsi'), end.register(1, 'rsi')] }),
  })
}

/** peers/gomap_min.c: the flag protocol of Go's map around a counter. */
export function goMapMin(n: number): Scenario {
  const core = (i: number): string =>
    `p${i}:\nmovzx eax, byte ptr [flags]\ntest al, 4\njnz out${i}\n` +
    `movzx eax, byte ptr [flags]\nxor eax, 4\nmov byte ptr [flags], al\n` +
    `mov rax, [count]\ninc rax\nmov [count], rax\nmovzx eax, byte ptr [flags]\ntest al, 4\njz out${i}\n` +
    `movzx eax, byte ptr [flags]\nand eax, -5\nmov byte ptr [flags], al\nmov eax, 0\nout${i}:\nxor eax, eax\nret`
  return defineScenario({
    name: `bench/gomap-min-${n}`,
    code: program(Array.from({ length: n }, (_, i) => core(i)).join('\n')),
    memory: { flags: { size: 1 }, count: { size: 8 } },
    cores: cores(n),
    outcome: (end) => (end.trap ? 'trap' : { flags: end.memory('flags'), count: end.memory('count') }),
  })
}

/** peers/gomap.c: the whole write path on one bucket of 8, `fatal` stops its core only. Final states as its PRINT shows them. */
export function goMap(n: number): Scenario {
  const core = (i: number): string => {
    const key = i + 1
    return [
      `p${i}:`,
      'movzx eax, byte ptr [flags]', 'test al, 4', `jnz first${i}`,
      'movzx eax, byte ptr [flags]', 'xor eax, 4', 'mov byte ptr [flags], al',
      'mov rdi, -1', 'xor ecx, ecx',
      `scan${i}:`, 'movzx eax, byte ptr [tophash + rcx]', 'cmp eax, 1', `ja taken${i}`,
      'cmp rdi, 0', `jge next${i}`, 'mov rdi, rcx', 'test eax, eax', `jz insert${i}`, `jmp next${i}`,
      `taken${i}:`, 'mov rdx, [keys + rcx*8]', `cmp rdx, ${key}`, `jne next${i}`, 'mov rdi, rcx', `jmp insert${i}`,
      `next${i}:`, 'inc ecx', 'cmp ecx, 8', `jne scan${i}`,
      `insert${i}:`, 'cmp rdi, 0', `jl check${i}`,
      `mov byte ptr [tophash + rdi], ${5 + i}`, `mov qword ptr [keys + rdi*8], ${key}`,
      'mov rax, [count]', 'inc rax', 'mov [count], rax', `mov qword ptr [vals + rdi*8], ${key * 10}`,
      `check${i}:`, 'movzx eax, byte ptr [flags]', 'test al, 4', `jz second${i}`,
      'movzx eax, byte ptr [flags]', 'and eax, -5', 'mov byte ptr [flags], al', 'xor esi, esi', `jmp done${i}`,
      `first${i}:`, 'mov esi, 1', `jmp done${i}`, `second${i}:`, 'mov esi, 2',
      `done${i}:`, 'xor eax, eax', 'xor ecx, ecx', 'xor edx, edx', 'xor edi, edi', 'test eax, eax', 'ret',
    ].join('\n')
  }
  const zeros = Array.from({ length: 8 }, () => 0n)
  return defineScenario({
    name: `bench/gomap-${n}`,
    code: program(Array.from({ length: n }, (_, i) => core(i)).join('\n')),
    memory: {
      flags: { size: 1 }, count: {}, tophash: { size: 1, value: zeros }, keys: { value: zeros }, vals: { value: zeros },
    },
    cores: cores(n),
    outcome: (end) =>
      end.trap
        ? 'trap'
        : [
            Array.from({ length: n }, (_, i) => end.register(i, 'rsi')).join(''),
            end.memory('flags'), end.memory('count'),
            ...Array.from({ length: n }, (_, i) => `${end.memory('tophash', i)},${end.memory('keys', i)},${end.memory('vals', i)}`),
          ].join(' '),
  })
}

export const PEERS: readonly Peer[] = [
  ...[6, 7, 8].map((n) => ({
    scenario: storesThenLoads(n), peers: `herd7 ${['5.5 s', '61 s', 'over 150 s'][n - 6] ?? ''}`, bar: 1,
  })),
  { scenario: ring(8), peers: 'GenMC 0.36 s with 14 cores', bar: 0.3 },
  ...[1, 2, 3, 4, 5].map((k) => ({ scenario: lockedCounter(k), peers: k >= 2 ? 'herd7 over 150 s' : '', bar: 1 })),
  // With the symmetry of its cores; 4 s without.
  { scenario: sbFull(5), peers: 'GenMC 5.3 s, Nidhugg 54 s', bar: 2 },
  { scenario: petersonTry(3), peers: 'GenMC 11.8 s, Nidhugg 68 s', bar: 1 },
  { scenario: dekkerTry(4), peers: 'GenMC 12.6 s', bar: 1 },
  { scenario: goMapMin(3), peers: 'GenMC 3.1 s, Nidhugg 15 s', bar: 1 },
  { scenario: goMap(2), peers: 'GenMC 0.04 s, Nidhugg 0.09 s', bar: 1 },
  { scenario: goMap(3), peers: 'GenMC: SC 394 s, TSO stopped after 270 s', bar: Infinity },
]
