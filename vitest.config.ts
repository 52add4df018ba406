import { defineConfig } from 'vitest/config'

/** Where `.ci/run` finds the totals of a run; written only there. */
const TOTALS = 'node_modules/.cache/vitest.json'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Native callbacks and Unicorn's 1 GB of address space per engine want a process of their own, not a worker thread.
    pool: 'forks',
    // A test has one job and takes milliseconds; explorations and the start of WebAssembly assemblers take longest.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // What a test polls for comes from another process, which may have to wait for the machine.
    expect: { poll: { timeout: 10_000 } },
    reporters: process.env['CI'] ? ['default', ['json', { outputFile: TOTALS }]] : ['default'],
  },
})
