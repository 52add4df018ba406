// Puts the program `fencepost` together: dist/cli/main.js, a file for each command, and for what commands share. A command would have
// to find, read and link 150 modules otherwise, which takes a third of a short one's time. Workers start with a file of their own.
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const isOfPackage = (id) => !id.startsWith('.') && !id.startsWith('/')

const bundle = await rolldown({
  input: { main: resolve(root, 'src/cli/main.ts'), worker: resolve(root, 'src/explore/parallel/worker.ts') },
  platform: 'node', external: isOfPackage,
})
const { output } = await bundle.write({
  dir: resolve(root, 'dist/cli'), format: 'esm', sourcemap: true, chunkFileNames: '[name].js',
})
await bundle.close()

// The entry waits for its command: a command that waits for the entry would never begin.
const waiting = output.filter(({ imports }) => imports?.includes('main.js')).map(({ fileName }) => fileName)
if (waiting.length > 0) throw new Error(`${waiting.join(', ')} of dist/cli import main.js, which imports them`)
