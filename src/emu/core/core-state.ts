import type { Instruction } from '../instruction.ts'
import type { VisibleStep } from '../visible-step.ts'
import type { CoreSetup } from './core-setup.ts'
import type { LocalState } from './local-state.ts'
import type { PrivateMemory } from './private-memory.ts'
import type { RegisterFile } from './register-file.ts'

/** The state that a core is in while it runs: taken down as a local state, and put back. */
export class CoreState {
  /** Address of the next instruction. */
  pc = 0
  /** An SFENCE has run and no store since. */
  sfencePending = false
  /** What RDTSC reads next. */
  #counter = 0
  readonly #registers: RegisterFile
  readonly #memory: PrivateMemory

  constructor(registers: RegisterFile, memory: PrivateMemory) {
    this.#registers = registers
    this.#memory = memory
  }

  /** As it is before the run. */
  reset(setup: CoreSetup): void {
    this.#registers.reset(setup)
    this.#memory.reset(setup.stack)
    this.pc = Number(setup.entry)
    this.#counter = 0
    this.sfencePending = false
  }

  /** With the registers as last read, which is how they were before the instruction of `step`. */
  take(step: VisibleStep, supplied: readonly bigint[] = []): LocalState {
    const { registers, xmm } = this.#registers.copy()
    return {
      step,
      registers,
      xmm,
      stack: this.#memory.liveStack(registers),
      privateWords: this.#memory.changedWords(),
      supplied,
      sfencePending: this.sfencePending,
      counter: this.#counter,
    }
  }

  restore(state: LocalState): void {
    this.#registers.restore(state)
    this.#memory.restore(state)
    this.pc = state.step.pc
    this.#counter = state.counter
    this.sfencePending = state.sfencePending
  }

  /** `state` is one of another such core, which may have used more of registers and memory. */
  noteUsesOf(state: LocalState): void {
    this.#registers.noteXmmOf(state)
    this.#memory.noteWordsOf(state)
  }

  /** Is it `state`? Their PCs are known to be equal. */
  is(state: LocalState): boolean {
    // Nearly every round of a loop differs in a register, and comparing these takes no copy of anything.
    if (!this.#registers.equals(state.registers)) return false
    const now = this.take(state.step)
    return (
      now.sfencePending === state.sfencePending &&
      now.counter === state.counter &&
      (now.xmm === undefined || state.xmm === undefined || equalWords(now.xmm, state.xmm)) &&
      Buffer.compare(now.stack, state.stack) === 0 &&
      equalWords(now.privateWords, state.privateWords)
    )
  }

  /** RDTSC gives the core's own counter, so that runs repeat. */
  count(instruction: Instruction): void {
    this.#registers.writeCounter(this.#counter, instruction)
    this.#counter++
  }
}

function equalWords(a: ArrayLike<bigint>, b: ArrayLike<bigint>): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
