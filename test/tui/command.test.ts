import { expect, test } from 'vitest'
import { COMMAND_WORDS, parseCommand } from '../../src/tui/command.ts'
import { InputError } from '../../src/emu/input-error.ts'

test.each([
  ['step', { kind: 'step', unit: 'instruction', count: 1, back: 0 }],
  ['s 1 20', { kind: 'step', unit: 'instruction', core: 1, count: 20, back: 0 }],
  ['step 1 @2', { kind: 'step', unit: 'instruction', core: 1, count: 1, back: 2 }],
  ['next 0', { kind: 'step', unit: 'visible', core: 0, count: 1, back: 0 }],
  ['drain 1 h.flags', { kind: 'drain', core: 1, entry: 'h.flags' }],
  ['back all', { kind: 'back', count: 'all' }],
  ['undo', { kind: 'back', count: 1 }],
  ['follow 3', { kind: 'follow', count: 3 }],
  ['break runtime.mapassign_fast64+0x24', { kind: 'break', place: 'runtime.mapassign_fast64+0x24' }],
  ['search keys: [7, 9]', { kind: 'search', text: 'keys: [7, 9]' }],
  ['/fatal', { kind: 'search', text: 'fatal' }],
  ['memory shared', { kind: 'memory', seenBy: 'shared' }],
  ['screen 200x60', { kind: 'screen', width: 200, height: 60 }],
  ['  save a b.witness  # with a comment', { kind: 'save', file: 'a b.witness' }],
])('%s', (line, command) => {
  expect(parseCommand(line)).toEqual(command)
})

test.each(['', '   ', '# only a comment'])('nothing in %j', (line) => {
  expect(parseCommand(line)).toBeUndefined()
})

test.each([
  ['stepp 0', 'there is no command "stepp": did you mean step?'],
  ['constructor', 'there is no command "constructor": help lists them'],
  ['step x', 'expected the number of a core, found "x": usage: step [CORE] [COUNT] [@BACK]'],
  ['step 0 -1', 'expected how often, found "-1": usage: step [CORE] [COUNT] [@BACK]'],
  ['step 0 1 2', 'unexpected "2": usage: step [CORE] [COUNT] [@BACK]'],
  ['quit now', 'unexpected "now": usage: quit'],
  ['choose', 'the number of an outcome is missing: usage: choose N'],
  ['save', 'the name of a file is missing: usage: save FILE'],
  ['syntax nasm', 'there is no syntax "nasm": usage: syntax [go|intel|att]'],
  ['screen 80', '"80" is no size: usage: screen [WIDTHxHEIGHT]'],
])('%s is refused in one line', (line, message) => {
  expect(() => parseCommand(line)).toThrow(new InputError(message))
})

test('every command takes as many words as its usage has', () => {
  for (const [name, { usage }] of Object.entries(COMMAND_WORDS)) {
    if (name === 'search' || name === 'save') continue
    const count = usage.split(' ').length - 1
    const words = Array.from({ length: count + 1 }, () => '1').join(' ')
    expect(() => parseCommand(`${name} ${words}`), usage).toThrow(InputError)
  }
})
