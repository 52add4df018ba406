/**
 * What instructions are said to do to registers, against the engine that runs them: a register that is not read must not matter to
 * anything else, and one that is overwritten not to itself.
 */
import { afterAll, describe, expect, test } from 'vitest'
import { loadAssembler } from '../../../src/emu/assembler/assemble.ts'
import { loadDisassembler, type Decoded } from '../../../src/emu/disassembler/disassemble.ts'
import { imageOf } from '../../../src/emu/image.ts'
import { effectsOf } from '../../../src/emu/liveness/register-effects.ts'
import {
  ALL_REGISTERS, ARITHMETIC_FLAG_BITS, ARITHMETIC_FLAGS, NO_REGISTERS, setOf, type RegisterSet,
} from '../../../src/emu/liveness/register-set.ts'
import { EFLAGS_INDEX, GENERAL_REGISTERS, SAVED_REGISTER_IDS, XMM_REGISTER_IDS } from '../../../src/emu/registers.ts'
import { Unicorn, X86_REG } from '../../../src/emu/unicorn.ts'
import { scenarioNamed } from '../../../src/scenario/catalogue.ts'

const assembler = await loadAssembler()
const disassembler = await loadDisassembler()

const CODE = 0x40_0000
const DATA = 0x60_0000
const SIZE = 0x2000
/** What lies at `DATA`. */
const PATTERN = Buffer.from(Uint8Array.from({ length: SIZE }, (_, i) => i * 37))

/** Lines that no listing has, one at least for every kind of instruction that is told from the others. */
const LINES = `
  mov al, bl; mov ax, bx; mov eax, ebx; mov ah, bl; movzx eax, bl; movzx ax, bl; movsx rax, bx; movsxd rax, ebx;
  lea eax, [rbx+rcx*2+3]; lea ax, [rbx]; xor eax, eax; xor al, al; sub rcx, rcx; adc rax, rbx; sbb eax, eax; neg rcx;
  not rcx; inc rdx; dec dl; shl rax, cl; shl rax, 3; sar ebx, 1; ror rax, 5; rol cx, cl; shld rax, rbx, cl;
  shrd eax, ebx, 4; bt rax, rbx; bts rax, 5; btr rax, rbx; btc rax, 3; bsf rax, rbx; bsr eax, ebx; popcnt rax, rbx;
  bswap rax; xchg rax, rbx; xchg [rbx], ecx; cmpxchg [rbx], rcx; lock cmpxchg [rbx], ecx; lock xadd [rbx], rcx;
  xadd rax, rbx; imul rax, rbx; imul eax, ebx, 7; imul rbx; mul rcx; mul cl; div rcx; idiv ecx; cdqe; cwde; cqo; cdq;
  sete al; setb [rbx]; cmovne rax, rbx; cmovl eax, ebx; cmp rax, rbx; cmp al, [rbx]; test ecx, edx; push rax; pop rbx;
  leave; movq rax, xmm1; movq xmm1, rax; movq xmm1, xmm2; movq xmm1, [rbx]; movd xmm1, eax; movd eax, xmm1;
  movups xmm1, [rbx]; movups [rbx], xmm1; movdqu xmm3, xmm4; movdqa xmm3, xmm4; pxor xmm1, xmm1; pxor xmm1, xmm2;
  xorps xmm5, xmm5; pcmpeqb xmm1, xmm2; pmovmskb eax, xmm1; pshufd xmm1, xmm2, 0x1b; punpcklqdq xmm1, xmm2;
  paddq xmm1, xmm2; pand xmm1, xmm2; por xmm1, xmm2; psubq xmm2, xmm3; aesenc xmm1, xmm2; pshufb xmm1, xmm2; movsb;
  stosq; lodsd; cmpsb; scasw; rep movsb; rep stosb; repne scasb; repe cmpsb; movnti [rbx], ecx; movss xmm1, xmm2;
  movsd xmm1, xmm2; movlps xmm1, [rbx]; movhps xmm1, [rbx]; nop; std; cld; pause; sfence; rcl rax, 1; rcr rax, cl;
  pushfq; lahf; sahf; clc; cmc; tzcnt eax, ebx; lzcnt rax, rbx; pinsrq xmm1, rax, 1; psrldq xmm1, 3; ptest xmm1, xmm2
`.split(';').map((line) => line.trim())

interface Tested {
  readonly name: string
  readonly bytes: Uint8Array
  readonly decoded: Decoded
}

function textOf({ mnemonic, operands }: Decoded): string {
  return `${mnemonic} ${operands}`.trim()
}

function ofLines(): readonly Tested[] {
  return LINES.map((line) => {
    const source = { file: 'test.asm', text: `f:\n${line}\n`, syntax: 'intel' as const }
    const listing = assembler.assemble([source], { origin: BigInt(CODE), dataOrigin: BigInt(DATA), symbols: new Map() })
    const bytes = imageOf(listing, []).segments[0]?.bytes ?? new Uint8Array()
    const decoded = disassembler.decode(bytes, BigInt(CODE))
    if (!decoded) throw new Error(`${line} is no instruction`)
    return { name: line, bytes: bytes.slice(0, decoded.length), decoded }
  })
}

/** Every instruction of Go's map, each text once, jumps left out. */
async function ofListings(): Promise<readonly Tested[]> {
  const { program } = await scenarioNamed('go/two-growths').build()
  const found = new Map<string, Tested>()
  for (const { kind, address, bytes } of program.image.segments) {
    if (kind !== 'code') continue
    let at = 0
    for (const decoded of disassembler.decodeAll(bytes, address)) {
      const text = textOf(decoded)
      if (!/^(j|call|ret|int3|ud2|hlt)/.test(text)) {
        found.set(text, { name: text, bytes: bytes.slice(at, at + decoded.length), decoded })
      }
      at += decoded.length
    }
  }
  return [...found.values()]
}

/** By register: general registers, then the arithmetic flags, then XMM registers. */
type Values = readonly bigint[]

const NAMES: readonly string[] = [...GENERAL_REGISTERS, 'eflags', ...XMM_REGISTER_IDS.map((_, i) => `xmm${i}`)]

class Processor {
  readonly #unicorn = new Unicorn()
  readonly #code = this.#unicorn.mem_map(CODE, 4096)
  readonly #data = this.#unicorn.mem_map(DATA, SIZE)
  readonly #registers = this.#unicorn.register_batch(SAVED_REGISTER_IDS)
  readonly #rip = this.#unicorn.register_batch([{ id: X86_REG.rip }])
  readonly #xmm = this.#unicorn.register_batch(XMM_REGISTER_IDS)

  load(bytes: Uint8Array): void {
    this.#code.fill(0x90)
    this.#code.set(bytes)
    this.#unicorn.drop_translations(CODE, CODE + 4096)
  }

  /** All that is there after one instruction; undefined when it faults. */
  run(values: Values): { readonly values: Values; readonly rest: string } | undefined {
    values.slice(0, GENERAL_REGISTERS.length).forEach((value, i) => (this.#registers.values[i] = value))
    this.#registers.values[EFLAGS_INDEX] = (values[EFLAGS_INDEX] ?? 0n) | 2n
    this.#registers.write()
    values.slice(EFLAGS_INDEX + 1).forEach((value, i) => {
      this.#xmm.values[2 * i] = BigInt.asUintN(64, value)
      this.#xmm.values[2 * i + 1] = value >> 64n
    })
    this.#xmm.write()
    this.#data.set(PATTERN)
    if (this.#unicorn.emu_start(CODE, 1) !== 0) return undefined
    this.#registers.read()
    this.#rip.read()
    this.#xmm.read()
    const general = [...this.#registers.values.slice(0, EFLAGS_INDEX)]
    const flags = this.#registers.values[EFLAGS_INDEX] ?? 0n
    const wide = XMM_REGISTER_IDS.map((_, i) => (this.#xmm.values[2 * i] ?? 0n) | ((this.#xmm.values[2 * i + 1] ?? 0n) << 64n))
    const memory = PATTERN.equals(this.#data) ? '' : Buffer.from(this.#data).toString('base64')
    const rest = `${this.#rip.values[0]} ${flags & ~ARITHMETIC_FLAG_BITS} ${memory}`
    return { values: [...general, flags & ARITHMETIC_FLAG_BITS, ...wide], rest }
  }

  close(): void {
    this.#unicorn.close()
  }
}

const processor = new Processor()
afterAll(() => { processor.close() })

/** Numbers that only look random: every run is the same. */
function generator(): (limit: number) => number {
  let state = 0x9e3779b9
  return (limit) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % limit
  }
}

const next = generator()

/** Pointers, small numbers and large ones. */
function someValue(register: number): bigint {
  if (register === EFLAGS_INDEX) return BigInt(next(0x1000)) & ARITHMETIC_FLAG_BITS
  if (register > EFLAGS_INDEX) {
    return Array.from({ length: 8 }, () => BigInt(next(0x1_0000))).reduce((all, part) => (all << 16n) | part, 0n)
  }
  return next(3) === 0 ? BigInt(next(8)) : BigInt(DATA + 0x800 + 8 * next(0x100))
}

/** A state in which the instruction does not fault. */
function someState(): Values | undefined {
  for (let tries = 0; tries < 300; tries++) {
    const values = NAMES.map((_, register) => someValue(register))
    if (processor.run(values)) return values
  }
  return undefined
}

/** What is wrong about the effects of an instruction: 'reads rax' when it does and they do not say so. */
function mistakes({ bytes, decoded }: Tested): readonly string[] | undefined {
  processor.load(bytes)
  const { reads, overwrites } = effectsOf(decoded)
  const found = new Set<string>()
  let ran = 0
  for (let round = 0; round < 4; round++) {
    const before = someState()
    const after = before && processor.run(before)
    if (!before || !after) continue
    ran++
    NAMES.forEach((name, register) => {
      const itself: RegisterSet = name === 'rsp' ? NO_REGISTERS : setOf(name)
      // RSP is never dead.
      if (name === 'rsp' || (reads & itself) !== 0) return
      const other = before.map((value, i) => (i === register ? someValue(register) : value))
      const result = processor.run(other)
      const isSame = result !== undefined && result.rest === after.rest &&
        result.values.every((value, i) => i === register || value === after.values[i])
      if (!isSame) found.add(`reads ${name}`)
      else if ((overwrites & itself) !== 0 && result.values[register] !== after.values[register]) found.add(`keeps some of ${name}`)
    })
  }
  return ran === 0 ? undefined : [...found]
}

describe('what is not read does not matter, and what is overwritten is gone', () => {
  test('of the instructions of Go\'s map', async () => {
    const all = await ofListings()
    const results = all.map((tested) => ({ name: tested.name, wrong: mistakes(tested) }))
    expect(results.filter(({ wrong }) => wrong !== undefined && wrong.length > 0)).toEqual([])
    // A few go by memory that is not there.
    expect(all.length).toBeGreaterThan(500)
    expect(results.filter(({ wrong }) => wrong === undefined).length).toBeLessThan(all.length / 10)
  })

  test.each(ofLines())('of $name', (tested) => {
    expect(mistakes(tested)).toEqual([])
  })
})

describe('what is overwritten or not read is known to be so', () => {
  const set = (...names: string[]): RegisterSet => names.reduce((all, name) => all | setOf(name), NO_REGISTERS)
  test.each([
    ['mov', 'rax, qword ptr [rbx + 8*rcx]', set('rbx', 'rcx'), set('rax')],
    ['mov', 'dword ptr [rbx], eax', set('rax', 'rbx'), NO_REGISTERS],
    ['mov', 'al, bl', set('rax', 'rbx'), NO_REGISTERS],
    ['xor', 'eax, eax', NO_REGISTERS, set('rax') | ARITHMETIC_FLAGS],
    ['cmp', 'rax, 5', set('rax'), ARITHMETIC_FLAGS],
    ['add', 'rax, rbx', set('rax', 'rbx'), ARITHMETIC_FLAGS],
    ['jne', '0x401000', ARITHMETIC_FLAGS, NO_REGISTERS],
    ['call', '0x401000', NO_REGISTERS, NO_REGISTERS],
    ['call', 'rcx', set('rcx'), NO_REGISTERS],
    ['pop', 'rbp', NO_REGISTERS, set('rbp')],
    ['movups', 'xmm0, xmmword ptr [rsi]', set('rsi'), set('xmm0')],
    ['lock cmpxchg', 'qword ptr [rbx], rcx', set('rax', 'rbx', 'rcx'), NO_REGISTERS],
    ['cpuid', '', ALL_REGISTERS, NO_REGISTERS],
  ])('%s %s', (mnemonic, operands, reads, overwrites) => {
    expect(effectsOf({ mnemonic, operands })).toEqual({ reads, overwrites })
  })
})
