/**
 * Events as lines of JSON. Version 1 is described by schema/trace-1.schema.json in the package: 64-bit values are decimal strings,
 * addresses are hexadecimal strings, counts and numbers of events are numbers.
 */
import { hex } from '../../emu/hex.ts'
import type { HeldStore, TraceAccess, TraceEvent, TraceHeader, ValueSource } from '../../observe/trace/trace-event.ts'

/** The name of the format, in the first line. */
export const TRACE_FORMAT = 'fencepost-trace'
export const TRACE_VERSION = 1

/** A value as JSON has it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

export type JsonRecord = Readonly<Record<string, Json>>

/** The first line. */
export function headerRecord(header: TraceHeader): JsonRecord {
  const { scenario, summary, model, image, bufferEntries, bufferCapacity, splitLines, shared, syntax, cores } = header
  return {
    format: TRACE_FORMAT, version: TRACE_VERSION, scenario, summary, model, image,
    options: { bufferEntries, ...(bufferCapacity === undefined ? {} : { bufferCapacity }), ...(splitLines ? { splitLines } : {}) },
    shared: shared.map(({ from, to }) => ({ from: hex(from), to: hex(to) })),
    syntax: syntax ?? null,
    cores,
  }
}

/** A line after the first. */
export function eventRecord(event: TraceEvent): JsonRecord {
  switch (event.kind) {
    case 'instruction': {
      const { kind, event: number, step, core, pc, symbol, goLine, file, line, bytes, text } = event
      return {
        kind, event: number, step, core, pc: hex(pc), symbol,
        ...(goLine === undefined ? {} : { goLine }),
        ...(file === undefined || line === undefined ? {} : { file, line }),
        bytes, text, visible: event.isVisible, complete: event.isComplete,
        registers: Object.fromEntries(event.registers.map(({ name, value }) => [name, value.toString()])),
        accesses: event.accesses.map(accessRecord),
        buffer: event.buffer.map(heldRecord),
      }
    }
    case 'drain': {
      const { kind, event: number, step, core, index, buffer } = event
      return { kind, event: number, step, core, index, ...heldRecord(event), buffer: buffer.map(heldRecord) }
    }
    case 'trap': return { ...event, pc: hex(event.pc) }
    case 'end': return { ...event, outcome: outcomeRecord(event.outcome) }
  }
}

function accessRecord(access: TraceAccess): JsonRecord {
  const { kind, memory, address, size, value, label } = access
  const common = { kind, memory, address: hex(address), size, value: value.toString(), label }
  if (access.memory === 'private') return common
  if (access.kind === 'store') return { ...common, store: access.store, to: access.to }
  return { ...common, step: access.step, back: access.back, sources: access.sources.map(sourceRecord) }
}

function sourceRecord({ offset, size, from, store, event }: ValueSource): JsonRecord {
  return { offset, size, from, ...(store === undefined ? {} : { store }), ...(event === undefined ? {} : { event }) }
}

function heldRecord({ store, address, size, value, label, issued }: HeldStore): JsonRecord {
  return { store, address: hex(address), size, value: value.toString(), label, issued }
}

/** An outcome is whatever a scenario makes of a run; what JSON has no word for is a decimal string, or null. */
function outcomeRecord(outcome: unknown): Json {
  if (outcome === undefined) return null
  const text = JSON.stringify(outcome, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
  return JSON.parse(text) as Json
}
