/** The browser that tests drive: Debian's chromium, without a window. */
import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

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

/** The caller closes it. Its sandbox does not work for root, nor in most containers. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}
