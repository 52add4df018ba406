/** Draws the view on a terminal and turns keys into commands. The only part that knows of escape sequences and time. */
import { emitKeypressEvents } from 'node:readline'
import { InputError } from '../emu/input-error.ts'
import { parseCommand, type Command } from './command.ts'
import { afterKey, NO_KEYS, type Key, type KeyState, type Pressed } from './keys.ts'
import type { Stepper } from './stepper.ts'
import { terminalText } from './styled.ts'
import { FIRST_SCREEN, view, type ScreenState } from './view.ts'

export interface Terminal {
  readonly input: NodeJS.ReadStream
  readonly output: NodeJS.WriteStream
  readonly colours: boolean
}

// The alternate screen, without a cursor; and back.
const ENTER = '\x1b[?1049h\x1b[?25l'
const LEAVE = '\x1b[?25h\x1b[?1049l'
// Drawing between these appears at once, where the terminal knows them (others ignore them).
const BEGIN_UPDATE = '\x1b[?2026h'
const END_UPDATE = '\x1b[?2026l'

/** Until the person quits, or input ends. Whatever happens, the terminal is left as it was. */
export async function runTerminal(stepper: Stepper, { input, output, colours }: Terminal): Promise<void> {
  const session = new Session(stepper, output, colours)
  emitKeypressEvents(input)
  input.setRawMode(true)
  output.write(ENTER)
  const leave = (): void => {
    input.setRawMode(false)
    output.write(LEAVE)
  }
  process.once('exit', leave)
  try {
    await new Promise<void>((resolve, reject) => {
      session.onEnd = resolve
      session.onError = reject
      input.on('keypress', (text: string | undefined, key: Key) => session.press(text ?? '', key))
      input.on('end', resolve)
      output.on('resize', () => session.resize())
      for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve)
      // After SIGTSTP and fg the screen is another program's.
      process.on('SIGCONT', () => session.resize())
      session.draw()
    })
  } finally {
    process.removeListener('exit', leave)
    leave()
    input.pause()
  }
}

class Session {
  onEnd: () => void = () => undefined
  onError: (error: unknown) => void = () => undefined
  readonly #stepper: Stepper
  readonly #output: NodeJS.WriteStream
  readonly #colours: boolean
  #screen: ScreenState = FIRST_SCREEN
  #keys: KeyState = NO_KEYS
  /** The lines on the terminal, so that only what differs is written. */
  #drawn: readonly string[] = []
  /** Keys that wait. */
  readonly #pressed: Pressed[] = []
  #isBusy = false
  #searching: AbortController | undefined
  #isOver = false

  constructor(stepper: Stepper, output: NodeJS.WriteStream, colours: boolean) {
    this.#stepper = stepper
    this.#output = output
    this.#colours = colours
  }

  resize(): void {
    this.#drawn = []
    this.#output.write('\x1b[2J')
    this.#guarded(() => this.draw())
  }

  /** Keys wait for the command before them; but any key ends a search, and what that has found so far is shown. */
  press(text: string, key: Key): void {
    if (this.#searching) this.#searching.abort()
    else this.#pressed.push({ text, key })
    this.#takeKeys()
  }

  /** A bug in what a key does ends the session, or its message would stay on a screen that is gone. */
  #guarded(action: () => void): void {
    try {
      action()
    } catch (error) {
      this.#isOver = true
      this.onError(error)
    }
  }

  #takeKeys(): void {
    while (!this.#isBusy && !this.#isOver) {
      const pressed = this.#pressed.shift()
      if (!pressed) break
      this.#guarded(() => this.#take(pressed))
    }
  }

  #take(pressed: Pressed): void {
    const stepper = this.#stepper
    const result = afterKey(this.#keys, this.#screen, pressed, {
      coreCount: stepper.coreCount, focus: stepper.focus, seenBy: stepper.seenBy, drainable: (core) => stepper.drainable(core),
      momentsOf: (core) => stepper.moments(core),
    })
    this.#keys = result.keys
    this.#screen = result.screen
    if (result.line !== undefined) this.#type(result.line)
    else if (result.command) this.#execute(result.command)
    else this.draw()
  }

  /** A line that has been typed after `:`. */
  #type(line: string): void {
    try {
      const command = parseCommand(line)
      if (command?.kind === 'help' && command.about === undefined) {
        this.#screen = { ...this.#screen, shows: 'help', helpScroll: 0 }
        this.draw()
      } else if (command) this.#execute(command)
      else this.draw()
    } catch (error) {
      this.#fail(error)
    }
  }

  #execute(command: Command): void {
    this.#isBusy = true
    if (command.kind === 'search') {
      this.#searching = new AbortController()
      this.#say(['searching from here … (any key ends it)'], 'plain')
    }
    this.#stepper.execute(command, this.#searching?.signal).then(({ lines, quit }) => {
      this.#rest()
      if (quit) {
        this.#isOver = true
        this.onEnd()
        return
      }
      if (command.kind !== 'memory') this.#screen = { ...this.#screen, scroll: undefined }
      this.#say(this.#messageOf(command, lines), 'plain')
    }).catch((error: unknown) => {
      this.#rest()
      this.#fail(error)
    }).finally(() => this.#takeKeys())
  }

  /** What the screen shows anyway needs no telling. */
  #messageOf({ kind }: Command, lines: readonly string[]): readonly string[] {
    if (kind === 'memory') return lines.slice(0, 1)
    if (!['step', 'drain', 'follow', 'run', 'forward'].includes(kind)) return lines
    const { outcome } = this.#stepper
    if (outcome !== undefined) return [`the run is over: ${outcome}`]
    return kind === 'run' ? lines.slice(0, 1) : lines.slice(-1)
  }

  #rest(): void {
    this.#isBusy = false
    this.#searching = undefined
  }

  #fail(error: unknown): void {
    if (error instanceof InputError) this.#say([error.message], 'problem')
    else {
      this.#isOver = true
      this.onError(error)
    }
  }

  #say(lines: readonly string[], kind: 'plain' | 'problem'): void {
    this.#screen = { ...this.#screen, message: { lines, kind } }
    this.draw()
  }

  draw(): void {
    const { columns, rows } = this.#output
    const lines = view(this.#stepper.snapshot(), this.#screen, columns, rows).map((line) => terminalText(line, this.#colours))
    const changed = lines.flatMap((line, row) => (line === this.#drawn[row] ? [] : [`\x1b[${row + 1};1H${line}`]))
    if (changed.length > 0) this.#output.write(`${BEGIN_UPDATE}${changed.join('')}${END_UPDATE}`)
    this.#drawn = lines
  }
}
