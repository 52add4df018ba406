import type { Instruction } from '../instruction.ts'
import type { InstructionObserver } from '../observed-instruction.ts'
import type { RegisterFile } from './register-file.ts'
import type { RegisterValues } from './register-values.ts'
import type { RunningInstruction } from './running-instruction.ts'

/** Tells whoever watches a core of each instruction that it completes. */
export class Observation {
  readonly #registers: RegisterFile
  readonly #running: RunningInstruction
  #observer: InstructionObserver | undefined
  /** Registers before the instruction that is running, while there is an observer. */
  #before: RegisterValues | undefined

  constructor(registers: RegisterFile, running: RunningInstruction) {
    this.#registers = registers
    this.#running = running
  }

  /** From now on `observer` is told, or nobody. */
  by(observer: InstructionObserver | undefined): void {
    this.#observer = observer
    this.#before = observer && this.#readRegisters()
  }

  /** The instruction is done: not one that was tried and turned out to be the next visible one, or to fault. */
  completed(instruction: Instruction, nextPc: number): void {
    if (!this.#observer || !this.#before) return
    const before = this.#before
    const after = this.#readRegisters()
    this.#before = after
    this.#observer({
      instruction,
      before: before.registers, after: after.registers, xmmBefore: before.xmm, xmmAfter: after.xmm,
      loads: this.#running.loadsSeen(), stores: this.#running.storesSeen(),
      nextPc,
    })
  }

  #readRegisters(): RegisterValues {
    this.#registers.read()
    return this.#registers.copy()
  }
}
