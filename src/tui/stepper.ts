/**
 * The stepper without a screen: what it is about, and what each command does to it. A terminal and a script drive it alike.
 *
 * ```ts
 * const stepper = new Stepper(subject)
 * await stepper.execute({ kind: 'step', unit: 'instruction', core: 0, count: 1, back: 0 })
 * view(stepper.snapshot(), 80, 24)
 * ```
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { InputError } from '../emu/input-error.ts'
import type { Syntax } from '../emu/listing.ts'
import { memoryBlocks, type MemoryBlock } from '../export/memory-blocks.ts'
import { eventText } from '../export/narration.ts'
import { nextOf, valuesRead } from '../export/next-step.ts'
import { writeWholeFile } from '../host/write-whole-file.ts'
import type { Transition } from '../machine/machine.ts'
import { formatWitness, type Names } from '../machine/witness.ts'
import { SteppedRun, type Move } from '../observe/stepped-run.ts'
import type { LoadedScenario } from '../scenario/scenario.ts'
import type { Subject } from '../scenario/subject.ts'
import { breakPlace, StopWatch, watchPlace, type StopPlace } from './break-points.ts'
import type { Command, Count } from './command.ts'
import { helpText } from './help.ts'
import { ListingWindows } from './listing-window.ts'
import { SearchHere, type Reachable } from './search-here.ts'
import type { Snapshot } from './snapshot.ts'
import { bufferRows, cellsOf, coreSnapshot, heldStores, historyRows, outcomeNow, type Looking } from './take-snapshot.ts'
import { matching, searchText } from './search-text.ts'
import { memoryText, registersText, stateText } from './text.ts'

/** What a command came to. */
export interface Reply {
  /** For a person, without line ends. The first is the message where there is room for one only. */
  readonly lines: readonly string[]
  /** The screen as plain text was asked for, this wide and high. */
  readonly screen?: { readonly width: number; readonly height: number }
  readonly quit?: true
}

/** Moves that `run` makes at most. */
const MOST_MOVES = 20_000
const HISTORY_ROWS = 100
const SYNTAX_ORDER: readonly Syntax[] = ['go', 'intel', 'att']

/** In which the code is written; Go's where there is only machine code. */
function syntaxOf({ program: { image, cores } }: LoadedScenario): Syntax {
  return image.statementAt(cores[0]?.entry ?? 0n)?.syntax ?? 'go'
}

export class Stepper {
  readonly run: SteppedRun
  readonly #subject: Subject
  readonly #windows: ListingWindows
  readonly #search: SearchHere
  #syntax: Syntax
  #focus = 0
  #seenBy: number | undefined
  #stops: StopPlace[] = []
  /** Transitions from the beginning: the witness's, or those to an outcome that a search has found. */
  #guide: readonly Transition[] | undefined
  #found: Reachable | undefined
  /** What was to be seen before the last command. */
  #registersBefore: readonly BigUint64Array[]
  #memoryBefore: ReadonlyMap<string, string>

  constructor(subject: Subject, syntax?: Syntax) {
    this.#subject = subject
    this.run = new SteppedRun(subject.machine, subject.loaded.onTrap)
    this.#guide = subject.schedule
    this.#syntax = syntax ?? syntaxOf(subject.loaded)
    this.#windows = new ListingWindows(subject.loaded)
    this.#search = new SearchHere(subject.loaded, subject.model)
    this.#registersBefore = this.#registers()
    this.#memoryBefore = this.#memoryTexts()
  }

  get coreCount(): number {
    return this.run.machine.coreCount
  }

  get focus(): number {
    return this.#focus
  }

  /** The core as which memory is shown; undefined is memory as it is. */
  get seenBy(): number | undefined {
    return this.#seenBy
  }

  /** What came out, when the run is over. */
  get outcome(): string | undefined {
    return outcomeNow(this.run, this.#subject.loaded)
  }

  snapshot(): Snapshot {
    const { run } = this
    const memory = this.#memory()
    const texts = cellsOf(memory).map(({ key, text }) => [key, text] as const)
    const looking: Looking = {
      run, loaded: this.#subject.loaded, names: this.#names(), syntax: this.#syntax, windows: this.#windows,
    }
    const { model, loaded } = this.#subject
    return {
      scenario: loaded.scenario.name, model: model.name, syntax: this.#syntax, transitions: run.schedule.length, status: run.status,
      outcome: this.outcome, undone: run.undone, toFollow: this.#toFollow()?.length, focus: this.#focus,
      cores: this.#registersBefore.map((before, core) => coreSnapshot(looking, core, before)),
      seenBy: this.#seenBy, memory,
      changed: new Set(texts.filter(([key, text]) => (this.#memoryBefore.get(key) ?? text) !== text).map(([key]) => key)),
      held: heldStores(run, memory),
      history: historyRows(run, looking.names, HISTORY_ROWS),
      breakAddresses: new Set(this.#stops.flatMap((place) => (place.kind === 'address' ? [place.address] : []))),
    }
  }

  /** Which stores of `core` can drain now, as rows of its buffer. */
  drainable(core: number): readonly { readonly index: number; readonly text: string }[] {
    return bufferRows(this.run, core, this.#names()).filter(({ canDrain }) => canDrain)
  }

  /** The values that the next load of `core` may read, the newest first; empty when it is before none. */
  moments(core: number): readonly string[] {
    const { run } = this
    if (run.position(core).isPrivate) return []
    return valuesRead(run, core, run.transitions().filter((way) => way.kind === 'exec' && way.core === core).length)
  }

  /**
   * Does what a person asked for. Throws an `InputError` of one line for what is not possible, and leaves everything as it was.
   * Only a search takes long; `signal` ends it.
   */
  async execute(command: Command, signal?: AbortSignal): Promise<Reply> {
    this.#refuseUnknownCore(command)
    switch (command.kind) {
      case 'step': return this.#step(command)
      case 'drain': return this.#drain(command.core ?? this.#focus, command.entry)
      case 'back': return this.#timeTravel(command.count, 'back')
      case 'forward': return this.#timeTravel(command.count, 'forward')
      case 'follow': return this.#follow(command.count)
      case 'choose': return this.#choose(command.number)
      case 'run': return this.#runOn(command.core)
      case 'break': return this.#stop(command.place, breakPlace)
      case 'watch': return this.#stop(command.place, watchPlace)
      case 'delete': return this.#deleteStops(command.which)
      case 'search': return this.#searchFor(command.text, signal)
      case 'syntax': return this.#setSyntax(command.syntax)
      case 'memory': return this.#look(command.seenBy)
      case 'registers': return { lines: registersText(this.snapshot(), command.core ?? this.#focus) }
      case 'history': return { lines: this.#historyLines(command.count) }
      case 'focus': return this.#setFocus(command.core)
      case 'state': return { lines: stateText(this.snapshot()) }
      case 'screen': return { lines: [], screen: command }
      case 'save': return this.#save(command.file)
      case 'help': return { lines: helpText(command.about) }
      case 'quit': return { lines: [], quit: true }
    }
  }

  // --- moving -----------------------------------------------------------------------------------------------------------

  #step({ unit, core = this.#focus, count, back }: Command & { readonly kind: 'step' }): Reply {
    const first = this.#why(core, back)
    if (first !== undefined) throw new InputError(first)
    this.#remember()
    this.#focus = core
    const moves: Move[] = []
    const { restarts } = this.run
    while (moves.length < count) {
      const move = unit === 'visible' ? this.run.exec(core, back) : this.run.step(core, back)
      if (!move) break
      moves.push(move)
      if (this.run.restarts !== restarts) break
    }
    const lines = this.#told(moves, restarts)
    if (moves.length === count) return { lines }
    const why = this.#why(core, 0)
    return { lines: [...lines, `core ${core} made ${moves.length} of ${count} steps${why === undefined ? '' : `: ${why}`}`] }
  }

  /** Why `core` cannot move now. */
  #why(core: number, back: number): string | undefined {
    const { run } = this
    const { isPrivate } = run.position(core)
    const ways = run.transitions().filter((way) => way.kind === 'exec' && way.core === core)
    const { next, canGoOn } = nextOf(run, core, this.#names())
    const hint = /buffer/.test(next) ? ` (drain ${core})` : ''
    if (!canGoOn) return `core ${core} cannot step: ${next}${hint}`
    if (back > 0 && (isPrivate || back >= ways.length)) {
      const values = isPrivate ? [] : valuesRead(run, core, ways.length)
      const may = values.length > 1 ? `it may read ${values.join(', ')}` : 'its next step has no earlier moment to read at'
      return `core ${core} cannot read ${back} moments ago: ${may}`
    }
    return undefined
  }

  #drain(core: number, entry: string | undefined): Reply {
    const held = this.run.buffer(core)
    if (this.run.trappedCore !== undefined) throw new InputError('the run is over: nothing drains any more')
    if (held.length === 0) throw new InputError(`core ${core} holds nothing in its buffer`)
    const names = this.#names()
    const can = this.drainable(core)
    const labels = held.map(({ address, size }) => names.nameOf(address, size))
    const index = entry === undefined ? can[0]?.index : /^\d+$/.test(entry) ? Number(entry) : labels.indexOf(entry)
    if (index === undefined || !can.some((one) => one.index === index)) {
      const choice = can.map((one) => `${one.index} (${one.text})`).join(', ')
      throw new InputError(`core ${core} cannot drain ${entry ?? 'anything'} now: what can drain is ${choice || 'nothing'}`)
    }
    this.#remember()
    this.#focus = core
    const { restarts } = this.run
    const move = this.run.drain(core, index)
    return { lines: this.#told(move ? [move] : [], restarts) }
  }

  #timeTravel(count: Count, way: 'back' | 'forward'): Reply {
    const { run } = this
    this.#remember()
    let made = 0
    while (made < (count === 'all' ? Infinity : count) && (way === 'back' ? run.back() : run.forward())) made++
    if (made === 0) throw new InputError(way === 'back' ? 'this is the beginning' : 'there is nothing to make again')
    return { lines: [`${counted(made, 'move')} ${way}: ${this.#where()}`] }
  }

  #follow(count: Count): Reply {
    const left = this.#toFollow()
    if (this.#guide === undefined) throw new InputError('there is nothing to follow: step a witness, or search for an outcome')
    if (left === undefined) throw new InputError('the run has left the schedule that it followed: go back, or search again')
    if (left.length === 0) throw new InputError('the schedule that was followed ends here')
    this.#remember()
    const { restarts } = this.run
    const moves: Move[] = []
    for (const transition of count === 'all' ? left : left.slice(0, count)) {
      const move = this.run.take(transition)
      if (!move) throw new InputError('the next transition of the followed schedule is not possible here')
      moves.push(move)
      if (this.run.restarts !== restarts) break
    }
    this.#focus = moves.at(-1)?.core ?? this.#focus
    return { lines: this.#told(moves, restarts) }
  }

  /** What is left of the followed schedule; undefined without one, and when the run has left it. */
  #toFollow(): readonly Transition[] | undefined {
    const { schedule } = this.run
    if (!this.#guide || !schedule.every((taken, i) => isSame(taken, this.#guide?.[i]))) return undefined
    return this.#guide.slice(schedule.length)
  }

  /** Goes on until a stop, the end, or for as many moves as anybody would look at. */
  #runOn(core: number | undefined): Reply {
    const { run } = this
    const cannot = core === undefined ? undefined : this.#why(core, 0)
    if (cannot !== undefined && run.buffer(core ?? 0).length === 0) throw new InputError(cannot)
    if (core === undefined && this.outcome !== undefined) throw new InputError(`the run is over: ${this.outcome}`)
    this.#remember()
    const { restarts } = run
    const watch = new StopWatch(this.#stops, run, this.#subject.loaded)
    const byInstruction = this.#stops.some(({ kind }) => kind === 'address' || kind === 'line')
    const moves: Move[] = []
    let reason: string | undefined
    while (moves.length < MOST_MOVES && reason === undefined && run.restarts === restarts) {
      const move = this.#advance(core, byInstruction)
      if (!move) break
      moves.push(move)
      reason = watch.stops(move)
    }
    this.#focus = core ?? moves.at(-1)?.core ?? this.#focus
    const end = this.outcome
    const still = core === undefined ? 'nothing more is possible' : `core ${core} ${nextOf(run, core, this.#names()).next}`
    const bound = moves.length >= MOST_MOVES ? `still going on after ${MOST_MOVES} moves` : still
    const why = reason ?? (end === undefined ? bound : `the run is over: ${end}`)
    return { lines: [`${counted(moves.length, 'move')}: ${why}`, ...this.#told(moves.slice(-1), restarts)] }
  }

  /** One move of `core`, or of the lowest core that can go on; its buffer drains when that is all it can do. */
  #advance(core: number | undefined, byInstruction: boolean): Move | undefined {
    const { run } = this
    const step = (one: number): Move | undefined => (byInstruction ? run.step(one) : run.exec(one))
    if (core !== undefined) return step(core) ?? this.#drainFirst(core)
    for (let one = 0; one < this.coreCount; one++) {
      const move = step(one) ?? this.#drainFirst(one)
      if (move) return move
    }
    return undefined
  }

  #drainFirst(core: number): Move | undefined {
    const way = this.run.transitions().find((one) => one.kind === 'drain' && one.core === core)
    return way && this.run.take(way)
  }

  // --- stops, search ------------------------------------------------------------------------------------------------------

  /** A new stop, or without a place those there are. */
  #stop(text: string | undefined, placeOf: typeof breakPlace): Reply {
    if (text === undefined) {
      return { lines: this.#stops.length === 0 ? ['no breakpoints'] : this.#stops.map((place, i) => stopText(place, i + 1)) }
    }
    const place = placeOf(text, this.#subject.loaded)
    this.#stops = [...this.#stops, place]
    return { lines: [stopText(place, this.#stops.length)] }
  }

  #deleteStops(which: Count): Reply {
    if (which !== 'all' && !this.#stops[which - 1]) throw new InputError(`there is no breakpoint ${which}: break lists them`)
    const kept = which === 'all' ? [] : this.#stops.filter((_, i) => i !== which - 1)
    const removed = this.#stops.length - kept.length
    this.#stops = kept
    return { lines: [`${removed} removed, ${kept.length} left`] }
  }

  async #searchFor(text: string, signal: AbortSignal | undefined): Promise<Reply> {
    const { run } = this
    if (run.trappedCore !== undefined) throw new InputError('the run is over: nothing else can come out of it')
    let found = await this.#search.from(run.schedule, signal)
    const isCutAnew = found.newlyShared.length > 0
    while (found.newlyShared.length > 0) {
      run.share(found.newlyShared)
      found = await this.#search.from(run.schedule, signal)
    }
    this.#found = found
    const first = matching(found, text)[0]
    if (first) this.#guide = first.found.schedule
    return { lines: [...searchText(found, text, run.schedule.length), ...(isCutAnew ? [RESTARTED] : [])] }
  }

  #choose(number: number): Reply {
    const chosen = this.#found?.outcomes[number - 1]
    if (!this.#found) throw new InputError('nothing has been searched for yet: search finds what can still come out')
    if (!chosen) throw new InputError(`the last search has found no outcome ${number}: it found ${this.#found.outcomes.length}`)
    this.#guide = chosen.found.schedule
    const left = this.#toFollow()
    const how = left ? `${left.length} transitions` : 'the run has moved on since: go back to follow it'
    return { lines: [`to follow: ${chosen.text} (${how})`] }
  }

  // --- how it looks ---------------------------------------------------------------------------------------------------------

  #setSyntax(syntax: Syntax | undefined): Reply {
    this.#syntax = syntax ?? SYNTAX_ORDER[(SYNTAX_ORDER.indexOf(this.#syntax) + 1) % SYNTAX_ORDER.length] ?? 'go'
    return { lines: [`syntax: ${this.#syntax}`] }
  }

  #look(seenBy: number | 'shared' | undefined): Reply {
    if (seenBy !== undefined) this.#seenBy = seenBy === 'shared' ? undefined : seenBy
    this.#memoryBefore = this.#memoryTexts()
    const head = this.#seenBy === undefined ? 'memory as it is' : `memory as core ${this.#seenBy} sees it`
    return { lines: [head, ...memoryText(this.snapshot())] }
  }

  #setFocus(core: number): Reply {
    this.#focus = core
    return { lines: [`core ${core}`] }
  }

  #historyLines(count: Count): string[] {
    const rows = historyRows(this.run, this.#names(), count === 'all' ? this.run.history.length : count)
    if (rows.length === 0) return ['nothing has happened yet']
    return rows.map(({ number, core, mark, text, effect }) => (
      `${String(number).padStart(5)} core ${core} ${mark} ${text}${text && effect ? '   ' : ''}${effect}`
    ))
  }

  #save(file: string): Reply {
    if (existsSync(file) && !isWitness(file)) throw new InputError(`${file} is there, and no witness: choose another name`)
    const { loaded, model } = this.#subject
    const { machine, schedule } = this.run
    writeWholeFile(file, formatWitness(loaded.witnessHeader(model), machine, schedule, loaded.onTrap, this.#names()))
    const { words } = loaded.scenario
    const given = words === undefined ? '' : `${words} `
    return { lines: [`${counted(schedule.length, 'transition')} in ${file}: fencepost replay ${given}${file}`] }
  }

  // --- inside -----------------------------------------------------------------------------------------------------------

  #refuseUnknownCore(command: Command): void {
    const named = 'core' in command ? command.core : command.kind === 'memory' ? command.seenBy : undefined
    const core = named === 'shared' ? undefined : named
    if (core === undefined || core < this.coreCount) return
    const last = this.coreCount - 1
    throw new InputError(`there is no core ${core}: the cores are ${last === 0 ? '0 only' : `0 to ${last}`}`)
  }

  /** What the moves did: each of a few, else the last. */
  #told(moves: readonly Move[], restarts: number): string[] {
    const names = this.#names()
    const told = moves.slice(-8).map((move) => (
      move.kind === 'private'
        ? `core ${move.core}: ${names.textAt(move.instruction.instruction.address)}`
        : `core ${move.core}: ${eventText(move.event, names) || names.textAt(move.event.kind === 'exec' ? move.event.step.pc : 0)}`
    ))
    const left = moves.length - told.length
    return [
      ...(left > 0 ? [`${left} moves, and then`] : []), ...told,
      ...(this.run.restarts === restarts ? [] : [RESTARTED]),
    ]
  }

  #where(): string {
    const { schedule, history, undone } = this.run
    return `${counted(history.length, 'move')} made (${counted(schedule.length, 'transition')}), ${undone} can be made again`
  }

  #remember(): void {
    this.#registersBefore = this.#registers()
    this.#memoryBefore = this.#memoryTexts()
  }

  #registers(): BigUint64Array[] {
    return this.run.machine.locals.map((_, core) => this.run.registers(core).slice())
  }

  #memoryTexts(): Map<string, string> {
    return new Map(cellsOf(this.#memory()).map(({ key, text }) => [key, text]))
  }

  #memory(): MemoryBlock[] {
    const { run } = this
    const { machine } = run
    const { automata, cells } = machine
    const seenBy = this.#seenBy
    return memoryBlocks({
      labels: this.#subject.loaded.labels,
      read: (address, size) => (seenBy === undefined ? run.readMemory(address, size) : run.read(seenBy, address, size)),
      isMapped: (address, size) => run.isMapped(address, size),
      isShared: (address, size) => automata.isShared(address, size),
      touched: Array.from({ length: cells.count }, (_, cell) => ({ address: cells.address(cell), size: cells.size(cell) }))
        .sort((a, b) => a.address - b.address),
      initialByte: (address) => automata.initialByte(address),
    })
  }

  #names(): Names {
    return this.#subject.loaded.names(this.#syntax)
  }
}

const RESTARTED = 'memory turned out to be shared: the steps were cut anew and taken again'

/** By its beginning: only another witness is written over. */
function isWitness(file: string): boolean {
  return statSync(file).isFile() && /^\s*(;.*\s+)*fencepost witness/.test(readFileSync(file, 'utf8'))
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

function isSame(a: Transition, b: Transition | undefined): boolean {
  if (b === undefined || a.kind !== b.kind || a.core !== b.core) return false
  return a.kind === 'drain' ? b.kind === 'drain' && a.index === b.index : b.kind === 'exec' && a.back === b.back
}

function stopText(place: StopPlace, number: number): string {
  const what = place.kind === 'access' ? 'an access of ' : place.kind === 'change' ? 'a change of ' : ''
  return `${number}: stops at ${what}${place.name}`
}
