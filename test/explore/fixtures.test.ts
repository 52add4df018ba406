/**
 * Programs that once told a reduced search from the plain one, or a search from the definition: found by the property tests, and
 * shrunk by them.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { MODELS } from '../../src/cpu-model/models.ts'
import { NO_REDUCTIONS } from '../../src/explore/reductions.ts'
import { assembledProgram, withAutomata } from './assembled-program.ts'
import { explore, outcomeTexts, type Settings } from './outcomes-of.ts'
import { REDUCTION_SETS } from './reduction-sets.ts'

interface Fixture {
  /** What went wrong. */
  readonly why: string
  readonly onTrap: Settings['onTrap']
  readonly order: readonly { readonly earlier: number; readonly later: number }[]
  /** Lines of Intel assembly; X is 16 bytes of shared memory. */
  readonly cores: readonly (readonly string[])[]
  /** Number of outcomes in each model. */
  readonly outcomes: Readonly<Record<string, number>>
}

const directory = new URL('fixtures/', import.meta.url)
const fixtures = readdirSync(directory).sort().map((file) => {
  return { file, ...(JSON.parse(readFileSync(new URL(file, directory), 'utf8')) as Fixture) }
})

describe.each(fixtures)('$file: $why', ({ cores, order, onTrap, outcomes }) => {
  it.each(MODELS)('under $name', (model) => {
    withAutomata(assembledProgram(cores, order), (automata) => {
      const plain = explore(automata, model, { reductions: NO_REDUCTIONS, onTrap })
      expect(plain.complete).toBe(true)
      expect(plain.outcomes).toHaveLength(outcomes[model.name] ?? -1)
      for (const [name, reductions] of Object.entries(REDUCTION_SETS)) {
        expect(outcomeTexts(explore(automata, model, { reductions, onTrap })), name).toStrictEqual(outcomeTexts(plain))
      }
    })
  })
})
