/** The sixteen conditions: Intel's name (as Capstone prints it), its other names, Go's name and Go's others. */
const table = [
  ['o', [], 'OS', []],
  ['no', [], 'OC', []],
  ['b', ['c', 'nae'], 'CS', ['B', 'C', 'LO', 'NAE']],
  ['ae', ['nb', 'nc'], 'CC', ['AE', 'NB', 'NC', 'HS']],
  ['e', ['z'], 'EQ', ['E', 'Z']],
  ['ne', ['nz'], 'NE', ['NZ']],
  ['be', ['na'], 'LS', ['BE', 'NA']],
  ['a', ['nbe'], 'HI', ['A', 'NBE']],
  ['s', [], 'MI', ['S']],
  ['ns', [], 'PL', ['NS']],
  ['p', ['pe'], 'PS', ['P', 'PE']],
  ['np', ['po'], 'PC', ['NP', 'PO']],
  ['l', ['nge'], 'LT', ['L', 'NGE']],
  ['ge', ['nl'], 'GE', ['NL']],
  ['le', ['ng'], 'LE', ['NG']],
  ['g', ['nle'], 'GT', ['G', 'NLE']],
] as const

const intelNames = new Map<string, string>()
const fromGo = new Map<string, string>()
const toGo = new Map<string, string>()
const codes = new Map<string, number>()
table.forEach(([intel, others, go, goOthers], code) => {
  for (const name of [intel, ...others]) intelNames.set(name, intel)
  for (const name of [go, ...goOthers]) fromGo.set(name, intel)
  toGo.set(intel, go)
  codes.set(intel, code)
})

/** Every Go spelling of a condition, `EQ`, `LS`, …, with Intel's name for it. */
export const goConditions: ReadonlyMap<string, string> = fromGo

/** Go's usual spelling of each of Intel's conditions. */
export const conditionToGo: ReadonlyMap<string, string> = toGo

/** The low four bits of the opcode (SDM volume 2, appendix B.1.4.7) by Intel's name. */
export const conditionCodes: ReadonlyMap<string, number> = codes

/** `jz` as `je`, `setnae` as `setb`, `cmovz` as `cmove`; any other mnemonic unchanged. */
export function usualCondition(mnemonic: string): string {
  const match = /^(j|set|cmov)([a-z]{1,3})$/.exec(mnemonic)
  const condition = match === null ? undefined : intelNames.get(match[2] ?? '')
  return match === null || condition === undefined ? mnemonic : `${match[1]}${condition}`
}
