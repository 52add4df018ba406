import type { Scenario } from '../scenario.ts'
import type { Claim, Instruction, ListingLines, RunCheck, Section, Statement, Watched } from './claim.ts'
import type { Experiment } from './experiment.ts'
import { judgeClaim, type JudgedClaim } from './judge-claim.ts'
import { findLines, pathOf, readInstructions } from './listing-lines.ts'
import { traceScenario, type Trace } from './trace.ts'
import { runExperiment, type ExperimentRun, type Finding, type WriteWitness } from './run-experiment.ts'

export interface JudgedSection {
  readonly section: Section
  readonly claims: readonly JudgedClaim[]
}

/** A line of a listing that a claim is about. */
export interface QuotedLine {
  /** `asm/go1.22/mapassign_fast64.s:107`. */
  readonly place: string
  readonly go: string
  readonly text: string
}

export interface Audit {
  readonly runs: readonly ExperimentRun[]
  readonly sections: readonly JudgedSection[]
  /** The lines of a claim, in the order in which it names them. */
  readonly linesOf: (claim: Claim) => readonly QuotedLine[]
  /** What must not be: a verdict that the runs contradict or leave open, a prediction missed without a reason, a reason without need. */
  readonly problems: readonly string[]
}

export interface AuditOptions {
  readonly write: WriteWitness
  /** Called before each experiment. */
  readonly onExperiment?: (experiment: Experiment) => void
}

/** Runs `experiments` and judges the claims of `sections` by them. */
export async function audit(
  experiments: readonly Experiment[], sections: readonly Section[], { write, onExperiment }: AuditOptions,
): Promise<Audit> {
  const claims = sections.flatMap((section) => section.claims)
  const listings = await readListings(claims)
  const checks = claims.flatMap(checksOf)
  const runs: ExperimentRun[] = []
  for (const experiment of experiments) {
    onExperiment?.(experiment)
    runs.push(await runExperiment(experiment, write, (variant, observation) =>
      checks.some((check) => check.experiment === experiment.id && check.variant === variant && check.observation === observation)))
  }
  const traces = await readTraces(claims)
  const finding = (check: RunCheck): Finding => findingOf(runs, check)
  const instructions = (listing: string): readonly Instruction[] => listings.get(listing) ?? []
  const seen = await watchAll(claims)
  const watched = (statement: Statement): Watched | undefined => seen.get(statement)
  const trace = (scenario: Scenario): Trace => {
    const found = traces.get(scenario)
    if (!found) throw new Error(`${scenario.name} was not run`)
    return found
  }
  const judged = sections.map((section) => ({
    section, claims: section.claims.map((claim) => judgeClaim(claim, { finding, instructions, trace, watched })),
  }))
  const linesOf = ({ lines = [] }: Claim): QuotedLine[] => lines.flatMap((wanted) => quote(wanted, instructions(wanted.listing)))
  for (const claim of claims) linesOf(claim)
  return { runs, sections: judged, linesOf, problems: [...problemsOfRuns(runs), ...problemsOfClaims(judged)] }
}

function quote(wanted: ListingLines, instructions: readonly Instruction[]): QuotedLine[] {
  const file = `asm/${pathOf(wanted.listing)}`
  return findLines(wanted, instructions).map(({ text, line }) => ({ place: `${file}:${line}`, go: wanted.go, text }))
}

/** One after another: each uses a whole core of the machine anyway. */
async function watchAll(claims: readonly Claim[]): Promise<ReadonlyMap<Statement, Watched>> {
  const seen = new Map<Statement, Watched>()
  for (const statement of claims.flatMap(({ statements }) => statements)) {
    if (statement.by === 'observer' && statement.watch) seen.set(statement, await statement.watch())
  }
  return seen
}

async function readListings(claims: readonly Claim[]): Promise<ReadonlyMap<string, readonly Instruction[]>> {
  const names = new Set(claims.flatMap(({ lines = [], statements }) => [
    ...lines.map(({ listing }) => listing),
    ...statements.flatMap((statement) => (statement.by === 'listing' ? [statement.listing] : [])),
  ]))
  return new Map(await Promise.all([...names].map(async (name) => [name, await readInstructions(name)] as const)))
}

async function readTraces(claims: readonly Claim[]): Promise<ReadonlyMap<Scenario, Trace>> {
  const traces = new Map<Scenario, Trace>()
  for (const statement of claims.flatMap(({ statements }) => statements)) {
    if (statement.by === 'trace' && !traces.has(statement.scenario)) {
      traces.set(statement.scenario, await traceScenario(statement.scenario))
    }
  }
  return traces
}

/** The findings that a claim rests on. */
export function checksOf({ statements, shows = [] }: Claim): readonly RunCheck[] {
  const byRun = statements.flatMap((statement) => (statement.by === 'run' ? statement.checks : []))
  return [...byRun, ...shows.flatMap(({ checks }) => checks)]
}

function findingOf(runs: readonly ExperimentRun[], { experiment, variant, observation }: RunCheck): Finding {
  const run = runs.find((r) => r.experiment.id === experiment)
  if (!run) throw new Error(`a claim rests on experiment ${experiment}, which was not run`)
  const found = run.findings.find((finding) => finding.variant === variant && finding.observation === observation)
  if (!found) throw new Error(`a claim rests on "${observation}" of ${experiment}/${variant}, which does not exist`)
  return found
}

/** A prediction that the run misses needs a reason, and a reason needs a prediction that the run misses. */
export function problemsOfRuns(runs: readonly ExperimentRun[]): string[] {
  return runs.flatMap(({ experiment, findings }) => findings.flatMap((finding) => {
    const { variant, observation, agrees, reason, predicted, from } = finding
    const what = `${experiment.id}/${variant}: "${observation}"`
    if (agrees === false && reason === undefined) {
      return [`${what} was predicted from ${predicted ?? ''}, and is ${from ?? 'open'}: no reason is written down`]
    }
    if (agrees !== false && reason !== undefined) return [`${what} has a reason for a disagreement that there is not`]
    return []
  }))
}

function problemsOfClaims(sections: readonly JudgedSection[]): string[] {
  return sections.flatMap(({ claims }) => claims.flatMap(({ claim, verdict, asWritten, shows }) => {
    const wrong = shows.filter(({ holds }) => holds !== true)
    if (wrong.length > 0) return wrong.map(({ statement: { says } }) => `claim ${claim.id}: the runs do not show that ${says}`)
    if (verdict === undefined) return [`claim ${claim.id}: a search that was cut short leaves it open`]
    return asWritten ? [] : [`claim ${claim.id}: written down as "${claim.verdict}", but the evidence says "${verdict}"`]
  }))
}
