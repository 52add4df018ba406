import { styleOf, widthOf, wrap } from '../host/style.ts'
import { ARTICLE_SCENARIOS, SCENARIOS } from '../scenario/catalogue.ts'
import { readArguments } from './arguments.ts'
import type { Command } from './command.ts'
import { print } from './output.ts'

/** The version of the format, a field of every line. */
const VERSION = 1

export const scenarios: Command = {
  help: `usage: fencepost scenarios [--article] [--json]

Lists the scenarios that ship: what each core does, from which state.

  --article   those of the article's experiments (fencepost audit) too
  --json      one JSON object a line: {"version","name","summary"}

fencepost explore NAME shows all that a scenario can do.
`,
  run: (args) => {
    const { values } = readArguments('scenarios', args, { json: { type: 'boolean' }, article: { type: 'boolean' } }, [])
    const style = styleOf(process.stdout)
    for (const { name, summary } of values.article ? [...SCENARIOS, ...ARTICLE_SCENARIOS] : SCENARIOS) {
      if (values.json) print(`${JSON.stringify({ version: VERSION, name, summary })}\n`)
      else print(`${style.bold(name)}\n${wrap(summary, Math.min(widthOf(process.stdout), 100), '  ')}\n`)
    }
    return Promise.resolve(0)
  },
}
