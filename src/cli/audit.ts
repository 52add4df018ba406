import { InputError } from '../emu/input-error.ts'
import { claimsText, experimentText } from '../export/audit/audit-text.ts'
import { witnessText } from '../export/witness-text.ts'
import { audit as runAudit } from '../scenario/article/audit.ts'
import { SECTIONS } from '../scenario/article/claims.ts'
import { EXPERIMENTS } from '../scenario/article/experiments.ts'
import { readArguments } from './arguments.ts'
import type { Command } from './command.ts'
import { print } from './output.ts'
import { styleOf, widthOf } from './style.ts'

export const audit: Command = {
  help: `usage: fencepost audit [options]

The claims of the article about Go's map, in its order: each with a verdict that follows from what was run, and the evidence.

  --experiment ID   run only this experiment (E1) and show what it found; may be given again

Exit status: 0; 1 when a verdict that was written down is not what the runs say, or a prediction is missed without a reason.
`,
  run: async (args) => {
    const { values } = readArguments('audit', args, { experiment: { type: 'string', multiple: true } }, [])
    const wanted = values.experiment
    const experiments = wanted === undefined ? EXPERIMENTS : wanted.map(experimentNamed)
    const sections = wanted === undefined ? SECTIONS : []
    const width = Math.max(100, Math.min(widthOf(process.stdout), 132))
    const style = styleOf(process.stdout)
    const result = await runAudit(experiments, sections, { write: witnessText })
    if (wanted === undefined) print(claimsText(result, width, style))
    else for (const run of result.runs) print(experimentText(run, width, style))
    for (const problem of result.problems) process.stderr.write(`${problem}\n`)
    return result.problems.length === 0 ? 0 : 1
  },
}

function experimentNamed(id: string): (typeof EXPERIMENTS)[number] {
  const found = EXPERIMENTS.find((experiment) => experiment.id.toLowerCase() === id.toLowerCase())
  if (found) return found
  throw new InputError(`audit: there is no experiment ${JSON.stringify(id)}: there are ${EXPERIMENTS.map((e) => e.id).join(', ')}`)
}
