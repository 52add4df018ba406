import type { Syntax } from '../../emu/listing.ts'
import type { Machine } from '../../machine/machine.ts'
import { Run } from '../../machine/run.ts'
import type { LoadedScenario } from '../../scenario/scenario.ts'
import { initialMemory } from './initial-memory.ts'
import type { TracePlan } from './plans.ts'
import type { Trace, TraceEvent, TraceHeader } from './trace-event.ts'
import { Tracer } from './tracer.ts'

export interface TraceOptions {
  readonly syntax: Syntax | undefined
  /** Transitions after which the trace ends, whether the run does or not. */
  readonly maxSteps: number
}

/**
 * The trace of the run that `plan` chooses. The run is taken twice: first to learn which memory becomes shared, then for its events,
 * which are made as they are read, so that the trace may be longer than memory has room for.
 */
export function traceRun(loaded: LoadedScenario, machine: Machine, plan: TracePlan, options: TraceOptions): Trace {
  rehearse(loaded, machine, plan, options.maxSteps)
  return {
    header: headerOf(loaded, machine, options.syntax),
    memory: initialMemory(loaded),
    labels: loaded.labels.all,
    events: eventsOf(loaded, machine, plan, options),
  }
}

/** What is known of a trace before its first event. */
export function headerOf(loaded: LoadedScenario, machine: Machine, syntax: Syntax | undefined): TraceHeader {
  const { scenario, model, image, bufferEntries, bufferCapacity, splitLines, shared } = loaded.witnessHeader(machine.model)
  return {
    scenario, summary: loaded.scenario.summary, model, image, bufferEntries, bufferCapacity, splitLines: splitLines ?? false,
    shared, syntax, cores: loaded.program.cores.map(({ entry }) => loaded.labels.nameOf(entry)),
  }
}

/** Takes the run of `plan` until nothing in it teaches the machine anything that would cut its steps anew. */
export function rehearse(loaded: LoadedScenario, machine: Machine, plan: TracePlan, maxSteps: number): void {
  for (;;) {
    try {
      const run = new Run(machine, loaded.onTrap, 'forward-only')
      const choose = plan.start()
      for (let steps = 0; steps < maxSteps; steps++) {
        const transition = choose(run)
        if (!transition || !run.take(transition)) break
      }
      return
    } catch (error) {
      // Steps are cut differently now, and so is the run.
      machine.restart(error)
    }
  }
}

function* eventsOf(
  loaded: LoadedScenario, machine: Machine, plan: TracePlan, { syntax, maxSteps }: TraceOptions,
): Generator<TraceEvent> {
  const run = new Run(machine, loaded.onTrap, 'forward-only')
  const tracer = new Tracer(run, loaded, syntax)
  const choose = plan.start()
  for (let steps = 0; steps < maxSteps; steps++) {
    const transition = choose(run)
    if (!transition) break
    const events = tracer.take(transition)
    if (!events) throw new Error('a transition that was possible in the rehearsal is not')
    yield* events
  }
  yield* tracer.end()
}
