import type { Assembler } from '../emu/assembler/assemble.ts'
import type { CoreSetup } from '../emu/core/core-setup.ts'
import { imageOf } from '../emu/image.ts'
import { InputError } from '../emu/input-error.ts'
import { GENERAL_REGISTERS, type SavedRegister } from '../emu/registers.ts'
import type { Program } from '../machine/program.ts'
import { STACK_SIZE } from './address-layout.ts'
import { assembleTest, functionName } from './assemble-test.ts'
import type { LitmusTest } from './litmus-test.ts'
import { initialBits, placeVariables, type Placement } from './place-variables.ts'

/** A test as the machine runs it. */
export interface BuiltTest {
  readonly program: Program
  readonly placement: Placement
}

/**
 * Builds the program of a test: its variables are the shared memory, each processor is a core with a stack of its own, in the
 * order of the columns. Throws `InputError` for code that cannot be assembled and for an initial RSP.
 */
export function buildProgram(test: LitmusTest, assembler: Assembler): BuiltTest {
  const placement = placeVariables(test)
  const listing = assembleTest(test, placement, assembler)
  const cores = test.programs.map(({ core }, index): CoreSetup => {
    const entry = listing.symbols.get(functionName(core))
    if (entry === undefined) throw new Error(`${test.file}: the code of P${core} was not assembled`)
    const stack = { address: placement.layout.stack(index), size: STACK_SIZE }
    return { entry, registers: initialRegisters(test, core, placement), stack, privateMemory: [] }
  })
  const image = imageOf(listing, [placement.segment])
  return { program: { name: test.name, image, cores, traps: new Map(), order: [] }, placement }
}

function initialRegisters(
  test: LitmusTest, core: number, { addressOf }: Placement,
): Partial<Record<SavedRegister, bigint>> {
  const registers: Partial<Record<SavedRegister, bigint>> = {}
  for (const { core: owner, name, value } of test.registers) {
    if (owner !== core) continue
    if (name === 'rsp') {
      throw new InputError(
        `${test.file}: found an initial value for ${core}:rsp, expected other registers only: each core gets a stack `
        + 'of its own; use another register',
      )
    }
    registers[generalRegister(name)] = initialBits(value, addressOf)
  }
  return registers
}

/** The parser gives 64-bit names. */
export function generalRegister(name: string): SavedRegister {
  const register = GENERAL_REGISTERS.find((known) => known === name)
  if (register === undefined) throw new Error(`${name} is no general register`)
  return register
}
