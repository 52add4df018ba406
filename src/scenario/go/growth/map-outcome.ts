/** What is asked of a map after operations that raced: which keys hold which values, and how many keys it counts. */
import type { Outcome } from '../../../explore/outcome.ts'
import type { GoEnd } from '../go-end.ts'

/** Go, or the processor, ended the whole program. */
export interface EndOfProgram {
  readonly fatal: string
  /** The Go line, where it tells more than the message. */
  readonly at?: string | null
}

/** What a map holds at the end of a run, or how the program ended. */
export type MapOutcome =
  | EndOfProgram
  | {
      readonly fatal: null
      /** `7=70`, in the order of the keys. */
      readonly map: readonly string[]
      readonly count: bigint
      readonly flags?: number
      readonly corrupt?: string
    }

/**
 * Keys with values, in the order of the keys, and `count`; flags and what makes the map no map only where they are not
 * as they should be. The one word `fatal` when Go ends the program: which core, and at which check, is left out.
 */
export function mapOutcome(end: GoEnd): MapOutcome {
  if (end.trap) return endOfProgram(end.trap)
  const { entries, count, flags, corrupt } = end.map
  return {
    fatal: null,
    map: [...entries].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.value < b.value ? -1 : 1))
      .map(({ key, value }) => `${key}=${value}`),
    count,
    ...(flags === 0 ? {} : { flags }),
    ...(corrupt === undefined ? {} : { corrupt }),
  }
}

/** The end of the whole program: `fatal` for Go's own check, anything else in its words. */
export function endOfProgram(trap: NonNullable<GoEnd['trap']>): EndOfProgram {
  if (trap.kind === 'fatal') return { fatal: trap.message }
  // Where Go's heap would have some other object, or none: what is read there nobody can say.
  if (trap.kind === 'fault') return { fatal: trap.message.replace(/ at 0x.*/, ''), at: trap.goLine ?? null }
  return { fatal: `${trap.kind}: ${trap.message}`, at: trap.goLine ?? null }
}

/** What `v, ok := m[k]` gave, the first call of `core`. */
export function lookupOutcome(end: GoEnd, core: number): Outcome {
  if (end.trap) return endOfProgram(end.trap)
  const { rax = 0n, rbx = 0n } = end.results[core]?.[0] ?? {}
  return { fatal: null, v: rax, ok: (rbx & 0xffn) !== 0n }
}

/** Only `count`, and the keys that are gone or twice there: for maps with too many keys to list. */
export function changesOf(end: GoEnd, expected: readonly bigint[]): Outcome {
  if (end.trap) return endOfProgram(end.trap)
  const { entries, count, flags, corrupt } = end.map
  const times = new Map<bigint, number>()
  for (const { key } of entries) times.set(key, (times.get(key) ?? 0) + 1)
  const missing = expected.filter((key) => !times.has(key))
  const twice = [...times].filter(([, n]) => n > 1).map(([key]) => key).sort((a, b) => (a < b ? -1 : 1))
  const unexpected = [...times.keys()].filter((key) => !expected.includes(key)).sort((a, b) => (a < b ? -1 : 1))
  return {
    fatal: null,
    missing,
    ...(twice.length === 0 ? {} : { twice }),
    ...(unexpected.length === 0 ? {} : { unexpected }),
    count,
    ...(flags === 0 ? {} : { flags }),
    ...(corrupt === undefined ? {} : { corrupt: corrupt.replace(/0x[0-9a-f]+/g, '0x…') }),
  }
}
