import { parseArgs, type ParseArgsConfig } from 'node:util'
import { nearNames } from '../emu/assembler/near-names.ts'
import { InputError } from '../emu/input-error.ts'

type Options = NonNullable<ParseArgsConfig['options']>

type Parsed<T extends Options> = ReturnType<typeof parseArgs<{ options: T; allowPositionals: true; strict: true }>>

/**
 * The arguments of `command`: `positionals` names those that must be there, in words of its usage (`SCENARIO`); one in
 * square brackets may be missing, and of the last there may be several when it ends with …. Throws an `InputError` for anything else.
 */
export function readArguments<T extends Options>(
  command: string, args: readonly string[], options: T, positionals: readonly string[],
): Parsed<T> {
  const usage = `usage: fencepost ${[command, ...positionals].join(' ')}; fencepost ${command} --help says more`
  const parsed = parse(command, args, options)
  const required = positionals.filter((name) => !name.startsWith('['))
  const missing = required[parsed.positionals.length]
  if (missing !== undefined) throw new InputError(`${command}: ${missing} is missing: ${usage}`)
  const extra = /…\]?$/.test(positionals.at(-1) ?? '') ? undefined : parsed.positionals[positionals.length]
  if (extra !== undefined) throw new InputError(`${command}: unexpected argument ${JSON.stringify(extra)}: ${usage}`)
  return parsed
}

function parse<T extends Options>(command: string, args: readonly string[], options: T): Parsed<T> {
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true, tokens: true })
    refuseTwice(command, parsed.tokens, options)
    refuseEmpty(command, parsed.tokens)
    return parsed
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('ERR_PARSE_ARGS')) throw error
    const option = /'(--?[^ '=]*)/.exec(error.message)?.[1] ?? ''
    if (error.code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      const takesValue = options[option.replace(/^-+/, '')]?.type === 'string'
      const hint = takesValue ? `a value: write it as ${option}=VALUE` : `no value: write ${option}`
      throw new InputError(`${command}: ${option} takes ${hint}`)
    }
    const names = Object.keys(options).map((name) => `--${name}`)
    const near = nearNames(option, names)
    const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?`
      : names.length > 0 ? `there are ${names.join(', ')}`
      : `${command} takes none`
    throw new InputError(`${command}: unknown option ${option}: ${hint}`)
  }
}

/** An option that has one value, given twice: which of them was meant is not for us to choose. */
function refuseTwice(command: string, tokens: readonly ({ kind: string } | { name: string })[], options: Options): void {
  const seen = new Set<string>()
  for (const token of tokens) {
    if (!('name' in token)) continue
    const { name } = token
    if (seen.has(name) && options[name]?.type === 'string' && !options[name].multiple) {
      throw new InputError(`${command}: --${name} is given twice: give it once`)
    }
    seen.add(name)
  }
}

/** A variable of a shell that was never set, most often; no option and no argument has a use for it. */
function refuseEmpty(command: string, tokens: readonly { kind: string; rawName?: string; value?: string | undefined }[]): void {
  const empty = tokens.find(({ value }) => value === '')
  if (!empty) return
  throw new InputError(`${command}: ${empty.rawName === undefined ? 'an argument' : `the value of ${empty.rawName}`} is empty`)
}

/** A non-negative number given for `option`; undefined when the option was not given. */
export function numberOption(
  option: string, text: string | undefined, kind: 'integer' | 'decimal' = 'integer',
): number | undefined {
  if (text === undefined) return undefined
  const form = kind === 'integer' ? /^\d{1,15}$/ : /^\d{1,9}(\.\d+)?$/
  if (form.test(text)) return Number(text)
  const what = kind === 'integer' ? 'a whole number' : 'a number'
  throw new InputError(`${option}: expected ${what}, 0 or above, found ${JSON.stringify(text)}`)
}

/** One of `choices`, given for `option`. */
export function choiceOption<T extends string>(option: string, text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text)
  if (found !== undefined) return found
  const near = nearNames(text, choices)
  const hint = near.length > 0 ? ` (did you mean ${near.join(' or ')}?)` : ''
  throw new InputError(`${option}: expected one of ${choices.join(', ')}, found ${JSON.stringify(text)}${hint}`)
}

/** More threads than this nothing has use for; each costs its start and its own memory. */
export const MOST_WORKERS = 64

/** The number of threads that was given for `--workers`. */
export function workersOption(text: string | undefined): number {
  const workers = text === undefined ? 1 : /^\d{1,3}$/.test(text) ? Number(text) : NaN
  if (workers >= 1 && workers <= MOST_WORKERS) return workers
  throw new InputError(`--workers: expected a number of threads, 1 to ${MOST_WORKERS}, found ${JSON.stringify(text)}`)
}
