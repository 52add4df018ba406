import fc from 'fast-check'

/** The registers that steps read into and branch on. */
export const VALUE_REGISTERS = ['rax', 'rbx', 'rdx'] as const
type ValueRegister = (typeof VALUE_REGISTERS)[number]

/** Bytes `at` up to `at + size` of the 16 bytes of shared memory. */
export interface Place {
  readonly at: number
  readonly size: 1 | 2 | 4 | 8
}

/** One line of an abstract program. A branch or a trap compares a whole register with `value`. */
export type Step =
  | ({ readonly op: 'load'; readonly register: ValueRegister } & Place)
  | ({ readonly op: 'store'; readonly value: number; readonly nonTemporal: boolean } & Place)
  | ({ readonly op: 'exchange'; readonly register: ValueRegister; readonly value: number } & Place)
  /** `inc`: adds one; `xor`: flips `value`'s bits. Two moments unless it is locked. */
  | ({ readonly op: 'inc' | 'xor'; readonly value: number; readonly locked: boolean } & Place)
  | { readonly op: 'mfence' | 'sfence' | 'lfence' }
  /** Leaves out the next `count` steps when the register equals `value`. */
  | { readonly op: 'skip'; readonly register: ValueRegister; readonly value: number; readonly count: number }
  /** An invalid instruction, reached when the register differs from `value`. */
  | { readonly op: 'trap'; readonly register: ValueRegister; readonly value: number }
  /** Reads until the place holds `value`; with `pause` a PAUSE each time. */
  | ({ readonly op: 'spin'; readonly value: number; readonly pause: boolean } & Place)
  /** Swaps 1 in until 0 comes out: a lock's entry. */
  | ({ readonly op: 'acquire' } & Place)
  /** Repeats the step before it, at most `count` times more, while the place holds `value`. */
  | ({ readonly op: 'again'; readonly value: number; readonly count: number } & Place)

export type AbstractProgram = readonly (readonly Step[])[]

const SIZE_NAMES = { 1: 'byte', 2: 'word', 4: 'dword', 8: 'qword' } as const
const PARTS: Readonly<Record<string, Readonly<Record<Place['size'], string>>>> = {
  rax: { 1: 'al', 2: 'ax', 4: 'eax', 8: 'rax' },
  rbx: { 1: 'bl', 2: 'bx', 4: 'ebx', 8: 'rbx' },
  rdx: { 1: 'dl', 2: 'dx', 4: 'edx', 8: 'rdx' },
  rcx: { 1: 'cl', 2: 'cx', 4: 'ecx', 8: 'rcx' },
}

function part(register: string, size: Place['size']): string {
  return PARTS[register]?.[size] ?? register
}

function memory({ at, size }: Place): string {
  return `${SIZE_NAMES[size]} ptr [X+${at}]`
}

function loadInto(register: string, place: Place): string {
  if (place.size >= 4) return `mov ${part(register, place.size)}, ${memory(place)}`
  return `movzx ${part(register, 4)}, ${memory(place)}`
}

/** The steps of one core as lines of Intel assembly. */
export function assemblyOf(steps: readonly Step[]): string[] {
  const lines = steps.flatMap((step, i) => [`s${i}:`, ...linesOf(step, i, steps.length)])
  return [...lines, `s${steps.length}:`]
}

function linesOf(step: Step, i: number, end: number): string[] {
  switch (step.op) {
    case 'load':
      return [loadInto(step.register, step)]
    case 'store':
      if (!step.nonTemporal) return [`mov ${memory(step)}, ${step.value}`]
      return [`mov ecx, ${step.value}`, `movnti ${memory(step)}, ${part('rcx', step.size)}`]
    case 'exchange':
      return [`mov ${part(step.register, 4)}, ${step.value}`, `xchg ${memory(step)}, ${part(step.register, step.size)}`]
    case 'inc':
      return [`${step.locked ? 'lock ' : ''}inc ${memory(step)}`]
    case 'xor':
      return [`${step.locked ? 'lock ' : ''}xor ${memory(step)}, ${step.value}`]
    case 'mfence':
    case 'sfence':
    case 'lfence':
      return [step.op]
    case 'skip':
      return [`cmp ${step.register}, ${step.value}`, `je s${Math.min(end, i + 1 + step.count)}`]
    case 'trap':
      return [`cmp ${step.register}, ${step.value}`, `je s${i + 1}`, 'ud2']
    case 'spin':
      return [
        ...(step.pause ? ['pause'] : []), loadInto('rcx', step), `cmp rcx, ${step.value}`, `jne s${i}`,
      ]
    case 'acquire':
      return [`mov ecx, 1`, `xchg ${memory(step)}, ${part('rcx', step.size)}`, 'test ecx, ecx', `jne s${i}`]
    case 'again':
      return [
        // Another such step may have counted beyond.
        `cmp rsi, ${step.count}`, `jae s${i + 1}`, 'inc rsi', loadInto('rcx', step), `cmp rcx, ${step.value}`,
        `je s${Math.max(0, i - 1)}`,
      ]
  }
}

// Few places, so that accesses meet; overlapping in most ways that 1, 2, 4 and 8 bytes can.
const PLACES: readonly Place[] = [
  { at: 0, size: 1 }, { at: 1, size: 1 }, { at: 8, size: 1 },
  { at: 0, size: 2 }, { at: 1, size: 2 }, { at: 7, size: 2 },
  { at: 0, size: 4 }, { at: 2, size: 4 }, { at: 8, size: 4 },
  { at: 0, size: 8 }, { at: 4, size: 8 }, { at: 8, size: 8 },
]
const place = fc.constantFrom(...PLACES)
const ntPlace = fc.constantFrom(...PLACES.filter(({ size }) => size >= 4))
const value = fc.constantFrom(1, 2)
const register = fc.constantFrom(...VALUE_REGISTERS)

const load = fc.record({ op: fc.constant('load' as const), register, where: place })
const store = fc.record({ op: fc.constant('store' as const), value, nonTemporal: fc.constant(false), where: place })
const ntStore = fc.record({ op: fc.constant('store' as const), value, nonTemporal: fc.constant(true), where: ntPlace })
const exchange = fc.record({ op: fc.constant('exchange' as const), register, value, where: place })
const modify = fc.record({
  op: fc.constantFrom('inc' as const, 'xor' as const), value, locked: fc.boolean(), where: place,
})
const fence = fc.record({ op: fc.constantFrom('mfence' as const, 'sfence' as const, 'lfence' as const) })
const skip = fc.record({
  op: fc.constant('skip' as const), register, value: fc.constantFrom(0, 1, 2), count: fc.integer({ min: 1, max: 2 }),
})
const trap = fc.record({ op: fc.constant('trap' as const), register, value: fc.constantFrom(0, 1, 2) })
const spin = fc.record({
  op: fc.constant('spin' as const), value: fc.constantFrom(0, 1), pause: fc.boolean(), where: place,
})
const acquire = fc.record({ op: fc.constant('acquire' as const), where: place })
const again = fc.record({
  op: fc.constant('again' as const), value: fc.constantFrom(0, 1), count: fc.constantFrom(1, 2), where: place,
})

/** Lays the place of a step beside its other fields. */
function flat(step: object): Step {
  const { where, ...rest } = step as { where?: Place }
  return { ...rest, ...where } as Step
}

const straightStep = fc.oneof(
  { weight: 5, arbitrary: load },
  { weight: 5, arbitrary: store },
  { weight: 2, arbitrary: ntStore },
  { weight: 1, arbitrary: exchange },
  { weight: 2, arbitrary: modify },
  { weight: 2, arbitrary: fence },
)

const branchingStep = fc.oneof(
  { weight: 14, arbitrary: straightStep },
  { weight: 2, arbitrary: skip },
  { weight: 2, arbitrary: trap },
)

const loopingStep = fc.oneof(
  { weight: 14, arbitrary: branchingStep },
  { weight: 2, arbitrary: spin },
  { weight: 1, arbitrary: acquire },
  { weight: 1, arbitrary: again },
)

/** Three words and few values, so that buffers fill with what other cores read, and stores are often equal. */
const word = fc.constantFrom<Place>({ at: 0, size: 4 }, { at: 4, size: 4 }, { at: 8, size: 4 })
const bufferingStep = fc.oneof(
  { weight: 8, arbitrary: fc.record({ op: fc.constant('store' as const), value, nonTemporal: fc.constant(false), where: word }) },
  { weight: 5, arbitrary: fc.record({ op: fc.constant('load' as const), register, where: word }) },
  { weight: 3, arbitrary: branchingStep },
)

function programs(step: fc.Arbitrary<object>, longest: number): fc.Arbitrary<AbstractProgram> {
  const core = (maxLength: number): fc.Arbitrary<Step[]> => fc.array(step.map(flat), { minLength: 1, maxLength })
  return fc.oneof(
    fc.tuple(core(longest), core(longest)),
    fc.tuple(core(longest - 2), core(longest - 2), core(longest - 3)),
  )
}

/** Two or three cores, without loops. */
export const loopFreePrograms = programs(branchingStep, 5)

/** Two or three cores, loops and branches among their steps. */
export const loopingPrograms = programs(loopingStep, 5)

/** The same, without loops, of cores whose buffers hold much. */
export const bufferingPrograms = programs(bufferingStep, 7)

/** Eight bytes at once, so that what comes after them cuts what they have together. */
const whole = fc.constantFrom(...PLACES.filter(({ size }) => size === 8))
const wholeStep = fc.oneof(
  { weight: 3, arbitrary: fc.record({ op: fc.constant('load' as const), register, where: whole }) },
  { weight: 3, arbitrary: fc.record({ op: fc.constant('store' as const), value, nonTemporal: fc.constant(false), where: whole }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('exchange' as const), register, value, where: whole }) },
  { weight: 1, arbitrary: skip },
)

function cuttingCore(longest: number): fc.Arbitrary<Step[]> {
  const part = (step: fc.Arbitrary<object>): fc.Arbitrary<Step[]> => fc.array(step.map(flat), { minLength: 1, maxLength: longest })
  return fc.tuple(part(wholeStep), part(branchingStep)).map((parts) => parts.flat())
}

/** Two or three cores, without loops, that access memory in large pieces first and in small ones later, or never. */
export const cuttingPrograms: fc.Arbitrary<AbstractProgram> = fc.oneof(
  fc.tuple(cuttingCore(3), cuttingCore(3)),
  fc.tuple(cuttingCore(2), cuttingCore(2), cuttingCore(1)),
)
