/** E15: versions in place of a lock for readers, alone and in a segment of chapter 5. */
import { defineSyncScenario, type SyncEnd, type SyncScenarioSpec } from '../../go/sync/sync-scenario.ts'
import { defineExperiment, type Experiment } from '../experiment.ts'
import { syncVariants } from '../sync-variants.ts'

type Words = readonly [bigint, bigint] | { readonly trap: string }

/** What the reader, core 0, accepted. */
function accepted(end: SyncEnd): Words {
  return end.trap ? { trap: end.trap.message } : [end.results[0]?.[0]?.rax ?? 0n, end.results[0]?.[0]?.rbx ?? 0n]
}

const SEEN: Readonly<Record<string, (words: Words) => boolean>> = {
  'the words before the write': (words) => !('trap' in words) && words[0] === 0n && words[1] === 0n,
  'the words after the write': (words) => !('trap' in words) && words[0] === 1n && words[1] === 1n,
  'one word of each': (words) => !('trap' in words) && words[0] !== words[1],
}

function lock(write: string, read: string, summary: string): Omit<SyncScenarioSpec, 'name'> {
  return {
    summary,
    memory: { seq: 0n, x: 0n, y: 0n },
    listings: ['ours/seqlock.s'],
    cores: [[{ function: `seqlock.${read}`, arguments: [] }], [{ function: `seqlock.${write}`, arguments: [1n] }]],
    outcome: accepted,
  }
}

export const sequenceLock: Experiment = defineExperiment<Words>({
  id: 'E15',
  also: 'S12',
  question: 'A reader reads two words between two loads of a count, and again when the count has changed; a writer changes '
    + 'both words and the count: which words can the reader accept?',
  variants: syncVariants('E15', 'two words behind a count that a reader compares', {
    single: lock('writeSingle', 'readVersion', 'the count goes up once, after the write: the "version counter" of chapter 5'),
    double: lock('writeDouble', 'read', 'the count is odd during the write (INC before and after it)'),
    xadd: lock('writeLocked', 'read', 'the same with LOCK XADD'),
    lfence: lock('writeLocked', 'readFenced', 'the same, and the reader orders its loads with LFENCE'),
  }),
  models: ['sc', 'x86-tso', 'pso', 'relaxed'],
  observations: SEEN,
  predictions: {
    'the words before the write': { single: 'sc', double: 'sc', xadd: 'sc', lfence: 'sc' },
    'the words after the write': { single: 'sc', double: 'sc', xadd: 'sc', lfence: 'sc' },
    'one word of each': { single: 'sc', double: 'pso', xadd: 'relaxed', lfence: 'never' },
  },
  meaning: 'A version that only counts finished writes lets torn reads through on any machine; a sequence lock needs the odd '
    + 'count during the write, and fences on anything weaker than x86.',
})

function segment(write: string, read: string, summary: string): Omit<SyncScenarioSpec, 'name'> {
  const first = { symbol: 'segments' } as const
  return {
    summary,
    memory: { segments: Array.from({ length: 16 }, () => 0n) },
    listings: ['ours/segment.s'],
    cores: [
      [{ function: `segment.${read}`, arguments: [first, 1n] }], [{ function: `segment.${write}`, arguments: [first, 1n, 1n] }],
    ],
    outcome: accepted,
  }
}

const FLOWCHART = segment('write', 'readFlowchart', 'the flowchart: reads take the mutex before they compare versions')

/** For an observer: a read by the flowchart, on core 0, and a write. */
export const segmentFlowchart = defineSyncScenario({ ...FLOWCHART, name: 'watched/segment-flowchart' })

export const segmentLock: Experiment = defineExperiment<Words>({
  id: 'E15-segment',
  also: '5-d, 5-e',
  question: 'A read and a write of one segment as chapter 5 describes them: which words of the write can the read give?',
  variants: syncVariants('E15-segment', 'a read beside a write of one segment of chapter 5', {
    'version': segment('write', 'readVersion', 'writes lock and count the version up once; reads compare versions and take no '
      + 'lock'),
    'odd-version': segment('writeDouble', 'read', 'the same, with a version that is odd during the write'),
    'flowchart': FLOWCHART,
    'flowchart-literal': segment(
      'write', 'readFlowchartLocksTwice', 'the flowchart to the letter: where versions differ, lock (again) and read',
    ),
  }),
  observations: SEEN,
  predictions: {
    'one word of each': { 'version': 'sc', 'odd-version': 'pso', 'flowchart': 'never', 'flowchart-literal': 'never' },
  },
  meaning: 'The design of chapter 5 is either torn (a version that counts finished writes) or not lock-free for readers (the '
    + 'flowchart, which to the letter waits for itself); Go 1.23 has neither, its map still needs a lock around it.',
})
