import type { Address, Location } from './proposition.ts'
import { isObservable, registerNamed } from './registers.ts'
import type { TokenCursor } from './tokens.ts'

/** Whether a register (`0:` or `P0:`) starts here. */
export function atRegister(cursor: TokenCursor): boolean {
  const token = cursor.peek()
  const next = cursor.peek(1)
  return next.text === ':' && (/^\d+$/.test(token.text) || /^P\d+$/.test(token.text))
}

/** `0:rax`, `P0:rax`, `0:%rax`, `0:EAX`: the core and the register's 64-bit name. */
export function parseRegister(cursor: TokenCursor): Extract<Location, { kind: 'register' }> {
  const core = Number(cursor.take().text.replace('P', ''))
  cursor.expect(':')
  cursor.accept('%')
  const register = registerNamed(cursor.peek().text)
  if (register === undefined || !isObservable(register)) {
    throw cursor.unexpected('a general register by its 64- or 32-bit name, such as rax or r8')
  }
  cursor.take()
  return { kind: 'register', core, name: register.whole }
}

/** `[x]`, `x` or `t[1]`, in which the index is a part of the location and not a length. */
export function parseMemoryLocation(cursor: TokenCursor): Location {
  if (cursor.accept('[') !== undefined) {
    const { text: name } = cursor.expectName('a variable')
    cursor.expect(']')
    return { kind: 'variable', name }
  }
  const { text: name } = cursor.expectName('a register such as 0:rax, or a variable such as x, [x] or t[1]')
  return cursor.at('[') ? { kind: 'element', name, index: parseIndex(cursor) } : { kind: 'variable', name }
}

/** Any location of a condition or of `locations`. */
export function parseLocation(cursor: TokenCursor): Location {
  return atRegister(cursor) ? parseRegister(cursor) : parseMemoryLocation(cursor)
}

/** `[n]`. */
export function parseIndex(cursor: TokenCursor): number {
  cursor.expect('[')
  const at = cursor.peek().offset
  const index = cursor.expectNumber('an array index or length')
  if (index < 0n || index > 0xffffn) {
    throw cursor.source.unexpected(at, `${index}`, 'an array index or length from 0 to 65535')
  }
  cursor.expect(']')
  return Number(index)
}

/** `x`, `&x`, `t[1]` or `&t[1]` where a value is expected: an address. */
export function parseAddress(cursor: TokenCursor): Address {
  cursor.accept('&')
  const { text: name } = cursor.expectName('a variable')
  return { kind: 'address', name, index: cursor.at('[') ? parseIndex(cursor) : 0 }
}
