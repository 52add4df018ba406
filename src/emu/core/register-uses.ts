import type { Instruction } from '../instruction.ts'
import { UsesLearned, type KnownUses } from '../liveness/known-uses.ts'
import type { LiveRegisters } from '../liveness/live-registers.ts'
import type { Liveness } from '../liveness/liveness.ts'
import { ARITHMETIC_FLAG_BITS, hasFlags, hasGeneral, hasXmm, setOf } from '../liveness/register-set.ts'
import { EFLAGS_INDEX, type SavedRegister } from '../registers.ts'
import type { VisibleStep } from '../visible-step.ts'
import type { CoreOptions } from './core-options.ts'
import type { Instructions } from './instructions.ts'
import type { LocalState } from './local-state.ts'

/** Who reads a core's registers: what is learned of it, and what its local states can do without. */
export class RegisterUses {
  readonly #uses: KnownUses | undefined
  readonly #liveness: Liveness | undefined
  readonly #instructions: Instructions
  /** What was known of them when this core was made: all its local states go by that, whatever is learned elsewhere. */
  #live: LiveRegisters | undefined

  constructor({ uses, liveness }: CoreOptions, instructions: Instructions) {
    this.#uses = uses
    this.#liveness = liveness
    this.#instructions = instructions
  }

  /** Clears what a new `state` has of registers that are dead, where those are told. */
  withoutDead(state: LocalState): LocalState {
    if (!this.#liveness) return state
    const { step, registers, xmm } = state
    const known = this.#known(this.#liveness)
    const live = isLast(step) ? known.atLast(step) : known.before(step.pc)
    for (let number = 0; number < EFLAGS_INDEX; number++) if (!hasGeneral(live, number)) registers[number] = 0n
    if (!hasFlags(live)) registers[EFLAGS_INDEX] = (registers[EFLAGS_INDEX] ?? 0n) & ~ARITHMETIC_FLAG_BITS
    if (xmm) for (let word = 0; word < xmm.length; word++) if (!hasXmm(live, word >> 1)) xmm[word] = 0n
    return state
  }

  /**
   * `instruction` has led to `to`, which it does not say itself. Throws `UsesLearned` when registers were taken for dead because it was
   * not expected.
   */
  noteJump(instruction: Instruction, to: number): void {
    const liveness = this.#liveness
    if (!this.#uses || (liveness && this.#known(liveness).expects(instruction, to))) return
    this.#uses.noteJump(instruction.address, to)
    if (liveness) throw new UsesLearned(`a jump to 0x${to.toString(16)}`)
  }

  /** The outcome asks for a register where the core has come to its last step. Throws `UsesLearned` when it was taken for dead there. */
  ask(step: VisibleStep, name: SavedRegister): void {
    if (isLast(step)) this.#uses?.noteAsked(step, name)
    if (!this.#liveness) return
    if (!isLast(step)) throw new Error('registers are not all kept here')
    const isKept = name === 'rsp' || (this.#known(this.#liveness).atLast(step) & setOf(name)) !== 0
    if (!isKept) throw new UsesLearned(`${name} is asked for at a ${step.kind}`)
  }

  #known(liveness: Liveness): LiveRegisters {
    return (this.#live ??= liveness.registers((address) => this.#instructions.at(address)))
  }
}

function isLast({ kind }: VisibleStep): boolean {
  return kind === 'end' || kind === 'trap'
}
