import { describe, expect, test } from 'vitest'
import { goListings } from '../../src/scenario/go/go-scenario.ts'
import { compareSequences } from './sequences/compare.ts'
import { GO_ABSENT, goForTests } from './toolchain.ts'

const go = await goForTests()
if (go === undefined) process.stdout.write(`${GO_ABSENT}\n`)

/** test/go/sequences/run.ts compares 10,000. */
const COUNT = 200

describe.skipIf(go === undefined)('random sequences on a map, in real Go and emulated', () => {
  test('results, header and buckets are the same after every operation', async () => {
    if (go === undefined) return
    const { deviations, coverage } = await compareSequences(go, COUNT)
    expect(deviations).toEqual([])
    expect(coverage.doublings).toBeGreaterThan(COUNT)
    expect(coverage.sameSizeGrowths).toBeGreaterThan(COUNT / 4)
    expect(coverage.withOverflow).toBeGreaterThan(COUNT / 4)
    expect(coverage.largestB).toBeGreaterThanOrEqual(6)
  }, 180_000)

  test('a listing that forgets one store goes another way', async () => {
    if (go === undefined) return
    // hashGrow: h.noverflow = 0 (map.go:1075).
    const store = /\tMOVW \$0, 10\(\w+\) .*\n/
    const listings = (await goListings()).map((source) => ({ ...source, text: source.text.replace(store, '') }))
    expect(listings.map(({ text }) => text)).not.toEqual((await goListings()).map(({ text }) => text))
    const { deviations } = await compareSequences(go, 40, listings)
    expect(deviations.length).toBeGreaterThan(0)
    expect(deviations.every(({ code }) => code === 'listings')).toBe(true)
  }, 180_000)
})
