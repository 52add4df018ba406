/** Names for addresses, and addresses for names. */
import { nearNames } from '../emu/assembler/near-names.ts'
import { InputError } from '../emu/input-error.ts'
import type { Label } from './label.ts'
import { lastAtOrBelow } from './last-at-or-below.ts'

export type { Label } from './label.ts'

/** A name that stands this far (bytes) behind a symbol or more says nothing about it any more. */
const SYMBOL_REACH = 0x1_0000

/** A stretch of addresses in which the same label is the smallest one; -1 where there is none. */
interface Stretches {
  readonly starts: Float64Array
  readonly labels: Int32Array
}

export class LabelTable {
  readonly #labels: readonly Label[]
  readonly #stretches: Stretches
  readonly #symbolNames: readonly string[]
  readonly #symbolStarts: Float64Array
  readonly #byName = new Map<string, { readonly address: bigint; readonly size: number }>()

  /**
   * `labels` may nest; of two that cover the same bytes the first gives the name. `symbols` have no known size: an
   * address takes the nearest one at or below it, unless that is 64 KiB away.
   */
  constructor(labels: readonly Label[], symbols: ReadonlyMap<string, bigint> = new Map()) {
    this.#labels = labels
    this.#stretches = stretchesOf(labels)
    const sorted = [...symbols].sort(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0))
    this.#symbolNames = sorted.map(([name]) => name)
    this.#symbolStarts = Float64Array.from(sorted, ([, address]) => Number(address))
    const places = [...labels, ...sorted.map(([name, address]) => ({ name, address, size: 1 }))]
    for (const { name, address, size } of places) {
      if (!this.#byName.has(name)) this.#byName.set(name, { address, size })
    }
  }

  /** As they were given. */
  get all(): readonly Label[] {
    return this.#labels
  }

  /** The names of the symbols. */
  get symbols(): readonly string[] {
    return this.#symbolNames
  }

  /** Where the symbol of exactly that name is. */
  symbolAddress(name: string): bigint | undefined {
    return this.#byName.get(name)?.address
  }

  /**
   * The name of the `size` bytes at `address`: a label (`h.flags`), a label and an offset (`arena0+0x20`), first and
   * last label where an access covers several whole ones (`h.flags..h.hash0`), a symbol and an offset, or the address
   * in hexadecimal.
   */
  nameOf(address: bigint | number, size = 1): string {
    const at = Number(address)
    const label = this.#labelAt(at)
    if (label === undefined) return this.#symbolAt(at)
    const offset = at - Number(label.address)
    if (offset !== 0) return `${label.name}+0x${offset.toString(16)}`
    if (size <= label.size) return label.name
    const last = this.#labelAt(at + size - 1)
    return last === undefined || last === label ? label.name : `${label.name}..${last.name}`
  }

  /**
   * Where a name is, in the forms that `nameOf` prints: a label or symbol, the same with `+0x…`, or a number with
   * `0x`. The size is the label's, less the offset; 1 for symbols and numbers. Throws `InputError` for any other name.
   */
  addressOf(name: string): { readonly address: bigint; readonly size: number } {
    const known = this.#byName.get(name)
    if (known !== undefined) return known
    if (/^0x[0-9a-f]{1,16}$/i.test(name)) return { address: BigInt(name), size: 1 }
    const [, base = '', distance = ''] = /^(.+)\+(0x[0-9a-f]{1,16}|\d{1,19})$/i.exec(name) ?? []
    const from = this.#byName.get(base)
    if (from === undefined) throw new InputError(this.#unknown(base === '' ? name : base))
    const offset = BigInt(distance)
    const left = BigInt(from.size) - offset
    return { address: from.address + offset, size: left > 0n ? Number(left) : 1 }
  }

  #labelAt(address: number): Label | undefined {
    const { starts, labels } = this.#stretches
    const stretch = lastAtOrBelow(starts, address)
    return stretch < 0 ? undefined : this.#labels[labels[stretch] ?? -1]
  }

  #symbolAt(address: number): string {
    const symbol = lastAtOrBelow(this.#symbolStarts, address)
    const offset = address - (this.#symbolStarts[symbol] ?? -Infinity)
    if (offset >= SYMBOL_REACH) return `0x${address.toString(16)}`
    const name = this.#symbolNames[symbol] ?? ''
    return offset === 0 ? name : `${name}+0x${offset.toString(16)}`
  }

  #unknown(name: string): string {
    const names = [...this.#byName.keys()]
    const near = nearNames(name, names)
    const quoted = (some: readonly string[]): string => some.map((other) => `\`${other}\``).join(', ')
    const hint = near.length > 0 ? `near it are ${quoted(near)}`
      : names.length > 0 ? `names look like ${quoted(names.slice(0, 5))}` : 'there are no labels at all'
    return `nothing here is called \`${name}\`: ${hint}; an address can be given in hexadecimal with 0x`
  }
}

/** Cuts nested labels into stretches by sweeping over them from the outside in. */
function stretchesOf(labels: readonly Label[]): Stretches {
  const order = labels.map((label, index) => ({
    index, from: Number(label.address), to: Number(label.address) + label.size,
  }))
  // Larger ones first, so that smaller ones lie on top of the stack; of equals the first label comes last.
  order.sort((a, b) => a.from - b.from || b.to - a.to || b.index - a.index)
  const starts: number[] = []
  const owners: number[] = []
  const open: { readonly index: number; readonly to: number }[] = []
  const begin = (at: number): void => {
    const owner = open.at(-1)?.index ?? -1
    if (starts.at(-1) === at) owners[owners.length - 1] = owner
    else {
      starts.push(at)
      owners.push(owner)
    }
  }
  const closeUpTo = (at: number): void => {
    for (let top = open.at(-1); top !== undefined && top.to <= at; top = open.at(-1)) {
      const { to } = top
      // A label below may end earlier where two overlap without nesting.
      while ((open.at(-1)?.to ?? Infinity) <= to) open.pop()
      begin(to)
    }
  }
  for (const { index, from, to } of order) {
    closeUpTo(from)
    open.push({ index, to })
    begin(from)
  }
  closeUpTo(Infinity)
  return { starts: Float64Array.from(starts), labels: Int32Array.from(owners) }
}
