import { defineScenario, explore, intel } from 'fencepost'
import 'fencepost/vitest'
import { describe, expect, test } from 'vitest'

/** One writer, one reader; `publish` stores RAX to the sequence number. */
function seqlock(name: string, publish: string) {
  return defineScenario({
    name: `seqlock/${name}`,
    code: intel`
      write:
        mov rax, [sequence]
        inc rax
        ${publish}
        mov qword ptr [first], 1
        mov qword ptr [second], 1
        mov rax, [sequence]
        inc rax
        ${publish}
        ret
      read:
        mov rcx, [sequence]
        test rcx, 1
        jnz read
        mov rax, [first]
        mov rdx, [second]
        cmp rcx, [sequence]
        jne read
        ret`,
    memory: { sequence: 0n, first: 0n, second: 0n },
    cores: [{ entry: 'write' }, { entry: 'read' }],
    outcome: (end) => end.trap ? { trap: end.trap.message } : {
      first: end.register(1, 'rax'), second: end.register(1, 'rdx'),
    },
  })
}

const TORN = [{ first: 0n, second: 1n }, { first: 1n, second: 0n }]

describe('a sequence lock', () => {
  const plain = seqlock('plain', 'mov [sequence], rax')

  test('on x86 the reader sees both values or neither, and gets an answer', async () => {
    const seen = await explore(plain)
    expect(seen).toHaveExactlyOutcomes([{ first: 0n, second: 0n }, { first: 1n, second: 1n }])
    expect(seen).toTerminate()
  })

  test('where stores drain out of order it may see one of them', async () => {
    const seen = await explore(plain, { model: 'pso' })
    for (const torn of TORN) expect(seen).toAllow(torn)
  })

  test('unless the sequence number is published by XCHG', async () => {
    const seen = await explore(seqlock('xchg', 'xchg [sequence], rax'), { model: 'pso' })
    for (const torn of TORN) expect(seen).toForbid(torn)
    expect(seen).toTerminate()
  })
})
