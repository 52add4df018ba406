import type { MemoryModel } from '../cpu-model/model.ts'
import type { Machine, Transition } from '../machine/machine.ts'
import type { LoadedScenario } from './scenario.ts'

/** What a run is stepped, traced or watched from: a scenario, or a witness with its run. */
export interface Subject {
  readonly loaded: LoadedScenario
  readonly model: MemoryModel
  /** At its beginning. */
  readonly machine: Machine
  /** The transitions of a witness, to its end, a trap included; undefined for a scenario. */
  readonly schedule: readonly Transition[] | undefined
}
