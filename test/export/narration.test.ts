import { describe, expect, it } from 'vitest'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'
import { narration } from '../../src/export/narration.ts'
import { withoutConstantLoads } from '../../src/export/without-constant-loads.ts'
import { Machine, type Transition } from '../../src/machine/machine.ts'
import { Run } from '../../src/machine/run.ts'
import { defineScenario, intel } from '../../src/scenario/define-scenario.ts'
import { loadScenario } from '../../src/scenario/scenario.ts'
import type { TransitionEvent } from '../../src/machine/event.ts'

const style = { bold: (t: string) => t, dim: (t: string) => t, core: (_core: number, t: string) => t }

/** SB, with a third variable that nobody writes. */
const sb = defineScenario({
  name: 'sb',
  code: intel`
    left:
      mov qword ptr [x], 1
      mov rcx, qword ptr [limit]
      mov rax, qword ptr [y]
      ret
    right:
      mov qword ptr [y], 1
      mov rax, qword ptr [x]
      ret
  `,
  memory: { x: {}, y: {}, limit: { value: 8n } },
  cores: [{ entry: 'left' }, { entry: 'right' }],
  outcome: () => null,
})

const exec = (core: number): Transition => ({ kind: 'exec', core, back: 0 })
const drain = (core: number): Transition => ({ kind: 'drain', core, index: 0 })

async function tell(
  schedule: readonly Transition[], choose = (events: readonly TransitionEvent[]): readonly TransitionEvent[] => events,
): Promise<string[]> {
  const loaded = await loadScenario(sb)
  const run = new Run(new Machine(loaded.automata, x86Tso, loaded.options))
  const events = schedule.map((transition) => run.take(transition) ?? expect.fail())
  const text = narration(choose(events), loaded.names(), { cores: 2, width: 80, style })
  return text.split('\n').map((line) => line.replace(/ {2,}/g, '  '))
}

const BOTH_READ_0 = [exec(0), exec(0), exec(1), exec(0), exec(1), drain(0), drain(1)]

describe('narration', () => {
  it('a lane for each core; what is stored, where it was read, and what others hold unseen', async () => {
    const lines = await tell(BOTH_READ_0)
    expect(lines[0]).toBe(' 0 1')
    expect(lines.slice(1).map((line) => line.replace(/mov \w.*?\](, 1)?/, 'MOV'))).toEqual([
      ' ●  MOV  x = 1 → buffer',
      ' ●  MOV  limit is 8',
      '  ● MOV  y = 1 → buffer',
      ' ■  MOV  y is 0 ‹core 1: 1›',
      '  ■ MOV  x is 0 ‹core 0: 1›',
      ' ▼  x = 1 → memory',
      '  ▼  y = 1 → memory',
      '',
    ])
  })

  it('loads of memory that nobody writes can be left out', async () => {
    const lines = await tell(BOTH_READ_0, withoutConstantLoads)
    expect(lines.filter((line) => line.includes('limit'))).toEqual([])
    expect(lines).toHaveLength(1 + 6 + 1)
  })
})
