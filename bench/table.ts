/** The table as data and as text: what was measured, against its bars. */
import type { Bars, Case, Measurement } from './case.ts'

/** A row with its runs; `problem` when they could not be had, or found something else than the other tools. */
export interface Result {
  readonly row: Case
  readonly runs: readonly Measurement[]
  /** With threads: as many runs of one thread. */
  readonly alone?: readonly Measurement[]
  readonly problem?: string
}

/** From how many stored states on the bytes of one are counted: below, they drown in what a process needs anyway. */
const STATES_WORTH_COUNTING = 1e6
/** From how many transitions on a rate is asked for: a shorter search is spent on filling the automata. */
const TRANSITIONS_WORTH_TIMING = 1e6

export const HEADINGS = [
  'scenario', 'model', 'states', 'transitions', 'seconds', 'per second', 'bytes a state', 'peak memory', 'bars', 'other tools',
]

/** On an idle machine the wall clock is the lesser of the two; on a busy one a run waits, and its CPU time is. */
function secondsOf({ wall, cpu }: Measurement): number {
  return Math.min(wall, cpu)
}

/** The run with the median time. */
export function medianRun(runs: readonly Measurement[]): Measurement | undefined {
  return [...runs].sort((a, b) => secondsOf(a) - secondsOf(b))[Math.floor((runs.length - 1) / 2)]
}

function medianWall(runs: readonly Measurement[]): number {
  return runs.map(({ wall }) => wall).sort((a, b) => a - b)[Math.floor((runs.length - 1) / 2)] ?? NaN
}

function bytesOf({ states = 0, before, peak }: Measurement): number | undefined {
  return states < STATES_WORTH_COUNTING || before === undefined || peak === undefined ? undefined : (peak - before) / states
}

/** One line for each bar: what was asked, and whether it holds. */
function judged({ row, runs, alone = [] }: Result, run: Measurement): { readonly text: string; readonly holds: boolean }[] {
  const { seconds, rate, bytes, complete, speedUp }: Bars = row.bars
  const found = []
  if (seconds !== undefined && seconds !== Infinity) {
    found.push({ text: `≤ ${seconds} s`, holds: run.complete !== false && secondsOf(run) <= seconds })
  }
  if (rate !== undefined && (row.kind !== 'explore' || run.units >= TRANSITIONS_WORTH_TIMING)) {
    found.push({ text: `≥ ${short(rate)}/s`, holds: run.units / secondsOf(run) >= rate })
  }
  if (speedUp !== undefined && alone.length > 0) {
    const times = medianWall(alone) / medianWall(runs)
    found.push({ text: `≥ ${speedUp} × one thread (${times.toFixed(2)})`, holds: times >= speedUp })
  }
  const each = bytesOf(run)
  if (bytes !== undefined && each !== undefined) found.push({ text: `≤ ${bytes} B`, holds: each <= bytes })
  if (complete === true && run.complete !== true) found.push({ text: 'complete', holds: false })
  else if (complete === true && seconds === undefined) found.push({ text: 'complete', holds: true })
  return found
}

/** The bars that a result misses, in words. */
export function missed(result: Result): string[] {
  const run = medianRun(result.runs)
  return run ? judged(result, run).filter(({ holds }) => !holds).map(({ text }) => text) : []
}

/** The cells of a row, in the order of `HEADINGS`. */
export function cells(result: Result): string[] {
  const { row, runs, problem } = result
  const run = medianRun(runs)
  const model = modelOf(row)
  if (!run) return [row.name, model, '–', '–', '–', '–', '–', '–', problem ?? 'not measured', row.peers]
  const seconds = secondsOf(run)
  const units = { explore: '', steps: ' steps', litmus: ' tests', command: '' }[row.kind]
  const each = bytesOf(run)
  const cut = run.complete === false
  return [
    row.name,
    model,
    run.states === undefined ? '–' : whole(run.states),
    run.units === 0 ? '–' : whole(run.units) + units,
    cut ? `${run.wall.toFixed(1)} (cut)` : seconds >= 100 ? seconds.toFixed(0) : seconds.toPrecision(3),
    run.units === 0 ? '–' : short(run.units / seconds),
    each === undefined ? '–' : each.toFixed(0),
    run.peak === undefined ? '–' : `${(run.peak / 2 ** 20).toFixed(0)} MiB`,
    [...judged(result, run).map(({ text, holds }) => `${text} ${holds ? '✓' : '✗'}`), problem ?? '']
      .filter((text) => text !== '').join(', ') || '–',
    row.peers,
  ]
}

function modelOf(row: Case): string {
  if (row.kind === 'explore') return row.model
  if (row.kind !== 'litmus') return '–'
  return row.models.length > 1 ? 'all four' : row.models[0] ?? '–'
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-GB')
}

function short(value: number): string {
  return value >= 1e6 ? `${(value / 1e6).toFixed(2)} M` : value >= 1e3 ? `${(value / 1e3).toFixed(0)} k` : value.toFixed(0)
}

/** A Markdown table, its columns aligned so that it reads in a terminal too. Groups begin with a row of their own. */
export function markdown(results: readonly Result[]): string {
  const rows: string[][] = []
  let group: string | undefined
  for (const result of results) {
    if (result.row.group !== group) rows.push([`**${result.row.group}**`, ...HEADINGS.slice(1).map(() => '')])
    group = result.row.group
    rows.push(cells(result))
  }
  const width = HEADINGS.map((heading, i) => Math.max(heading.length, ...rows.map((row) => row[i]?.length ?? 0)))
  const isNumber = (column: number): boolean => column >= 2 && column <= 7
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => (isNumber(i) ? cell.padStart(width[i] ?? 0) : cell.padEnd(width[i] ?? 0))).join(' | ')} |`
  const rule = `| ${width.map((w, i) => (isNumber(i) ? `${'-'.repeat(w - 1)}:` : '-'.repeat(w))).join(' | ')} |`
  return [line(HEADINGS), rule, ...rows.map(line)].join('\n')
}
