/** Small scenarios whose outcomes are known from the literature or by hand. */
import { defineScenario, intel, type Scenario } from '../../src/index.ts'

interface Loads {
  readonly r0: bigint
  readonly r1: bigint
}

function storeBuffering(name: string, fence: string): Scenario<Loads | { readonly trap: string }> {
  return defineScenario({
    name,
    code: intel`
      p0:
        mov qword ptr [x], 1
        ${fence}
        mov rax, [y]
        ret
      p1:
        mov qword ptr [y], 1
        ${fence}
        mov rax, [x]
        ret`,
    memory: { x: 0n, y: 0n },
    cores: [{ entry: 'p0' }, { entry: 'p1' }],
    outcome: (end) => (end.trap ? { trap: end.trap.message } : { r0: end.result(0), r1: end.result(1) }),
  })
}

/** SB: Owens, Sarkar, Sewell 2009, iwp2.3.a. Both loads may read 0 under x86-TSO. */
export const sb = storeBuffering('sb/plain', '')

/** The same with MFENCE between store and load, which forbids that (amd5). */
export const sbWithFences = storeBuffering('sb/mfences', 'mfence')

/** Core 0 waits for a flag that core 1 sets. */
export const waitForFlag = waiting('wait/set', 'mov qword ptr [flag], 1')

/** Core 0 waits for a flag that nobody sets. */
export const waitForEver = waiting('wait/never-set', 'mov rax, [flag]')

function waiting(name: string, other: string): Scenario<string> {
  return defineScenario({
    name,
    code: intel`
      wait:
        cmp qword ptr [flag], 0
        je wait
        ret
      other:
        ${other}
        ret`,
    memory: { flag: 0n },
    cores: [{ entry: 'wait' }, { entry: 'other' }],
    outcome: (end) => (end.trap ? end.trap.message : 'both return'),
  })
}
