import { InputError } from '../emu/input-error.ts'
import { auditJson } from '../export/audit/audit-json.ts'
import { auditMarkdown } from '../export/audit/audit-markdown.ts'
import { claimsText, experimentText } from '../export/audit/audit-text.ts'
import { witnessFiles } from '../export/audit/witness-files.ts'
import { witnessText } from '../export/witness-text.ts'
import { styleOf, widthOf } from '../host/style.ts'
import { refuseAsFolder, writeWholeFile } from '../host/write-whole-file.ts'
import { audit as runAudit } from '../scenario/article/audit.ts'
import { SECTIONS } from '../scenario/article/claims.ts'
import { EXPERIMENTS } from '../scenario/article/experiments.ts'
import { readArguments } from './arguments.ts'
import type { Command } from './command.ts'
import { print } from './output.ts'

export const audit: Command = {
  help: `usage: fencepost audit [options]

The claims of the article about Go's map, in its order: each with a verdict that follows from what was run, and the evidence.

  --markdown        the whole report, with every experiment: docs/audit.md
  --json            one JSON object a line: the claims, then what each experiment found
  --witnesses DIR   write the witnesses that the report names into DIR; fencepost replay reads them
  --experiment ID   run only this experiment (E1) and show what it found; may be given again

Exit status: 0; 1 when a verdict that was written down is not what the runs say, or a prediction is missed without a reason.
`,
  run: async (args) => {
    const { values } = readArguments('audit', args, {
      experiment: { type: 'string', multiple: true }, markdown: { type: 'boolean' }, json: { type: 'boolean' },
      witnesses: { type: 'string' },
    }, [])
    const wanted = values.experiment
    if (values.markdown && values.json) throw new InputError('audit: --markdown and --json exclude each other')
    if (wanted && (values.markdown ?? values.witnesses)) {
      throw new InputError('audit: the report needs every experiment; leave out --experiment')
    }
    if (values.witnesses !== undefined) refuseAsFolder(values.witnesses)
    const experiments = wanted === undefined ? EXPERIMENTS : wanted.map(experimentNamed)
    const sections = wanted === undefined ? SECTIONS : []
    const width = Math.max(100, Math.min(widthOf(process.stdout), 132))
    const style = styleOf(process.stdout)
    const onExperiment = ({ id, question }: (typeof EXPERIMENTS)[number]): void => {
      if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${`${id} ${question}`.slice(0, process.stderr.columns - 1)}`)
    }
    const result = await runAudit(experiments, sections, { write: witnessText, onExperiment })
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
    if (values.witnesses !== undefined) {
      for (const [file, text] of witnessFiles(result)) writeWholeFile(`${values.witnesses}/${file}`, text)
    }
    if (values.json) for (const line of auditJson(result)) print(`${line}\n`)
    else if (values.markdown) print(auditMarkdown(result))
    else if (wanted === undefined) print(claimsText(result, width, style))
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
