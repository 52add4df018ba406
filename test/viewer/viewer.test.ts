import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { htmlTrace } from '../../src/export/trace/html.ts'
import { streamWholeFile } from '../../src/host/write-whole-file.ts'
import type { Trace, TraceEvent } from '../../src/observe/trace/trace-event.ts'
import type { LoadedScenario } from '../../src/scenario/scenario.ts'
import { drain, exec, loadMessagePassing, SEEN, traceOf } from '../export/trace/traces.ts'
import { hasChromium, launchChromium, newPage } from './chromium.ts'
import { longTrace } from './long-trace.ts'

/** Core 1 runs first and sees neither. */
const UNSEEN = [exec(1), exec(1), exec(0), exec(0), exec(0), drain(0), drain(0)]

describe.skipIf(!hasChromium())('the viewer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fencepost-viewer-'))
  let loaded: LoadedScenario
  let browser: Browser
  let page: Page
  let faults: string[]

  beforeAll(async () => {
    loaded = await loadMessagePassing()
    browser = await launchChromium()
  })
  beforeEach(async () => {
    page = await newPage(browser, { viewport: { width: 1400, height: 800 }, colorScheme: 'light', offline: true })
    faults = []
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => faults.push(message.text()))
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) faults.push(`asks for ${request.url()}`)
    })
  })
  afterEach(async () => {
    await page.close()
    // Nothing was asked for from a network, and nothing went wrong.
    expect(faults).toEqual([])
  })
  afterAll(async () => {
    loaded.close()
    await browser.close()
    rmSync(folder, { recursive: true })
  })

  async function open(...made: Parameters<typeof htmlTrace>): Promise<void> {
    const file = join(folder, 'page.html')
    writeFileSync(file, [...htmlTrace(...made)].join(''))
    await page.goto(pathToFileURL(file).href)
    await page.waitForSelector('html[data-ready]')
  }

  const seen = (): ReturnType<typeof traceOf> => traceOf(loaded, 'x86-tso', SEEN)
  const rows = (): Locator => page.locator('.rows > .row')
  const chosen = (): Locator => page.locator('.row.chosen')
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const texts = async (locator: Locator): Promise<string[]> => (
    (await locator.allInnerTexts()).map((one) => one.replace(/\s+/g, ' ').trim())
  )
  const background = (locator: Locator): Promise<string> => locator.evaluate((one) => (
    getComputedStyle(one).backgroundColor
  ))

  test('a row for each visible event, in the column of its core', async () => {
    await open(seen())
    expect(await rows().count()).toBe(8)
    expect(await texts(page.locator('.row .cell.own.core-0 .value'))).toEqual(
      ['data = 7', 'flag = 1', 'flag is 1', 'data = 7', 'flag = 1'])
    expect(await texts(page.locator('.row .cell.own.core-1 .value'))).toEqual(['flag is 1', 'data is 7'])
    expect(await page.locator('.pane-head').innerText()).toContain('outcome: flag: 1, data: 7')
  })

  test('arrows lead from each load to the event that it reads', async () => {
    await open(seen())
    const arrows = await page.locator('.arrow').evaluateAll((all) => all.map((one) => [one.dataset['load'], one.dataset['source']]))
    const texted = async (number: string | undefined): Promise<string> =>
      (await texts(page.locator(`.row[data-at="${Number(number) - 1}"] .cell.own`))).join()
    const pairs = await Promise.all(arrows.map(async ([load, source]) => `${await texted(load)} <- ${await texted(source)}`))
    // The own flag is in the buffer still; the others read what was drained.
    expect(pairs.sort()).toEqual([
      '● mov rax, [flag] flag is 1 <- ▼ flag = 1 reaches memory',
      '● mov rbx, [data] data is 7 <- ▼ data = 7 reaches memory',
      '● mov rdx, [flag] flag is 1 <- ● mov qword ptr [flag], 1 flag = 1',
    ])
    await press('a', 'a')
    expect(await page.locator('.arrow').count()).toBe(0)
  })

  test('buffers fill and drain, and memory is that of the moment', async () => {
    await open(seen())
    const buffer = (): Promise<string[]> => texts(page.locator('.buffer.core-0 li'))
    const memory = (): Promise<string[]> => texts(page.locator('.fields > div'))
    const states: unknown[] = []
    await press('Home')
    for (let i = 0; i < 5; i++) {
      states.push([await buffer(), await memory()])
      await press('ArrowDown')
    }
    expect(states).toEqual([
      [['data = 7'], ['data 07', 'flag 0']],
      [['data = 7', 'flag = 1'], ['data 07', 'flag 01']],
      [['data = 7', 'flag = 1'], ['data 07', 'flag 01']],
      [['flag = 1'], ['data 7', 'flag 01']],
      [[], ['data 7', 'flag 1']],
    ])
    expect(await page.locator('.row .lane').count()).toBeGreaterThan(0)
  })

  test('a click on a value tells where it came from', async () => {
    await open(seen())
    await page.locator('.value', { hasText: 'data is 7' }).first().click()
    expect(await texts(page.locator('.origin li'))).toEqual([
      expect.stringMatching(/^event \d+ read here$/),
      expect.stringMatching(/^event \d+ in memory since core 0 drained it$/),
      expect.stringMatching(/^event \d+ stored by core 0: mov \[data\], rcx$/),
    ])
    await page.locator('.origin button', { hasText: 'event' }).last().click()
    expect(await chosen().innerText()).toContain('data = 7')
    await page.locator('.fields button', { hasText: '0' }).first().click()
    expect(await page.locator('.origin').innerText()).toContain('in memory before the run')
  })

  test('keys: next and previous access of a place, its source, back, only it', async () => {
    await open(seen())
    await press('End', 'ArrowUp')
    expect(await chosen().innerText()).toContain('data is 7')
    await press('p')
    expect(await chosen().innerText()).toMatch(/data = 7\s+reaches memory/)
    await press('p')
    expect(await chosen().innerText()).toContain('mov [data], rcx')
    await press('n', 'n')
    expect(await chosen().innerText()).toContain('data is 7')
    await press('g')
    expect(await chosen().innerText()).toMatch(/data = 7\s+reaches memory/)
    await press('b', 'Enter')
    expect(await page.locator('.origin h2').innerText()).toContain('Where it came from')
    await press('o')
    // Of the store, the drain and the load, and the end.
    expect(await rows().count()).toBe(4)
    await press('Escape')
    expect(await rows().count()).toBe(8)
  })

  test('columns, private instructions and the menu of places', async () => {
    await open(seen())
    await press('1')
    expect(await page.locator('.head .cell').count()).toBe(1)
    expect(await texts(page.locator('.row .cell.own .value'))).not.toContain('data is 7')
    // The last column stays.
    await press('0')
    expect(await page.locator('.head .cell').count()).toBe(1)
    await press('1', 'i')
    expect(await page.locator('.row', { hasText: 'mov ecx, 7' }).count()).toBe(1)
    await press('i')
    await page.selectOption('#toolbar select', 'flag')
    expect(await texts(page.locator('.row .cell.own .value'))).toEqual(['flag = 1', 'flag is 1', 'flag = 1', 'flag is 1'])
  })

  test('light and dark, as the system has it or as one likes', async () => {
    await open(seen())
    expect(await background(page.locator('body'))).toBe('rgb(255, 255, 255)')
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await background(page.locator('body'))).toBe('rgb(21, 24, 29)')
    await press('t')
    expect(await background(page.locator('body'))).toBe('rgb(255, 255, 255)')
    await press('t')
    await page.emulateMedia({ colorScheme: 'light' })
    expect(await background(page.locator('body'))).toBe('rgb(21, 24, 29)')
  })

  test('help names every key, and closes', async () => {
    await open(seen())
    await press('?')
    expect(await page.locator('dialog kbd').count()).toBeGreaterThan(15)
    await press('Escape')
    expect(await page.locator('dialog[open]').count()).toBe(0)
  })

  test('two traces: the first difference is marked in both', async () => {
    await open(seen(), traceOf(loaded, 'x86-tso', UNSEEN))
    const marked = page.locator('.row.first-difference')
    expect(await texts(marked.locator('.own'))).toEqual([
      '≠! ● mov [data], rcx data = 7', '≠! ● mov rax, [flag] flag is 0',
    ])
    expect(await texts(page.locator('.pane-head .result'))).toEqual(['outcome: flag: 1, data: 7', 'outcome: flag: 0, data: 0'])
    // Core 0 does and sees the same in both; core 1 reads another flag.
    await press('d')
    expect(await texts(page.locator('.row.chosen .own'))).toEqual([
      '≠ ● mov rax, [flag] flag is 1', '≠! ● mov rax, [flag] flag is 0',
    ])
  })

  test('what is chosen in one trace is chosen in the other', async () => {
    await open(seen(), traceOf(loaded, 'x86-tso', UNSEEN))
    await page.locator('.pane').first().locator('.value', { hasText: 'data is 7' }).click()
    expect(await page.locator('.pane').last().locator('.row.chosen').innerText()).toContain('data is 0')
  })

  test('of 100,000 events only those in view are in the document', async () => {
    await open(longTrace(100_000))
    // Three of four are visible, and the end.
    expect(await page.locator('.timeline').getAttribute('aria-rowcount')).toBe('75001')
    const inView = async (): Promise<number[]> => rows().evaluateAll((all) => {
      const box = all[0]?.closest('.timeline')?.getBoundingClientRect()
      return all.filter((row) => {
        const { top, bottom } = row.getBoundingClientRect()
        return box !== undefined && bottom > box.top + 26 && top < box.bottom
      }).map((row) => Number(row.dataset['at']))
    })
    for (const fraction of [0, 0.25, 0.5, 1]) {
      const first = await page.locator('.timeline').evaluate((one, part) => {
        one.scrollTop = part * (one.scrollHeight - one.clientHeight)
        return Math.floor(one.scrollTop / 26)
      }, fraction)
      // Row r stands for event number 4 (r div 3) + r mod 3, from 0.
      await expect.poll(async () => (await inView()).includes(4 * Math.floor((first + 3) / 3) + ((first + 3) % 3))).toBe(true)
      expect(await rows().count()).toBeLessThan(80)
      expect(await page.locator('.arrow').count()).toBeLessThan(80)
    }
    await press('End')
    expect(await chosen().innerText()).toContain('outcome: n: 25000')
    await press('ArrowUp')
    expect(await chosen().innerText()).toContain('n is 0x61a8')
    expect(await page.locator('.fields').innerText()).toContain('0x61a8')
  })

  test('on paper: all rows, light, without controls', async () => {
    await open(seen(), traceOf(loaded, 'x86-tso', UNSEEN))
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    await page.waitForSelector('body.printing')
    expect(await rows().count()).toBe(16)
    expect(await background(page.locator('body'))).toBe('rgb(255, 255, 255)')
    expect(await page.locator('#toolbar').isVisible()).toBe(false)
    const cut = await page.locator('.timeline').evaluateAll((all) => all.some((one) => one.scrollHeight > one.clientHeight + 1))
    expect(cut).toBe(false)
    await page.emulateMedia({ media: 'screen' })
    expect(await page.locator('#toolbar').isVisible()).toBe(true)
  })
})

test('a page shows 200,000 events; of a trace with one more nothing is written', async () => {
  const end: TraceEvent = { kind: 'end', event: 1, status: 'running', steps: 0, outcome: undefined }
  const ends = (count: number): Trace => ({ ...longTrace(4), events: new Array<TraceEvent>(count).fill(end) })
  const folder = mkdtempSync(join(tmpdir(), 'fencepost-long-'))
  await expect(streamWholeFile(join(folder, 'long.html'), htmlTrace(ends(200_001)), false)).rejects.toThrow(
    'html: the trace has more than 200000 events, which is as much as one page shows: '
    + 'end it earlier with --steps N, or write --format jsonl or perfetto, which have no bound')
  expect(readdirSync(folder)).toEqual([])
  rmSync(folder, { recursive: true })
  expect([...htmlTrace(ends(200_000))].join('')).toContain('</html>')
})
