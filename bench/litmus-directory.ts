import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The reference set beside the checkout, which is no part of the project; `FENCEPOST_LITMUS` names another directory. */
export const LITMUS_DIRECTORY = process.env['FENCEPOST_LITMUS'] ?? join(process.cwd(), '..', 'shared', 'litmus')

export function hasLitmusTests(): boolean {
  return existsSync(LITMUS_DIRECTORY)
}
