/** The stepper on a real terminal: tmux holds one, types into it and tells what is on it. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { fencepost, programPath } from '../cli/fencepost.ts'

const folder = mkdtempSync(join(tmpdir(), 'fencepost-'))
/**
 * The socket of the terminal's own tmux server: a new one for each terminal. A server that was told to end takes a moment
 * to do so, and what connects to its socket meanwhile ends with it.
 */
let socket = ''
let sockets = 0
/** Milliseconds: the machine may be busy. */
const PATIENCE = 30_000

function hasTmux(): boolean {
  if (spawnSync('tmux', ['-V']).status === 0) return true
  if (process.env['FENCEPOST_REFERENCES'] !== 'required') return false
  throw new Error('FENCEPOST_REFERENCES=required, but there is no tmux: run make references')
}

function tmux(...args: readonly string[]): string {
  return execFileSync('tmux', ['-S', socket, '-f', '/dev/null', ...args], { encoding: 'utf8' })
}

/** A terminal of 80x24 with `fencepost step ARGS` in it, and a shell's exit status after that. */
function open(args: readonly string[], environment = ''): void {
  const words = [process.execPath, programPath(), 'step', ...args].map((word) => `'${word}'`).join(' ')
  sockets += 1
  socket = join(folder, `tmux-${sockets}`)
  // tmux closes a terminal whose program has ended: it goes on, so that what is left on it can be seen.
  tmux('new-session', '-d', '-x', '80', '-y', '24', '-s', 's', `${environment} ${words}; echo "status $?"; exec sleep 300`)
}

function screen(...options: readonly string[]): string {
  return tmux('capture-pane', '-p', '-t', 's', ...options)
}

function keys(...names: readonly string[]): void {
  for (const name of names) tmux('send-keys', '-t', 's', name)
}

/** Until all of `texts` are on the screen at once: a screen is drawn line by line, and may be looked at in the middle of that. */
async function until(...texts: readonly (string | RegExp)[]): Promise<string> {
  const end = Date.now() + PATIENCE
  for (;;) {
    const now = screen()
    const missing = texts.filter((text) => !(typeof text === 'string' ? now.includes(text) : text.test(now)))
    if (missing.length === 0) return now
    if (Date.now() > end) throw new Error(`${missing.join(' and ')} never appeared on:\n${now}`)
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}

describe('on a terminal', () => {
  if (!hasTmux()) {
    test('SKIPPED: no tmux; make references installs it', () => undefined)
    return
  }
  afterEach(() => {
    spawnSync('tmux', ['-S', socket, 'kill-server'])
  })

  test('the lost insert by hand: step, drain, back, resize, save, quit', async () => {
    open(['go/two-inserts-one-bucket'])
    await until('▶core 0 core0')
    // By visible steps: both cores pass the check before either has set the flag where the other sees it.
    keys('v')
    await until('0-9 visible step')
    keys(...'0000'.split(''))
    await until('4 0 ● h.flags = 4 → buffer')
    keys(...'111'.split(''))
    await until('7 1 ● h.flags is 0', 'flags=0‹0:4›')
    keys('d', '0')
    await until('8 0 ▼ h.flags = 4 → memory', 'flags=*4 hashWriting')
    keys('Left')
    await until(/7 transitions \(→ 1\)/)
    keys('Right')
    await until('8 transitions')
    // Is the loss of a key still possible? Then go there.
    keys('/', 'keys: [7],', 'Enter')
    await until('yes, still reachable with "keys: [7],"')
    keys('F')
    await until(/the run is over: fatal: none, keys: \[7\], values: \[\d+\], count: \d/)
    tmux('resize-window', '-t', 's', '-x', '200', '-y', '60')
    const large = await until(/^ 0-9 visible step .* @ moment .* q quit/m)
    expect(large.split('\n')[59]).toContain('q quit')
    tmux('resize-window', '-t', 's', '-x', '80', '-y', '24')
    await until(/^ 0-9 visible step d drain .* q quit$/m)
    const file = join(folder, 'lost.witness')
    keys('s', file, 'Enter')
    await until('fencepost replay')
    keys('q')
    expect(await until('status 0')).not.toContain('core 0')
    expect(readFileSync(file, 'utf8')).toContain('1 exec  0x')
    const again = await fencepost(['replay', file])
    expect(again.stdout).toMatch(/outcome {3}fatal: none, keys: \[7\],/)
  }, 4 * PATIENCE)

  test('wrong lines are one red message, and the state stays; colours only where they are wanted', async () => {
    open(['go/two-inserts-one-bucket'], 'NO_COLOR=1')
    await until('▶core 0 core0')
    keys('7')
    await until('there is no core 7: the cores are 0 to 1')
    keys(':', 'stepp', 'Enter')
    await until('there is no command "stepp": did you mean step?', '0 transitions')
    expect(screen('-e')).not.toMatch(/\x1b\[[0-9;]*3[1-6]m/)
    keys('C-c')
    await until('status 0')
  }, 2 * PATIENCE)
})
