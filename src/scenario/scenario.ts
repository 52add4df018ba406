import type { MemoryModel } from '../cpu-model/model.ts'
import { imageHash } from '../emu/image.ts'
import { SAVED_REGISTERS } from '../emu/registers.ts'
import { loadDisassembler, type Disassembler } from '../emu/disassembler/disassemble.ts'
import type { Syntax } from '../emu/listing.ts'
import { loadUnicornMeanwhile } from '../emu/unicorn.ts'
import type { Outcome } from '../explore/outcome.ts'
import type { LabelTable } from '../go/labels.ts'
import { Automata } from '../machine/automata.ts'
import type { End } from '../machine/end.ts'
import { DEFAULT_MACHINE_OPTIONS, type MachineOptions, type Program } from '../machine/program.ts'
import type { Names, WitnessHeader } from '../machine/witness.ts'
import { sharedRanges } from '../machine/witness.ts'

/** Image, initial state, what each core calls, and the question that is asked of a finished run, whose answer is an `O`. */
export interface Scenario<O = Outcome> {
  /** `go/two-inserts-one-bucket`. */
  readonly name: string
  /** One sentence for `fencepost scenarios`. */
  readonly summary: string
  /** The arguments that ask for it on the command line, quoted for a shell, where that is not its name. */
  readonly words?: string
  /** A trap ends the run, or only its core. */
  readonly onTrap: 'stop-run' | 'stop-core'
  /** Assembles and lays out; called once a process. */
  build(): Promise<BuiltScenario<O>>
}

/** A scenario with its code assembled and its memory laid out. */
export interface BuiltScenario<O = Outcome> {
  readonly program: Program
  readonly labels: LabelTable
  readonly outcome: (end: End) => O
}

/** A built scenario with its automata, ready to run under any model. */
export class LoadedScenario {
  readonly scenario: Scenario
  readonly program: Program
  readonly labels: LabelTable
  readonly outcome: (end: End) => Outcome
  readonly automata: Automata
  readonly options: MachineOptions
  readonly #disassembler: Disassembler
  readonly #hash: string

  constructor(scenario: Scenario, built: BuiltScenario, disassembler: Disassembler, options: MachineOptions) {
    this.scenario = scenario
    this.program = built.program
    this.labels = built.labels
    this.outcome = built.outcome
    this.options = options
    this.#disassembler = disassembler
    this.automata = new Automata(built.program, options, (bytes, address) => disassembler.decode(bytes, address))
    this.#hash = imageHash(built.program.image, initialWords(built.program))
  }

  get onTrap(): 'stop-run' | 'stop-core' {
    return this.scenario.onTrap
  }

  /** 8 hexadecimal digits over code, data and initial registers. */
  get hash(): string {
    return this.#hash
  }

  /** Names for addresses; code in the listing's own words, or disassembled in `syntax`. */
  names(syntax?: Syntax): Names {
    return {
      nameOf: (address, size) => this.labels.nameOf(address, size),
      textAt: (pc) => this.#textAt(pc, syntax),
    }
  }

  /** The same with another program, on engines of its own: for a search beside a run, or another initial state. */
  withProgram(program: Program): LoadedScenario {
    const { labels, outcome } = this
    return new LoadedScenario(this.scenario, { program, labels, outcome }, this.#disassembler, this.options)
  }

  /** The first lines of a witness of this scenario. */
  witnessHeader(model: MemoryModel): WitnessHeader {
    const { words } = this.scenario
    return {
      scenario: this.scenario.name,
      model: model.name,
      image: this.#hash,
      bufferEntries: this.options.bufferEntries,
      ...(this.options.bufferCapacity === Infinity ? {} : { bufferCapacity: this.options.bufferCapacity }),
      ...(this.options.splitLines ? { splitLines: true as const } : {}),
      shared: sharedRanges(this.automata.sharedGranules),
      ...(words === undefined ? {} : { note: `fencepost replay ${words} WITNESS` }),
    }
  }

  /** Frees the engines. */
  close(): void {
    this.automata.close()
  }

  #textAt(pc: number, syntax?: Syntax): string {
    const statement = this.program.image.statementAt(BigInt(pc))
    if (statement && (syntax === undefined || statement.syntax === syntax)) return statement.text
    const segment = this.program.image.segments.find(
      (s) => s.kind === 'code' && BigInt(pc) >= s.address && BigInt(pc) < s.address + BigInt(s.bytes.length),
    )
    if (!segment) return this.labels.nameOf(pc)
    const decoded = this.#disassembler.decode(segment.bytes.subarray(pc - Number(segment.address)), BigInt(pc))
    return decoded
      ? this.#disassembler.format(decoded, syntax ?? 'intel', (address) => this.labels.nameOf(address))
      : '(no instruction)'
  }
}

/** Builds `scenario` for use. */
export async function loadScenario(scenario: Scenario, options: Partial<MachineOptions> = {}): Promise<LoadedScenario> {
  const [built, disassembler] = await Promise.all([scenario.build(), loadDisassembler(), loadUnicornMeanwhile()])
  return new LoadedScenario(scenario, built, disassembler, { ...DEFAULT_MACHINE_OPTIONS, ...options })
}

function* initialWords(program: Program): Iterable<bigint> {
  for (const core of program.cores) {
    yield core.entry
    yield core.stack.address
    yield BigInt(core.stack.size)
    for (const name of SAVED_REGISTERS) yield core.registers[name] ?? 0n
    for (const { address, bytes } of core.privateMemory) {
      yield address
      yield BigInt(bytes.length)
      for (const [offset, byte] of bytes.entries()) if (byte !== 0) yield BigInt(offset * 256 + byte)
    }
  }
}
