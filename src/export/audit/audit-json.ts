import type { Audit } from '../../scenario/article/audit.ts'
import { witnessFile } from './witness-files.ts'

/** The version of the format, a field of every line. */
const VERSION = 1

/** A line for each claim, then one for each finding, without line breaks. */
export function* auditJson({ sections, runs }: Audit): Iterable<string> {
  for (const { section, claims } of sections) {
    for (const { claim, verdict, statements } of claims) {
      yield JSON.stringify({
        version: VERSION, claim: claim.id, section: section.id, heading: section.heading, says: claim.claim,
        verdict: verdict ?? 'open', really: claim.really,
        statements: statements.map(({ statement, holds, findings, watched }) => ({
          by: statement.by, says: statement.says, holds: holds ?? null,
          evidence: findings.map(({ experiment, variant, observation }) => ({ experiment, variant, observation })),
          ...(watched ? { figures: watched.figures } : {}),
        })),
      })
    }
  }
  for (const { findings } of runs) {
    for (const finding of findings) {
      const { experiment, variant, observation, from, seen, unseen, predicted, agrees, reason, witness } = finding
      yield JSON.stringify({
        version: VERSION, experiment, variant, observation, from: from ?? null, seen, unseen,
        predicted: predicted ?? null, agrees: agrees ?? null,
        ...(reason === undefined ? {} : { reason }), ...(witness === undefined ? {} : { witness: witnessFile(finding) }),
      })
    }
  }
}
