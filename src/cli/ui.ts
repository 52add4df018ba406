import { InputError } from '../emu/input-error.ts'
import { LiveRun } from '../ui/live-run.ts'
import { UiServer } from '../ui/server.ts'
import { choiceOption, numberOption, readArguments } from './arguments.ts'
import type { Command } from './command.ts'
import { untilInterrupted } from './interrupt.ts'
import { print } from './output.ts'
import { SCENARIO_HELP, SCENARIO_OPTIONS } from './scenario-arguments.ts'
import { openSubject, SUBJECT } from './subject.ts'
import { SYNTAXES } from './syntax.ts'

const LAST_PORT = 65_535

export const ui: Command = {
  help: `usage: fencepost ui SCENARIO|WITNESS [options]
       fencepost ui --elf BINARY --core CALLS… [--map LIST] [options]

Serves the page of trace --format html live: step each core, drain its stores, go back and forward. Open the address that it prints
in a browser on this machine; nobody else can reach it. A witness begins with all of its moves ahead. Ctrl-C ends it.

  --model M    sc, x86-tso, pso or relaxed; without it x86-tso, or the witness's
  --syntax S   instructions in go, intel or att syntax; without it as the listing has them
  --port N     the TCP port; without it, or with 0, one that is free

${SCENARIO_HELP}
Exit status: 0 after Ctrl-C; 1 for a witness that no longer fits; 2 for wrong use.
`,
  run: async (args) => {
    const { values, positionals } = readArguments('ui', args, {
      model: { type: 'string' }, syntax: { type: 'string' }, port: { type: 'string' }, ...SCENARIO_OPTIONS,
    }, [SUBJECT])
    const syntax = values.syntax === undefined ? undefined : choiceOption('--syntax', values.syntax, SYNTAXES)
    const port = numberOption('--port', values.port) ?? 0
    if (port > LAST_PORT) throw new InputError(`--port: expected 0 to ${LAST_PORT}, found ${port}`)
    const { loaded, machine, model, schedule = [] } = await openSubject('ui', positionals[0], values.model, values)
    const server = new UiServer(new LiveRun(loaded, machine, schedule, syntax))
    await server.listen(port)
    print(`${loaded.scenario.name} under ${model.name}: ${server.url}\n`)
    await untilInterrupted((signal) => new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve())))
    await server.close()
    loaded.close()
    return 0
  },
}
