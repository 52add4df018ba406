/** Bits of each number at first. */
const FIRST_BITS = 8
/** Of a non-negative number. */
const MOST_BITS = 31

/** How records of a few non-negative integers lie in words: one behind the other, across the borders of words, each with bits enough. */
export class Packing {
  /** Words of a record. */
  readonly words: number
  readonly #fields: number
  /** By number of a record: its bits, and the first of them. */
  readonly #bits: Uint8Array
  readonly #at: Uint16Array

  private constructor(bits: Uint8Array) {
    this.#fields = bits.length
    this.#bits = bits
    this.#at = new Uint16Array(bits.length)
    let end = 0
    bits.forEach((width, field) => {
      this.#at[field] = end
      end += width
    })
    this.words = Math.ceil(end / 32)
  }

  /** For `fields` numbers, none of which is large yet. */
  static of(fields: number): Packing {
    return new Packing(new Uint8Array(fields).fill(FIRST_BITS))
  }

  /**
   * One with room for `record`, and to spare, and for records of which no number has other bits than in `used`. The bits that the last
   * word has left are handed out, so that numbers seldom need more.
   */
  widened(record: Int32Array, used: Int32Array): Packing {
    const bits = this.#bits.map((had, field) => {
      const needed = 32 - Math.clz32((used[field] ?? 0) | (record[field] ?? 0))
      return needed <= had ? needed : Math.min(needed + 1, MOST_BITS)
    })
    let left = -bits.reduce((sum, width) => sum + width, 0) & 31
    for (let field = 0; left > 0 && bits.some((width) => width < MOST_BITS); field = (field + 1) % bits.length) {
      const width = bits[field] ?? 0
      if (width === MOST_BITS) continue
      bits[field] = width + 1
      left--
    }
    return new Packing(bits)
  }

  /** Puts `record` into the first `words` words of `into`. False when one of its numbers has too few bits. */
  pack(record: Int32Array, into: Int32Array): boolean {
    for (let word = 0; word < this.words; word++) into[word] = 0
    for (let field = 0; field < this.#fields; field++) {
      const value = record[field] ?? 0
      const bits = this.#bits[field] ?? 0
      if (value >>> bits !== 0) return false
      const at = this.#at[field] ?? 0
      const word = at >> 5
      const shift = at & 31
      into[word] = (into[word] ?? 0) | (value << shift)
      if (shift + bits > 32) into[word + 1] = value >>> (32 - shift)
    }
    return true
  }

  /** The record that lies in `words` from `from` on. */
  unpack(words: Int32Array, from: number, record: Int32Array): void {
    for (let field = 0; field < this.#fields; field++) {
      const bits = this.#bits[field] ?? 0
      const at = this.#at[field] ?? 0
      const word = from + (at >> 5)
      const shift = at & 31
      let value = (words[word] ?? 0) >>> shift
      if (shift + bits > 32) value |= (words[word + 1] ?? 0) << (32 - shift)
      record[field] = value & ((1 << bits) - 1)
    }
  }
}
