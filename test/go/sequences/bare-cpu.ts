/**
 * A program on Unicorn alone: no hooks, no steps, no other core, and so millions of instructions a second. What one core
 * computes by itself does not depend on a memory model.
 */
import type { Segment } from '../../../src/emu/image.ts'
import { SAVED_REGISTERS, SAVED_REGISTER_IDS, type SavedRegister } from '../../../src/emu/registers.ts'
import { Unicorn, X86_REG, type RegisterBatch } from '../../../src/emu/unicorn.ts'
import type { Program } from '../../../src/machine/program.ts'

const PAGE = 4096
const HLT = 0xf4
/** Where functions return to: a page of HLT. */
const RETURN = 0x7fff_0000_0000
/** No call of a map operation runs longer. */
const LONGEST = 10_000_000

export class BareCpu {
  readonly #engine = new Unicorn()
  readonly #registers: RegisterBatch
  readonly #rip: RegisterBatch
  readonly #program: Program
  readonly #maps: { readonly from: number; readonly bytes: Uint8Array; readonly view: DataView }[] = []

  /** Core 0 of `program`; `more` is memory of the caller's. Symbols that end a run end a call with an exception. */
  constructor(program: Program, more: readonly Pick<Segment, 'address' | 'bytes'>[]) {
    this.#program = program
    this.#registers = this.#engine.register_batch(SAVED_REGISTER_IDS)
    this.#rip = this.#engine.register_batch([{ id: X86_REG.rip }])
    const [core] = program.cores
    if (core === undefined) throw new Error('the program has no core')
    const stack = { address: core.stack.address, bytes: new Uint8Array(core.stack.size) }
    const ends = { address: BigInt(RETURN), bytes: new Uint8Array(PAGE).fill(HLT) }
    this.#map([...program.image.segments, ...core.privateMemory, ...more, stack, ends])
    for (const address of program.traps.keys()) this.bytes(address, 1)[0] = HLT
  }

  /** Calls a function with registers as given, the core's own aside. Gives RAX and RBX. */
  call(address: bigint, registers: Partial<Record<SavedRegister, bigint>>): { rax: bigint; rbx: bigint } {
    const [core] = this.#program.cores
    const { stack, registers: own } = core ?? { stack: { address: 0n, size: 0 }, registers: {} }
    const sp = stack.address + BigInt(stack.size - 64 - 8)
    const slot = this.bytes(sp, 8)
    new DataView(slot.buffer, slot.byteOffset).setBigUint64(0, BigInt(RETURN), true)
    const all: Partial<Record<SavedRegister, bigint>> = { eflags: 2n, ...own, ...registers, rsp: sp }
    SAVED_REGISTERS.forEach((name, i) => (this.#registers.values[i] = all[name] ?? 0n))
    this.#registers.write()
    const code = this.#engine.emu_start(Number(address), LONGEST)
    this.#rip.read()
    const rip = this.#rip.values[0] ?? 0n
    if (code !== 0) throw new Error(`at 0x${rip.toString(16)}: ${this.#engine.strerror(code)}`)
    if (rip !== BigInt(RETURN) + 1n) {
      throw new Error(`ended at ${this.#program.traps.get(rip - 1n) ?? `0x${rip.toString(16)}`}`)
    }
    this.#registers.read()
    const result = (name: SavedRegister): bigint => this.#registers.values[SAVED_REGISTERS.indexOf(name)] ?? 0n
    return { rax: result('rax'), rbx: result('rbx') }
  }

  /** Memory, to read and to write; all within one stretch of mapped pages. */
  bytes(address: bigint, size: number): Uint8Array {
    const { bytes, from } = this.#mapOf(Number(address))
    return bytes.subarray(Number(address) - from, Number(address) - from + size)
  }

  /** 32 bits, unsigned. */
  read32(address: number): number {
    const { view, from } = this.#mapOf(address)
    return view.getUint32(address - from, true)
  }

  /** An address: 8 bytes, of which 53 bits are used. */
  readAddress(address: number): number {
    return this.read32(address) + this.read32(address + 4) * 2 ** 32
  }

  close(): void {
    this.#engine.close()
  }

  #mapOf(address: number): { readonly from: number; readonly bytes: Uint8Array; readonly view: DataView } {
    const map = this.#maps.find(({ from, bytes }) => address >= from && address < from + bytes.length)
    if (map === undefined) throw new Error(`0x${address.toString(16)} is not mapped`)
    return map
  }

  #map(segments: readonly Pick<Segment, 'address' | 'bytes'>[]): void {
    const pages = segments.filter(({ bytes }) => bytes.length > 0).map(({ address, bytes }) => {
      const from = Number(address) - Number(address) % PAGE
      return { from, to: Math.ceil((Number(address) + bytes.length) / PAGE) * PAGE }
    }).sort((a, b) => a.from - b.from)
    const runs: { from: number; to: number }[] = []
    for (const range of pages) {
      const last = runs.at(-1)
      if (last && range.from <= last.to) last.to = Math.max(last.to, range.to)
      else runs.push({ ...range })
    }
    for (const { from, to } of runs) {
      const bytes = this.#engine.mem_map(from, to - from)
      this.#maps.push({ from, bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) })
    }
    for (const { address, bytes } of segments) this.bytes(address, bytes.length).set(bytes)
  }
}
