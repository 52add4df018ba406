import { conjunction, disjunction } from './condition.ts'
import type { AtomValue, Location, Proposition, Quantifier } from './proposition.ts'
import { atRegister, parseAddress, parseLocation, parseRegister } from './parse-location.ts'
import type { TokenCursor } from './tokens.ts'

/** What follows the code of a test. */
export interface FinalSection {
  readonly locations: readonly Location[]
  readonly filter: Proposition | undefined
  readonly quantifier: Quantifier
  readonly condition: Proposition
}

const TRUE: Proposition = { kind: 'and', operands: [] }
const FALSE: Proposition = { kind: 'or', operands: [] }

/** Parses `locations [ … ]`, `filter …` and the condition, each optional, in this order, up to the cursor's end. */
export function parseFinalSection(cursor: TokenCursor): FinalSection {
  const locations = cursor.accept('locations') === undefined ? [] : parseLocations(cursor)
  const filter = cursor.accept('filter') === undefined ? undefined : parseProposition(cursor)
  const section = { locations, filter, ...parseQuantified(cursor) }
  cursor.accept(';')
  cursor.expectEnd(`the end of the condition, or one of ${CONNECTIVES}`)
  return section
}

const CONNECTIVES = '`/\\`, `\\/`, `=>`'

/** A type after a location (`[x uint64_t;]`) only tells litmus7 how to declare its own variables: it is skipped. */
function parseLocations(cursor: TokenCursor): readonly Location[] {
  const locations: Location[] = []
  cursor.expect('[')
  while (cursor.accept(']') === undefined) {
    locations.push(parseLocation(cursor))
    if (cursor.peek().kind === 'name') cursor.take()
    cursor.accept('*')
    if (!cursor.at(']')) cursor.expect(';', '`;` or `]`')
  }
  cursor.accept(';')
  return locations
}

function parseQuantified(cursor: TokenCursor): { quantifier: Quantifier; condition: Proposition } {
  if (cursor.peek().kind === 'end') return { quantifier: 'forall', condition: TRUE }
  if (cursor.at('(')) return { quantifier: 'exists', condition: parseProposition(cursor) }
  if (cursor.accept('~', 'not') !== undefined) {
    cursor.expect('exists')
    return { quantifier: '~exists', condition: parseProposition(cursor) }
  }
  if (cursor.accept('forall') !== undefined) return { quantifier: 'forall', condition: parseProposition(cursor) }
  if (cursor.accept('exists', 'final') !== undefined) {
    return { quantifier: 'exists', condition: parseProposition(cursor) }
  }
  if (cursor.accept('observed', 'Observed') !== undefined) {
    return { quantifier: 'exists', condition: parseObserved(cursor) }
  }
  throw cursor.unexpected('locations, filter, exists, ~exists, forall, final or observed')
}

/** `observed [x]=1; 0:rax=2; and [x]=2; 0:rax=1;`: a list of states. */
function parseObserved(cursor: TokenCursor): Proposition {
  const states: Proposition[] = []
  do {
    const atoms: Proposition[] = []
    while (cursor.peek().kind !== 'end' && !cursor.at('and')) {
      atoms.push(parseAtom(cursor))
      cursor.expect(';', '`;` after each location of an observed state')
    }
    states.push(conjunction(atoms))
  } while (cursor.accept('and') !== undefined)
  return disjunction(states)
}

/** From loosest to tightest: `\/`, `/\`, `=>` (to the right), `~`. So it is in herd: `=>` binds tighter than `/\`. */
export function parseProposition(cursor: TokenCursor): Proposition {
  const operands = [parseConjunction(cursor)]
  while (cursor.accept('\\/') !== undefined) operands.push(parseConjunction(cursor))
  return disjunction(operands)
}

function parseConjunction(cursor: TokenCursor): Proposition {
  const operands = [parseImplication(cursor)]
  while (cursor.accept('/\\') !== undefined) operands.push(parseImplication(cursor))
  return conjunction(operands)
}

function parseImplication(cursor: TokenCursor): Proposition {
  const premise = parseUnary(cursor)
  if (cursor.accept('=>') === undefined) return premise
  return { kind: 'implies', premise, conclusion: parseImplication(cursor) }
}

function parseUnary(cursor: TokenCursor): Proposition {
  if (cursor.accept('~', 'not') !== undefined) return { kind: 'not', operand: parseUnary(cursor) }
  if (cursor.accept('true') !== undefined) return TRUE
  if (cursor.accept('false') !== undefined) return FALSE
  if (cursor.accept('(') === undefined) return parseAtom(cursor)
  const inner = parseProposition(cursor)
  cursor.expect(')', `\`)\` or one of ${CONNECTIVES}`)
  return inner
}

function parseAtom(cursor: TokenCursor): Proposition {
  const location = parseLocation(cursor)
  const operator = cursor.accept('=', '==', '!=', '<>')
  if (operator === undefined) throw cursor.unexpected('`=`, `==`, `!=` or `<>`')
  const atom: Proposition = { kind: 'atom', location, value: parseAtomValue(cursor, location) }
  return operator.text.startsWith('=') ? atom : { kind: 'not', operand: atom }
}

/** As in herd, a variable's plain name on the right is its address, and `[x]` its value. */
function parseAtomValue(cursor: TokenCursor, left: Location): AtomValue {
  if (atRegister(cursor)) return { kind: 'location', location: parseRegister(cursor) }
  if (cursor.at('[')) return { kind: 'location', location: parseLocation(cursor) }
  if (cursor.at('&') || cursor.peek().kind === 'name') return parseAddress(cursor)
  if (cursor.at('{') && left.kind === 'variable') return { kind: 'vector', values: parseVector(cursor) }
  const expected = 'a number, an address such as x, or a location such as [x] or 0:rax'
  return { kind: 'number', value: cursor.expectNumber(expected) }
}

function parseVector(cursor: TokenCursor): readonly bigint[] {
  cursor.expect('{')
  const values = [cursor.expectNumber('a number')]
  while (cursor.accept(',') !== undefined) values.push(cursor.expectNumber('a number'))
  cursor.expect('}', '`,` or `}`')
  return values
}
