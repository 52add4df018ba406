import { readTextFile } from '../host/read-text-file.ts'
import { choiceOption, readArguments } from './arguments.ts'
import type { Command } from './command.ts'
import { narrate } from './narrate.ts'
import { print } from './output.ts'
import { beginningOf, looksLikeTrace, replayTrace } from './replay-trace.ts'
import { SCENARIO_OPTIONS } from './scenario-arguments.ts'
import { SYNTAXES } from './syntax.ts'
import { runWitness } from './witness-run.ts'

export const replayCommand: Command = {
  help: `usage: fencepost replay WITNESS|TRACE [--syntax go|intel|att]
       fencepost replay --module FILE|--litmus FILE WITNESS|TRACE
       fencepost replay --elf BINARY --core CALLS… [--map LIST] WITNESS|TRACE

Runs a witness (a file that fencepost explore --save or --outcome N wrote; - is stdin) again and tells each step: what ran, what
was read and from where, what was stored, and what came out in the end. A TRACE (of fencepost trace --format jsonl) is taken
again too, and every event of it is compared: the first that is not as recorded is named. A witness or trace of calls into a Go
program needs --elf, --core, --map and --map-type as they were given when it was made, and one of a litmus
test or of a scenario of your own --litmus or --module.

Exit status: 0; 1 when the witness no longer fits its scenario, or an event of the trace differs, with what has changed; 2 when it
is neither.
`,
  run: async (args) => {
    const options = { syntax: { type: 'string' }, ...SCENARIO_OPTIONS } as const
    const { values, positionals } = readArguments('replay', args, options, ['WITNESS|TRACE'])
    const syntax = values.syntax === undefined ? undefined : choiceOption('--syntax', values.syntax, SYNTAXES)
    const [file = ''] = positionals
    if (file !== '-' && looksLikeTrace(await beginningOf(file))) {
      print(await replayTrace(file, undefined, values))
      return 0
    }
    const text = await readTextFile(file, 'a witness or a trace')
    if (looksLikeTrace(text)) {
      print(await replayTrace(file, text, values))
      return 0
    }
    const { loaded, run, events } = await runWitness(text, file, values)
    print(narrate(run, events, loaded, syntax))
    return 0
  },
}
