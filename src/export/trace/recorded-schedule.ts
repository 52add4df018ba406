import { InputError } from '../../emu/input-error.ts'
import type { Transition } from '../../machine/machine.ts'
import { StaleWitness } from '../../machine/witness.ts'
import { isRecord } from '../is-record.ts'
import type { Json, JsonRecord } from './trace-record.ts'

/** A line of a file, read as JSON. */
export interface RecordLine {
  /** Counted from 1. */
  readonly line: number
  readonly record: JsonRecord
}

interface Told {
  readonly line: number
  readonly step: number
}

interface Wrong {
  readonly line: number
  readonly field: string
  readonly expected: string
  readonly found: string
}

/** The schedule that the events of a recorded trace tell, one transition a step. */
export class RecordedSchedule {
  readonly #file: string
  readonly #transitions: (Transition | undefined)[] = []
  /** The line that tells each step. */
  readonly #lines: number[] = []
  /** The last two events that make a transition, and the first whose step does not follow: those of the events ascend. */
  #last: Told = { line: 0, step: 0 }
  #lastButOne: Told = { line: 0, step: 0 }
  #wrong: Wrong | undefined
  /** Of the instruction of each step that is no drain. */
  readonly #pcs: (number | undefined)[] = []

  constructor(file: string) {
    this.#file = file
  }

  /** Takes in an event. Throws an `InputError` when it is none. */
  add({ line, record }: RecordLine): void {
    switch (record['kind']) {
      case 'instruction': this.#instruction(line, record); break
      case 'drain': {
        const core = this.#number(line, record, 'core')
        const index = this.#number(line, record, 'index')
        const step = this.#number(line, record, 'step')
        this.#follow({ line, step })
        this.#tell(line, step, { kind: 'drain', core, index })
        break
      }
      case 'trap': {
        // With onTrap: 'stop-core' a trap is no transition: its step is that of the instruction before it.
        const step = this.#number(line, record, 'step')
        if (!this.#transitions[step - 1]) this.#tell(line, step, exec(this.#number(line, record, 'core'), 0), Number(record['pc']))
        break
      }
      case 'end': break
      default: throw this.#notAnEvent(line, `kind is ${JSON.stringify(record['kind'])}`)
    }
  }

  /** The transitions, when all events are in. Throws `StaleWitness` when steps are missing or told twice. */
  get transitions(): readonly Transition[] {
    const missing = Array.from(this.#transitions).indexOf(undefined)
    const wrong = this.#wrong ?? this.#firstAfter(missing)
    if (!wrong) return this.#transitions.filter((one) => one !== undefined)
    throw new StaleWitness(`${this.#file}:${wrong.line}: ${wrong.field}: expected ${wrong.expected}, found ${wrong.found}`)
  }

  /** The line that tells step number `step`, counted from 1. */
  lineOf(step: number): number {
    return this.#lines[step - 1] ?? 0
  }

  /** The address of the instruction that makes step number `step`, as recorded; undefined for a drain. */
  pcOf(step: number): number | undefined {
    return this.#pcs[step - 1]
  }

  #instruction(line: number, record: JsonRecord): void {
    const visible = record['visible']
    const step = this.#number(line, record, 'step')
    if (visible !== true) {
      // A private instruction comes after the visible one of its step.
      if (step > this.#last.step) this.#wrong ??= { line, field: 'visible', expected: 'true', found: JSON.stringify(visible) }
      return
    }
    const core = this.#number(line, record, 'core')
    const accesses = record['accesses']
    if (!Array.isArray(accesses)) throw this.#notAnEvent(line, 'accesses is no list')
    this.#follow({ line, step })
    const steps = new Map([[step, 0]])
    for (const access of accesses as readonly Json[]) {
      if (!isRecord(access) || access['kind'] !== 'load' || access['memory'] !== 'shared') continue
      steps.set(this.#number(line, access, 'step'), this.#number(line, access, 'back'))
    }
    const pc = Number(record['pc'])
    for (const [made, back] of steps) this.#tell(line, made, exec(core, back), pc)
  }

  #follow(told: Told): void {
    if (told.step <= this.#last.step) {
      // Of two that do not ascend, the one that does not follow the one before.
      const isLast = told.step > this.#lastButOne.step && this.#last.step !== this.#lastButOne.step + 1
      const [wrong, before] = isLast ? [this.#last, this.#lastButOne] : [told, this.#last]
      this.#wrong ??= { line: wrong.line, field: 'step', expected: String(before.step + 1), found: String(wrong.step) }
    }
    this.#lastButOne = this.#last
    this.#last = told
  }

  #tell(line: number, step: number, transition: Transition, pc?: number): void {
    if (step < 1) throw this.#notAnEvent(line, `step is ${step}`)
    if (this.#transitions[step - 1]) return
    this.#transitions[step - 1] = transition
    this.#lines[step - 1] = line
    this.#pcs[step - 1] = pc
  }

  #firstAfter(missing: number): Wrong | undefined {
    if (missing < 0) return undefined
    const at = this.#lines.findIndex((line, index) => index > missing && line > 0)
    return at < 0 ? undefined : { line: this.#lines[at] ?? 0, field: 'step', expected: String(missing + 1), found: String(at + 1) }
  }

  #number(line: number, record: JsonRecord, field: string): number {
    const value = record[field]
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > MOST) {
      throw this.#notAnEvent(line, `${field} is ${JSON.stringify(value)}, expected a whole number`)
    }
    return value
  }

  #notAnEvent(line: number, problem: string): InputError {
    return new InputError(`${this.#file}:${line}: not an event of a trace: ${problem}`)
  }
}

/** Steps of a trace that is read: more would not fit into memory. */
const MOST = 100_000_000

function exec(core: number, back: number): Transition {
  return { kind: 'exec', core, back }
}
