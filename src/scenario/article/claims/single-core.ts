/** Scenarios of one core, for claims about what the map's code does in which order. */
import { defineGoScenario } from '../../go/go-scenario.ts'
import type { GoCall } from '../../go/go-call.ts'
import type { GoEnd } from '../../go/go-end.ts'
import type { MapSpec } from '../../../go/map-image.ts'
import type { Scenario } from '../../scenario.ts'
import { del, get, put } from '../experiments/map-words.ts'

function alone(name: string, summary: string, map: MapSpec, ...calls: GoCall[]): Scenario {
  const outcome = ({ trap }: GoEnd): string => trap?.message ?? 'returned'
  return defineGoScenario({ name: `article/alone/${name}`, summary, map, cores: [calls], outcome })
}

const EIGHT: MapSpec = { B: 0, entries: Array.from({ length: 8 }, (_, i) => ({ key: BigInt(i + 1), value: 1n })) }
const TWO: MapSpec = { B: 0, entries: [{ key: 1n, value: 10n }, { key: 2n, value: 20n }] }

const WRITING: MapSpec = { ...TWO, flags: 4 }
const ONE: MapSpec = { B: 0, entries: [{ key: 1n, value: 10n }] }
const onNil = (name: string, ...rest: bigint[]): GoCall => ({ function: name, arguments: [0n, ...rest] })

export const insertAlone = alone('insert', 'm[7] = 70 into a map of one key, on one core', ONE, put(7n, 70n))
export const ninthInsert = alone('ninth-insert', 'the ninth key of a map of one bucket, on one core', EIGHT, put(9n, 90n))
export const deleteAlone = alone('delete', 'delete of one of two keys, on one core', TWO, del(2n))
export const deleteLast = alone('delete-last', 'delete of the only key, on one core', ONE, del(1n))
export const lookupAlone = alone('lookup', 'v, ok := m[2] on one core', TWO, get(2n))
export const missAlone = alone('miss', 'v, ok := m[3], which is not there, on one core', TWO, get(3n))
export const writingAlone = alone('flag-set', 'm[7] = 70 on one core; h.flags says that somebody writes', WRITING, put(7n, 70n))
export const nilInsert = alone('nil-insert', 'm[7] = 70 on a nil map', TWO, onNil('main.put', 7n, 70n))
export const nilLookup = alone('nil-lookup', 'v, ok := m[7] on a nil map', TWO, onNil('main.get', 7n))
export const nilDelete = alone('nil-delete', 'delete(m, 7) on a nil map', TWO, onNil('main.del', 7n))

/** All of them, for `fencepost replay` and `explore`. */
export const SINGLE_CORE: readonly Scenario[] = [
  insertAlone, ninthInsert, deleteAlone, deleteLast, lookupAlone, missAlone, writingAlone, nilInsert, nilLookup, nilDelete,
]
