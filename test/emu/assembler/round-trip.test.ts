import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadDisassembler } from '../../../src/emu/disassembler/disassemble.ts'
import type { Syntax } from '../../../src/emu/listing.ts'
import { assemble, hex, layout } from './hex.ts'

const disassembler = await loadDisassembler()
const syntaxes = ['go', 'intel', 'att'] as const

const goRegisters = [
  'AX', 'CX', 'DX', 'BX', 'SP', 'BP', 'SI', 'DI', ...Array.from({ length: 8 }, (_, i) => `R${i + 8}`),
]
const byteRegisters = [
  'AL', 'CL', 'DL', 'BL', 'SPB', 'BPB', 'SIB', 'DIB', ...Array.from({ length: 8 }, (_, i) => `R${i + 8}B`),
]

const register = fc.constantFrom(...goRegisters)
const displacement = fc.oneof(
  fc.constant(0), fc.integer({ min: -128, max: 127 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
)
const based = fc.tuple(displacement, register).map(([d, base]) => `${d === 0 ? '' : d}(${base})`)
const indexed = fc.tuple(based, register.filter((r) => r !== 'SP'), fc.constantFrom(1, 2, 4, 8))
  .map(([base, index, scale]) => `${base}(${index}*${scale})`)
const variable = fc.constantFrom('x(SB)', 'y(SB)', 'runtime.writeBarrier(SB)')
const memory = fc.oneof(based, indexed, variable)
const suffix = fc.constantFrom('B', 'W', 'L', 'Q')
const bits: Readonly<Record<string, number>> = { B: 8, W: 16, L: 32, Q: 32 }

function registerOf(size: string): fc.Arbitrary<string> {
  return size === 'B' ? fc.constantFrom(...byteRegisters) : register
}

function constantOf(size: string): fc.Arbitrary<string> {
  const limit = 2 ** ((bits[size] ?? 32) - 1)
  return fc.oneof(fc.integer({ min: -128, max: 127 }), fc.integer({ min: -limit, max: limit - 1 })).map((n) => `$${n}`)
}

const twoOperands = fc.tuple(fc.constantFrom('ADD', 'ADC', 'SUB', 'SBB', 'AND', 'OR', 'XOR', 'MOV'), suffix)
  .chain(([name, size]) => fc.oneof(
    fc.tuple(registerOf(size), fc.oneof(registerOf(size), memory)),
    fc.tuple(fc.oneof(memory, constantOf(size)), registerOf(size)),
    fc.tuple(constantOf(size), memory),
  ).map(([source, destination]) => `${name}${size} ${source}, ${destination}`))

const compare = suffix.chain((size) => fc.tuple(
  fc.oneof(registerOf(size), memory),
  fc.oneof(registerOf(size), constantOf(size)),
).map(([left, right]) => `CMP${size} ${left}, ${right}`))

const locked = fc.oneof(
  fc.tuple(fc.constantFrom('XADD', 'CMPXCHG', 'XCHG', 'ADD', 'OR', 'AND', 'XOR', 'SUB'), suffix)
    .chain(([name, size]) => fc.tuple(registerOf(size), memory).map(([r, m]) => `LOCK ${name}${size} ${r}, ${m}`)),
  fc.tuple(fc.constantFrom('INC', 'DEC', 'NEG', 'NOT'), suffix, memory)
    .map(([name, size, m]) => `LOCK ${name}${size} ${m}`),
)

const shift = fc.tuple(fc.constantFrom('SHL', 'SHR', 'SAR', 'ROL', 'ROR'), suffix)
  .chain(([name, size]) => fc.tuple(
    fc.oneof(fc.constant('CX'), fc.integer({ min: 1, max: 63 }).map((n) => `$${n}`)),
    fc.oneof(registerOf(size), memory),
  ).map(([count, destination]) => `${name}${size} ${count}, ${destination}`))

const extensions = ['MOVBLZX', 'MOVBQZX', 'MOVBLSX', 'MOVBQSX', 'MOVBWZX', 'MOVWLZX', 'MOVWQSX', 'MOVLQSX']
const extension = fc.oneof(
  fc.tuple(fc.constantFrom(...extensions), memory, register)
    .map(([name, source, destination]) => `${name} ${source}, ${destination}`),
  fc.tuple(fc.constantFrom('MOVBLZX', 'MOVBQSX'), fc.constantFrom(...byteRegisters), register)
    .map(([name, source, destination]) => `${name} ${source}, ${destination}`),
)

const conditional = fc.oneof(
  fc.tuple(fc.constantFrom('CMOVQNE', 'CMOVLLS', 'CMOVQHI', 'CMOVWCS'), fc.oneof(register, memory), register)
    .map(([name, source, destination]) => `${name} ${source}, ${destination}`),
  fc.tuple(fc.constantFrom('SETEQ', 'SETHI', 'SETMI'), fc.oneof(fc.constantFrom(...byteRegisters), memory))
    .map(([name, destination]) => `${name} ${destination}`),
)

const vectorNames = ['MOVUPS', 'MOVOU', 'MOVSD', 'PXOR', 'AESENC', 'MOVQ', 'MOVL']
const vector = fc.tuple(fc.constantFrom(...vectorNames), fc.integer({ min: 0, max: 15 }), memory)
  .map(([name, x, m]) => `${name} ${m}, X${x}`)

const address = fc.tuple(memory, register).map(([m, r]) => `LEAQ ${m}, ${r}`)

const instruction = fc.oneof(twoOperands, compare, locked, shift, extension, conditional, vector, address)

function nameOf(address: bigint): string | undefined {
  return [...layout.symbols].find(([, value]) => value === address)?.[0]
}

/** What the bytes of a text say in another syntax. */
function translate(bytes: Uint8Array, syntax: Syntax): string {
  const decoded = disassembler.decode(bytes, layout.origin)
  return decoded === undefined ? 'no instruction' : disassembler.format(decoded, syntax, nameOf)
}

test("Go's text, and what its bytes read as in Intel's, AT&T's and Go's syntax, all assemble to the same bytes", () => {
  fc.assert(fc.property(instruction, (go) => {
    const { code } = assemble('go', go)
    for (const syntax of syntaxes) {
      const text = translate(code, syntax)
      expect(hex(assemble(syntax, text).code), `${go} became ${text}`).toBe(hex(code))
    }
  }), { numRuns: 500 })
})

test('without names, too, all three texts mean the same bytes', () => {
  fc.assert(fc.property(instruction, (go) => {
    const { code } = assemble('go', go)
    const decoded = disassembler.decode(code, layout.origin)
    for (const syntax of syntaxes) {
      const text = decoded === undefined ? '' : disassembler.format(decoded, syntax)
      expect(hex(assemble(syntax, text).code), `${go} became ${text}`).toBe(hex(code))
    }
  }), { numRuns: 200 })
})

test('an instruction has one length, and no byte of it is left over', () => {
  fc.assert(fc.property(instruction, (go) => {
    const { code } = assemble('go', go)
    expect(disassembler.decode(code, layout.origin)?.length).toBe(code.length)
  }), { numRuns: 200 })
})
