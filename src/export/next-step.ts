import { STEP } from '../machine/node-table.ts'
import { formatValue, type Names } from '../machine/witness.ts'
import type { SteppedRun } from '../observe/stepped-run.ts'
import { eventText } from './narration.ts'

/** What a core does next, or why it cannot. */
export function nextOf(run: SteppedRun, core: number, names: Names): { readonly next: string; readonly canGoOn: boolean } {
  const { isPrivate, visibleStep } = run.position(core)
  const stop = (next: string): { next: string; canGoOn: boolean } => ({ next, canGoOn: false })
  const go = (next: string): { next: string; canGoOn: boolean } => ({ next, canGoOn: true })
  if (run.trappedCore === core) return stop('its trap has ended the run')
  if (run.trappedCore !== undefined) return stop('the run is over')
  if (run.machine.isWaiting(run.state, core)) return stop('waits for another core to return')
  if (isPrivate) return go('private instruction')
  const ways = run.transitions().filter((way) => way.kind === 'exec' && way.core === core)
  switch (visibleStep.kind) {
    case 'load':
    case 'locked': {
      const { address, size } = visibleStep
      const name = names.nameOf(address, size)
      if (ways.length === 0) return stop('LOCKed: waits until its buffer is empty')
      return go(`reads ${name}: ${valuesRead(run, core, ways.length).join(', ')}`)
    }
    case 'store': return ways.length > 0 ? go('stores') : stop('waits for room in its buffer')
    case 'fence': return ways.length > 0 ? go('fence') : stop('fence: waits until its buffer is empty')
    case 'lfence': return go('orders its loads')
    case 'trap': return { next: eventText(trapEvent(core, visibleStep), names), canGoOn: ways.length > 0 }
    case 'end': return stop('has returned')
    case 'diverge': return stop('runs for ever on its own')
    case 'bound': return stop(`stopped after ${visibleStep.instructions} private instructions in a row`)
  }
}

function trapEvent(core: number, step: ReturnType<SteppedRun['position']>['visibleStep']): Parameters<typeof eventText>[0] {
  return { kind: 'exec', core, step, load: undefined, stores: [], atOnce: false, reached: undefined }
}

/** What the next load reads, now and (`relaxed`) each number of moments ago. */
export function valuesRead({ machine, state }: SteppedRun, core: number, moments: number): string[] {
  const table = machine.local(core)
  const local = state[core] ?? 0
  const isRead = table.step[local] === STEP.load || table.step[local] === STEP.locked
  if (!isRead) return []
  return Array.from({ length: moments }, (_, back) => {
    const memory = machine.memoryRead(core, local, state[machine.coreCount] ?? 0, back)
    return `${back > 0 ? `@${back} ` : ''}${formatValue(table.valueRead(local, memory))}`
  })
}
