import { InputError } from '../input-error.ts'
import type { Syntax } from '../listing.ts'
import { parseAtt } from './att-syntax.ts'
import { canonical, stringInstruction } from './canonical.ts'
import type { DataDefinition } from './go-data.ts'
import { parseGo } from './go-syntax.ts'
import type { Instruction, Prefix } from './instruction.ts'
import { parseIntel } from './intel-syntax.ts'
import { Refusal } from './refusal.ts'
import { validate } from './validate.ts'

/** Where a statement stands. */
export interface Place {
  readonly file: string
  /** Counted from 1. */
  readonly line: number
}

/** A name for the position of the next instruction. */
export interface LabelItem extends Place {
  readonly kind: 'label'
  readonly name: string
}

/** One instruction, not yet encoded. */
export interface InstructionItem extends Place {
  readonly kind: 'instruction'
  readonly text: string
  readonly syntax: Syntax
  readonly goLine: string | undefined
  readonly instruction: Instruction
}

/** One function of a source: everything from its TEXT line or label to the next one's. */
export interface FunctionSource extends Place {
  readonly name: string
  /**
   * Go's functions start at a multiple of this; what lies between is INT3. 1 where code may run on into the next label.
   */
  readonly alignment: number
  readonly items: readonly (LabelItem | InstructionItem)[]
}

/** One source, parsed. */
export interface ParsedSource {
  readonly functions: readonly FunctionSource[]
  readonly data: readonly DataDefinition[]
}

/** Runs `work`, turning a `Refusal` into an `InputError` that says where and on what text. */
export function locate<T>(place: Place, text: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof Refusal) throw new InputError(`${place.file}:${place.line}: ${text}: ${error.message}`)
    throw error
  }
}

const parsers = { go: parseGo, intel: parseIntel, att: parseAtt }
const known = new Map<string, Instruction>()

/**
 * Reads one instruction into its canonical form. Throws a `Refusal` that says what is not understood or which rule of
 * the processor is broken. Results are kept for the process: listings and litmus tests repeat themselves.
 */
export function parseInstruction(syntax: Syntax, text: string, prefix: Prefix | undefined): Instruction {
  const key = `${syntax} ${prefix ?? ''} ${text}`
  const instruction = known.get(key) ?? accept(parsers[syntax](text, prefix))
  known.set(key, instruction)
  return instruction
}

function accept(instruction: Instruction): Instruction {
  if (stringInstruction(instruction) !== undefined && instruction.operands.length > 0) {
    throw new Refusal(`the operands of ${instruction.mnemonic} are always the same registers; write it without any`)
  }
  return validate(canonical(instruction))
}
