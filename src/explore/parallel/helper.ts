import { OutOfRoom } from '../../cpu-model/concurrent-memory.ts'
import { EarlyDrain } from '../early-drain.ts'
import { HeldCells } from '../held-cells.ts'
import { LateDrains } from '../late-drains.ts'
import { atState, type Origin } from '../origin.ts'
import type { Reductions } from '../reductions.ts'
import { Search } from '../search.ts'
import { ConcurrentStates } from './concurrent-states.ts'
import { RemoteFutures, RemoteMachine, RemoteSymmetry, Unknown } from './remote-machine.ts'
import { SharedCellSets } from './shared-cell-sets.ts'
import { CONTROL, ORDER, type SharedTables } from './shared-tables.ts'
import { SharedWays } from './shared-ways.ts'
import { Tasks } from './tasks.ts'

export interface HelperTask {
  readonly tables: SharedTables
  /** One word: the transitions that the helper has taken. */
  readonly taken: Int32Array
  readonly reductions: Reductions
  readonly usesFutures: boolean
  readonly sleeping: boolean
  readonly stopCore: boolean
}

/** What a helper has come upon; it is sent once, at the end. */
export interface HelperReport {
  readonly stuck: readonly StuckReport[]
  /** What was thrown, if anything: its name and where. `OutOfRoom` when the shared tables are full. */
  readonly error: { readonly name: string; readonly text: string } | undefined
}

export interface StuckReport {
  readonly kind: 'trapped' | 'diverged' | 'bounded' | 'full'
  readonly core: number
  readonly local: number
  readonly origin: Origin
}

/** What a turn was: nothing to expand is left for now, or the helper pauses, as it was told to. */
export type Turn = 'worked' | 'idle' | 'paused' | 'ended'

/** The search is being stopped; whatever the helper was doing is of no interest any more. */
export class Stopped extends Error {
  override name = 'Stopped'
}

/** Expands states of the shared set, one a turn, until it is told to stop. */
export class Helper {
  readonly #tables: SharedTables
  readonly #taken: Int32Array
  readonly #hand: (index: number) => void
  readonly #machine: RemoteMachine
  readonly #search: Search
  readonly #tasks: Tasks
  readonly #stuck: StuckReport[] = []
  readonly #seen = new Set<string>()
  #error: HelperReport['error']
  #last: Turn = 'worked'
  #splits = 0

  /** `hand`: leaves a state to the thread that has the machine, because what comes after it is not known here. May throw `Stopped`. */
  constructor({ tables, taken, reductions, usesFutures, sleeping, stopCore }: HelperTask, hand: (index: number) => void) {
    this.#tables = tables
    this.#taken = taken
    this.#hand = hand
    const reliances = new SharedCellSets(tables.reliances)
    const states = new ConcurrentStates(tables.states, reliances)
    const machine = new RemoteMachine(tables)
    this.#machine = machine
    const cells = sleeping ? new HeldCells(machine) : undefined
    const aids = {
      futures: usesFutures ? new RemoteFutures(tables) : undefined,
      sleeping,
      symmetry: tables.images ? new RemoteSymmetry(tables.images, machine.memory) : undefined,
      late: cells && reductions.late ? new LateDrains(machine, cells) : undefined,
      early: cells && reductions.early ? new EarlyDrain(machine, cells) : undefined,
      reliances,
      graph: tables.ways && new SharedWays(tables.ways, tables.control),
    }
    this.#tasks = new Tasks(tables, states)
    this.#search = new Search(machine, states, reductions, aids, stopCore, {
      finished: (index) => { Atomics.store(tables.ends, Atomics.add(tables.control, CONTROL.ends, 1), index + 1) },
      trapped: (core, local, origin) => { this.#note('trapped', core, local, origin) },
      diverged: (core, local, origin) => { this.#note('diverged', core, local, origin) },
      bounded: (core, local, full) => { this.#note(full ? 'full' : 'bounded', core, local, atState(0)) },
    })
    Atomics.add(tables.control, CONTROL.started, 1)
  }

  get report(): HelperReport {
    return { stuck: this.#stuck, error: this.#error }
  }

  turn(): Turn {
    try {
      const turn = this.#find()
      if (turn !== this.#last) this.#count(turn)
    } catch (caught) {
      this.#error = errorOf(caught)
      this.#last = 'ended'
    }
    return this.#last
  }

  #find(): Turn {
    const { control } = this.#tables
    const order = Atomics.load(control, CONTROL.order)
    if (order === ORDER.stop) return 'ended'
    if (order === ORDER.pause && this.#tasks.isBetweenBatches) return 'paused'
    // Whoever is counted as idle or parked must not be when it takes a state.
    if (this.#last !== 'worked') {
      if (this.#last === 'idle' && !this.#tasks.isAny()) return 'idle'
      this.#count('worked')
      return 'worked'
    }
    const index = this.#tasks.next()
    if (index < 0) return 'idle'
    const splits = Atomics.load(control, CONTROL.splits)
    if (splits !== this.#splits) {
      this.#splits = splits
      this.#machine.forgetCells()
    }
    this.#search.follow(Atomics.load(control, CONTROL.revision))
    this.#handIfUnknown(() => {
      this.#search.expand(index)
      return true
    })
    while (this.#handIfUnknown(() => this.#search.revisit()));
    this.#taken[0] = this.#search.transitions
    return 'worked'
  }

  /** A state that cannot be expanded here to the end is expanded by the other thread from the beginning, which changes nothing. */
  #handIfUnknown(expand: () => boolean): boolean {
    try {
      return expand()
    } catch (error) {
      if (!(error instanceof Unknown)) throw error
      this.#hand(this.#search.expanding)
      return true
    }
  }

  /** Lets the others know what this helper does. */
  #count(turn: Turn): void {
    const { control } = this.#tables
    if (turn === 'idle') Atomics.add(control, CONTROL.idle, 1)
    if (turn === 'paused') Atomics.add(control, CONTROL.parked, 1)
    if (this.#last === 'idle') Atomics.sub(control, CONTROL.idle, 1)
    if (this.#last === 'paused') Atomics.sub(control, CONTROL.parked, 1)
    this.#last = turn
    Atomics.add(control, CONTROL.bell, 1)
    Atomics.notify(control, CONTROL.bell)
  }

  #note(kind: StuckReport['kind'], core: number, local: number, origin: Origin): void {
    const key = `${kind},${core},${local}`
    if (this.#seen.has(key)) return
    this.#seen.add(key)
    this.#stuck.push({ kind, core, local, origin })
  }
}

function errorOf(caught: unknown): HelperReport['error'] {
  if (caught instanceof Stopped) return undefined
  if (caught instanceof OutOfRoom) return { name: 'OutOfRoom', text: caught.message }
  return caught instanceof Error ? { name: caught.name, text: caught.stack ?? caught.message } : { name: '', text: String(caught) }
}
