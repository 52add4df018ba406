/**
 * Operations on Go's map that race while it is small, full or growing. Each is asked of the listings, and can be asked
 * of a binary that has the same wrappers.
 */
import type { GoCall } from '../go-call.ts'
import type { GoScenarioSpec } from '../go-scenario.ts'
import { changesOf, endOfProgram, lookupOutcome, mapOutcome } from './map-outcome.ts'
import { FULL_BUCKET, GROWING, ALSO_MOVED, FIRST_MOVED, keyIn, THREE_KEYS, TO_MOVE } from './map-states.ts'

const put = (key: bigint, value: bigint): GoCall => ({ function: 'main.put', arguments: ['map', key, value], resultWords: 0 })
const read = (key: bigint): GoCall => ({ function: 'main.read', arguments: ['map', key], resultWords: 1 })
const get = (key: bigint): GoCall => ({ function: 'main.get', arguments: ['map', key] })
const del = (key: bigint): GoCall => ({ function: 'main.del', arguments: ['map', key], resultWords: 0 })
const sum: GoCall = { function: 'main.sum', arguments: ['map'], resultWords: 1 }

// TO_MOVE has two buckets.
const [NEXT_MOVED, LAST_MOVED] = TO_MOVE as [number, number]
const OLD_KEY = keyIn(NEXT_MOVED, 1n)
const NEW_KEY = keyIn(NEXT_MOVED, 100n)
const OTHER_NEW_KEY = keyIn(LAST_MOVED, 100n)
const KEY_OF_MOVED = keyIn(FIRST_MOVED, 100n)
const OTHER_KEY_OF_MOVED = keyIn(ALSO_MOVED, 100n)
const KEYS_OF_GROWING = Array.from({ length: 27 }, (_, i) => BigInt(i))

/** Two stores of a value, and nothing else that differs. */
export const twoAssignsOneKey: GoScenarioSpec = {
  name: 'go/two-assigns-one-key',
  summary: 'm[1] = 11 and m[1] = 12 on two cores; the map holds keys 0, 1 and 2',
  map: THREE_KEYS,
  cores: [[put(1n, 11n)], [put(1n, 12n)]],
  outcome: mapOutcome,
}

/** Both look for the first empty cell. */
export const twoNewKeys: GoScenarioSpec = {
  name: 'go/two-new-keys',
  summary: 'm[10] = 11 and m[20] = 12 on two cores; the map holds keys 0, 1 and 2 in one bucket',
  map: THREE_KEYS,
  cores: [[put(10n, 11n)], [put(20n, 12n)]],
  outcome: mapOutcome,
}

export const insertAndDelete: GoScenarioSpec = {
  name: 'go/insert-and-delete',
  summary: 'm[10] = 11 and delete(m, 1) on two cores; the map holds keys 0, 1 and 2 in one bucket',
  map: THREE_KEYS,
  cores: [[put(10n, 11n)], [del(1n)]],
  outcome: mapOutcome,
}

/** The key is in the map all the time, and yet the lookup may give the zero value. */
export const evacuationAndLookup: GoScenarioSpec = {
  name: 'go/evacuation-and-lookup',
  summary: `m[${NEW_KEY}] = 11, which moves the bucket of key ${OLD_KEY}, while another core reads m[${OLD_KEY}]; `
    + '27 keys, growing from 4 buckets to 8',
  map: GROWING,
  cores: [[put(NEW_KEY, 11n)], [read(OLD_KEY)]],
  outcome: (end) => {
    if (end.trap) return endOfProgram(end.trap)
    return { fatal: null, read: end.results[1]?.[0]?.rax ?? 0n }
  },
}

/** The same with `v, ok := m[k]`: either the key is not there, or it is, with an element that is not copied yet. */
export const evacuationAndCommaOk: GoScenarioSpec = {
  name: 'go/evacuation-and-comma-ok',
  summary: `m[${NEW_KEY}] = 11, which moves the bucket of key ${OLD_KEY}, while another core does v, ok := m[${OLD_KEY}]; `
    + '27 keys, growing from 4 buckets to 8',
  map: GROWING,
  cores: [[put(NEW_KEY, 11n)], [get(OLD_KEY)]],
  outcome: (end) => lookupOutcome(end, 1),
}

/**
 * A cell that is not filled yet holds key 0 already, and the lookup may take it for the key, with another key's element.
 * With the seed of these maps key 0 lies in the bucket that moves.
 */
export const evacuationAndLookupOfZero: GoScenarioSpec = {
  name: 'go/evacuation-and-lookup-of-zero',
  summary: `m[${NEW_KEY}] = 11, which moves the bucket of key 0, while another core does v, ok := m[0]; `
    + '27 keys, growing from 4 buckets to 8',
  map: GROWING,
  cores: [[put(NEW_KEY, 11n)], [get(0n)]],
  outcome: (end) => lookupOutcome(end, 1),
}

/** The keys' own buckets are moved already: each core moves one more, and it is the same one. */
export const twoEvacuations: GoScenarioSpec = {
  name: 'go/two-evacuations',
  summary: `m[${KEY_OF_MOVED}] = 11 and m[${OTHER_KEY_OF_MOVED}] = 12 on two cores, which both move old bucket `
    + `${NEXT_MOVED}; 27 keys, growing from 4 buckets to 8`,
  map: GROWING,
  cores: [[put(KEY_OF_MOVED, 11n)], [put(OTHER_KEY_OF_MOVED, 12n)]],
  outcome: (end) => changesOf(end, [...KEYS_OF_GROWING, KEY_OF_MOVED, OTHER_KEY_OF_MOVED]),
}

/** Each core moves both of the buckets that are left, and ends the growth. */
export const endOfGrowth: GoScenarioSpec = {
  name: 'go/end-of-growth',
  summary: `m[${NEW_KEY}] = 11 and m[${OTHER_NEW_KEY}] = 12 on two cores, which both move the last two old buckets; `
    + '27 keys, growing from 4 buckets to 8',
  map: GROWING,
  cores: [[put(NEW_KEY, 11n)], [put(OTHER_NEW_KEY, 12n)]],
  outcome: (end) => changesOf(end, [...KEYS_OF_GROWING, NEW_KEY, OTHER_NEW_KEY]),
}

export const twoGrowths: GoScenarioSpec = {
  name: 'go/two-growths',
  summary: 'm[10] = 11 and m[20] = 12 on two cores, which both start a growth; the map holds keys 0 to 7 in one full bucket',
  map: FULL_BUCKET,
  cores: [[put(10n, 11n)], [put(20n, 12n)]],
  outcome: (end) => changesOf(end, [...KEYS_OF_GROWING.slice(0, 8), 10n, 20n]),
}

export const growthAndLookup: GoScenarioSpec = {
  name: 'go/growth-and-lookup',
  summary: 'm[10] = 11, which starts a growth, while another core looks key 3 up; the map holds keys 0 to 7 in one full bucket',
  map: FULL_BUCKET,
  cores: [[put(10n, 11n)], [get(3n)]],
  outcome: (end) => lookupOutcome(end, 1),
}

export const iterateAndInsert: GoScenarioSpec = {
  name: 'go/iterate-and-insert',
  summary: 'a range over the map adds its values up while another core inserts m[10] = 1000; the map holds keys 0, 1 and 2',
  map: THREE_KEYS,
  cores: [[sum], [put(10n, 1000n)]],
  outcome: (end) => {
    if (end.trap) return endOfProgram(end.trap)
    return { fatal: null, sum: end.results[0]?.[0]?.rax ?? 0n, ...(end.map.flags === 3 ? {} : { flags: end.map.flags }) }
  },
}

export const threeInserts: GoScenarioSpec = {
  name: 'go/three-inserts',
  summary: 'm[7] = 70, m[9] = 90 and m[11] = 110 on three cores, in an empty map of one bucket',
  map: { B: 0, entries: [] },
  cores: [[put(7n, 70n)], [put(9n, 90n)], [put(11n, 110n)]],
  outcome: mapOutcome,
}

export const twoInsertsEach: GoScenarioSpec = {
  name: 'go/two-inserts-each',
  summary: 'm[10] = 11 and m[30] = 13 on one core, m[20] = 12 and m[40] = 14 on another; the map holds keys 0, 1 and 2',
  map: THREE_KEYS,
  cores: [[put(10n, 11n), put(30n, 13n)], [put(20n, 12n), put(40n, 14n)]],
  outcome: mapOutcome,
}

/** All of them. */
export const GROWTH_SCENARIOS: readonly GoScenarioSpec[] = [
  twoAssignsOneKey, twoNewKeys, insertAndDelete, evacuationAndLookup, evacuationAndCommaOk, evacuationAndLookupOfZero,
  growthAndLookup, iterateAndInsert, twoEvacuations, endOfGrowth, twoGrowths, threeInserts, twoInsertsEach,
]
