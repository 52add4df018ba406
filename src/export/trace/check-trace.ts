import { InputError } from '../../emu/input-error.ts'
import type { Machine, Transition } from '../../machine/machine.ts'
import { Run } from '../../machine/run.ts'
import { StaleWitness, type WitnessHeader } from '../../machine/witness.ts'
import { schedulePlan } from '../../observe/trace/plans.ts'
import { headerOf, rehearse } from '../../observe/trace/trace-run.ts'
import type { EndEvent } from '../../observe/trace/trace-event.ts'
import { Tracer } from '../../observe/trace/tracer.ts'
import type { LoadedScenario } from '../../scenario/scenario.ts'
import type { Syntax } from '../../emu/listing.ts'
import { isRecord } from '../is-record.ts'
import { jsonDifference } from './json-difference.ts'
import type { RecordedSchedule, RecordLine } from './recorded-schedule.ts'
import { eventRecord, headerRecord, TRACE_FORMAT, TRACE_VERSION, type Json, type JsonRecord } from './trace-record.ts'

/** What the first line of a recorded trace says of the run, in the terms of a witness, and the syntax of its texts. */
export interface RecordedHeader extends WitnessHeader {
  readonly syntax: Syntax | undefined
}

/** Reads the first line. Throws an `InputError` with what was expected. */
export function readHeader({ record }: RecordLine, file: string): RecordedHeader {
  const fail = (problem: string): never => {
    throw new InputError(`${file}:1: not the first line of a trace: ${problem}`)
  }
  if (record['format'] !== TRACE_FORMAT) return fail(`expected "format":"${TRACE_FORMAT}"`)
  if (record['version'] !== TRACE_VERSION) {
    const version = JSON.stringify(record['version'])
    throw new InputError(`${file}:1: trace version ${version}: this fencepost reads version ${TRACE_VERSION}; `
      + 'make it again with fencepost trace --format jsonl')
  }
  const text = (name: string): string => {
    const value = record[name]
    return typeof value === 'string' ? value : fail(`${name} is ${JSON.stringify(value)}, expected text`)
  }
  const { options, shared, syntax } = record
  const whole = (value: Json | undefined): value is number => typeof value === 'number' && Number.isInteger(value) && value > 0
  if (!isRecord(options) || !whole(options['bufferEntries'])) return fail('expected "options":{"bufferEntries":N}')
  const capacity = options['bufferCapacity']
  if (capacity !== undefined && !whole(capacity)) return fail(`bufferCapacity is ${JSON.stringify(capacity)}`)
  if (!Array.isArray(shared)) return fail('shared is no list')
  if (syntax !== null && syntax !== 'go' && syntax !== 'intel' && syntax !== 'att') {
    return fail('expected syntax go, intel, att or null')
  }
  return {
    scenario: text('scenario'), model: text('model'), image: text('image'),
    bufferEntries: options['bufferEntries'],
    ...(capacity === undefined ? {} : { bufferCapacity: capacity }),
    ...(options['splitLines'] === true ? { splitLines: true as const } : {}),
    shared: (shared as readonly Json[]).map((range) => {
      const from = isRecord(range) ? Number(range['from']) : NaN
      const to = isRecord(range) ? Number(range['to']) : NaN
      const isRange = Number.isSafeInteger(from) && Number.isSafeInteger(to)
      return isRange ? { from, to } : fail(`shared: ${JSON.stringify(range)} is no range`)
    }),
    syntax: syntax ?? undefined,
  }
}

/** Compares a recorded trace, a line at a time, with what the run does now. */
export class TraceCheck {
  readonly #file: string
  readonly #expected: Iterator<JsonRecord, undefined>
  readonly #schedule: RecordedSchedule
  #end: EndEvent | undefined

  /** `loaded` and `machine` as the header tells. */
  constructor(file: string, loaded: LoadedScenario, machine: Machine, syntax: Syntax | undefined, schedule: RecordedSchedule) {
    this.#file = file
    this.#schedule = schedule
    this.#expected = this.#records(loaded, machine, syntax)
  }

  /** Throws `StaleWitness` when the line is not what the run gives, with line, field, what was expected and what was found. */
  compare({ line, record }: RecordLine): void {
    const { value, done } = this.#expected.next()
    if (done) throw new StaleWitness(`${this.#file}:${line}: expected nothing more after the end of the run`)
    const difference = jsonDifference(value, record)
    if (!difference) return
    const { field, expected, found } = difference
    throw new StaleWitness(`${this.#file}:${line}: ${field}: expected ${show(expected)}, found ${show(found)}`)
  }

  /** All lines have been compared: gives the last event. `line`: the one after the last. */
  finish(line: number): EndEvent {
    const { value, done } = this.#expected.next()
    if (!done) {
      const next = JSON.stringify(value).slice(0, 200)
      throw new StaleWitness(`${this.#file}:${line}: the trace ends too early: expected ${next}`)
    }
    if (!this.#end) throw new Error('a run without an end')
    return this.#end
  }

  #checkCores(transitions: readonly Transition[], cores: number): void {
    const at = transitions.findIndex(({ core }) => core >= cores)
    const wrong = transitions[at]
    if (wrong) throw this.#stale(at + 1, 'core', `0 to ${cores - 1}`, String(wrong.core))
  }

  /** Does the core of step number `step` stand where the trace has it? */
  #checkPlace({ machine, state }: Run, step: number, core: number): void {
    const found = this.#schedule.pcOf(step)
    const pcOf = (one: number): number => machine.local(one).visibleStep(state[one] ?? 0).pc
    if (found === undefined || pcOf(core) === found) return
    const other = machine.locals.findIndex((_, one) => pcOf(one) === found)
    if (other >= 0) throw this.#stale(step, 'core', String(other), String(core))
    throw this.#stale(step, 'pc', `0x${pcOf(core).toString(16)}`, `0x${found.toString(16)}`)
  }

  #impossible(step: number, transition: Transition): StaleWitness {
    const { core } = transition
    return transition.kind === 'exec'
      ? this.#stale(step, 'core', 'one that can go on', `${core}, which cannot in step ${step}`)
      : this.#stale(step, 'index', 'a store that can drain', `${transition.index} of core ${core}, which cannot in step ${step}`)
  }

  #stale(step: number, field: string, expected: string, found: string): StaleWitness {
    return new StaleWitness(`${this.#file}:${this.#schedule.lineOf(step)}: ${field}: expected ${expected}, found ${found}`)
  }

  *#records(loaded: LoadedScenario, machine: Machine, syntax: Syntax | undefined): Generator<JsonRecord, undefined> {
    const { transitions } = this.#schedule
    this.#checkCores(transitions, machine.coreCount)
    rehearse(loaded, machine, schedulePlan(transitions, false), transitions.length)
    yield headerRecord(headerOf(loaded, machine, syntax))
    const run = new Run(machine, loaded.onTrap, 'forward-only')
    const tracer = new Tracer(run, loaded, syntax)
    for (const [index, transition] of transitions.entries()) {
      this.#checkPlace(run, index + 1, transition.core)
      const events = tracer.take(transition)
      if (!events) throw this.#impossible(index + 1, transition)
      for (const event of events) yield eventRecord(event)
    }
    for (const event of tracer.end()) {
      if (event.kind === 'end') this.#end = event
      yield eventRecord(event)
    }
    return undefined
  }
}

function show(value: Json | undefined): string {
  return value === undefined ? 'no such field' : JSON.stringify(value)
}
