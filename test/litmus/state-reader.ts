import type { FinalStateReader } from '../../src/litmus/proposition.ts'

/**
 * A final state written down by hand: `{ '0:rax': 1n, x: 2n, t: [1n, -1n] }`; what it does not mention is 0. The n-th
 * variable of `placed` lies at 0x10000 + 64 n, its elements 8 bytes apart.
 */
export function stateReader(
  values: Readonly<Record<string, bigint | readonly bigint[]>>, placed: readonly string[] = [],
): FinalStateReader {
  return (place) => {
    if (place.kind === 'address') return 0x10000n + 64n * BigInt(placed.indexOf(place.name)) + 8n * BigInt(place.index)
    const value = values[place.kind === 'register' ? `${place.core}:${place.name}` : place.name] ?? 0n
    if (typeof value === 'bigint') return value
    return (place.kind === 'element' ? value[place.index] : undefined) ?? 0n
  }
}
