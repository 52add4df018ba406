/** `.debug_line` of DWARF 4: which line of which file each instruction comes from. */
import { ByteWriter, withLength } from './byte-writer.ts'

export interface LineEntry {
  readonly address: bigint
  /** Bytes of the instruction. */
  readonly length: number
  readonly file: string
  /** Counted from 1. */
  readonly line: number
}

const MINIMUM_INSTRUCTION_LENGTH = 1
const LINE_BASE = -1
const LINE_RANGE = 4
/** Arguments of the standard opcodes 1 to 12. */
const STANDARD_OPCODES = [0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1]
const OPCODES = { copy: 1, advancePc: 2, advanceLine: 3, setFile: 4 } as const
const EXTENDED = { endSequence: 1, setAddress: 2 } as const

/** `entries` in the order of their addresses. `files`: those that they name, numbered from 1. */
export function lineProgram(entries: readonly LineEntry[], files: readonly string[]): Uint8Array {
  const header = new ByteWriter()
    .u8(MINIMUM_INSTRUCTION_LENGTH).u8(1).u8(1).u8(LINE_BASE).u8(LINE_RANGE)
    .u8(STANDARD_OPCODES.length + 1).bytes(Uint8Array.from(STANDARD_OPCODES))
    // No directories: names are relative to that of the compilation unit.
    .u8(0)
  for (const file of files) header.text(file).uleb(0).uleb(0).uleb(0)
  header.u8(0)
  const content = new ByteWriter().u16(4).bytes(withLength(header.take()))
  let next: bigint | undefined
  let file = 1
  let line = 1
  for (const entry of entries) {
    if (next !== entry.address) {
      if (next !== undefined) content.u8(0).uleb(1).u8(EXTENDED.endSequence)
      content.u8(0).uleb(9).u8(EXTENDED.setAddress).u64(entry.address)
      file = 1
      line = 1
    }
    const number = files.indexOf(entry.file) + 1
    if (number !== file) content.u8(OPCODES.setFile).uleb(number)
    if (entry.line !== line) content.u8(OPCODES.advanceLine).sleb(entry.line - line)
    content.u8(OPCODES.copy).u8(OPCODES.advancePc).uleb(entry.length)
    file = number
    line = entry.line
    next = entry.address + BigInt(entry.length)
  }
  if (next !== undefined) content.u8(0).uleb(1).u8(EXTENDED.endSequence)
  return withLength(content.take())
}
