// Puts the program `fencepost` together: dist/cli/program.js, a file for each command, and for what commands share. A command would have
// to find, read and link 150 modules otherwise, which takes a third of a short one's time. They are CommonJS, so that main.js can load
// them with the code that V8 has made of them here (src/cli/code-cache.ts). Workers start with a file of their own.
import { rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import './run-typescript.js'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const folder = join(root, 'dist/cli')
const isOfPackage = (id) => !id.startsWith('.') && !id.startsWith('/')

async function build(input) {
  const bundle = await rolldown({ input, platform: 'node', external: isOfPackage })
  await bundle.write({ dir: folder, format: 'cjs', strict: true, sourcemap: true, chunkFileNames: '[name].js' })
  await bundle.close()
}

rmSync(folder, { recursive: true, force: true })
await build({ program: join(root, 'src/cli/main.ts'), worker: join(root, 'src/explore/parallel/worker.ts') })
await build({ main: join(root, 'src/cli/launch.ts') })
writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n')

const { tuneForShortRuns } = await import('../src/emu/v8-flags.ts')
const { makeCodeCache } = await import('../src/cli/code-cache.ts')
tuneForShortRuns()
makeCodeCache(folder)
