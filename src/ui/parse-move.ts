import { InputError } from '../emu/input-error.ts'
import { isRecord } from '../export/is-record.ts'
import type { LiveRequest } from '../viewer/page-data.ts'

/** A number beyond this names no core, no entry of a buffer and no answer. */
const LARGEST = 1_000_000_000

/** What the body of a request asks for. Throws an `InputError` for anything else. */
export function parseMove(body: string): LiveRequest {
  const asked = parse(body)
  const { move } = asked
  const known = 'known' in asked ? count(asked, 'known') : undefined
  switch (move) {
    case 'back':
    case 'forward':
    case 'start': return { move, known }
    case 'step':
    case 'exec': return { move, core: count(asked, 'core'), back: 'back' in asked ? count(asked, 'back') : 0, known }
    case 'drain': return { move, core: count(asked, 'core'), index: count(asked, 'index'), known }
    default: throw new InputError(`move: expected step, exec, drain, back, forward or start, found ${JSON.stringify(move)}`)
  }
}

function parse(body: string): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw new InputError('expected an object in JSON')
  }
  if (!isRecord(value)) throw new InputError('expected an object in JSON')
  return value
}

function count(asked: Readonly<Record<string, unknown>>, name: string): number {
  const value = asked[name]
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < LARGEST) return value
  throw new InputError(`${name}: expected a whole number, 0 or above, found ${JSON.stringify(value)}`)
}
