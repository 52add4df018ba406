/** A map as a person writes it: `1=10, 2=20`. */
import { InputError } from '../../../emu/input-error.ts'
import { leastB } from '../../../go/layout.ts'
import type { MapEntry, MapSpec } from '../../../go/map-image.ts'

/** The map with these keys and values, in as few buckets as Go takes for them. Throws an `InputError`. */
export function parseMap(text: string, B?: number): MapSpec {
  const entries = text.split(',').map((part) => part.trim()).filter((part) => part !== '').map((part): MapEntry => {
    const [, key, value] = /^(0x[0-9a-fA-F]+|\d+)\s*[=:]\s*(0x[0-9a-fA-F]+|\d+)$/.exec(part) ?? []
    if (key === undefined || value === undefined) {
      throw new InputError(`--map: ${JSON.stringify(part)} is no key and value; expected KEY=VALUE,…, such as 1=10,2=20`)
    }
    return { key: BigInt(key), value: BigInt(value) }
  })
  return { B: B ?? leastB(entries.length), entries }
}
