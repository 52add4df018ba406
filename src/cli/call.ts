import { hex } from '../emu/hex.ts'
import { InputError } from '../emu/input-error.ts'
import { readGoBinary } from '../go/elf/go-binary.ts'
import { printedLine } from '../go/runtime-traps.ts'
import { callFunction, type CalledFunction } from '../scenario/go/elf/call-function.ts'
import { parseMap } from '../scenario/go/elf/map-text.ts'
import { parseArgument } from '../scenario/go/elf/parse-calls.ts'
import { readResult, typeCall, type TypedCall } from '../scenario/go/elf/typed-call.ts'
import { readArguments } from './arguments.ts'
import type { Command } from './command.ts'
import { print } from './output.ts'
import { count } from './progress.ts'

/** The version of the format, a field of the object. */
const VERSION = 1

export const call: Command = {
  help: `usage: fencepost call BINARY SYMBOL [ARG…] [--map KEY=VALUE,…] [--map-type NAME]

Calls a function of a Go program (linux/amd64, go build) on one core: fencepost call ./prog main.add 2 3. The program itself
is not started: package variables hold what the file has for them. Prints the results, and what ran.

  ARG               an integer (-- before negative ones), true, false, nil, m: a map that is made for the call, or t: its type
  --map LIST        what the map holds before the call, such as 1=10,2=20; without it nothing. Go 1.18 to 1.23 only
  --map-type NAME   its type; without it what the function says, or the program's only one that fits
  --json            one JSON object: {"version","call","end","results","registers","trap","instructions","map"};
                    64-bit values are decimal strings

Reaching something that is not modelled (system calls, goroutines, garbage collection, growing a stack, AVX) ends the call
and names it. Exit status: 0 returned, 1 it did not, 2 for wrong use.
`,
  run: async (args) => {
    const { values, positionals } = readArguments('call', args, {
      'map': { type: 'string' }, 'map-type': { type: 'string' }, 'json': { type: 'boolean' },
    }, ['BINARY', 'SYMBOL', '[ARG…]'])
    const [binary = '', symbol = '', ...words] = positionals
    return runCall({
      binary, symbol, arguments: words, map: values.map, mapType: values['map-type'], json: values.json ?? false, print,
    })
  },
}

export interface CallOptions {
  /** Path of the program. */
  readonly binary: string
  readonly symbol: string
  /** Arguments as they were typed. */
  readonly arguments: readonly string[]
  readonly map: string | undefined
  readonly mapType: string | undefined
  readonly json: boolean
  readonly print: (text: string) => void
}

/** Calls the function, prints how it went and gives the exit status. */
export async function runCall(options: CallOptions): Promise<number> {
  const binary = await readGoBinary(options.binary)
  const typed = typeCall(binary, {
    function: options.symbol, arguments: options.arguments.map(parseArgument), results: [],
  })
  if (options.map !== undefined && !typed.arguments.includes('map')) {
    throw new InputError('--map: the call is not given m, so the map would not be used')
  }
  const called = await callFunction({
    binary, call: typed,
    ...(options.map === undefined ? {} : { map: parseMap(options.map) }),
    ...(options.mapType === undefined ? {} : { mapType: options.mapType }),
  })
  options.print(options.json ? `${json(typed, called)}\n` : text(typed, called))
  return called.end === 'returned' ? 0 : 1
}

function results(typed: TypedCall, called: CalledFunction): (boolean | bigint | string)[] {
  return typed.typed.map(({ type }, i) => readResult(type, called.registers[i] ?? 0n))
}

function text(typed: TypedCall, called: CalledFunction): string {
  const lines: string[] = []
  if (called.end === 'returned') {
    const values = results(typed, called)
    if (!typed.isCertain) {
      const [rax, rbx, rcx] = [0, 1, 2].map((i) => hex(called.registers[i] ?? 0n))
      lines.push(`${typed.text} returned; the program does not say what: RAX = ${rax}, RBX = ${rbx}, RCX = ${rcx}`)
    } else lines.push(values.length === 0 ? `${typed.text} returned` : `${typed.text} = ${values.join(', ')}`)
  } else {
    const ends = { trapped: 'ended in a trap', endless: 'never returns', bound: 'ran on and on, and was given up' }
    lines.push(`${typed.text} ${ends[called.end]}`)
  }
  if (called.trap) lines.push(trapText(called.trap))
  if (called.map) {
    const entries = [...called.map.entries].sort((a, b) => (a.key < b.key ? -1 : 1))
    lines.push(`m: count ${called.map.count}, {${entries.map(({ key, value }) => `${key}: ${value}`).join(', ')}}`)
    if (called.map.corrupt !== undefined) lines.push(`m is corrupt: ${called.map.corrupt}`)
  }
  lines.push(`${count(called.instructions)} instructions, ${count(called.accesses)} accesses of shared memory`)
  return `${lines.join('\n')}\n`
}

function trapText({ kind, message, goLine }: NonNullable<CalledFunction['trap']>): string {
  const what = kind === 'fault' ? `fault: ${message}` : printedLine(kind, message)
  return `${what}${goLine === undefined ? '' : ` (${goLine})`}`
}

function json(typed: TypedCall, called: CalledFunction): string {
  const { end, trap, registers, instructions, map } = called
  const object = {
    version: VERSION,
    call: typed.text,
    end,
    results: end === 'returned' && typed.isCertain ? results(typed, called) : null,
    registers,
    trap: trap ?? null,
    instructions,
    map: map ? Object.fromEntries(map.entries.map(({ key, value }) => [`${key}`, value] as const)) : null,
  }
  return JSON.stringify(object, (_key, value: unknown): unknown => {
    return typeof value === 'bigint' ? value.toString() : value
  })
}
