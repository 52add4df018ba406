/**
 * The files of the built program as CommonJS modules, with the code that V8 made of them when they were built. Without it V8 reads each
 * function's text when it is first called, which takes a sixth of the time of a short command.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { Script } from 'node:vm'

/** For this very Node: V8 looks at its version and its flags itself, but not at what Node's builders have changed in it. */
const FOLDER = `code-${process.version}-${process.arch}`

/** As Node itself does; the names are those of its modules. */
const BEFORE = '(function (exports, require, module, __filename, __dirname) { '
const AFTER = '\n})'

type ModuleFunction = (
  this: object, exports: object, require: (id: string) => unknown, module: { exports: object }, file: string, folder: string,
) => void

/** Compiles all functions of all files of `folder` and keeps the code there. For V8 to take it, the same flags must be set then. */
export function makeCodeCache(folder: string): void {
  rmSync(join(folder, FOLDER), { recursive: true, force: true })
  mkdirSync(join(folder, FOLDER))
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.js'))) {
    setFlagsFromString('--no-lazy')
    const script = scriptOf(join(folder, name), undefined)
    setFlagsFromString('--lazy')
    writeFileSync(codeFile(folder, name), script.createCachedData())
  }
}

/** Where a file's code came from. */
export type CodeSource = 'cache' | 'text'

/**
 * A `require` for the files of `folder`, by names such as `./program.js`; everything else is left to `others`. Code that does not fit,
 * or is older than its file, is done without in silence. `onLoad` is told where each file's code came from.
 */
export function requireFrom(
  folder: string, others: (id: string) => unknown, onLoad?: (name: string, source: CodeSource) => void,
): (id: string) => unknown {
  const modules = new Map<string, { exports: object }>()
  const load = (id: string): unknown => {
    if (!id.startsWith('./')) return others(id)
    const name = id.slice(2)
    const known = modules.get(name)
    if (known) return known.exports
    const module = { exports: {} }
    modules.set(name, module)
    const file = join(folder, name)
    const code = codeOf(folder, name)
    const script = scriptOf(file, code)
    onLoad?.(name, code && script.cachedDataRejected === false ? 'cache' : 'text')
    const run = script.runInThisContext() as ModuleFunction
    run.call(module.exports, module.exports, load, module, file, folder)
    return module.exports
  }
  return load
}

function scriptOf(file: string, cachedData: Buffer | undefined): Script {
  const text = readFileSync(file, 'utf8').replace(/^#!.*/, '')
  return new Script(`${BEFORE}${text}${AFTER}`, { filename: file, ...(cachedData ? { cachedData } : {}) })
}

/** Milliseconds in which a package is unpacked, in any order. */
const UNPACKING = 10_000

/** V8 compares the length of the text alone, so code from before a file was written anew would be run for it. */
function codeOf(folder: string, name: string): Buffer | undefined {
  try {
    const kept = codeFile(folder, name)
    const isOld = statSync(kept).mtimeMs + UNPACKING < statSync(join(folder, name)).mtimeMs
    return isOld ? undefined : readFileSync(kept)
  } catch {
    return undefined
  }
}

function codeFile(folder: string, name: string): string {
  return join(folder, FOLDER, `${name}.code`)
}
