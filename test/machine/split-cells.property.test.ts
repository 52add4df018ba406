/** Cells that are split in place: every state that was known is what it was, and every transition leads where it led. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CellSplit } from '../../src/cpu-model/cells.ts'
import { MODELS } from '../../src/cpu-model/models.ts'
import { readByte } from '../../src/machine/end.ts'
import { STEP } from '../../src/machine/node-table.ts'
import { Machine, type State, type Transition } from '../../src/machine/machine.ts'
import { DEFAULT_MACHINE_OPTIONS } from '../../src/machine/program.ts'
import { assemblyOf, cuttingPrograms, type AbstractProgram } from '../explore/abstract-program.ts'
import { assembledProgram, SHARED, SHARED_SIZE, withAutomata } from '../explore/assembled-program.ts'
import { PROPERTY_TIMEOUT, propertyOptions } from '../explore/property-options.ts'

const MOST_STATES = 300

/** What an eight-byte load has read three times says, by number, something else of its halves. */
const readOften: AbstractProgram = [
  [
    { op: 'load', register: 'rax', at: 0, size: 8 },
    ...[0, 1, 2].map((value) => ({ op: 'skip', register: 'rax', value, count: 3 - value }) as const),
    { op: 'load', register: 'rbx', at: 4, size: 4 },
  ],
  [1, 2, 3].map((value) => ({ op: 'store', value, nonTemporal: false, at: 0, size: 8 })),
]

/** All that a state says: the bytes of memory and of the buffers, and what each core would read. */
function contentOf(machine: Machine, state: State): unknown {
  const memory = state[machine.coreCount] ?? 0
  const bytes = Array.from({ length: SHARED_SIZE }, (_, i) => readByte(machine, memory, Number(SHARED) + i))
  const cores = machine.locals.map((table, core) => {
    const local = state[core] ?? 0
    const stores = machine.buffers.entries(table.buffer(local)).map((store) => {
      const { address, size, value } = machine.stores.entry(store)
      return { address, size, value }
    })
    const reads = table.step[local] === STEP.load || table.step[local] === STEP.locked
    return { node: table.node(local), stores, sources: table.sourcesRead(local), read: reads ? table.valueRead(local, memory) : 0n }
  })
  return { bytes, cores }
}

/** The first states of a machine, split where accesses cut cells. */
class Walk {
  readonly #machine: Machine
  readonly #states = new Map<string, State>()
  readonly #contents = new Map<string, unknown>()
  readonly #steps: { readonly from: State; readonly by: Transition; readonly to: State }[] = []
  cuts = 0

  constructor(machine: Machine) {
    this.#machine = machine
  }

  run(): void {
    this.#meet(this.#machine.initialState())
    for (const from of this.#states.values()) {
      if (this.#states.size > MOST_STATES) break
      for (const by of this.#machine.transitions(from)) {
        const to = this.#step(from, by)
        this.#steps.push({ from, by, to })
        this.#meet(to)
      }
    }
    this.check()
  }

  check(): void {
    for (const [key, state] of this.#states) expect(contentOf(this.#machine, state)).toStrictEqual(this.#contents.get(key))
    for (const { from, by, to } of this.#steps) expect(this.#machine.step(from, by)).toStrictEqual(to)
  }

  #meet(state: State): void {
    const key = state.join()
    if (this.#states.has(key)) return
    this.#states.set(key, state)
    this.#contents.set(key, contentOf(this.#machine, state))
  }

  #step(from: State, by: Transition): State {
    for (;;) {
      try {
        const to = this.#machine.step(from, by)
        if (!to) throw new Error('a transition is gone')
        return to
      } catch (error) {
        expect(this.#machine.splitCells(error).length).toBeGreaterThan(0)
        this.cuts++
        this.check()
      }
    }
  }
}

describe.each(MODELS.filter(({ loadsFromHistory }) => !loadsFromHistory))('under $name', (model) => {
  it('states and transitions stay what they are', () => {
    let cuts = 0
    fc.assert(fc.property(cuttingPrograms, (program: AbstractProgram) => {
      withAutomata(assembledProgram(program.map(assemblyOf)), (automata) => {
        const walk = new Walk(new Machine(automata, model, DEFAULT_MACHINE_OPTIONS))
        walk.run()
        cuts += walk.cuts
      })
    }), { ...propertyOptions(40), examples: [[readOften]] })
    expect(cuts).toBeGreaterThan(0)
  }, PROPERTY_TIMEOUT)
})

it('where loads have moments, cells are not split in place', () => {
  const relaxed = MODELS.find(({ loadsFromHistory }) => loadsFromHistory)
  if (!relaxed) throw new Error('no such model')
  withAutomata(assembledProgram([['mov rax, [X]', 'mov al, [X+1]']]), (automata) => {
    const machine = new Machine(automata, relaxed, DEFAULT_MACHINE_OPTIONS)
    expect(() => machine.step(machine.initialState(), { kind: 'exec', core: 0, back: 0 })).toThrow(CellSplit)
    expect(() => machine.splitCells(new CellSplit('a cut'))).toThrow('a cut')
  })
})
