/** What a register name says. */
export interface RegisterName {
  /** Bytes. */
  readonly size: number
  /** The register that it is part of: the 64-bit name for general registers, itself otherwise. */
  readonly family: string
  readonly kind: 'general' | 'high-byte' | 'vector' | 'segment' | 'pointer'
}

const legacy: readonly (readonly [string, string, string, string, string])[] = [
  ['rax', 'eax', 'ax', 'al', 'AX'],
  ['rcx', 'ecx', 'cx', 'cl', 'CX'],
  ['rdx', 'edx', 'dx', 'dl', 'DX'],
  ['rbx', 'ebx', 'bx', 'bl', 'BX'],
  ['rsp', 'esp', 'sp', 'spl', 'SP'],
  ['rbp', 'ebp', 'bp', 'bpl', 'BP'],
  ['rsi', 'esi', 'si', 'sil', 'SI'],
  ['rdi', 'edi', 'di', 'dil', 'DI'],
]

const numbered = Array.from(
  { length: 8 },
  (_, i) => [`r${i + 8}`, `r${i + 8}d`, `r${i + 8}w`, `r${i + 8}b`, `R${i + 8}`] as const,
)

const general = [...legacy, ...numbered]
const sizes = [8, 4, 2, 1] as const

const names = new Map<string, RegisterName>()
const bySize = new Map<string, string>()
const goToFamily = new Map<string, string>()
const familyToGo = new Map<string, string>()
const goBytes = new Map<string, string>()
const byteToGo = new Map<string, string>()

for (const [r64, r32, r16, r8, go] of general) {
  const parts = [r64, r32, r16, r8]
  sizes.forEach((size, i) => {
    const name = parts[i] ?? ''
    names.set(name, { size, family: r64, kind: 'general' })
    bySize.set(`${r64}:${size}`, name)
  })
  goToFamily.set(go, r64)
  familyToGo.set(r64, go)
  const goByte = /^[ABCD]X$/.test(go) ? `${go.charAt(0)}L` : `${go}B`
  goBytes.set(goByte, r8)
  byteToGo.set(r8, goByte)
}
goToFamily.set('g', 'r14')
for (const high of ['ah', 'bh', 'ch', 'dh']) {
  names.set(high, { size: 1, family: `r${high.charAt(0)}x`, kind: 'high-byte' })
  goBytes.set(high.toUpperCase(), high)
  byteToGo.set(high, high.toUpperCase())
}
for (let i = 0; i < 16; i++) names.set(`xmm${i}`, { size: 16, family: `xmm${i}`, kind: 'vector' })
for (const segment of ['cs', 'ds', 'es', 'fs', 'gs', 'ss']) {
  names.set(segment, { size: 2, family: segment, kind: 'segment' })
}
names.set('rip', { size: 8, family: 'rip', kind: 'pointer' })

/** What an Intel register name (lower case) says; undefined for any other word. */
export function registerNamed(name: string): RegisterName | undefined {
  return names.get(name)
}

/** Bytes of a register; 0 for a word that is none. */
export function registerSize(name: string): number {
  return names.get(name)?.size ?? 0
}

/** Whether the register is a general one, its low parts and AH to DH included. */
export function isGeneral(name: string): boolean {
  const kind = names.get(name)?.kind
  return kind === 'general' || kind === 'high-byte'
}

/**
 * The Intel name of a register as Go's assembler writes it: `CX` is `cl`, `cx`, `ecx` or `rcx` as the instruction's
 * operand size says; `CL`, `SIB`, `R8B`, `AH` and `X15` say it themselves. Undefined for any other word.
 */
export function registerFromGo(name: string, size: number): string | undefined {
  const family = goToFamily.get(name)
  if (family !== undefined) return bySize.get(`${family}:${size}`) ?? family
  const byte = goBytes.get(name)
  if (byte !== undefined) return byte
  const vector = /^X(\d+)$/.exec(name)
  return vector !== null && names.has(`xmm${vector[1]}`) ? `xmm${vector[1]}` : undefined
}

/** How Go's assembler writes a register: byte registers by their own names, the others without size. */
export function registerToGo(name: string): string {
  const byte = byteToGo.get(name)
  if (byte !== undefined) return byte
  if (name.startsWith('xmm')) return `X${name.slice(3)}`
  return familyToGo.get(names.get(name)?.family ?? '') ?? name.toUpperCase()
}
