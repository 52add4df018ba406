import { defineScenario, explore, intel } from 'fencepost'
import 'fencepost/vitest'
import { describe, expect, test } from 'vitest'

/** Treiber 1986: a list with compare-and-swap at its head. RDI is the node to push; RAX the node that was popped, or 0. */
const stack = intel`
  push:
    mov rax, [top]
    mov [rdi], rax
    lock cmpxchg [top], rdi
    jne push
    ret
  pop:
    mov rax, [top]
    test rax, rax
    jz pop_done
    mov rdx, [rax]
    lock cmpxchg [top], rdx
    jne pop
  pop_done:
    ret`

/** Pops two nodes, keeps the second in R12 and gives the first back. */
const giveBackOne = intel`
  give_back_one:
    call pop
    mov r13, rax
    call pop
    mov r12, rax
    mov rdi, r13
    test rdi, rdi
    jz nothing_to_push
    call push
  nothing_to_push:
    ret`

/** The same stack with a version beside the head, which every push and pop counts up: CMPXCHG16B compares both. */
const stackWithVersion = intel`
  push:
    mov rbx, rdi
    mov rax, [top.node]
    mov rdx, [top.version]
  push_again:
    mov [rdi], rax
    lea rcx, [rdx+1]
    lock cmpxchg16b [top]
    jne push_again
    ret
  pop:
    mov rax, [top.node]
    mov rdx, [top.version]
  pop_again:
    test rax, rax
    jz pop_done
    mov rbx, [rax]
    lea rcx, [rdx+1]
    lock cmpxchg16b [top]
    jne pop_again
  pop_done:
    ret`

const nodes = { a: { fields: { next: 'b' } }, b: { fields: { next: 0n } } } as const

describe('two pushes', () => {
  test.each(['sc', 'x86-tso', 'pso'] as const)('both nodes are in the stack under %s', async (model) => {
    const scenario = defineScenario({
      name: 'treiber/two-pushes',
      code: stack,
      memory: { top: 0n, a: { fields: { next: 0n } }, b: { fields: { next: 0n } } },
      cores: [{ entry: 'push', registers: { rdi: 'a' } }, { entry: 'push', registers: { rdi: 'b' } }],
      outcome: (end) => end.trap ? { trap: end.trap.message } : {
        top: end.nameOf(end.memory('top')), a: end.nameOf(end.memory('a.next')), b: end.nameOf(end.memory('b.next')),
      },
    })
    const seen = await explore(scenario, { model })
    expect(seen).toHaveExactlyOutcomes([{ top: 'a', a: 'b', b: 'nil' }, { top: 'b', a: 'nil', b: 'a' }])
    expect(seen).toTerminate()
  })
})

describe('pop, against two pops and a push', () => {
  // The stack is a, b. Core 0 pops one node; core 1 pops two, keeps one and gives one back.
  test('ABA: a node may be in the stack and in use at once', async () => {
    const scenario = defineScenario({
      name: 'treiber/aba',
      code: [stack, giveBackOne],
      memory: { top: 'a', ...nodes },
      cores: [{ entry: 'pop' }, { entry: 'give_back_one' }],
      outcome: (end) => end.trap ? { trap: end.trap.message } : {
        top: end.nameOf(end.memory('top')), core0: end.nameOf(end.result(0)), core1: end.nameOf(end.register(1, 'r12')),
      },
    })
    expect(await explore(scenario, { model: 'sc' })).toAllow({ top: 'b', core0: 'a', core1: 'b' })
  })

  test('with a version beside the head it may not', async () => {
    const scenario = defineScenario({
      name: 'treiber/version',
      code: [stackWithVersion, giveBackOne],
      memory: { top: { fields: { node: 'a', version: 0n } }, ...nodes },
      cores: [{ entry: 'pop' }, { entry: 'give_back_one' }],
      outcome: (end) => end.trap ? { trap: end.trap.message } : {
        top: end.nameOf(end.memory('top.node')), core0: end.nameOf(end.result(0)), core1: end.nameOf(end.register(1, 'r12')),
      },
    })
    const seen = await explore(scenario)
    for (const node of ['a', 'b']) {
      expect(seen).toForbid({ top: node, core0: node })
      expect(seen).toForbid({ top: node, core1: node })
      expect(seen).toForbid({ core0: node, core1: node })
    }
    expect(seen).toTerminate()
  })
})
