import { expect, test } from 'vitest'
import { HandedStates } from '../../../src/explore/parallel/handed-states.ts'

test('states come out in the order in which they went in, at the other end', () => {
  const here = new HandedStates()
  const there = new HandedStates(here.array)
  expect(there.take()).toBe(-1)
  for (let round = 0; round < 3; round++) {
    const given: number[] = []
    for (let index = 0; here.awaitRoom(0); index++) {
      here.add(index)
      given.push(index)
    }
    const taken: number[] = []
    for (let index = there.take(); index >= 0; index = there.take()) taken.push(index)
    expect(taken.length).toBeGreaterThan(1000)
    expect(taken).toEqual(given)
  }
})
