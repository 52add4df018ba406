import { existsSync } from 'node:fs'
import { goToolchain, type GoToolchain } from '../../src/go/fidelity/toolchain.ts'

/** Where scripts/install-go.sh puts Go 1.22; FENCEPOST_GO names another one. */
const GO = process.env['FENCEPOST_GO'] ?? '/usr/lib/go-1.22/bin/go'

/**
 * Go 1.22, or undefined when it is not installed: then tests say that they are skipped. With
 * `FENCEPOST_REFERENCES=required` in the environment its absence throws instead.
 */
export async function goForTests(): Promise<GoToolchain | undefined> {
  if (existsSync(GO)) return goToolchain(GO)
  if (process.env['FENCEPOST_REFERENCES'] !== 'required') return undefined
  throw new Error(`FENCEPOST_REFERENCES=required, but there is no ${GO}: run make references`)
}

/** What a test prints in place of running. */
export const GO_ABSENT = `SKIPPED: no Go at ${GO}; make references installs it`
