import type { Range } from '../engine.ts'
import type { Image } from '../image.ts'
import type { PlacedBytes } from '../ram.ts'
import type { CoreSetup, PrivateSegment } from './core-setup.ts'
import { GRANULE, granulesOf } from './granule.ts'

/**
 * What an access of a core finds: memory that the model owns; the core's own; constants, which nobody writes; nothing at all, though the
 * page may be mapped; or what was taken for private or constant, and is not any more once this access is made.
 */
export type MemoryKind = 'shared' | 'own' | 'constant' | 'nothing' | 'becomes shared'

const PAGE = 4096

/** Where everything lies that a core can come across, and whose it is. */
export class AddressSpace {
  /** What is there before the run: the image, the memory of other cores, the core's own. */
  readonly contents: readonly PlacedBytes[]
  readonly code: readonly PlacedBytes[]
  readonly stack: Range
  readonly sharedGranules: ReadonlySet<number>
  /** Private memory of the core but its stack. */
  readonly #own: readonly PlacedBytes[]
  readonly #image: readonly Range[]
  readonly #shared: readonly Range[]
  readonly #others: readonly Range[]

  /** `others`: what other cores have to themselves. `sharedGranules`: those outside of the image's shared segments. */
  constructor(image: Image, setup: CoreSetup, others: readonly PrivateSegment[], sharedGranules: ReadonlySet<number>) {
    const stack = placed({ address: setup.stack.address, bytes: new Uint8Array(setup.stack.size) })
    this.stack = stack
    this.sharedGranules = sharedGranules
    this.code = image.segments.filter((s) => s.kind === 'code').map(placed)
    this.#shared = image.segments.filter((s) => s.kind === 'shared').map(placed)
    this.#image = image.segments.map(placed)
    this.#others = others.map(placed)
    this.#own = setup.privateMemory.map(placed)
    this.contents = [...image.segments.map(placed), ...others.map(placed), ...this.#own, stack]
  }

  /** The pages that hold all of it, ascending, those that touch joined. */
  pages(): Range[] {
    const rounded = this.contents
      .filter(({ from, to }) => to > from)
      .map(({ from, to }) => ({ from: from - (from % PAGE), to: Math.ceil(to / PAGE) * PAGE }))
      .sort((a, b) => a.from - b.from)
    const runs: { from: number; to: number }[] = []
    for (const range of rounded) {
      const last = runs.at(-1)
      if (last && range.from <= last.to) last.to = Math.max(last.to, range.to)
      else runs.push({ ...range })
    }
    return runs
  }

  /**
   * A store to what was taken for constant, any access to another core's private memory, and an access that is half shared make memory
   * shared.
   */
  kindOf(address: number, size: number, isWrite: boolean): MemoryKind {
    const { first, last } = granulesOf(address, size)
    let shared = 0
    for (let granule = first; granule <= last; granule++) if (this.isShared(granule)) shared++
    if (shared === last - first + 1) return 'shared'
    if (this.endInNothing(address, size) !== undefined) return 'nothing'
    if (shared === 0 && this.#isOwn(address)) return 'own'
    if (shared === 0 && !isWrite && contains(this.#image, address)) return 'constant'
    return 'becomes shared'
  }

  isShared(granule: number): boolean {
    const address = granule * GRANULE
    return (
      this.#shared.some(({ from, to }) => address + GRANULE > from && address < to) ||
      this.sharedGranules.has(granule)
    )
  }

  /** The first or last byte of an access, if nothing lives there. */
  endInNothing(address: number, size: number): number | undefined {
    if (!this.#livesSomewhere(address)) return address
    return this.#livesSomewhere(address + size - 1) ? undefined : address + size - 1
  }

  inStack(address: number): boolean {
    return address >= this.stack.from && address < this.stack.to
  }

  codeAt(address: number): PlacedBytes | undefined {
    return this.code.find(({ from, to }) => address >= from && address < to)
  }

  isCode(address: number, size: number): boolean {
    return this.code.some(({ from, to }) => address < to && address + size > from)
  }

  /** What a granule of own memory outside the stack holds before the run; bytes beyond that memory count as zero. */
  initialWord(address: number): bigint {
    const own = this.#own.find(({ from, to }) => address + GRANULE > from && address < to)
    if (!own) throw new Error(`0x${address.toString(16)} is not private memory`)
    const padded = new Uint8Array(GRANULE)
    const offset = address - own.from
    padded.set(own.bytes.subarray(offset, offset + GRANULE))
    return new DataView(padded.buffer).getBigUint64(0, true)
  }

  #isOwn(address: number): boolean {
    return this.inStack(address) || contains(this.#own, address)
  }

  #livesSomewhere(address: number): boolean {
    return this.#isOwn(address) || contains(this.#image, address) || contains(this.#others, address)
  }
}

function placed({ address, bytes }: { readonly address: bigint; readonly bytes: Uint8Array }): PlacedBytes {
  const from = Number(address)
  return { from, to: from + bytes.length, bytes }
}

function contains(ranges: readonly Range[], address: number): boolean {
  return ranges.some(({ from, to }) => address >= from && address < to)
}
