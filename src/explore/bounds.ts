import type { Machine } from '../machine/machine.ts'
import type { ExploreOptions, Progress } from './exploration.ts'

/** How far a search has come. */
export type Standing = Pick<Progress, 'states' | 'transitions' | 'frontier'>

/** How often a search looks at the clock: after so many states, some of which take a tenth of a millisecond under `relaxed`, … */
const STATES_A_LOOK = 256
/** … or after so many transitions: a state may be followed by hundreds of them, each of which the emulator has to run first. */
const TRANSITIONS_A_LOOK = 1024
const PROGRESS_MILLISECONDS = 200
const TURN_MILLISECONDS = 20

/** What keeps a search from being complete: those bounds that were asked for, and others that it has met. */
export class Bounds {
  /** Is the search to end, though there is more to explore? */
  isCut = false
  readonly #met = new Set<string>()
  readonly #options: ExploreOptions
  readonly #started: number
  readonly #pass: number
  #reportedAt = performance.now()
  #turnedAt = this.#reportedAt
  #statesSinceLook = 0
  #transitionsAtLook = 0

  /** Of pass number `pass` of a search that started at `started`, in milliseconds. */
  constructor(options: ExploreOptions, started: number, pass: number) {
    this.#options = options
    this.#started = started
    this.#pass = pass
  }

  /** Those that were met, in words. */
  get met(): readonly string[] {
    return [...this.#met]
  }

  /** Milliseconds since the search, not only this pass of it, has started. */
  get milliseconds(): number {
    return performance.now() - this.#started
  }

  /** Something is not explored, but the search goes on. */
  add(bound: string): void {
    this.#met.add(bound)
  }

  cut(bound: string): void {
    this.isCut = true
    this.#met.add(bound)
  }

  /** A core cannot go on to the end of its private instructions, or (`full`) for want of room in its store buffer. */
  addCore(machine: Machine, core: number, local: number, full: boolean): void {
    const step = machine.local(core).visibleStep(local)
    const instructions = step.kind === 'bound' ? step.instructions : 0
    const bound = full ? `${machine.options.bufferEntries} buffered stores` : `${instructions} private instructions in a row`
    this.add(`${bound} (core ${core} at 0x${step.pc.toString(16)})`)
  }

  checkStates(search: Pick<Standing, 'states'>): void {
    const { maxStates } = this.#options
    if (maxStates !== undefined && search.states > maxStates) this.cut(`${maxStates} states`)
  }

  /** To be called once a state: is it time for `checkClock`? `transitions`: those that this thread has taken. */
  isClockDue(transitions: number): boolean {
    if (++this.#statesSinceLook < STATES_A_LOOK && transitions < this.#transitionsAtLook + TRANSITIONS_A_LOOK) return false
    this.#statesSinceLook = 0
    this.#transitionsAtLook = transitions
    return true
  }

  /** Looks at the clock and at the signal, and reports. Is it time for a turn of whoever drives the search? */
  checkClock(search: Standing): boolean {
    const { maxSeconds, signal, onProgress } = this.#options
    const now = performance.now()
    const seconds = (now - this.#started) / 1000
    if (maxSeconds !== undefined && seconds > maxSeconds) this.cut(`${maxSeconds} seconds`)
    if (signal?.aborted) this.cut('interrupted')
    if (onProgress && now - this.#reportedAt > PROGRESS_MILLISECONDS) {
      this.#reportedAt = now
      const { states, transitions, frontier } = search
      onProgress({ pass: this.#pass, states, transitions, frontier, seconds })
    }
    return now - this.#turnedAt > TURN_MILLISECONDS
  }

  /** Whoever drives the search may do something else. */
  *turn(): Generator<undefined, void> {
    yield
    this.#turnedAt = performance.now()
  }
}
