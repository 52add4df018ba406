import { loadAssembler } from '../../src/emu/assembler/assemble.ts'
import { loadDisassembler, type Decoded } from '../../src/emu/disassembler/disassemble.ts'
import { imageOf } from '../../src/emu/image.ts'
import { Automata } from '../../src/machine/automata.ts'
import { DEFAULT_MACHINE_OPTIONS, type Program } from '../../src/machine/program.ts'

/** `X` of the assembly text: 16 bytes of shared memory, zero at the start. */
export const SHARED = 0x60_0000n
export const SHARED_SIZE = 16

const assembler = await loadAssembler()
const disassembler = await loadDisassembler()

/** A program whose cores run these lines of Intel assembly, each core its own and a RET after them. `sharedSize`: bytes of X. */
export function assembledProgram(
  cores: readonly (readonly string[])[], order: Program['order'] = [], sharedSize = SHARED_SIZE,
): Program {
  const sources = cores.map((lines, core) => {
    const text = [`.globl core${core}`, `core${core}:`, ...lines, 'ret', ''].join('\n')
    return { file: `core${core}.asm`, text, syntax: 'intel' as const }
  })
  const symbols = new Map([['X', SHARED]])
  const listing = assembler.assemble(sources, { origin: 0x40_1000n, dataOrigin: 0x50_0000n, symbols })
  const image = imageOf(listing, [{ name: 'X', address: SHARED, bytes: new Uint8Array(sharedSize), kind: 'shared' }])
  return {
    name: 'test',
    image,
    cores: cores.map((_, core) => {
      const entry = listing.symbols.get(`core${core}`)
      if (entry === undefined) throw new Error(`core ${core} was not assembled`)
      const stack = { address: 0x7000_0000n + BigInt(core) * 0x1_0000n, size: 4096 }
      return { entry, registers: {}, stack, privateMemory: [] }
    }),
    traps: new Map(),
    order,
  }
}

/** Gives `use` the automata of a program, and frees their engines afterwards. */
export function withAutomata<T>(program: Program, use: (automata: Automata) => T): T {
  const decode = (bytes: Uint8Array, address: bigint): Decoded | undefined => disassembler.decode(bytes, address)
  const automata = new Automata(program, DEFAULT_MACHINE_OPTIONS, decode)
  try {
    return use(automata)
  } finally {
    automata.close()
  }
}
