import type { MemoryModel } from '../cpu-model/model.ts'
import { warmUp } from '../explore/warm-up.ts'
import { Machine } from '../machine/machine.ts'
import type { LoadedScenario } from './scenario.ts'

/** A machine that knows most of the memory that becomes shared. */
export function warmMachine(loaded: LoadedScenario, model: MemoryModel): Machine {
  const machine = new Machine(loaded.automata, model, loaded.options)
  for (;;) {
    try {
      warmUp(machine)
      return machine
    } catch (error) {
      machine.restart(error)
    }
  }
}
