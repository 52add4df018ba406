import { afterEach, describe, expect, it, vi } from 'vitest'
import { shownLocations } from '../../src/litmus/final-state.ts'
import { parseLitmus } from '../../src/litmus/parse.ts'
import { printCondition, printLocation } from '../../src/litmus/print-condition.ts'
import { REFERENCES_ABSENT, REFERENCE_COUNT, loadOwnTests, loadReferences } from './references.ts'
import type { Reference } from './references.ts'

const references = loadReferences()

describe('the reference tests', () => {
  if (references.length === 0) {
    it.skip('are parsed', () => undefined)
    process.stdout.write(`${REFERENCES_ABSENT}\n`)
    return
  }

  it(`are ${REFERENCE_COUNT}`, () => {
    expect(references).toHaveLength(REFERENCE_COUNT)
  })

  it.each(references)('$name', agreesWithItsOutcomes)
})

describe('absent references', () => {
  const absent = new URL('no-such-directory/', import.meta.url)
  afterEach(() => vi.unstubAllEnvs())

  it('are no failure', () => {
    vi.stubEnv('FENCEPOST_REFERENCES', undefined)
    expect(loadReferences(absent)).toStrictEqual([])
  })

  it('are one where they are required', () => {
    vi.stubEnv('FENCEPOST_REFERENCES', 'required')
    expect(() => loadReferences(absent)).toThrow('FENCEPOST_REFERENCES=required, but there is no')
  })
})

describe('our own tests', () => {
  it.each(loadOwnTests())('$name', agreesWithItsOutcomes)
})

/** Name, condition and the locations that every state shows come out of the parsed test as the outcomes have them. */
function agreesWithItsOutcomes(reference: Reference): void {
  const test = parseLitmus(reference.file, reference.text)
  expect(test.name).toBe(reference.name)
  expect(printCondition(test)).toBe(reference.condition)
  const shown = shownLocations(test).map((location) => printLocation(location, test.arch))
  for (const [model, states] of Object.entries(reference.states)) {
    expect(states.length, model).toBeGreaterThan(0)
    expect(states, model).toStrictEqual([...states].sort())
    for (const state of states) expect(locationsIn(state), `${model}: ${state}`).toStrictEqual(shown)
  }
}

/** `0:rax=1; [x]=2;` → `['0:rax', '[x]']` */
function locationsIn(state: string): string[] {
  return state.split(';').map((part) => part.trim().replace(/=.*$/, '')).filter((part) => part !== '')
}
