import { describe, expect, test } from 'vitest'
import { afterKey, NO_KEYS, type AfterKey, type AskedByKeys, type Key } from '../../src/tui/keys.ts'
import { FIRST_SCREEN } from '../../src/tui/view.ts'

const asked: AskedByKeys = {
  coreCount: 2, focus: 0, seenBy: undefined,
  drainable: (core) => (core === 0 ? [{ index: 0, text: 'x = 1' }, { index: 2, text: 'y = 1' }] : [{ index: 0, text: 'z = 1' }]),
  momentsOf: (core) => (core === 0 ? ['2', '@1 0'] : ['0']),
}

const NAMED: Readonly<Record<string, Key>> = {
  left: { name: 'left' }, right: { name: 'right' }, home: { name: 'home' }, return: { name: 'return' }, escape: { name: 'escape' },
  backspace: { name: 'backspace' }, up: { name: 'up' }, tab: { name: 'tab' }, 'ctrl-c': { name: 'c', ctrl: true },
  'alt-1': { name: '1', meta: true, sequence: '\x1b1' },
}

/** What the last of these keys did. */
function press(...names: readonly string[]): AfterKey {
  let at: AfterKey = { keys: NO_KEYS, screen: FIRST_SCREEN }
  for (const name of names) {
    const key = NAMED[name] ?? { name, sequence: name }
    at = afterKey(at.keys, at.screen, { text: NAMED[name] ? '' : name, key }, asked)
  }
  return at
}

describe('keys', () => {
  test.each([
    [['1'], { kind: 'step', unit: 'instruction', core: 1, count: 1, back: 0 }],
    [['v', '1'], { kind: 'step', unit: 'visible', core: 1, count: 1, back: 0 }],
    [['alt-1'], { kind: 'step', unit: 'visible', core: 1, count: 1, back: 0 }],
    [['9'], { kind: 'step', unit: 'instruction', core: 9, count: 1, back: 0 }],
    [['d', '1'], { kind: 'drain', core: 1 }],
    [['d', '0', '2'], { kind: 'drain', core: 0, entry: '2' }],
    [['@', '0', '1'], { kind: 'step', unit: 'instruction', core: 0, count: 1, back: 1 }],
    [['left'], { kind: 'back', count: 1 }],
    [['home'], { kind: 'back', count: 'all' }],
    [['f'], { kind: 'follow', count: 1 }],
    [['c', '1'], { kind: 'run', core: 1 }],
    [['c', 'c'], { kind: 'run' }],
    [['m'], { kind: 'memory', seenBy: 0 }],
    [['tab'], { kind: 'focus', core: 1 }],
    [['ctrl-c'], { kind: 'quit' }],
    [[':', 'x', 'ctrl-c'], { kind: 'quit' }],
  ])('%j', (names, command) => {
    expect(press(...names).command).toEqual(command)
  })

  test('d asks which store when several can drain', () => {
    expect(press('d', '0').screen.message.lines).toEqual(['which store? 0 x = 1, 2 y = 1'])
    expect(press('d', 'escape', '1').command).toMatchObject({ kind: 'step' })
  })

  test('a line is typed, corrected, and typed again', () => {
    expect(press(':', 's', 't', 'x', 'backspace', 'e', 'p', 'return').line).toBe('step')
    expect(press('/', 'k', 'e', 'y', 'return').line).toBe('search key')
    expect(press('s', 'a', 'return').line).toBe('save a')
    expect(press('s', 'return')).not.toHaveProperty('line')
    expect(press(':', 'q', 'escape').screen.prompt).toBeUndefined()
    expect(press(':', 'a', 'b', 'return', ':', 'up').screen.prompt?.text).toBe('ab')
  })

  test('any key leaves the help but those that scroll', () => {
    expect(press('?').screen.shows).toBe('help')
    expect(press('?', 'up').screen.shows).toBe('help')
    expect(press('?', 'q')).toMatchObject({ screen: { shows: 'run' } })
    expect(press('?', 'q').command).toBeUndefined()
  })
})
