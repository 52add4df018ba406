/** Runs the program as a shell does, compiled from the sources as they stand. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Laid out as the package is: `dist` beside `asm` and package.json. */
const PACKAGE = join(ROOT, 'node_modules/.cache/fencepost-cli')
const MAIN = join(PACKAGE, 'dist/cli/main.js')

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  rewriteRelativeImportExtensions: true,
}

/** Types are erased and nothing is checked. Test files may do this at the same time: each file appears whole. */
function compile(): void {
  for (const name of readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue
    const source = join(ROOT, 'src', name)
    const output = join(PACKAGE, 'dist', name.replace(/ts$/, 'js'))
    if (existsSync(output) && statSync(output).mtimeMs > statSync(source).mtimeMs) continue
    mkdirSync(dirname(output), { recursive: true })
    const part = `${output}.${process.pid}`
    writeFileSync(part, ts.transpileModule(readFileSync(source, 'utf8'), { fileName: source, compilerOptions }).outputText)
    renameSync(part, output)
  }
  buildPage()
  for (const name of ['asm', 'package.json']) linkOnce(join(ROOT, name), join(PACKAGE, name))
}

/** The page of the viewer, when something that it may be made of is newer. */
function buildPage(): void {
  const page = join(PACKAGE, 'dist/viewer/page.html')
  const made = existsSync(page) ? statSync(page).mtimeMs : 0
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  if (sources.every((name) => statSync(join(ROOT, 'src', name)).mtimeMs < made)) return
  execFileSync(process.execPath, [join(ROOT, 'scripts/build-page.js'), page])
}

function linkOnce(target: string, path: string): void {
  try {
    symlinkSync(target, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}

// As the test file is loaded: it takes seconds the first time, which are nothing that a test waits for.
compile()

export interface Answer {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Circumstances {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string
  /** Gets the process as soon as it runs: to send it a signal, or to stop reading. */
  readonly meanwhile?: (child: ChildProcess) => void
}

/** The program's main file, compiled: for tests that start it themselves. */
export function programPath(): string {
  return MAIN
}

/** `fencepost ARGS`, until it ends. */
export function fencepost(args: readonly string[], { cwd, env, stdin, meanwhile }: Circumstances = {}): Promise<Answer> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd, env: { PATH: process.env['PATH'], NO_COLOR: '', FENCEPOST_UNICORN: process.env['FENCEPOST_UNICORN'], ...env },
  })
  child.stdin.end(stdin ?? '')
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  meanwhile?.(child)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, stdout, stderr }))
  })
}
