import { InputError } from '../emu/input-error.ts'
import { COMMAND_WORDS } from './command.ts'

/** The keys of the screen, in the order of the help. */
export const KEYS: readonly (readonly [keys: string, summary: string])[] = [
  ['0 … 9', 'step that core: one instruction, or one visible step (v switches)'],
  ['Alt+0 … 9', 'the same in the other unit'],
  ['v', 'digits step by instruction or by visible step'],
  ['d 0 … 9', 'drain that core; where several stores can drain, pick one'],
  ['@ 0 … 9', 'step that core, its load at an earlier moment (relaxed)'],
  ['←  →', 'back, forward'],
  ['Home End', 'all the way'],
  ['f  F', 'follow the witness or what a search found: one transition, all'],
  ['c 0 … 9, c c', 'run that core, or all, to a breakpoint or the end'],
  ['/', 'search from here: what can still come out'],
  ['m', 'memory as it is, as core 0 sees it, …'],
  ['x', 'syntax: Go, Intel, AT&T'],
  ['r', 'all registers, or the listing'],
  ['Tab', 'the next core'],
  ['↑ ↓', 'scroll the memory'],
  [':', 'a command: break, watch, save, help …'],
  ['s', 'save the transitions so far as a witness'],
  ['q', 'quit'],
]

/** What the marks on the screen mean. */
export const MARKS: readonly (readonly [mark: string, meaning: string])[] = [
  ['▶ ▸', 'the core that commands without a number mean; the next instruction'],
  ['b', 'a breakpoint'],
  ['*', 'the last command has changed it'],
  ['‹0:4›', 'core 0 holds 4 for it in its store buffer, where the others do not see it'],
  ['▼', 'this store can drain now; in the history: it has drained'],
  ['● · ■ ✗', 'a visible step; private instructions; the core has returned; its trap has ended the run'],
  [':107', 'the line of Go source, map_fast64.go:107'],
]

/** Commands, or one of them, as lines. */
export function helpText(about?: string): string[] {
  if (about !== undefined) {
    const word = Object.hasOwn(COMMAND_WORDS, about) ? COMMAND_WORDS[about] : undefined
    if (!word) throw new InputError(`there is no command ${JSON.stringify(about)}: help lists them`)
    return [`${word.usage}   ${word.summary}`]
  }
  const words = Object.values(COMMAND_WORDS)
  const width = Math.max(...words.map(({ usage }) => usage.length))
  return words.map(({ usage, summary }) => `${usage.padEnd(width)}   ${summary}`)
}
