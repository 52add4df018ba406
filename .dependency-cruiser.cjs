/**
 * The layers of fencepost (docs/architecture.md): imports point downwards only, and native or WebAssembly engines are
 * touched in src/emu alone. `make layers` checks this and then proves that violations are caught (scripts/prove-layers.js).
 */

/** From the top down. Folders of one layer may import each other, without cycles. */
const LAYERS = [
  ['cli'],
  ['tui', 'gdb', 'vitest', 'ui'],
  ['export', 'viewer'],
  ['scenario', 'observe', 'litmus'],
  ['explore'],
  ['machine'],
  ['cpu-model'],
  ['go', 'host'],
  ['emu'],
]

const folders = (layers) => `^src/(${layers.flat().join('|')})/`

const upwards = LAYERS.slice(1).map((layer, index) => ({
  name: `${layer.join('-')}-imports-downwards`,
  comment: `Allowed here: ${LAYERS.slice(index + 1).flat().join(', ')}.`,
  severity: 'error',
  from: { path: folders([layer]) },
  to: { path: folders(LAYERS.slice(0, index + 1)) },
}))

module.exports = {
  forbidden: [
    ...upwards,
    {
      name: 'every-file-has-a-layer',
      comment: 'A new folder under src must be put into LAYERS, and into the picture of docs/architecture.md.',
      severity: 'error',
      from: { path: '^src/', pathNot: [folders(LAYERS), '^src/index\\.ts$'] },
      to: {},
    },
    {
      name: 'nothing-imports-the-barrel',
      comment: 'src/index.ts is the public surface, for users only; inside, import the file itself.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/index\\.ts$' },
    },
    {
      name: 'cpu-model-knows-nothing-of-unicorn',
      comment: 'They meet in src/machine. Types that both need stand in files of src/emu that do not import Unicorn.',
      severity: 'error',
      from: { path: '^src/cpu-model/' },
      to: { path: '^src/emu/unicorn|(^|/)koffi(/|$)', reachable: true },
    },
    {
      name: 'viewer-runs-in-a-browser',
      comment: 'The page has nothing of Node and no package. What it imports from other layers must be as free of them.',
      severity: 'error',
      from: { path: '^src/viewer/' },
      // Modules of Node have no dot and no folder of this project.
      to: { path: '^(node:)?[a-z_]+(/promises)?$|(^|/)node_modules/', reachable: true },
    },
    {
      name: 'engines-only-in-emu',
      comment: 'koffi, keystone-wasm and capstone-wasm are imported by src/emu and by nothing else.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/emu/' },
      to: { path: '(^|/)(koffi|keystone-wasm|capstone-wasm)(/|$)' },
    },
    {
      name: 'create-require-only-in-emu',
      comment: 'require() by way of node:module would hide an import of koffi from this check.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/emu/' },
      to: { path: '^(node:)?module$' },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or lack a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'src-imports-no-tests',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench|scripts)/' },
    },
    {
      name: 'no-development-packages',
      comment: 'What src imports must be among the dependencies of package.json; src/vitest alone may import vitest.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/vitest/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Imports of types count: a layer that needs the types of a higher one depends on it.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
