/**
 * The registers as GDB numbers them, and the target description that tells it so (GDB manual, G.5.6 "i386 Features"). What fencepost
 * does not model (segment registers, x87, MXCSR) GDB wants described all the same; it reads as unavailable.
 */
import type { SavedRegister } from '../emu/registers.ts'

/** Where the value of a register comes from. */
export type RegisterSource =
  | { readonly kind: 'saved'; readonly name: SavedRegister }
  | { readonly kind: 'pc' }
  | { readonly kind: 'xmm'; readonly number: number }
  | { readonly kind: 'unavailable' }

export interface Register {
  readonly name: string
  /** Bytes. */
  readonly size: number
  readonly source: RegisterSource
  /** GDB's type of it. */
  readonly type: string
}

/** GDB's own order of the general registers differs from that of their encoding. */
const GENERAL = [
  'rax', 'rbx', 'rcx', 'rdx', 'rsi', 'rdi', 'rbp', 'rsp', 'r8', 'r9', 'r10', 'r11', 'r12', 'r13', 'r14', 'r15',
] as const

const POINTERS: readonly string[] = ['rbp', 'rsp']
const UNAVAILABLE = { kind: 'unavailable' } as const

const CORE: readonly Register[] = [
  ...GENERAL.map((name) => ({
    name, size: 8, source: { kind: 'saved' as const, name }, type: POINTERS.includes(name) ? 'data_ptr' : 'int64',
  })),
  { name: 'rip', size: 8, source: { kind: 'pc' }, type: 'code_ptr' },
  { name: 'eflags', size: 4, source: { kind: 'saved', name: 'eflags' }, type: 'i386_eflags' },
  ...unavailable(['cs', 'ss', 'ds', 'es', 'fs', 'gs'], 4, 'int32'),
  ...unavailable(Array.from({ length: 8 }, (_, i) => `st${i}`), 10, 'i387_ext'),
  ...unavailable(['fctrl', 'fstat', 'ftag', 'fiseg', 'fioff', 'foseg', 'fooff', 'fop'], 4, 'int'),
]

const SSE: readonly Register[] = [
  ...Array.from({ length: 16 }, (_, number) => (
    { name: `xmm${number}`, size: 16, source: { kind: 'xmm' as const, number }, type: 'vec128' }
  )),
  ...unavailable(['mxcsr'], 4, 'i386_mxcsr'),
]

/** By GDB's number. */
export const REGISTERS: readonly Register[] = [...CORE, ...SSE]

function unavailable(names: readonly string[], size: number, type: string): Register[] {
  return names.map((name) => ({ name, size, type, source: UNAVAILABLE }))
}

/** Bits of EFLAGS by number. */
const FLAGS: Readonly<Record<number, string>> = {
  0: 'CF', 2: 'PF', 4: 'AF', 6: 'ZF', 7: 'SF', 8: 'TF', 9: 'IF', 10: 'DF', 11: 'OF', 14: 'NT', 16: 'RF', 17: 'VM', 18: 'AC',
  19: 'VIF', 20: 'VIP', 21: 'ID',
}

/** `target.xml`. */
export const TARGET_DESCRIPTION = `<?xml version="1.0"?>
<!DOCTYPE target SYSTEM "gdb-target.dtd">
<target version="1.0">
  <architecture>i386:x86-64</architecture>
  <feature name="org.gnu.gdb.i386.core">
    <flags id="i386_eflags" size="4">
${Object.entries(FLAGS).map(([bit, name]) => `      <field name="${name}" start="${bit}" end="${bit}"/>`).join('\n')}
    </flags>
${lines(CORE)}
  </feature>
  <feature name="org.gnu.gdb.i386.sse">
    <vector id="v2i64" type="int64" count="2"/>
    <vector id="v4i32" type="int32" count="4"/>
    <vector id="v16i8" type="int8" count="16"/>
    <union id="vec128">
      <field name="v2_int64" type="v2i64"/>
      <field name="v4_int32" type="v4i32"/>
      <field name="v16_int8" type="v16i8"/>
      <field name="uint128" type="uint128"/>
    </union>
    <flags id="i386_mxcsr" size="4">
      <field name="IE" start="0" end="0"/>
    </flags>
${lines(SSE)}
  </feature>
</target>
`

function lines(registers: readonly Register[]): string {
  return registers.map(({ name, size, type }) => `    <reg name="${name}" bitsize="${8 * size}" type="${type}"/>`).join('\n')
}
