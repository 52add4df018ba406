import type { NarrationStyle } from './narration.ts'
import type { TableStyle } from './outcome-table.ts'

const same = (text: string): string => text

/** Text for files, logs and messages: no escape sequences. */
export const PLAIN_STYLE: NarrationStyle & TableStyle & { bad(text: string): string } = {
  bold: same, dim: same, good: same, bad: same, unsure: same, core: (_core, text) => text,
}
