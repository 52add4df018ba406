/** E16: what an insert into a nil map does, in Go and as section 3.1 prints it, and what other operations on one do. */
import type { GoEnd } from '../../go/go-end.ts'
import { defineExperiment, goVariants, type Experiment } from '../experiment.ts'

interface End {
  readonly end: string
}

const NO_MAP = { B: 0, entries: [] } as const
const end = ({ trap }: GoEnd): { readonly end: string } => ({ end: trap ? `${trap.kind}: ${trap.message}` : 'returns' })

export const nilMap: Experiment = defineExperiment<End>({
  id: 'E16',
  question: 'm[1] = 2 where m is nil: what ends the program?',
  variants: goVariants('E16', 'm[1] = 2 where m is nil', {
    'real': {
      summary: 'as Go has it: h comes in BX', map: NO_MAP, outcome: end,
      cores: [[{ function: 'main.put', arguments: [0n, 1n, 2n] }]],
    },
    'type-first': {
      summary: 'as the article prints it, 0(FP), with the arguments in the order of mapassign_fast64: type, map, key',
      map: NO_MAP, listings: ['article/nilMap.s'], outcome: end,
      cores: [[{ function: 'article.putTypeFirst', arguments: ['type', 0n, 1n] }]],
    },
    'map-first': {
      summary: 'as the article prints it, with the map as the first argument',
      map: NO_MAP, listings: ['article/nilMap.s'], outcome: end,
      cores: [[{ function: 'article.putMapFirst', arguments: ['type', 0n, 1n] }]],
    },
  }),
  observations: {
    'panic: assignment to entry in nil map': (o) => o.end === 'panic: assignment to entry in nil map',
    'the insert returns': (o) => o.end === 'returns',
    'a fault at address 8': (o) => o.end === 'fault: read of unmapped memory at 0x8',
  },
  predictions: {
    'panic: assignment to entry in nil map': { 'real': 'sc', 'type-first': 'never', 'map-first': 'sc' },
    'the insert returns': { 'real': 'never' },
    'a fault at address 8': { 'real': 'never', 'type-first': 'sc', 'map-first': 'never' },
  },
  meaning: 'Go tests the map in a register before it touches it, and panics, which recover can stop; the three printed lines '
    + 'test the map\'s type, which is never nil.',
})

interface Reads {
  readonly end: string
  readonly results?: readonly bigint[]
}

const NOTHING = 'all return: zero, not there, length 0, nothing to range over'

export const nilMapReads: Experiment = defineExperiment<Reads>({
  id: 'E16-reads',
  also: '3.1-f',
  question: 'v, ok := m[1], len(m), delete(m, 1) and a range over m, where m is nil: does any of them fail?',
  variants: goVariants('E16-reads', 'lookup, len, delete and range where the map is nil', {
    real: {
      summary: 'one core does all four',
      map: NO_MAP,
      cores: [[
        { function: 'main.get', arguments: [0n, 1n] }, { function: 'main.length', arguments: [0n] },
        { function: 'main.del', arguments: [0n, 1n] }, { function: 'main.sum', arguments: [0n] },
      ]],
      outcome: (run) => {
        if (run.trap) return { end: run.trap.message }
        const [get, length, , sum] = run.results[0] ?? []
        return { end: 'returns', results: [get?.rax ?? 1n, (get?.rbx ?? 1n) & 0xffn, length?.rax ?? 1n, sum?.rax ?? 1n] }
      },
    },
  }),
  observations: {
    [NOTHING]: ({ results }) => results?.every((result) => result === 0n) ?? false,
  },
  predictions: { [NOTHING]: { real: 'sc' } },
  meaning: 'Only assigning to a nil map fails; reading it, its length, delete and range are fine.',
})
