import { expect, test } from 'vitest'
import { modelNamed } from '../../src/cpu-model/models.ts'
import type { ModelName } from '../../src/cpu-model/model.ts'
import { exploreAll } from '../../src/explore/explore.ts'
import { outcomeText } from '../../src/export/outcome-text.ts'
import { RunTarget } from '../../src/gdb/run-target.ts'
import { Machine } from '../../src/machine/machine.ts'
import { scenarioNamed } from '../../src/scenario/catalogue.ts'
import { loadScenario } from '../../src/scenario/scenario.ts'
import { listening, SB } from './open-target.ts'

test.each<[string, ModelName]>([['go/two-inserts-one-bucket', 'x86-tso'], ['sb/plain', 'relaxed']])(
  'continue leads every witness of %s under %s to its outcome', async (name, model) => {
    const scenario = name === SB.name ? SB : scenarioNamed(name)
    const loaded = await loadScenario(scenario)
    const { automata, outcome, onTrap } = loaded
    const found = exploreAll({ automata, outcome, onTrap }, modelNamed(model))
    const program = { path: '/program', bytes: new Uint8Array() }
    expect(found.outcomes.length).toBeGreaterThan(3)
    for (const one of found.outcomes) {
      const machine = new Machine(automata, modelNamed(model), loaded.options)
      const target = new RunTarget({ loaded, machine, schedule: one.schedule }, program, () => machine)
      const heard = listening()
      await target.resume({ step: [], continue: target.threads.map(({ id }) => id), current: 1 }, heard)
      expect(heard.said.join('')).toContain(`outcome: ${outcomeText(one.outcome)}\n`)
    }
    loaded.close()
  },
)
