import { modelNamed } from '../cpu-model/models.ts'
import { tuneForSmallSearches } from '../emu/v8-flags.ts'
import { printLitmusFiles } from '../litmus/print-files.ts'
import { MOST_WORKERS, numberOption, readArguments, workersOption } from './arguments.ts'
import type { Command } from './command.ts'
import { INTERRUPTED, untilInterrupted } from './interrupt.ts'
import { print } from './output.ts'

export const litmus: Command = {
  help: `usage: fencepost litmus FILE|DIR… [--model M]… [--json] [--max-seconds N] [--workers N]

Runs litmus tests of herd's X86_64 and X86 formats, all in one process; of a directory, every *.litmus file below it. Prints
herd's own log, which its comparison tools read. Registers, flags and instructions are the emulator's: whatever it executes
is allowed.

  --model M         sc, x86-tso (the default), pso or relaxed; may be given again: then each test runs under each
  --json            one JSON object a test and model: {"version","name","model","states","condition","observation",
                    "positive","negative","complete","transitions","ms"}
  --max-seconds N   give up a test after this long; what it has found is then marked incomplete
  --workers N       share the tests out over N threads, 1 to ${MOST_WORKERS}; without it 1. What is printed stays the same, in the
                    same order; where all tests take less than a third of a second, no thread is started

A file with a mistake is named on stderr, and the others still run. Ctrl-C shows what was found so far. Exit status: 0 done;
2 when a file had a mistake; ${INTERRUPTED} after Ctrl-C.
`,
  run: async (args) => {
    const { values, positionals } = readArguments('litmus', args, {
      'model': { type: 'string', multiple: true }, 'json': { type: 'boolean' }, 'max-seconds': { type: 'string' },
      'workers': { type: 'string' },
    }, ['FILE|DIR…'])
    const models = [...new Set((values.model ?? ['x86-tso']).map((name) => modelNamed(name).name))]
    const maxSeconds = numberOption('--max-seconds', values['max-seconds'], 'decimal')
    const workers = workersOption(values.workers)
    tuneForSmallSearches()
    return untilInterrupted(async (signal) => {
      let status = 0
      const format = values.json ? 'json' : 'log'
      await printLitmusFiles(positionals, { models, format, maxSeconds, workers, signal }, (printed) => {
        if ('text' in printed) {
          print(printed.text)
          return
        }
        status = 2
        process.stderr.write(`fencepost: ${printed.error}\n`)
      })
      return signal.aborted ? INTERRUPTED : status
    })
  },
}
