import { InputError } from '../emu/input-error.ts'
import type { MemoryModel, ModelName } from './model.ts'
import { pso } from './pso.ts'
import { relaxed } from './relaxed.ts'
import { sc } from './sc.ts'
import { x86Tso } from './x86-tso.ts'

/** Every model there is, from the strongest to the weakest: each allows all that the ones before it allow. */
export const MODELS: readonly MemoryModel[] = [sc, x86Tso, pso, relaxed]

/** The model of that name; an `InputError` lists those there are. */
export function modelNamed(name: string): MemoryModel {
  const model = MODELS.find((m) => m.name === name)
  if (!model) {
    throw new InputError(`unknown model ${JSON.stringify(name)}: expected one of ${MODELS.map((m) => m.name).join(', ')}`)
  }
  return model
}

export const MODEL_NAMES: readonly ModelName[] = MODELS.map((m) => m.name)
