/** What a user of GDB reads about a run. */
import { outcomeOfRun } from '../explore/run-outcome.ts'
import { trapText } from '../export/narration.ts'
import { outcomeText } from '../export/outcome-text.ts'
import { formatValue } from '../machine/witness.ts'
import type { SteppedRun } from '../observe/stepped-run.ts'
import type { LoadedScenario } from '../scenario/scenario.ts'
import type { Signal } from './target.ts'

/** What a core does, or why it does not: `will read h.flags`, `has returned`. */
export function coreText(run: SteppedRun, core: number, loaded: LoadedScenario): string {
  const { visibleStep: step, isPrivate } = run.position(core)
  const names = loaded.names()
  const held = run.buffer(core).length
  const holds = held === 0 ? '' : `, holds ${held === 1 ? 'a store' : `${held} stores`}`
  if (run.machine.isWaiting(run.state, core)) return 'waits for another core to return'
  if (isPrivate && step.kind === 'end') return `will return${holds}`
  switch (step.kind) {
    case 'load': return `will read ${names.nameOf(step.address, step.size)}${holds}`
    case 'locked': return `will change ${names.nameOf(step.address, step.size)} under LOCK${holds}`
    case 'store': return `will store${holds}`
    case 'fence':
    case 'lfence': return `will pass a fence${holds}`
    case 'end': return `has returned${holds}`
    case 'trap': return `${isPrivate ? 'will stop' : 'has stopped'}: ${trapText(step.trap)}${holds}`
    case 'diverge': return `loops for ever without touching shared memory${holds}`
    case 'bound': return `ran ${step.instructions} private instructions in a row and was given up${holds}`
  }
}

/** `h.flags=4 h.count=1`, oldest first. */
export function bufferText(run: SteppedRun, core: number, loaded: LoadedScenario): string {
  const names = loaded.names()
  const stores = run.buffer(core).map(({ address, size, value }) => `${names.nameOf(address, size)}=${formatValue(value)}`)
  return stores.length === 0 ? 'empty' : stores.join(' ')
}

/** How the run has ended, with its outcome; lines that end with a newline. */
export function endText(run: SteppedRun, loaded: LoadedScenario): string {
  const { status, trappedCore } = run
  if (status === 'running') {
    const stopped = run.machine.locals.map((_, core) => core).filter((core) => run.position(core).visibleStep.kind === 'trap')
    return stopped.map((core) => `core ${core} ${coreText(run, core, loaded)}.\n`).join('')
  }
  const how = trappedCore !== undefined ? `core ${trappedCore} ${coreText(run, trappedCore, loaded)}`
    : status === 'stuck' ? 'no core can go on' : 'every core has returned and every buffer is empty'
  const outcome = outcomeOfRun(run, loaded.outcome, loaded.onTrap)
  return `The run is over: ${how}.\n${outcome === undefined ? '' : `outcome: ${outcomeText(outcome)}\n`}`
}

/** The signal that a core has stopped with at a trap; undefined when it has not. */
export function trapSignal(run: SteppedRun, core: number, onTrap: 'stop-run' | 'stop-core'): Signal | undefined {
  const { visibleStep, isPrivate } = run.position(core)
  if (visibleStep.kind !== 'trap' || isPrivate) return undefined
  if (onTrap === 'stop-run' && run.trappedCore !== core) return undefined
  const { kind } = visibleStep.trap
  return kind === 'symbol' ? 'SIGABRT' : kind === 'fault' ? 'SIGSEGV' : 'SIGILL'
}
