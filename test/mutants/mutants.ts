/** One rule of the models or of the search, broken: `find` stands once in `file` and becomes `replace`. */
export interface Mutant {
  readonly rule: string
  readonly file: string
  readonly find: string
  readonly replace: string
  /** The tests in test/explore that are run before the others: they are about this rule. */
  readonly tests?: readonly string[]
  /** Why no test can notice, where that is so. */
  readonly equivalent?: string
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
const PASS_PARTS = 'src/explore/pass/pass-parts.ts'
const IMAGES = 'src/explore/pass/images.ts'
const SOUNDNESS = 'src/explore/pass/soundness.ts'
const LATE_DRAINS = 'src/explore/late-drains.ts'
const EARLY_DRAIN = 'src/explore/early-drain.ts'
const HELD_CELLS = 'src/explore/held-cells.ts'
const RENAMING = 'src/explore/symmetry/renaming.ts'
const SYMMETRY = 'src/explore/symmetry/symmetry.ts'
const NON_TERMINATION = 'src/explore/non-termination.ts'
const REGISTER_EFFECTS = 'src/emu/liveness/register-effects.ts'
const LIVE_REGISTERS = 'src/emu/liveness/live-registers.ts'
const CORE = 'src/emu/core/core.ts'
const REGISTER_USES = 'src/emu/core/register-uses.ts'
const AUTOMATON = 'src/emu/automaton.ts'
const SHARD = 'src/explore/shard.ts'
const SEARCH_PREFIX = 'src/explore/pass/search-prefix.ts'

const SYMMETRIC = ['symmetry.property']
const REVISIONS = ['revisions.property']
const REDUCTIONS = ['reductions.property']
const BUFFERING = ['buffering.property']
const CUTS = ['cuts.property']
const SHARDS = ['shard']
const DEAD = ['dead-registers', '../emu/liveness/live-registers', '../emu/liveness/register-effects', 'dead-registers.property']

export const MUTANTS: readonly Mutant[] = [
  {
    rule: 'loads do not see the own buffer',
    file: LOCAL_TABLE,
    find: 'for (let at = buffer; at !== 0;', replace: 'for (let at = 0; at !== 0;',
  },
  {
    rule: 'loads see the oldest own store, not the newest',
    file: LOCAL_TABLE,
    find: 'for (let at = buffer; at !== 0; at = this.#buffers.older(at)) {\n' +
      '      const { cells, indices } = this.#stores.entry(this.#buffers.newest(at))',
    replace: 'for (const id of this.#buffers.entries(buffer)) {\n      const { cells, indices } = this.#stores.entry(id)',
  },
  {
    rule: 'LOCK does not wait for the own buffer',
    file: LOCAL_TABLE,
    find: 'case STEP.locked:\n      case STEP.fence:\n',
    replace: 'case STEP.locked:\n        return true\n      case STEP.fence:\n',
  },
  {
    rule: 'MFENCE does not wait for the own buffer',
    file: LOCAL_TABLE,
    find: 'case STEP.fence:\n        return buffer === 0',
    replace: '  return buffer === 0\n      case STEP.fence:\n        return true',
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
    file: TSO,
    find: 'drainsInOrder: true,\n  loadsFromHistory: false,\n  mayDrain(buffer, index) {\n    if (index === 0)',
    replace: 'drainsInOrder: false,\n  loadsFromHistory: false,\n  mayDrain(buffer, index) {\n    if (index >= 0)',
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
    rule: 'what was stored last may drain before all else',
    file: 'src/cpu-model/buffers.ts', find: 'const mayGo = index === 0 ||', replace: 'const mayGo = index >= 0 ||',
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
    equivalent: 'the core comes to its trap on every way on, so no run ends without one; the others go on beside it and are ' +
      'reported when they trap, and none is said to wait for ever beside a core that stands at a trap',
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
    rule: 'sleep: what slept on the first way to a state sleeps on the others',
    tests: ['fixtures'], file: SEARCH, find: 'const bits = this.table.wake(index, this.#sleep)', replace: 'const bits = 0',
  },
  {
    rule: 'symmetry: two values, cells or nodes may have one image',
    file: RENAMING, tests: SYMMETRIC, find: 'if (this.#from.has(image)) return false', replace: '',
    equivalent: 'each has one image, and applied as often as it takes the cores to come back it leads everything that a run ' +
      'can come to back to itself, by induction over what is read; so it is one to one',
  },
  {
    rule: 'symmetry: a value may have two images',
    file: RENAMING, tests: SYMMETRIC,
    find: 'if (known !== undefined) return known === image', replace: 'if (known !== undefined) return true',
  },
  {
    rule: 'symmetry: what memory holds at first is not renamed',
    file: RENAMING, tests: SYMMETRIC,
    find: 'if (!this.#valuesOf(cell).set(cells.value(cell, 0), cells.value(other, 0)))', replace: 'if (other < 0)',
  },
  {
    rule: 'symmetry: stores with other rules for their order are images of each other',
    file: RENAMING, tests: ['symmetry', ...SYMMETRIC],
    find: 'if (store.nonTemporal !== mate.nonTemporal || store.afterSfence !== mate.afterSfence)',
    replace: 'if (this.#open.length < 0)',
  },
  {
    rule: 'symmetry: steps of other kinds are images of each other',
    file: RENAMING, tests: SYMMETRIC, find: 'if (step.kind !== mate.kind)', replace: 'if (core < 0)',
  },
  {
    rule: 'symmetry: edges that read a value without an image are not followed',
    file: RENAMING, tests: SYMMETRIC, find: 'if (this.#open.length > 0)', replace: 'if (this.#open.length < 0)',
    equivalent: 'a state whose core has read such a value holds a node without an image, and asking for that says so as well',
  },
  {
    rule: 'symmetry: a renaming is not checked again when the automata have grown',
    file: SYMMETRY, tests: ['symmetry'],
    find: 'for (const renaming of this.#renamings) renaming.close()', replace: 'void this.#renamings',
  },
  {
    rule: 'symmetry: what sleeps is not renamed with the state',
    file: SEARCH, tests: SYMMETRIC,
    find: 'if (this.#sleep !== 0) this.#sleep = symmetry.sleepers(element, this.#sleep)', replace: '',
  },
  {
    rule: 'symmetry: an end stands for itself only',
    file: IMAGES, tests: SYMMETRIC, find: 'this.#areReal ? (this.symmetry?.order ?? 1) : 1', replace: '1',
  },
  {
    rule: 'symmetry: the transitions of a schedule are not renamed back',
    file: SEARCH, tests: SYMMETRIC,
    find: 'path.push(...this.#renamed(this.#symmetry?.inverse(applied) ?? 0, transitions))', replace: 'path.push(...transitions)',
  },
  {
    rule: 'late: the bytes that a load takes from its own buffer do not count',
    file: HELD_CELLS, tests: ['fixtures', ...REDUCTIONS],
    find: 'const cell = table.accessCell[local] ?? -1', replace: 'const cell = table.cell[local] ?? -1',
  },
  {
    rule: 'late: a drain waits though one that is taken reaches its bytes',
    file: LATE_DRAINS, tests: REDUCTIONS, find: 'this.#cells.drainsCompete(table, local, held))', replace: 'local < 0)',
  },
  {
    rule: 'late: the drains of a core that waits for its own buffer wait',
    file: LATE_DRAINS, tests: REDUCTIONS,
    find: 'if (!canStep && !isOver(table, local)) needed |= 1 << core', replace: 'void isOver',
  },
  {
    rule: 'late: a drain waits though a step of another core touches its bytes',
    file: LATE_DRAINS, tests: REDUCTIONS, find: 'this.#cells.stepTouches(table, local, held))', replace: 'local < 0)',
  },
  {
    rule: 'late: of a buffer only the bytes of what drains next count',
    file: LATE_DRAINS, tests: ['fixtures', ...REDUCTIONS],
    find: 'const held = table.buffer(local)',
    replace: 'const held = this.#machine.buffers.append(0, table.drainStore[table.drainAt[local] ?? 0] ?? 0)',
  },
  {
    rule: 'late: drains wait where a core can spin',
    file: PASS_PARTS, tests: REDUCTIONS,
    find: 'const cells = sleeping && !machine.hasHistory', replace: 'const cells = !machine.hasHistory',
  },
  {
    rule: 'early: a drain goes first though another core is awake',
    file: EARLY_DRAIN, tests: BUFFERING, find: 'if ((awake & ~(1 << core)) !== 0) continue', replace: 'void awake',
  },
  {
    rule: 'early: a drain goes first though another core holds a store to the same bytes',
    file: EARLY_DRAIN, tests: BUFFERING,
    find: 'if (this.#cells.drainsCompete(own, state[core] ?? 0, held)) return false', replace: '',
  },
  {
    rule: 'early: a drain goes first though what others hold may wake a core',
    file: EARLY_DRAIN, tests: BUFFERING,
    find: 'if (third === core || third === other || !sleeper) continue', replace: 'if (third >= 0 || !sleeper) continue',
  },
  {
    rule: 'early: a drain goes first where stores do not drain in order',
    file: MACHINE, tests: BUFFERING, find: 'return this.model.drainsInOrder && !this', replace: 'return !this',
  },
  {
    rule: 'early: a drain goes first where non-temporal stores do not drain in order',
    file: MACHINE, tests: [...BUFFERING, ...REDUCTIONS],
    find: '.drainsInOrder && !this.#stores.hasNonTemporal', replace: '.drainsInOrder',
  },
  {
    rule: 'early: a drain goes first though it sleeps',
    file: EARLY_DRAIN, tests: BUFFERING, find: '&& (sleep & drainBit(core)) === 0', replace: '&& drainBit(core) > 0',
    equivalent: 'what lies behind a drain that sleeps is found on another way, too: going there again costs time only',
  },
  {
    rule: 'early, late: of two stores to the same bytes either may be the second, though they differ',
    file: HELD_CELLS, tests: BUFFERING, find: 'if (newest === store) continue', replace: 'if (newest >= 0) continue',
  },
  {
    rule: 'sleep: a drain and a load of its byte commute',
    file: INDEPENDENCE, tests: BUFFERING,
    find: 'table.step[local] === STEP.locked || !machine.changesNothing(store,',
    replace: 'table.step[local] === STEP.locked || machine.changesNothing(store,',
  },
  {
    rule: 'sleep: a load and a drain of its byte commute',
    file: INDEPENDENCE, tests: BUFFERING,
    find: '(locked || !machine.changesNothing(drained, shared))', replace: '(locked && !machine.changesNothing(drained, shared))',
  },
  {
    rule: 'sleep: two drains of one byte commute',
    file: INDEPENDENCE, tests: BUFFERING, find: 'if (drained !== store && storeMeets', replace: 'if (drained < 0 && storeMeets',
  },
  {
    rule: 'chains: what slept on a way is not known when it is found again',
    file: SEARCH, tests: BUFFERING, find: 'else this.#sleep = this.#slept', replace: 'else this.#sleep = 0',
  },
  {
    rule: 'revision: states that relied on what was wrong are not expanded again',
    file: SEARCH, tests: REVISIONS,
    find: 'if (this.#isMisled(futures, relied, state)) this.#misled.push(index)', replace: '',
  },
  {
    rule: 'revision: the way to the first stored state is not taken again',
    file: SEARCH, tests: REVISIONS, find: 'if (this.#isMisled(futures, this.#startRelied, state)) this.#startAgain()', replace: '',
  },
  {
    rule: 'revision: what was relied on is not renamed back',
    file: SEARCH, tests: REVISIONS,
    find: 'const back = this.#frame === 0 || !symmetry', replace: 'const back = this.#frame >= 0 || !symmetry',
  },
  {
    rule: 'revision: of several cells that a step relied on none counts',
    file: SEARCH, tests: REVISIONS,
    find: 'else if (lone.cell === -2) for (const cell of lone.cells) this.#relyOn(lone.core, cell, lone.access)', replace: '',
  },
  {
    rule: 'revision: of what others turn out to read nothing relied on the contrary',
    file: LONE_STEP, tests: REVISIONS, find: 'this.access = true', replace: 'this.access = false',
  },
  {
    rule: 'revision: a search goes on with sleep sets when a cycle has been found',
    file: SOUNDNESS, tests: ['non-termination'], find: '(!this.#graph && news.hasNewCycle(old)) ||', replace: '',
  },
  {
    rule: 'sleep: a state that is come to from itself is not noticed',
    file: SOUNDNESS, tests: ['non-termination', ...REDUCTIONS],
    find: 'this.hasCycle = !this.#graph.isAcyclic(count)', replace: 'this.hasCycle = count < 0',
  },
  {
    rule: 'revision: schedules are reconstructed by the newest futures',
    file: SEARCH, tests: REVISIONS, find: 'if (futures) this.#lone?.useFutures(futures)', replace: 'void futures',
  },
  {
    rule: 'footprints leave out the stores in the buffer',
    file: FOOTPRINTS,
    find: 'return ((this.#buffers.cells(table.buffer(local), cell >> 5) >>> (cell & 31)) & 1) === 1', replace: 'return false',
  },
  {
    rule: 'footprints leave out what later nodes do',
    file: FOOTPRINTS,
    find: 'this.#add(sets, root, sets[target] ?? 0)', replace: 'void target',
  },
  {
    rule: 'a search is not repeated when its reductions were wrong',
    file: EXPLORE, find: 'if (!pass.isSound() && !pass.isCut) {', replace: 'if (number < 0) {',
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
  {
    rule: 'drafts: what has been stored is not read',
    file: 'src/cpu-model/draft.ts', tests: REDUCTIONS,
    find: 'return this.#written[cell] === this.#number ? (this.#indices[cell] ?? 0) : -1', replace: 'return cell < 0 ? 0 : -1',
  },
  {
    rule: 'drafts: what was stored in the last one is read',
    file: 'src/cpu-model/draft.ts', tests: REDUCTIONS, find: 'this.#number++', replace: '',
  },
  {
    rule: 'drains: in a row, they wake nobody',
    file: SEARCH, tests: REDUCTIONS,
    find: 'this.#sleep &= ~conflictsOfDrain(this.#machine, next, core, run.next)', replace: 'void core',
  },
  {
    rule: 'drains: after a lone one all others count as such',
    file: SEARCH, tests: REDUCTIONS,
    find: 'while (run.isLeft && lone.drainIsLone(next, core, run.next))', replace: 'while (run.isLeft)',
  },
  {
    rule: 'drains: a store behind a non-temporal one waits for it',
    file: 'src/cpu-model/buffers.ts', find: 'this.#model.drainsInOrder && !nonTemporal ?', replace: 'this.#model.drainsInOrder ?',
  },
  {
    rule: 'cuts: an edge of a node is known for what one cell held, and not for what its parts do',
    file: LOCAL_TABLE, tests: CUTS, find: 'this.#nodes.forget()', replace: '',
  },
  {
    rule: 'cuts: a set of cells forgets the parts of one that is split',
    file: 'src/explore/cell-sets.ts', tests: CUTS, find: 'row[i] = (row[i] ?? 0) | (bits[i] ?? 0)', replace: 'void bits',
  },
  {
    rule: 'cuts: what has been relied on forgets the parts of a cell that is split',
    file: SOUNDNESS, tests: CUTS, find: 'reliances.split(number)', replace: 'void number',
  },
  {
    rule: 'cuts: a buffer forgets the parts of a cell that is split',
    file: 'src/cpu-model/buffers.ts', tests: CUTS, find: '=== 1) this.#hold(buffer, parts)', replace: '=== 1) void parts',
  },
  {
    rule: 'cuts: an edge is known for what one cell held, and not for what its parts do',
    file: LOCAL_TABLE, tests: CUTS,
    find: 'this.#edgeKey[edge] = values.reduce((key, index) => this.#composite.intern(key, index), 0)', replace: 'void values',
  },
  {
    rule: 'cuts: a state whose expansion came upon a cut is not expanded to the end',
    file: SEARCH, tests: CUTS, find: 'this.#misled.push(parent)', replace: '',
  },
  {
    rule: 'cuts: accesses of several cells do not commute, so what slept before a cut does not sleep after it',
    file: INDEPENDENCE, tests: CUTS, find: ': cells.some((cell) => otherCells.includes(cell))', replace: ': cells.length > 0',
  },
  {
    rule: 'dead: a write of two bytes leaves nothing of a register',
    file: REGISTER_EFFECTS, tests: DEAD, find: 'register.size >= 4', replace: 'register.size >= 2',
  },
  {
    rule: 'dead: a conditional jump reads no flags',
    file: REGISTER_EFFECTS, tests: DEAD, find: 'readBy(...operands) | ARITHMETIC_FLAGS, overwrites: NO_REGISTERS',
    replace: 'readBy(...operands), overwrites: NO_REGISTERS',
  },
  {
    rule: 'dead: what an instruction overwrites has not been read by it',
    file: LIVE_REGISTERS, tests: DEAD, find: 'place.reads | (after & ~place.overwrites)',
    replace: '(place.reads | after) & ~place.overwrites',
  },
  {
    rule: 'dead: a function returns only behind the first call of it',
    file: LIVE_REGISTERS, tests: DEAD, find: 'if (known) known.push(end)', replace: 'if (known) void end',
  },
  {
    rule: 'dead: nothing is read behind a call but by the function that is called',
    file: LIVE_REGISTERS, tests: DEAD, find: 'next.push(...behind.filter(', replace: 'void (behind.filter(',
  },
  {
    rule: 'dead: where a jump through a register leads is not learned',
    file: REGISTER_USES, tests: DEAD, find: 'if (liveness) throw new UsesLearned(`a jump',
    replace: 'if (liveness) void new UsesLearned(`a jump',
  },
  {
    rule: 'dead: what the outcome asks for is not learned',
    file: REGISTER_USES, tests: DEAD, find: 'if (!isKept) throw', replace: 'if (!isKept) void',
  },
  {
    rule: 'dead: a core that has come back to where it was is told by its dead registers',
    file: CORE, tests: DEAD, find: "anchor = this.#takeWhole({ kind: 'diverge', pc })",
    replace: "anchor = this.#takeNow({ kind: 'diverge', pc })",
  },
  {
    rule: 'dead: the flags that arithmetic leaves alone are dead with the others',
    file: 'src/emu/liveness/register-set.ts', tests: DEAD,
    find: 'ARITHMETIC_FLAG_BITS = 0x8d5n', replace: 'ARITHMETIC_FLAG_BITS = 0xcd5n',
  },
  {
    rule: 'dead: traps at the same instruction are one',
    file: AUTOMATON, tests: DEAD, find: "step.kind === 'trap' ? Object.values(step.trap).join() : ''", replace: "''",
  },
  {
    rule: 'shards: everything sleeps at the frontier',
    file: SHARD, tests: SHARDS, find: 'sleep: this.search.table.sleep(this.#expanded + (from ?? 0) + i)', replace: 'sleep: -1',
  },
  {
    rule: 'shards: what sleeps at one state of the frontier sleeps at another',
    file: SHARD, tests: SHARDS, find: 'this.search.table.sleep(this.#expanded + (from ?? 0) + i)',
    replace: 'this.search.table.sleep(this.#expanded + i)',
  },
  {
    rule: 'shards: a state of the frontier belongs to none',
    file: SHARD, tests: SHARDS, find: 'schedules.slice(from, to)', replace: 'schedules.slice((from ?? 0) + 1, to)',
  },
  {
    rule: 'shards: what sleeps in the prefix may do so for ever',
    file: SHARD, tests: SHARDS, find: 'return this.#graph?.isAcyclic(search.table.count) !== false', replace: 'return true',
  },
  {
    rule: 'shards: nobody looks for cycles that lie in the prefix',
    file: SEARCH_PREFIX, tests: SHARDS, find: 'if (prefix.mayCycle) findings.addLassos(prefix.search, prefix.closed)', replace: '',
  },
  {
    rule: 'shards: what was found in the prefix is forgotten',
    file: 'src/explore/pass/pass.ts', tests: SHARDS, find: 'this.#findings.adopt(findings)', replace: '',
  },
]
