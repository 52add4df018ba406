import { Const, Keystone, loadKeystone } from 'keystone-wasm'
import { withLateTierUp } from '../v8-flags.ts'

/** A file of its own, because who has only common instructions assembled does without it. */
export async function loadKeystoneEngine(): Promise<Keystone> {
  await withLateTierUp(loadKeystone)
  return new Keystone(Const.KS_ARCH_X86, Const.KS_MODE_64)
}
