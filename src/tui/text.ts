/** Parts of a snapshot as plain lines, for commands on a line and for scripts. */
import type { MemoryBlock } from '../export/memory-blocks.ts'
import type { Snapshot } from './snapshot.ts'

/** One line for each core, one for each buffered store, and how the run stands. */
export function stateText(snapshot: Snapshot): string[] {
  const lines = snapshot.cores.flatMap(({ core, listing, at, goLine, next, buffer }) => {
    const row = listing[at]
    const place = row ? `+0x${row.offset.toString(16)} ${row.text}${goLine === undefined ? '' : ` (${goLine})`}: ` : ''
    return [
      `core ${core}  ${place}${next}`,
      ...buffer.map(({ index, text, canDrain }) => `        buffer ${index}: ${text}${canDrain ? '' : ' (must wait)'}`),
    ]
  })
  const end = snapshot.outcome === undefined ? '' : `: ${snapshot.outcome}`
  return [...lines, `${snapshot.transitions} transitions, ${snapshot.status}${end}`]
}

export function registersText({ cores }: Snapshot, core: number): string[] {
  return (cores[core]?.registers ?? []).map(({ name, text, isChanged }) => `${isChanged ? '*' : ' '}${name.padEnd(6)} ${text}`)
}

/** Changed cells have a * before them. */
export function memoryText({ memory, changed }: Snapshot): string[] {
  return memory.flatMap((block) => blockText(block, changed))
}

function blockText(block: MemoryBlock, changed: ReadonlySet<string>): string[] {
  const mark = (key: string): string => (changed.has(key) ? '*' : '')
  if (block.kind === 'fields') {
    const prefix = block.title === '' ? '' : `${block.title}: `
    return [`${prefix}${block.cells.map(({ key, name, text }) => `${mark(key)}${name}=${text}`).join(' ')}`]
  }
  const overflow = block.overflow.text === '0' ? '' : ` overflow=${mark(block.overflow.key)}${block.overflow.text}`
  return [
    `${block.title}${overflow}`,
    ...block.rows.map(({ head, cells }) => `  ${head.padEnd(8)}${cells.map(({ key, text }) => `${mark(key)}${text}`).join(' ')}`),
  ]
}
