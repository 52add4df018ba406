import { describe, expect, test } from 'vitest'
import type { BufferedStore, MemoryModel } from '../../src/cpu-model/model.ts'
import { MODEL_NAMES, modelNamed, MODELS } from '../../src/cpu-model/models.ts'
import { pso } from '../../src/cpu-model/pso.ts'
import { relaxed } from '../../src/cpu-model/relaxed.ts'
import { sc } from '../../src/cpu-model/sc.ts'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'

/**
 * A buffer as text, oldest first: `Wx Wy` are two stores of 8 bytes, `Nx` is non-temporal, `|` an SFENCE between its neighbours,
 * `Wx+4:2` a store of 2 bytes at x + 4.
 */
function buffer(text: string): BufferedStore[] {
  let afterSfence = false
  return text.split(' ').flatMap((word) => {
    if (word === '|') {
      afterSfence = true
      return []
    }
    const match = /^([WN])([xyz])(?:\+(\d))?(?::(\d+))?$/.exec(word)
    if (!match) throw new Error(word)
    const address = { x: 0x100, y: 0x200, z: 0x300 }[match[2] ?? ''] ?? 0
    const store = {
      address: address + Number(match[3] ?? 0), size: Number(match[4] ?? 8), nonTemporal: match[1] === 'N', afterSfence,
    }
    afterSfence = false
    return [store]
  })
}

/** Positions that may drain first. */
function mayDrain(model: MemoryModel, text: string): number[] {
  const stores = buffer(text)
  return stores.flatMap((_, index) => (model.mayDrain(stores, index) ? [index] : []))
}

const ALL = [0, 1, 2]

describe.each([
  // buffer, sc, x86-tso, pso and relaxed
  ['Wx', [0], [0], [0]],
  ['Wx Wy Wz', [0], [0], ALL],
  ['Wx Wx', [0], [0], [0]],
  ['Wx Wy Wx', [0], [0], [0, 1]],
  // Overlap counts, not equality.
  ['Wx Wx+4:4 Wy', [0], [0], [0, 2]],
  ['Wx:4 Wx+4:4', [0], [0], [0, 1]],
  ['Wx+4:4 Wx', [0], [0], [0]],
  // SFENCE: nothing of a later epoch drains before all of the earlier one.
  ['Wx | Wy', [0], [0], [0]],
  ['Wx Wy | Wz', [0], [0], [0, 1]],
  ['Wx | Wy Wz', [0], [0], [0]],
  // An SFENCE before the oldest entry orders nothing any more.
  ['| Wx Wy', [0], [0], [0, 1]],
  // Non-temporal stores pass, and are passed by, what does not overlap.
  ['Wx Ny', [0], [0, 1], [0, 1]],
  ['Nx Wy', [0], [0, 1], [0, 1]],
  ['Nx Ny Nz', [0], ALL, ALL],
  ['Nx Wx', [0], [0], [0]],
  ['Wx Nx', [0], [0], [0]],
  ['Wx Nx+7:1', [0], [0], [0]],
  // … but an ordinary store between two ordinary ones keeps its place.
  ['Wx Ny Wz', [0], [0, 1], ALL],
  ['Nx Wy Wz', [0], [0, 1], ALL],
  ['Nx | Wy', [0], [0], [0]],
  ['Wx | Ny', [0], [0], [0]],
])('%s may drain at', (text, underSc, underTso, underPso) => {
  const expectations = [[sc, underSc], [x86Tso, underTso], [pso, underPso], [relaxed, underPso]] as const
  test.each(expectations)('$name', (model, expected) => {
    expect(mayDrain(model, text)).toEqual(expected)
  })
})

test('from the strongest model to the weakest', () => {
  expect(MODELS.map((model) => model.name)).toEqual(['sc', 'x86-tso', 'pso', 'relaxed'])
  expect(MODEL_NAMES).toEqual(['sc', 'x86-tso', 'pso', 'relaxed'])
})

test('only sc makes a core wait for its buffer, only relaxed looks back', () => {
  expect(MODELS.filter((model) => model.execNeedsEmptyBuffer)).toEqual([sc])
  expect(MODELS.filter((model) => model.loadsFromHistory)).toEqual([relaxed])
})

test('a model by its name', () => {
  expect(modelNamed('x86-tso')).toBe(x86Tso)
  expect(() => modelNamed('tso')).toThrow('unknown model "tso": expected one of sc, x86-tso, pso, relaxed')
})
