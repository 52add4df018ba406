import type { BranchForm } from './encode-branch.ts'

/** One thing with a position in the code. */
export interface Fragment {
  /** Bytes before it are padded so that its address is a multiple of this. */
  readonly alignment: number
  /** Bytes of an instruction that never changes its length; 0 for a branch. */
  readonly length: number
  readonly branch: BranchForm | undefined
  /** Where a branch goes: the index of a fragment, or an absolute address, and an offset from it. */
  readonly target: { readonly fragment: number | undefined; readonly address: bigint } | undefined
}

/** Positions of all fragments, one more for the end, and which branches are long. */
export interface Positions {
  readonly offsets: Float64Array
  readonly isNear: Uint8Array
}

/**
 * Lays fragments out from `origin`, every branch in its short form where its target is within reach. Starts with all
 * short and lengthens until nothing changes: lengthening only ever pushes targets away, so this ends, and with the
 * fewest long ones.
 */
export function layOut(fragments: readonly Fragment[], origin: bigint): Positions {
  const isNear = Uint8Array.from(fragments, (f) => (f.branch !== undefined && f.branch.short === undefined ? 1 : 0))
  const offsets = new Float64Array(fragments.length + 1)
  for (let changed = true; changed;) {
    changed = false
    place(fragments, origin, isNear, offsets)
    fragments.forEach((fragment, i) => {
      if (fragment.branch?.near === undefined || isNear[i] === 1) return
      const distance = branchDistance(fragments, { offsets, isNear }, i, origin)
      if (distance < -128n || distance > 127n) {
        isNear[i] = 1
        changed = true
      }
    })
  }
  return { offsets, isNear }
}

/** Bytes from the end of branch `i` to its target. */
export function branchDistance(
  fragments: readonly Fragment[], positions: Positions, i: number, origin: bigint,
): bigint {
  const fragment = fragments[i]
  const target = fragment?.target
  if (fragment === undefined || target === undefined) throw new Error('a fragment without a target has no distance')
  const end = origin + BigInt((positions.offsets[i] ?? 0) + lengthOf(fragment, positions.isNear[i] === 1))
  const start = target.fragment === undefined ? 0n : origin + BigInt(positions.offsets[target.fragment] ?? 0)
  return start + target.address - end
}

function place(fragments: readonly Fragment[], origin: bigint, isNear: Uint8Array, offsets: Float64Array): void {
  let offset = 0
  fragments.forEach((fragment, i) => {
    const misaligned = fragment.alignment > 1 ? Number((origin + BigInt(offset)) % BigInt(fragment.alignment)) : 0
    if (misaligned > 0) offset += fragment.alignment - misaligned
    offsets[i] = offset
    offset += lengthOf(fragment, isNear[i] === 1)
  })
  offsets[fragments.length] = offset
}

function lengthOf(fragment: Fragment, isNear: boolean): number {
  if (fragment.branch === undefined) return fragment.length
  return isNear ? (fragment.branch.near?.length ?? 0) + 4 : (fragment.branch.short?.length ?? 0) + 1
}
