import type { ConcurrentMemoryArrays } from '../../cpu-model/concurrent-memory.ts'
import type { Machine } from '../../machine/machine.ts'
import { Bounds } from '../bounds.ts'
import { CellSets } from '../cell-sets.ts'
import { EarlyDrain } from '../early-drain.ts'
import { HeldCells } from '../held-cells.ts'
import { LateDrains } from '../late-drains.ts'
import { ConcurrentStates, concurrentStatesArrays } from '../parallel/concurrent-states.ts'
import { relianceArrays, type WorkersRoom } from '../parallel/room.ts'
import { SharedCellSets } from '../parallel/shared-cell-sets.ts'
import { needGraph } from '../reductions.ts'
import { Search } from '../search.ts'
import { StateGraph } from '../state-graph.ts'
import { StateTable } from '../state-table.ts'
import { Findings } from './findings.ts'
import { Images } from './images.ts'
import type { PassRequest } from './pass-request.ts'

/** The search of a pass, and what it works with. */
export interface PassParts {
  readonly request: PassRequest
  readonly search: Search
  readonly findings: Findings
  readonly bounds: Bounds
  readonly images: Images
  /** What has been relied on. */
  readonly reliances: CellSets | SharedCellSets
  /** May what the reductions have left out wrongly be made up for, or must the search begin again? */
  readonly canRevise: boolean
  /** Sleep sets hide nothing, nor do the rules that need the same. */
  readonly sleeping: boolean
  /** What leads where, if it may be asked whether that goes round. */
  readonly graph: StateGraph | undefined
  readonly early: EarlyDrain | undefined
  /** What threads are to share, if there are to be several. */
  readonly shared: SharedParts | undefined
}

export interface SharedParts {
  readonly room: WorkersRoom
  /** The table of the search. */
  readonly states: ConcurrentStates
  readonly reliances: SharedCellSets
  /** Where those are. */
  readonly relianceArrays: ConcurrentMemoryArrays
}

export function partsOf(request: PassRequest): PassParts {
  const { question, machine, settings, footprints, symmetry, room } = request
  const { reductions } = settings
  const canRevise = footprints !== undefined && !machine.hasHistory
  const graph = needGraph(reductions) && canRevise && !request.mayCycle ? new StateGraph() : undefined
  const sleeping = footprints !== undefined && (graph !== undefined || !footprints.hasCycles)
  const images = new Images(sleeping && symmetry !== undefined && symmetry.order > 1 ? symmetry : undefined)
  const bounds = new Bounds(settings, request.started, request.number)
  const findings = new Findings(question, machine, images, bounds)
  const shared = room && sharedPartsOf(machine, room)
  const reliances = shared?.reliances ?? new CellSets()
  const table = shared?.states ?? new StateTable(machine.coreCount + 1, sleeping && reductions.sleep)
  const cells = sleeping && !machine.hasHistory ? new HeldCells(machine) : undefined
  const late = cells && reductions.late ? new LateDrains(machine, cells) : undefined
  const early = cells && reductions.early ? new EarlyDrain(machine, cells) : undefined
  const aids = { futures: footprints, sleeping, symmetry: images.symmetry, late, early, graph, reliances }
  const search = new Search(machine, table, reductions, aids, question.onTrap === 'stop-core', findings)
  return { request, search, findings, bounds, images, reliances, canRevise, sleeping, graph, early, shared }
}

function sharedPartsOf(machine: Machine, room: WorkersRoom): SharedParts {
  const arrays = relianceArrays(machine, room)
  const reliances = new SharedCellSets(arrays)
  const states = new ConcurrentStates(concurrentStatesArrays(machine.coreCount + 1, room.slots), reliances)
  return { room, states, reliances, relianceArrays: arrays }
}
