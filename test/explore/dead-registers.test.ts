/** Rule `dead` where only running the code tells who reads a register, and where local states must stay apart all the same. */
import { describe, expect, test } from 'vitest'
import type { MemoryModel } from '../../src/cpu-model/model.ts'
import { sc } from '../../src/cpu-model/sc.ts'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'
import { exploreAll, type Exploration, type ExploreOptions } from '../../src/explore/explore.ts'
import { ALL_REDUCTIONS } from '../../src/explore/reductions.ts'
import type { End } from '../../src/machine/end.ts'
import { assembledProgram, SHARED, withAutomata } from './assembled-program.ts'
import { outcomeTexts } from './outcomes-of.ts'

const AT_ONCE: ExploreOptions = { deadAfter: 0, warmUp: false }

function find(
  cores: readonly (readonly string[])[], outcome: (end: End) => unknown, model: MemoryModel = sc, options: ExploreOptions = AT_ONCE,
): Exploration {
  return withAutomata(assembledProgram(cores), (automata) => exploreAll({ automata, outcome, onTrap: 'stop-run' }, model, options))
}

const secondWord = (end: End): unknown => (end.trap ? 'trap' : Number(end.read(SHARED + 8n, 8)))

describe('what is learned on the way', () => {
  test('a jump through a register leads to what reads another one', () => {
    const jumps = ['mov ebx, 5', 'lea rcx, [a]', 'lea rdx, [b]', 'mov rax, [X]', 'test rax, rax', 'cmovne rcx, rdx', 'jmp rcx',
      'a: ret', 'b: mov [X+8], rbx']
    expect(outcomeTexts(find([jumps, ['mov qword ptr [X], 1']], secondWord))).toEqual(['0', '5'])
  })

  test('a return that leads elsewhere than behind a call', () => {
    const returns = ['mov ebx, 5', 'mov rax, [X]', 'lea rcx, [b]', 'push rcx', 'ret', 'b: mov [X+8], rbx']
    expect(outcomeTexts(find([returns], secondWord))).toEqual(['5'])
  })

  test('a register is read behind a call of a function that has its own', () => {
    const calls = ['mov ebx, 5', 'call f', 'mov [X+8], rbx', 'ret', 'f: mov rcx, [X]', 'mov [X], rcx']
    expect(outcomeTexts(find([calls], secondWord))).toEqual(['5'])
  })

  test('the outcome asks for a register at the end, and only sometimes', () => {
    const outcome = (end: End): unknown => (
      end.trap || Number(end.read(SHARED + 8n, 8)) === 0 ? 'not asked' : Number(end.register(0, 'rbx'))
    )
    const core = ['mov ebx, 5', 'mov rax, [X]', 'mov [X+8], rax']
    expect(outcomeTexts(find([core, ['mov qword ptr [X], 1']], outcome))).toEqual(['"not asked"', '5'])
  })
})

test('what is learned where all registers are kept is known where they are not', () => {
  const core = ['mov ebx, 5', 'mov ecx, 7', 'mov rax, [X]', 'mov [X+8], rax']
  withAutomata(assembledProgram([core, ['mov qword ptr [X], 1']]), (automata) => {
    const ask = (outcome: (end: End) => unknown, dead: boolean): string[] => outcomeTexts(exploreAll(
      { automata, outcome, onTrap: 'stop-run' }, sc, { ...AT_ONCE, reductions: { ...ALL_REDUCTIONS, dead } },
    ))
    const rbx = (end: End): unknown => (end.trap ? 'trap' : Number(end.register(0, 'rbx')))
    const rcx = (end: End): unknown => (end.trap ? 'trap' : Number(end.register(0, 'rcx')))
    expect(ask(rbx, true)).toEqual(['5'])
    // RCX is dead in the local states that there are now.
    expect(ask(rcx, false)).toEqual(['7'])
    expect(ask(rcx, true)).toEqual(['7'])
  })
})

describe('what must not be taken for equal', () => {
  test('faults at different addresses, though the address is in a register that nobody reads any more', () => {
    const outcome = ({ trap }: End): unknown => (trap?.trap.kind === 'fault' ? trap.trap.address : 'no fault')
    const reads = ['mov rax, [X]', 'mov rax, [rax+0x1000]']
    const writes = ['mov qword ptr [X], 0x100', 'mov qword ptr [X], 0x200']
    expect(outcomeTexts(find([reads, writes], outcome))).toEqual(['4096', '4352', '4608'])
  })

  test('a loop that has come back to where it was, and one that only looks so', () => {
    const outcome = (): unknown => 'ended'
    // RAX is dead in the loop, and what it holds must not hide that all is as it was.
    const never = find([['mov eax, 5', 'l: mov ebx, 7', 'jmp l']], outcome)
    expect([never.complete, ...outcomeTexts(never)]).toEqual([true, '{"doesNotTerminate":[0]}'])
    const ends = find([['mov ecx, 1000', 'l: sub ecx, 1', 'jne l']], outcome)
    expect([ends.complete, ...outcomeTexts(ends)]).toEqual([true, '"ended"'])
  })

  test('the string direction, which arithmetic leaves alone', () => {
    const backwards = ['lea rdi, [X+8]', 'mov eax, 5', 'std', 'add rcx, rcx', 'mov rdx, [X]', 'stosq', 'stosq']
    expect(outcomeTexts(find([backwards], (end) => (end.trap ? 'trap' : Number(end.read(SHARED, 8)))))).toEqual(['5'])
  })
})

describe('when the search begins to go by it', () => {
  /**
   * Each of three cores adds one to the same word twice, in two steps. Before that it reads the word, and forgets what it was: the first
   * core at once, while the others keep in a register that nobody reads whether it was 0. So only two of them have the same local states.
   */
  const increment = ['mov rax, [X]', 'add rax, 1', 'mov [X], rax']
  const cores = [3, 4, 4].map((kept, core) => [
    'mov ebx, 3', 'mov rax, [X]', 'test rax, rax', `jne l${core}`, `mov ebx, ${kept}`, `l${core}: mov eax, 0`, 'test eax, eax',
    ...increment, ...increment,
  ])
  /** All but two of the increments may be lost: a core's second may begin with what another's first has left. */
  const SUMS = ['2', '3', '4', '5', '6']
  const sum = (end: End): unknown => (end.trap ? 'trap' : Number(end.read(SHARED, 8)))

  test('there are fewer states, and the outcomes are those of increments that may be lost', () => {
    for (const model of [sc, x86Tso]) {
      const without = find(cores, sum, model, { ...AT_ONCE, reductions: { ...ALL_REDUCTIONS, dead: false } })
      const from0 = find(cores, sum, model)
      const later = find(cores, sum, model, { deadAfter: 100 })
      for (const found of [without, from0, later]) expect(outcomeTexts(found)).toEqual(SUMS)
      // Once the register is gone the cores are images of each other.
      expect(from0.states).toBeLessThan(without.states)
      expect(later.states).toBeLessThan(without.states)
    }
  })

  test('not where it saves little', () => {
    const single = [['mov ebx, 3', 'mov rax, [X]', 'mov [X+8], rax'], ['mov qword ptr [X], 1', 'mov qword ptr [X], 2']]
    const later = find(single, secondWord, x86Tso, { deadAfter: 3 })
    expect([outcomeTexts(later), later.passes]).toEqual([['0', '1', '2'], 1])
  })

  test('every schedule that is found leads to its outcome where all registers are kept', () => {
    withAutomata(assembledProgram(cores), (automata) => {
      const question = { automata, outcome: sum, onTrap: 'stop-run' as const }
      const found = exploreAll(question, x86Tso, { deadAfter: 0 })
      for (const { schedule, key } of found.outcomes) {
        const replayed = exploreAll(question, x86Tso, { after: schedule, reductions: { ...ALL_REDUCTIONS, dead: false } })
        expect(outcomeTexts(replayed)).toEqual([key])
      }
    })
  })
})
