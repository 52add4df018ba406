import { MODELS } from '../cpu-model/models.ts'
import { mergeShards, parseShardResults, type MergedResult } from '../explore/merge.ts'
import { outcomeText } from '../export/outcome-text.ts'
import { readTextFile } from '../host/read-text-file.ts'
import { readArguments } from './arguments.ts'
import type { Command } from './command.ts'
import { print } from './output.ts'
import { count } from './progress.ts'

export const merge: Command = {
  help: `usage: fencepost merge FILE… [--json]

Joins the results of all shards of a search: files with what fencepost explore --shard I/N --json printed, one a shard, in any order
(- is stdin). Refuses shards of different searches, and names those that are missing.

  --json            one JSON object a line for each model, as fencepost explore --json prints it; states and transitions are sums
                    over the shards (what several of them explored counts several times), ms is that of the slowest

Exit status: 0; 2 for files that do not make up a search.
`,
  run: async (args) => {
    const { values, positionals } = readArguments('merge', args, { json: { type: 'boolean' } }, ['FILE…'])
    const shards = []
    for (const file of positionals) shards.push(...parseShardResults(await readTextFile(file, 'the result of a shard'), file))
    const order = MODELS.map(({ name }) => name as string)
    const results = mergeShards(shards).sort((a, b) => order.indexOf(a.model) - order.indexOf(b.model))
    if (values.json) for (const result of results) print(`${JSON.stringify(result)}\n`)
    else print(results.map(report).join('\n'))
    return 0
  },
}

function report({ scenario, model, complete, bounds, states, transitions, ms, outcomes }: MergedResult): string {
  const end = complete ? 'complete' : `INCOMPLETE (${bounds.join('; ')})`
  const counts = `${count(states)} states, ${count(transitions)} transitions, slowest shard ${(ms / 1000).toFixed(2)} s`
  const list = outcomes.map(({ outcome }) => `  ${outcomeText(outcome)}\n`)
  return `${scenario}, ${model}: ${outcomes.length} outcomes, ${end}; ${counts}\n${list.join('')}`
}
