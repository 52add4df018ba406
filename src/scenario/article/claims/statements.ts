/** Statements in a line each, so that the claims read as a list. */
import type { RunCheck, Statement } from '../claim.ts'
import type { Scenario } from '../../scenario.ts'
import type { Trace } from '../trace.ts'

/** True when some instruction of the listing matches; with `go`, one of that line of Go. */
export function has(listing: string, pattern: RegExp, says: string, go?: string): Statement {
  return {
    by: 'listing', listing, says, holds: (all) => all.some((one) => (go === undefined || one.go === go) && pattern.test(one.text)),
  }
}

/** True when no instruction of the listing matches. */
export function lacks(listing: string, pattern: RegExp, says: string): Statement {
  return { by: 'listing', listing, says, holds: (all) => !all.some(({ text }) => pattern.test(text)) }
}

export function run(says: string, ...checks: readonly RunCheck[]): Statement {
  return { by: 'run', says, checks }
}

export function trace(scenario: Scenario, says: string, holds: (trace: Trace) => boolean): Statement {
  return { by: 'trace', scenario, says, holds }
}

/** What Go's source or documentation says, and whether it bears the statement out. */
export function reading(source: string, holds: boolean, says: string): Statement {
  return { by: 'reading', source, holds, says }
}

export function calculation(says: string, holds: () => boolean): Statement {
  return { by: 'calculation', says, holds }
}

export function nothing(says: string, why: string): Statement {
  return { by: 'nothing', says, why }
}

/** LOCK, XCHG (which locks by itself) or a fence. */
export const ORDERING = /^(LOCK|XCHG|MFENCE|LFENCE|SFENCE)/
