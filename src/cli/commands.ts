import { nearNames } from '../emu/assembler/near-names.ts'
import { InputError } from '../emu/input-error.ts'
import type { Command } from './command.ts'

/** A command as the overview lists it. */
export interface CommandEntry {
  readonly name: string
  readonly usage: string
  readonly summary: string
  load(): Promise<Command>
}

/** Every command, in the order of the overview. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'demo', usage: 'demo', summary: "two cores in Go's mapassign_fast64, under every memory model",
    load: async () => (await import('./demo.ts')).demo,
  },
  {
    name: 'scenarios', usage: 'scenarios', summary: 'list what ships',
    load: async () => (await import('./scenarios.ts')).scenarios,
  },
  {
    name: 'explore', usage: 'explore SCENARIO', summary: 'all outcomes over all schedules, each with a witness',
    load: async () => (await import('./explore.ts')).explore,
  },
  {
    name: 'merge', usage: 'merge FILE…', summary: 'joins the results of explore --shard',
    load: async () => (await import('./merge.ts')).merge,
  },
  {
    name: 'run', usage: 'run SCENARIO', summary: 'one run, told step by step',
    load: async () => (await import('./run.ts')).run,
  },
  {
    name: 'replay', usage: 'replay WITNESS', summary: 'a witness again, told step by step',
    load: async () => (await import('./replay.ts')).replayCommand,
  },
  {
    name: 'step', usage: 'step SCENARIO|WITNESS', summary: 'step by hand in the terminal, forward and back',
    load: async () => (await import('./step.ts')).step,
  },
  {
    name: 'trace', usage: 'trace SCENARIO|WITNESS', summary: 'a run instruction by instruction: text, JSON lines, Perfetto, HTML',
    load: async () => (await import('./trace.ts')).trace,
  },
  {
    name: 'observe', usage: 'observe SCENARIO|WITNESS', summary: 'what a run does to cache lines and pages; CMPXCHG that fails',
    load: async () => (await import('./observe.ts')).observe,
  },
  {
    name: 'ui', usage: 'ui SCENARIO|WITNESS', summary: 'step a run in the browser, forward and back',
    load: async () => (await import('./ui.ts')).ui,
  },
  {
    name: 'asm', usage: 'asm FILE', summary: 'addresses and bytes of a listing in Go, Intel or AT&T syntax',
    load: async () => (await import('./asm.ts')).asm,
  },
  {
    name: 'disasm', usage: 'disasm FILE [SYMBOL]', summary: 'machine code as text in Go, Intel or AT&T syntax',
    load: async () => (await import('./disasm.ts')).disasm,
  },
  {
    name: 'gdb', usage: 'gdb SCENARIO|WITNESS', summary: 'a run for GDB: each core a thread, forwards and backwards',
    load: async () => (await import('./gdb.ts')).gdb,
  },
  {
    name: 'litmus', usage: 'litmus FILE|DIR…', summary: "herd's litmus tests, thousands in one process",
    load: async () => (await import('./litmus.ts')).litmus,
  },
  {
    name: 'call', usage: 'call BINARY SYMBOL', summary: 'a function of a Go program, called on one core',
    load: async () => (await import('./call.ts')).call,
  },
  {
    name: 'fidelity', usage: 'fidelity', summary: 'each listing against what a Go toolchain compiles',
    load: async () => (await import('./fidelity.ts')).fidelity,
  },
  {
    name: 'audit', usage: 'audit', summary: "the article's claims, each run, each with a verdict and evidence",
    load: async () => (await import('./audit.ts')).audit,
  },
  {
    name: 'doctor', usage: 'doctor', summary: 'what was found on this machine, and what is missing',
    load: async () => (await import('./doctor.ts')).doctor,
  },
]

/** The command of that name; an `InputError` names those that are near. */
export function commandNamed(name: string): CommandEntry {
  const found = COMMANDS.find((command) => command.name === name)
  if (found) return found
  const kind = name.startsWith('-') ? 'option' : 'command'
  const near = kind === 'option' ? nearNames(name, ['--help', '--version']) : nearNames(name, COMMANDS.map((c) => c.name))
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'fencepost --help lists what there is'
  throw new InputError(`unknown ${kind} ${JSON.stringify(name)}: ${hint}`)
}

export function isHelp(argument: string): boolean {
  return argument === '--help' || argument === '-h'
}
