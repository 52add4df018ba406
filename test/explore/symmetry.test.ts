import { describe, expect, it } from 'vitest'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'
import { NO_REDUCTIONS, type Reductions } from '../../src/explore/reductions.ts'
import { assembledProgram, withAutomata } from './assembled-program.ts'
import { explore, outcomeTexts } from './outcomes-of.ts'

/** States stored with symmetry and without. */
function statesOf(cores: readonly (readonly string[])[]): { readonly with: number; readonly without: number } {
  return withAutomata(assembledProgram(cores), (automata) => {
    const states = (reductions: Reductions): number => explore(automata, x86Tso, { reductions, onTrap: 'stop-run' }).states
    return { with: states({ ...NO_REDUCTIONS, symmetry: true }), without: states(NO_REDUCTIONS) }
  })
}

/** Stores `value` to its own place and reads that of the core after it. */
const side = (own: number, next: number, value: number): string[] => [
  `mov dword ptr [X+${4 * own}], ${value}`, `mov eax, [X+${4 * next}]`,
]

describe('cores that are found to be the same', () => {
  it('SB: memory is renamed', () => {
    const states = statesOf([side(0, 1, 1), side(1, 0, 1)])
    expect(states.with).toBeLessThan(states.without)
  })

  it('SB with another value on each side: values are renamed, too', () => {
    const states = statesOf([side(0, 1, 1), side(1, 0, 2)])
    expect(states.with).toBeLessThan(states.without)
  })

  it('a ring of three, which has rotations only', () => {
    const states = statesOf([side(0, 1, 1), side(1, 2, 1), side(2, 0, 1)])
    expect(states.with).toBeLessThan(states.without / 2)
  })

  it('two of three', () => {
    const states = statesOf([['inc dword ptr [X]'], ['inc dword ptr [X]'], ['mov eax, [X]']])
    expect(states.with).toBeLessThan(states.without)
  })
})

describe('cores that are not', () => {
  it.each([
    ['another number of steps', [side(0, 1, 1), [...side(1, 0, 1), 'mov ebx, [X]']]],
    ['other sizes', [side(0, 1, 1), ['mov byte ptr [X+4], 1', 'mov eax, [X]']]],
    ['a fence more', [side(0, 1, 1), ['mov dword ptr [X+4], 1', 'mfence', 'mov eax, [X]']]],
    ['a store that is non-temporal', [
      side(0, 1, 1), ['mov ecx, 1', 'movnti dword ptr [X+4], ecx', 'mov eax, [X]'],
    ]],
    ['an SFENCE between two stores', [
      ['mov dword ptr [X], 1', 'sfence', 'mov dword ptr [X+8], 1', 'mov eax, [X+4]'],
      ['mov dword ptr [X+4], 1', 'mov dword ptr [X+12], 1', 'mov eax, [X]'],
    ]],
    ['one value stored twice, and two', [
      ['mov dword ptr [X], 1', 'mov dword ptr [X], 1', 'mov eax, [X]'],
      ['mov dword ptr [X], 1', 'mov dword ptr [X], 2', 'mov eax, [X]'],
    ]],
    ['the branch on a value', [
      ['mov dword ptr [X], 1', 'mov eax, [X]', 'cmp eax, 1', 'je done', 'mov dword ptr [X+4], 1', 'done:'],
      ['mov dword ptr [X], 2', 'mov eax, [X]', 'cmp eax, 1', 'je done', 'mov dword ptr [X+4], 1', 'done:'],
    ]],
  ])('%s', (_, cores) => {
    const states = statesOf(cores)
    expect(states.with).toBe(states.without)
  })
})

describe('cores that differ in what nobody has met when the search begins', () => {
  const swap = ['mov ebx, 1', 'xchg [X], ebx']
  const forgets = [...swap, 'mov ebx, 0']
  const tells = [...swap, 'mov eax, ebx', 'mov ebx, 0']

  // Of the states with one core past its swap one is stored, and it may be that from which the one that forgets is the second.
  it.each([
    ['core 1', [forgets, tells]],
    ['core 0', [tells, forgets]],
  ])('only %s tells whether it was the second to swap', (_, cores) => {
    withAutomata(assembledProgram(cores), (automata) => {
      const settings = { onTrap: 'stop-run', warmUp: false } as const
      const found = explore(automata, x86Tso, { ...settings, reductions: { ...NO_REDUCTIONS, symmetry: true } })
      const plain = explore(automata, x86Tso, { ...settings, reductions: NO_REDUCTIONS })
      expect(outcomeTexts(found)).toStrictEqual(outcomeTexts(plain))
      expect(found.outcomeCount).toBe(2)
    })
  })
})
