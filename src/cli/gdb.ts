import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { InputError } from '../emu/input-error.ts'
import { SCHEDULING_HELP } from '../gdb/monitor.ts'
import { RunTarget } from '../gdb/run-target.ts'
import { GdbServer } from '../gdb/server.ts'
import { programFile } from '../gdb/symbols/program-file.ts'
import type { ServedFile } from '../gdb/target.ts'
import type { Subject } from '../scenario/subject.ts'
import { warmMachine } from '../scenario/warm-machine.ts'
import { numberOption, readArguments } from './arguments.ts'
import type { Command } from './command.ts'
import { print } from './output.ts'
import { untilInterrupted } from './interrupt.ts'
import { SCENARIO_HELP, SCENARIO_OPTIONS } from './scenario-arguments.ts'
import { openSubject, SUBJECT } from './subject.ts'

const LOOPBACK = '127.0.0.1'
const LAST_PORT = 65_535
/** Names in the listings' lines are relative to it. */
const PACKAGE = fileURLToPath(new URL('../..', import.meta.url))

export const gdb: Command = {
  help: `usage: fencepost gdb SCENARIO|WITNESS [--port N] [options]
       fencepost gdb --elf BINARY --core CALLS… [--map LIST] [--port N] [options]

Serves a run to GDB over its remote protocol: each core is a thread. Type what it prints, gdb -ex 'target remote :PORT'; symbols,
lines and the names of shared memory come with the connection. A witness begins with all of its moves ahead.

  --port N     the TCP port; without it, or with 0, one that is free
  --host H     the address to listen on; without it ${LOOPBACK}, which only this machine reaches. Whoever reaches it has the run
  --model M    sc, x86-tso, pso or relaxed; without it x86-tso, or the witness's
  --once       end when the first client goes; otherwise the run stays as it is for the next one, until Ctrl-C

${SCHEDULING_HELP}
GDB's monitor help lists what fencepost adds: the store buffers, draining one, the run as a witness, all outcomes.
kill begins the run again; a second client is turned away while one is connected.

${SCENARIO_HELP}
Exit status: 0 after Ctrl-C or --once; 1 for a witness that no longer fits; 2 for wrong use.
`,
  run: async (args) => {
    const { values, positionals } = readArguments('gdb', args, {
      port: { type: 'string' }, host: { type: 'string' }, model: { type: 'string' }, once: { type: 'boolean' }, ...SCENARIO_OPTIONS,
    }, [SUBJECT])
    const port = numberOption('--port', values.port) ?? 0
    if (port > LAST_PORT) throw new InputError(`--port: expected 0 to ${LAST_PORT}, found ${port}`)
    const subject = await openSubject('gdb', positionals[0], values.model, values)
    const target = new RunTarget(subject, await programOf(subject, values.elf), (loaded) => warmMachine(loaded, subject.model))
    const host = values.host ?? LOOPBACK
    const server = new GdbServer(target, {
      host, port, once: values.once ?? false, log: (line) => process.stderr.write(`fencepost gdb: ${line}\n`),
    })
    const at = await server.listen()
    print(`${subject.loaded.scenario.name} under ${subject.model.name}: gdb -ex 'target remote ${addressText(host)}:${at}'\n`)
    await untilInterrupted((signal) => {
      signal.addEventListener('abort', () => server.close())
      return server.untilEnd()
    })
    return 0
  },
}

/** A Go program is its own file, with its own symbols and lines of Go. */
async function programOf({ loaded }: Subject, binary: string | undefined): Promise<ServedFile> {
  if (binary === undefined) return programFile(loaded, PACKAGE)
  return { path: `/fencepost/${basename(binary)}`, bytes: await readFile(binary) }
}

function addressText(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
