import { InputError } from '../emu/input-error.ts'
import { parseCommand } from './command.ts'
import type { Stepper } from './stepper.ts'
import { plainText } from './styled.ts'
import { stateText } from './text.ts'
import { FIRST_SCREEN, view } from './view.ts'

/** After these the state is told as well: they move a core. */
const MOVES = new Set(['step', 'drain', 'back', 'forward', 'follow', 'run'])

/**
 * Commands from `lines`, one a line, each told with what came of it. A line that is no command, or not possible, is told with its
 * number; the state stays and the script goes on. Gives false when there was such a line.
 */
export async function runScript(stepper: Stepper, lines: AsyncIterable<string>, write: (text: string) => void): Promise<boolean> {
  let isGood = true
  let number = 0
  write(plainLines(stateText(stepper.snapshot())))
  for await (const line of lines) {
    number++
    if (line.trim() === '') continue
    write(`> ${line.trim()}\n`)
    try {
      const command = parseCommand(line)
      if (!command) continue
      const { lines: told, screen, quit } = await stepper.execute(command)
      write(plainLines(told))
      if (quit) return isGood
      if (screen) write(plainText(view(stepper.snapshot(), FIRST_SCREEN, screen.width, screen.height)))
      if (MOVES.has(command.kind)) write(plainLines(stateText(stepper.snapshot())))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      isGood = false
      write(`line ${number}: ${error.message}\n`)
    }
  }
  return isGood
}

function plainLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}
