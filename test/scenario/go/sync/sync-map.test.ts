import { describe, expect, test } from 'vitest'
import { modelNamed } from '../../../../src/cpu-model/models.ts'
import type { ModelName } from '../../../../src/cpu-model/model.ts'
import {
  load, loaded, remove, store, storeThenLoadAcross, storeThenLoadAcrossHit, SYNC_MAP,
} from '../../../../src/scenario/go/sync/sync-map.ts'
import { defineSyncScenario } from '../../../../src/scenario/go/sync/sync-scenario.ts'
import type { Scenario } from '../../../../src/scenario/scenario.ts'
import { outcomesOfScenario } from '../../../kit/outcomes-of-scenario.ts'

const outcomes = (scenario: Scenario, model: ModelName): Promise<unknown[]> => outcomesOfScenario(scenario, modelNamed(model))

describe('sync.Map', () => {
  test('on one core: Store, Load, Delete, and a promotion of the dirty map in between', async () => {
    const calls = [
      load('key7'), store('key7', 'value70'), load('key7'), load('key9'), store('key9', 'value90'), load('key9'),
      store('key7', 'old'), load('key7'), remove('key7'), load('key7'), store('key7', 'value70'), load('key7'), remove('key9'),
      load('key9'),
    ]
    const scenario = defineSyncScenario({
      name: 'sync/one-core', summary: '', memory: SYNC_MAP, cores: [calls],
      outcome: (end) => {
        if (end.trap) return end.trap.message
        return calls.flatMap((call, i) => (call.function === 'main.load' ? [loaded(end, 0, i)] : []))
      },
    })
    expect(await outcomes(scenario, 'x86-tso')).toEqual([['miss', 70n, 'miss', 90n, 1n, 'miss', 70n, 'miss']])
  })

  // In a plain map both lookups can miss under x86-TSO. Every way through Store ends with CMPXCHG, XCHG or LOCK XADD, which drain.
  test.each(['sc', 'x86-tso', 'pso'] as const)('two Stores, then two Loads across: one is seen, under %s', async (model) => {
    const [seven, nine, old] = [70n, 90n, 1n]
    expect(await outcomes(storeThenLoadAcross, model)).toEqual([
      { fatal: null, found: [nine, seven] }, { fatal: null, found: [nine, 'miss'] }, { fatal: null, found: ['miss', seven] },
    ])
    expect(await outcomes(storeThenLoadAcrossHit, model)).toEqual([
      { fatal: null, found: [old, seven] }, { fatal: null, found: [nine, old] }, { fatal: null, found: [nine, seven] },
    ])
  })
})
