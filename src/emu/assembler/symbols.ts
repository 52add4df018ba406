import { InputError } from '../input-error.ts'
import { implicitBytes, isGoString, type DataDefinition } from './go-data.ts'
import { nearNames } from './near-names.ts'
import { isNumericLabel } from './parse-gnu-source.ts'
import { Refusal } from './refusal.ts'
import { locate, type FunctionSource, type InstructionItem, type ParsedSource, type Place } from './source.ts'

/** What a name stands for: a place in the code, by the index of its instruction, or an address. */
export type Meaning = { readonly fragment: number } | { readonly address: bigint }

/** A function with its labels, each by the index of the instruction that follows it. */
export interface LinkedFunction {
  readonly source: FunctionSource
  readonly fragment: number
  readonly labels: ReadonlyMap<string, number>
  readonly instructions: readonly InstructionItem[]
}

/** A data symbol with its place. */
export interface PlacedData extends DataDefinition {
  readonly address: bigint
}

/** All names of the sources that are assembled together. */
export interface SymbolTable {
  readonly functions: readonly LinkedFunction[]
  readonly data: readonly PlacedData[]
  /**
   * What a name means to an instruction of `inside`: its labels first, then functions, data, other labels, and the
   * rest.
   */
  resolve(name: string, inside: LinkedFunction | undefined): Meaning
}

/**
 * Links the sources' names with each other and with `externs`. Throws an `InputError` for a name that is defined twice.
 */
export function linkSymbols(
  sources: readonly ParsedSource[], dataOrigin: bigint, externs: ReadonlyMap<string, bigint>,
): SymbolTable {
  const functions = linkFunctions(sources.flatMap((s) => s.functions))
  const data = placeData(allData(sources), dataOrigin)
  const codeByName = new Map(functions.map((f) => [f.source.name, f]))
  const dataByName = new Map(data.map((d) => [d.name, d]))
  const labels = sharedLabels(functions)
  rejectClashes([...functions.map((f) => f.source), ...data], externs)

  return {
    functions,
    data,
    resolve(name, inside) {
      const fragment = inside?.labels.get(name) ?? codeByName.get(name)?.fragment
      if (fragment !== undefined) return { fragment }
      const address = dataByName.get(name)?.address ?? externs.get(name)
      if (address !== undefined) return { address }
      const shared = labels.get(name)
      if (shared === 'ambiguous') {
        throw new Refusal(`several functions have a label ${name}; a jump into another function needs one`)
      }
      if (shared !== undefined) return { fragment: shared }
      throw undefinedName(name, inside, [...codeByName.keys(), ...dataByName.keys(), ...externs.keys()])
    },
  }
}

function undefinedName(name: string, inside: LinkedFunction | undefined, others: readonly string[]): Refusal {
  const labels = [...inside?.labels.keys() ?? []].filter((label) => !isNumericLabel(label))
  const near = nearNames(name, [...labels, ...others])
  const hint = near.length > 0 ? `near it are ${near.join(', ')}; correct it, or` : 'there is none like it;'
  return new Refusal(
    `no label, function or variable is named ${name.replace(/#.*$/, '')}: ${hint} define the label in this `
    + 'function, add the file that defines it, or pass its address as a symbol',
  )
}

function linkFunctions(sources: readonly FunctionSource[]): LinkedFunction[] {
  let fragment = 0
  return sources.map((source) => {
    const start = fragment
    const labels = new Map<string, number>()
    const instructions: InstructionItem[] = []
    const seen = new Map<string, Place>()
    for (const item of source.items) {
      if (item.kind === 'instruction') {
        instructions.push(item)
        fragment++
        continue
      }
      const earlier = labels.get(item.name)
      if (earlier !== undefined && earlier !== fragment) {
        throw new InputError(
          `${item.file}:${item.line}: the label ${item.name} of ${source.name} is defined twice, first in `
          + `line ${seen.get(item.name)?.line}; rename one of them`,
        )
      }
      labels.set(item.name, fragment)
      seen.set(item.name, item)
    }
    return { source, fragment: start, labels, instructions }
  })
}

function sharedLabels(functions: readonly LinkedFunction[]): Map<string, number | 'ambiguous'> {
  const shared = new Map<string, number | 'ambiguous'>()
  for (const { labels, source } of functions) {
    for (const [name, fragment] of labels) {
      if (/^\d/.test(name)) continue
      shared.set(name, shared.has(name) ? 'ambiguous' : fragment)
      shared.set(`${source.name}.${name.replace(/^\./, '')}`, fragment)
    }
  }
  return shared
}

/** The defined data and the constants that instructions or data name by their value. */
function allData(sources: readonly ParsedSource[]): DataDefinition[] {
  const defined = sources.flatMap((s) => s.data)
  const constants = new Map<string, DataDefinition>()
  const take = (symbol: string | undefined, { file, line }: Place): void => {
    if (symbol === undefined || constants.has(symbol)) return
    const bytes = locate({ file, line }, symbol, () => implicitBytes(symbol))
    if (bytes !== undefined) constants.set(symbol, { name: symbol, bytes, addresses: [], file, line })
  }
  for (const definition of defined) for (const slot of definition.addresses) take(slot.symbol, definition)
  for (const { functions } of sources) {
    for (const item of functions.flatMap((f) => f.items)) {
      if (item.kind !== 'instruction') continue
      for (const o of item.instruction.operands) if (o.kind === 'memory' || o.kind === 'immediate') take(o.symbol, item)
    }
  }
  return [...defined, ...[...constants.values()].filter((c) => !defined.some((d) => d.name === c.name))]
}

function placeData(definitions: readonly DataDefinition[], origin: bigint): PlacedData[] {
  let address = origin
  return definitions.map((definition) => {
    const alignment = definition.bytes.length >= 16 && !isGoString(definition.name) ? 16n : 8n
    address = (address + alignment - 1n) / alignment * alignment
    const placed = { ...definition, address }
    address += BigInt(definition.bytes.length)
    return placed
  })
}

function rejectClashes(
  definitions: readonly (Place & { readonly name: string })[], externs: ReadonlyMap<string, bigint>,
): void {
  const seen = new Map<string, Place>()
  for (const { name, file, line } of definitions) {
    const first = seen.get(name)
    if (first !== undefined) {
      throw new InputError(
        `${file}:${line}: ${name} is defined twice, first in ${first.file}:${first.line}; leave one of them out`,
      )
    }
    if (externs.has(name)) {
      throw new InputError(
        `${file}:${line}: ${name} is defined here and also passed in as a symbol; leave one of them out`,
      )
    }
    seen.set(name, { file, line })
  }
}
