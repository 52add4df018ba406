import type { HistoryRow, Snapshot } from './snapshot.ts'
import { clip, span, type Line } from './styled.ts'

/** From this width on a row has the instruction beside what it did. */
const WIDE = 64
const TEXT_WIDTH = 26

/** The last moves, the latest at the bottom: at most `height` lines. */
export function historyPane({ history }: Snapshot, width: number, height: number): Line[] {
  return history.slice(-height).map((row) => historyLine(row, width))
}

function historyLine({ number, core, mark, text, effect }: HistoryRow, width: number): Line {
  const isPrivate = mark === '·'
  const words = effect === '' ? text : width < WIDE ? effect : `${clip(text, TEXT_WIDTH).padEnd(TEXT_WIDTH)} ${effect}`
  return [
    span(`${(isPrivate ? '' : String(number)).padStart(4)} `, 'dim'), span(`${core} ${mark} `, { core }),
    span(words, isPrivate ? 'dim' : 'plain'),
  ]
}
