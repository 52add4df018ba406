/** E18: section 2.4's delete, which reads a bucket's next pointer and frees the bucket, while another core stands in the chain. */
import type { SyncScenarioSpec } from '../../go/sync/sync-scenario.ts'
import { defineExperiment, type Experiment } from '../experiment.ts'
import { syncVariants } from '../sync-variants.ts'

interface Walk {
  readonly deleter: bigint
  readonly walker: bigint
}

const POISON = 0xdeadn
const NEXT = 3n

function remove(name: string, summary: string): Omit<SyncScenarioSpec, 'name'> {
  const bucket = { symbol: 'bucket' } as const
  return {
    summary,
    memory: { bucket: [1n, 2n, NEXT] },
    listings: ['../article/mapdelete.s'],
    cores: [[{ function: `article.${name}`, arguments: [0n, bucket] }], [{ function: 'article.walk', arguments: [0n, bucket] }]],
    outcome: (end) => (
      end.trap ? end.trap.message : { deleter: end.results[0]?.[0]?.rax ?? 0n, walker: end.results[1]?.[0]?.rax ?? 0n }
    ),
  }
}

export const freedBucket: Experiment = defineExperiment<Walk>({
  id: 'E18',
  question: 'One core reads a bucket\'s next pointer and frees the bucket, another that stands at the bucket reads the '
    + 'pointer too: what does each read?',
  variants: syncVariants('E18', 'a bucket is read and freed while another core stands at it', {
    plain: remove('mapdelete', 'as the article prints it'),
    lfence: remove('mapdeleteFenced', 'with LFENCE before the load, the article\'s remedy'),
  }),
  models: ['sc', 'x86-tso', 'pso', 'relaxed'],
  observations: {
    'the walker reads the pointer': ({ walker }) => walker === NEXT,
    'the walker reads freed memory': ({ walker }) => walker === POISON,
    'the deleter reads freed memory: its load passed its own free': ({ deleter }) => deleter === POISON,
  },
  predictions: {
    'the walker reads the pointer': { plain: 'sc', lfence: 'sc' },
    'the walker reads freed memory': { plain: 'sc', lfence: 'sc' },
    'the deleter reads freed memory: its load passed its own free': { plain: 'never', lfence: 'never' },
  },
  meaning: 'Freeing what another core may still read is an error under every model, and no fence in the freeing core repairs '
    + 'it; Go\'s delete frees nothing, the garbage collector does.',
})
