import type { Syntax } from '../emu/listing.ts'
import { SAVED_REGISTERS } from '../emu/registers.ts'
import { outcomeOfRun } from '../explore/run-outcome.ts'
import { bucketName, type MemoryBlock, type MemoryCell } from '../export/memory-blocks.ts'
import { eventText, storeText } from '../export/narration.ts'
import { nextOf } from '../export/next-step.ts'
import { outcomeText } from '../export/outcome-text.ts'
import { formatValue, type Names } from '../machine/witness.ts'
import type { Move, SteppedRun } from '../observe/stepped-run.ts'
import type { LoadedScenario } from '../scenario/scenario.ts'
import type { ListingWindows } from './listing-window.ts'
import type { BufferRow, CoreSnapshot, HistoryRow, RegisterRow } from './snapshot.ts'

/** Rows of a listing above and below the next instruction: more than any terminal shows. */
const LISTING_ROWS = 60
const FLAGS: readonly (readonly [name: string, bit: bigint])[] =
  [['CF', 1n], ['PF', 4n], ['AF', 16n], ['ZF', 64n], ['SF', 128n], ['DF', 1024n], ['OF', 2048n]]

export interface Looking {
  readonly run: SteppedRun
  readonly loaded: LoadedScenario
  readonly names: Names
  readonly syntax: Syntax
  readonly windows: ListingWindows
}

/** One core. `before`: its registers before the last command. */
export function coreSnapshot({ run, loaded, names, syntax, windows }: Looking, core: number, before: BigUint64Array): CoreSnapshot {
  const { pc } = run.position(core)
  const place = windows.placeOf(pc)
  const { rows, at } = windows.around(pc, LISTING_ROWS, LISTING_ROWS, (address) => names.textAt(address))
  const near = `${rows[at]?.text ?? ''} ${rows[at - 1]?.text ?? ''}`
  return {
    core, symbol: place?.symbol, goLine: place?.goLine, listing: rows, at,
    ...nextOf(run, core, names),
    registers: registerRows(run.registers(core), before, near, syntax, (value) => pointerText(loaded, value)),
    buffer: bufferRows(run, core, names),
  }
}

export function bufferRows(run: SteppedRun, core: number, names: Names): BufferRow[] {
  const drains = run.transitions().flatMap((way) => (way.kind === 'drain' && way.core === core ? [way.index] : []))
  return run.buffer(core).map((store, index) => ({ index, text: storeText(store, names), canDrain: drains.includes(index) }))
}

function registerRows(
  now: BigUint64Array, before: BigUint64Array, near: string, syntax: Syntax, textOf: (value: bigint) => string,
): RegisterRow[] {
  return SAVED_REGISTERS.map((register, index) => {
    const value = now[index] ?? 0n
    const isFlags = register === 'eflags'
    return {
      name: isFlags ? 'FL' : registerName(register, syntax),
      text: isFlags ? flagsText(value) : textOf(value),
      isChanged: value !== (before[index] ?? 0n),
      isNear: !isFlags && isNamed(register, near),
    }
  })
}

/** Go's assembler calls RAX `AX`; AT&T writes `%rax`. */
function registerName(name: string, syntax: Syntax): string {
  if (syntax === 'intel') return name
  return syntax === 'att' ? `%${name}` : name.replace(/^r(?=[a-z])/, '').toUpperCase()
}

/** Does an instruction name the register, or a part of it? */
function isNamed(register: string, text: string): boolean {
  const base = register.replace(/^r/, '')
  const pattern = /^\d/.test(base) ? `r${base}[dwbl]?` : /^[abcd]x$/.test(base) ? `[re]?${base}|${base[0]}[lh]` : `[re]?${base}l?`
  return new RegExp(`(?<![\\w.])(?:${pattern})(?![\\w.])`, 'i').test(text)
}

function flagsText(value: bigint): string {
  return FLAGS.filter(([, bit]) => (value & bit) !== 0n).map(([name]) => name).join(' ') || '-'
}

function pointerText({ labels, automata }: LoadedScenario, value: bigint): string {
  if (value < 0x1000n) return value.toString()
  const at = Number(value)
  return automata.isShared(at, 1) ? bucketName(labels, at) : `0x${value.toString(16)}`
}

/** What cores hold in their buffers for the cells of blocks of fields. */
export function heldStores(run: SteppedRun, blocks: readonly MemoryBlock[]): Map<string, { core: number; text: string }[]> {
  const held = new Map<string, { core: number; text: string }[]>()
  const cells = cellsOf(blocks)
  run.machine.locals.forEach((_, core) => {
    for (const { address, size, value } of run.buffer(core)) {
      for (const one of cells) {
        if (one.address >= address + size || address >= one.address + one.size) continue
        held.set(one.key, [...(held.get(one.key) ?? []), { core, text: formatValue(value) }])
      }
    }
  })
  return held
}

export function cellsOf(blocks: readonly MemoryBlock[]): MemoryCell[] {
  return blocks.flatMap((block) => (
    block.kind === 'fields' ? block.cells : [...block.rows.flatMap(({ cells }) => cells), block.overflow]
  ))
}

/** The last `most` moves, private ones of a core in a row as one. */
export function historyRows(run: SteppedRun, names: Names, most: number): HistoryRow[] {
  const all = run.history
  const recent = all.slice(-8 * most)
  let number = all.slice(0, all.length - recent.length).filter(({ kind }) => kind === 'transition').length
  const rows: (HistoryRow & { readonly instructions: number })[] = []
  for (const move of recent) {
    if (move.kind === 'transition') {
      number++
      rows.push({ ...transitionRow(move, number, names), instructions: 0 })
      continue
    }
    const last = rows.at(-1)
    const instructions = last?.core === move.core && last.instructions > 0 ? last.instructions + 1 : 1
    if (instructions > 1) rows.pop()
    const effect = instructions > 1 ? `${instructions} private instructions` : ''
    const text = instructions > 1 ? '' : names.textAt(move.instruction.instruction.address)
    rows.push({ number, core: move.core, mark: '·', text, effect, instructions })
  }
  return rows.slice(-most)
}

function transitionRow(move: Move & { readonly kind: 'transition' }, number: number, names: Names): HistoryRow {
  const { event, core } = move
  const effect = eventText(event, names)
  if (event.kind === 'drain') return { number, core, mark: '▼', text: '', effect }
  if (event.step.kind === 'trap') return { number, core, mark: '✗', text: '', effect: `${effect}: the run ends` }
  return { number, core, mark: event.reached === 'end' ? '■' : '●', text: names.textAt(event.step.pc), effect }
}

/** What came out of the run; undefined while it goes on. */
export function outcomeNow(run: SteppedRun, { outcome, onTrap }: LoadedScenario): string | undefined {
  if (run.status === 'running') return undefined
  if (run.status === 'stuck') return 'stuck: no core can go on, and not all have returned'
  return outcomeText(outcomeOfRun(run, outcome, onTrap))
}
