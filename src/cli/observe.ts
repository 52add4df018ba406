import { InputError } from '../emu/input-error.ts'
import { observersText } from '../export/observers-text.ts'
import { CacheLines } from '../observe/cache-lines.ts'
import { CompareAndSwaps } from '../observe/compare-and-swaps.ts'
import { TouchedPages } from '../observe/pages.ts'
import { schedulePlan, type TracePlan } from '../observe/trace/plans.ts'
import { planOf, watchRun } from '../observe/watch.ts'
import type { Subject } from '../scenario/subject.ts'
import { readArguments } from './arguments.ts'
import type { Command } from './command.ts'
import { print } from './output.ts'
import { seedOption, SEEDS } from './random-run.ts'
import { SCENARIO_HELP, SCENARIO_OPTIONS } from './scenario-arguments.ts'
import { openSubject, SUBJECT } from './subject.ts'

/** The version of the format, a field of the object. */
const VERSION = 1

export const observe: Command = {
  help: `usage: fencepost observe SCENARIO|WITNESS [options]
       fencepost observe --elf BINARY --core CALLS… [--map LIST] [options]

One run under the eyes of observers, which change nothing: which core holds which line of 64 bytes (in MESI's states, in caches that
are never full), which stores take lines from other cores, and whether what is fetched again was stored to (true sharing) or only
lies beside it (false sharing); which pages of 4 KiB each core touches; how many CMPXCHG fail, by function.

  --model M      sc, x86-tso, pso or relaxed; without it x86-tso
  --in-turn      one core after another; without it the cores take turns, a visible step each, and stores drain at once
  --seed N       a random schedule, 0 to ${SEEDS - 1}
  --json         one JSON object: {"version","outcome","lines","pages","atomics"}

A WITNESS is a run already, and is followed.

${SCENARIO_HELP}
Exit status: 0; 1 when a witness no longer fits; 2 for wrong use.
`,
  run: async (args) => {
    const { values, positionals } = readArguments('observe', args, {
      'model': { type: 'string' }, 'in-turn': { type: 'boolean' }, 'seed': { type: 'string' }, 'json': { type: 'boolean' },
      ...SCENARIO_OPTIONS,
    }, [SUBJECT])
    const subject = await openSubject('observe', positionals[0], values.model, values)
    const { loaded, machine } = subject
    try {
      const [lines, pages, atomics] = [new CacheLines(machine.coreCount), new TouchedPages(), new CompareAndSwaps()]
      const plan = choosePlan(subject, values['in-turn'] ?? false, values.seed)
      const { outcome } = watchRun(loaded, machine, plan, [lines, pages, atomics])
      const observed = {
        lines: lines.lines, pages: machine.locals.map((_, core) => pages.core(core)), atomics: atomics.functions,
      }
      if (values.json) print(`${JSON.stringify({ version: VERSION, outcome, ...observed }, withoutBigints)}\n`)
      else print(observersText(observed))
      return 0
    } finally {
      loaded.close()
    }
  },
}

function choosePlan({ schedule }: Subject, inTurn: boolean, seedText: string | undefined): TracePlan {
  const given = [...(inTurn ? ['--in-turn'] : []), ...(seedText === undefined ? [] : ['--seed'])]
  const [first] = given
  if (schedule) {
    if (first !== undefined) throw new InputError(`observe: a witness is one run already: leave out ${first}`)
    return schedulePlan(schedule, false)
  }
  if (given.length > 1) throw new InputError('observe: --in-turn leaves nothing to chance: leave out --seed')
  const seed = seedOption(seedText)
  return planOf(inTurn ? 'in-turn' : seed === undefined ? 'alternating' : { seed })
}

/** 64-bit values are decimal strings. */
function withoutBigints(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}
