import { Capstone, Const, loadCapstone } from 'capstone-wasm'
import { withLateTierUp } from '../v8-flags.ts'

/** A file of its own, because who has only common instructions assembled does without it. */
export async function loadCapstoneEngine(): Promise<Capstone> {
  await withLateTierUp(loadCapstone)
  return new Capstone(Const.CS_ARCH_X86, Const.CS_MODE_64)
}
