import { expect, it } from 'vitest'
import { roundUpSize } from '../../src/go/size-classes.ts'

// runtime/sizeclasses.go of Go 1.22
it.each([
  [1, 8], [48, 48], [144, 144], [145, 160], [17 * 144, 2688], [34 * 144, 5376], [32768, 32768], [32769, 40960],
])('%d bytes take %d', (size, rounded) => {
  expect(roundUpSize(size)).toBe(rounded)
})
