import type { Assembler } from '../emu/assembler/assemble.ts'
import type { Listing, ListingSource } from '../emu/listing.ts'
import { attText } from './instruction.ts'
import type { LitmusTest, Program } from './litmus-test.ts'
import type { Placement } from './place-variables.ts'

/** A litmus test defines no data with its code, so nothing is placed here. */
const DATA_ORIGIN = 0x4000_0000n

/** The symbol of the function that processor `core` runs. */
export function functionName(core: number): string {
  return `P${core}`
}

/**
 * Assembles a test: one function for each processor, which returns after its last row. A statement carries the test's file and
 * line, and its text as the file has it; so do the assembler's errors (`InputError`).
 */
export function assembleTest(test: LitmusTest, placement: Placement, assembler: Assembler): Listing {
  const sources = test.programs.map((program) => sourceOf(test, program, placement))
  const listing = assembler.assemble(sources, { origin: placement.layout.code, dataOrigin: DATA_ORIGIN })
  const texts = test.programs.flatMap(({ rows }) => [
    ...rows.flatMap(({ instruction, source }) => (instruction === undefined ? [] : [source])),
    'ret',
  ])
  return {
    ...listing,
    statements: listing.statements.map((statement, i) => ({ ...statement, text: texts[i] ?? statement.text })),
  }
}

/** AT&T text in which every row stands on the line that it has in the test's file. */
function sourceOf(test: LitmusTest, { core, rows }: Program, { addressOf }: Placement): ListingSource {
  const name = functionName(core)
  let text = `.globl ${name}; ${name}:`
  let line = 1
  for (const row of rows) {
    text += row.line > line ? '\n'.repeat(row.line - line) : '; '
    line = Math.max(line, row.line)
    if (row.label !== undefined) text += `${row.label}: `
    if (row.instruction !== undefined) text += attText(row.instruction, (variable) => addressOf(variable, 0))
  }
  return { file: test.file, text: `${text}; ret\n`, syntax: 'att' }
}
