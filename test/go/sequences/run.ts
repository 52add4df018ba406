/** Compares as many sequences as the command line says with real Go, and prints the figures. */
import { goForTests } from '../toolchain.ts'
import { compareSequences } from './compare.ts'

const go = await goForTests()
if (go === undefined) throw new Error('Go 1.22 is not installed: make references')
const count = Number(process.argv[2] ?? 10_000)
const started = performance.now()
const { sequences, deviations, coverage } = await compareSequences(go, count)
const seconds = ((performance.now() - started) / 1000).toFixed(1)
process.stdout.write(`${sequences} sequences, ${coverage.operations} operations in ${seconds} s: `
  + `${deviations.length} differences\n`)
process.stdout.write(`${coverage.doublings} doublings up to B = ${coverage.largestB}, ${coverage.sameSizeGrowths} growths `
  + `to the same size, ${coverage.withOverflow} sequences with overflow buckets\n`)
for (const { code, sequence, operation } of deviations.slice(0, 10)) {
  process.stdout.write(`sequence ${sequence} with the ${code}: differs after operation ${operation}\n`)
}
process.exitCode = deviations.length === 0 ? 0 : 1
