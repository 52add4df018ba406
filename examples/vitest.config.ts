import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // A search takes what it takes: seconds for Go's map on a busy machine.
    testTimeout: 60_000,
  },
})
