/** Runs a scenario once under the eyes of observers. */
import type { ModelName } from '../cpu-model/model.ts'
import { modelNamed } from '../cpu-model/models.ts'
import { Machine } from '../machine/machine.ts'
import type { Run } from '../machine/run.ts'
import { loadScenario, type LoadedScenario, type Scenario } from '../scenario/scenario.ts'
import { randomPlan, schedulePlan, type TracePlan } from './trace/plans.ts'
import type { EndEvent, TraceEvent } from './trace/trace-event.ts'
import { traceRun } from './trace/trace-run.ts'

/** Sees every event of a run, in order; changes nothing. */
export interface Observer {
  see(event: TraceEvent): void
}

/**
 * Which transition comes next: the lowest core that can go on does, to its end (`in-turn`, one core after another); the core that has
 * waited longest does, a visible step at a time, its stores draining at once (`alternating`); or each is as likely as the others.
 */
export type Order = 'in-turn' | 'alternating' | { readonly seed: number }

const MOST_TRANSITIONS = 1_000_000

/** Gives how the run ended. */
export async function watch(
  scenario: Scenario, order: Order, observers: readonly Observer[], model: ModelName = 'x86-tso',
): Promise<EndEvent> {
  const loaded = await loadScenario(scenario)
  try {
    const machine = new Machine(loaded.automata, modelNamed(model), loaded.options)
    return watchRun(loaded, machine, planOf(order), observers)
  } finally {
    loaded.close()
  }
}

/** The same for a scenario that is loaded, and any plan. */
export function watchRun(loaded: LoadedScenario, machine: Machine, plan: TracePlan, observers: readonly Observer[]): EndEvent {
  for (const event of traceRun(loaded, machine, plan, { syntax: undefined, maxSteps: MOST_TRANSITIONS }).events) {
    for (const observer of observers) observer.see(event)
    if (event.kind === 'end') return event
  }
  throw new Error(`the trace of ${loaded.scenario.name} has no end`)
}

export function planOf(order: Order): TracePlan {
  if (order === 'in-turn') return schedulePlan([], true)
  if (order === 'alternating') return { start: alternating }
  return randomPlan(order.seed)
}

function alternating(): ReturnType<TracePlan['start']> {
  const last = new Map<number, number>()
  let moment = 0
  return (run: Run) => {
    const possible = run.transitions()
    const drain = possible.find(({ kind }) => kind === 'drain')
    const since = ({ core }: { core: number }): number => last.get(core) ?? -1
    const next = drain ?? [...possible].sort((a, b) => since(a) - since(b))[0]
    if (next && next !== drain) last.set(next.core, moment++)
    return next
  }
}
