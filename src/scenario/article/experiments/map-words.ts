/** Calls on the map, and its end, in the words of the experiments. */
import type { DecodedMap } from '../../../go/decode-map.ts'
import type { GoCall } from '../../go/go-call.ts'
import type { GoTrap } from '../../go/go-end.ts'

export const put = (key: bigint, value: bigint): GoCall => ({ function: 'main.put', arguments: ['map', key, value] })
export const get = (key: bigint): GoCall => ({ function: 'main.get', arguments: ['map', key] })
export const read = (key: bigint): GoCall => ({ function: 'main.read', arguments: ['map', key] })
export const del = (key: bigint): GoCall => ({ function: 'main.del', arguments: ['map', key] })
/** The same inside `Lock` and `Unlock` of one mutex: `asm/repaired/mutex-around.s`. */
export const lockedPut = (key: bigint, value: bigint): GoCall => ({ function: 'main.lockedPut', arguments: ['map', key, value] })
export const lockedDel = (key: bigint): GoCall => ({ function: 'main.lockedDel', arguments: ['map', key] })
export const inc = (key: bigint): GoCall => ({ function: 'main.inc', arguments: ['map', key] })
export const sum: GoCall = { function: 'main.sum', arguments: ['map'] }

/**
 * The checks of the flag by the Go line of their call of `fatal`. Repaired listings (`asm/repaired`) have the check of the entry at the
 * line that takes the flag.
 */
const CHECKS: ReadonlyMap<string, string> = new Map([
  ['map_fast64.go:102', 'first check'], ['map_fast64.go:107', 'first check'], ['map_fast64.go:177', 'second check'],
  ['map_fast64.go:282', 'first check'], ['map_fast64.go:288', 'first check'], ['map_fast64.go:360', 'second check'],
  ['map_fast64.go:22', 'lookup'], ['map_fast64.go:62', 'lookup'],
])

/** Which check ended the program, or what else did: a fault's address is left out, for it is of no use to a reader. */
export function checkThatFailed({ kind, message, goLine }: GoTrap): string {
  const check = kind === 'fatal' ? CHECKS.get(goLine ?? '') : undefined
  if (check !== undefined) return check
  return `${kind}: ${message.replace(/ at 0x.*/, '')}${goLine === undefined ? '' : ` (${goLine})`}`
}

export function sortedKeys({ entries }: DecodedMap): bigint[] {
  return entries.map(({ key }) => key).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

/** `7=70`, in the order of the keys. */
export function sortedEntries({ entries }: DecodedMap): string[] {
  return [...entries]
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.value < b.value ? -1 : 1))
    .map(({ key, value }) => `${key}=${value}`)
}

/** What `v, ok := m[k]` gave: `miss`, or the value. */
export function found(result: { readonly rax: bigint; readonly rbx: bigint } | undefined): string {
  return ((result?.rbx ?? 0n) & 0xffn) === 0n ? 'miss' : `${result?.rax ?? 0n}`
}
