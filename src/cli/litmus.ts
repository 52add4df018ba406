import { modelNamed } from '../cpu-model/models.ts'
import { herdLog } from '../litmus/herd-log.ts'
import { jsonLine } from '../litmus/json-line.ts'
import { runLitmusFiles } from '../litmus/run-files.ts'
import { numberOption, readArguments } from './arguments.ts'
import type { Command } from './command.ts'
import { INTERRUPTED, untilInterrupted } from './interrupt.ts'
import { print } from './output.ts'

export const litmus: Command = {
  help: `usage: fencepost litmus FILE|DIR… [--model M]… [--json] [--max-seconds N]

Runs litmus tests of herd's X86_64 and X86 formats, all in one process; of a directory, every *.litmus file below it. Prints
herd's own log, which its comparison tools read. Registers, flags and instructions are the emulator's: whatever it executes
is allowed.

  --model M         sc, x86-tso (the default), pso or relaxed; may be given again: then each test runs under each
  --json            one JSON object a test and model: {"version","name","model","states","condition","observation",
                    "positive","negative","complete","transitions","ms"}
  --max-seconds N   give up a test after this long; what it has found is then marked incomplete

A file with a mistake is named on stderr, and the others still run. Exit status: 0 done, 2 when a file had a mistake.
`,
  run: async (args) => {
    const { values, positionals } = readArguments('litmus', args, {
      'model': { type: 'string', multiple: true }, 'json': { type: 'boolean' }, 'max-seconds': { type: 'string' },
    }, ['FILE|DIR…'])
    const models = [...new Set((values.model ?? ['x86-tso']).map(modelNamed))]
    const maxSeconds = numberOption('--max-seconds', values['max-seconds'], 'decimal')
    return untilInterrupted(async (signal) => {
      let status = 0
      const explore = { signal, ...(maxSeconds === undefined ? {} : { maxSeconds }) }
      for await (const result of runLitmusFiles(positionals, { models, explore })) {
        if (result.kind === 'error') {
          status = 2
          process.stderr.write(`fencepost: ${result.error.message}\n`)
        } else print(values.json ? `${jsonLine(result.run)}\n` : `${herdLog(result.run)}\n`)
      }
      return signal.aborted ? INTERRUPTED : status
    })
  },
}
