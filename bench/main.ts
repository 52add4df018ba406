/**
 * `npm run bench -- [--quick] [--filter TEXT] [--output FILE]`: runs every row in processes of their own, prints the table and
 * writes it to docs/performance.md (with `--filter` or `--quick` only where `--output` says). Exit status 1 when a row could not be
 * measured or has another number of outcomes than the other tools; a bar that is missed is printed as missed.
 */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { unicornVersion } from '../src/emu/unicorn.ts'
import type { Case, Measurement } from './case.ts'
import { CASES } from './cases.ts'
import { hasLitmusTests } from './litmus-directory.ts'
import { cells, markdown, medianRun, missed, type Result } from './table.ts'

const RUNS = 3
/** A run that waited this much for the machine is done again, so often. */
const DISTURBED = 1.3
const AGAIN = 2

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, filter: { type: 'string' }, output: { type: 'string' } },
})

/** measure.ts, put together as the program is (scripts/build-bench.js). */
const MEASURE = fileURLToPath(new URL('main.js', import.meta.url))

/** Node reads the certificates that this names whenever it starts, which takes as long as all the rest of starting it. */
const ENVIRONMENT = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_EXTRA_CA_CERTS'))

function runOnce(index: number, ...more: readonly string[]): Measurement | string {
  const args = ['--max-old-space-size=6144', MEASURE, String(index), ...more]
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env: ENVIRONMENT })
  if (status === 0) return JSON.parse(stdout) as Measurement
  const reason = /^\w*Error.*$|^FATAL ERROR.*$/m.exec(stderr)?.[0] ?? stderr.split('\n')[0] ?? ''
  return `ended with ${signal ?? String(status)}: ${reason}`
}

function problemWith(row: Case, { outcomes = 0, complete, bounds = [] }: Measurement): string | undefined {
  if (row.kind !== 'explore' || row.outcomes === undefined) return undefined
  if (complete !== true && outcomes <= row.outcomes) {
    return `NOT CHECKED: ${outcomes} of ${row.outcomes} outcomes when cut (${bounds.join(', ')})`
  }
  return outcomes === row.outcomes ? undefined : `WRONG: ${outcomes} outcomes, other tools find ${row.outcomes}`
}

function measureRow(row: Case): Result {
  if (row.kind === 'litmus' && !hasLitmusTests()) return { row, runs: [], problem: 'SKIPPED: the reference tests are absent' }
  const wanted = options.quick || row.once === true ? 1 : RUNS
  const runs: Measurement[] = []
  const alone: Measurement[] = []
  for (let again = 0; runs.length < wanted;) {
    const run = runOnce(CASES.indexOf(row))
    if (typeof run === 'string') return { row, runs: [], problem: run }
    const problem = problemWith(row, run)
    if (problem !== undefined) return { row, runs: [run], problem }
    if (run.wall > DISTURBED * run.cpu && wanted > 1 && again < AGAIN) again++
    else runs.push(run)
    if (row.bars.speedUp === undefined || runs.length === alone.length) continue
    const one = runOnce(CASES.indexOf(row), '1')
    if (typeof one === 'string') return { row, runs: [], problem: one }
    alone.push(one)
  }
  return { row, runs, alone }
}

const chosen = CASES.filter((row) => {
  const models = row.kind === 'explore' ? [row.model] : row.kind === 'litmus' ? row.models : []
  return options.filter === undefined || `${row.group} ${row.name} ${models.join(' ')}`.includes(options.filter)
})
if (chosen.length === 0) {
  console.error(`bench: no row has ${JSON.stringify(options.filter)} in its name`)
  process.exit(2)
}

const loads: number[] = []
const results = chosen.map((row, index) => {
  const result = measureRow(row)
  loads.push(loadavg()[0] ?? 0)
  console.error(`${index + 1}/${chosen.length}  ${cells(result).join('  ')}`)
  return result
})

const table = markdown(results)
console.log(table)
for (const result of results) {
  const bars = missed(result)
  if (bars.length > 0) console.log(`missed: ${cells(result).slice(0, 2).join(', ')}: ${bars.join(', ')}`)
}
const failed = results.filter(({ problem }) => problem !== undefined && !problem.startsWith('SKIPPED'))
for (const { row, problem } of failed) console.error(`FAILED: ${row.name}: ${problem ?? ''}`)

const output = options.output ?? (options.quick || options.filter !== undefined ? undefined : 'docs/performance.md')
if (output !== undefined) writeFileSync(output, page())
process.exitCode = failed.length > 0 ? 1 : 0

function page(): string {
  const processors = cpus()
  const misses = results.filter((result) => missed(result).length > 0).length
  const busy = Math.max(...loads)
  const disturbed = results.flatMap(({ runs }) => medianRun(runs) ?? []).filter(({ wall, cpu }) => wall > DISTURBED * cpu).length
  const seconds = options.quick
    ? 'those of one run'
    : `the median of ${RUNS} runs (one where the time is a bound or only counts matter)`
  return `# Performance

Written by \`npm run bench\`. Measured on ${new Date().toISOString().slice(0, 10)} with \
${processors[0]?.model.trim() ?? 'an unknown CPU'}, \
${processors.length} cores,
${(totalmem() / 2 ** 30).toFixed(0)} GiB of memory, Node ${process.version}, libunicorn ${unicornVersion().version}. \
Load average while measuring: up to ${busy.toFixed(1)}; ${disturbed} of ${results.length} rows waited for the CPU.

* Each run has a process of its own: nothing is warm. Seconds are ${seconds}, from the
  built scenario to the set of outcomes. They are wall-clock time, or the CPU time of the process where that is less: on a busy
  machine a run waits. \`fencepost demo\` is wall-clock time from the shell.
* What is measured is put together as the program is, with V8's code of it and its flags (\`docs/decisions/0008-start-up.md\`).
* \`NODE_EXTRA_CA_CERTS\` is not set: Node 20 reads those certificates whenever it starts, and takes twice as long.
* Transitions are those of the last pass; a fused one counts once.
* Bytes a state: (peak resident memory − resident before the search) / stored states, from a million states on.
* Rates are asked of searches with at least a million transitions: shorter ones are spent on filling the automata.
* A search that ends by its time limit says "cut" (wall-clock seconds) and is no proof of anything.
* Rows with a known number of outcomes (sbfull-5: 506,685; gomap-2: 82 under every model) fail the bench when theirs
  differs, or when the search was cut before it could be compared.
* "Reductions" counts what each of the nine rules of \`src/explore/reductions.ts\` saves, alone and when it is left out;
  \`dead\` is used from the first state on there.

${misses} of ${results.length} rows miss a bar.

${table}
`
}
