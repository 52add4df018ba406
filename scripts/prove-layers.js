// A check that never fails proves nothing: builds a small tree of forbidden imports, and some allowed ones, in a temporary
// directory, runs .dependency-cruiser.cjs over it, and demands exactly the violations that belong there.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cruise } from 'dependency-cruiser'
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'

/** [file under src, what it imports, the rule that must object (none: allowed)] */
const IMPORTS = [
  ['emu/up.ts', '../cpu-model/leaf.ts', 'emu-imports-downwards'],
  ['emu/up-by-type.ts', 'type ../go/leaf.ts', 'emu-imports-downwards'],
  ['go/up.ts', '../machine/leaf.ts', 'go-host-imports-downwards'],
  ['cpu-model/up.ts', '../machine/leaf.ts', 'cpu-model-imports-downwards'],
  ['machine/up.ts', '../explore/leaf.ts', 'machine-imports-downwards'],
  ['explore/up.ts', '../scenario/leaf.ts', 'explore-imports-downwards'],
  ['tui/up.ts', '../cli/leaf.ts', 'tui-gdb-vitest-ui-imports-downwards'],
  ['viewer/up.ts', '../tui/leaf.ts', 'export-viewer-imports-downwards'],
  ['scenario/up.ts', '../cli/leaf.ts', 'scenario-observe-litmus-imports-downwards'],
  ['cpu-model/unicorn.ts', '../emu/unicorn.ts', 'cpu-model-knows-nothing-of-unicorn'],
  ['cpu-model/indirect.ts', '../emu/core.ts', 'cpu-model-knows-nothing-of-unicorn'],
  ['machine/koffi.ts', 'koffi', 'engines-only-in-emu'],
  ['litmus/keystone.ts', 'keystone-wasm', 'engines-only-in-emu'],
  ['cli/capstone.ts', 'capstone-wasm', 'engines-only-in-emu'],
  ['viewer/file.ts', 'node:fs', 'viewer-runs-in-a-browser'],
  ['viewer/indirect.ts', '../emu/core.ts', 'viewer-runs-in-a-browser'],
  ['cli/require.ts', 'node:module', 'create-require-only-in-emu'],
  ['explore/circle-a.ts', './circle-b.ts', 'no-cycles'],
  ['cli/barrel.ts', '../index.ts', 'nothing-imports-the-barrel'],
  ['elsewhere/stray.ts', '../emu/leaf.ts', 'every-file-has-a-layer'],
  ['machine/tested.ts', '../../test/leaf.ts', 'src-imports-no-tests'],
  ['machine/development.ts', 'fast-check', 'no-development-packages'],
  ['machine/lost.ts', './no-such-file.ts', 'resolvable'],
  // A cycle is reported once, at the file that was found first.
  ['explore/circle-b.ts', './circle-a.ts'],
  ['emu/core.ts', './unicorn.ts'],
  ['emu/unicorn.ts', 'koffi'],
  ['emu/assembler.ts', 'keystone-wasm'],
  ['go/down.ts', '../emu/leaf.ts'],
  ['cpu-model/down.ts', 'type ../emu/leaf.ts'],
  ['machine/down.ts', '../emu/core.ts'],
  ['cli/down.ts', '../emu/leaf.ts'],
  ['vitest/matchers.ts', 'vitest'],
  ['viewer/down.ts', '../go/leaf.ts'],
  ['vitest/down.ts', '../host/leaf.ts'],
  ['index.ts', './explore/leaf.ts'],
]
const LAYERS = ['emu', 'go', 'host', 'cpu-model', 'machine', 'explore', 'scenario', 'tui', 'cli']
const LEAVES = LAYERS.map((layer) => `src/${layer}/leaf.ts`)

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const baseDir = mkdtempSync(join(tmpdir(), 'fencepost-layers-'))

function write(path, text) {
  const file = join(baseDir, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

try {
  for (const leaf of [...LEAVES, 'test/leaf.ts']) write(leaf, 'export const leaf = 1\nexport type Leaf = typeof leaf\n')
  for (const [file, target] of IMPORTS) {
    const [kind, path] = target.startsWith('type ') ? ['import type', target.slice(5)] : ['import', target]
    write(`src/${file}`, `${kind} * as it from '${path}'\nexport type It = typeof it\n`)
  }
  for (const file of ['package.json', 'tsconfig.json']) write(file, readFileSync(join(root, file), 'utf8'))
  symlinkSync(join(root, 'node_modules'), join(baseDir, 'node_modules'))

  process.chdir(baseDir)
  const options = await extractOptions(join(root, '.dependency-cruiser.cjs'))
  const { output } = await cruise(['src'], { ...options, baseDir })
  const found = output.summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`)
  const wanted = IMPORTS.filter(([, , rule]) => rule !== undefined).map(([file, , rule]) => `src/${file}: ${rule}`)
  const missed = wanted.filter((violation) => !found.includes(violation))
  const surplus = found.filter((violation) => !wanted.includes(violation))
  for (const violation of missed) console.error(`not caught:        ${violation}`)
  for (const violation of surplus) console.error(`wrongly reported:  ${violation}`)
  if (missed.length + surplus.length > 0) process.exitCode = 1
  else console.log(`✔ ${wanted.length} deliberate violations caught, ${IMPORTS.length - wanted.length} others let pass`)
} finally {
  process.chdir(root)
  rmSync(baseDir, { recursive: true })
}
