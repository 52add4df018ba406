import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { InputError } from '../emu/input-error.ts'

/**
 * Writes `text` to `path`, making its folder where there is none. Whoever looks finds the whole text or what was there before,
 * never half of it. An `InputError` says why a file cannot be written.
 */
export function writeWholeFile(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.part`
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(temporary, text)
    renameSync(temporary, path)
  } catch (error) {
    remove(temporary)
    throw new InputError(`${path}: cannot be written (${error instanceof Error ? error.message : String(error)})`)
  }
}

/** It may never have been made, and its folder may be none. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // What could not be made needs no removing.
  }
}
