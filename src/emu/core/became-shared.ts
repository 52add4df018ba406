import { GRANULE } from './granule.ts'

/**
 * Memory that was taken for private or constant turned out to be shared. The caller adds the granules and starts again: the steps
 * of every core are cut differently then.
 */
export class BecameShared extends Error {
  override name = 'BecameShared'
  readonly granules: readonly number[]
  constructor(granules: readonly number[]) {
    super(`memory became shared: ${granules.map((g) => `0x${(g * GRANULE).toString(16)}`).join(', ')}`)
    this.granules = granules
  }
}
