import type { Engine } from '../engine.ts'
import type { Instruction } from '../instruction.ts'
import { EFLAGS_INDEX, RAX_INDEX, RCX_INDEX, RDX_INDEX, RSP_INDEX, SAVED_REGISTERS } from '../registers.ts'
import type { RegisterBatch } from '../unicorn.ts'
import { returnSlot, type CoreSetup } from './core-setup.ts'
import type { RegisterValues } from './register-values.ts'

/** Bit 1 of EFLAGS is always set. */
const EFLAGS_RESERVED = 2n

/** The registers of the engine, of one core that runs on it. */
export class RegisterFile {
  readonly #general: RegisterBatch
  readonly #rip: RegisterBatch
  readonly #xmm: RegisterBatch
  #usesXmm = false

  constructor({ registers, rip, xmm }: Engine) {
    this.#general = registers
    this.#rip = rip
    this.#xmm = xmm
  }

  /** As they are before the run. */
  reset({ registers, stack }: CoreSetup): void {
    const { values } = this.#general
    SAVED_REGISTERS.forEach((name, index) => (values[index] = registers[name] ?? 0n))
    values[RSP_INDEX] = BigInt(returnSlot(stack))
    values[EFLAGS_INDEX] = (registers.eflags ?? 0n) | EFLAGS_RESERVED
    this.#general.write()
    this.#xmm.values.fill(0n)
    this.#xmm.write()
  }

  restore({ registers, xmm }: RegisterValues): void {
    this.#general.values.set(registers)
    this.#general.write()
    this.noteXmmOf({ xmm })
    if (!this.#usesXmm) return
    if (xmm) this.#xmm.values.set(xmm)
    else this.#xmm.values.fill(0n)
    this.#xmm.write()
  }

  /** `instruction` is about to run for the first time. */
  noteUseBy(instruction: Instruction): void {
    if (instruction.usesXmm) this.#usesXmm = true
  }

  /** Values may come from another such core, which knows of more. */
  noteXmmOf({ xmm }: Pick<RegisterValues, 'xmm'>): void {
    if (xmm) this.#usesXmm = true
  }

  /** Reads all but XMM registers. */
  read(): void {
    this.#general.read()
  }

  /** A copy of what was last read, which may be how they were before an instruction that has been broken off, and of XMM registers. */
  copy(): RegisterValues {
    const registers = this.#general.values.slice()
    if (!this.#usesXmm) return { registers, xmm: undefined }
    this.#xmm.read()
    return { registers, xmm: this.#xmm.values.slice() }
  }

  /** Are all but XMM registers these now? Makes no bigint of any. */
  equals(registers: BigUint64Array): boolean {
    this.#general.read()
    const { halves } = this.#general
    const others = new Int32Array(registers.buffer, registers.byteOffset, registers.length * 2)
    for (let i = 0; i < others.length; i++) if (halves[i] !== others[i]) return false
    return true
  }

  /** Where an instruction that jumps has led. */
  readPc(): number {
    this.#rip.read()
    return Number(this.#rip.values[0])
  }

  /** What RDTSC and RDTSCP read. */
  writeCounter(counter: number, { mnemonic }: Instruction): void {
    const { values } = this.#general
    this.#general.read()
    values[RAX_INDEX] = BigInt(counter >>> 0)
    values[RDX_INDEX] = BigInt(Math.floor(counter / 2 ** 32))
    if (mnemonic === 'rdtscp') values[RCX_INDEX] = 0n
    this.#general.write()
  }
}
