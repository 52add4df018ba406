import { expect, test } from 'vitest'
import { fencepost } from './fencepost.ts'

test('fencepost audit --experiment: what each variant lets each model do', async () => {
  const { status, stdout } = await fencepost(['audit', '--experiment', 'S16'])
  expect(stdout).toContain('S16 (S22)')
  // With two writers an inverted flag always ends in an error, with three it need not.
  expect(stdout).toMatch(/the flag was inverted \(0 stored to set it\), and no check failed +– +– +– +as predicted/)
  expect(stdout).toMatch(/the flag was inverted \(0 stored to set it\), and no check failed +yes +yes +yes +as predicted/)
  expect(status).toBe(0)
})

test('an experiment that does not exist', async () => {
  const { status, stderr } = await fencepost(['audit', '--experiment', 'E99'])
  expect(stderr).toMatch(/^fencepost: audit: there is no experiment "E99": there are E1, E2, E3/)
  expect(status).toBe(2)
})
