import { beforeAll, describe, expect, it } from 'vitest'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'
import { loadDisassembler } from '../../src/emu/disassembler/disassemble.ts'
import { exploreAll } from '../../src/explore/explore.ts'
import { replayUnlessStale } from '../../src/export/replay-scenario.ts'
import { witnessText } from '../../src/export/witness-text.ts'
import { Machine } from '../../src/machine/machine.ts'
import { DEFAULT_MACHINE_OPTIONS } from '../../src/machine/program.ts'
import { Run } from '../../src/machine/run.ts'
import { parseWitness, StaleWitness, type Witness } from '../../src/machine/witness.ts'
import { buildGoScenario, goListings, type GoScenarioSpec } from '../../src/scenario/go/go-scenario.ts'
import { LoadedScenario } from '../../src/scenario/scenario.ts'

const spec: GoScenarioSpec = {
  name: 'test/one-insert-each',
  summary: 'two inserts into an empty map',
  map: { B: 0, entries: [] },
  cores: [7n, 9n].map((key) => [{ function: 'main.put', arguments: ['map', key, 70n] }]),
  outcome: ({ trap, map }) => (trap ? { trap: trap.message } : { count: map.count }),
}

/** The scenario, with `from` replaced by `to` in the one listing that has it. */
async function load(from = '', to = ''): Promise<LoadedScenario> {
  const listings = (await goListings()).map((source) => ({ ...source, text: source.text.replace(from, to) }))
  const built = await buildGoScenario(spec, listings)
  const scenario = { ...spec, onTrap: 'stop-run' as const, build: () => Promise.resolve(built) }
  return new LoadedScenario(scenario, built, await loadDisassembler(), DEFAULT_MACHINE_OPTIONS)
}

function replayIn(loaded: LoadedScenario, witness: Witness): unknown {
  const run = new Run(new Machine(loaded.automata, x86Tso, loaded.options), loaded.onTrap)
  return replayUnlessStale(run, witness, loaded, 'w')
}

function staleIn(loaded: LoadedScenario, witness: Witness): string {
  try {
    replayIn(loaded, witness)
  } catch (error) {
    if (error instanceof StaleWitness) return error.message
    throw error
  }
  throw new Error('the witness still fits')
}

/** Go's `h.flags ^= hashWriting`, from the only listing that has these two lines. */
const TOGGLE = 'XORL $4, CX                                             // map_fast64.go:107'
const CHECK = 'TESTB $4, CL                                            // map_fast64.go:101'

describe('a witness after one byte of the listing has changed', () => {
  let witness: Witness
  beforeAll(async () => {
    const loaded = await load()
    const exploration = exploreAll(loaded, x86Tso)
    const found = exploration.outcomes.find(({ key }) => key === '{"count":"2"}') ?? expect.fail()
    witness = parseWitness(witnessText(loaded, exploration, found))
  })

  it('fits the listing that it was made with', async () => {
    expect(replayIn(await load(), witness)).toHaveLength(witness.lines.length)
  })

  it('is refused when a check looks at another bit, though every step can still be taken', async () => {
    // hashWriting is 4; bit 64 is never set, so the check still passes.
    const changed = await load(CHECK, CHECK.replace('$4', '$64'))
    const message = staleIn(changed, witness)
    expect(message).toMatch(new RegExp(`^w: this witness is stale: it was made with image ${witness.header.image}`))
    expect(message).toContain(`test/one-insert-each is ${changed.hash} now`)
    expect(message).toContain('the bytes of its code or data, or the initial registers, have changed')
    expect(message).toContain('its schedule still fits the new code')
    expect(message).toContain('fencepost explore test/one-insert-each --model x86-tso')
  })

  it('is refused with its first line that no longer fits when the flag is never set: the second check fails', async () => {
    const message = staleIn(await load(TOGGLE, TOGGLE.replace('$4', '$0')), witness)
    expect(message).toContain('this witness is stale')
    expect(message).toMatch(/\nw:\d+: /)
  })
})
