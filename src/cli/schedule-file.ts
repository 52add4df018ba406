import { InputError } from '../emu/input-error.ts'
import { parseWitness, type Witness, type WitnessLine } from '../machine/witness.ts'

const HEADER = 'fencepost witness 1\nscenario - model - image 00000000\n'

/**
 * What `run --schedule` follows: a witness, of which only the lines count, or lines of one without its header. Throws an
 * `InputError` with the line for text that is neither.
 */
export function parseSchedule(text: string, file: string): Witness {
  if (/^\s*(;.*\s+)*fencepost witness/.test(text)) return parseWitness(text, file)
  const lines = text.split(/\r?\n/).flatMap((content, index) => lineOf(content, index + 1, file))
  if (lines.length === 0) throw new InputError(`${file}: this schedule is empty: expected ${EXPECTED}`)
  return { header: parseWitness(HEADER).header, lines }
}

const EXPECTED = '"CORE exec 0xADDRESS" or "CORE drain LABEL" on each line'

function lineOf(content: string, line: number, file: string): WitnessLine[] {
  try {
    return parseWitness(HEADER + content).lines.map((parsed) => ({ ...parsed, line }))
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(`${file}:${line}: ${JSON.stringify(content.trim())} is not a line of a schedule: expected ${EXPECTED}`)
  }
}
