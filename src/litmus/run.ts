/**
 * Runs litmus tests: parse.ts gives the test, build-program.ts its image and cores, the explorer all its runs, and final-state.ts
 * the states as herd prints them.
 *
 * Registers and flags are those of the emulated processor, so whatever it executes may stand in a test. A core that faults stops
 * and the others go on; the state then says so at its end: `0:rax=0; [x]=1; fault(P1, invalid instruction);`.
 */
import { assemblerOfCommon, loadAssembler, type Assembler } from '../emu/assembler/assemble.ts'
import type { CoreOptions } from '../emu/core/core-options.ts'
import { disassembler, loadDisassembler } from '../emu/disassembler/disassemble.ts'
import { InputError } from '../emu/input-error.ts'
import { NotLoaded } from '../emu/not-loaded.ts'
import { loadUnicorn, loadUnicornMeanwhile } from '../emu/unicorn.ts'
import type { MemoryModel } from '../cpu-model/model.ts'
import { exploreAll, exploreInTurns, type Exploration, type ExploreOptions, type Question } from '../explore/explore.ts'
import { Automata } from '../machine/automata.ts'
import type { End, TrapReport } from '../machine/end.ts'
import type { Machine } from '../machine/machine.ts'
import { DEFAULT_MACHINE_OPTIONS } from '../machine/program.ts'
import { buildProgram, generalRegister, type BuiltTest } from './build-program.ts'
import { holds } from './condition.ts'
import type { FinalStateReader } from './proposition.ts'
import { compareFinalStates, finalStatePrinter, type FinalState } from './final-state.ts'
import type { LitmusTest } from './litmus-test.ts'
import { placeType } from './place-type.ts'
import { observe, validate, type LitmusResult } from './result.ts'

/** What running a test found out, beside what herd reports. */
export interface LitmusRun extends LitmusResult {
  /** The sets of cores (the n of `Pn`) that can go on for ever although every core gets its turn. */
  readonly doesNotTerminate: readonly (readonly number[])[]
  /** The bounds that made the search incomplete, in words. */
  readonly bounds: readonly string[]
  /** Machine states that the search stored. */
  readonly machineStates: number
  /** The machine that was searched; void when the test is closed. */
  readonly machine: Machine
}

/** A test that is assembled and has its engines; may be run under several models. */
export interface PreparedTest {
  readonly test: LitmusTest
  /** Throws `InputError` when a core reaches an instruction that is not modelled. */
  run(model: MemoryModel, options?: ExploreOptions): LitmusRun
  /** The same, but the event loop gets a turn now and then, so that `options.signal` can be aborted meanwhile. */
  runInTurns(model: MemoryModel, options?: ExploreOptions): Promise<LitmusRun>
  /** Frees the engines. */
  close(): void
}

export interface LitmusRunner {
  /** Throws `InputError` when the test's code cannot be assembled. */
  prepare(test: LitmusTest): PreparedTest
}

/** Loads the assembler, the disassembler and the emulator, once a process. Throws `InputError` where the last is not installed. */
export async function loadLitmusRunner(): Promise<LitmusRunner> {
  const [assembler] = await Promise.all([loadAssembler(), loadDisassembler(), loadUnicornMeanwhile()])
  return runnerWith(assembler)
}

/**
 * Loads the emulator alone. Preparing a test that has uncommon instructions, or running it, throws `NotLoaded`, as long as nobody loads
 * the assembler: do it by `withAssemblerIfNeeded`.
 */
export function runnerOfCommonInstructions(): LitmusRunner {
  loadUnicorn()
  return runnerWith(assemblerOfCommon())
}

function runnerWith(assembler: Assembler): LitmusRunner {
  return { prepare: (test) => prepare(test, assembler, (bytes, address) => disassembler.decode(bytes, address)) }
}

function prepare(test: LitmusTest, assembler: Assembler, decode: CoreOptions['decode']): PreparedTest {
  const built = buildProgram(test, assembler)
  const automata = new Automata(built.program, DEFAULT_MACHINE_OPTIONS, decode)
  const sightings: Sightings = new Map()
  const question: Question = { automata, outcome: markOf(outcomeOf(test, built), sightings), onTrap: 'stop-core' }
  return {
    test,
    run: (model, options) => summary(test, exploreAll(question, model, options), sightings),
    runInTurns: async (model, options) => {
      try {
        return summary(test, await exploreInTurns(question, model, options), sightings)
      } catch (error) {
        // It may be tried again, from the beginning.
        if (error instanceof NotLoaded) automata.close()
        throw error
      }
    },
    close: () => {
      automata.close()
    },
  }
}

/** A final state with the verdict of the test's condition; `faults` is part of the text. */
interface Sighting extends FinalState {
  readonly positive: boolean
}

/** By a text, which is what a search compares fastest: it tells the final states of all ends apart. */
type Sightings = Map<string, Sighting>

/** What `outcome` gives is kept in `sightings`. */
function markOf(outcome: (end: End) => Sighting | undefined, sightings: Sightings): (end: End) => string | undefined {
  return (end) => {
    const sighting = outcome(end)
    if (!sighting) return undefined
    const mark = sighting.positive ? sighting.text : `not ${sighting.text}`
    if (!sightings.has(mark)) sightings.set(mark, sighting)
    return mark
  }
}

/** A final state as an outcome of the search; undefined when the test's filter leaves it out. */
export function outcomeOf(test: LitmusTest, built: BuiltTest): (end: End) => Sighting | undefined {
  const print = finalStatePrinter(test)
  return (end) => {
    if (end.trap !== undefined) throw new Error('a trap ended the run, and not only its core')
    const read = readerOf(test, built, end)
    const faults = end.stopped.map((report) => faultText(test, built, report))
    if (test.filter !== undefined && !holds(test, test.filter, read)) return undefined
    const { text: state, values } = print(read)
    const text = [state, ...faults].filter((part) => part !== '').join(' ')
    const positive = holds(test, test.condition, read)
    return { text, values, positive }
  }
}

function summary(test: LitmusTest, exploration: Exploration, sightings: Sightings): LitmusRun {
  const seen: Sighting[] = []
  const doesNotTerminate: number[][] = []
  for (const found of exploration.outcomes) {
    const outcome = found.outcome as string | { readonly doesNotTerminate: readonly number[] } | undefined
    if (outcome === undefined) continue
    const sighting = typeof outcome === 'string' ? sightings.get(outcome) : undefined
    if (sighting) seen.push(sighting)
    else if (typeof outcome === 'object') doesNotTerminate.push(outcome.doesNotTerminate.map((index) => coreNumber(test, index)))
  }
  const states = seen.sort((a, b) => compareFinalStates(a, b) || (a.text < b.text ? -1 : 1))
  const positive = states.filter((state) => state.positive).length
  const negative = states.length - positive
  const { complete, bounds, transitions, milliseconds } = exploration
  return {
    test,
    model: exploration.model.name,
    states: states.map(({ text, values }) => ({ text, values })),
    positive,
    negative,
    observation: observe(positive, negative),
    validation: validate(test.quantifier, positive, negative, complete),
    complete,
    bounds,
    transitions,
    machineStates: exploration.states,
    machine: exploration.machine,
    milliseconds,
    doesNotTerminate,
  }
}

function readerOf(
  test: LitmusTest, { placement }: BuiltTest, end: Extract<End, { trap: undefined }>,
): FinalStateReader {
  return (place) => {
    switch (place.kind) {
      case 'register': {
        const index = test.programs.findIndex(({ core }) => core === place.core)
        return end.register(index, generalRegister(place.name))
      }
      case 'element':
        return end.read(placement.addressOf(place.name, place.index), placeType(test, place).size)
      case 'address':
        return placement.addressOf(place.name, place.index)
    }
  }
}

/** A fault as part of a final state. What is not modelled has no final state at all. */
function faultText(test: LitmusTest, { program }: BuiltTest, { core, trap, pc }: TrapReport): string {
  if (trap.kind === 'symbol') throw new Error(`a litmus test has no symbol ${trap.symbol}`)
  if (trap.kind === 'fault') {
    const where = trap.address === undefined ? '' : ` at 0x${trap.address.toString(16)}`
    return `fault(P${coreNumber(test, core)}, ${trap.reason}${where});`
  }
  const statement = program.image.statementAt(pc)
  const place = statement === undefined ? test.file : `${statement.file}:${statement.line}: \`${statement.text}\``
  throw new InputError(
    `${place}: P${coreNumber(test, core)} reached an instruction that is not modelled (${trap.reason}); leave it out`,
  )
}

function coreNumber(test: LitmusTest, index: number): number {
  return test.programs[index]?.core ?? index
}
