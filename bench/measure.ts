/**
 * `node dist/bench/main.js ROW [WORKERS]`: runs row number ROW of the table once, with WORKERS threads in place of its own number, and
 * prints the measurement as one line of JSON. One process a run, so that nothing is warm and the peak of memory is that of the run.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { modelNamed } from '../src/cpu-model/models.ts'
import { Core } from '../src/emu/core/core.ts'
import { loadDisassembler } from '../src/emu/disassembler/disassemble.ts'
import { exploreAll } from '../src/explore/explore.ts'
import { runLitmusFiles } from '../src/litmus/run-files.ts'
import { defineScenario, intel } from '../src/scenario/define-scenario.ts'
import { loadScenario } from '../src/scenario/scenario.ts'
import type { Case, Measurement } from './case.ts'
import { CASES } from './cases.ts'
import { LITMUS_DIRECTORY } from './litmus-directory.ts'

type CaseOf<Kind> = Extract<Case, { readonly kind: Kind }>

interface Stretch {
  readonly wall: number
  readonly cpu: number
}

/** Wall-clock and CPU seconds since the process began. */
function now(): Stretch {
  const { user, system } = process.cpuUsage()
  return { wall: performance.now() / 1000, cpu: (user + system) / 1e6 }
}

function since(start: Stretch): Stretch {
  const end = now()
  return { wall: end.wall - start.wall, cpu: end.cpu - start.cpu }
}

const KIB = 1024

/** The most bytes ever resident. `ru_maxrss` would begin with what the parent process had when it started this one. */
function peakMemory(): number {
  try {
    const kib = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
    if (kib !== undefined) return Number(kib) * KIB
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS * KIB
}

async function measureExplore(row: CaseOf<'explore'>): Promise<Measurement> {
  const loaded = await loadScenario(row.scenario)
  const before = process.memoryUsage().rss
  const start = now()
  const { maxSeconds, reductions, deadAfter } = row
  const workers = Number(process.argv[3] ?? row.workers ?? 1)
  const found = exploreAll(loaded, modelNamed(row.model), {
    maxSeconds, workers, ...(reductions ? { reductions } : {}), ...(deadAfter === undefined ? {} : { deadAfter }),
  })
  const stretch = since(start)
  const { states, transitions, complete, bounds, outcomeCount } = found
  return { ...stretch, units: transitions, states, complete, bounds, outcomes: outcomeCount, before, peak: peakMemory() }
}

async function measureSteps(row: CaseOf<'steps'>): Promise<Measurement> {
  const scenario = defineScenario({
    name: 'bench/private-loop',
    code: intel`p0:\n  mov ecx, 0\nround:\n  add rax, rcx\n  xor rdx, rax\n  inc rcx\n  jmp round\n  ret\n`,
    cores: [{ entry: 'p0' }],
    outcome: () => null,
  })
  const [{ program }, disassembler] = await Promise.all([scenario.build(), loadDisassembler()])
  const setup = program.cores[0]
  if (!setup) throw new Error('the scenario has a core')
  const core = new Core(program.image, setup, [], {
    traps: new Map(), sharedGranules: new Set(), lfenceVisible: false, privateInstructions: row.instructions, splitLines: false,
    decode: (bytes, address) => disassembler.decode(bytes, address),
  })
  const start = now()
  const { step } = core.start()
  const stretch = since(start)
  if (step.kind !== 'bound') throw new Error(`the loop ended with a ${step.kind} step`)
  return { ...stretch, units: step.instructions, peak: peakMemory() }
}

/** Rounds of the set before the one that is measured, where start-up is to be left out. */
const WARM_ROUNDS = 10

async function measureLitmus(row: CaseOf<'litmus'>): Promise<Measurement> {
  if (row.startUp) {
    const models = row.models.flatMap((model) => ['--model', model])
    const { wall, stdout } = runProgram(['litmus', LITMUS_DIRECTORY, '--json', ...models])
    return { wall, cpu: wall, units: stdout.trimEnd().split('\n').length }
  }
  // V8 compiles as it goes: one of a thousand tests takes what one takes after some rounds.
  for (let round = 0; round < WARM_ROUNDS; round++) await runLitmusSet(row)
  const start = now()
  const units = await runLitmusSet(row)
  return { ...since(start), units, peak: peakMemory() }
}

/** Gives the number of tests. */
async function runLitmusSet({ models }: CaseOf<'litmus'>): Promise<number> {
  let count = 0
  for await (const result of runLitmusFiles([LITMUS_DIRECTORY], { models: models.map(modelNamed) })) {
    if (result.kind === 'error') throw result.error
    count++
  }
  return count
}

function measureCommand(row: CaseOf<'command'>): Measurement {
  const { wall } = runProgram(row.arguments)
  return { wall, cpu: wall, units: 0 }
}

/** The program as it was built, from its start to its end. The CPU time of a child is not to be had from Node, only the wall clock. */
function runProgram(args: readonly string[]): { readonly wall: number; readonly stdout: string } {
  const main = fileURLToPath(new URL('../cli/main.js', import.meta.url))
  const started = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' })
  const wall = (performance.now() - started) / 1000
  if (status !== 0) throw new Error(`fencepost ${args.join(' ')} ended with ${String(status)}: ${stderr}`)
  return { wall, stdout }
}

async function measure(row: Case): Promise<Measurement> {
  switch (row.kind) {
    case 'explore':
      return measureExplore(row)
    case 'steps':
      return measureSteps(row)
    case 'litmus':
      return measureLitmus(row)
    case 'command':
      return measureCommand(row)
  }
}

const row = CASES[Number(process.argv[2])]
if (!row) throw new Error(`there is no row ${process.argv[2] ?? ''}: expected a number below ${CASES.length}`)
void measure(row).then((measurement) => console.log(JSON.stringify(measurement)))
