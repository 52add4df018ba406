import { expect, test } from 'vitest'
import { encodeCommonInstructions } from '../../../src/emu/assembler/common-instructions.ts'
import { createEncoder } from '../../../src/emu/assembler/encoder.ts'
import { parseIntel } from '../../../src/emu/assembler/intel-syntax.ts'
import { KeptEncodings } from '../../../src/emu/assembler/kept-encodings.ts'
import { disassembler } from '../../../src/emu/disassembler/disassemble.ts'
import { NotLoaded } from '../../../src/emu/not-loaded.ts'
import { hex } from './hex.ts'

const kept = new KeptEncodings(await encodeCommonInstructions())
const withoutKeystone = createEncoder({ asm: () => { throw new NotLoaded('Keystone is not loaded') } }, disassembler, kept)

// Opcodes: SDM volume 2. An address without a register is four bytes that are filled in later.
test.each([
  ['mfence', '0f ae f0', []],
  ['ret', 'c3', []],
  ['mov eax, 1', 'b8 01 00 00 00', []],
  ['mov r9d, dword ptr [x]', '44 8b 0d 5a de c0 5e', [3]],
  ['mov dword ptr [x], 2', 'c7 05 5a de c0 5e 02 00 00 00', [2]],
  ['xchg qword ptr [x], rbx', '48 87 1d 5a de c0 5e', [3]],
  ['lock xadd dword ptr [x], ecx', 'f0 0f c1 0d 5a de c0 5e', [4]],
])('%s needs no Keystone', (text, bytes, places) => {
  const encoding = withoutKeystone.encode(parseIntel(text), 'rip')
  expect(hex(encoding.bytes)).toBe(bytes)
  expect(encoding.fixups.map(({ at }) => at)).toEqual(places)
})

test.each(['mov eax, 10', 'add eax, 1', 'mov eax, dword ptr [rbx]'])('%s does', (text) => {
  expect(() => withoutKeystone.encode(parseIntel(text), 'rip')).toThrow(NotLoaded)
  expect(() => { withoutKeystone.prepare([parseIntel(text), parseIntel('inc ecx')]) }).toThrow(NotLoaded)
})
