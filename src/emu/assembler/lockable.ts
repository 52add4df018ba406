import type { Instruction } from './instruction.ts'

/**
 * The instructions that take LOCK, when their destination is memory (SDM volume 2, "LOCK: Assert LOCK# Signal Prefix").
 */
const lockable = new Set([
  'adc', 'add', 'and', 'btc', 'btr', 'bts', 'cmpxchg', 'cmpxchg16b', 'cmpxchg8b', 'dec', 'inc', 'neg', 'not', 'or',
  'sbb', 'sub', 'xadd', 'xchg', 'xor',
])

/** Whether LOCK may stand before the instruction; on any other the processor raises #UD. */
export function mayLock(instruction: Instruction): boolean {
  if (!lockable.has(instruction.mnemonic)) return false
  const [destination, source] = instruction.operands
  return destination?.kind === 'memory' || (instruction.mnemonic === 'xchg' && source?.kind === 'memory')
}
