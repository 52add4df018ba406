/** The letters of EFLAGS (Intel SDM vol. 1, 3.4.3) that a comparison or an arithmetic instruction sets. */
const FLAGS: readonly (readonly [letter: string, bit: bigint])[] = [
  ['C', 0n], ['P', 2n], ['A', 4n], ['Z', 6n], ['S', 7n], ['D', 10n], ['O', 11n],
]

/** `flags=PZ`. */
export function eflagsText(eflags: bigint): string {
  const set = FLAGS.filter(([, bit]) => (eflags >> bit) & 1n).map(([letter]) => letter)
  return `flags=${set.length === 0 ? 'none' : set.join('')}`
}
