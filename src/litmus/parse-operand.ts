import type { MemoryOperand, Operand } from './instruction.ts'
import { registerNamed } from './registers.ts'
import type { TokenCursor } from './tokens.ts'

const SEGMENTS = ['cs', 'ds', 'es', 'fs', 'gs', 'ss']

/**
 * One operand of either grammar: `%eax` or `eax`, `$1` or `1` (herd's bare number is an immediate, not an address),
 * `$x`, `(x)`, `[x]`, `x`, `x+4`, `x(%rip)`, `(%rax)`, `4(%rax)`, `0(%rax,%rbx,8)`; after a jump, a label.
 */
export function parseOperand(cursor: TokenCursor, isJump: boolean): Operand {
  if (isJump) return { kind: 'label', name: cursor.expectName('a label').text }
  if (cursor.accept('$') !== undefined) return parseImmediate(cursor)
  if (cursor.at('%') || isRegister(cursor)) return parseRegisterOrSegment(cursor)
  return parseAddressed(cursor, undefined)
}

function parseImmediate(cursor: TokenCursor): Operand {
  if (cursor.peek().kind !== 'name') return { kind: 'immediate', value: cursor.expectNumber('a number or a variable') }
  return { kind: 'immediate-address', variable: cursor.take().text, displacement: parseDisplacement(cursor) }
}

function isRegister(cursor: TokenCursor): boolean {
  return cursor.peek().kind === 'name' && registerNamed(cursor.peek().text) !== undefined
}

function parseRegisterOrSegment(cursor: TokenCursor): Operand {
  const name = parseRegisterName(cursor)
  if (cursor.accept(':') === undefined) return { kind: 'register', name }
  if (SEGMENTS.includes(name)) return parseAddressed(cursor, name)
  throw cursor.unexpected('a segment register before `:`')
}

function parseRegisterName(cursor: TokenCursor): string {
  cursor.accept('%')
  const register = registerNamed(cursor.peek().text)
  if (register === undefined) throw cursor.unexpected('a register')
  cursor.take()
  return register.name
}

function parseAddressed(cursor: TokenCursor, segment: string | undefined): Operand {
  const { kind } = cursor.peek()
  const variable = kind === 'name' ? cursor.take().text : undefined
  const isNumber = kind === 'number'
  const beyond = variable === undefined ? 0n : parseDisplacement(cursor)
  const displacement = isNumber ? cursor.expectNumber('a number') : beyond
  const none = { base: undefined, index: undefined, scale: 1 } as const
  const plain: MemoryOperand = { kind: 'memory', variable, displacement, segment, ...none }
  if (cursor.at('(', '[')) return parseBracketed(cursor, plain)
  if (isNumber && segment === undefined) return { kind: 'immediate', value: displacement }
  if (variable !== undefined) return plain
  throw cursor.unexpected('an operand such as $1, %eax, (x), [x] or 4(%rax)')
}

/** `+4` or `-4`, or nothing. */
function parseDisplacement(cursor: TokenCursor): bigint {
  if (cursor.accept('+') !== undefined) return cursor.expectNumber('a number of bytes')
  return cursor.peek().text.startsWith('-') ? cursor.expectNumber('a number of bytes') : 0n
}

function parseBracketed(cursor: TokenCursor, outside: MemoryOperand): MemoryOperand {
  const closing = cursor.take().text === '(' ? ')' : ']'
  let operand = cursor.at(',') ? outside : withBase(cursor, outside)
  if (cursor.accept(',') !== undefined) {
    operand = { ...operand, index: parseRegisterName(cursor) }
    if (cursor.accept(',') !== undefined) operand = { ...operand, scale: parseScale(cursor) }
  }
  cursor.expect(closing)
  return operand
}

/** In the brackets stands a register, or (herd's form) the variable. `x(%rip)` is `x`, wherever the code lies. */
function withBase(cursor: TokenCursor, outside: MemoryOperand): MemoryOperand {
  if (cursor.at('%') || isRegister(cursor)) {
    const base = parseRegisterName(cursor)
    return outside.variable !== undefined && base === 'rip' ? outside : { ...outside, base }
  }
  if (outside.variable !== undefined) throw cursor.unexpected('a register')
  const variable = cursor.expectName('a register or a variable').text
  return { ...outside, variable, displacement: outside.displacement + parseDisplacement(cursor) }
}

function parseScale(cursor: TokenCursor): MemoryOperand['scale'] {
  const { offset } = cursor.peek()
  const value = cursor.expectNumber('a scale')
  const scale = ([1, 2, 4, 8] as const).find((candidate) => BigInt(candidate) === value)
  if (scale === undefined) throw cursor.source.unexpected(offset, `the scale ${value}`, '1, 2, 4 or 8')
  return scale
}
