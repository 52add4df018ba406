/** Runs a Go toolchain. */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InputError } from '../../emu/input-error.ts'
import { parseGoVersion, type GoVersion } from '../elf/go-version.ts'
import { parseGoBinary, type GoBinary } from '../elf/go-binary.ts'

/** A `go` command that can be run. */
export interface GoToolchain {
  readonly path: string
  readonly version: GoVersion
}

/** A program of one file. */
export interface GoSource {
  /** `wrappers.go`; lines of the program are named after it. */
  readonly file: string
  readonly text: string
}

/** What `go build` made. */
export interface BuiltProgram {
  readonly binary: GoBinary
  /** The program itself, so that it can be run. */
  readonly bytes: Uint8Array
  /** What the compiler printed, which is its own listing with `-S`. */
  readonly output: string
}

/** Finds out the version. Throws an `InputError` when `path` is no `go` command. */
export async function goToolchain(path: string): Promise<GoToolchain> {
  const { status, output } = await run(path, ['version'], process.cwd())
  const version = /^go version (\S+)/.exec(output)?.[1]
  if (status !== 0 || version === undefined) {
    const printed = JSON.stringify(output.slice(0, 200))
    throw new InputError(`${path}: not a go command: \`${path} version\` printed ${printed}; `
      + 'name the program itself, such as /usr/lib/go-1.22/bin/go')
  }
  return { path, version: parseGoVersion(version) }
}

/**
 * Compiles a program for linux/amd64, GOAMD64=v1, without C, in a folder that is removed again. Throws an `InputError`
 * with the compiler's words when it does not compile.
 */
export async function buildGoProgram(
  toolchain: GoToolchain, source: GoSource, flags: readonly string[] = [],
): Promise<BuiltProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'fencepost-'))
  try {
    await writeFile(join(folder, source.file), source.text)
    const program = join(folder, 'program')
    const { status, output } = await run(toolchain.path, ['build', ...flags, '-o', program, source.file], folder)
    if (status !== 0) throw new InputError(`${toolchain.path} build ${source.file}: ${output.trim()}`)
    const bytes = await readFile(program)
    return { binary: parseGoBinary(bytes, source.file), bytes, output }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Nothing that a person has set for other work may change what is compiled. */
function environment(): NodeJS.ProcessEnv {
  const { HOME, GOCACHE, PATH, TMPDIR } = process.env
  return {
    PATH, TMPDIR, HOME, GOCACHE: GOCACHE ?? (HOME === undefined ? join(tmpdir(), 'fencepost-go-cache') : undefined),
    GOOS: 'linux', GOARCH: 'amd64', GOAMD64: 'v1', CGO_ENABLED: '0', GO111MODULE: 'off', GOWORK: 'off', GOFLAGS: '',
    GOENV: 'off', GOEXPERIMENT: '', GOTOOLCHAIN: 'local',
  }
}

function run(
  path: string, args: readonly string[], cwd: string,
): Promise<{ readonly status: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, { cwd, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'ENOENT' ? 'there is no such program' : error.message
      reject(new InputError(`${path}: ${why}; \`make references\` installs Go 1.22 as /usr/lib/go-1.22/bin/go`))
    })
    child.on('close', (status) => resolve({ status, output: Buffer.concat(chunks).toString('utf8') }))
  })
}
