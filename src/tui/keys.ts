/** Keys as commands: a pure function of what was pressed before. */
import type { Command } from './command.ts'
import type { ScreenState } from './view.ts'

/** As node:readline gives it. */
export interface Key {
  readonly name?: string | undefined
  readonly ctrl?: boolean
  readonly meta?: boolean
  readonly sequence?: string
}

export interface KeyState {
  /** A key that waits for the number of a core, or of one of its buffered stores or moments. */
  readonly waits: 'drain' | 'moment' | 'run' | { readonly kind: 'entry' | 'back'; readonly core: number } | undefined
  /** Lines that were typed, the latest last. */
  readonly typed: readonly string[]
  /** Which of them is shown; `typed.length` is the new one. */
  readonly recalled: number
}

export const NO_KEYS: KeyState = { waits: undefined, typed: [], recalled: 0 }

export interface Pressed {
  readonly text: string
  readonly key: Key
}

/** What keys ask about the run. */
export interface AskedByKeys {
  readonly coreCount: number
  readonly focus: number
  /** The core as which memory is seen; undefined is memory as it is. */
  readonly seenBy: number | undefined
  readonly drainable: (core: number) => readonly { readonly index: number; readonly text: string }[]
  /** The values that the next load of a core may read, the newest first; empty when it is before none. */
  readonly momentsOf: (core: number) => readonly string[]
}

export interface AfterKey {
  readonly keys: KeyState
  readonly screen: ScreenState
  readonly command?: Command
  /** A line that has been typed to its end. */
  readonly line?: string
}

const HELP_PAGE = 10
const MOST_RECALLED = 100

export function afterKey(keys: KeyState, screen: ScreenState, pressed: Pressed, asked: AskedByKeys): AfterKey {
  const { key } = pressed
  if (key.ctrl && (key.name === 'c' || key.name === 'd')) return { keys, screen, command: { kind: 'quit' } }
  if (screen.prompt) return whileTyping(keys, screen, screen.prompt, pressed)
  if (screen.shows === 'help') return whileHelping(keys, screen, key)
  const digit = /^[0-9]$/.test(keyText(pressed)) ? Number(keyText(pressed)) : undefined
  if (keys.waits !== undefined) return afterWaiting({ ...keys, waits: undefined }, screen, keys.waits, digit, pressed, asked)
  if (digit !== undefined) {
    const other = screen.unit === 'instruction' ? 'visible' : 'instruction'
    return { keys, screen, command: { kind: 'step', unit: key.meta ? other : screen.unit, core: digit, count: 1, back: 0 } }
  }
  return onRun(keys, screen, pressed, asked)
}

/** Alt+5 arrives as an escape and 5. */
function keyText({ text, key }: Pressed): string {
  return key.meta ? (key.sequence ?? '').replace('\x1b', '') : text
}

function onRun(keys: KeyState, screen: ScreenState, pressed: Pressed, asked: AskedByKeys): AfterKey {
  const { key } = pressed
  const command = (given: Command): AfterKey => ({ keys, screen, command: given })
  const changed = (some: Partial<ScreenState>): AfterKey => ({ keys, screen: { ...screen, ...some } })
  const wait = (waits: KeyState['waits'], message: string): AfterKey => (
    { keys: { ...keys, waits }, screen: { ...screen, message: { lines: [message], kind: 'plain' } } }
  )
  const prompt = (before: string, start = ''): AfterKey => (
    { keys: { ...keys, recalled: keys.typed.length }, screen: { ...screen, prompt: { before, text: start } } }
  )
  switch (key.name) {
    case 'left':
    case 'backspace': return command({ kind: 'back', count: 1 })
    case 'right': return command({ kind: 'forward', count: 1 })
    case 'home': return command({ kind: 'back', count: 'all' })
    case 'end': return command({ kind: 'forward', count: 'all' })
    case 'up': return changed({ scroll: Math.max(0, (screen.scroll ?? 0) - 1) })
    case 'down': return changed({ scroll: (screen.scroll ?? 0) + 1 })
    case 'tab': return command({ kind: 'focus', core: (asked.focus + 1) % asked.coreCount })
    case 'escape': return changed({ message: { lines: [], kind: 'plain' }, shows: 'run', scroll: undefined })
    default:
  }
  // Escape and then a key, quickly: the key is what is meant.
  switch (keyText(pressed)) {
    case 'b': return command({ kind: 'back', count: 1 })
    case 'f': return command({ kind: 'follow', count: 1 })
    case 'F': return command({ kind: 'follow', count: 'all' })
    case 'v': return changed({ unit: screen.unit === 'instruction' ? 'visible' : 'instruction' })
    case 'x': return command({ kind: 'syntax' })
    case 'm': return command({ kind: 'memory', seenBy: nextView(asked) })
    case 'r': return changed({ shows: screen.shows === 'registers' ? 'run' : 'registers' })
    case 'd': return wait('drain', 'drain which core? 0 … 9')
    case '@': return wait('moment', 'step which core, its load at an earlier moment? 0 … 9')
    case 'c': return wait('run', 'run which core? 0 … 9, c for all')
    case 's': return prompt('save the witness as: ')
    case '/': return prompt('search for an outcome with (empty for all): ')
    case ':': return prompt(':')
    case '?':
    case 'h': return changed({ shows: 'help', helpScroll: 0 })
    case 'q': return command({ kind: 'quit' })
    default: return { keys, screen }
  }
}

function nextView({ seenBy, coreCount }: AskedByKeys): number | 'shared' {
  const next = seenBy === undefined ? 0 : seenBy + 1
  return next < coreCount ? next : 'shared'
}

function afterWaiting(
  keys: KeyState, before: ScreenState, waits: NonNullable<KeyState['waits']>, digit: number | undefined, { text }: Pressed,
  asked: AskedByKeys,
): AfterKey {
  const screen: ScreenState = { ...before, message: { lines: [], kind: 'plain' } }
  if (waits === 'run' && text === 'c') return { keys, screen, command: { kind: 'run' } }
  if (digit === undefined) return { keys, screen }
  if (waits === 'run') return { keys, screen, command: { kind: 'run', core: digit } }
  if (typeof waits === 'object') {
    const { core } = waits
    return waits.kind === 'entry'
      ? { keys, screen, command: { kind: 'drain', core, entry: String(digit) } }
      : { keys, screen, command: { kind: 'step', unit: 'instruction', core, count: 1, back: digit } }
  }
  const ask = (kind: 'entry' | 'back', message: string): AfterKey => (
    { keys: { ...keys, waits: { kind, core: digit } }, screen: { ...screen, message: { lines: [message], kind: 'plain' } } }
  )
  if (waits === 'drain') {
    const can = digit < asked.coreCount ? asked.drainable(digit) : []
    if (can.length < 2) return { keys, screen, command: { kind: 'drain', core: digit } }
    return ask('entry', `which store? ${can.map((one) => `${one.index} ${one.text}`).join(', ')}`)
  }
  const values = digit < asked.coreCount ? asked.momentsOf(digit) : []
  if (values.length < 2) return { keys, screen, command: { kind: 'step', unit: 'instruction', core: digit, count: 1, back: 1 } }
  const choice = values.map((value, back) => (back === 0 ? `0 (now) ${value}` : value.replace('@', '')))
  return ask('back', `how many moments ago? ${choice.join(', ')}`)
}

function whileHelping(keys: KeyState, screen: ScreenState, { name }: Key): AfterKey {
  const by = { up: -1, down: 1, pageup: -HELP_PAGE, pagedown: HELP_PAGE }[name ?? '']
  if (by === undefined) return { keys, screen: { ...screen, shows: 'run' } }
  return { keys, screen: { ...screen, helpScroll: Math.max(0, screen.helpScroll + by) } }
}

function whileTyping(
  keys: KeyState, screen: ScreenState, { before, text }: NonNullable<ScreenState['prompt']>, pressed: Pressed,
): AfterKey {
  const { key } = pressed
  const typing = (typed: string): AfterKey => ({ keys, screen: { ...screen, prompt: { before, text: typed } } })
  const done = { ...screen, prompt: undefined }
  switch (key.name) {
    case 'escape': return { keys, screen: done }
    case 'backspace': return text === '' ? { keys, screen: done } : typing(text.slice(0, -1))
    case 'return':
    case 'enter': {
      const word = before.startsWith('save') ? 'save ' : before.startsWith('search') ? 'search ' : ''
      if (word === 'save ' && text.trim() === '') return { keys, screen: done }
      const line = `${word}${text}`
      const typed = text.trim() === '' ? keys.typed : [...keys.typed, text].slice(-MOST_RECALLED)
      return { keys: { ...keys, typed, recalled: typed.length }, screen: done, line }
    }
    case 'up':
    case 'down': {
      const recalled = Math.max(0, Math.min(keys.typed.length, keys.recalled + (key.name === 'up' ? -1 : 1)))
      return { ...typing(keys.typed[recalled] ?? ''), keys: { ...keys, recalled } }
    }
    default:
  }
  if (key.ctrl && key.name === 'u') return typing('')
  if (key.meta) return { keys, screen: done }
  const isText = !key.ctrl && pressed.text !== '' && pressed.text >= ' '
  return isText ? typing(text + pressed.text) : typing(text)
}
