/** What the stepper can be told, and the words for it: those of rmem where it has one (step, back, follow, break, watch). */
import { nearNames } from '../emu/assembler/near-names.ts'
import { InputError } from '../emu/input-error.ts'
import type { Syntax } from '../emu/listing.ts'

/** A number of times, or as often as possible. */
export type Count = number | 'all'

export type Command =
  | {
      readonly kind: 'step'
      readonly unit: 'instruction' | 'visible'
      readonly core?: number
      readonly count: number
      /** Under `relaxed`: how many moments ago the load is performed. */
      readonly back: number
    }
  /** `entry`: a position in the buffer, 0 the oldest, or a label. */
  | { readonly kind: 'drain'; readonly core?: number; readonly entry?: string }
  | { readonly kind: 'back'; readonly count: Count }
  | { readonly kind: 'forward'; readonly count: Count }
  | { readonly kind: 'follow'; readonly count: Count }
  /** Follow the schedule to outcome `number` of the last search from now on. */
  | { readonly kind: 'choose'; readonly number: number }
  | { readonly kind: 'run'; readonly core?: number }
  | { readonly kind: 'break'; readonly place?: string }
  | { readonly kind: 'watch'; readonly place?: string }
  | { readonly kind: 'delete'; readonly which: Count }
  | { readonly kind: 'search'; readonly text: string }
  | { readonly kind: 'syntax'; readonly syntax?: Syntax }
  | { readonly kind: 'memory'; readonly seenBy?: number | 'shared' }
  | { readonly kind: 'registers'; readonly core?: number }
  | { readonly kind: 'history'; readonly count: Count }
  | { readonly kind: 'focus'; readonly core: number }
  | { readonly kind: 'state' }
  | { readonly kind: 'screen'; readonly width: number; readonly height: number }
  | { readonly kind: 'save'; readonly file: string }
  | { readonly kind: 'help'; readonly about?: string }
  | { readonly kind: 'quit' }

interface Word {
  readonly usage: string
  readonly summary: string
  readonly parse: (words: readonly string[]) => Command
}

const SYNTAXES: readonly Syntax[] = ['go', 'intel', 'att']
const LARGEST_COUNT = 1_000_000

/** Every command by its word, in the order of the help. */
export const COMMAND_WORDS: Readonly<Record<string, Word>> = {
  step: {
    usage: 'step [CORE] [COUNT] [@BACK]',
    summary: 'one instruction of a core; under relaxed @1 performs its load one moment ago',
    parse: (words) => stepCommand('instruction', words),
  },
  next: {
    usage: 'next [CORE] [COUNT] [@BACK]',
    summary: 'through the next visible step of a core, up to the one after that',
    parse: (words) => stepCommand('visible', words),
  },
  drain: {
    usage: 'drain [CORE] [ENTRY|LABEL]',
    summary: 'a buffered store reaches memory: the oldest, or that one where the model lets it',
    parse: ([core, entry]) => ({ kind: 'drain', ...maybeCore(core), ...(entry === undefined ? {} : { entry }) }),
  },
  back: {
    usage: 'back [COUNT|all]', summary: 'takes moves back',
    parse: ([count]) => ({ kind: 'back', count: countOf(count, 1) }),
  },
  forward: {
    usage: 'forward [COUNT|all]', summary: 'makes moves again that were taken back',
    parse: ([count]) => ({ kind: 'forward', count: countOf(count, 1) }),
  },
  follow: {
    usage: 'follow [COUNT|all]', summary: "the next transition of the witness, or of the last search's answer",
    parse: ([count]) => ({ kind: 'follow', count: countOf(count, 1) }),
  },
  choose: {
    usage: 'choose N', summary: 'follow the way to outcome N of the last search',
    parse: ([number]) => ({ kind: 'choose', number: numberOf(number, 'the number of an outcome') }),
  },
  run: {
    usage: 'run [CORE]', summary: 'goes on, one core or all in turn, until a breakpoint, a watchpoint or the end',
    parse: ([core]) => ({ kind: 'run', ...maybeCore(core) }),
  },
  break: {
    usage: 'break [PLACE]', summary: 'stop at a symbol, symbol+0x24, map_fast64.go:107, 0xADDRESS, or an access of h.flags',
    parse: ([place]) => ({ kind: 'break', ...(place === undefined ? {} : { place }) }),
  },
  watch: {
    usage: 'watch [LABEL]', summary: 'stop when that memory changes',
    parse: ([place]) => ({ kind: 'watch', ...(place === undefined ? {} : { place }) }),
  },
  delete: {
    usage: 'delete N|all', summary: 'removes a breakpoint or watchpoint',
    parse: ([which]) => ({ kind: 'delete', which: countOf(which, 'all') }),
  },
  search: {
    usage: 'search [TEXT]', summary: 'what can still come out from here: all outcomes, or those whose text has TEXT in it',
    parse: (words) => ({ kind: 'search', text: words.join(' ') }),
  },
  syntax: {
    usage: 'syntax [go|intel|att]', summary: 'how instructions are written; without a name the next one', parse: syntaxCommand,
  },
  memory: {
    usage: 'memory [CORE|shared]', summary: 'memory by name, as it is or as a core sees it (its own buffer first)',
    parse: ([of]) => ({ kind: 'memory', ...(of === undefined ? {} : { seenBy: of === 'shared' ? of : coreOf(of) }) }),
  },
  registers: {
    usage: 'registers [CORE]', summary: 'all registers of a core',
    parse: ([core]) => ({ kind: 'registers', ...maybeCore(core) }),
  },
  history: {
    usage: 'history [COUNT|all]', summary: 'the last moves',
    parse: ([count]) => ({ kind: 'history', count: countOf(count, 20) }),
  },
  focus: {
    usage: 'focus CORE', summary: 'the core that commands without one mean',
    parse: ([core]) => ({ kind: 'focus', core: coreOf(core) }),
  },
  state: { usage: 'state', summary: 'where every core is, and what its buffer holds', parse: () => ({ kind: 'state' }) },
  screen: {
    usage: 'screen [WIDTHxHEIGHT]', summary: 'the whole screen as plain text, 80x24 unless told otherwise',
    parse: ([size]) => screenCommand(size),
  },
  save: {
    usage: 'save FILE', summary: 'the transitions so far as a witness, for fencepost replay',
    parse: (words) => ({ kind: 'save', file: words.join(' ') || missing('the name of a file') }),
  },
  help: {
    usage: 'help [COMMAND]', summary: 'this list',
    parse: ([about]) => ({ kind: 'help', ...(about === undefined ? {} : { about }) }),
  },
  quit: { usage: 'quit', summary: 'the end', parse: () => ({ kind: 'quit' }) },
}

const SHORT: Readonly<Record<string, string>> = {
  s: 'step', n: 'next', d: 'drain', b: 'back', u: 'back', undo: 'back', f: 'follow', r: 'run', c: 'run', continue: 'run', q: 'quit',
  exit: 'quit', '?': 'help', h: 'help', regs: 'registers', mem: 'memory', '/': 'search',
}

/** The command in a line; undefined for an empty line or a comment (#). Throws an `InputError` of one line for anything else. */
export function parseCommand(line: string): Command | undefined {
  const [first, ...rest] = line.replace(/#.*/, '').trim().split(/\s+/)
  if (first === undefined || first === '') return undefined
  // `/keys: [7]` and `step@1` need no space.
  const slash = first.startsWith('/') && first !== '/' ? [first.slice(1)] : []
  const name = slash.length > 0 ? 'search' : (SHORT[first] ?? first)
  const word = Object.hasOwn(COMMAND_WORDS, name) ? COMMAND_WORDS[name] : undefined
  if (!word) {
    const near = nearNames(first, Object.keys(COMMAND_WORDS))
    const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'help lists them'
    throw new InputError(`there is no command ${JSON.stringify(first)}: ${hint}`)
  }
  const words = [...slash, ...rest]
  const most = word.usage.split(' ').length - 1
  if (words.length > most && name !== 'search' && name !== 'save') {
    throw new InputError(`unexpected ${JSON.stringify(words[most])}: usage: ${word.usage}`)
  }
  try {
    return word.parse(words)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(`${error.message}: usage: ${word.usage}`)
  }
}

function stepCommand(unit: 'instruction' | 'visible', words: readonly string[]): Command {
  const back = words.find((word) => word.startsWith('@'))
  const [core, count, more] = words.filter((word) => word !== back)
  if (more !== undefined) throw new InputError(`unexpected ${JSON.stringify(more)}`)
  return {
    kind: 'step', unit, ...maybeCore(core), count: count === undefined ? 1 : numberOf(count, 'how often'),
    back: back === undefined ? 0 : numberOf(back.slice(1), 'how many moments ago'),
  }
}

function syntaxCommand([name]: readonly string[]): Command {
  if (name === undefined) return { kind: 'syntax' }
  const syntax = SYNTAXES.find((one) => one === name)
  if (!syntax) throw new InputError(`there is no syntax ${JSON.stringify(name)}`)
  return { kind: 'syntax', syntax }
}

function screenCommand(size = '80x24'): Command {
  const found = /^(\d{1,4})x(\d{1,4})$/i.exec(size)
  if (!found) throw new InputError(`${JSON.stringify(size)} is no size`)
  return { kind: 'screen', width: Number(found[1]), height: Number(found[2]) }
}

function maybeCore(word: string | undefined): { readonly core?: number } {
  return word === undefined ? {} : { core: coreOf(word) }
}

function coreOf(word: string | undefined): number {
  return numberOf(word, 'the number of a core')
}

function countOf(word: string | undefined, otherwise: Count): Count {
  if (word === undefined) return otherwise
  return word === 'all' ? 'all' : numberOf(word, 'how often, or all')
}

function numberOf(word: string | undefined, what: string): number {
  if (word === undefined) return missing(what)
  const number = /^\d{1,9}$/.test(word) ? Number(word) : NaN
  if (!(number <= LARGEST_COUNT)) throw new InputError(`expected ${what}, found ${JSON.stringify(word)}`)
  return number
}

function missing(what: string): never {
  throw new InputError(`${what} is missing`)
}
