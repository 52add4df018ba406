import { expect, it } from 'vitest'
import { outcomeText } from '../../src/export/outcome-text.ts'

it.each<[unknown, string]>([
  [{ fatal: null, keys: [7n, 9n], count: 2n }, 'fatal: none, keys: [7, 9], count: 2'],
  [{ fatal: { core: 1, check: 'first' } }, 'fatal: { core: 1, check: first }'],
  [{ doesNotTerminate: [0, 1] }, 'doesNotTerminate: [0, 1]'],
  ['x=1', 'x=1'],
  [true, 'true'],
])('%# gives one line', (outcome, text) => {
  expect(outcomeText(outcome)).toBe(text)
})
