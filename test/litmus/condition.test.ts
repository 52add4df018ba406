import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conjunction, disjunction, holds } from '../../src/litmus/condition.ts'
import type { Address, AtomValue, Location, Proposition } from '../../src/litmus/proposition.ts'
import { parseFinalSection } from '../../src/litmus/parse-condition.ts'
import { parseLitmus } from '../../src/litmus/parse.ts'
import type { LitmusTest } from '../../src/litmus/litmus-test.ts'
import { printCondition } from '../../src/litmus/print-condition.ts'
import { REGISTERS64 } from '../../src/litmus/registers.ts'
import { SourceText } from '../../src/litmus/source-text.ts'
import { TokenCursor } from '../../src/litmus/tokens.ts'
import { stateReader } from './state-reader.ts'

function parse(condition: string, init = ''): LitmusTest {
  return parseLitmus('t', `X86_64 t\n{ ${init} }\n P0 | P1 ;\n nop | nop ;\n${condition}\n`)
}

describe('quantifiers', () => {
  it.each([
    ['exists (x=1)', 'exists ([x]=1)'],
    ['~exists x=1', '~exists ([x]=1)'],
    ['~ exists (x=1)', '~exists ([x]=1)'],
    ['not exists [x]=1', '~exists ([x]=1)'],
    ['forall\nx=1', 'forall ([x]=1)'],
    ['forall 0:RAX = 0', 'forall (0:rax=0)'],
    ['final x=1', 'exists ([x]=1)'],
    ['(x=1)', 'exists ([x]=1)'],
    ['observed x=1; 0:rax=2; and x=2; 0:rax=1;', 'exists ([x]=1 /\\ 0:rax=2 \\/ [x]=2 /\\ 0:rax=1)'],
    ['', 'forall (true)'],
    ['locations [x; 0:rax;]', 'forall (true)'],
    ['locations [x]\nfilter y=1\nexists (x=1);', 'exists ([x]=1)'],
    ['filter (y=1 /\\ z=0)', 'forall (true)'],
  ])('%j', (text, printed) => {
    expect(printCondition(parse(text))).toBe(printed)
  })
})

describe('propositions', () => {
  it.each([
    ['x==1', '[x]=1'],
    ['x!=1', 'not ([x]=1)'],
    ['[x]<>1', 'not ([x]=1)'],
    ['P1:rax=0x10', '1:rax=16'],
    ['0:%rax=-1', '0:rax=-1'],
    ['1:eax=1', '1:rax=1'],
    ['t[1]=2', 't[1]=2'],
    ['t={1,-2}', 't={1,-2}'],
    ['0:rax=x', '0:rax=x'],
    ['0:rax=&t[1]', '0:rax=t[1]'],
    ['0:rax=1:rbx', '0:rax=1:rbx'],
    ['[x]=[y]', '[x]=[y]'],
    ['true', 'true'],
    ['~false', 'not (false)'],
    ['not (x=1 \\/ y=1)', 'not ([x]=1 \\/ [y]=1)'],
    ['x=1/\\y=1\\/z=1', '[x]=1 /\\ [y]=1 \\/ [z]=1'],
    ['x=1 /\\ (y=1 \\/ z=1)', '[x]=1 /\\ ([y]=1 \\/ [z]=1)'],
    ['(x=1 /\\ (y=1 /\\ z=1))', '[x]=1 /\\ [y]=1 /\\ [z]=1'],
    ['~x=1 /\\ y=1', 'not ([x]=1) /\\ [y]=1'],
    ['x=1 => y=1 => z=1', '[x]=1 => [y]=1 => [z]=1'],
    ['(x=1 => y=1) => z=1', '([x]=1 => [y]=1) => [z]=1'],
    // herd: => binds tighter than the other two
    ['x=1 /\\ y=1 => z=1', '[x]=1 /\\ ([y]=1 => [z]=1)'],
    ['(x=1 /\\ y=1) => z=1', '([x]=1 /\\ [y]=1) => [z]=1'],
  ])('%s', (text, printed) => {
    expect(printCondition(parse(`exists (${text})`, 'int t[2]'))).toBe(`exists (${printed})`)
  })

  it('print and parse as themselves', () => {
    fc.assert(fc.property(fc.constantFrom('exists', '~exists', 'forall'), proposition(), (quantifier, condition) => {
      const text = printCondition({ arch: 'X86_64', quantifier, condition })
      const parsed = parseFinalSection(new TokenCursor(new SourceText('t', text), 0, text.length))
      expect(parsed).toEqual({ locations: [], filter: undefined, quantifier, condition })
    }))
  })
})

describe('a final state', () => {
  const placed = ['t', 'x', 'y', 'u', 'q']
  const read = stateReader({
    '0:rax': 0xffff_ffffn, '0:rbx': 0xffff_ffff_ffff_ffffn, '0:rcx': 0x10040n, '1:rax': 3n,
    x: 1n, y: 1n, t: [1n, 0xffff_fffen], u: 255n, q: 0x10008n,
  }, placed)
  const init = 'int t[2]; int x; int y; uint8_t u; uint64_t q; uint64_t 0:rbx'

  it.each([
    ['x=1', true],
    ['x=2', false],
    ['x!=2', true],
    ['x=1 /\\ y=2', false],
    ['x=1 \\/ y=2', true],
    ['~(x=1 /\\ y=2)', true],
    ['x=2 => y=2', true],
    ['x=1 => y=2', false],
    ['true', true],
    ['false', false],
    // an undeclared register is an int: 0xffffffff is -1, with and without the sign
    ['0:rax=-1', true],
    ['0:rax=4294967295', true],
    ['0:rbx=-1', true],
    ['0:rbx=4294967295', false],
    ['u=255', true],
    ['u=-1', true],
    ['t[1]=-2', true],
    ['t={1,-2}', true],
    ['t={1,2}', false],
    ['x=t', false],
    ['[x]=[y]', true],
    ['0:rax=1:rax', false],
    ['0:rcx=x', true],
    ['0:rcx=y', false],
    ['q=&t[1]', true],
    ['q=t', false],
  ])('satisfies %s: %s', (text, expected) => {
    const test = parse(`exists (${text})`, init)
    expect(holds(test, test.condition, read)).toBe(expected)
  })
})

const variableName = fc.constantFrom('x', 'y', 'z', '_u1', 'P1_r0')

function location(): fc.Arbitrary<Location> {
  return fc.oneof(
    fc.record({ kind: fc.constant('register' as const), core: fc.nat(3), name: fc.constantFrom(...REGISTERS64) }),
    fc.record({ kind: fc.constant('variable' as const), name: variableName }),
    fc.record({ kind: fc.constant('element' as const), name: fc.constant('t'), index: fc.nat(9) }),
  )
}

function atom(): fc.Arbitrary<Proposition> {
  const value = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n })
  const number: fc.Arbitrary<AtomValue> = fc.record({ kind: fc.constant('number' as const), value })
  const address: fc.Arbitrary<Address> = fc.record({
    kind: fc.constant('address' as const), name: variableName, index: fc.nat(3),
  })
  const other: fc.Arbitrary<AtomValue> = location()
    .filter(({ kind }) => kind !== 'element') // t[1] on the right is an address
    .map((it) => ({ kind: 'location', location: it }))
  const vector: fc.Arbitrary<AtomValue> = fc.array(value, { minLength: 1, maxLength: 3 })
    .map((values) => ({ kind: 'vector', values }))
  const plain = fc.record({
    kind: fc.constant('atom' as const), location: location(), value: fc.oneof(number, address, other),
  })
  const whole = fc.record({
    kind: fc.constant('atom' as const),
    location: fc.record({ kind: fc.constant('variable' as const), name: variableName }),
    value: vector,
  })
  return fc.oneof(plain, whole)
}

function proposition(): fc.Arbitrary<Proposition> {
  return fc.letrec<{ tree: Proposition }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      atom(),
      fc.array(tie('tree'), { maxLength: 3 }).map(conjunction),
      fc.array(tie('tree'), { maxLength: 3 }).map(disjunction),
      fc.record({ kind: fc.constant('not' as const), operand: tie('tree') }),
      fc.record({ kind: fc.constant('implies' as const), premise: tie('tree'), conclusion: tie('tree') }),
    ),
  })).tree
}
