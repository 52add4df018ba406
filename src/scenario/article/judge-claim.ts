import type { Scenario } from '../scenario.ts'
import type { Claim, Instruction, RunCheck, Statement, Verdict, Watched } from './claim.ts'
import type { Finding } from './run-experiment.ts'
import type { Trace } from './trace.ts'

/** What settled a statement. Undefined: nothing did. */
export interface JudgedStatement {
  readonly statement: Statement
  readonly holds: boolean | undefined
  /** The findings of the runs that it rests on, in the order of its checks. */
  readonly findings: readonly Finding[]
  /** What observers saw, where the statement rests on that. */
  readonly watched?: Watched
}

export interface JudgedClaim {
  readonly claim: Claim
  readonly statements: readonly JudgedStatement[]
  /** What the runs show besides. */
  readonly shows: readonly JudgedStatement[]
  /** What follows from the statements. Undefined when a run that was cut short leaves it open. */
  readonly verdict: Verdict | undefined
  /** The verdict is the one that the claim's author wrote down. */
  readonly asWritten: boolean
}

/** What claims are judged by. */
export interface Evidence {
  /** Throws when the experiment, variant or observation does not exist. */
  readonly finding: (check: RunCheck) => Finding
  readonly instructions: (listing: string) => readonly Instruction[]
  /** What observers saw for a statement; undefined where nobody looks. */
  readonly watched: (statement: Statement) => Watched | undefined
  /** Throws when the scenario was not run. */
  readonly trace: (scenario: Scenario) => Trace
}

export function judgeClaim(claim: Claim, evidence: Evidence): JudgedClaim {
  const statements = claim.statements.map((statement) => judgeStatement(statement, evidence))
  const verdict = verdictOf(statements)
  const shows = (claim.shows ?? []).map((shown) => judgeStatement({ by: 'run', ...shown }, evidence))
  return { claim, statements, shows, verdict, asWritten: verdict === claim.verdict }
}

function judgeStatement(statement: Statement, evidence: Evidence): JudgedStatement {
  switch (statement.by) {
    case 'run': {
      const findings = statement.checks.map(evidence.finding)
      const held = statement.checks.map(({ from }, index) => {
        const reach = findings[index]?.from
        return reach === undefined ? undefined : from.includes(reach)
      })
      const holds = held.includes(false) ? false : held.includes(undefined) ? undefined : true
      return { statement, holds, findings }
    }
    case 'listing':
      return { statement, holds: statement.holds(evidence.instructions(statement.listing)), findings: [] }
    case 'trace':
      return { statement, holds: statement.holds(evidence.trace(statement.scenario)), findings: [] }
    case 'calculation':
      return { statement, holds: statement.holds(), findings: [] }
    case 'reading':
      return { statement, holds: statement.holds, findings: [] }
    case 'observer': {
      const watched = evidence.watched(statement)
      return { statement, holds: watched?.holds, findings: [], ...(watched ? { watched } : {}) }
    }
    case 'nothing':
      return { statement, holds: undefined, findings: [] }
  }
}

/**
 * All statements true: true. All false: false. Both: partly. Those that nothing settles count only when there are no others; a run
 * that was cut short leaves the claim open.
 */
export function verdictOf(statements: readonly JudgedStatement[]): Verdict | undefined {
  if (statements.some(({ statement, holds }) => statement.by === 'run' && holds === undefined)) return undefined
  const held = statements.flatMap(({ holds }) => (holds === undefined ? [] : [holds]))
  const waits = statements.some(({ statement }) => statement.by === 'observer')
  if (held.length === 0) return waits ? 'not checked yet' : 'not checkable here'
  if (held.every(Boolean)) return 'true'
  return held.some(Boolean) ? 'partly' : 'false'
}
