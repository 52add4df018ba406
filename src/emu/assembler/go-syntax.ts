import { isGoFloat } from './go-data.ts'
import { goForm, goJump, goMnemonics } from './go-mnemonics.ts'
import {
  immediate, memory, register, target, type Instruction, type MemoryOperand, type Operand, type Prefix,
} from './instruction.ts'
import { nearNames } from './near-names.ts'
import { looksNumeric, parseNumber } from './numbers.ts'
import { Refusal } from './refusal.ts'
import { isGeneral, registerFromGo, registerSize } from './registers.ts'
import { endOfQuote, splitOperands } from './split-text.ts'

const prefixes: ReadonlyMap<string, Prefix> = new Map([['LOCK', 'lock'], ['REP', 'rep'], ['REPN', 'repne']])

/** Go's prefix instructions, which stand on a line of their own or before the instruction. */
export function goPrefix(word: string): Prefix | undefined {
  return prefixes.get(word)
}

/**
 * Reads one instruction as the Go compiler's `-S` prints it. Named stack slots lose their names, `runtime.key+80(SP)`
 * being 80(SP); `runtime.x+56(FP)` counts from SP as well, for the compiler prints it after it has added the frame; a
 * shift count CX means CL. Throws a `Refusal`.
 */
export function parseGo(text: string, prefix?: Prefix): Instruction {
  const match = /^(\S+)\s*(.*)$/s.exec(text)
  const name = match?.[1] ?? ''
  const rest = match?.[2] ?? ''
  const found = goPrefix(name)
  if (found !== undefined && rest !== '') {
    if (prefix !== undefined) throw new Refusal(`two prefixes, ${prefix} and ${found}; write one`)
    return parseGo(rest, found)
  }
  const texts = goOperands(rest)
  if (texts.includes('')) throw new Refusal('an operand is missing beside a comma')
  const branch = parseBranch(name, texts)
  if (branch !== undefined) return { prefix, ...branch }
  const isMove = name === 'MOVQ' || name === 'MOVL'
  if (isMove && texts.some((t) => /^X\d+$/.test(t))) return { prefix, ...parseVectorMove(name, texts) }
  return { prefix, ...parsePlain(name, texts) }
}

/**
 * The name of a Go symbol with the middle dot and the division slash of hand-written assembly as the linker has them.
 * The compiler's own `f·f`, the value of the function f, keeps its dot.
 */
export function goSymbol(name: string): string {
  const plain = name.replace(/<\w*>$/, '')
  const tail = plain.endsWith('·f') ? '·f' : ''
  return plain.slice(0, plain.length - tail.length).replaceAll('·', '.').replaceAll('∕', '/') + tail
}

/** On Linux the current g lies eight bytes below the thread's base, which FS holds. */
const threadLocalG = -8n

/** The operands; `go:itab.T,I(SB)` has a comma in its name. */
function goOperands(text: string): string[] {
  const operands: string[] = []
  for (const piece of splitOperands(text)) {
    const last = operands.at(-1)
    const isCut = last?.startsWith('go:itab.') === true && !last.endsWith('(SB)')
    if (isCut) operands[operands.length - 1] = `${last},${piece}`
    else operands.push(piece)
  }
  return operands
}

/**
 * DUFFZERO and DUFFCOPY as the instructions that Go's assembler makes of them: a frame for the call, so that a
 * traceback through it works (cmd/internal/obj/x86/obj6.go). Undefined for any other text. Throws a `Refusal`.
 */
export function expandDuff(text: string): string[] | undefined {
  const match = /^(DUFFZERO|DUFFCOPY)\b\s*(.*)$/.exec(text)
  if (match === null) return undefined
  const name = `runtime.${(match[1] ?? '').toLowerCase()}`
  const offset = /^\$(\d+)$/.exec(match[2] ?? '')?.[1]
  if (offset === undefined) throw new Refusal(`${match[1]} takes a constant, $287: the byte of ${name} to start at`)
  return ['MOVQ BP, -16(SP)', 'LEAQ -16(SP), BP', `CALL ${name}+${offset}(SB)`, 'MOVQ (BP), BP']
}

type Body = Omit<Instruction, 'prefix'>

function parsePlain(name: string, texts: readonly string[]): Body {
  const form = goForm(name)
  if (form === undefined) {
    const near = nearNames(name, goMnemonics())
    throw new Refusal(
      `Go's assembler has no `
        + `${name}${near.length > 0 ? `; near it are ${near.join(', ')}` : '; expected MOVQ, ADDL, JEQ, …'}`,
    )
  }
  const ordered = form.keepsOrder ? texts : [...texts].reverse()
  const isDouble = ordered.length === 3 && (form.mnemonic === 'shl' || form.mnemonic === 'shr')
  const sizes = isDouble ? [form.sizes[0] ?? 0, form.sizes[0] ?? 0, 1] : form.sizes
  const mnemonic = isDouble ? `${form.mnemonic}d` : form.mnemonic === 'imul3' ? 'imul' : form.mnemonic
  const operands = ordered.map((text, i) => parseOperand(text, sizes[i] ?? sizes[0] ?? 8, name))
  const [destination, source] = operands
  if (mnemonic === 'xchg' && operands.every((o) => o.kind === 'register' && o.name === 'eax')) {
    return { mnemonic: 'nop', operands: [] }
  }
  const isConstant = source?.kind === 'immediate' && source.symbol === undefined
  if (name === 'MOVQ' && destination?.kind === 'register' && isConstant) {
    return { mnemonic, operands: [shortestMove(destination.name, source.value), source] }
  }
  return { mnemonic, operands }
}

/**
 * Go's assembler turns a MOVQ of a constant that fits in 32 unsigned bits only into a MOVL, which clears the upper
 * half.
 */
function shortestMove(name: string, value: bigint): Operand {
  const fitsUnsignedOnly = value >= 1n << 31n && value < 1n << 32n
  const half = /^r\d+$/.test(name) ? `${name}d` : `e${name.slice(1)}`
  return register(fitsUnsignedOnly ? half : name)
}

function parseVectorMove(name: string, texts: readonly string[]): Body {
  const size = name === 'MOVQ' ? 8 : 4
  const operands = [...texts].reverse().map((text) => parseOperand(text, size, name))
  return { mnemonic: size === 8 ? 'movq' : 'movd', operands }
}

function parseBranch(name: string, texts: readonly string[]): Body | undefined {
  const mnemonic = name === 'JMP' || name === 'CALL' ? name.toLowerCase() : goJump(name)
  if (mnemonic === undefined) return undefined
  const [text, ...more] = texts
  if (text === undefined || more.length > 0) {
    throw new Refusal(`${name} takes one operand: a label, name(SB), a register or memory`)
  }
  return { mnemonic, operands: [parseDestination(text.replace(/^\*/, ''), name)] }
}

function parseDestination(text: string, name: string): Operand {
  const symbol = /^(.*)\(SB\)$/s.exec(text)
  if (symbol !== null) {
    const { name: label, offset } = symbolAndOffset(symbol[1] ?? '')
    return target(label, offset)
  }
  if (registerFromGo(text, 8) !== undefined || text.includes('(')) return parseOperand(text, 8, name)
  if (/^0x/i.test(text)) return target(undefined, parseNumber(text))
  if (!/^[\p{L}\p{N}_.·]+$/u.test(text)) {
    throw new Refusal(`"${text}" is no place to go to; expected a label or name(SB)`)
  }
  return target(text)
}

function parseOperand(text: string, size: number, name: string): Operand {
  if (isGoFloat(text.replace(/\(SB\)$/, ''))) return parseMemory(text, size === 16 ? undefined : size)
  if (text.startsWith('$')) return parseConstant(text.slice(1))
  const plain = registerFromGo(text, size)
  if (plain !== undefined) {
    if (isGeneral(plain) && registerSize(plain) !== size && size !== 16) {
      throw new Refusal(
        `${text} has 1 byte, ${name} works on ${size}; write `
          + `${text.replace(/[LHB]$/, '')}${/^[A-D]/.test(text) ? 'X' : ''}`,
      )
    }
    return register(plain)
  }
  return parseMemory(text, size === 16 ? undefined : size)
}

function parseConstant(text: string): Operand {
  const symbol = /^(.*)\(SB\)$/s.exec(text)
  if (symbol === null) return immediate(parseNumber(text))
  const { name, offset } = symbolAndOffset(symbol[1] ?? '')
  return immediate(offset, name)
}

function parseMemory(text: string, size: number | undefined): MemoryOperand {
  const indexed = /^(.*)\((\w+)\*(\d+)\)$/s.exec(text)
  const index = indexed === null ? undefined : addressRegister(indexed[2] ?? '')
  const scale = indexed === null ? 1 : Number(indexed[3])
  const rest = indexed === null ? text : indexed[1] ?? ''
  const based = /^(.*)\((\w+)\)$/s.exec(rest)
  if (based === null) {
    if (index === undefined) {
      throw new Refusal(`"${text}" is no operand; expected $5, CX, 8(BX), (R10)(R12*4) or name(SB)`)
    }
    return memory({ size, index, scale, displacement: displacementOf(rest, text) })
  }
  const head = (based[1] ?? '').trim()
  const base = based[2] ?? ''
  if (base === 'SB') return inStaticBase(head, { size, index, scale })
  if (base === 'TLS' && head === '') return memory({ size, segment: 'fs', displacement: threadLocalG })
  const register = base === 'FP' ? 'rsp' : addressRegister(base)
  if (head === '' || looksNumeric(head)) {
    return memory({ size, base: register, index, scale, displacement: displacementOf(head, text) })
  }
  if (register !== 'rsp') throw new Refusal(`"${text}" has a name before ${base}; only SP and SB take one`)
  return memory({ size, base: register, index, scale, displacement: symbolAndOffset(head).offset })
}

function inStaticBase(
  head: string, parts: { size: number | undefined; index: string | undefined; scale: number },
): MemoryOperand {
  if (/^0x[0-9a-f]+$/i.test(head)) return memory({ ...parts, displacement: parseNumber(head) })
  const { name, offset } = symbolAndOffset(head)
  return memory({ ...parts, symbol: name, displacement: offset })
}

function displacementOf(head: string, text: string): bigint {
  if (head === '') return 0n
  if (!looksNumeric(head)) {
    throw new Refusal(`"${text}" is no operand; expected a number, a register or a name with (SB) or (SP)`)
  }
  return parseNumber(head)
}

function addressRegister(name: string): string {
  const found = /^(?:[A-D]X|[SB]P|[SD]I|R\d+|g)$/.test(name) ? registerFromGo(name, 8) : undefined
  if (found === undefined) throw new Refusal(`"${name}" cannot be part of an address; expected AX, BX, SP, R8, …`)
  return found
}

/** `name+8` in its parts; the text of a Go string constant may hold plus and minus signs itself. */
function symbolAndOffset(text: string): { name: string; offset: bigint } {
  const quote = text.indexOf('"')
  const end = quote < 0 ? 0 : endOfQuote(text, quote) + 1
  const match = /([-+](?:0x[0-9a-f]+|\d+))$/i.exec(text.slice(end))
  const name = match === null ? text : text.slice(0, text.length - (match[1] ?? '').length)
  if (name === '') throw new Refusal('a name is missing before (SB)')
  return { name: quote < 0 ? goSymbol(name) : name, offset: match === null ? 0n : parseNumber(match[1] ?? '') }
}
