/** A probe that misses nothing beside the runtime's flag: which overlapping inserts does the flag find? */
import { modelNamed } from '../../../cpu-model/models.ts'
import { countSchedules } from '../../../observe/count-schedules.ts'
import { twoInsertsOneBucket } from '../../go/two-inserts-one-bucket.ts'
import { loadScenario } from '../../scenario.ts'
import type { Watched } from '../claim.ts'

interface Insert {
  readonly fatal: unknown
  readonly keys?: readonly bigint[]
  readonly count?: bigint
}

/** `12.3 %` of `all`, to one digit. */
function percent(part: bigint, all: bigint): string {
  const tenths = all === 0n ? 0n : (part * 1000n + all / 2n) / all
  return `${tenths / 10n}.${tenths % 10n} %`
}

/** The flag finds every pair of inserts that overlap. */
export async function flagFindsEveryOverlap(): Promise<Watched> {
  const loaded = await loadScenario(twoInsertsOneBucket)
  try {
    const symbolAt = (pc: number): string => loaded.program.image.statementAt(BigInt(pc))?.symbol ?? ''
    const counts = countSchedules(loaded, modelNamed('sc'), {
      isInside: (pc) => symbolAt(pc).startsWith('runtime.'),
      classify: (outcome) => {
        const { fatal, keys, count } = outcome as Insert
        if (fatal !== null) return 'fatal'
        return keys?.length === 2 && count === 2n ? 'whole' : 'damaged'
      },
    })
    const sum = (...ends: string[]): bigint => counts
      .filter(({ overlapped, end }) => overlapped && ends.includes(end))
      .reduce((total, { schedules }) => total + schedules, 0n)
    const [fatal, whole, damaged] = [sum('fatal'), sum('whole'), sum('damaged')]
    const all = fatal + whole + damaged
    return {
      holds: fatal === all,
      figures: `of the ${all} schedules under sc in which two inserts into one bucket overlap, the flag stops `
        + `${percent(fatal, all)}; ${percent(damaged, all)} end with a key or a count lost and no fatal, `
        + `${percent(whole, all)} with the map whole `
        + '(every order counted once, which is no probability)',
    }
  } finally {
    loaded.close()
  }
}
