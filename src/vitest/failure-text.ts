/** The message of a failed expectation: a pure function of what was found. */
import { outcomeTable, type TableRow, type Verdict } from '../export/outcome-table.ts'
import { outcomeText } from '../export/outcome-text.ts'
import { PLAIN_STYLE } from '../host/style.ts'
import type { Finding, FoundRow } from './finding.ts'
import { literal } from './pattern.ts'

const WIDTH = 100
/** Rows of the table; the outcomes that the expectation is about come first where there are more. */
const MOST_ROWS = 24

/** What was expected and found, the outcomes, a witness to paste, and what to do next. */
export function failureText(found: Finding): string {
  const parts = [headline(found), table(found), search(found), witnessPart(found), `What to do: ${advice(found).join('\n')}`]
  return parts.filter((part) => part !== '').join('\n\n')
}

function headline(found: Finding): string {
  const { scenario, model, answer } = found
  const claim = `${scenario} under ${model}: expected ${expectation(found)}`
  return answer === 'inconclusive' ? `inconclusive: ${claim}, and the search was cut short` : `${claim}, ${but(found)}`
}

function expectation({ matcher, isNot, expected }: Finding): string {
  const what = matcher === 'toHaveExactlyOutcomes' ? `[${expected.join(', ')}]` : expected.join()
  switch (matcher) {
    case 'toAllow': return isNot ? `no outcome with ${what}` : `an outcome with ${what}`
    case 'toForbid': return isNot ? `an outcome with ${what}` : `no outcome with ${what}`
    case 'toHaveExactlyOutcomes': return `${isNot ? 'other outcomes than' : 'exactly'} ${what}`
    case 'toBeRobust': return isNot ? 'an outcome that sc does not have' : 'no outcome that sc does not have'
    case 'toTerminate': return isNot ? 'a run that does not end' : 'every run to end'
  }
}

function but({ matcher, isNot, rows, evidence, moreEvidence }: Finding): string {
  const number = evidence === undefined ? 0 : moreEvidence + 1
  const some = number === 1 ? 'one is possible' : `${number} are possible`
  switch (matcher) {
    case 'toAllow': case 'toForbid': case 'toBeRobust': return number > 0 ? some : 'there is none'
    case 'toTerminate': return number > 0 ? 'some go on for ever' : 'every run does end'
    case 'toHaveExactlyOutcomes': {
      if (isNot) return 'these are the outcomes'
      const missing = rows.filter(({ isMarked }) => isMarked).length - number
      const parts = [number > 0 ? `${number} unexpected` : '', missing > 0 ? `${missing} missing` : '']
      return parts.filter((part) => part !== '').join(' and ')
    }
  }
}

function table({ models, rows }: Finding): string {
  if (rows.length === 0) return 'No outcome was seen.'
  const wanted = rows.length <= MOST_ROWS ? rows : [...rows.filter(isMarked), ...rows.filter((row) => !isMarked(row))]
  const shown = wanted.slice(0, MOST_ROWS).map((row): TableRow => ({
    number: row.isMarked ? '→' : '', title: outcomeText(row.outcome), verdicts: row.verdicts.map(cell),
  }))
  const rest = rows.length - shown.length
  const more = rest > 0 ? `… and ${rest} outcomes more\n` : ''
  return `${outcomeTable('outcome', models, shown, WIDTH, PLAIN_STYLE)}${more}`.trimEnd()
}

function isMarked(row: FoundRow): boolean {
  return row.isMarked
}

function cell(verdict: FoundRow['verdicts'][number]): Verdict {
  return verdict === 'reached' ? { kind: 'reached', mark: '✓' } : { kind: verdict }
}

function search({ complete, bounds, states, transitions, models, rows }: Finding): string {
  const size = `${states} states and ${transitions} transitions`
  const isClear = rows.length === 0 || (models.length === 1 && complete)
  const legend = isClear ? '' : '✓ possible, – forbidden, ? not seen in a search that was cut short\n'
  return `${legend}${complete ? `complete search of ${size}` : `cut short by a bound after ${size}: ${bounds.join('; ')}`}`
}

function witnessPart({ evidence, moreEvidence }: Finding): string {
  if (evidence === undefined) return ''
  const others = moreEvidence === 0 ? '' : ` (the first of ${moreEvidence + 1} such outcomes)`
  const text = evidence.witness.trimEnd().replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')
  return `A schedule that leads to ${outcomeText(evidence.outcome)}${others}:\n\nawait replay(scenario, witness\`\n${text}\n\`)`
}

function advice(found: Finding): string[] {
  const { answer, isNot, confusesNumbers } = found
  if (confusesNumbers) return ['the test has a number where outcomes have a bigint, or the other way round: write 1n for a bigint.']
  if (answer === 'inconclusive') return inconclusiveAdvice(found)
  if (isNot ? found.matcher === 'toForbid' : found.matcher === 'toAllow') {
    return ['no schedule leads there. Compare the fields with the table; a weaker model may allow more (pso, relaxed).']
  }
  if (isNot && found.matcher === 'toHaveExactlyOutcomes') return ['leave .not out, or change the list.']
  if (isNot && (found.matcher === 'toBeRobust' || found.matcher === 'toTerminate')) return ['leave .not out.']
  const paste = found.matcher === 'toHaveExactlyOutcomes' ? pasteOutcomes(found) : []
  return found.evidence === undefined ? ['these cannot happen: take them out of the list.', ...paste] : [...reason(found), ...paste]
}

function inconclusiveAdvice({ bounds }: Finding): string[] {
  const bufferBound = bounds.some((bound) => bound.includes('buffer'))
  return [
    'what was not seen may still be possible. Let explore() go on for longer (maxStates, maxSeconds, maxPreemptions), or make',
    `the scenario smaller: fewer cores, fewer calls${bufferBound ? ', a loop that stores less' : ''}.`,
  ]
}

/** Why the outcome is possible, from the models that have it, and what would forbid it. */
function reason({ models, rows, model, matcher }: Finding): string[] {
  const marked = rows.find(isMarked)
  const first = models.find((_, i) => marked?.verdicts[i] === 'reached') ?? model
  if (matcher === 'toTerminate') {
    return ['the witness ends in the steps that repeat for ever: a core waits for a store that never comes.']
  }
  switch (models.length === 1 && model !== 'sc' ? undefined : first) {
    case 'sc':
      return [
        'sequential consistency has this outcome as well, so no fence forbids it. Between a load and the store that depends on',
        'it another core may run: put them under a lock, or into one LOCKed instruction (lock xadd, lock cmpxchg, xchg).',
      ]
    case 'x86-tso':
      return [
        'sc forbids this outcome. In the witness, a store waits in its core\'s buffer (its "drain" comes late) while that core',
        'already loads: make the store an XCHG, or put MFENCE between the store and the load.',
      ]
    case 'pso':
      return [
        'x86-tso forbids this outcome: x86 processors keep a core\'s stores in order, and pso does not. In the witness, a later',
        'store drains before an earlier one: make the later store an XCHG (a release), or put SFENCE or MFENCE before it.',
      ]
    case 'relaxed':
      return [
        'pso forbids this outcome. In the witness, a load marked @N reads what memory held before: put LFENCE, MFENCE or a LOCKed',
        'instruction between this load and the one before it (an acquire).',
      ]
    case undefined:
      return ['follow the witness: paste it into a test and print the narration of replay().']
  }
}

/** The outcomes as code, where there are few enough to look through. */
function pasteOutcomes({ rows, complete }: Finding): string[] {
  const reached = rows.filter(({ verdicts }) => verdicts.at(-1) === 'reached')
  if (!complete || reached.length > MOST_ROWS) return []
  return ['If all of these are as they should be:', ...reached.map(({ outcome }) => `  ${literal(outcome)},`)]
}
