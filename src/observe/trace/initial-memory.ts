import { sharedRanges } from '../../machine/witness.ts'
import type { LoadedScenario } from '../../scenario/scenario.ts'
import type { MemoryRange } from './trace-event.ts'

/** All shared memory as it is before the run. */
export function initialMemory({ program, automata }: LoadedScenario): MemoryRange[] {
  const segments = program.image.segments.filter(({ kind }) => kind === 'shared')
  const inSegment = (at: number): boolean => segments.some(({ address, bytes }) => (
    at >= Number(address) && at < Number(address) + bytes.length
  ))
  const becameShared = sharedRanges(automata.sharedGranules).filter(({ from }) => !inSegment(from))
  return [
    ...segments.map(({ address, bytes }) => ({ address: Number(address), bytes })),
    ...becameShared.map(({ from, to }) => ({
      address: from, bytes: Uint8Array.from({ length: to - from }, (_, i) => automata.initialByte(from + i)),
    })),
  ]
}
