// Puts a program together: a file for its entry, and one for whatever several share, with the code that V8 made of them.
import { rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { plainNames } from './plain-names.js'
import './run-typescript.js'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

const isOfPackage = (id) => !id.startsWith('.') && !id.startsWith('/')

// CommonJS, so that code which V8 has made before can be loaded (src/cli/code-cache.ts).
async function bundle(folder, input) {
  const bundled = await rolldown({ input, platform: 'node', external: isOfPackage, plugins: [plainNames()] })
  await bundled.write({ dir: folder, format: 'cjs', strict: true, sourcemap: true, chunkFileNames: '[name].js' })
  await bundled.close()
}

/** The program at `program`, with other entries beside it; `main.js` in `folder` starts it. All are paths from the checkout. */
export async function buildProgram({ folder, program, others = {} }) {
  const target = join(root, folder)
  // Workers start with a file of their own.
  const workers = { 'worker': 'src/explore/parallel/worker.ts', 'litmus-worker': 'src/litmus/litmus-worker.ts' }
  const entries = { program, ...workers, ...others }
  rmSync(target, { recursive: true, force: true })
  await bundle(target, Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(root, file)])))
  await bundle(target, { main: join(root, 'src/cli/launch.ts') })
  writeFileSync(join(target, 'package.json'), '{ "type": "commonjs" }\n')
  const { encodeCommonInstructions } = await import('../src/emu/assembler/common-instructions.ts')
  const { KEPT_FILE } = await import('../src/emu/assembler/kept-encodings.ts')
  writeFileSync(join(target, KEPT_FILE), await encodeCommonInstructions())
  const { tuneForShortRuns } = await import('../src/emu/v8-flags.ts')
  const { makeCodeCache } = await import('../src/cli/code-cache.ts')
  tuneForShortRuns()
  makeCodeCache(target)
}
