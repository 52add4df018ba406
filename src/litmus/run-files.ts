import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { MemoryModel } from '../cpu-model/model.ts'
import { withAssemblerIfNeeded } from '../emu/assembler/assemble.ts'
import { InputError } from '../emu/input-error.ts'
import type { ExploreOptions } from '../explore/explore.ts'
import { parseLitmus } from './parse.ts'
import { runnerOfCommonInstructions, type LitmusRun, type LitmusRunner } from './run.ts'

export interface RunFilesOptions {
  /** Each test runs under each of them, in this order. */
  readonly models: readonly MemoryModel[]
  /** For every search: its bounds, its reductions, the signal that ends it early. */
  readonly explore?: ExploreOptions
}

/** What came of one file: a result for each model, or what is wrong with it. */
export type LitmusFileResult =
  | { readonly kind: 'run'; readonly file: string; readonly run: LitmusRun }
  | { readonly kind: 'error'; readonly file: string; readonly error: InputError }

/**
 * Runs litmus files one after another, in the order of `paths`; of a directory all `*.litmus` files in it and below it, by name.
 * A file that is missing, garbled, or reaches an instruction that is not modelled gives one `error` in place of its results (or of
 * those that remain), and the others still run. Stops after the search that `explore.signal` interrupts.
 */
export async function* runLitmusFiles(
  paths: readonly string[], { models, explore = {} }: RunFilesOptions,
): AsyncGenerator<LitmusFileResult, void, undefined> {
  const runner = runnerOfCommonInstructions()
  for (const path of paths) {
    for (const found of litmusFiles(path)) {
      if (explore.signal?.aborted) return
      if (found instanceof InputError) yield { kind: 'error', file: path, error: found }
      else yield* runFile(runner, found, models, explore)
    }
  }
}

/** The files that `path` stands for, by name, or what is wrong with it. At once: the module for asking in turns takes 3 ms to load. */
export function* litmusFiles(path: string): Generator<string | InputError, void, undefined> {
  const entries = entriesOf(path)
  if (entries instanceof InputError || entries === undefined) {
    yield entries ?? path
    return
  }
  const files = entries.filter((entry) => entry.endsWith('.litmus')).sort()
  if (files.length === 0) yield new InputError(`${path}: found no *.litmus file here, expected litmus tests`)
  for (const file of files) yield join(path, file)
}

/** All that is in a directory and below it; undefined for a file. */
function entriesOf(path: string): readonly string[] | InputError | undefined {
  try {
    return statSync(path).isDirectory() ? readdirSync(path, { recursive: true, encoding: 'utf8' }) : undefined
  } catch (error) {
    return unreadable(path, error)
  }
}

/** What comes of one file; ends early when `explore.signal` is aborted. */
export async function* runFile(
  runner: LitmusRunner, file: string, models: readonly MemoryModel[], explore: ExploreOptions,
): AsyncGenerator<LitmusFileResult, void, undefined> {
  const text = textOf(file)
  if (text instanceof InputError) {
    yield { kind: 'error', file, error: text }
    return
  }
  try {
    const test = parseLitmus(file, text)
    const prepared = await withAssemblerIfNeeded(() => runner.prepare(test))
    try {
      for (const model of models) {
        if (explore.signal?.aborted) return
        yield { kind: 'run', file, run: await withAssemblerIfNeeded(() => prepared.runInTurns(model, explore)) }
      }
    } finally {
      prepared.close()
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    yield { kind: 'error', file, error }
  }
}

/** At once: a small file takes four trips to another thread to be read otherwise, a tenth of the time of its test. */
function textOf(file: string): string | InputError {
  try {
    const text = readFileSync(file, 'utf8')
    return text.includes('\0') ? new InputError(`${file}: this is a binary file, expected a litmus test`) : text
  } catch (error) {
    return unreadable(file, error)
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or directory',
  EACCES: 'it may not be read',
  EISDIR: 'it is a directory',
}

function unreadable(path: string, error: unknown): InputError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reason = REASONS[code] ?? `it cannot be read (${code})`
  return new InputError(`${path}: ${reason}, expected a litmus test or a directory of them`)
}
