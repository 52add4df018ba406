/** The sequences on one emulated core. */
import { G_FIELDS, G_PAGE } from '../../../src/go/abi.ts'
import { BUCKET, HMAP, MAP_FLAGS } from '../../../src/go/layout.ts'
import type { BuiltScenario } from '../../../src/scenario/scenario.ts'
import { BareCpu } from './bare-cpu.ts'
import { OPERATIONS, type Sequence } from './sequence.ts'

/** What the sequences came upon. */
export interface Coverage {
  operations: number
  /** Growths that began, to twice the size and to the same. */
  doublings: number
  sameSizeGrowths: number
  /** Sequences that had an overflow bucket. */
  withOverflow: number
  largestB: number
}

const ARENA = { address: 0xc1_0000_0000n, bytes: new Uint8Array(1 << 20) }
const EVERY = 16

/** Runs sequences on functions `main.put` and so on, whose addresses `addressOf` gives. */
export class EmulatedMap {
  readonly coverage: Coverage = { operations: 0, doublings: 0, sameSizeGrowths: 0, withOverflow: 0, largestB: 0 }
  readonly #cpu: BareCpu
  readonly #functions: readonly bigint[]
  readonly #hmap: number
  readonly #g: bigint

  constructor({ program }: BuiltScenario, hmap: bigint, addressOf: (symbol: string) => bigint) {
    this.#cpu = new BareCpu(program, [ARENA])
    this.#functions = OPERATIONS.map((name) => addressOf(`main.${name}`))
    this.#hmap = Number(hmap)
    const g = program.cores[0]?.registers.r14
    if (g === undefined) throw new Error('the core has no g')
    this.#g = g
  }

  /** The running digest after each operation, as the Go program computes it. */
  run({ seed, operations }: Sequence): Uint32Array {
    this.#reset(seed)
    const digest = new Digest()
    const cpu = this.#cpu
    let wasGrowing = false
    let overflowed = false
    return Uint32Array.from(operations, ({ kind, key, value }, i) => {
      const { rax, rbx } = cpu.call(this.#functions[kind] ?? 0n, { rax: BigInt(this.#hmap), rbx: key, rcx: value })
      if (kind === 3) {
        digest.addWord(rax)
        digest.addWord(rbx & 0xffn)
      } else if (kind >= 4) digest.addWord(rax)
      if (cpu.read32(this.#hmap) === 0) this.#write32(HMAP.fields.hash0.offset, seed)
      const growing = this.#header(digest)
      if (growing !== wasGrowing && growing) this.#countGrowth()
      wasGrowing = growing
      overflowed ||= this.#noverflow() > 0
      if (i % EVERY === EVERY - 1 || i === operations.length - 1) {
        this.#buckets(digest)
        if (i === operations.length - 1 && overflowed) this.coverage.withOverflow++
      }
      this.coverage.operations++
      return digest.value
    })
  }

  close(): void {
    this.#cpu.close()
  }

  #reset(seed: number): void {
    const next = G_FIELDS.arenaNext
    const page = this.#cpu.bytes(this.#g, G_PAGE)
    const g = new DataView(page.buffer, page.byteOffset)
    const used = Number(g.getBigUint64(next, true) - ARENA.address)
    this.#cpu.bytes(ARENA.address, ARENA.bytes.length).fill(0, 0, used > 0 && used <= ARENA.bytes.length ? used : undefined)
    g.setBigUint64(next, ARENA.address, true)
    g.setBigUint64(G_FIELDS.arenaEnd, ARENA.address + BigInt(ARENA.bytes.length), true)
    this.#cpu.bytes(BigInt(this.#hmap), HMAP.size).fill(0)
    this.#write32(HMAP.fields.hash0.offset, seed)
  }

  /** Adds the fields that are no addresses. Gives whether a growth is under way. */
  #header(digest: Digest): boolean {
    const cpu = this.#cpu
    const { count, flags, nevacuate, oldbuckets } = HMAP.fields
    digest.add(cpu.read32(this.#hmap + count.offset), cpu.read32(this.#hmap + count.offset + 4))
    digest.add(cpu.read32(this.#hmap + flags.offset), cpu.read32(this.#hmap + flags.offset + 4))
    digest.add(cpu.read32(this.#hmap + nevacuate.offset), cpu.read32(this.#hmap + nevacuate.offset + 4))
    const growing = cpu.readAddress(this.#hmap + oldbuckets.offset) !== 0
    digest.add(growing ? 1 : 0, 0)
    return growing
  }

  #buckets(digest: Digest): void {
    const { buckets, oldbuckets } = HMAP.fields
    const old = this.#cpu.readAddress(this.#hmap + oldbuckets.offset)
    const now = this.#cpu.readAddress(this.#hmap + buckets.offset)
    if (old !== 0) this.#array(digest, old, this.#sameSize() ? this.#B() : this.#B() - 1)
    if (now !== 0) this.#array(digest, now, this.#B())
  }

  #array(digest: Digest, start: number, B: number): void {
    const cpu = this.#cpu
    const { offset } = BUCKET.overflow
    for (let i = 0; i < 2 ** B; i++) {
      for (let bucket = start + i * BUCKET.size; bucket !== 0; bucket = cpu.readAddress(bucket + offset)) {
        for (let at = 0; at < offset; at += 8) digest.add(cpu.read32(bucket + at), cpu.read32(bucket + at + 4))
        digest.add(0xb, 0)
      }
    }
  }

  #countGrowth(): void {
    if (this.#sameSize()) this.coverage.sameSizeGrowths++
    else this.coverage.doublings++
    this.coverage.largestB = Math.max(this.coverage.largestB, this.#B())
  }

  #flagsWord(): number {
    return this.#cpu.read32(this.#hmap + HMAP.fields.flags.offset)
  }

  #sameSize(): boolean {
    return (this.#flagsWord() & MAP_FLAGS.sameSizeGrow) !== 0
  }

  #B(): number {
    return (this.#flagsWord() >>> 8) & 0xff
  }

  #noverflow(): number {
    return this.#flagsWord() >>> 16
  }

  #write32(offset: number, value: number): void {
    const bytes = this.#cpu.bytes(BigInt(this.#hmap + offset), 4)
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(0, value, true)
  }
}

/** FNV-1a over 32-bit halves, with a shift that lets high bits reach low ones. */
class Digest {
  value = 0x811c_9dc5

  add(low: number, high: number): void {
    let value = Math.imul(this.value ^ low, 16777619)
    value = Math.imul(value ^ high, 16777619)
    this.value = (value ^ (value >>> 15)) >>> 0
  }

  addWord(word: bigint): void {
    this.add(Number(word & 0xffff_ffffn), Number(word >> 32n))
  }
}
