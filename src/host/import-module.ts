import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Where the built program's start leaves its own `import()`. */
export const IMPORT = Symbol.for('fencepost.import')

type Import = (url: string) => Promise<Readonly<Record<string, unknown>>>

/**
 * The exports of a file, a module that somebody else wrote. The built program's code cannot import: V8 made it before
 * (src/cli/code-cache.ts), and Node ties `import()` to what it compiles itself, as it does the program's start.
 */
export function importModule(file: string): ReturnType<Import> {
  const given = Reflect.get(globalThis, IMPORT) as Import | undefined
  const load: Import = given ?? ((url) => import(url) as ReturnType<Import>)
  return load(pathToFileURL(resolve(file)).href)
}
