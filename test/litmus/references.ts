import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The models whose sets of final states the references give. */
export type ReferenceModel = 'sc' | 'x86-tso' | 'pso' | 'relaxed'

/** One test with its final states under every model, sorted, in herd's notation. */
export interface Reference {
  readonly name: string
  /** The file name of the test, for messages. */
  readonly file: string
  readonly text: string
  /** The condition as herd prints it. */
  readonly condition: string
  readonly states: Readonly<Record<ReferenceModel, readonly string[]>>
}

/** How many reference tests there are where they are. */
export const REFERENCE_COUNT = 60

/** What a test prints in place of running when the references are not here. */
export const REFERENCES_ABSENT = `SKIPPED: ${REFERENCE_COUNT} reference tests absent`

const BESIDE_THE_CHECKOUT = new URL('../../../shared/litmus/', import.meta.url)

/**
 * The reference set, which lies in `shared/litmus` next to the checkout and is no part of the project: empty when it is
 * not there. With `FENCEPOST_REFERENCES=required` in the environment its absence throws instead.
 */
export function loadReferences(directory = BESIDE_THE_CHECKOUT): readonly Reference[] {
  if (existsSync(directory)) return readDirectory(directory)
  if (process.env['FENCEPOST_REFERENCES'] !== 'required') return []
  throw new Error(`FENCEPOST_REFERENCES=required, but there is no ${fileURLToPath(directory)}`)
}

/** Our own tests of SFENCE, LFENCE and non-temporal stores, with the sets that their comments derive. */
export function loadOwnTests(): readonly Reference[] {
  return readDirectory(new URL('own/', import.meta.url))
}

function readDirectory(directory: URL): readonly Reference[] {
  const files = readdirSync(directory).filter((file) => file.endsWith('.litmus')).sort()
  return files.map((file) => {
    const expected = readFileSync(new URL(encodeURIComponent(file.replace(/litmus$/, 'json')), directory), 'utf8')
    const text = readFileSync(new URL(encodeURIComponent(file), directory), 'utf8')
    return { ...(JSON.parse(expected) as Omit<Reference, 'file' | 'text'>), file, text }
  })
}
