import type { Machine } from '../../machine/machine.ts'
import type { Question } from '../exploration.ts'
import type { Footprints } from '../footprints.ts'
import type { WorkersRoom } from '../parallel/room.ts'
import type { RootAfter } from '../root-after.ts'
import type { Settings } from '../settings.ts'
import type { Symmetry } from '../symmetry/symmetry.ts'

/** What a pass is to search, and what is known before. */
export interface PassRequest {
  readonly question: Question
  readonly machine: Machine
  readonly settings: Settings
  /** When the search has started, in milliseconds, of which this is pass number `number`, counted from 1. */
  readonly started: number
  readonly number: number
  /** Where the reductions go by what each core may still do. */
  readonly footprints: Footprints | undefined
  readonly symmetry: Symmetry | undefined
  /** For workers. */
  readonly room: WorkersRoom | undefined
  /** Where the search starts, if not at the beginning. */
  readonly root: RootAfter | undefined
  /** A state may be come to from itself. */
  readonly mayCycle: boolean
  /** Transitions after which it is asked whether the search is to begin again without telling dead registers apart. */
  readonly deadAfter: number
}
