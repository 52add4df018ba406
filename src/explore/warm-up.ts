import { endOf, stoppedAt } from '../machine/end.ts'
import type { Machine, State } from '../machine/machine.ts'
import type { Question } from './exploration.ts'
import { newWays, type Ways } from './scheduler.ts'
import { Walker } from './walker.ts'

/** Runs in a row that teach nothing new, after which the warm-up ends: this many, or one for so many nodes and edges that are known. */
const PATIENCE = 8
const KNOWLEDGE_PER_RUN = 16
const MOST_RUNS = 2000
/** A run that spins is given up here. */
const MOST_TRANSITIONS = 4000
type Asked = Pick<Question, 'outcome' | 'onTrap'>

/** Ends at which the outcome is asked for: at most so many, and no more once so many in a row have read no other register. */
const MOST_ASKED = 8
const ASKING_PATIENCE = 2
/** Runs given up, after which the warm-up ends: a core that counts for ever teaches something new in each. */
const MOST_GIVEN_UP = 8

/**
 * Random runs before a search, to learn most edges of the automata: the search's reductions look at what each core may still do,
 * and a search that learns more of it must run again. Decides nothing by itself, so its random numbers need no seed from outside.
 *
 * The outcome that `question` is about is asked for at the first ends, so that it is known early which registers it reads.
 */
export function warmUp(machine: Machine, question?: Asked): void {
  let random = 0x2545f491
  const next = (limit: number): number => {
    // Marsaglia's xorshift32.
    random ^= random << 13
    random ^= random >>> 17
    random ^= random << 5
    return (random >>> 0) % limit
  }
  // No step of it ends a run at a trap: the other cores go on.
  const walker = new Walker(machine, 'stop-core')
  const ways = newWays()
  let idle = 0
  let givenUp = 0
  let asked = 0
  let idleAsked = 0
  for (let run = 0; run < MOST_RUNS && givenUp < MOST_GIVEN_UP; run++) {
    const before = knowledge(machine)
    // A search that begins again, or mends what it has left out, pays more for what runs could have taught.
    if (idle >= Math.max(PATIENCE, before / KNOWLEDGE_PER_RUN)) break
    // A core is favoured for a while, or two cores that run at the same pace never meet in other ways.
    let favourite = next(machine.coreCount)
    walker.start()
    for (let taken = 0; ; taken++) {
      if (taken === MOST_TRANSITIONS) {
        givenUp++
        break
      }
      walker.findWays(ways)
      if (ways.count === 0) {
        if (question && asked < MOST_ASKED && idleAsked < ASKING_PATIENCE) {
          const known = machine.automata.usesKnown
          askFor(question, machine, walker)
          asked++
          idleAsked = machine.automata.usesKnown === known ? idleAsked + 1 : 0
        }
        break
      }
      if (next(8) === 0) favourite = next(machine.coreCount)
      try {
        takeOneOf(walker, ways, favourite, next)
      } catch (error) {
        machine.splitCells(error)
      }
    }
    idle = knowledge(machine) === before ? idle + 1 : 0
  }
}

/** Asks for the outcome of a run that has come to its end, and what is found out thereby is forgotten. */
function askFor({ outcome, onTrap }: Asked, machine: Machine, { state }: { readonly state: State }): void {
  const trapped = stoppedAt(machine, state, 'stop-core')
  if (onTrap === 'stop-run' && trapped.length > 0) for (const trap of trapped) outcome({ trap })
  else if (machine.isFinished(state)) outcome(endOf(machine, state, trapped))
}

/** Takes a way of `favourite`, or where it has none, of any core. */
function takeOneOf(walker: Walker, ways: Ways, favourite: number, next: (limit: number) => number): void {
  let preferred = 0
  for (let at = 0; at < ways.count; at++) if (ways.core[at] === favourite) preferred++
  let left = next(preferred > 0 ? preferred : ways.count)
  for (let at = 0; at < ways.count; at++) {
    const core = ways.core[at] ?? 0
    if ((preferred > 0 && core !== favourite) || left-- > 0) continue
    const k = ways.drain[at] ?? -1
    if (k >= 0) walker.drain(core, k)
    else walker.exec(core, ways.back[at] ?? 0)
    return
  }
}

/** Grows whenever an automaton does. */
export function knowledge(machine: Machine): number {
  return machine.locals.reduce((sum, { automaton }) => sum + automaton.size + automaton.edges, 0)
}
