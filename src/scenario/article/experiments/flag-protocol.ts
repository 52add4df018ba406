/** S16 and S22: the flag of the map by itself, so that three cores can be searched. */
import { PACKAGE_ROOT } from '../../../host/package-root.ts'
import { defineScenario, type ScenarioEnd } from '../../define-scenario.ts'
import { listing } from '../../listing.ts'
import type { Scenario } from '../../scenario.ts'
import { defineExperiment, type Experiment } from '../experiment.ts'

const LISTING = new URL('asm/probes/flag-protocol.s', PACKAGE_ROOT)

interface Protocol {
  /** `ok`, `first check` or `second check`, the cores in order of the words. */
  readonly writers: readonly string[]
  /** A writer stored 0 where it meant to set the flag. */
  readonly inverted: boolean
  readonly flags: bigint
  /** The reader passed its check while both writers were inside, before it and after it. */
  readonly readerInside?: boolean
}

const HOW = ['ok', 'first check', 'second check']

const MEMORY = { h: [0n, 0n], inside0: 0n, inside1: 0n, inside2: 0n } as const
const WORDS = ['inside0', 'inside1', 'inside2'] as const

const protocol = (writers: number, reads: boolean) => (end: ScenarioEnd<typeof MEMORY>): Protocol => {
  if (end.trap) throw new Error('the flag protocol has no traps')
  const done = Array.from({ length: writers }, (_, core) => Number(end.register(core, 'rax')))
  const inverted = done.some((how, core) => how !== 1 && end.register(core, 'rcx') === 0n)
  const result = { writers: done.map((how) => HOW[how] ?? '?').sort(), inverted, flags: end.memory('h', 1) & 0xffn }
  return reads ? { ...result, readerInside: end.register(writers, 'rax') === 1n } : result
}

function protocolScenario(name: string, summary: string, writers: number, reads: boolean): Scenario {
  const words = WORDS.slice(0, writers)
  return defineScenario({
    name, summary, code: listing(LISTING), memory: MEMORY,
    cores: [
      ...words.map((word) => ({ entry: 'writer', registers: { rbx: 'h', rdi: word } as const })),
      ...(reads ? [{ entry: 'reader', registers: { rbx: 'h', r8: 'inside0', r9: 'inside1' } as const }] : []),
    ],
    outcome: protocol(writers, reads),
  })
}

const oks = ({ writers }: Protocol): number => writers.filter((how) => how === 'ok').length

const variant = (name: string, summary: string, writers: number, reads: boolean): Experiment['variants'][number] => ({
  name, summary, scenario: protocolScenario(`article/s16/${name}`, `S16: the flag of the map alone (${summary})`, writers, reads),
})

export const flagProtocol: Experiment = defineExperiment<Protocol>({
  id: 'S16',
  also: 'S22',
  question: 'The flag by itself: check, h.flags ^= 4, inside, check, h.flags &^= 4. Who is stopped, and what does a lookup see?',
  variants: [
    variant('two', 'two writers', 2, false),
    variant('three', 'three writers', 3, false),
    variant('reader', 'two writers and a lookup', 2, true),
  ],
  observations: {
    'a first check fails': ({ writers }) => writers.includes('first check'),
    'a second check fails': ({ writers }) => writers.includes('second check'),
    'every writer passes both checks': (o) => oks(o) === o.writers.length,
    'the flag was inverted (0 stored to set it), and no check failed': (o) => o.inverted && oks(o) === o.writers.length,
    'the flag was inverted, and a check failed': (o) => o.inverted && oks(o) < o.writers.length,
    'the flag is set when all have passed': (o) => oks(o) === o.writers.length && o.flags !== 0n,
    'the lookup passes its check with two writers inside': ({ readerInside }) => readerInside === true,
    'the same, and no writer is stopped': (o) => o.readerInside === true && oks(o) === o.writers.length,
  },
  predictions: {
    'a first check fails': { two: 'sc' },
    'a second check fails': { two: 'sc' },
    'every writer passes both checks': { two: 'sc' },
    'the flag was inverted (0 stored to set it), and no check failed': { two: 'never', three: 'sc' },
    'the flag is set when all have passed': { two: 'never', three: 'never' },
  },
  meaning: 'The flag lets both of two writers in, and can say "nobody" while two are inside. With two writers an inverted flag '
    + 'always ends in an error; with three it need not.',
})
