/**
 * The program `fencepost`; launch.ts starts it where it is built. Everything that takes time to load is loaded by the command that
 * needs it.
 */
import { InputError } from '../emu/input-error.ts'
import { widthOf } from '../host/style.ts'
import { commandNamed, COMMANDS, isHelp } from './commands.ts'
import { fitHelp } from './fit-help.ts'
import { endWithoutReader, print } from './output.ts'
import { version } from './version.ts'

/** What the command line answers with (DESIGN: exit status). */
const STATUS = { done: 0, no: 1, badInput: 2, bug: 70 } as const

/** A command waited for what never comes: the number that Node has for such a main module. */
const UNSETTLED = 13

const WIDEST_HELP = 100

endWithoutReader()
void main(process.argv.slice(2)).then((status) => {
  process.exitCode = status
})
process.once('beforeExit', () => {
  process.exitCode ??= UNSETTLED
})

async function main(args: readonly string[]): Promise<number> {
  try {
    return await dispatch(args)
  } catch (error) {
    return report(error)
  }
}

async function dispatch([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined) {
    process.stderr.write(overview())
    return STATUS.badInput
  }
  if (name === '--version' || name === '-V') return say(`fencepost ${version()}\n`)
  if (isHelp(name)) return say(overview())
  if (name === 'help' && args[0] === undefined) return say(overview())
  const command = await commandNamed(name === 'help' ? (args[0] ?? '') : name).load()
  const ends = args.indexOf('--')
  if (name === 'help' || (ends < 0 ? args : args.slice(0, ends)).some(isHelp)) return say(fitHelp(command.help, helpWidth()))
  return command.run(args)
}

function say(text: string): number {
  print(text)
  return STATUS.done
}

/** What went wrong, on stderr: one message for what a person got wrong, everything for a bug of fencepost. */
function report(error: unknown): number {
  // By name too: a module of the user's has the library's class, and not the program's.
  if (error instanceof InputError || (error instanceof Error && error.name === 'InputError')) {
    process.stderr.write(`fencepost: ${error.message}\n`)
    return STATUS.badInput
  }
  // By name: the class is in a module that most commands do not load.
  if (error instanceof Error && error.name === 'StaleWitness') {
    process.stderr.write(`fencepost: ${error.message}\n`)
    return STATUS.no
  }
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const where = `fencepost ${version()}, Node ${process.version}`
  process.stderr.write(`fencepost: this is a bug of fencepost, please report it (${where}):\n${details}\n`)
  return STATUS.bug
}

/** Columns of help: the terminal's, and no more than are read with ease. */
function helpWidth(): number {
  return process.stdout.isTTY ? Math.max(60, Math.min(widthOf(process.stdout), WIDEST_HELP)) : WIDEST_HELP
}

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ usage }) => usage.length))
  return [
    'fencepost runs x86-64 machine code on several virtual cores and shows everything that a memory',
    'model lets it do.',
    '',
    'usage: fencepost COMMAND …',
    '',
    ...COMMANDS.map(({ usage, summary }) => `  ${usage.padEnd(width)}   ${summary}`),
    '',
    '  fencepost COMMAND --help says more about a command; fencepost --version prints the version.',
    '',
    'Begin with: fencepost demo',
    '',
  ].join('\n')
}
