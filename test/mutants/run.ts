/**
 * Breaks one rule at a time in a copy of the tree and runs the litmus and property tests on it until one fails. Prints the table
 * of `docs/mutants.md`; exits with 1 when a mutant survives that should not.
 *
 *     node --import ./scripts/run-typescript.js test/mutants/run.ts [WORD]… > docs/mutants.md
 *
 * With WORDs only the mutants whose rule contains one of them.
 */
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MUTANTS, type Mutant } from './mutants.ts'

/** In this order, those that a mutant names before the others: the first failure is what the table names. */
const TESTS = [
  'test/litmus/conformance.test.ts',
  'test/explore/naive.property.test.ts',
  'test/explore/fixtures.test.ts',
  'test/explore/non-termination.test.ts',
  'test/explore/reductions.property.test.ts',
  'test/explore/buffering.property.test.ts',
  'test/explore/symmetry.test.ts',
  'test/explore/symmetry.property.test.ts',
  'test/explore/revisions.property.test.ts',
  'test/explore/cuts.property.test.ts',
  'test/machine/split-cells.property.test.ts',
]

/** A mutant of the search may never come to an end. */
const LIMIT_MILLISECONDS = 120_000

/** A table must come out the same twice. */
const SEED = '1'

const root = fileURLToPath(new URL('../..', import.meta.url))

type Verdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly test: string }
  | { readonly kind: 'hung' }

async function main(words: readonly string[]): Promise<void> {
  const chosen = MUTANTS.filter(({ rule }) => words.length === 0 || words.some((word) => rule.includes(word)))
  const copy = copyTree()
  let survivors = 0
  try {
    for (const mutant of chosen) original(copy, mutant)
    process.stdout.write(HEAD)
    for (const mutant of chosen) {
      const caught = await firstFailure(copy, mutant)
      if (caught === undefined && mutant.equivalent === undefined) survivors++
      process.stdout.write(`| ${mutant.rule} | \`${mutant.file}\` | ${caught ?? survivorText(mutant)} |\n`)
    }
  } finally {
    rmSync(dirname(copy), { recursive: true })
  }
  process.stdout.write(`\n${chosen.length} mutants, ${survivors} survived.\n`)
  process.exitCode = survivors > 0 ? 1 : 0
}

const HEAD = `# Mutants

Each line breaks one rule of the memory models or of the search, in a copy of the tree, and names the first litmus or
property test that fails for it: those that are about the rule are run first. Made by
\`node --import ./scripts/run-typescript.js test/mutants/run.ts > docs/mutants.md\`, with the seed of the random
programs fixed and without the reference tests.

| broken rule | in | first test that fails |
| --- | --- | --- |
`

function survivorText({ equivalent }: Mutant): string {
  return equivalent === undefined ? '**none**' : `none can: ${equivalent}`
}

function copyTree(): string {
  const copy = join(mkdtempSync(join(tmpdir(), 'fencepost-mutants-')), 'tree')
  for (const part of ['src', 'asm', 'test', 'package.json', 'tsconfig.json', 'vitest.config.ts']) {
    cpSync(join(root, part), join(copy, part), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

/** The text of the mutant's file. Throws when the mutant no longer fits it. */
function original(copy: string, { rule, file, find }: Mutant): string {
  const text = readFileSync(join(copy, file), 'utf8')
  const count = text.split(find).length - 1
  if (count !== 1) throw new Error(`mutant "${rule}": ${file} has ${count} times, and not once: ${find}`)
  return text
}

/** The first test that fails for the mutant, with its file; undefined when all pass. */
async function firstFailure(copy: string, mutant: Mutant): Promise<string | undefined> {
  const { file, find, replace } = mutant
  const path = join(copy, file)
  const before = original(copy, mutant)
  writeFileSync(path, before.replace(find, () => replace))
  try {
    const near = mutant.tests?.map((name) => `test/explore/${name}.test.ts`) ?? []
    for (const test of new Set([...near, ...TESTS])) {
      const verdict = await runTest(copy, test)
      const name = test.replace(/^.*\/|\.test\.ts$/g, '')
      if (verdict.kind === 'hung') return `${name}: does not end`
      if (verdict.kind === 'failed') return `${name}: ${verdict.test}`
    }
    return undefined
  } finally {
    writeFileSync(path, before)
  }
}

function runTest(copy: string, test: string): Promise<Verdict> {
  const report = join(copy, 'report.json')
  const args = ['vitest', 'run', '--bail', '1', '--reporter', 'json', '--outputFile', report, test]
  const env = { ...process.env, FENCEPOST_SEED: SEED }
  // A group of its own: a test that hangs does so in a process that vitest starts.
  const child = spawn('npx', args, { cwd: copy, env, stdio: 'ignore', detached: true })
  return new Promise((resolve, reject) => {
    let hung = false
    const timer = setTimeout(() => {
      hung = true
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }, LIMIT_MILLISECONDS)
    child.on('error', reject)
    child.on('exit', (code) => {
      clearTimeout(timer)
      if (hung) resolve({ kind: 'hung' })
      else if (code === 0) resolve({ kind: 'passed' })
      else resolve({ kind: 'failed', test: failureIn(report) })
    })
  })
}

interface Assertion {
  readonly fullName: string
  readonly status: string
  readonly failureMessages: readonly string[]
}

interface Report {
  readonly testResults: readonly { readonly message: string; readonly assertionResults: readonly Assertion[] }[]
}

function failureIn(report: string): string {
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report
  const failed = testResults.flatMap((file) => file.assertionResults).find(({ status }) => status === 'failed')
  if (failed === undefined) throw new Error(`the mutant does not load: ${testResults[0]?.message ?? 'no report'}`)
  // A slow machine is no verdict.
  if (failed.failureMessages.some((message) => message.includes('timed out'))) return `${failed.fullName} (timed out)`
  return failed.fullName
}

await main(process.argv.slice(2))
