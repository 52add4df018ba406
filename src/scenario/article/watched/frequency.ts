/** How often the article's program ends in an error: that depends on how finely its two goroutines are mixed. */
import { modelNamed } from '../../../cpu-model/models.ts'
import { Random } from '../../../explore/random.ts'
import { newWays } from '../../../explore/scheduler.ts'
import { Walker } from '../../../explore/walker.ts'
import { isRestart, Machine } from '../../../machine/machine.ts'
import { defineGoScenario } from '../../go/go-scenario.ts'
import { loadScenario } from '../../scenario.ts'
import type { Watched } from '../claim.ts'
import { put } from '../experiments/map-words.ts'

/** Of the article's 1000 inserts a goroutine, these: enough for one growth and a half. */
const INSERTS = 10
const RUNS = 50
/** Transitions that a core takes in a row, on average; `call`: the cores change only between two calls. */
const GRAINS = [10, 100, 1000, 'call'] as const

type Grain = (typeof GRAINS)[number]

const program = defineGoScenario({
  name: 'watched/article-program', summary: `${INSERTS} new keys on each of two cores`, map: { B: 0, entries: [] },
  cores: [0, 1].map((id) => Array.from({ length: INSERTS }, (_, j) => put(BigInt(id * 1000 + j), BigInt(j)))),
  outcome: () => 'watched',
})

/** Every run ends in an error. */
export async function programAlwaysFails(): Promise<Watched> {
  const loaded = await loadScenario(program)
  try {
    const machine = new Machine(loaded.automata, modelNamed('sc'), loaded.options)
    const isCall = (pc: number): boolean => loaded.program.image.statementAt(BigInt(pc))?.goLine === 'map_fast64.go:101'
    const errors = GRAINS.map((grain) => errorsIn(machine, grain, isCall))
    const shares = GRAINS.map((grain, i) => `${errors[i] ?? 0} when the cores change ${grainText(grain)}`)
    return {
      holds: errors.every((count) => count === RUNS),
      figures: `of ${RUNS} random runs of ${INSERTS} inserts on each core, under sc, end in an error: ${shares.join(', ')}`,
    }
  } finally {
    loaded.close()
  }
}

function grainText(grain: Grain): string {
  if (grain === 'call') return 'between calls only'
  return `every ${grain} steps or so`
}

/** How many of `RUNS` runs end at a trap. */
function errorsIn(machine: Machine, grain: Grain, isCall: (pc: number) => boolean): number {
  for (;;) {
    try {
      let errors = 0
      for (let seed = 1; seed <= RUNS; seed++) if (fails(machine, grain, isCall, new Random(seed))) errors++
      return errors
    } catch (error) {
      if (!isRestart(error)) throw error
      machine.restart(error)
    }
  }
}

function fails(machine: Machine, grain: Grain, isCall: (pc: number) => boolean, random: Random): boolean {
  const walker = new Walker(machine, 'stop-run')
  const ways = newWays()
  let current = random.below(2)
  for (;;) {
    walker.findWays(ways)
    if (ways.count === 0) return false
    if (walker.isAtTrap(0) || walker.isAtTrap(1)) return true
    const mayChange = grain === 'call'
      ? walker.held(current) === 0 && isCall(walker.local(current).visibleStep(walker.state[current] ?? 0).pc)
      : true
    if (mayChange && random.below(grain === 'call' ? 2 : grain) === 0) current = 1 - current
    // A core that has ended leaves the rest to the other.
    if (!ways.core.slice(0, ways.count).includes(current)) current = 1 - current
    const own = Array.from({ length: ways.count }, (_, way) => way).filter((way) => ways.core[way] === current)
    const way = own[random.below(own.length)] ?? 0
    const drain = ways.drain[way] ?? -1
    if (drain >= 0) walker.drain(current, drain)
    else walker.exec(current, 0)
  }
}
