import type { Audit } from '../../scenario/article/audit.ts'
import type { Finding } from '../../scenario/article/run-experiment.ts'

/** The name of a finding's witness: `e1-real-no-fatal-a-key-is-lost-count-1.witness`. */
export function witnessFile({ experiment, variant, observation }: Finding): string {
  const words = `${experiment} ${variant} ${observation}`.toLowerCase()
  return `${words.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}.witness`
}

/** The witnesses of the audit by file name, each with a comment that says what it shows. */
export function witnessFiles({ runs }: Audit): ReadonlyMap<string, string> {
  return new Map(runs.flatMap(({ findings }) => findings.flatMap((finding) => {
    const { experiment, variant, observation, witness } = finding
    return witness === undefined ? [] : [[witnessFile(finding), `; ${experiment}/${variant}: ${observation}\n${witness}`] as const]
  })))
}
