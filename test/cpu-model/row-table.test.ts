import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RowTable } from '../../src/cpu-model/row-table.ts'

test('equal rows have equal numbers, whatever way they were made (against a Map)', () => {
  const change = fc.record({ from: fc.nat(200), column: fc.nat(40), value: fc.nat(3) })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
      const table = new RowTable()
      const contents: number[][] = [[]]
      const numbers = new Map([['', 0]])
      for (const { from, column, value } of changes) {
        const row = from % contents.length
        const content = Array.from({ length: 41 }, (_, i) => (i === column ? value : (contents[row]?.[i] ?? 0)))
        const key = content.every((v) => v === 0) ? '' : content.join()
        const expected = numbers.get(key) ?? contents.length
        expect(table.with(row, column, value)).toBe(expected)
        if (numbers.has(key)) continue
        numbers.set(key, expected)
        contents.push(content)
      }
      expect(table.size).toBe(contents.length)
      contents.forEach((content, row) => {
        for (let i = 0; i < 41; i++) expect(table.at(row, i)).toBe(content[i] ?? 0)
      })
    }),
  )
})

test('several columns changed at once give the row that they give one after the other', () => {
  const changes = fc.uniqueArray(fc.tuple(fc.nat(40), fc.nat(2)), { maxLength: 12, selector: ([column]) => column })
  fc.assert(fc.property(fc.array(changes, { maxLength: 30 }), (all) => {
    const table = new RowTable()
    let row = 0
    for (const some of all) {
      const columns = Int32Array.from(some, ([column]) => column)
      const values = Int32Array.from(some, ([, value]) => value)
      const together = table.withAll(row, columns, values, some.length)
      row = some.reduce((from, [column, value]) => table.with(from, column, value), row)
      expect(together).toBe(row)
    }
  }))
})
