import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'
import { ALL_REDUCTIONS, NO_REDUCTIONS } from '../../src/explore/reductions.ts'
import { StateGraph } from '../../src/explore/state-graph.ts'
import { assembledProgram, withAutomata } from './assembled-program.ts'
import { explore, outcomeTexts } from './outcomes-of.ts'

const STATES = 8

/** Of graphs as small as these: does a walk of as many steps as there are states end? */
function hasCycle(edges: readonly (readonly [number, number])[]): boolean {
  let reached = new Set(Array.from({ length: STATES }, (_, state) => state))
  for (let step = 0; step <= STATES; step++) reached = new Set(edges.filter(([from]) => reached.has(from)).map(([, to]) => to))
  return reached.size > 0
}

describe('a graph of states', () => {
  it('has a cycle or not', () => {
    const state = fc.nat({ max: STATES - 1 })
    fc.assert(fc.property(fc.array(fc.tuple(state, state), { maxLength: 14 }), (edges) => {
      const graph = new StateGraph()
      for (const [from, to] of edges) graph.add(from, to)
      expect(graph.isAcyclic(STATES)).toBe(!hasCycle(edges))
    }), { numRuns: 500 })
  })
})

/** Counts in memory up to `limit`: the core's own registers are the same each time round. */
const countTo = (limit: number): string[] => [
  'again:', 'mov eax, [X]', `cmp eax, ${limit}`, 'jae over', 'inc dword ptr [X]', 'mov eax, 0', 'mov dword ptr [X+4], 1',
  'jmp again', 'over:', 'mov ebx, [X+4]',
]

describe('an automaton that goes round', () => {
  it('in memory that does not is searched with all reductions', () => {
    withAutomata(assembledProgram([countTo(3), countTo(3)]), (automata) => {
      const all = explore(automata, x86Tso, { reductions: ALL_REDUCTIONS, onTrap: 'stop-run' })
      const plain = explore(automata, x86Tso, { reductions: NO_REDUCTIONS, onTrap: 'stop-run' })
      const half = { ...ALL_REDUCTIONS, sleep: false, symmetry: false, late: false, early: false }
      const some = explore(automata, x86Tso, { reductions: half, onTrap: 'stop-run' })
      expect(plain.complete).toBe(true)
      expect(outcomeTexts(all)).toEqual(outcomeTexts(plain))
      expect(all.states).toBeLessThan(some.states / 2)
    })
  })
})
