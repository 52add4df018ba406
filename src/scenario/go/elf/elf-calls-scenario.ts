/** A scenario over a binary from text alone: what each core calls, and the map that they share. */
import { InputError } from '../../../emu/input-error.ts'
import type { Outcome } from '../../../explore/outcome.ts'
import type { GoBinary } from '../../../go/elf/go-binary.ts'
import type { MapSpec } from '../../../go/map-image.ts'
import type { Scenario } from '../../scenario.ts'
import type { GoEnd, GoTrap } from '../go-end.ts'
import { defineElfScenario } from './elf-scenario.ts'
import { parseCalls } from './parse-calls.ts'
import { readResult, typeCall, type TypedCall } from './typed-call.ts'

/** What a person asks for. */
export interface ElfCalls {
  readonly binary: GoBinary
  /** What each core calls: `main.put(m, 7, 70); v, ok = main.get(m, 7)`. */
  readonly cores: readonly string[]
  /** The map `m`; without it an empty one with its bucket allocated. */
  readonly map?: MapSpec
  /** Its type by name; without it what the called functions say, or the binary's only type that fits. */
  readonly mapType?: string
  readonly onTrap?: 'stop-run' | 'stop-core'
}

/** The name of every such scenario, for witnesses; their `image` tells them apart. */
export const ELF_SCENARIO = 'elf'

/** The name of a result that is no part of the outcome, as Go has it. */
const NOT_ASKED = '_'

/**
 * The scenario whose outcome is what the calls returned, what the map holds and how many keys it counts, or the trap
 * that ended the run. Throws an `InputError` for calls that the binary does not have.
 */
export function elfCallsScenario({ binary, cores, map, mapType, onTrap }: ElfCalls): Scenario {
  const calls = cores.map((text) => parseCalls(text).map((call) => typeCall(binary, call)))
  const type = mapType ?? typeOfMap(calls.flat())
  const usesMap = calls.flat().some((call) => call.arguments.includes('map'))
  if (map !== undefined && !usesMap) throw new InputError('--map: no call is given m, so the map would not be used')
  return defineElfScenario({
    name: ELF_SCENARIO,
    summary: `${binary.file}: ${calls.map((list) => list.map(({ text }) => text).join('; ')).join(' ‖ ')}`,
    binary,
    map: map ?? { B: 0, entries: [] },
    ...(type === undefined ? {} : { mapType: type }),
    cores: calls,
    ...(onTrap === undefined ? {} : { onTrap }),
    outcome: (end) => outcomeOf(end, calls, usesMap),
  })
}

/** The type that the called functions give the map: they must agree. */
function typeOfMap(calls: readonly TypedCall[]): string | undefined {
  const typed = calls.filter(({ mapType }) => mapType !== undefined)
  const [first] = typed
  const other = typed.find(({ mapType }) => mapType !== first?.mapType)
  if (first === undefined || other === undefined) return first?.mapType
  throw new InputError(`m is one map: it is a ${first.mapType} in ${first.text}, and a ${other.mapType} in ${other.text}`)
}

function outcomeOf(end: GoEnd, calls: readonly (readonly TypedCall[])[], usesMap: boolean): Outcome {
  if (end.trap) return { trap: trapText(end.trap) }
  const { map, results, stopped } = end
  const returned = calls.flatMap((list, core) => list.flatMap((call, i) => {
    const words = results[core]?.[i]
    if (words === undefined || stopped.some((trap) => trap.core === core)) return []
    const values = call.typed.slice(0, 2).flatMap(({ name, type }, k) => {
      if (name === NOT_ASKED) return []
      const value = readResult(type, k === 0 ? words.rax : words.rbx)
      return [name === undefined ? value : `${name}=${value}`]
    })
    return values.length === 0 ? [] : [`core ${core} ${call.text}: ${values.join(' ')}`]
  }))
  return {
    trap: stopped.length === 0 ? null : stopped.map(trapText),
    ...(returned.length === 0 ? {} : { returned }),
    ...(usesMap ? {
      map: [...map.entries].sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ key, value }) => `${key}=${value}`),
      count: map.count,
      ...(map.flags === 0 ? {} : { flags: map.flags }),
      ...(map.corrupt === undefined ? {} : { corrupt: map.corrupt }),
    } : {}),
  }
}

function trapText({ core, kind, message, goLine }: GoTrap): string {
  return `core ${core}: ${kind}: ${message}${goLine === undefined ? '' : ` (${goLine})`}`
}
