/**
 * The runner against four oracles: the papers' programs with their numbers of outcomes, machine states and runs, herdtools7's
 * catalogue, the reference tests with their sets of final states in all four models, and our own tests of SFENCE, LFENCE and
 * MOVNTI. And the models against each other: each allows all that a stronger one does.
 */
import { describe, expect, it } from 'vitest'
import { MODELS, modelNamed } from '../../src/cpu-model/models.ts'
import type { ExploreOptions } from '../../src/explore/explore.ts'
import { NO_REDUCTIONS } from '../../src/explore/reductions.ts'
import { parseLitmus } from '../../src/litmus/parse.ts'
import { loadLitmusRunner, type LitmusRun, type PreparedTest } from '../../src/litmus/run.ts'
import { HERD_TESTS, PAPER_TESTS, catalogueLitmus, type PaperTest } from './catalogue.ts'
import { countRuns } from './count-runs.ts'
import { REFERENCES_ABSENT, REFERENCE_COUNT, loadOwnTests, loadReferences, type Reference } from './references.ts'

const runner = await loadLitmusRunner()
const references = loadReferences()
const inTheTable = ['sc', 'x86-tso', 'pso'] as const

/** Gives `use` the prepared test, and frees its engines afterwards. */
function withTest<T>(file: string, text: string, use: (prepared: PreparedTest) => T): T {
  const prepared = runner.prepare(parseLitmus(file, text))
  try {
    return use(prepared)
  } finally {
    prepared.close()
  }
}

function runInEveryModel(file: string, text: string, options?: ExploreOptions): ReadonlyMap<string, LitmusRun> {
  return withTest(file, text, (prepared) => new Map(MODELS.map((model) => [model.name, prepared.run(model, options)])))
}

function stateTexts(run: LitmusRun | undefined): string[] {
  return (run?.states ?? []).map(({ text }) => text).sort()
}

/** SC ⊆ x86-TSO ⊆ PSO ⊆ relaxed, and every search came to its end. */
function expectInclusion(runs: ReadonlyMap<string, LitmusRun>): void {
  let stronger: string[] = []
  for (const [model, run] of runs) {
    expect(run.complete, model).toBe(true)
    const states = stateTexts(run)
    expect(states, model).toEqual(expect.arrayContaining(stronger))
    stronger = states
  }
}

describe('the programs of the papers', () => {
  it.each(PAPER_TESTS)('$name: verdict and number of outcomes', (entry) => {
    const runs = runInEveryModel(entry.name, catalogueLitmus(entry))
    for (const model of inTheTable) {
      const run = runs.get(model)
      expect(run?.positive === 0 ? 'F' : 'A', model).toBe(entry.verdict[model])
      expect(run?.states.length, model).toBe(entry.outcomes[model])
    }
    expectInclusion(runs)
  })

  it.each(PAPER_TESTS)('$name: states and runs of the search without reductions', (entry) => {
    withTest(entry.name, withoutLockedResult(entry), (prepared) => {
      for (const name of ['x86-tso', 'pso'] as const) {
        const run = prepared.run(modelNamed(name), { reductions: NO_REDUCTIONS })
        expect(run.machineStates, name).toBe(entry.states[name])
        expect(countRuns(run.machine), name).toBe(BigInt(entry.runs[name]))
        // Sleep sets save transitions, not states.
        const asleep = prepared.run(modelNamed(name), { reductions: { ...NO_REDUCTIONS, sleep: true } })
        expect(asleep.machineStates, name).toBe(entry.states[name])
        expect(asleep.transitions, name).toBeLessThanOrEqual(run.transitions)
      }
    })
  })
})

/** The table's LOCKed write leaves nothing in a register: every one of them writes 1 over 0 or 1, which OR does as well. */
function withoutLockedResult(entry: PaperTest): string {
  const values = new Set(entry.cores.flat().flatMap((step) => (step[0] === 'A' ? [step[2]] : [])))
  expect([...values].every((value) => value === 1)).toBe(true)
  return catalogueLitmus(entry).replaceAll('xchgl %r15d,', 'lock orl %r15d,')
}

describe('the catalogue of herdtools7', () => {
  it.each(HERD_TESTS)('$name is $verdict under x86-tso', (entry) => {
    const runs = runInEveryModel(entry.name, catalogueLitmus(entry))
    expect(runs.get('x86-tso')?.positive === 0 ? 'F' : 'A').toBe(entry.verdict)
    expectInclusion(runs)
  })
})

describe('the reference tests', () => {
  if (references.length === 0) {
    it.skip('have the final states of the references', () => undefined)
    process.stdout.write(`${REFERENCES_ABSENT}\n`)
    return
  }

  it(`are ${REFERENCE_COUNT}`, () => {
    expect(references).toHaveLength(REFERENCE_COUNT)
  })

  it.each(references)('$name', (reference) => {
    agreesInEveryModel(reference)
  })
})

describe('our own tests of SFENCE, LFENCE and MOVNTI', () => {
  it.each(loadOwnTests())('$name', (test) => {
    agreesInEveryModel(test)
    agreesInEveryModel(test, { reductions: NO_REDUCTIONS })
  })
})

function agreesInEveryModel(reference: Reference, options?: ExploreOptions): void {
  const runs = runInEveryModel(reference.file, reference.text, options)
  for (const [model, states] of Object.entries(reference.states)) {
    expect(stateTexts(runs.get(model)), model).toStrictEqual(states)
    expect(runs.get(model)?.doesNotTerminate, model).toStrictEqual([])
  }
  expectInclusion(runs)
}
