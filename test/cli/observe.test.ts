import { describe, expect, test } from 'vitest'
import { fencepost } from './fencepost.ts'

describe('fencepost observe', () => {
  test('two inserts one after the other: each line changes hands once', async () => {
    const { status, stdout } = await fencepost(['observe', 'go/two-inserts-one-bucket', '--in-turn'])
    expect(status).toBe(0)
    // Three stores of each insert to the hmap: flags, count, flags. The second core takes the line with its first one.
    expect(stdout).toMatch(/^0x[0-9a-f]+ +\d+ +6 +1 +0 +0 +I M +h\.flags, /m)
    expect(stdout).toContain('no LOCKed instruction')
  })

  test('--json, with the outcome of that run', async () => {
    const { stdout } = await fencepost(['observe', 'sync/mutex', '--json', '--seed', '1'])
    const seen = JSON.parse(stdout) as { version: number; outcome: unknown; atomics: { compareAndSwaps: number }[] }
    expect(seen).toMatchObject({ version: 1, outcome: { fatal: null, n: '2', mutex: '0' } })
    expect(seen.atomics.some(({ compareAndSwaps }) => compareAndSwaps > 0)).toBe(true)
  })

  test('two orders at once are refused', async () => {
    const { status, stderr } = await fencepost(['observe', 'sync/mutex', '--in-turn', '--seed', '1'])
    expect([status, stderr]).toEqual([2, 'fencepost: observe: --in-turn leaves nothing to chance: leave out --seed\n'])
  })
})
