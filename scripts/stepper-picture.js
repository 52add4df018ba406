/**
 * Makes docs/images/stepper.png anew: `fencepost step` in a terminal that tmux holds, its screen as HTML, and that as a picture by
 * headless Chromium. Needs `make build`, tmux and chromium (Debian: apt-get install tmux chromium fonts-dejavu-core).
 *
 *     node scripts/stepper-picture.js [WIDTHxHEIGHT [OUTPUT [KEY…]]]
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { setTimeout as wait } from 'node:timers/promises'

const root = fileURLToPath(new URL('..', import.meta.url))
const [size = '120x34', output = join(root, 'docs/images/stepper.png'), ...given] = process.argv.slice(2)
const [width, height] = size.split('x')
/** The lost insert: both cores have passed the check, core 0's flag has drained, core 1 holds its own. */
const keys = given.length > 0 ? given : ['v', ...'0000', ...'1111', 'd', '0', ...'0000000000000', ...'1']

// GitHub's dark palette, which the page of docs is read beside.
const COLOURS = { 31: '#ff7b72', 32: '#56d364', 33: '#e3b341', 34: '#79c0ff', 35: '#d2a8ff', 36: '#39c5cf' }
const PAPER = '#0d1117'
const INK = '#c9d1d9'
const CELL = { width: 8.43, height: 18 }

const tmux = (...args) => execFileSync('tmux', ['-L', 'fencepost-picture', '-f', '/dev/null', ...args], { encoding: 'utf8' })

const folder = mkdtempSync(join(tmpdir(), 'fencepost-picture-'))
try {
  const program = `'${process.execPath}' '${join(root, 'dist/cli/main.js')}'`
  tmux('new-session', '-d', '-x', width, '-y', height, '-s', 's', `${program} step go/two-inserts-one-bucket`)
  const isThere = () => tmux('capture-pane', '-p', '-t', 's').includes('q quit')
  for (let i = 0; i < 300 && !isThere(); i++) await wait(100)
  for (const key of keys) {
    tmux('send-keys', '-t', 's', key)
    await wait(150)
  }
  await wait(1500)
  const page = join(folder, 'screen.html')
  writeFileSync(page, htmlOf(tmux('capture-pane', '-e', '-N', '-p', '-t', 's')))
  mkdirSync(dirname(resolve(output)), { recursive: true })
  const [w, h] = [Math.ceil(Number(width) * CELL.width) + 32, Math.ceil(Number(height) * CELL.height) + 32]
  execFileSync('chromium', [
    '--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--force-device-scale-factor=1.5',
    `--window-size=${w},${h}`,
    `--screenshot=${resolve(output)}`, pathToFileURL(page).href,
  ], { stdio: 'ignore' })
} finally {
  try {
    tmux('kill-server')
  } catch {
    // It never came up.
  }
  rmSync(folder, { recursive: true })
}

function htmlOf(screen) {
  const font = `14px/${CELL.height}px 'DejaVu Sans Mono',monospace`
  const style = `margin:0;padding:16px;background:${PAPER};color:${INK};font:${font};white-space:pre`
  return `<!doctype html><meta charset="utf-8"><body style="${style}">${screen.trimEnd().split('\n').map(lineHtml).join('\n')}`
}

/** Escape sequences hold from one span to the next. */
function lineHtml(line) {
  let looks = new Set()
  return line.split(/(\x1b\[[0-9;]*m)/).map((part) => {
    const codes = /^\x1b\[([0-9;]*)m$/.exec(part)?.[1]
    if (codes === undefined) return part === '' ? '' : `<span style="${styleOf(looks)}">${escaped(part)}</span>`
    for (const code of codes.split(';').map(Number)) {
      if (code === 0) looks = new Set()
      else if (code === 22) looks = new Set([...looks].filter((one) => one > 2))
      else if (code === 27) looks.delete(7)
      else if (code === 39) looks = new Set([...looks].filter((one) => one < 30))
      else if (code !== 49) looks.add(code)
    }
    return ''
  }).join('')
}

function styleOf(looks) {
  const colour = COLOURS[[...looks].findLast((one) => one >= 30)] ?? INK
  if (looks.has(7)) return `background:${INK};color:${PAPER}`
  return `color:${colour};${looks.has(1) ? 'font-weight:bold;' : ''}${looks.has(2) ? 'opacity:.62;' : ''}`
}

function escaped(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
}
