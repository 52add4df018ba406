/** The browser that tests drive: Debian's chromium, without a window. */
import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'

const CHROMIUM = process.env['FENCEPOST_CHROMIUM'] ?? '/usr/bin/chromium'

export const CHROMIUM_ABSENT = `SKIPPED: no browser at ${CHROMIUM}; make references installs it`

/**
 * Is there one? Says so when there is none, and throws then with `FENCEPOST_REFERENCES=required` in the environment.
 */
export function hasChromium(): boolean {
  if (existsSync(CHROMIUM)) return true
  if (process.env['FENCEPOST_REFERENCES'] === 'required') {
    throw new Error(`FENCEPOST_REFERENCES=required, but there is no ${CHROMIUM}: run make references`)
  }
  process.stdout.write(`${CHROMIUM_ABSENT}\n`)
  return false
}

/** A page that waits longer than this says what it waits for, before the test as a whole runs out of time without a reason. */
export const PATIENCE_MS = 10_000

/**
 * The caller closes it. Its sandbox does not work for root, nor in most containers; it draws without a graphics process, and asks no
 * other host for anything.
 */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-quic', '--disable-sync', '--no-proxy-server'],
  })
}

/** A page of `browser`, which the caller closes. */
export async function newPage(browser: Browser, options?: BrowserContextOptions): Promise<Page> {
  const page = await browser.newPage(options)
  page.setDefaultTimeout(PATIENCE_MS)
  return page
}
