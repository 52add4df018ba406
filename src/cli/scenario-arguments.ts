/**
 * What every command that takes a SCENARIO takes in its place: one of a module of the user's, a litmus test, or a Go program and what
 * each core calls of it.
 */
import { existsSync } from 'node:fs'
import { InputError, inPlace } from '../emu/input-error.ts'
import { readGoBinary } from '../go/elf/go-binary.ts'
import { readTextFile } from '../host/read-text-file.ts'
import { isLitmusScenario } from '../litmus/scenario-name.ts'
import { scenarioNamed } from '../scenario/catalogue.ts'
import { elfCallsScenario, ELF_SCENARIO } from '../scenario/go/elf/elf-calls-scenario.ts'
import { parseMap } from '../scenario/go/elf/map-text.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { scenarioOfModule } from './module-scenarios.ts'
import { shellWord } from './shell-word.ts'

/** For `readArguments`, whose positional SCENARIO may be missing then: `[SCENARIO]`. */
export const SCENARIO_OPTIONS = {
  'module': { type: 'string' }, 'litmus': { type: 'string' },
  'elf': { type: 'string' }, 'core': { type: 'string', multiple: true }, 'map': { type: 'string' }, 'map-type': { type: 'string' },
} as const

/** What `--help` of these commands says of them. */
export const SCENARIO_HELP = `\
A SCENARIO of your own: what a JavaScript module exports that defineScenario gave. Without a name the only one that it exports.

  --module FILE     the module; a witness of such a scenario needs it, too

In place of SCENARIO, a litmus test of herd's X86_64 or X86 format: FILE.litmus, or --litmus FILE (which a witness of it needs).

In place of SCENARIO, a Go program (linux/amd64, Go 1.18 to 1.23 where it has maps) as go build made it, stripped or not:

  --elf BINARY      the program; it is not started: package variables hold what the file has for them
  --core CALLS      what a core calls, "main.put(m, 7, 70)"; several calls with ; between them, and results may have names:
                    "main.put(m, 1, 10); v, ok = main.get(m, 7)", _ for one that the outcome is to leave out (of a stripped
                    program it is not known whether a function has a result: "_ = main.put(m, 1, 10)"); given again for each
                    further core. Arguments: integers, true, false, nil, m (the map that all cores share) and t (its type, which
                    functions of the runtime take)
  --map LIST        what m holds before the run, 1=10,2=20; without it nothing, with one bucket allocated
  --map-type NAME   the type of m; without it what the called functions say, or the program's only one that fits
                    (keys and elems that are integers of 8 bytes, such as map[uint64]uint64)

The outcome is what the calls returned and what m holds, or the trap that ended the run.
`

/** Values of `SCENARIO_OPTIONS` as they were given. */
export interface ScenarioValues {
  readonly 'module'?: string | undefined
  readonly 'litmus'?: string | undefined
  readonly 'elf'?: string | undefined
  readonly 'core'?: readonly string[] | undefined
  readonly 'map'?: string | undefined
  readonly 'map-type'?: string | undefined
}

/**
 * The scenario of `command`'s arguments: the one that ships as `name` or that a module exports, the litmus test of that file, or one over
 * a Go program. Throws an `InputError` for several of them, for none, and for options that would not be used.
 */
export async function askedScenario(command: string, name: string | undefined, values: ScenarioValues): Promise<Scenario> {
  const { module, elf, core: cores = [], map } = values
  if (module !== undefined) {
    if (values.litmus !== undefined) throw new InputError(`${command}: --module ${module} and --litmus exclude each other`)
    refuseGoOptions(command, values)
    return { ...await scenarioOfModule(module, name), words: `--module ${shellWord(module)}` }
  }
  if (values.litmus !== undefined || (name !== undefined && isLitmusFile(name))) {
    return scenarioOfLitmus(command, [values.litmus, name].filter((file) => file !== undefined), values)
  }
  if (elf === undefined) {
    refuseGoOptions(command, values)
    if (name !== undefined) {
      if (existsSync(name)) {
        throw new InputError(`${command}: ${name} is a file; expected the name of a scenario (fencepost scenarios lists them)`)
      }
      return scenarioNamed(name)
    }
    throw new InputError(`${command}: SCENARIO is missing: usage: fencepost ${command} SCENARIO, or fencepost ${command} `
      + `--elf BINARY --core CALLS…; fencepost ${command} --help says more`)
  }
  if (name !== undefined) {
    throw new InputError(`${command}: ${JSON.stringify(name)} and --elf exclude each other: name a scenario that ships, `
      + 'or a program and its calls')
  }
  if (cores.length === 0) {
    throw new InputError(`${command}: --elf needs what each core calls: --core 'main.put(m, 7, 70)' --core 'main.get(m, 7)'`)
  }
  const binary = await readGoBinary(elf)
  const mapType = values['map-type']
  const scenario = elfCallsScenario({
    binary, cores,
    ...(map === undefined ? {} : { map: parseMap(map) }),
    ...(mapType === undefined ? {} : { mapType }),
  })
  return { ...scenario, words: wordsOf(values) }
}

/** Is this the name of a litmus test's file, as every tool has them? */
export function isLitmusFile(name: string): boolean {
  return name.endsWith('.litmus')
}

async function scenarioOfLitmus(command: string, [file = '', other]: readonly string[], values: ScenarioValues): Promise<Scenario> {
  if (other !== undefined) throw new InputError(`${command}: --litmus ${file} and ${JSON.stringify(other)} exclude each other`)
  refuseGoOptions(command, values)
  // Loaded only where there is a test.
  const [{ litmusScenario }, { parseLitmus }] = await Promise.all([
    import('../litmus/litmus-scenario.ts'), import('../litmus/parse.ts'),
  ])
  const scenario = litmusScenario(parseLitmus(file, await readTextFile(file, 'a litmus test')))
  return { ...scenario, words: `--litmus ${shellWord(file)}` }
}

function refuseGoOptions(command: string, values: ScenarioValues): void {
  const stray = (['elf', 'core', 'map', 'map-type'] as const).find((option) => values[option] !== undefined)
  if (stray !== undefined) throw new InputError(`${command}: --${stray} is for a Go program: name it with --elf BINARY`)
}

/** The scenario that a witness was made with: by the name in its header, or over the program or test that it is given with. */
export async function scenarioOfWitness(file: string, name: string, values: ScenarioValues): Promise<Scenario> {
  if (values.module !== undefined) return askedScenario('replay', name, values)
  if (values.litmus !== undefined) {
    const scenario = await askedScenario('replay', undefined, values)
    if (scenario.name === name) return scenario
    throw new InputError(`${file}: a witness of ${name}, and not of ${scenario.name}, which ${values.litmus} is`)
  }
  if (isLitmusScenario(name)) {
    throw new InputError(`${file}: a witness of a litmus test: give the file that it was made with, --litmus FILE`)
  }
  const given = wordsOf(values) !== ''
  if (name === ELF_SCENARIO) {
    if (given) return askedScenario('replay', undefined, values)
    throw new InputError(`${file}: a witness of calls into a Go program: give the --elf, --core and --map that it was made with`)
  }
  if (!given) return inPlace(file, () => scenarioNamed(name, NOT_OURS))
  throw new InputError(`${file}: a witness of ${name}, which is no Go program's: leave out --elf, --core and --map`)
}

const NOT_OURS = 'it does not ship with fencepost; if it is yours, name the module that exports it with --module FILE'

function wordsOf(values: ScenarioValues): string {
  return Object.keys(SCENARIO_OPTIONS).flatMap((option) => {
    const value = values[option as keyof ScenarioValues]
    const list = value === undefined ? [] : typeof value === 'string' ? [value] : value
    return list.map((word) => `--${option} ${shellWord(word)}`)
  }).join(' ')
}
