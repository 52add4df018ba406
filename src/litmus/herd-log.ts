import type { Quantifier } from './proposition.ts'
import { printCondition } from './print-condition.ts'
import type { LitmusResult } from './result.ts'

const KINDS: Readonly<Record<Quantifier, string>> = { exists: 'Allowed', '~exists': 'Forbidden', forall: 'Required' }

/**
 * A result in the log format of herd7, which herdtools' `mcompare7` reads, with the blank line that ends a test:
 *
 *     Test SB Allowed
 *     States 4
 *     0:rax=0; 1:rax=0;
 *     …
 *     Ok
 *     Witnesses
 *     Positive: 1 Negative: 3
 *     Condition exists (0:rax=0 /\ 1:rax=0)
 *     Observation SB Sometimes 1 3
 *     Time SB 0.01
 *
 * An incomplete search is marked as herd marks one that unrolled too few loops (`Loop Ok`), and says `Loop ??`,
 * mcompare's "don't know", where the missing states could decide. The `Hash` is the test's own, and left out when it
 * has none.
 */
export function herdLog(result: LitmusResult): string {
  const { test, states, positive, negative } = result
  const [witnesses, others] = test.quantifier === '~exists' ? [negative, positive] : [positive, negative]
  const hash = test.info.get('Hash')
  return [
    `Test ${test.name} ${KINDS[test.quantifier]}`,
    `States ${states.length}`,
    ...states.map(({ text }) => text),
    `${result.complete ? '' : 'Loop '}${result.validation}`,
    'Witnesses',
    `Positive: ${witnesses} Negative: ${others}`,
    `Condition ${printCondition(test)}`,
    `Observation ${test.name} ${result.observation} ${positive} ${negative}`,
    `Time ${test.name} ${(result.milliseconds / 1000).toFixed(2)}`,
    ...(hash === undefined ? [] : [`Hash=${hash}`]),
    '',
    '',
  ].join('\n')
}
