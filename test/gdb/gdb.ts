/** The real GDB, in batch mode. */
import { execFile, spawnSync, type ChildProcess } from 'node:child_process'
import { promisify } from 'node:util'

/** What a test prints in place of running. */
export const GDB_ABSENT = 'SKIPPED: no gdb; make references installs it'

/** Is there a GDB? With `FENCEPOST_REFERENCES=required` in the environment its absence throws. */
export function hasGdb(): boolean {
  if (spawnSync('gdb', ['--version']).status === 0) return true
  if (process.env['FENCEPOST_REFERENCES'] !== 'required') return false
  throw new Error('FENCEPOST_REFERENCES=required, but there is no gdb: run make references')
}

/**
 * What GDB prints for `commands`, after it has connected to `port` of this machine; its errors and warnings with it. `meanwhile` gets
 * the process as soon as it runs.
 */
export async function gdbSays(
  port: number, commands: readonly string[], meanwhile: (child: ChildProcess) => void = () => undefined,
): Promise<string> {
  const all = ['set pagination off', `target remote 127.0.0.1:${port}`, ...commands]
  // One stream, so that it comes in order. -nh -nx: no configuration of whoever runs the tests.
  const running = promisify(execFile)(
    'sh', ['-c', 'exec gdb -nh -nx -batch -q "$@" 2>&1', 'gdb', ...all.flatMap((command) => ['-ex', command])], { timeout: 25_000 },
  )
  meanwhile(running.child)
  return (await running).stdout
}
