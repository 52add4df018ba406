import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InOrder } from '../../src/litmus/in-order.ts'

/** One result of a file, or (undefined) that there are no more: those of a file come in their order, files in any. */
type Event = { readonly index: number; readonly text?: string }

function printedOf(events: readonly Event[]): string[] {
  const printed: string[] = []
  const results = new InOrder((one) => { printed.push('text' in one ? one.text : one.error) })
  for (const { index, text } of events) {
    if (text === undefined) results.close(index)
    else results.put(index, { text })
  }
  return printed
}

test('what comes of the file whose turn it is is handed on at once, what comes of others waits', () => {
  expect(printedOf([{ index: 1, text: 'b' }, { index: 1 }, { index: 0, text: 'a' }])).toEqual(['a'])
  expect(printedOf([{ index: 1, text: 'b' }, { index: 1 }, { index: 0, text: 'a' }, { index: 0 }])).toEqual(['a', 'b'])
  expect(printedOf([{ index: 0 }, { index: 2, text: 'c' }, { index: 1, text: 'b' }])).toEqual(['b'])
})

test('any way in which threads take turns gives the order of the files', () => {
  const counts = fc.array(fc.nat(3), { minLength: 1, maxLength: 6 })
  fc.assert(fc.property(counts, fc.infiniteStream(fc.nat()), (files, choices) => {
    const queues = files.map((count, index): Event[] => [
      ...Array.from({ length: count }, (_, i) => ({ index, text: `${index}.${i}` })), { index },
    ])
    const expected = queues.flat().flatMap(({ text }) => text ?? [])
    const events: Event[] = []
    while (queues.some((queue) => queue.length > 0)) {
      const left = queues.filter((queue) => queue.length > 0)
      const taken = left[(choices.next().value ?? 0) % left.length]?.shift()
      if (taken) events.push(taken)
    }
    expect(printedOf(events)).toEqual(expected)
  }), { seed: 1 })
})
