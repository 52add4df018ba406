import { createInterface } from 'node:readline'
import { InputError } from '../emu/input-error.ts'
import { hasColours } from '../host/style.ts'
import { helpText } from '../tui/help.ts'
import { runScript } from '../tui/script.ts'
import { Stepper } from '../tui/stepper.ts'
import { runTerminal } from '../tui/terminal.ts'
import { choiceOption, readArguments } from './arguments.ts'
import type { Command } from './command.ts'
import { print } from './output.ts'
import { SCENARIO_HELP, SCENARIO_OPTIONS } from './scenario-arguments.ts'
import { openSubject, SUBJECT } from './subject.ts'
import { SYNTAXES } from './syntax.ts'

export const step: Command = {
  help: `usage: fencepost step SCENARIO|WITNESS [options]
       fencepost step --elf BINARY --core CALLS… [--map LIST] [options]

A full-screen stepper with the way back: a column for each core with its listing, registers and store buffer, shared memory by
name, and the history. ? shows its keys. A witness is opened at its beginning, with its schedule to follow (f).

  --model M    sc, x86-tso, pso or relaxed; without it x86-tso, or the witness's
  --syntax S   instructions in go, intel or att syntax; without it as the listing has them

When stdin is no terminal, its lines are commands, and plain text tells what came of each:

${helpText().map((line) => `  ${line}\n`).join('')}
${SCENARIO_HELP}
Exit status: 0; 2 for wrong use, and when a line of a script was no command or was not possible.
`,
  run: async (args) => {
    const { values, positionals } = readArguments('step', args, {
      model: { type: 'string' }, syntax: { type: 'string' }, ...SCENARIO_OPTIONS,
    }, [SUBJECT])
    const syntax = values.syntax === undefined ? undefined : choiceOption('--syntax', values.syntax, SYNTAXES)
    const [name] = positionals
    const { stdin, stdout } = process
    if (name === '-') throw new InputError('step: stdin is for commands: give the witness as a file')
    if (stdin.isTTY && !stdout.isTTY) throw new InputError('step: the screen needs a terminal: give commands on stdin instead')
    const stepper = new Stepper(await openSubject('step', name, values.model, values), syntax)
    if (stdin.isTTY) {
      await runTerminal(stepper, { input: stdin, output: stdout, colours: hasColours(stdout) })
      return 0
    }
    return await runScript(stepper, createInterface({ input: stdin }), print) ? 0 : 2
  },
}
