// Prints `N passed, N failed[, N skipped]` from the report that vitest's JSON reporter wrote. A test file that could not even
// be loaded has no tests in it and counts as one failure. Exit status 1 when anything failed or nothing ran.
import { readFileSync } from 'node:fs'

const file = process.argv[2]
if (file === undefined) {
  console.error('usage: node scripts/test-totals.js VITEST.json')
  process.exit(2)
}
const report = JSON.parse(readFileSync(file, 'utf8'))
const unloaded = report.testResults.filter((f) => f.status === 'failed' && f.assertionResults.length === 0).length
const passed = report.numPassedTests
const failed = report.numFailedTests + unloaded
const skipped = report.numPendingTests + report.numTodoTests
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
