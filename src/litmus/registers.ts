const LEGACY = ['ax', 'bx', 'cx', 'dx', 'si', 'di', 'bp', 'sp']

/** The 16 general registers by their 64-bit names, in the order in which herd prints them. */
export const REGISTERS64: readonly string[] = [
  ...LEGACY.map((name) => `r${name}`),
  ...Array.from({ length: 8 }, (_, i) => `r${i + 8}`),
]

/** What a register's name stands for: the 64-bit register that holds it, and its size in bytes (16 for XMM). */
export interface RegisterName {
  /** As an assembler writes it, lower case, without `%`: `eax`. */
  readonly name: string
  /** The whole register: `rax`, `xmm0`; `rip` and the segment registers are whole themselves. */
  readonly whole: string
  readonly size: 1 | 2 | 4 | 8 | 16
}

const NAMES: ReadonlyMap<string, RegisterName> = new Map(allNames().map((register) => [register.name, register]))

function allNames(): RegisterName[] {
  const legacy = LEGACY.flatMap((name): RegisterName[] => [
    { name: `r${name}`, whole: `r${name}`, size: 8 },
    { name: `e${name}`, whole: `r${name}`, size: 4 },
    { name, whole: `r${name}`, size: 2 },
    { name: /x$/.test(name) ? `${name[0] ?? ''}l` : `${name}l`, whole: `r${name}`, size: 1 },
  ])
  const high = ['a', 'b', 'c', 'd'].map((letter): RegisterName => {
    return { name: `${letter}h`, whole: `r${letter}x`, size: 1 }
  })
  const numbered = Array.from({ length: 8 }, (_, i) => `r${i + 8}`).flatMap((name): RegisterName[] => [
    { name, whole: name, size: 8 },
    { name: `${name}d`, whole: name, size: 4 },
    { name: `${name}w`, whole: name, size: 2 },
    { name: `${name}b`, whole: name, size: 1 },
  ])
  const vector = Array.from({ length: 16 }, (_, i): RegisterName => ({ name: `xmm${i}`, whole: `xmm${i}`, size: 16 }))
  const rip: RegisterName = { name: 'rip', whole: 'rip', size: 8 }
  const segments = ['cs', 'ds', 'es', 'fs', 'gs', 'ss'].map((name): RegisterName => ({ name, whole: name, size: 2 }))
  return [...legacy, ...high, ...numbered, ...vector, rip, ...segments]
}

/** The register of that name in any case, or undefined: `EAX` is the low half of `rax`. */
export function registerNamed(name: string): RegisterName | undefined {
  return NAMES.get(name.toLowerCase())
}

/** Whether a final state can ask for this register: a general register by its 64- or 32-bit name. */
export function isObservable(register: RegisterName): boolean {
  return REGISTERS64.includes(register.whole) && (register.size === 8 || register.size === 4)
}

/** How herd prints a general register: `rax` in an X86_64 test, `EAX` in an X86 test (whose registers are eight). */
export function printedRegister(whole: string, arch: 'X86_64' | 'X86'): string {
  return arch === 'X86_64' || !LEGACY.includes(whole.slice(1)) ? whole : `E${whole.slice(1).toUpperCase()}`
}
