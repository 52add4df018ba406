/**
 * A search divided among machines that do not talk to each other. Every shard begins with the same breadth-first search of the first
 * states, without the reductions that look at what cores may still do, until there are enough states on its frontier. Shard i of n
 * then explores everything that can be reached from every n-th of them, with all reductions.
 *
 * Nothing is lost: an outcome is met in the prefix, or lies beyond some frontier state, which one shard explores wholly. A cycle that
 * contains a frontier state is seen by the shard of that state; one that does not is seen in the prefix. What several frontier states
 * lead to is explored by several shards: the price of not talking.
 *
 * All shards must divide the same frontier. Its states do not depend on what the automata happen to know, but they do on which
 * memory is known to be shared, because that decides where steps are cut; so a shard says which it was and what its frontier looked
 * like, and `mergeShards` refuses what does not fit together.
 */
import { InputError } from '../emu/input-error.ts'
import type { Machine } from '../machine/machine.ts'
import type { Explored } from './non-termination.ts'
import { atState } from './origin.ts'
import { NO_REDUCTIONS } from './reductions.ts'
import { Search, type Root, type SearchEvents } from './search.ts'
import { StateTable, type StateIndex } from './state-table.ts'

/** Shard `index` of `count`, counted from 1. */
export interface Shard {
  readonly index: number
  readonly count: number
}

/** What a shard says of itself. */
export interface ShardReport extends Shard {
  /** Digest of the frontier's schedules, 16 hexadecimal digits: equal when two shards have divided the same frontier. */
  readonly frontier: string
}

/** Frontier states a shard; enough for shares of about the same size. */
const ROOTS_PER_SHARD = 64
/** States of the prefix, for each of the frontier's, after which a narrow space is divided as it is. */
const EXPANSIONS_PER_ROOT = 8
const MOST_SHARDS = 4096

/** `2/5`. Throws an `InputError` for anything that is no shard. */
export function parseShard(text: string): Shard {
  const found = /^(\d{1,6})\/(\d{1,6})$/.exec(text)
  const index = Number(found?.[1])
  const count = Number(found?.[2])
  if (found && index >= 1 && index <= count && count <= MOST_SHARDS) return { index, count }
  throw new InputError(
    `--shard: expected I/N, such as 1/3, 2/3 and 3/3 for three shards, N at most ${MOST_SHARDS}, found ${JSON.stringify(text)}`,
  )
}

/** The search that all shards begin with. */
export class ShardPrefix {
  readonly search: Search
  readonly #machine: Machine
  #expanded = 0

  constructor(machine: Machine, fuse: boolean, stopCore: boolean, events: SearchEvents) {
    this.#machine = machine
    const table = new StateTable(machine.coreCount + 1, false)
    this.search = new Search(machine, table, { ...NO_REDUCTIONS, fuse }, { sleeping: false }, stopCore, events)
  }

  /** States that the prefix has expanded; those stored after them are the frontier. */
  get expanded(): number {
    return this.#expanded
  }

  /** Searches until the frontier is large enough for `count` shards, or nothing is left. */
  run(count: number): void {
    const { search } = this
    const enough = ROOTS_PER_SHARD * count
    search.start()
    while (this.#expanded < search.table.count && search.table.count - this.#expanded < enough) {
      if (this.#expanded >= enough * EXPANSIONS_PER_ROOT) break
      search.expand(this.#expanded++)
    }
  }

  /** The frontier states of one shard. */
  rootsOf({ index, count }: Shard): Root[] {
    return this.#frontier().filter((_, number) => (number + 1) % count === index % count).map((state) => this.#root(state))
  }

  report(shard: Shard): ShardReport {
    // Not imported, which would take every search 2 ms: few are shards.
    const digest = process.getBuiltinModule('node:crypto').createHash('sha256')
    digest.update(`${this.#expanded};${this.#frontier().length};`)
    for (const state of this.#frontier()) digest.update(JSON.stringify(this.#path(state)))
    return { ...shard, frontier: digest.digest('hex').slice(0, 16) }
  }

  /** The expanded states and what leads from one to another of them: where cycles lie that no shard would see. */
  get closed(): Explored {
    const { search } = this
    const count = this.#expanded
    return {
      table: { count, read: (index, state) => search.table.read(index, state) },
      expand: (index, visit) => search.expand(index, (to, choice) => {
        if (to < count) visit?.(to, choice)
      }),
      trail: (parent, choice) => search.trail(parent, choice),
    }
  }

  #frontier(): StateIndex[] {
    return Array.from({ length: this.search.table.count - this.#expanded }, (_, i) => this.#expanded + i)
  }

  #root(index: StateIndex): Root {
    const state = this.#machine.initialState()
    this.search.table.read(index, state)
    return { state, path: () => this.#path(index) }
  }

  #path(index: StateIndex): ReturnType<Search['path']> {
    return this.search.path(atState(index))
  }
}
