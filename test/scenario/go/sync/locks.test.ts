import { describe, expect, test } from 'vitest'
import { modelNamed } from '../../../../src/cpu-model/models.ts'
import type { ModelName } from '../../../../src/cpu-model/model.ts'
import { mutex, rwMutex, rwMutexWithoutLock } from '../../../../src/scenario/go/sync/locks.ts'
import type { Scenario } from '../../../../src/scenario/scenario.ts'
import { outcomesOfScenario } from '../../../kit/outcomes-of-scenario.ts'

const outcomes = (scenario: Scenario, model: ModelName): Promise<unknown[]> => outcomesOfScenario(scenario, modelNamed(model))

describe('RWMutex', () => {
  // The writer's two stores lie between two LOCKed instructions, and so do the reader's two loads.
  test.each(['sc', 'x86-tso', 'pso'] as const)('no reader sees one store of two, under %s', async (model) => {
    expect(await outcomes(rwMutex, model)).toEqual([{ fatal: null, seen: ['whole', 'whole'] }])
  })

  // Two readers load readerCount = 0 and both store 1: the writer waits for one of them only.
  test('with XADDL in place of LOCK XADDL one does, even under sc', async () => {
    const seen = await outcomes(rwMutexWithoutLock, 'sc')
    expect(seen).toContainEqual({ fatal: null, seen: ['torn', 'whole'] })
    // And the count goes wrong in ways that Go notices.
    expect(seen).toContainEqual({ fatal: 'sync: RUnlock of unlocked RWMutex' })
  })
})

const MODELS = ['sc', 'x86-tso', 'pso', 'relaxed'] as const
test.each(MODELS)('Mutex: no count is lost, and the mutex is free again, under %s', async (model) => {
  expect(await outcomes(mutex, model)).toEqual([{ fatal: null, n: 2n, mutex: 0n }])
})
