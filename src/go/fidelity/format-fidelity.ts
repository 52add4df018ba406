import { hasOtherLine, type ComparedFunction, type ComparedRow } from './compare-function.ts'
import { differencesOf, type Fidelity } from './check-fidelity.ts'

/** What is printed beside the differences. */
export interface FidelityFormat {
  /** Every function with its number of instructions, not only those that differ. */
  readonly all: boolean
  /** What the right side is: the program's bytes, disassembled, or the compiler's own listing. */
  readonly source: 'program' | 'compiler'
}

/** Rows before and after a difference. */
const CONTEXT = 2
const MARKS: Readonly<Record<ComparedRow['kind'], string>> = {
  same: ' ', changed: '|', 'listing-only': '<', 'compiled-only': '>', 'left-out': '.',
}

/** The comparison as text: side by side where there are differences, then what was compared and what was not. */
export function formatFidelity(fidelity: Fidelity, format: FidelityFormat): string {
  const lines: string[] = []
  for (const compared of fidelity.functions) {
    if (compared.differences > 0) lines.push(...formatDifference(compared, fidelity.version, format), '')
    else if (format.all) lines.push(`${compared.name}: ${summary(compared)}`)
  }
  for (const { name, place } of fidelity.missing) lines.push(`${name} (${place}): the program has no such function`)
  for (const { name, problem } of fidelity.data.different) lines.push(`${name}: ${problem}`)
  if (lines.length > 0 && lines.at(-1) !== '') lines.push('')
  lines.push(...totals(fidelity))
  return `${lines.join('\n')}\n`
}

function summary({ instructions, leftOut, lineDifferences }: ComparedFunction): string {
  const avx = leftOut === 0 ? '' : `, ${leftOut} for AVX left out`
  const others = lineDifferences === 0 ? '' : `, ${lineDifferences} with another source line`
  return `${instructions} instructions${avx}${others}`
}

function formatDifference(compared: ComparedFunction, version: string, { source }: FidelityFormat): string[] {
  const { name, rows, differences } = compared
  const right = source === 'program' ? `what ${version} compiled` : `what ${version} printed with -S`
  const isNear = rows.map((_, i) => rows.slice(Math.max(0, i - CONTEXT), i + CONTEXT + 1).some(isDifference))
  const shown = rows.filter((_, i) => isNear[i])
  const places = Math.max(...shown.map(({ listing }) => listing?.place.length ?? 0))
  const texts = Math.max('the listing'.length, ...shown.map(({ listing }) => listing?.text.length ?? 0))
  const others = Math.max(right.length, ...shown.map(({ compiled }) => compiled?.text.length ?? 0))
  const lines = [
    `${name}: ${differences} ${differences === 1 ? 'difference' : 'differences'}`,
    `  ${''.padEnd(places)}  ${'the listing'.padEnd(texts)}   ${right}`.trimEnd(),
  ]
  rows.forEach((row, i) => {
    if (!isNear[i]) {
      if (isNear[i - 1]) lines.push('  …')
      return
    }
    const { listing, compiled } = row
    const left = `${(listing?.place ?? '').padEnd(places)}  ${(listing?.text ?? '').padEnd(texts)}`
    const line = compiled === undefined ? '' : `${compiled.text.padEnd(others)}  ${compiled.place}`
    lines.push(`  ${left} ${MARKS[row.kind]} ${line}`.trimEnd())
    if (row.problem !== undefined) lines.push(`  ${''.padEnd(places)}  ${row.problem}`)
  })
  return lines
}

function isDifference({ kind }: ComparedRow): boolean {
  return kind !== 'same' && kind !== 'left-out'
}

function totals(fidelity: Fidelity): string[] {
  const { version, functions, own, data } = fidelity
  const sum = (count: (compared: ComparedFunction) => number): number => functions.reduce((n, f) => n + count(f), 0)
  const differences = differencesOf(fidelity)
  const otherLines = functions.flatMap(({ rows }) => rows.filter(hasOtherLine))
  const [line] = otherLines
  return [
    `${version}: ${functions.length} functions, ${sum((f) => f.instructions)} instructions, `
      + `${data.compared.length} data symbols: ${differences} ${differences === 1 ? 'difference' : 'differences'}`,
    ...(line === undefined ? [] : [
      `${otherLines.length} instructions have another source line, such as ${line.listing?.place ?? ''}: `
      + `${line.listing?.goLine ?? ''} in the listing, ${line.compiled?.goLine ?? 'none'} in the program`,
    ]),
    `left out on purpose: ${sum((f) => f.leftOut)} instructions for AVX`,
    `fencepost's own, not compared: ${own.map(({ name, reason }) => `${name} (${reason})`).join(', ')}`,
  ]
}
