/** Random sequences of operations on one map. */
import { memhash64 } from '../../../src/go/memhash.ts'

/** Numbers of the operations as test/go/testdata/sequences.go has them. */
export const OPERATIONS = ['put', 'inc', 'del', 'get', 'length', 'sum'] as const

export interface Operation {
  /** Index into `OPERATIONS`. */
  readonly kind: number
  readonly key: bigint
  readonly value: bigint
}

export interface Sequence {
  /** `hmap.hash0`, 32 bits. */
  readonly seed: number
  readonly operations: readonly Operation[]
}

const PUT = 0
const DEL = 2

/** Sequence number `index`: always the same one. Every fourth fills chains and empties them, every fourth grows far. */
export function sequenceNumber(index: number): Sequence {
  const random = mulberry32(index + 1)
  const below = (n: number): number => Math.floor(random() * n)
  const seed = below(2 ** 32)
  switch (index % 4) {
    case 0: return { seed, operations: mixed(below, 40 + below(60), 4 + below(20), [4, 2, 3, 3, 1, 1]) }
    case 1: return { seed, operations: mixed(below, 60 + below(120), 30 + below(100), [8, 2, 2, 2, 0, 1]) }
    case 2: return { seed, operations: mixed(below, 150 + below(300), 2000, [16, 1, 2, 1, 0, 0.2]) }
    default: return { seed, operations: crowded(below, seed) }
  }
}

type Below = (n: number) => number

function mixed(below: Below, length: number, keys: number, weights: readonly number[]): Operation[] {
  return Array.from({ length }, () => operation(below, weighted(below, weights), BigInt(below(keys))))
}

/** Keys of one bucket after another, inserted and mostly deleted again: overflow buckets pile up, and the map stays small. */
function crowded(below: Below, seed: number): Operation[] {
  const operations: Operation[] = []
  let next = BigInt(below(1000))
  for (let bucket = 0; bucket < 4; bucket++) {
    const keys: bigint[] = []
    const wanted = 25 + below(20)
    for (; keys.length < wanted; next++) if ((memhash64(next, seed) & 7n) === BigInt(bucket)) keys.push(next)
    for (const key of keys) operations.push(operation(below, PUT, key))
    for (const key of keys) if (below(10) > 0) operations.push(operation(below, DEL, key))
  }
  return [...operations, ...mixed(below, 40, 60, [4, 1, 1, 2, 1, 1])]
}

function operation(below: Below, kind: number, key: bigint): Operation {
  return { kind, key, value: BigInt(below(2 ** 32)) * 0x1_0000_0001n }
}

function weighted(below: Below, weights: readonly number[]): number {
  let left = below(1 << 20) / (1 << 20) * weights.reduce((sum, weight) => sum + weight, 0)
  return Math.max(0, weights.findIndex((weight) => (left -= weight) < 0))
}

/** A small generator of numbers from 0 up to 1 (Tommy Ettinger's Mulberry32). */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
