import { describe, expect, test } from 'vitest'
import type { Experiment } from '../../../src/scenario/article/experiment.ts'
import { fatalThatReturns, flagWithoutOwner } from '../../../src/scenario/article/experiments/fatal.ts'
import { flagWord } from '../../../src/scenario/article/experiments/flag-word.ts'
import { freedBucket } from '../../../src/scenario/article/experiments/freed-bucket.ts'
import { iteratorLoop } from '../../../src/scenario/article/experiments/iterator-loop.ts'
import { lengthBesideInsert } from '../../../src/scenario/article/experiments/length.ts'
import { nilMap, nilMapReads } from '../../../src/scenario/article/experiments/nil-map.ts'
import { copyOnWrite, publishedPointer } from '../../../src/scenario/article/experiments/publish.ts'
import { segmentLock, sequenceLock } from '../../../src/scenario/article/experiments/seqlock.ts'
import { runExperiment } from '../../../src/scenario/article/run-experiment.ts'

// What was predicted was reasoned out or enumerated by hand before any of these ran; tests of package sync are in ../go/sync.
const experiments: readonly Experiment[] = [
  publishedPointer, copyOnWrite, sequenceLock, segmentLock, nilMap, nilMapReads, flagWord, freedBucket, flagWithoutOwner,
  fatalThatReturns, iteratorLoop, lengthBesideInsert,
]

describe('experiments with code as the article prints it, and with code of ours', () => {
  const named = experiments.map((experiment) => [experiment.id, experiment] as const)
  test.each(named)('%s is as predicted', async (_id, experiment) => {
    const { findings } = await runExperiment(experiment, () => '', () => false)
    const predicted = findings.filter((finding) => finding.predicted !== undefined)
    expect(predicted.length).toBe(experiment.predictions.length)
    expect(predicted.map(({ variant, observation, from }) => `${variant}: ${observation}: ${from ?? 'open'}`)).toEqual(
      predicted.map((finding) => `${finding.variant}: ${finding.observation}: ${finding.predicted ?? ''}`),
    )
  })

  test('the printed loop over a full cell goes on for ever, and so does a flowchart that locks what it holds', async () => {
    const endless = async (experiment: Experiment): Promise<string[]> => {
      const { findings } = await runExperiment(experiment, () => '', () => false)
      return findings.flatMap(({ variant, observation, from }) => (
        observation === 'some core never ends' && from === 'sc' ? [variant] : []
      ))
    }
    expect(await endless(iteratorLoop)).toEqual(['full'])
    expect(await endless(segmentLock)).toEqual(['flowchart-literal'])
  })
})
