import { beforeAll, describe, expect, it } from 'vitest'
import { fencepost, type Answer } from './fencepost.ts'

describe('demo', () => {
  let answer: Answer
  beforeAll(async () => {
    answer = await fencepost(['demo'])
  })

  const row = (title: string): string[] => {
    const line = answer.stdout.split('\n').find((text) => new RegExp(`^ *\\d+× +${title} {2,}`).test(text))
    return line?.split(/ {2,}/).slice(-4) ?? []
  }

  it('ends well, in 80 columns, without colours in a pipe', () => {
    expect(answer).toMatchObject({ status: 0, stderr: '' })
    expect(answer.stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
    expect(answer.stdout).not.toContain('\x1b')
  })

  it('two inserts: every outcome of the issue, under every model', () => {
    for (const title of [
      'both keys, count 2: as it should be', 'both keys, count 1', 'one key lost, count 1', 'one key lost, count 2',
      'one key lost, the other has its value, count 1', 'one key lost, the other has its value, count 2',
      "fatal at an insert's first check", "fatal at an insert's second check",
    ]) expect(row(title), title).toEqual(['✓', '✓', '✓', '✓'])
  })

  it('insert, then look across: both lookups miss under no other model than x86-tso and weaker ones', () => {
    expect(row('both lookups miss')).toEqual(['–', '✓', '✓', '✓'])
    expect(row('one finds, one misses')).toEqual(['✓', '✓', '✓', '✓'])
  })

  it('shows a witness of each, and why', () => {
    expect(answer.stdout).toMatch(/^A lost insert that no check notices \(sc, \d+ transitions\)$/m)
    expect(answer.stdout).toMatch(/^Both keys are inserted, and yet both lookups miss \(x86-tso, \d+ transitions\)$/m)
    expect(answer.stdout).toMatch(/ ● 1st check +MOVBLZX 8\(BX\), CX +h\.flags is 0$/m)
    expect(answer.stdout.match(/^Why: /gm)).toHaveLength(2)
  })

  it('says of every search whether it came to its end, and what to type next', () => {
    for (const model of ['sc', 'x86-tso', 'pso', 'relaxed']) {
      const ends = answer.stdout.match(new RegExp(`^${model}: (\\d+ outcomes, complete|INCOMPLETE \\(.*\\));`, 'gm'))
      expect(ends, model).toHaveLength(2)
    }
    expect(answer.stdout).toContain('fencepost explore go/two-inserts-one-bucket')
  })
})
