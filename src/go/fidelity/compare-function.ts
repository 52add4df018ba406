import { align } from './align.ts'
import type { CodeInstruction, FunctionCode } from './function-code.ts'

/** One line of a comparison side by side. */
export interface ComparedRow {
  /** `left-out`: a block for AVX, which the listing leaves out on purpose and marks with UNDEF. */
  readonly kind: 'same' | 'changed' | 'listing-only' | 'compiled-only' | 'left-out'
  readonly listing: CodeInstruction | undefined
  readonly compiled: CodeInstruction | undefined
  /** What differs where the two instructions look alike. */
  readonly problem?: string
}

/** A function of the listings beside what the compiler made of it. */
export interface ComparedFunction {
  readonly name: string
  readonly rows: readonly ComparedRow[]
  /** Instructions of the listing. */
  readonly instructions: number
  /** Rows that are neither the same nor left out on purpose. */
  readonly differences: number
  /** Compiled instructions that the listing leaves out on purpose. */
  readonly leftOut: number
  /** Instructions whose source line in the listing is not the compiler's. */
  readonly lineDifferences: number
}

/** How two functions are compared. */
export interface Comparison {
  /** Whether an address in the listing and one in the program stand for the same thing. */
  readonly isSameReference: (listing: bigint, compiled: bigint) => boolean
  /** The listing leaves out what is reachable only through jumps to its UNDEFs. */
  readonly withoutAvx: boolean
}

/**
 * Compares two functions instruction by instruction. Addresses, padding and the length of encodings do not count; jumps
 * are the same when the instructions that they go to correspond.
 */
export function compareFunction(
  listing: FunctionCode, compiled: FunctionCode, comparison: Comparison,
): ComparedFunction {
  const left = listing.instructions
  const right = compiled.instructions
  const pairs = align(left.length, right.length, (i, j) => isAlike(left[i], right[j], comparison))
  const partner = new Map<number, number>()
  for (const pair of pairs) if (pair.left !== undefined && pair.right !== undefined) partner.set(pair.left, pair.right)
  const reachable = comparison.withoutAvx ? reachableWithout(left, right, partner) : undefined
  const rows = pairs.map(({ left: i, right: j }): ComparedRow => {
    const ours = i === undefined ? undefined : left[i]
    const theirs = j === undefined ? undefined : right[j]
    if (ours === undefined) {
      const isLeftOut = reachable !== undefined && j !== undefined && !reachable.has(j)
      return { kind: isLeftOut ? 'left-out' : 'compiled-only', listing: ours, compiled: theirs }
    }
    if (theirs === undefined) {
      const isMark = reachable !== undefined && ours.shape === 'ud2'
      return { kind: isMark ? 'left-out' : 'listing-only', listing: ours, compiled: theirs }
    }
    const problem = branchProblem(ours, theirs, partner, left, right)
    return problem === undefined
      ? { kind: 'same', listing: ours, compiled: theirs }
      : { kind: 'changed', listing: ours, compiled: theirs, problem }
  })
  return {
    name: listing.name,
    rows,
    instructions: left.length,
    differences: rows.filter(({ kind }) => kind !== 'same' && kind !== 'left-out').length,
    leftOut: rows.filter(({ kind, compiled: instruction }) => kind === 'left-out' && instruction !== undefined).length,
    lineDifferences: rows.filter((row) => hasOtherLine(row)).length,
  }
}

/** The compiler itself knows no line for a few instructions, and then neither does the listing. */
export function hasOtherLine({ listing, compiled }: ComparedRow): boolean {
  return listing?.goLine !== undefined && compiled !== undefined && listing.goLine !== compiled.goLine
}

function isAlike(
  a: CodeInstruction | undefined, b: CodeInstruction | undefined, { isSameReference }: Comparison,
): boolean {
  if (a === undefined || b === undefined || a.shape !== b.shape) return false
  if ((a.branch === undefined) !== (b.branch === undefined)) return false
  if (a.reference === undefined || b.reference === undefined) return a.reference === b.reference
  return isSameReference(a.reference, b.reference)
}

function branchProblem(
  ours: CodeInstruction, theirs: CodeInstruction, partner: ReadonlyMap<number, number>,
  left: readonly CodeInstruction[], right: readonly CodeInstruction[],
): string | undefined {
  if (ours.branch === undefined || theirs.branch === undefined) return undefined
  const expected = partner.get(ours.branch)
  if (expected === theirs.branch) return undefined
  // Both go to an instruction that is reported itself.
  const theirTargetIsPaired = [...partner.values()].includes(theirs.branch)
  if (expected === undefined && !theirTargetIsPaired) return undefined
  const text = (target: CodeInstruction | undefined): string => `${target?.text ?? ''} (${target?.place ?? ''})`
  return `jumps to ${text(left[ours.branch])}, but in the program to ${text(right[theirs.branch])}`
}

/** The compiled instructions that can run when no way is taken that leads to an UNDEF in the listing. */
function reachableWithout(
  left: readonly CodeInstruction[], right: readonly CodeInstruction[], partner: ReadonlyMap<number, number>,
): Set<number> {
  const isMark = (i: number | undefined): boolean => i !== undefined && left[i]?.shape === 'ud2' && !partner.has(i)
  const pairs = [...partner]
  const notTaken = new Set(pairs.filter(([i]) => isMark(left[i]?.branch)).map(([, j]) => j))
  const notPassed = new Set(pairs.filter(([i]) => isMark(i + 1)).map(([, j]) => j))
  const reachable = new Set<number>()
  const queue = [0]
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    const instruction = right[at]
    if (instruction === undefined || reachable.has(at)) continue
    reachable.add(at)
    if (instruction.branch !== undefined && !notTaken.has(at)) queue.push(instruction.branch)
    if (!/^(jmp|ret|ud2)\b/.test(instruction.shape) && !notPassed.has(at)) queue.push(at + 1)
  }
  return reachable
}
