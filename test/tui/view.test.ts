import { describe, expect, test } from 'vitest'
import { plainText, terminalText } from '../../src/tui/styled.ts'
import { FIRST_SCREEN, view, type ScreenState } from '../../src/tui/view.ts'
import type { Stepper } from '../../src/tui/stepper.ts'
import { openStepper, type } from './open-stepper.ts'

function rows(stepper: Stepper, width: number, height: number, screen: Partial<ScreenState> = {}): string[] {
  return plainText(view(stepper.snapshot(), { ...FIRST_SCREEN, ...screen }, width, height)).split('\n').slice(0, -1)
}

/** Core 0 has marked the map as being written, and nobody sees it. */
async function flagIsBuffered(): Promise<Stepper> {
  const stepper = await openStepper('go/two-inserts-one-bucket')
  await type(stepper, 'next 0 4', 'next 1 2')
  return stepper
}

describe('at 80x24', () => {
  test('everything has its place', async () => {
    const screen = rows(await flagIsBuffered(), 80, 24)
    expect(screen).toHaveLength(24)
    expect(screen[0]).toMatch(/^ go\/two-inserts-one-bucket · x86-tso · running +6 transitions/)
    expect(screen[1]).toMatch(/^ core 0 mapassign_fast64 +│▶core 1 mapassign_fast64/)
    expect(screen[2]).toMatch(/^ reads h\.buckets: 0x[0-9a-f]+ .*│ reads h\.flags: 0 +map_fast64\.go:107$/)
    expect(screen.join('\n')).toContain('▸+76   CMPQ 16(BX), $0')
    expect(screen.join('\n')).toContain(' buffer ▼0 h.flags = 4 ')
    expect(screen.join('\n')).toContain('flags=0‹0:4›')
    expect(screen.join('\n')).toMatch(/─ memory ─+┬─ history ─/)
    expect(screen.join('\n')).toMatch(/ 4 0 ● h\.flags = 4 → buffer/)
    expect(screen.at(-1)).toMatch(/^ 0-9 instruction .* \? help q quit/)
  })

  test('a message of several lines lies over the panes, and nothing else moves', async () => {
    const stepper = await flagIsBuffered()
    const before = rows(stepper, 80, 24)
    const after = rows(stepper, 80, 24, { message: { lines: ['one', 'two'], kind: 'plain' } })
    expect(after.slice(0, 20)).toEqual(before.slice(0, 20))
    expect(after.slice(20)).toEqual(['─'.repeat(80), ' one', ' two', before[23]])
  })

  test('all registers in place of the listing; keys and commands in the help', async () => {
    const stepper = await flagIsBuffered()
    const text = rows(stepper, 80, 24, { shows: 'registers' }).join('\n')
    for (const name of ['AX', 'BX', 'R15', 'FL']) expect(text).toMatch(new RegExp(`[ *]${name} `))
    const help = rows(stepper, 80, 24, { shows: 'help' })
    expect(help[1]).toBe(' keys')
    expect(rows(stepper, 80, 24, { shows: 'help', helpScroll: 999 }).join('\n')).toContain('quit ')
  })
})

describe('at 200x60', () => {
  test('there is room for all registers, Go lines with their files, and instructions in the history', async () => {
    const screen = rows(await flagIsBuffered(), 200, 60)
    expect(screen).toHaveLength(60)
    const text = screen.join('\n')
    for (const name of ['AX', 'R15', 'FL']) expect(text).toMatch(new RegExp(`[ *]${name} `))
    expect(text).toMatch(/▸0x[0-9a-f]+ \+76 +CMPQ 16\(BX\), \$0 +map_fast64\.go:109/)
    expect(text).toMatch(/ 4 0 ● MOVB CL, 8\(BX\) +h\.flags = 4 → buffer/)
  })
})

const SIZES = [[80, 24], [200, 60], [40, 12], [61, 17], [33, 5], [120, 24]] as const

test.each(SIZES)('every line is exactly as wide as the screen (%i x %i)', async (width, height) => {
  const stepper = await openStepper('go/three-inserts')
  await type(stepper, 'next 0 12', 'next 2 3')
  const screens: Partial<ScreenState>[] = [
    {}, { shows: 'registers' }, { shows: 'help' }, { prompt: { before: ':', text: 'x'.repeat(300) } },
    { message: { lines: Array.from({ length: 40 }, (_, i) => `${i} ${'word '.repeat(50)}`), kind: 'problem' } }, { scroll: 99 },
  ]
  for (const screen of screens) {
    const lines = view(stepper.snapshot(), { ...FIRST_SCREEN, ...screen }, width, height)
    expect(lines.map((line) => line.map(({ text }) => text).join('').length)).toEqual(Array.from({ length: height }, () => width))
  }
})

test('of many cores those around the focused one are shown', async () => {
  const stepper = await openStepper('go/three-inserts')
  await type(stepper, 'focus 2')
  const [, heads] = rows(stepper, 50, 20)
  expect(heads).toMatch(/core 1 .*│▶core 2 /)
})

test('a growing map: both arrays, with what the evacuation has left behind', async () => {
  const stepper = await openStepper('go/evacuation-and-lookup')
  const titles = (): string[] => stepper.snapshot().memory.map(({ title }) => title)
  expect(titles()).toEqual(expect.arrayContaining(['oldbuckets[2] at old[2]', 'buckets[0]', 'buckets[7]']))
  await type(stepper, 'run 0')
  // The growth is over: what the old array holds is garbage, and the marks of the evacuation are in it.
  expect(titles()).toEqual(expect.arrayContaining(['old[2], not in the map', 'buckets[0]']))
})

test('no escape sequences without colours', async () => {
  const lines = view((await flagIsBuffered()).snapshot(), FIRST_SCREEN, 80, 24)
  expect(lines.map((line) => terminalText(line, false)).join('')).not.toContain('\x1b')
  expect(lines.map((line) => terminalText(line, true)).join('')).toContain('\x1b[1;36m')
})
