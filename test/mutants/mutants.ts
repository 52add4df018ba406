/** One rule of the models or of the search, broken: `find` stands once in `file` and becomes `replace`. */
export interface Mutant {
  readonly rule: string
  readonly file: string
  readonly find: string
  readonly replace: string
  /** Why no test can notice, where that is so. */
  readonly equivalent?: string
  /** What is known of a survivor of which that is not proven. */
  readonly survivor?: string
}

const LOCAL_TABLE = 'src/machine/local-table.ts'
const MACHINE = 'src/machine/machine.ts'
const TIMELINE = 'src/cpu-model/timeline.ts'
const MODEL = 'src/cpu-model/model.ts'
const TSO = 'src/cpu-model/x86-tso.ts'
const PSO = 'src/cpu-model/pso.ts'
const SEARCH = 'src/explore/search.ts'
const LONE_STEP = 'src/explore/lone-step.ts'
const INDEPENDENCE = 'src/explore/independence.ts'
const FOOTPRINTS = 'src/explore/footprints.ts'
const EXPLORE = 'src/explore/explore.ts'
const NON_TERMINATION = 'src/explore/non-termination.ts'

export const MUTANTS: readonly Mutant[] = [
  {
    rule: 'loads do not see the own buffer',
    file: LOCAL_TABLE, find: 'for (let i = entries.length - 1; i >= 0; i--)', replace: 'for (let i = -1; i >= 0; i--)',
  },
  {
    rule: 'loads see the oldest own store, not the newest',
    file: LOCAL_TABLE,
    find: 'for (let i = entries.length - 1; i >= 0; i--)',
    replace: 'for (let i = 0; i < entries.length; i++)',
  },
  {
    rule: 'LOCK does not wait for the own buffer',
    file: LOCAL_TABLE, find: 'kind = STEP.locked\n        enabled = buffer === 0', replace: 'kind = STEP.locked',
  },
  {
    rule: 'MFENCE does not wait for the own buffer',
    file: LOCAL_TABLE, find: 'kind = STEP.fence\n        enabled = buffer === 0', replace: 'kind = STEP.fence',
  },
  {
    rule: 'a LOCKed store goes to the buffer',
    file: LOCAL_TABLE, find: 'if (kind === STEP.locked) {', replace: 'if (kind === STEP.lfence) {',
  },
  {
    rule: 'sc: a core goes on before its store has drained',
    file: 'src/cpu-model/sc.ts', find: 'execNeedsEmptyBuffer: true', replace: 'execNeedsEmptyBuffer: false',
  },
  {
    rule: 'x86-tso: a store may drain before an older one',
    file: TSO, find: '(entry.nonTemporal || older.nonTemporal) && ', replace: '',
  },
  {
    rule: 'x86-tso: non-temporal stores drain in order',
    file: TSO, find: '(entry.nonTemporal || older.nonTemporal) && ', replace: 'false && ',
  },
  {
    rule: 'x86-tso: a non-temporal store passes one that it overlaps',
    file: TSO, find: ' && !overlaps(entry, older)', replace: '',
  },
  {
    rule: 'pso: a store passes one that it overlaps',
    file: PSO, find: '!overlaps(entry, older)', replace: '!overlaps(entry, { ...older, address: -16 })',
  },
  {
    rule: 'pso: a store passes one that it overlaps but whose address differs',
    file: PSO, find: '!overlaps(entry, older)', replace: 'entry.address !== older.address',
  },
  {
    rule: 'SFENCE orders nothing',
    file: MODEL, find: 'if (buffer[i]?.afterSfence) return false', replace: 'if (buffer[i]?.afterSfence) continue',
  },
  {
    rule: 'an epoch is forgotten when its first store drains',
    file: 'src/cpu-model/buffers.ts', find: 'carry && i === index + 1', replace: 'carry && i === index',
    equivalent: 'a store that begins an epoch drains at the head only, where it begins none any more',
  },
  {
    rule: 'relaxed: loads are of now',
    file: MACHINE,
    find: 'const backs = cells.length > 0 ? history.moments(shared, core, cells) : 0', replace: 'const backs = 0',
  },
  {
    rule: 'relaxed: the own drain raises no floor',
    file: TIMELINE, find: 'cells.map((cell) => [cell, moment] as const))', replace: '[])',
  },
  {
    rule: 'relaxed: a load raises no floor',
    file: TIMELINE,
    find: 'return raise(timeline, core, raised)',
    replace: 'return raise(timeline, core, raised.slice(9))',
  },
  {
    rule: 'relaxed: a load raises the floor to its own moment, not to that of the store',
    file: TIMELINE, find: 'lastWrite(timeline, cell, moment)] as const', replace: 'moment] as const',
  },
  {
    rule: 'relaxed: a wide load asks for the floor of one byte only',
    file: TIMELINE, find: 'if (cells.includes(cell))', replace: 'if (cells[0] === cell)',
  },
  {
    rule: 'relaxed: fences and LOCK raise no floor',
    file: TIMELINE, find: '[cell, now] as const', replace: '[cell, 0 * now] as const',
  },
  {
    rule: 'relaxed: LFENCE raises no floor',
    file: MACHINE, find: ' || kind === STEP.lfence) next', replace: ') next',
  },
  {
    rule: 'relaxed: LOCK raises no floor',
    file: MACHINE, find: 'kind === STEP.locked || kind === STEP.fence ||', replace: 'kind === STEP.fence ||',
  },
  {
    rule: 'relaxed: a moment that some core can still read is dropped',
    file: TIMELINE, find: 'keep = Math.min(keep, lowest)', replace: 'keep = Math.max(keep, lowest)',
  },
  {
    rule: 'relaxed: cells that a load has together have their pasts apart',
    file: 'src/cpu-model/cell-groups.ts', find: ' !== group) this.#join(cells)', replace: ' < 0) this.#join(cells)',
  },
  {
    rule: 'fuse: a core that waits for another starts with its stores',
    file: SEARCH,
    find: 'if (!this.#machine.isWaiting(this.#next, core)) this.#settle(core)',
    replace: 'this.#settle(core)',
  },
  {
    rule: 'loads: a step into a trap is taken alone',
    file: LONE_STEP, find: ' || (after === STEP.trap && !this.#stopCore)', replace: '',
  },
  {
    rule: 'loads: a load is taken alone whoever may write its bytes',
    file: LONE_STEP,
    find: '?? -1, table, local, false)) return false',
    replace: '?? -1, table, local, false) && core < 0) return false',
  },
  {
    rule: 'loads: a LOCKed step is taken alone though others may read its bytes',
    file: LONE_STEP,
    find: '?? -1, table, local, true)) return false',
    replace: '?? -1, table, local, false)) return false',
  },
  {
    rule: 'loads: under relaxed a fence is taken alone',
    file: LONE_STEP,
    find: 'what has drained by then.\n        if (this.#hasHistory) return false',
    replace: 'what has drained by then.',
    equivalent: 'an early fence leaves lower floors, which allow all that higher ones do',
  },
  {
    rule: 'loads: under relaxed a LOCKed step is taken alone',
    file: LONE_STEP,
    find: 'true)) return false\n        if (this.#hasHistory) return false',
    replace: 'true)) return false',
    equivalent: 'an early fence leaves lower floors, which allow all that higher ones do',
  },
  {
    rule: 'drains: a drain is taken alone though others may read its bytes',
    file: LONE_STEP,
    find: 'othersMayTouch(state, core, cell, true)',
    replace: 'othersMayTouch(state, core, cell, false)',
  },
  {
    rule: 'drains: under relaxed, whatever wide loads the core has before it',
    file: LONE_STEP,
    find: 'this.#hasHistory && this.#footprints.mayReadWide',
    replace: 'core < 0 && this.#footprints.mayReadWide',
  },
  {
    rule: 'drains: without rule 4, a state that leads back is expanded alone',
    file: SEARCH, find: 'if (isNew) {', replace: 'if (isNew || known > 0) {',
  },
  {
    rule: 'chains: a chain of lone steps has no limit',
    file: SEARCH, find: 'this.#chains && length < CHAIN_LIMIT;', replace: 'this.#chains;',
  },
  {
    rule: 'sleep: loads commute with the drains of others',
    file: INDEPENDENCE, find: 'bits |= drainBit(other)', replace: 'bits |= 0',
  },
  {
    rule: 'sleep: drains commute with the loads of others',
    file: INDEPENDENCE,
    find: 'if (read !== NOTHING && meet(cell, read)) bits |= stepBit(other)',
    replace: 'if (read !== NOTHING && meet(cell, read)) bits |= 0',
  },
  {
    rule: 'sleep: what slept on the first way to a state sleeps on the others',
    file: SEARCH, find: 'const bits = this.table.wake(index, this.#sleep)', replace: 'const bits = 0',
    survivor: '5,000 random programs and those of the papers lose no outcome and no state by it',
  },
  {
    rule: 'footprints leave out the stores in the buffer',
    file: FOOTPRINTS, find: 'setBit(this.#bits, writesAt, cell, words)', replace: 'void writesAt',
  },
  {
    rule: 'footprints leave out what later nodes do',
    file: FOOTPRINTS,
    find: 'orWord(set, root * words + w, target * words + w)',
    replace: 'orWord(set, root * words + w, root * words + w)',
  },
  {
    rule: 'a search is not repeated when its reductions were wrong',
    file: EXPLORE, find: 'if (!pass.isSound() && !pass.isCut) {', replace: 'if (passes < 0) {',
  },
  {
    rule: 'fairness: a core may be enabled for ever and never run',
    file: NON_TERMINATION, find: 'if (!this.executed.has(core)) return false', replace: 'void core',
  },
  {
    rule: 'fairness: a store may stay buffered for ever',
    file: NON_TERMINATION, find: 'if (!this.drained.has(store)) return false', replace: 'void store',
  },
  {
    rule: 'fairness: a load may read old moments for ever',
    file: NON_TERMINATION, find: 'if (!this.fresh.has(load)) return false', replace: 'void load',
  },
]
