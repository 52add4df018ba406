/**
 * The four models, written down once more, as plainly as possible: every byte apart, every moment kept, no sharing, no tables, no
 * reduction. Each function quotes the rule of the design that it is. For programs without loops.
 */
import type { ModelName } from '../../src/cpu-model/model.ts'
import { VALUE_REGISTERS, type AbstractProgram, type Place, type Step } from './abstract-program.ts'
import { SHARED_SIZE } from './assembled-program.ts'

interface Entry {
  readonly at: number
  readonly bytes: readonly number[]
  readonly nonTemporal: boolean
  /** SFENCEs that the core had run before this store. */
  readonly epoch: number
}

interface CoreState {
  readonly at: number
  readonly registers: Readonly<Record<string, bigint>>
  readonly buffer: readonly Entry[]
  readonly epoch: number
  /** For each byte of memory, the earliest moment that the core may still read. */
  readonly floor: readonly number[]
}

interface Moment {
  readonly memory: readonly number[]
  /** For each byte, the moment of the store that wrote it. */
  readonly written: readonly number[]
}

interface State {
  readonly cores: readonly CoreState[]
  /** The last is now. */
  readonly moments: readonly Moment[]
}

/** JSON of each end of a run: final memory and registers, or the core that trapped. */
export function naiveOutcomes(program: AbstractProgram, model: ModelName): Set<string> {
  const zeros = Array.from({ length: SHARED_SIZE }, () => 0)
  const registers = Object.fromEntries(VALUE_REGISTERS.map((name) => [name, 0n]))
  const start = program.map(() => ({ at: 0, registers, buffer: [], epoch: 0, floor: zeros }))
  const outcomes = new Set<string>()
  const seen = new Set<string>()
  const work: State[] = [{ cores: start, moments: [{ memory: zeros, written: zeros }] }]
  for (let state = work.pop(); state; state = work.pop()) {
    const key = text(state)
    if (seen.has(key)) continue
    seen.add(key)
    const next = state.cores.flatMap((core, i) => [
      ...drains(state, i, model),
      ...exec(state, i, program[i]?.[core.at], model, (trapped) => outcomes.add(text({ trap: i, registers: trapped }))),
    ])
    const ended = state.cores.every((core, i) => core.buffer.length === 0 && core.at >= (program[i]?.length ?? 0))
    if (ended) outcomes.add(text({ memory: now(state).memory, registers: state.cores.map((core) => core.registers) }))
    work.push(...next)
  }
  return outcomes
}

export function text(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? part.toString() : part))
}

/** "A buffered store reaches memory": which may, is the model. */
function drains(state: State, i: number, model: ModelName): State[] {
  const { buffer } = coreOf(state, i)
  return buffer.flatMap((entry, index) => {
    const older = buffer.slice(0, index)
    // "SFENCE: an entry drains only when all entries of earlier epochs have."
    const inEpoch = older.every(({ epoch }) => epoch === entry.epoch)
    // "pso: an entry may drain when no older entry overlaps one of its bytes"; x86-tso: FIFO, but non-temporal stores
    // "may drain out of order with the core's other stores, never past one that overlaps". "Under sc it drains like any store."
    const passes = older.every(
      (other) => !overlap(entry, other) && (isWeak(model) || entry.nonTemporal || other.nonTemporal),
    )
    if (index > 0 && (model === 'sc' || !inEpoch || !passes)) return []
    const drained = write(state, i, entry)
    return [withCore(drained, i, { buffer: buffer.filter((_, k) => k !== index) })]
  })
}

function exec(
  state: State, i: number, step: Step | undefined, model: ModelName, trapped: (registers: unknown) => void,
): State[] {
  const core = coreOf(state, i)
  // "sc: the core may not exec again before they have drained."
  if (step === undefined || (model === 'sc' && core.buffer.length > 0)) return []
  const on = withCore(state, i, { at: core.at + 1 })
  switch (step.op) {
    case 'load':
      return loads(on, i, step, model).map(([after, value]) =>
        setRegister(after, i, step.register, value, Math.max(4, step.size)),
      )
    case 'store':
      return [append(on, i, step, BigInt(step.value), step.nonTemporal)]
    case 'inc':
    case 'xor': {
      const change = (value: bigint): bigint => (step.op === 'inc' ? value + 1n : value ^ BigInt(step.value))
      // "The load, then the store is appended: not atomic, in any model."
      if (step.locked) return atomically(on, i, step, change).map(([after]) => after)
      return loads(on, i, step, model).map(([after, value]) => append(after, i, step, change(value), false))
    }
    case 'exchange':
      return atomically(on, i, step, () => BigInt(step.value)).map(([after, value]) => {
        // What precedes it: `mov` of the value to the 32-bit register.
        const before = setRegister(after, i, step.register, BigInt(step.value), 4)
        return setRegister(before, i, step.register, value, step.size)
      })
    case 'mfence':
      return core.buffer.length > 0 ? [] : [raiseFloors(on, i)]
    case 'sfence':
      return [withCore(on, i, { epoch: core.epoch + 1 })]
    case 'lfence':
      // "Changes nothing in sc, x86-tso, pso; in relaxed it raises every floor to now."
      return [raiseFloors(on, i)]
    case 'skip':
      if (core.registers[step.register] !== BigInt(step.value)) return [on]
      return [withCore(on, i, { at: core.at + 1 + step.count })]
    case 'trap':
      if (core.registers[step.register] === BigInt(step.value)) return [on]
      trapped(core.registers)
      return []
    default:
      throw new Error(`${step.op} is a loop`)
  }
}

/** "Byte by byte: the newest own buffered byte, else memory", under `relaxed` as it was at each moment that the floors allow. */
function loads(state: State, i: number, { at, size }: Place, model: ModelName): [State, bigint][] {
  const { buffer, floor } = coreOf(state, i)
  const bytes = Array.from({ length: size }, (_, k) => at + k)
  const own = bytes.map((byte) => {
    const entry = buffer.findLast((e) => byte >= e.at && byte < e.at + e.bytes.length)
    return entry?.bytes[byte - entry.at]
  })
  const fromMemory = bytes.filter((_, k) => own[k] === undefined)
  const last = state.moments.length - 1
  const first = model === 'relaxed' ? Math.max(0, ...fromMemory.map((byte) => floor[byte] ?? 0)) : last
  return state.moments.slice(first).map(({ memory, written }) => {
    const value = toNumber(bytes.map((byte, k) => own[k] ?? memory[byte] ?? 0))
    // "A byte's floor rises to the moment of the store that the core last read."
    const raised = floor.map((f, byte) => (fromMemory.includes(byte) ? Math.max(f, written[byte] ?? 0) : f))
    return [withCore(state, i, { floor: raised }), value]
  })
}

/** "Enabled only when the own buffer is empty; then load and store hit memory at once", and every floor rises to now. */
function atomically(state: State, i: number, place: Place, change: (old: bigint) => bigint): [State, bigint][] {
  if (coreOf(state, i).buffer.length > 0) return []
  const old = toNumber(now(state).memory.slice(place.at, place.at + place.size))
  const entry = { at: place.at, bytes: toBytes(change(old), place.size), nonTemporal: false, epoch: 0 }
  return [[raiseFloors(write(state, i, entry), i), old]]
}

function append(state: State, i: number, { at, size }: Place, value: bigint, nonTemporal: boolean): State {
  const { buffer, epoch } = coreOf(state, i)
  return withCore(state, i, { buffer: [...buffer, { at, bytes: toBytes(value, size), nonTemporal, epoch }] })
}

/** A new moment; the floor of the bytes written rises to it. */
function write(state: State, i: number, { at, bytes }: Entry): State {
  const { memory, written } = now(state)
  const moment = state.moments.length
  const isWritten = (byte: number): boolean => byte >= at && byte < at + bytes.length
  const next: Moment = {
    memory: memory.map((old, byte) => (isWritten(byte) ? (bytes[byte - at] ?? 0) : old)),
    written: written.map((old, byte) => (isWritten(byte) ? moment : old)),
  }
  const floor = coreOf(state, i).floor.map((old, byte) => (isWritten(byte) ? moment : old))
  return withCore({ ...state, moments: [...state.moments, next] }, i, { floor })
}

function raiseFloors(state: State, i: number): State {
  return withCore(state, i, { floor: coreOf(state, i).floor.map(() => state.moments.length - 1) })
}

/** Writing 1 or 2 bytes of a register leaves its others alone; 4 bytes clear the upper half. */
function setRegister(state: State, i: number, name: string, value: bigint, size: number): State {
  const { registers } = coreOf(state, i)
  const mask = (1n << BigInt(8 * size)) - 1n
  const kept = size >= 4 ? 0n : (registers[name] ?? 0n) & ~mask
  return withCore(state, i, { registers: { ...registers, [name]: kept | value } })
}

function isWeak(model: ModelName): boolean {
  return model === 'pso' || model === 'relaxed'
}

function overlap(a: Entry, b: Entry): boolean {
  return a.at < b.at + b.bytes.length && b.at < a.at + a.bytes.length
}

function now(state: State): Moment {
  const last = state.moments.at(-1)
  if (!last) throw new Error('no moment')
  return last
}

function coreOf(state: State, i: number): CoreState {
  const core = state.cores[i]
  if (!core) throw new Error(`no core ${i}`)
  return core
}

function withCore(state: State, i: number, change: Partial<CoreState>): State {
  return { ...state, cores: state.cores.map((core, k) => (k === i ? { ...core, ...change } : core)) }
}

/** Little-endian. */
function toNumber(bytes: readonly number[]): bigint {
  return bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
}

function toBytes(value: bigint, size: number): number[] {
  return Array.from({ length: size }, (_, k) => Number((value >> BigInt(8 * k)) & 0xffn))
}
