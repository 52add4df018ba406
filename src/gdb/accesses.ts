import type { ObservedInstruction } from '../emu/observed-instruction.ts'
import type { Move } from '../observe/stepped-run.ts'

/** One load or store of a move. */
export interface Access {
  readonly kind: 'load' | 'store'
  readonly address: number
  /** Bytes. */
  readonly size: number
}

/**
 * What the instruction of `move` has read and stored; nothing for a drain, which no instruction makes. `last` is the instruction that
 * its core completed by it, if it did.
 */
export function accessesOf(move: Move, last: ObservedInstruction | undefined): Access[] {
  if (move.kind === 'private') return accessesOfInstruction(move.instruction)
  const { event } = move
  if (event.kind === 'drain') return []
  const shared: Access[] = [
    ...(event.load ? [access('load', event.load)] : []),
    ...event.stores.map((store) => access('store', store)),
  ]
  if (last?.instruction.address !== event.step.pc) return shared
  return [...shared, ...accessesOfInstruction(last, false)]
}

function accessesOfInstruction({ loads, stores }: ObservedInstruction, withShared = true): Access[] {
  return [
    ...loads.filter(({ isShared }) => withShared || !isShared).map((one) => access('load', one)),
    ...stores.filter(({ isShared }) => withShared || !isShared).map((one) => access('store', one)),
  ]
}

function access(kind: Access['kind'], { address, size }: { readonly address: number; readonly size: number }): Access {
  return { kind, address, size }
}
