import { describe, expect, test } from 'vitest'
import type { ModelName } from '../../../src/cpu-model/model.ts'
import { modelNamed } from '../../../src/cpu-model/models.ts'
import { readHeader, TraceCheck } from '../../../src/export/trace/check-trace.ts'
import { jsonlTrace } from '../../../src/export/trace/jsonl.ts'
import { RecordedSchedule } from '../../../src/export/trace/recorded-schedule.ts'
import type { JsonRecord } from '../../../src/export/trace/trace-record.ts'
import { Machine, type Transition } from '../../../src/machine/machine.ts'
import type { LoadedScenario } from '../../../src/scenario/scenario.ts'
import { drain, exec, loadMessagePassing, SEEN, traceOf } from './traces.ts'

type Changeable = Record<string, unknown>

function linesOf(loaded: LoadedScenario, model: ModelName, schedule: readonly Transition[]): Changeable[] {
  return [...jsonlTrace(traceOf(loaded, model, schedule))].map((line) => JSON.parse(line) as Changeable)
}

/** The number of the last event when every line is as recorded; otherwise what `replay` says. */
function check(loaded: LoadedScenario, model: ModelName, records: readonly Changeable[]): number | string {
  const lines = records.map((record, index) => ({ line: index + 1, record: record as JsonRecord }))
  try {
    const [first, ...rest] = lines
    const { syntax } = readHeader(first ?? { line: 1, record: {} }, 't')
    const schedule = new RecordedSchedule('t')
    for (const line of rest) schedule.add(line)
    const machine = new Machine(loaded.automata, modelNamed(model), loaded.options)
    const checking = new TraceCheck('t', loaded, machine, syntax, schedule)
    for (const line of lines) checking.compare(line)
    return checking.finish(lines.length + 1).event
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

describe('a trace that is recorded and checked', () => {
  test.each([
    ['x86-tso', SEEN],
    ['pso', [exec(0), exec(0), drain(0, 1), exec(1), exec(1), drain(0)]],
    ['relaxed', [exec(0), exec(0), drain(0), drain(0), exec(1), exec(1, 1)]],
    ['sc', []],
  ] as const)('fits under %s', async (model, schedule) => {
    const loaded = await loadMessagePassing()
    const lines = linesOf(loaded, model, schedule)
    expect(check(loaded, model, lines)).toBe(lines.length - 1)
    loaded.close()
  })

  test('names line, field, what was expected and what was found, whatever is changed', async () => {
    const loaded = await loadMessagePassing()
    const lines = linesOf(loaded, 'x86-tso', SEEN)
    const found: (readonly [string, number | string])[] = []
    // Every field of every event, one after another; `event` and `kind` among them.
    lines.forEach((record, at) => {
      for (const field of Object.keys(record)) {
        if (at === 0) continue
        const value = record[field]
        const other = typeof value === 'number' ? value + 1 : typeof value === 'string' ? `${value}0` : null
        const changed = lines.map((one, i) => (i === at ? { ...one, [field]: other } : one))
        found.push([`t:${at + 1}: `, check(loaded, 'x86-tso', changed)])
      }
    })
    expect(found.length).toBeGreaterThan(100)
    expect(found.filter(([where, said]) => !String(said).startsWith(where))).toEqual([])
    loaded.close()
  })

  test.each([
    ['a value', 1, { registers: { rcx: '8' } }, 't:2: registers.rcx: expected "7", found "8"'],
    ['a step', 6, { step: 9 }, 't:7: step: expected 4, found 9'],
    ['the model', 0, { model: 'sc' }, 't:1: model: expected "x86-tso", found "sc"'],
  ])('%s', async (_, at, change, said) => {
    const loaded = await loadMessagePassing()
    const lines = linesOf(loaded, 'x86-tso', SEEN)
    expect(check(loaded, 'x86-tso', lines.map((line, i) => (i === at ? { ...line, ...change } : line)))).toBe(said)
    loaded.close()
  })

  test('lines that are missing, and lines too many', async () => {
    const loaded = await loadMessagePassing()
    const lines = linesOf(loaded, 'x86-tso', SEEN)
    expect(check(loaded, 'x86-tso', lines.slice(0, 5))).toContain('t:6: the trace ends too early')
    expect(check(loaded, 'x86-tso', [...lines, lines.at(-1) ?? {}])).toBe('t:13: expected nothing more after the end of the run')
    expect(check(loaded, 'x86-tso', lines.filter((_, i) => i !== 7))).toBe('t:8: step: expected 5, found 6')
    loaded.close()
  })
})

describe('a first line', () => {
  test.each([
    [{}, 'expected "format":"fencepost-trace"'],
    [{ format: 'fencepost-trace', version: 9 }, 'this fencepost reads version 1'],
    [{ format: 'fencepost-trace', version: 1, options: {} }, 'bufferEntries'],
    [
      {
        format: 'fencepost-trace', version: 1, options: { bufferEntries: 1 }, shared: [{ from: 'x' }], syntax: null,
        scenario: 's', model: 'm', image: 'i',
      },
      'shared: {"from":"x"} is no range',
    ],
  ])('%j is refused', (record, said) => {
    expect(() => readHeader({ line: 1, record }, 't')).toThrow(said)
  })
})
