import { expect, test } from 'vitest'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'
import { outcomeOfRun, takeTrap } from '../../src/explore/run-outcome.ts'
import { Run } from '../../src/machine/run.ts'
import { assembleProgram, explore } from '../kit/assemble-program.ts'

test('when two cores stand at a trap, the schedule says which of them executes it', () => {
  const program = assembleProgram({ x: 0 }, 'p0:\n ud2\np1:\n int3')
  const seen = explore(program, x86Tso, '0:rax')
  const cores = seen.outcomes.map(({ schedule }) => {
    const run = new Run(seen.machine)
    for (const transition of schedule) run.take(transition)
    takeTrap(run)
    return outcomeOfRun(run, (end) => end.trap?.core, 'stop-run')
  })
  expect(cores.sort()).toEqual([0, 1])
})
