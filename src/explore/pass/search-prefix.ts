import { CellSplit } from '../../cpu-model/cells.ts'
import { BecameShared } from '../../emu/core/became-shared.ts'
import { Machine } from '../../machine/machine.ts'
import type { Bounds } from '../bounds.ts'
import { ShardPrefix, type Shard } from '../shard.ts'
import { Findings } from './findings.ts'
import { Images } from './images.ts'
import type { PassRequest } from './pass-request.ts'

/**
 * Searches what all shards begin with. It is the same for all of them, so it goes by nothing that one may know and another not: it has a
 * machine of its own, on which dead registers are told apart.
 */
export function searchPrefix(
  { question, machine: { model, options }, settings: { reductions, rootsPerShard } }: PassRequest, { count }: Shard, bounds: Bounds,
): { readonly prefix: ShardPrefix; readonly findings: Findings } {
  const machine = new Machine(question.automata, model, options)
  for (let sleeping = true; ;) {
    const findings = new Findings(question, machine, new Images(undefined), bounds)
    const prefix = new ShardPrefix(machine, reductions, sleeping, question.onTrap === 'stop-core', findings)
    findings.listenTo(prefix.search)
    try {
      if (prefix.run(count * rootsPerShard)) {
        findings.judge()
        if (prefix.mayCycle) findings.addLassos(prefix.search, prefix.closed)
        return { prefix, findings }
      }
      sleeping = false
    } catch (error) {
      // Whoever has the other automata must learn it too.
      if (error instanceof BecameShared) question.automata.share(error.granules)
      if (!(error instanceof CellSplit)) throw error
      machine.restart(error)
    }
  }
}
