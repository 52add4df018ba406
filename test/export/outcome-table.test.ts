import { describe, expect, it } from 'vitest'
import { outcomeTable, type Verdict } from '../../src/export/outcome-table.ts'

const plain = { bold: (t: string) => t, dim: (t: string) => t, good: (t: string) => t, unsure: (t: string) => t }
const yes: Verdict = { kind: 'reached', mark: '✓' }
const no: Verdict = { kind: 'forbidden' }
const unknown: Verdict = { kind: 'unknown' }

describe('outcomeTable', () => {
  it('a mark where it is reached, – where it is forbidden, ? where the search was cut short', () => {
    const rows = [
      { number: '1', title: 'r1=0, r2=0', verdicts: [no, yes, unknown] },
      { number: '12', title: 'r1=1, r2=1', verdicts: [yes, yes, yes] },
    ]
    expect(outcomeTable('SB', ['sc', 'x86-tso', 'pso'], rows, 80, plain)).toBe(
      [
        '    SB                        sc  x86-tso  pso',
        '──────────────────────────────────────────────',
        ' 1  r1=0, r2=0                –      ✓      ?',
        '12  r1=1, r2=1                ✓      ✓      ✓',
        '',
      ].join('\n'),
    )
  })

  it('a title that is too long goes on in the next line', () => {
    const rows = [{ number: '1', title: 'the quick brown fox jumps over the lazy dog', verdicts: [yes] }]
    const lines = outcomeTable('', ['sc'], rows, 40, plain).split('\n')
    expect(lines.slice(2)).toEqual(['1  the quick brown fox jumps over     ✓', '     the lazy dog', ''])
    expect(lines.filter((line) => line.length > 40)).toEqual([])
  })
})
