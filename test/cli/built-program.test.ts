/** The program as scripts/build-program.js puts it together, and not as its sources stand. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** From the checkout; laid out as the package is. */
const PACKAGE = 'node_modules/.cache/fencepost-program'
const MAIN = join(ROOT, PACKAGE, 'dist/cli/main.js')
const TELL = join(ROOT, PACKAGE, 'tell.cjs')
const WASM = join(ROOT, PACKAGE, 'wasm.cjs')
const SB = join(ROOT, PACKAGE, 'SB.litmus')

/** Writes a litmus test and gives its file. */
function litmus(name: string, text: string): string {
  const file = join(ROOT, PACKAGE, `${name}.litmus`)
  writeFileSync(file, `X86_64 ${name}\n${text}`)
  return file
}

function node(...args: readonly string[]): string {
  return execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}

beforeAll(() => {
  rmSync(join(ROOT, PACKAGE), { recursive: true, force: true })
  mkdirSync(join(ROOT, PACKAGE), { recursive: true })
  node('--input-type=module', '--eval', `
    import { buildProgram } from './scripts/program.js'
    await buildProgram({ folder: '${PACKAGE}/dist/cli', program: 'src/cli/main.ts' })
  `)
  for (const name of ['package.json', 'asm']) symlinkSync(join(ROOT, name), join(ROOT, PACKAGE, name))
  litmus('SB', `{ }
 P0             | P1             ;
 movl $1,(x)    | movl $1,(y)    ;
 movl (y),%eax  | movl (x),%eax  ;
exists (0:rax=0 /\\ 1:rax=0)
`)
  // Prints the name of each file whose code V8 has not taken.
  writeFileSync(TELL, `const vm = require('node:vm')
const { Script } = vm
vm.Script = class extends Script {
  constructor(text, options) {
    super(text, options)
    if (this.cachedDataRejected !== false) console.log('text of', options.filename)
  }
}
`)
  // Prints at the end which of the packages were loaded.
  writeFileSync(WASM, `process.on('exit', () => {
  for (const name of ['koffi', 'keystone', 'capstone']) {
    if (Object.keys(require.cache).some((file) => file.includes('node_modules/' + name))) console.log('loaded', name)
  }
})
`)
}, 60_000)

test('store buffering: sometimes under x86-tso, never under sc', () => {
  const log = node(MAIN, 'litmus', SB, '--model', 'x86-tso', '--model', 'sc')
  expect(log.match(/^Observation .*$/gm)).toEqual(['Observation SB Sometimes 1 3', 'Observation SB Never 0 3'])
})

test.each(['litmus', 'demo', 'explore'])('%s is run from the code that was kept', (command) => {
  const args = command === 'litmus' ? [SB] : ['--help']
  expect(node('--require', TELL, MAIN, command, ...args)).not.toContain('text of')
})

test('a module of the user\'s is imported', () => {
  const own = join(ROOT, PACKAGE, 'own.mjs')
  writeFileSync(own, "export const own = { name: 'own', onTrap: 'stop-run', build: () => { throw new Error('it was asked') } }\n")
  const { stderr } = spawnSync(process.execPath, [MAIN, 'run', '--module', own], { encoding: 'utf8' })
  expect(stderr).toContain('it was asked')
})

test('under other flags of V8 its text is read', () => {
  const said = node('--require', TELL, '--stack-size=900', MAIN, '--version')
  expect(said).toMatch(/^text of .*program\.js$/m)
  expect(said).toMatch(/^fencepost \d/m)
})

describe('Keystone and Capstone', () => {
  const loaded = (file: string): string => node('--require', WASM, MAIN, 'litmus', file)

  test('are not loaded for common instructions', () => {
    const log = loaded(SB)
    expect(log).toContain('Observation SB Sometimes 1 3')
    expect(log).toContain('loaded koffi')
    expect(log).not.toMatch(/loaded (keystone|capstone)/)
  })

  test('are loaded for others', () => {
    const log = loaded(litmus('inc', `{ }
 P0              | P1            ;
 lock incl (x)   | lock incl (x) ;
 movl (x),%eax   | movl $1,(y)   ;
exists (0:rax=1)
`))
    // P1's increment comes before P0's, after its load, or between them.
    expect(log).toContain('Observation inc Sometimes 1 1')
    expect(log).toContain('loaded keystone')
    expect(log).toContain('loaded capstone')
  })

  test('are loaded in the middle of a search, where a core jumps into an instruction', () => {
    // The stack lies at 0x100000, the variables at 0x101000, and the code begins with a move of 7 bytes and RET. So 0x102009 is the second
    // byte of BB 09 00 00 00, where it reads OR [rax], eax and ADD [rax], al. RBX stays 0, and the RET at the end finds y + 8.
    const log = loaded(litmus('inside', `{
uint64_t p=y;
uint64_t y=0x102009;
uint64_t z=64;
0:rax=z;
}
 P0             ;
 movq (p),%rsp  ;
 ret            ;
 movl $9,%ebx   ;
locations [0:rbx;]
exists (0:rbx=0)
`))
    expect(log).toMatch(/^0:rbx=0; fault\(P0, jump to unmapped memory/m)
    expect(log).toContain('loaded capstone')
  })
})

test('a thread is started from its own file', () => {
  const four = (name: string): string => litmus(name, `{ }
 P0             | P1             | P2             | P3             ;
 movl $1,(x)    | movl $1,(y)    | movl $1,(z)    | movl $1,(w)    ;
 movl (y),%eax  | movl (z),%eax  | movl (w),%eax  | movl (x),%eax  ;
 movl $2,(z)    | movl $2,(w)    | movl $2,(x)    | movl $2,(y)    ;
 movl (w),%ebx  | movl (x),%ebx  | movl (y),%ebx  | movl (z),%ebx  ;
exists (0:rax=0 /\\ 1:rax=0)
`)
  // The program fails where it cannot start one.
  const log = node(MAIN, 'litmus', four('long1'), four('long2'), '--model', 'relaxed', '--workers', '2', '--max-seconds', '1')
  expect(log.match(/^Test \w+/gm)).toEqual(['Test long1', 'Test long2'])
})
