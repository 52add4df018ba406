import { INT, POINTER, TYPE_NAMES, cType } from './c-type.ts'
import type { CType } from './c-type.ts'
import type { Location } from './proposition.ts'
import type { InitialRegister, InitialValue, Variable } from './litmus-test.ts'
import { atRegister, parseAddress, parseIndex, parseRegister } from './parse-location.ts'
import type { TokenCursor } from './tokens.ts'

/** The initial state: declared variables by name and registers, each in the order of the file. */
export interface InitialState {
  readonly variables: Map<string, Variable>
  readonly registers: InitialRegister[]
}

type Target = Extract<Location, { kind: 'register' | 'variable' }>

interface Item {
  readonly offset: number
  readonly type: CType | undefined
  readonly target: Target
  readonly length: number | undefined
  readonly values: readonly InitialValue[] | undefined
}

const ZERO: InitialValue = { kind: 'number', value: 0n }

/** Parses what stands between the braces. Throws `InputError` for anything that herd's grammar and ours do not have. */
export function parseInit(cursor: TokenCursor): InitialState {
  const items = new Map<string, Item>()
  while (cursor.peek().kind !== 'end') {
    if (cursor.accept(';') !== undefined) continue
    const item = parseItem(cursor)
    const key = item.target.kind === 'register' ? `${item.target.core}:${item.target.name}` : item.target.name
    const earlier = items.get(key)
    items.set(key, earlier === undefined ? item : merged(cursor, key, earlier, item))
    if (cursor.peek().kind !== 'end') cursor.expect(';', '`;` between two parts of the initial state')
  }
  return stateOf([...items.values()])
}

/** `uint64_t x; x=1` is one declaration; two types or two values for one location are a contradiction. */
function merged(cursor: TokenCursor, key: string, a: Item, b: Item): Item {
  const twice = a.type !== undefined && b.type !== undefined ? 'type' : a.values && b.values ? 'initial value' : ''
  if (twice !== '') throw cursor.source.unexpected(b.offset, `a second ${twice} for ${key}`, 'one at most: remove one')
  return { ...a, type: a.type ?? b.type, length: a.length ?? b.length, values: a.values ?? b.values }
}

function parseItem(cursor: TokenCursor): Item {
  const { offset } = cursor.peek()
  const type = parseType(cursor)
  const bracketed = cursor.accept('[') !== undefined
  const target = atRegister(cursor) ? parseRegister(cursor) : parseVariable(cursor)
  if (bracketed) cursor.expect(']')
  const length = !bracketed && target.kind === 'variable' && cursor.at('[') ? parseIndex(cursor) : undefined
  const values = cursor.accept('=') === undefined ? undefined : parseValues(cursor, length)
  return { offset, type, target, length, values }
}

function parseVariable(cursor: TokenCursor): Target {
  const expected = 'a declaration such as `x=1`, `uint64_t x`, `int64_t t[2]={1,-1}` or `0:rax=x`'
  return { kind: 'variable', name: cursor.expectName(expected).text }
}

/** The words before the location: those that are followed by another word, a `*`, a register or `[name]`. */
function parseType(cursor: TokenCursor): CType | undefined {
  const { offset } = cursor.peek()
  const words: string[] = []
  let pointer = false
  while (!atRegister(cursor) && (cursor.at('*') || (cursor.peek().kind === 'name' && isTypeWord(cursor)))) {
    const { text } = cursor.take()
    if (text === '*') pointer = true
    else words.push(text)
  }
  if (words.length === 0) return pointer ? POINTER : undefined
  const type = cType(words, pointer)
  if (type !== undefined) return type
  throw cursor.source.unexpected(offset, `the type \`${words.join(' ')}\``, TYPE_NAMES)
}

function isTypeWord(cursor: TokenCursor): boolean {
  const next = cursor.peek(1)
  if (next.text === '[') return cursor.peek(2).kind === 'name'
  return next.kind === 'name' || next.kind === 'number' || next.text === '*'
}

function parseValues(cursor: TokenCursor, length: number | undefined): readonly InitialValue[] {
  if (length === undefined) return [parseValue(cursor)]
  const { offset } = cursor.expect('{', '`{` and one value per element (elements are initialised together)')
  const values = [parseValue(cursor)]
  while (cursor.accept(',') !== undefined) values.push(parseValue(cursor))
  cursor.expect('}', '`,` or `}`')
  if (values.length === length) return values
  throw cursor.source.unexpected(offset, `${values.length} values`, `${length}, the length of the array`)
}

function parseValue(cursor: TokenCursor): InitialValue {
  if (cursor.peek().kind === 'name' || cursor.at('&')) return parseAddress(cursor)
  return { kind: 'number', value: cursor.expectNumber('a number, or a variable whose address is meant') }
}

function stateOf(items: readonly Item[]): InitialState {
  const state: InitialState = { variables: new Map(), registers: [] }
  for (const { type, target, length, values } of items) {
    if (target.kind === 'register') {
      state.registers.push({ core: target.core, name: target.name, type: type ?? INT, value: values?.[0] ?? ZERO })
    } else {
      const initial = values ?? Array.from({ length: length ?? 1 }, () => ZERO)
      const isPointer = initial.some((value) => value.kind === 'address')
      const variable = { name: target.name, type: type ?? (isPointer ? POINTER : INT), length, values: initial }
      state.variables.set(target.name, { ...variable, declared: true })
    }
  }
  return state
}
