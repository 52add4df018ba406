import { request } from 'node:http'
import { connect } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { modelNamed } from '../../src/cpu-model/models.ts'
import { Machine, type Transition } from '../../src/machine/machine.ts'
import type { LoadedScenario } from '../../src/scenario/scenario.ts'
import { LiveRun } from '../../src/ui/live-run.ts'
import { UiServer } from '../../src/ui/server.ts'
import type { LiveAnswer } from '../../src/viewer/page-data.ts'
import { loadMessagePassing, SEEN } from '../export/trace/traces.ts'
import { faultsOf } from '../export/trace/schema.ts'
import { hasChromium, launchChromium, newPage, PATIENCE_MS } from '../viewer/chromium.ts'

let loaded: LoadedScenario
const servers: UiServer[] = []
beforeAll(async () => (loaded = await loadMessagePassing()))
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()))
  loaded.close()
})

async function serve(schedule: readonly Transition[] = [], model = 'x86-tso'): Promise<UiServer> {
  const machine = new Machine(loaded.automata, modelNamed(model), loaded.options)
  const server = new UiServer(new LiveRun(loaded, machine, schedule, undefined))
  await server.listen(0)
  servers.push(server)
  return server
}

interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** By hand: fetch() would set Host and Origin itself. */
function ask(url: string, { method = 'GET', headers = {}, body = '' }: Asked = {}): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part: string) => (text += part))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

const JSON_TYPE = { 'Content-Type': 'application/json' }

async function move(server: UiServer, asked: object): Promise<LiveAnswer> {
  const { status, text } = await ask(`${server.url}move`, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(asked) })
  expect(status, text).toBe(200)
  return JSON.parse(text) as LiveAnswer
}

describe('the run that a page steps', () => {
  test('goes forward, drains, and back; its events are those of a trace', async () => {
    const server = await serve()
    await move(server, { move: 'exec', core: 0 })
    const held = await move(server, { move: 'exec', core: 0 })
    expect(held.cores[0]).toMatchObject({ next: 'mov rdx, [flag] · reads flag: 1', drains: [0], canStep: true })
    // What core 0 holds in its buffer core 1 does not see.
    expect(held.cores[1]?.next).toBe('mov rax, [flag] · reads flag: 0')
    await move(server, { move: 'drain', core: 0, index: 0 })
    const drained = await move(server, { move: 'drain', core: 0, index: 0 })
    expect(drained.cores[1]?.next).toBe('mov rax, [flag] · reads flag: 1')
    expect(drained.events.map((event) => faultsOf(JSON.stringify(event))).join('')).toBe('')
    const back = await move(server, { move: 'back' })
    expect(back).toMatchObject({ done: 3, undone: 1, status: 'running' })
    expect(back.cores[1]?.next).toBe('mov rax, [flag] · reads flag: 0')
  })

  test('by instruction: private ones are steps, too', async () => {
    const server = await serve()
    const first = await move(server, { move: 'step', core: 0 })
    expect(first.cores[0]).toMatchObject({ next: 'mov [data], rcx · stores', ahead: 0 })
    expect(first.done).toBe(1)
  })

  test('relaxed: a load reads what memory holds, or held', async () => {
    const server = await serve([], 'relaxed')
    await move(server, { move: 'exec', core: 0 })
    await move(server, { move: 'exec', core: 0 })
    const { cores } = await move(server, { move: 'drain', core: 0, index: 1 })
    expect(cores[1]?.reads).toEqual(['1', '@1 0'])
    const old = await move(server, { move: 'exec', core: 1, back: 1 })
    expect(JSON.stringify(old.events)).toContain('"value":"0","label":"flag","step":4,"back":1')
  })

  test('a witness is ahead', async () => {
    const server = await serve(SEEN)
    for (const step of SEEN.keys()) expect((await move(server, { move: 'forward' })).done).toBe(step + 1)
    const { status, events, undone } = await move(server, { move: 'start' })
    expect({ status, undone, drains: events.filter((event) => 'kind' in event && event.kind === 'drain') }).toEqual(
      { status: 'running', undone: SEEN.length, drains: [] })
  })
})

describe('the server', () => {
  test('answers who knows the token, and nobody else', async () => {
    const { url } = await serve()
    expect(await ask(url)).toMatchObject({ status: 200, text: expect.stringContaining('<!doctype html>') as string })
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}\/$/)
    const { origin } = new URL(url)
    const wrong = `/${'0'.repeat(32)}/`
    for (const path of ['/', '/state', wrong, `${wrong}state`]) expect((await ask(origin + path)).status).toBe(404)
  })

  test('refuses other hosts and other pages', async () => {
    const { url } = await serve()
    const { host, port } = new URL(url)
    expect((await ask(`${url}state`, { headers: { Host: `evil.example:${port}` } })).status).toBe(403)
    expect((await ask(`${url}state`, { headers: { Origin: 'http://evil.example' } })).status).toBe(403)
    expect((await ask(`${url}state`, { headers: { Origin: 'null' } })).status).toBe(403)
    expect((await ask(`${url}state`, { headers: { Origin: `http://${host}` } })).status).toBe(200)
  })

  test.each([
    ['{', 400, 'expected an object in JSON'],
    ['[]', 400, 'expected an object in JSON'],
    ['{"move":"fly"}', 400, 'move: expected step, exec, drain, back, forward or start, found \\"fly\\"'],
    ['{"move":"exec"}', 400, 'core: expected a whole number, 0 or above, found undefined'],
    ['{"move":"drain","core":0,"index":-1}', 400, 'index: expected a whole number, 0 or above, found -1'],
    ['{"move":"drain","core":0,"index":0}', 409, 'core 0 cannot drain such a store now'],
    ['{"move":"exec","core":9}', 409, 'core 9 cannot step now'],
    ['{"move":"back"}', 409, 'there is no move to take back'],
    ['{"move":"back","known":"1"}', 400, 'known: expected a whole number, 0 or above, found \\"1\\"'],
  ])('%j is refused', async (body, status, said) => {
    const server = await serve()
    const answer = await ask(`${server.url}move`, { method: 'POST', headers: JSON_TYPE, body })
    expect(answer.status).toBe(status)
    expect(answer.text).toContain(said)
  })

  test.each([5000, 5_000_000])('%d bytes are refused unread', async (size) => {
    const server = await serve()
    const answer = await ask(`${server.url}move`, { method: 'POST', headers: JSON_TYPE, body: ' '.repeat(size) })
    expect(answer).toEqual({ status: 413, text: '{"message":"expected at most 4096 bytes, their number told beforehand"}' })
  })

  test('takes only JSON, which no form of another page can send', async () => {
    const { url } = await serve()
    const answer = await ask(`${url}move`, { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: '{"move":"back"}' })
    expect(answer.status).toBe(415)
  })

  test('says what is new to a page that says what it has', async () => {
    const server = await serve()
    const { answer } = await move(server, { move: 'exec', core: 0 })
    const { kept, events, header } = await move(server, { move: 'exec', core: 0, known: answer })
    expect({ kept, events: events.length, header }).toEqual({ kept: 2, events: 2, header: undefined })
  })

  test('ends though a browser has opened connections ahead of need', async () => {
    const server = await serve()
    const { hostname, port } = new URL(server.url)
    const idle = connect(Number(port), hostname)
    const halfway = connect(Number(port), hostname, () => halfway.write('POST / HTTP/1.1\r\nContent-Le'))
    const ends = Promise.all([idle, halfway].map((socket) => (
      new Promise((resolve) => socket.on('error', resolve).on('close', resolve))
    )))
    await ask(server.url)
    await server.close()
    await ends
  })

  test('says so when the port is in use', async () => {
    const { url } = await serve()
    const { port } = new URL(url)
    const machine = new Machine(loaded.automata, modelNamed('sc'), loaded.options)
    await expect(new UiServer(new LiveRun(loaded, machine, [], undefined)).listen(Number(port)))
      .rejects.toThrow(`--port ${port}: something else listens there: take another, or leave it out for any that is free`)
  })
})

// A browser on a busy machine may hang where the page has no part in it: then a second one is asked.
describe.skipIf(!hasChromium())('in the browser', { retry: 1 }, () => {
  let browser: Browser
  let page: Page
  let server: UiServer
  beforeEach(async () => {
    server = await serve()
    browser = await launchChromium()
    page = await newPage(browser)
    await page.goto(server.url)
    await page.waitForSelector('html[data-ready]')
  })
  afterEach(() => browser.close())

  const values = (): Promise<string[]> => page.locator('.row .own .value').allInnerTexts()
  const seesValues = (expected: readonly string[]): Promise<void> => (
    expect.poll(values, { timeout: PATIENCE_MS }).toEqual(expected)
  )

  test('buttons and keys step the run', async () => {
    expect(await values()).toEqual([])
    await page.locator('[data-key="live-exec-0-0"]').click()
    await seesValues(['data = 7'])
    // Who stepped by button can go on by button.
    expect(await page.evaluate('document.activeElement.dataset.key')).toBe('live-exec-0-0')
    await page.keyboard.press('1')
    await seesValues(['data = 7', 'flag is 0'])
    await page.keyboard.press('e')
    await page.keyboard.press('0')
    await seesValues(['data = 7', 'flag is 0', 'data = 7'])
    await page.keyboard.press('1')
    await seesValues(['data = 7', 'flag is 0', 'data = 7', 'data is 7'])
    expect(await page.locator('.arrow').count()).toBe(1)
    await page.keyboard.press('[')
    await page.keyboard.press('ArrowLeft')
    await seesValues(['data = 7', 'flag is 0'])
  })

  test('keys are not lost while an answer is awaited, but one that is held down waits', async () => {
    const typed = (...keys: readonly { readonly key: string; readonly repeat?: boolean }[]): Promise<unknown> => page.evaluate(
      `for (const key of ${JSON.stringify(keys)}) document.dispatchEvent(new KeyboardEvent('keydown', key))`)
    await typed({ key: '0' }, { key: '1' }, { key: '1' }, { key: 'e' }, { key: '0' })
    await seesValues(['data = 7', 'flag is 0', 'data is 0', 'data = 7'])
    await typed({ key: '[' }, { key: '[', repeat: true }, { key: '[', repeat: true })
    await seesValues(['data = 7', 'flag is 0', 'data is 0'])
  })

  test('what is not possible is said, and the run goes on', async () => {
    await page.keyboard.press('e')
    await page.keyboard.press('0')
    const said = page.locator('[role=alert]')
    await expect.poll(() => said.allInnerTexts(), { timeout: PATIENCE_MS })
      .toEqual(['core 0 cannot drain such a store now'])
    await page.keyboard.press('0')
    await seesValues(['data = 7'])
    expect(await said.count()).toBe(0)
  })

  test('says so when the server has ended', async () => {
    await server.close()
    await page.keyboard.press('0')
    expect(await page.locator('[role=alert]').innerText()).toBe('fencepost ui has ended: start it again')
  })
})
