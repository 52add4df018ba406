import type { TransitionEvent } from '../machine/event.ts'
import type { Run } from '../machine/run.ts'
import { outcomeOfRun } from '../explore/run-outcome.ts'
import type { Syntax } from '../emu/listing.ts'
import { LEGEND, narration } from '../export/narration.ts'
import { outcomeText } from '../export/outcome-text.ts'
import { styleOf } from '../host/style.ts'
import type { LoadedScenario } from '../scenario/scenario.ts'

/** A run that was taken, told step by step with the Go line of each instruction, and what came out. */
export function narrate(run: Run, events: readonly TransitionEvent[], loaded: LoadedScenario, syntax: Syntax | undefined): string {
  const style = styleOf(process.stdout)
  const { machine } = run
  const { image } = loaded.program
  const steps = narration(events, loaded.names(syntax), {
    cores: machine.coreCount,
    width: process.stdout.isTTY ? process.stdout.columns : Infinity,
    style,
    note: ({ step }) => image.statementAt(BigInt(step.pc))?.goLine ?? '',
  })
  return [
    `${style.bold(loaded.scenario.name)} under ${style.bold(machine.model.name)}   image ${loaded.hash}\n`,
    loaded.scenario.summary === '' ? '\n' : `${loaded.scenario.summary}\n\n`,
    ...LEGEND.map((line) => `${style.dim(line)}\n`),
    `\n${steps}\n${style.bold('outcome')}   ${endOfRun(run, loaded)}\n`,
  ].join('')
}

function endOfRun(run: Run, loaded: LoadedScenario): string {
  const { length } = run.schedule
  switch (run.status) {
    case 'running': return `none: the run is not over after ${length} transitions`
    case 'stuck': return `none: after ${length} transitions no core can go on, and not all have returned`
    default: return `${outcomeText(outcomeOfRun(run, loaded.outcome, loaded.onTrap))}   (${length} transitions)`
  }
}
