import { loadAssembler } from '../emu/assembler/assemble.ts'
import type { Outcome } from '../explore/outcome.ts'
import { LabelTable, type Label } from '../go/labels.ts'
import type { BuiltScenario, Scenario } from '../scenario/scenario.ts'
import { buildProgram, type BuiltTest } from './build-program.ts'
import type { LitmusTest } from './litmus-test.ts'
import { printCondition } from './print-condition.ts'
import { outcomeOf } from './run.ts'
import { litmusScenarioName } from './scenario-name.ts'

/**
 * A litmus test as a scenario, to be stepped, traced and served. An outcome is the final state as herd prints it, and whether the test's
 * condition holds there. A core that faults stops alone, as everywhere in litmus tests.
 */
export function litmusScenario(test: LitmusTest): Scenario {
  return { name: litmusScenarioName(test), summary: printCondition(test), onTrap: 'stop-core', build: () => build(test) }
}

async function build(test: LitmusTest): Promise<BuiltScenario> {
  const built = buildProgram(test, await loadAssembler())
  const see = outcomeOf(test, built)
  const functions = new Map(built.program.cores.map(({ entry }, index) => [`P${test.programs[index]?.core ?? index}`, entry]))
  return {
    program: built.program,
    labels: new LabelTable(labelsOf(test, built), functions),
    outcome: (end): Outcome => {
      const seen = see(end)
      // herd counts such a state neither way.
      if (!seen) return { state: 'left out by the filter' }
      return { state: seen.text.replace(/;$/, ''), condition: seen.positive ? 'holds' : 'does not hold' }
    },
  }
}

function labelsOf(test: LitmusTest, { placement }: BuiltTest): Label[] {
  return [...test.variables.values()].flatMap(({ name, type: { size }, length, values }) => values.map((_, index) => ({
    name: length === undefined ? name : `${name}[${index}]`, address: placement.addressOf(name, index), size,
  })))
}
