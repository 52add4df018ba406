/** E14 and the copy on write of section 4.3: a new block of two words and the pointer to it. */
import type { SyncEnd, SyncScenarioSpec } from '../../go/sync/sync-scenario.ts'
import { defineExperiment, type Experiment } from '../experiment.ts'
import { syncVariants } from '../sync-variants.ts'

type Words = readonly [bigint, bigint] | { readonly trap: string }

const BLOCKS = { ptr: 'old', old: [1n, 2n], fresh0: [0n, 0n], fresh1: [0n, 0n] } as const
const LISTINGS = ['ours/publish.s']

function publish(how: 'Mov' | 'Xchg', summary: string): Omit<SyncScenarioSpec, 'name'> {
  return {
    summary,
    memory: BLOCKS,
    listings: LISTINGS,
    cores: [[{ function: `publish.with${how}`, arguments: [3n, 4n] }], [{ function: 'publish.read', arguments: [] }]],
    outcome: (end) => (end.trap ? { trap: end.trap.message } : [end.results[1]?.[0]?.rax, end.results[1]?.[0]?.rbx]),
  }
}

const is = (words: Words, first: bigint, second: bigint): boolean => (
  !('trap' in words) && words[0] === first && words[1] === second
)

export const publishedPointer: Experiment = defineExperiment<Words>({
  id: 'E14',
  also: 'S14',
  question: 'A writer fills a new block {3, 4} and publishes its address in place of that of {1, 2}; a reader loads the '
    + 'address once: which words can it see?',
  variants: syncVariants('E14', 'a block of two words is filled and its address published; a reader loads it once', {
    mov: publish('Mov', 'published by a plain MOV'),
    xchg: publish('Xchg', 'published by XCHG, as sync/atomic.StorePointer does for sync.Map'),
  }),
  observations: {
    'the old block': (words) => is(words, 1n, 2n),
    'the new block': (words) => is(words, 3n, 4n),
    'the new block before it is filled': (words) => !is(words, 1n, 2n) && !is(words, 3n, 4n),
  },
  predictions: {
    'the old block': { mov: 'sc', xchg: 'sc' },
    'the new block': { mov: 'sc', xchg: 'sc' },
    'the new block before it is filled': { mov: 'pso', xchg: 'never' },
  },
  meaning: 'On x86 a pointer stored after the words that it names is seen after them; the XCHG of an atomic store is what '
    + 'makes that true everywhere, and what the Go memory model promises.',
})

function update(how: 'Mov' | 'Xchg' | 'Cas', summary: string): Omit<SyncScenarioSpec, 'name'> {
  const writer = (block: string, word: bigint): SyncScenarioSpec['cores'][0] => (
    [{ function: `publish.updateWith${how}`, arguments: [{ symbol: block }, word] }]
  )
  return {
    summary,
    memory: { ...BLOCKS, old: [0n, 0n] },
    listings: LISTINGS,
    cores: [writer('fresh0', 0n), writer('fresh1', 1n)],
    outcome: currentBlock,
  }
}

function currentBlock(end: SyncEnd): Words {
  if (end.trap) return { trap: end.trap.message }
  const block = end.memory('ptr')
  return [end.read(block, 8), end.read(block + 8n, 8)]
}

export const copyOnWrite: Experiment = defineExperiment<Words>({
  id: 'E14-cow',
  also: '4.3',
  question: 'Two writers each copy the current block, count their own word of it up and publish the copy: is one of them lost?',
  variants: syncVariants('E14-cow', 'two writers copy a block, change a word of the copy and publish it', {
    mov: update('Mov', 'published by a plain MOV'),
    xchg: update('Xchg', 'published by XCHG'),
    cas: update('Cas', 'published by LOCK CMPXCHG, and copied again when another block is current'),
  }),
  observations: {
    'both updates': (words) => is(words, 1n, 1n),
    'an update is lost': (words) => is(words, 1n, 0n) || is(words, 0n, 1n),
  },
  predictions: {
    'both updates': { mov: 'sc', xchg: 'sc', cas: 'sc' },
    'an update is lost': { mov: 'sc', xchg: 'sc', cas: 'never' },
  },
  meaning: 'An immutable map with one writer needs a published pointer; with several it needs CompareAndSwap or a mutex '
    + 'around copy and publication, whatever allocates the nodes.',
})
