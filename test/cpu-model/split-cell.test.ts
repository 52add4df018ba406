/** Tables go on, with smaller cells, where an access has cut one. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Buffers, type BufferId } from '../../src/cpu-model/buffers.ts'
import { Cells, CellSplit } from '../../src/cpu-model/cells.ts'
import { ConcurrentMemory, concurrentMemoryArrays } from '../../src/cpu-model/concurrent-memory.ts'
import { Memory, type MemoryId, type MemoryTable } from '../../src/cpu-model/memory.ts'
import { Stores, type StoreId } from '../../src/cpu-model/stores.ts'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'

const BYTES = 400

/** Byte n of memory holds this at first. */
const initialByte = (address: number): number => (address * 7) & 0xff

class Tables {
  readonly cells = new Cells(initialByte)
  readonly stores = new Stores(this.cells)
  readonly buffers = new Buffers(x86Tso, this.stores)
  readonly memory: MemoryTable

  constructor(makeMemory: (stores: Stores) => MemoryTable) {
    this.memory = makeMemory(this.stores)
  }

  /** Splits what the store cuts. */
  store(address: number, size: number, value: bigint): StoreId {
    for (;;) {
      try {
        return this.stores.intern({ address, size, value, nonTemporal: false, afterSfence: false })
      } catch (error) {
        if (!(error instanceof CellSplit)) throw error
        const splits = this.cells.split()
        expect(splits.length).toBeGreaterThan(0)
        for (const split of splits) {
          this.stores.split(split)
          this.buffers.split(split)
          this.memory.split(split)
        }
      }
    }
  }

  bytes(memory: MemoryId): number[] {
    return Array.from({ length: BYTES }, (_, address) => {
      const cell = this.cells.cellAt(address)
      if (cell === undefined) return initialByte(address)
      const value = this.cells.value(cell, this.memory.at(memory, cell))
      return Number((value >> BigInt(8 * (address - this.cells.address(cell)))) & 0xffn)
    })
  }

  held(buffer: BufferId): number[] {
    return Array.from({ length: this.cells.count }, (_, cell) => cell)
      .filter((cell) => ((this.buffers.cells(buffer, cell >> 5) >>> (cell & 31)) & 1) === 1)
  }
}

const access = fc.record({
  from: fc.nat(50), at: fc.nat(BYTES - 16), size: fc.constantFrom(1, 2, 4, 8, 16), value: fc.bigInt(0n, 3n), low: fc.boolean(),
})

const MEMORIES: readonly { readonly kind: string; readonly make: (stores: Stores) => MemoryTable }[] = [
  { kind: 'of one thread', make: (stores) => new Memory(stores) },
  { kind: 'that threads share', make: (stores) => new ConcurrentMemory(concurrentMemoryArrays(1 << 12, BYTES), stores) },
]

test.each(MEMORIES)('memories $kind hold what they held, and equal ones are one, whatever the accesses', ({ make }) => {
  fc.assert(fc.property(fc.array(access, { minLength: 1, maxLength: 60 }), (accesses) => {
    const tables = new Tables(make)
    // Touched whole first: what comes later cuts it.
    for (let at = 0; at < BYTES; at += 8) tables.store(at, 8, 1n)
    const contents: number[][] = [tables.bytes(0)]
    const ids = new Map([[contents[0]?.join(), 0]])
    const check = (): void => contents.forEach((content, memory) => expect(tables.bytes(memory)).toEqual(content))
    for (const { from, at, size, value, low } of accesses) {
      const memory = from % contents.length
      const cells = tables.cells.count
      const stored = BigInt.asUintN(8 * size, low ? value : value << BigInt(8 * size - 2))
      const store = tables.store(at, size, stored)
      if (tables.cells.count !== cells) check()
      const content = [...(contents[memory] ?? [])]
      for (let byte = 0; byte < size; byte++) content[at + byte] = Number((stored >> BigInt(8 * byte)) & 0xffn)
      const after = tables.memory.apply(memory, store)
      const known = ids.get(content.join())
      // A store of several cells makes memories on its way that are none of ours.
      if (known !== undefined) expect(after).toBe(known)
      for (let made = contents.length; made < tables.memory.size; made++) contents.push(tables.bytes(made))
      contents.forEach((one, id) => ids.set(one.join(), id))
      expect(contents[after]).toEqual(content)
      expect(ids.size).toBe(contents.length)
    }
    check()
  }), { numRuns: 30 })
})

test('buffers hold the cells of their stores', () => {
  fc.assert(fc.property(fc.array(access, { minLength: 1, maxLength: 30 }), (accesses) => {
    const tables = new Tables((stores) => new Memory(stores))
    const buffers = [0]
    for (const { from, at, size, value } of accesses) {
      const store = tables.store(at, size, value)
      buffers.push(tables.buffers.append(buffers[from % buffers.length] ?? 0, store))
    }
    for (const buffer of buffers) {
      const cells = tables.buffers.entries(buffer).flatMap((store) => tables.stores.cellsOf(store).cells)
      expect(tables.held(buffer)).toEqual([...new Set(cells)].sort((a, b) => a - b))
    }
    for (let store = 0; store < tables.stores.size; store++) {
      const { cells, indices, address, size, value } = tables.stores.entry(store)
      expect(cells).toEqual(tables.cells.resolve(address, size))
      const parts = cells.map((cell, i) => {
        const from = tables.cells.address(cell) - address
        return tables.cells.value(cell, indices[i] ?? 0) << BigInt(8 * from)
      })
      expect(parts.reduce((sum, part) => sum | part, 0n)).toBe(value)
      expect(tables.stores.onlyCell[store]).toBe(cells.length === 1 ? cells[0] : -1)
    }
  }), { numRuns: 60 })
})
