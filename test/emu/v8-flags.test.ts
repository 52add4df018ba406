import { cachedDataVersionTag } from 'node:v8'
import { expect, test } from 'vitest'
import { withLateTierUp } from '../../src/emu/v8-flags.ts'

/** Differs where any flag of V8 does. */
const flags = cachedDataVersionTag

const isNode20 = process.versions.v8.startsWith('11.3.')

test('V8 has its own flags again once all that is loaded at the same time has been loaded', async () => {
  const before = flags()
  const seen: boolean[] = []
  const load = async (milliseconds: number): Promise<number> => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds))
    seen.push(flags() !== before)
    return milliseconds
  }
  expect(await Promise.all([withLateTierUp(() => load(1)), withLateTierUp(() => load(10))])).toEqual([1, 10])
  expect(seen).toEqual([isNode20, isNode20])
  expect(flags()).toBe(before)
})

test('what cannot be loaded leaves no flag behind', async () => {
  const before = flags()
  await expect(withLateTierUp(() => Promise.reject(new Error('it is not there')))).rejects.toThrow('it is not there')
  expect(flags()).toBe(before)
})
