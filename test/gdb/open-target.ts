import { afterAll } from 'vitest'
import type { ModelName } from '../../src/cpu-model/model.ts'
import { modelNamed } from '../../src/cpu-model/models.ts'
import { RunTarget } from '../../src/gdb/run-target.ts'
import { programFile } from '../../src/gdb/symbols/program-file.ts'
import type { Running } from '../../src/gdb/target.ts'
import type { Transition } from '../../src/machine/machine.ts'
import { defineScenario, intel } from '../../src/scenario/define-scenario.ts'
import { loadScenario, type LoadedScenario, type Scenario } from '../../src/scenario/scenario.ts'
import { warmMachine } from '../../src/scenario/warm-machine.ts'

/** Store buffering (SB): each core stores to one variable and reads the other. */
export const SB = defineScenario({
  name: 'sb/plain',
  code: intel`
    p0:
      mov ecx, 1
      mov [x], rcx
      mov rax, [y]
      ret
    p1:
      mov ecx, 1
      mov [y], rcx
      mov rax, [x]
      ret`,
  memory: { x: {}, y: {} },
  cores: [{ entry: 'p0' }, { entry: 'p1' }],
  outcome: (end) => (end.trap ? { trap: end.trap.core } : { rax0: end.register(0, 'rax'), rax1: end.register(1, 'rax') }),
})

const opened: LoadedScenario[] = []
afterAll(() => opened.splice(0).forEach((loaded) => loaded.close()))

export interface OpenedTarget {
  readonly target: RunTarget
  readonly loaded: LoadedScenario
  /** Of a symbol or variable. */
  readonly address: (name: string) => number
}

/** A run of `scenario` as `fencepost gdb` opens it; a schedule is a witness's. */
export async function openTarget(
  scenario: Scenario, model: ModelName = 'x86-tso', schedule?: readonly Transition[],
): Promise<OpenedTarget> {
  const loaded = await loadScenario(scenario)
  opened.push(loaded)
  const machine = warmMachine(loaded, modelNamed(model))
  const target = new RunTarget(
    { loaded, machine, schedule }, programFile(loaded, '/listings'), (other) => warmMachine(other, modelNamed(model)),
  )
  return { target, loaded, address: (name) => Number(loaded.labels.addressOf(name).address) }
}

/** Collects what is said. */
export function listening(): Running & { readonly said: string[] } {
  const said: string[] = []
  return { signal: new AbortController().signal, say: (text) => said.push(text), said }
}
