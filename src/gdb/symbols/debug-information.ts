/**
 * `.debug_info` and `.debug_abbrev` of DWARF 4: one compilation unit with functions, their labels, and variables of unsigned integers.
 * Its language is assembly, so that GDB puts a breakpoint on a function's first instruction and takes nothing for a prologue.
 */
import { ByteWriter, withLength } from './byte-writer.ts'

export interface DebugLabel {
  readonly name: string
  readonly address: bigint
  readonly file: number
  readonly line: number
}

export interface DebugFunction {
  readonly name: string
  readonly from: bigint
  /** Exclusive. */
  readonly to: bigint
  /** Number of its file, from 1; 0 for none. */
  readonly file: number
  readonly line: number
  readonly labels: readonly DebugLabel[]
}

export interface DebugVariable {
  readonly name: string
  readonly address: bigint
  /** Bytes; an array of them where it is none of 1, 2, 4 and 8. */
  readonly size: number
}

export interface DebugUnit {
  readonly name: string
  /** Where relative names of files begin. */
  readonly directory: string
  readonly from: bigint
  /** Exclusive. */
  readonly to: bigint
  readonly functions: readonly DebugFunction[]
  readonly variables: readonly DebugVariable[]
}

const TAG = { array: 0x01, label: 0x0a, unit: 0x11, subrange: 0x21, base: 0x24, subprogram: 0x2e, variable: 0x34 } as const
const AT = {
  location: 0x02, name: 0x03, byteSize: 0x0b, statementList: 0x10, lowPc: 0x11, highPc: 0x12, language: 0x13, directory: 0x1b,
  count: 0x37, declFile: 0x3a, declLine: 0x3b, encoding: 0x3e, external: 0x3f, type: 0x49,
} as const
const FORM = { address: 0x01, data2: 0x05, data4: 0x06, data8: 0x07, string: 0x08, data1: 0x0b, flagPresent: 0x19, ref4: 0x13,
  offset: 0x17, expression: 0x18, udata: 0x0f } as const
const ASSEMBLER = 0x8001
const UNSIGNED = 0x07
const ADDRESS_OPERATION = 0x03

/** A kind of entry: its tag, whether it has children, and its attributes in their order. */
interface Shape {
  readonly tag: number
  readonly hasChildren: boolean
  readonly attributes: readonly (readonly [number, number])[]
}

const SHAPES = {
  unit: {
    tag: TAG.unit, hasChildren: true, attributes: [
      [AT.name, FORM.string], [AT.directory, FORM.string], [AT.language, FORM.data2], [AT.lowPc, FORM.address],
      [AT.highPc, FORM.data8], [AT.statementList, FORM.offset],
    ],
  },
  function: {
    tag: TAG.subprogram, hasChildren: true, attributes: [
      [AT.name, FORM.string], [AT.external, FORM.flagPresent], [AT.lowPc, FORM.address], [AT.highPc, FORM.data8],
      [AT.declFile, FORM.udata], [AT.declLine, FORM.udata],
    ],
  },
  label: {
    tag: TAG.label, hasChildren: false, attributes: [
      [AT.name, FORM.string], [AT.lowPc, FORM.address], [AT.declFile, FORM.udata], [AT.declLine, FORM.udata],
    ],
  },
  base: {
    tag: TAG.base, hasChildren: false, attributes: [[AT.name, FORM.string], [AT.encoding, FORM.data1], [AT.byteSize, FORM.data1]],
  },
  array: { tag: TAG.array, hasChildren: true, attributes: [[AT.type, FORM.ref4]] },
  subrange: { tag: TAG.subrange, hasChildren: false, attributes: [[AT.count, FORM.data4]] },
  variable: {
    tag: TAG.variable, hasChildren: false, attributes: [
      [AT.name, FORM.string], [AT.external, FORM.flagPresent], [AT.type, FORM.ref4], [AT.location, FORM.expression],
    ],
  },
} as const satisfies Readonly<Record<string, Shape>>

type ShapeName = keyof typeof SHAPES
const NAMES = Object.keys(SHAPES) as ShapeName[]

/** Numbers of the shapes, from 1. */
const code = (name: ShapeName): number => NAMES.indexOf(name) + 1

/** `.debug_abbrev`. */
export function abbreviations(): Uint8Array {
  const writer = new ByteWriter()
  for (const name of NAMES) {
    const { tag, hasChildren, attributes } = SHAPES[name]
    writer.uleb(code(name)).uleb(tag).u8(hasChildren ? 1 : 0)
    for (const [attribute, form] of attributes) writer.uleb(attribute).uleb(form)
    writer.uleb(0).uleb(0)
  }
  return writer.u8(0).take()
}

/** Types by their name in Go. */
const INTEGERS = [['uint8', 1], ['uint16', 2], ['uint32', 4], ['uint64', 8]] as const
/** Bytes of a unit before its first entry: length, version, offset of the abbreviations, size of an address. */
const UNIT_HEADER = 11

/** `.debug_info`. */
export function debugInformation(unit: DebugUnit): Uint8Array {
  const writer = new ByteWriter()
  const here = (): number => UNIT_HEADER + writer.length
  writer.uleb(code('unit')).text(unit.name).text(unit.directory).u16(ASSEMBLER).u64(unit.from).u64(unit.to - unit.from).u32(0)
  const types = new Map<number, number>()
  for (const [name, size] of INTEGERS) {
    types.set(size, here())
    writer.uleb(code('base')).text(name).u8(UNSIGNED).u8(size)
  }
  const typeOf = (size: number): number => {
    const known = types.get(size)
    if (known !== undefined) return known
    const [element, count] = size % 8 === 0 ? [8, size / 8] : [1, size]
    types.set(size, here())
    writer.uleb(code('array')).u32(types.get(element) ?? 0).uleb(code('subrange')).u32(count).uleb(0)
    return types.get(size) ?? 0
  }
  for (const { name, from, to, file, line, labels } of unit.functions) {
    writer.uleb(code('function')).text(name).u64(from).u64(to - from).uleb(file).uleb(line)
    for (const label of labels) writer.uleb(code('label')).text(label.name).u64(label.address).uleb(label.file).uleb(label.line)
    writer.uleb(0)
  }
  for (const { name, address, size } of unit.variables) {
    const type = typeOf(size)
    writer.uleb(code('variable')).text(name).u32(type).uleb(9).u8(ADDRESS_OPERATION).u64(address)
  }
  writer.uleb(0)
  return withLength(new ByteWriter().u16(4).u32(0).u8(8).bytes(writer.take()).take())
}
