import { defineScenario, explore, intel } from 'fencepost'
import 'fencepost/vitest'
import { describe, expect, test } from 'vitest'

/** Each core stores to one variable and loads the other. */
function storeBuffering(fence: string) {
  return defineScenario({
    name: fence === '' ? 'sb' : `sb/${fence}`,
    code: intel`
      left:
        mov qword ptr [x], 1
        ${fence}
        mov rax, [y]
        ret
      right:
        mov qword ptr [y], 1
        ${fence}
        mov rax, [x]
        ret`,
    memory: { x: 0n, y: 0n },
    cores: [{ entry: 'left' }, { entry: 'right' }],
    outcome: (end) => (end.trap ? { trap: end.trap.message } : { left: end.result(0), right: end.result(1) }),
  })
}

describe('store, then load the other', () => {
  test('both loads may come before both stores on x86', async () => {
    const seen = await explore(storeBuffering(''))
    expect(seen).toAllow({ left: 0n, right: 0n })
    expect(seen).not.toBeRobust()
    expect(seen).toTerminate()
  })

  test('with MFENCE they may not, under any model', async () => {
    const seen = await explore(storeBuffering('mfence'), { model: 'relaxed' })
    expect(seen).toBeRobust()
    expect(seen).toHaveExactlyOutcomes([{ left: 0n, right: 1n }, { left: 1n, right: 0n }, { left: 1n, right: 1n }])
  })

  test('LFENCE does not help', async () => {
    expect(await explore(storeBuffering('lfence'))).toAllow({ left: 0n, right: 0n })
  })
})
