import { choiceOption, readArguments } from './arguments.ts'
import type { Command } from './command.ts'
import { narrate } from './narrate.ts'
import { print } from './output.ts'
import { readTextFile } from './read-text-file.ts'
import { SCENARIO_OPTIONS } from './scenario-arguments.ts'
import { SYNTAXES } from './syntax.ts'
import { runWitness } from './witness-run.ts'

export const replayCommand: Command = {
  help: `usage: fencepost replay WITNESS [--syntax go|intel|att]
       fencepost replay --elf BINARY --core CALLS… [--map LIST] WITNESS

Runs a witness (a file that fencepost explore --save or --outcome N wrote; - is stdin) again and tells each step: what ran, what
was read and from where, what was stored, and what came out in the end. A witness of calls into a Go program needs --elf, --core,
--map and --map-type as they were given when it was made.

Exit status: 0; 1 when the witness no longer fits its scenario, with what has changed; 2 when it is not a witness.
`,
  run: async (args) => {
    const { values, positionals } = readArguments('replay', args, { syntax: { type: 'string' }, ...SCENARIO_OPTIONS }, ['WITNESS'])
    const syntax = values.syntax === undefined ? undefined : choiceOption('--syntax', values.syntax, SYNTAXES)
    const [file = ''] = positionals
    const { loaded, run, events } = await runWitness(await readTextFile(file, 'a witness'), file, values)
    print(narrate(run, events, loaded, syntax))
    return 0
  },
}
