/** Every witness that an exploration gives opens: as a run, in the stepper's terms, and as a trace in each format. */
import { afterAll, describe, expect, test } from 'vitest'
import { modelNamed } from '../../src/cpu-model/models.ts'
import { exploreAll } from '../../src/explore/explore.ts'
import { outcomeKey } from '../../src/explore/outcome.ts'
import { takeTrap } from '../../src/explore/run-outcome.ts'
import { TRACE_FORMATS } from '../../src/export/trace/formats.ts'
import { witnessText } from '../../src/export/witness-text.ts'
import { Machine } from '../../src/machine/machine.ts'
import { Run } from '../../src/machine/run.ts'
import { parseWitness, replay } from '../../src/machine/witness.ts'
import { SteppedRun } from '../../src/observe/stepped-run.ts'
import { schedulePlan } from '../../src/observe/trace/plans.ts'
import { traceRun } from '../../src/observe/trace/trace-run.ts'
import { scenarioNamed } from '../../src/scenario/catalogue.ts'
import { loadScenario } from '../../src/scenario/scenario.ts'
import { faultsOf } from '../export/trace/schema.ts'

const loads = new Map(await Promise.all(['go/two-inserts-one-bucket', 'go/insert-then-look-across'].map(async (name) =>
  [name, await loadScenario(scenarioNamed(name))] as const)))
afterAll(() => loads.forEach((loaded) => loaded.close()))

describe.each([...loads.keys()])('%s', (name) => {
  test.each(['x86-tso', 'pso'])('under %s', (model) => {
    const loaded = loads.get(name)
    if (!loaded) throw new Error(`no ${name}`)
    const exploration = exploreAll(loaded, modelNamed(model))
    expect(exploration.complete).toBe(true)
    expect(exploration.outcomes.length).toBeGreaterThan(1)
    // As they are read, not the machine that found them.
    const machine = new Machine(loaded.automata, exploration.model, loaded.options)
    for (const found of exploration.outcomes) {
      const witness = parseWitness(witnessText(loaded, exploration, found))
      const run = new Run(machine, loaded.onTrap)
      replay(run, witness, loaded.names())
      takeTrap(run)
      const stepped = new SteppedRun(machine, loaded.onTrap)
      for (const transition of run.schedule) expect(stepped.take(transition)).toBeDefined()
      expect([...stepped.state]).toEqual([...run.state])
      const plan = schedulePlan(run.schedule, false)
      const trace = traceRun(loaded, machine, plan, { syntax: undefined, maxSteps: 10_000 })
      const events = [...trace.events]
      const end = events.at(-1)
      expect(end?.kind === 'end' && outcomeKey(end.outcome)).toBe(found.key)
      for (const format of TRACE_FORMATS) {
        const pieces = [...format.pieces({ ...trace, events })]
        expect(pieces.length, format.name).toBeGreaterThan(0)
        if (format.name === 'jsonl') expect(pieces.map((line) => faultsOf(String(line))).join('')).toBe('')
      }
    }
  })
})
