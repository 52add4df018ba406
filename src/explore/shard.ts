/**
 * A search divided among machines that do not talk to each other. Every shard begins with the same breadth-first search of the first
 * states, without the reductions that look at what cores may still do, until there are enough states on its frontier. Shard i of n
 * then explores everything that can be reached from the i-th stretch of them, with all reductions.
 *
 * Nothing is lost: an outcome is met in the prefix, or lies beyond some frontier state, which one shard explores wholly, but for what
 * sleeps in it: that lies beyond another one too (sleep sets ask for nothing but that all of them are searched, wherever and in whatever
 * order). A cycle that contains a frontier state is seen by the shard of that state; one that does not is seen in the prefix. What several
 * frontier states lead to, and what does not sleep, is explored by several shards: the price of not talking. Neighbours have most in
 * common, so a shard has a stretch of the frontier.
 *
 * All shards must divide the same frontier. Its states do not depend on what the automata happen to know, but they do on which
 * memory is known to be shared, because that decides where steps are cut; so a shard says which it was and what its frontier looked
 * like, and `mergeShards` refuses what does not fit together.
 */
import { InputError } from '../emu/input-error.ts'
import type { Machine, Transition } from '../machine/machine.ts'
import type { Explored } from './non-termination.ts'
import { atState } from './origin.ts'
import { NO_REDUCTIONS, type Reductions } from './reductions.ts'
import { rootAfter } from './root-after.ts'
import { Search, type Root, type SearchEvents } from './search.ts'
import { StateGraph } from './state-graph.ts'
import { StateTable } from './state-table.ts'

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

/** The search that all shards begin with, on a machine of its own. */
export class ShardPrefix {
  readonly machine: Machine
  readonly search: Search
  /** What leads where, while ways that sleep are left out; then states are not to be come to from themselves. */
  readonly #graph: StateGraph | undefined
  #expanded = 0
  #paths: readonly (readonly Transition[])[] | undefined

  /** `sleeping`: ways that lead to what another way leads to are left out. */
  constructor(machine: Machine, reductions: Reductions, sleeping: boolean, stopCore: boolean, events: SearchEvents) {
    this.machine = machine
    this.#graph = sleeping && reductions.sleep ? new StateGraph() : undefined
    const table = new StateTable(machine.coreCount + 1, this.#graph !== undefined)
    const { fuse, sleep } = reductions
    const aids = { sleeping: this.#graph !== undefined, graph: this.#graph }
    this.search = new Search(machine, table, { ...NO_REDUCTIONS, fuse, sleep }, aids, stopCore, events)
  }

  /** States that the prefix has expanded; those stored after them are the frontier. */
  get expanded(): number {
    return this.#expanded
  }

  /** May states that it has expanded be come to from themselves? */
  get mayCycle(): boolean {
    return this.#graph === undefined
  }

  /**
   * Searches until the frontier has `enough` states, or nothing is left. False when a state was come to from itself: then
   * what sleeps may do so for ever, and the prefix is to be searched without.
   */
  run(enough: number): boolean {
    const { search } = this
    search.start()
    while (this.#expanded < search.table.count && search.table.count - this.#expanded < enough) {
      if (this.#expanded >= enough * EXPANSIONS_PER_ROOT) break
      search.expand(this.#expanded++)
      while (search.revisit());
    }
    return this.#graph?.isAcyclic(search.table.count) !== false
  }

  /** The frontier states of one shard, as `machine` has them. */
  rootsOf({ index, count }: Shard, machine: Machine): Root[] {
    const schedules = this.#schedules()
    const [from, to] = [index - 1, index].map((shards) => Math.ceil((schedules.length * shards) / count))
    return schedules.slice(from, to).map((schedule, i) => ({
      // No trap is executed on the way.
      ...rootAfter(machine, schedule, true), sleep: this.search.table.sleep(this.#expanded + (from ?? 0) + i),
    }))
  }

  report(shard: Shard): ShardReport {
    // Not imported, which would take every search 2 ms: few are shards.
    const digest = process.getBuiltinModule('node:crypto').createHash('sha256')
    const schedules = this.#schedules()
    digest.update(`${this.#expanded};${schedules.length};`)
    for (const schedule of schedules) digest.update(JSON.stringify(schedule))
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

  /** To each state of the frontier. */
  #schedules(): readonly (readonly Transition[])[] {
    return (this.#paths ??= Array.from({ length: this.search.table.count - this.#expanded }, (_, i) =>
      this.search.path(atState(this.#expanded + i))))
  }
}
