import { expect, test } from 'vitest'
import { concurrentMemoryArrays, OutOfRoom } from '../../../src/cpu-model/concurrent-memory.ts'
import { ConcurrentStates, concurrentStatesArrays } from '../../../src/explore/parallel/concurrent-states.ts'
import { SharedCellSets } from '../../../src/explore/parallel/shared-cell-sets.ts'

const reliances = new SharedCellSets(concurrentMemoryArrays(16, 16))

function stateNumber(i: number): Int32Array {
  return Int32Array.of(i % 7, Math.floor(i / 7), i ^ 0x5555)
}

test('states keep their numbers while there come to be more slots, and equal ones are one, whoever adds them', () => {
  const arrays = concurrentStatesArrays(3, 1 << 12)
  const here = new ConcurrentStates(arrays, reliances)
  const there = new ConcurrentStates(arrays, reliances)
  const numbers: number[] = []
  let grown = 0
  for (let i = 0; i < 2000; i++) {
    const state = stateNumber(i)
    expect([here.find(state), there.find(state)]).toEqual([-1, -1])
    numbers.push(here.add(state, i - 1, 0, 0, 0, 0))
    // The other one has looked before it was there.
    if (i % 5 === 0) expect(there.add(state, i - 1, 0, 0, 0, 0)).toBe(-1 - (numbers[i] ?? 0))
    if (here.isCrowded) {
      here.grow()
      grown++
    }
  }
  expect(grown).toBeGreaterThan(0)
  expect([here.distinct, here.count]).toEqual([2000, 2400])
  numbers.forEach((number, i) => {
    expect([here.find(stateNumber(i)), there.find(stateNumber(i)), there.parent(number)]).toEqual([number, number, i - 1])
    expect(here.isUsed(number)).toBe(true)
  })
})

test('a number that was given out in vain keeps nobody waiting', () => {
  const states = new ConcurrentStates(concurrentStatesArrays(1, 1 << 8), reliances)
  const fill = (): void => {
    for (let i = 0; ; i++) {
      states.find(Int32Array.of(i))
      states.add(Int32Array.of(i), -1, 0, 0, 0, 0)
    }
  }
  expect(fill).toThrow(OutOfRoom)
  const last = states.count - 1
  expect([states.isUsed(last - 1), states.isUsed(last)]).toEqual([true, false])
})
