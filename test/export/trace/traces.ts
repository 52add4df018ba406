/** Traces of small programs under given schedules, for tests of their formats. */
import type { ModelName } from '../../../src/cpu-model/model.ts'
import { modelNamed } from '../../../src/cpu-model/models.ts'
import { Machine, type Transition } from '../../../src/machine/machine.ts'
import { schedulePlan } from '../../../src/observe/trace/plans.ts'
import type { Trace } from '../../../src/observe/trace/trace-event.ts'
import { traceRun } from '../../../src/observe/trace/trace-run.ts'
import { defineScenario, intel } from '../../../src/scenario/define-scenario.ts'
import { loadScenario, type LoadedScenario } from '../../../src/scenario/scenario.ts'

export const exec = (core: number, back = 0): Transition => ({ kind: 'exec', core, back })
export const drain = (core: number, index = 0): Transition => ({ kind: 'drain', core, index })

/** Message passing; core 0 also reads its own flag. */
export const messagePassing = defineScenario({
  name: 'test/mp',
  summary: 'message passing',
  code: intel`
    p0:
      mov ecx, 7
      mov [data], rcx
      mov qword ptr [flag], 1
      mov rdx, [flag]
      ret
    p1:
      mov rax, [flag]
      mov rbx, [data]
      ret`,
  memory: { data: {}, flag: {} },
  cores: [{ entry: 'p0' }, { entry: 'p1' }],
  outcome: (end) => (end.trap ? 'trap' : { flag: end.register(1, 'rax'), data: end.register(1, 'rbx') }),
})

/** Core 1 sees the flag, and the data that core 0 stored before it. */
export const SEEN = [exec(0), exec(0), exec(0), drain(0), drain(0), exec(1), exec(1)]

/** The trace of `schedule`. */
export function traceOf(loaded: LoadedScenario, model: ModelName, schedule: readonly Transition[], maxSteps = 10_000): Trace {
  const machine = new Machine(loaded.automata, modelNamed(model), loaded.options)
  return traceRun(loaded, machine, schedulePlan(schedule, false), { syntax: undefined, maxSteps })
}

/** Message passing, loaded. The caller closes it. */
export function loadMessagePassing(): Promise<LoadedScenario> {
  return loadScenario(messagePassing)
}
