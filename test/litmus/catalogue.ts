/**
 * The programs of the x86-TSO literature as data, with what each model allows: the outcome that a test asks for is
 * reachable (`A`, allowed) or not (`F`, forbidden).
 *
 * Sources: Owens, Sarkar, Sewell, "A better x86 memory model: x86-TSO" (TPHOLs 2009) with its errata (n8), Sewell
 * et al., "x86-TSO" (CACM, July 2010; n4b) for Intel's examples 8-1 to 8-10, and the names in herdtools7's catalogue.
 */

/** A load with the value that the outcome expects, a store, a LOCKed store (its register is of no interest), MFENCE. */
export type CatalogueStep =
  | readonly ['R', string, number]
  | readonly ['W', string, number]
  | readonly ['A', string, number]
  | readonly ['F']

/** A program and the outcome that it is known for: every load has its expected value and memory ends as `final`. */
export interface CatalogueProgram {
  readonly name: string
  /** One list of steps per core. Every variable starts at 0. */
  readonly cores: readonly (readonly CatalogueStep[])[]
  /** Final memory, as far as the outcome asks for it. */
  readonly final: Readonly<Record<string, number>>
}

/** A number or a verdict for each of three models. */
export type PerModel<T> = Readonly<Record<'sc' | 'x86-tso' | 'pso', T>>

/** A program with its verdicts and the sizes of its search without any reduction. */
export interface PaperTest extends CatalogueProgram {
  /** Other names, of other papers and manuals. */
  readonly aliases: readonly string[]
  /** Whether the outcome is reachable. */
  readonly verdict: PerModel<'A' | 'F'>
  /** Distinct outcomes: all registers read, and final memory. */
  readonly outcomes: PerModel<number>
  /**
   * Machine states of a search in which a plain store, its drain, and a load are one transition each. For `sc` no
   * oracle: there a store hits memory at once, and fencepost's takes two transitions.
   */
  readonly states: PerModel<number>
  /** Maximal transition sequences of that search; under `sc` no oracle either. */
  readonly runs: PerModel<number>
}

/** A program of herdtools7's x86_64 catalogue, with its verdict under x86-TSO. */
export interface HerdTest extends CatalogueProgram {
  readonly verdict: 'A' | 'F'
}

function verdict(letters: string): PerModel<'A' | 'F'> {
  const letter = (i: number): 'A' | 'F' => (letters[i] === 'A' ? 'A' : 'F')
  return { sc: letter(0), 'x86-tso': letter(1), pso: letter(2) }
}

function counts([sc, tso, pso]: readonly [number, number, number]): PerModel<number> {
  return { sc, 'x86-tso': tso, pso }
}

/** The papers' tests, recomputed with an independent explorer. PSO: one FIFO per address; MFENCE and LOCK drain all. */
export const PAPER_TESTS: readonly PaperTest[] = [
  {
    name: 'iwp2.1',
    aliases: ['amd1', 'MP', 'Intel 8-1'],
    cores: [[['W', 'x', 1], ['W', 'y', 1]], [['R', 'y', 1], ['R', 'x', 0]]],
    final: {},
    verdict: verdict('FFA'),
    outcomes: counts([3, 3, 4]),
    states: counts([13, 23, 29]),
    runs: counts([6, 30, 45]),
  },
  {
    name: 'iwp2.2',
    aliases: ['amd2', 'LB', 'Intel 8-2'],
    cores: [[['R', 'x', 1], ['W', 'y', 1]], [['R', 'y', 1], ['W', 'x', 1]]],
    final: {},
    verdict: verdict('FFF'),
    outcomes: counts([3, 3, 3]),
    states: counts([13, 22, 22]),
    runs: counts([6, 20, 20]),
  },
  {
    name: 'iwp2.3.a',
    aliases: ['amd4', 'SB', 'Intel 8-3'],
    cores: [[['W', 'x', 1], ['R', 'y', 0]], [['W', 'y', 1], ['R', 'x', 0]]],
    final: {},
    verdict: verdict('FAA'),
    outcomes: counts([3, 4, 4]),
    states: counts([13, 34, 34]),
    runs: counts([6, 80, 80]),
  },
  {
    name: 'iwp2.3.b',
    aliases: ['own store seen', 'Intel 8-4'],
    cores: [[['W', 'x', 1], ['R', 'x', 0]], [['W', 'y', 1], ['R', 'y', 0]]],
    final: {},
    verdict: verdict('FFF'),
    outcomes: counts([1, 1, 1]),
    states: counts([9, 25, 25]),
    runs: counts([6, 80, 80]),
  },
  {
    name: 'iwp2.4',
    aliases: ['amd9', 'SB+rfi', 'Intel 8-5'],
    cores: [[['W', 'x', 1], ['R', 'x', 1], ['R', 'y', 0]], [['W', 'y', 1], ['R', 'y', 1], ['R', 'x', 0]]],
    final: {},
    verdict: verdict('FAA'),
    outcomes: counts([3, 4, 4]),
    states: counts([22, 62, 62]),
    runs: counts([20, 630, 630]),
  },
  {
    name: 'iwp2.5',
    aliases: ['amd8', 'WRC', 'Intel 8-6'],
    cores: [[['W', 'x', 1]], [['R', 'x', 1], ['W', 'y', 1]], [['R', 'y', 1], ['R', 'x', 0]]],
    final: {},
    verdict: verdict('FFF'),
    outcomes: counts([7, 7, 7]),
    states: counts([36, 61, 61]),
    runs: counts([30, 210, 210]),
  },
  {
    name: 'iwp2.6',
    aliases: ['CoRR, 2 writers'],
    cores: [[['W', 'x', 1]], [['W', 'x', 2]], [['R', 'x', 1], ['R', 'x', 2]], [['R', 'x', 2], ['R', 'x', 1]]],
    final: {},
    verdict: verdict('FFF'),
    outcomes: counts([72, 72, 72]),
    states: counts([281, 380, 380]),
    runs: counts([180, 2520, 2520]),
  },
  {
    name: 'iwp2.7',
    aliases: ['amd7', 'IRIW, locked', 'Intel 8-8'],
    cores: [[['A', 'x', 1]], [['A', 'y', 1]], [['R', 'x', 1], ['R', 'y', 0]], [['R', 'y', 1], ['R', 'x', 0]]],
    final: {},
    verdict: verdict('FFF'),
    outcomes: counts([15, 15, 15]),
    states: counts([97, 97, 97]),
    runs: counts([180, 180, 180]),
  },
  {
    name: 'iwp2.8.a',
    aliases: ['SB, locked', 'Intel 8-9'],
    cores: [[['A', 'x', 1], ['R', 'y', 0]], [['A', 'y', 1], ['R', 'x', 0]]],
    final: {},
    verdict: verdict('FFF'),
    outcomes: counts([3, 3, 3]),
    states: counts([13, 13, 13]),
    runs: counts([6, 6, 6]),
  },
  {
    name: 'iwp2.8.b',
    aliases: ['MP, first locked', 'Intel 8-10'],
    cores: [[['A', 'x', 1], ['W', 'y', 1]], [['R', 'y', 1], ['R', 'x', 0]]],
    final: {},
    verdict: verdict('FFF'),
    outcomes: counts([3, 3, 3]),
    states: counts([13, 17, 17]),
    runs: counts([6, 10, 10]),
  },
  {
    name: 'amd3',
    aliases: [],
    cores: [[['W', 'x', 1], ['W', 'x', 2], ['R', 'y', 1]], [['W', 'y', 1], ['W', 'y', 2], ['R', 'x', 1]]],
    final: {},
    verdict: verdict('FAA'),
    outcomes: counts([5, 9, 9]),
    states: counts([26, 132, 132]),
    runs: counts([20, 6300, 6300]),
  },
  {
    name: 'amd5',
    aliases: ['SB+mfences'],
    cores: [[['W', 'x', 1], ['F'], ['R', 'y', 0]], [['W', 'y', 1], ['F'], ['R', 'x', 0]]],
    final: {},
    verdict: verdict('FFF'),
    outcomes: counts([3, 3, 3]),
    states: counts([22, 31, 31]),
    runs: counts([20, 70, 70]),
  },
  {
    name: 'amd6',
    aliases: ['IRIW', 'Intel 8-7'],
    cores: [[['W', 'x', 1]], [['W', 'y', 1]], [['R', 'x', 1], ['R', 'y', 0]], [['R', 'y', 1], ['R', 'x', 0]]],
    final: {},
    verdict: verdict('FFF'),
    outcomes: counts([15, 15, 15]),
    states: counts([97, 164, 164]),
    runs: counts([180, 2520, 2520]),
  },
  {
    name: 'amd10',
    aliases: ['SB+mfence+rfi'],
    cores: [
      [['W', 'x', 1], ['F'], ['R', 'x', 1], ['R', 'y', 0]],
      [['W', 'y', 1], ['F'], ['R', 'y', 1], ['R', 'x', 0]],
    ],
    final: {},
    verdict: verdict('FFF'),
    outcomes: counts([3, 3, 3]),
    states: counts([33, 44, 44]),
    runs: counts([70, 252, 252]),
  },
  {
    name: 'n1',
    aliases: [],
    cores: [[['W', 'x', 2], ['R', 'y', 0]], [['W', 'y', 1], ['W', 'x', 1]], [['R', 'x', 1], ['R', 'x', 2]]],
    final: {},
    verdict: verdict('FAA'),
    outcomes: counts([18, 24, 24]),
    states: counts([92, 207, 265]),
    runs: counts([90, 5040, 7560]),
  },
  {
    name: 'n2',
    aliases: [],
    cores: [
      [['W', 'y', 1], ['W', 'x', 1]],
      [['W', 'x', 2], ['W', 'z', 1]],
      [['R', 'x', 1], ['R', 'x', 2]],
      [['R', 'z', 1], ['R', 'y', 0]],
    ],
    final: {},
    verdict: verdict('FFA'),
    outcomes: counts([42, 42, 48]),
    states: counts([369, 893, 1336]),
    runs: counts([2520, 831_600, 1_871_100]),
  },
  {
    name: 'n3',
    aliases: [],
    cores: [
      [['A', 'x', 1]],
      [['W', 'y', 1]],
      [['R', 'y', 1], ['R', 'x', 0], ['R', 'x', 1]],
      [['R', 'x', 1], ['R', 'y', 0], ['R', 'y', 1]],
    ],
    final: {},
    verdict: verdict('FFF'),
    outcomes: counts([32, 32, 32]),
    states: counts([274, 339, 339]),
    runs: counts([1120, 5040, 5040]),
  },
  {
    name: 'n4',
    aliases: [],
    cores: [[['R', 'x', 2], ['W', 'x', 1], ['R', 'x', 1]], [['R', 'x', 1], ['W', 'x', 2], ['R', 'x', 2]]],
    final: {},
    verdict: verdict('FFF'),
    outcomes: counts([8, 8, 8]),
    states: counts([40, 68, 68]),
    runs: counts([20, 280, 280]),
  },
  {
    name: 'n5',
    aliases: [],
    cores: [[['W', 'x', 1], ['R', 'x', 2]], [['W', 'x', 2], ['R', 'x', 1]]],
    final: {},
    verdict: verdict('FFF'),
    outcomes: counts([4, 4, 4]),
    states: counts([17, 33, 33]),
    runs: counts([6, 80, 80]),
  },
  {
    name: 'n6',
    aliases: [],
    cores: [[['W', 'x', 1], ['R', 'x', 1], ['R', 'y', 0]], [['W', 'y', 2], ['W', 'x', 2]]],
    final: { x: 1 },
    verdict: verdict('FAA'),
    outcomes: counts([4, 5, 6]),
    states: counts([19, 54, 67]),
    runs: counts([10, 420, 630]),
  },
  {
    name: 'n7',
    aliases: [],
    cores: [[['W', 'x', 1], ['R', 'x', 1], ['R', 'y', 0]], [['W', 'y', 1]], [['R', 'y', 1], ['R', 'x', 0]]],
    final: {},
    verdict: verdict('FAA'),
    outcomes: counts([7, 8, 8]),
    states: counts([47, 101, 101]),
    runs: counts([60, 1260, 1260]),
  },
  {
    name: 'n8',
    aliases: ['as corrected by the errata'],
    cores: [[['A', 'x', 1], ['R', 'y', 0]], [['W', 'y', 1], ['R', 'x', 0]]],
    final: {},
    verdict: verdict('FAA'),
    outcomes: counts([3, 4, 4]),
    states: counts([13, 22, 22]),
    runs: counts([6, 20, 20]),
  },
  {
    name: 'rwc-unfenced',
    aliases: [],
    cores: [[['W', 'x', 1]], [['R', 'x', 1], ['R', 'y', 0]], [['W', 'y', 1], ['R', 'x', 0]]],
    final: {},
    verdict: verdict('FAA'),
    outcomes: counts([7, 8, 8]),
    states: counts([36, 75, 75]),
    runs: counts([30, 420, 420]),
  },
  {
    name: 'rwc-fenced',
    aliases: [],
    cores: [[['W', 'x', 1]], [['R', 'x', 1], ['R', 'y', 0]], [['W', 'y', 1], ['F'], ['R', 'x', 0]]],
    final: {},
    verdict: verdict('FFF'),
    outcomes: counts([7, 7, 7]),
    states: counts([47, 73, 73]),
    runs: counts([60, 420, 420]),
  },
  {
    name: 'n4b',
    aliases: ['CACM'],
    cores: [[['R', 'x', 2], ['W', 'x', 1]], [['R', 'x', 1], ['W', 'x', 2]]],
    final: {},
    verdict: verdict('FFF'),
    outcomes: counts([4, 4, 4]),
    states: counts([14, 23, 23]),
    runs: counts([6, 20, 20]),
  },
  {
    name: 'S',
    aliases: [],
    cores: [[['W', 'x', 2], ['W', 'y', 1]], [['R', 'y', 1], ['W', 'x', 1]]],
    final: { x: 2 },
    verdict: verdict('FFA'),
    outcomes: counts([3, 3, 4]),
    states: counts([13, 30, 38]),
    runs: counts([6, 70, 105]),
  },
  {
    name: 'R',
    aliases: [],
    cores: [[['W', 'x', 1], ['W', 'y', 1]], [['W', 'y', 2], ['R', 'x', 0]]],
    final: { y: 2 },
    verdict: verdict('FAA'),
    outcomes: counts([3, 4, 4]),
    states: counts([13, 39, 46]),
    runs: counts([6, 140, 210]),
  },
  {
    name: 'R+po+mfence',
    aliases: [],
    cores: [[['W', 'x', 1], ['W', 'y', 1]], [['W', 'y', 2], ['F'], ['R', 'x', 0]]],
    final: { y: 2 },
    verdict: verdict('FFA'),
    outcomes: counts([3, 3, 4]),
    states: counts([17, 36, 45]),
    runs: counts([10, 140, 210]),
  },
  {
    name: '2+2W',
    aliases: [],
    cores: [[['W', 'x', 2], ['W', 'y', 1]], [['W', 'y', 2], ['W', 'x', 1]]],
    final: { x: 2, y: 2 },
    verdict: verdict('FFA'),
    outcomes: counts([3, 3, 4]),
    states: counts([13, 42, 62]),
    runs: counts([6, 280, 630]),
  },
  {
    name: 'SB+mfence+po',
    aliases: [],
    cores: [[['W', 'x', 1], ['F'], ['R', 'y', 0]], [['W', 'y', 1], ['R', 'x', 0]]],
    final: {},
    verdict: verdict('FAA'),
    outcomes: counts([3, 4, 4]),
    states: counts([17, 34, 34]),
    runs: counts([10, 70, 70]),
  },
]

/**
 * herdtools7's x86_64 catalogue, spelt out from the names in diy's way: the family (SB, MP, …) gives the
 * communications, and after each `+` stands what a core has between its first access and its last: `po` nothing,
 * `mfence` MFENCE, `rfi-po` a load of its own store, `po-rfi-po` a store to a variable of its own and a load of it.
 */
export const HERD_TESTS: readonly HerdTest[] = [
  {
    name: '2+2W',
    cores: [[['W', 'x', 2], ['W', 'y', 1]], [['W', 'y', 2], ['W', 'x', 1]]],
    final: { x: 2, y: 2 },
    verdict: 'F',
  },
  { name: 'LB', cores: [[['R', 'x', 1], ['W', 'y', 1]], [['R', 'y', 1], ['W', 'x', 1]]], final: {}, verdict: 'F' },
  { name: 'MP', cores: [[['W', 'x', 1], ['W', 'y', 1]], [['R', 'y', 1], ['R', 'x', 0]]], final: {}, verdict: 'F' },
  {
    name: 'MP+po+po-rfi-po',
    cores: [[['W', 'x', 1], ['W', 'y', 1]], [['R', 'y', 1], ['W', 'z', 1], ['R', 'z', 1], ['R', 'x', 0]]],
    final: {},
    verdict: 'F',
  },
  {
    name: 'R',
    cores: [[['W', 'x', 1], ['W', 'y', 1]], [['W', 'y', 2], ['R', 'x', 0]]],
    final: { y: 2 },
    verdict: 'A',
  },
  {
    name: 'R+po+mfence',
    cores: [[['W', 'x', 1], ['W', 'y', 1]], [['W', 'y', 2], ['F'], ['R', 'x', 0]]],
    final: { y: 2 },
    verdict: 'F',
  },
  {
    name: 'R+po+po-rfi-po',
    cores: [[['W', 'x', 1], ['W', 'y', 1]], [['W', 'y', 2], ['W', 'z', 1], ['R', 'z', 1], ['R', 'x', 0]]],
    final: { y: 2 },
    verdict: 'A',
  },
  {
    name: 'R+po+rfi-po',
    cores: [[['W', 'x', 1], ['W', 'y', 1]], [['W', 'y', 2], ['R', 'y', 2], ['R', 'x', 0]]],
    final: { y: 2 },
    verdict: 'A',
  },
  {
    name: 'RWC',
    cores: [[['W', 'x', 1]], [['R', 'x', 1], ['R', 'y', 0]], [['W', 'y', 1], ['R', 'x', 0]]],
    final: {},
    verdict: 'A',
  },
  {
    name: 'RWC+po+mfence',
    cores: [[['W', 'x', 1]], [['R', 'x', 1], ['R', 'y', 0]], [['W', 'y', 1], ['F'], ['R', 'x', 0]]],
    final: {},
    verdict: 'F',
  },
  {
    name: 'RWC+po+rfi-po',
    cores: [[['W', 'x', 1]], [['R', 'x', 1], ['R', 'y', 0]], [['W', 'y', 1], ['R', 'y', 1], ['R', 'x', 0]]],
    final: {},
    verdict: 'A',
  },
  {
    name: 'S',
    cores: [[['W', 'x', 2], ['W', 'y', 1]], [['R', 'y', 1], ['W', 'x', 1]]],
    final: { x: 2 },
    verdict: 'F',
  },
  { name: 'SB', cores: [[['W', 'x', 1], ['R', 'y', 0]], [['W', 'y', 1], ['R', 'x', 0]]], final: {}, verdict: 'A' },
  {
    name: 'SB+mfence+po',
    cores: [[['W', 'x', 1], ['F'], ['R', 'y', 0]], [['W', 'y', 1], ['R', 'x', 0]]],
    final: {},
    verdict: 'A',
  },
  {
    name: 'SB+mfence+po-rfi-po',
    cores: [[['W', 'x', 1], ['F'], ['R', 'y', 0]], [['W', 'y', 1], ['W', 'z', 1], ['R', 'z', 1], ['R', 'x', 0]]],
    final: {},
    verdict: 'A',
  },
  {
    name: 'SB+mfence+rfi-po',
    cores: [[['W', 'x', 1], ['F'], ['R', 'y', 0]], [['W', 'y', 1], ['R', 'y', 1], ['R', 'x', 0]]],
    final: {},
    verdict: 'A',
  },
  {
    name: 'SB+mfences',
    cores: [[['W', 'x', 1], ['F'], ['R', 'y', 0]], [['W', 'y', 1], ['F'], ['R', 'x', 0]]],
    final: {},
    verdict: 'F',
  },
  {
    name: 'SB+po+po-rfi-po',
    cores: [[['W', 'x', 1], ['R', 'y', 0]], [['W', 'y', 1], ['W', 'z', 1], ['R', 'z', 1], ['R', 'x', 0]]],
    final: {},
    verdict: 'A',
  },
  {
    name: 'SB+po+rfi-po',
    cores: [[['W', 'x', 1], ['R', 'y', 0]], [['W', 'y', 1], ['R', 'y', 1], ['R', 'x', 0]]],
    final: {},
    verdict: 'A',
  },
  {
    name: 'SB+rfi-po+po-rfi-po',
    cores: [
      [['W', 'x', 1], ['R', 'x', 1], ['R', 'y', 0]],
      [['W', 'y', 1], ['W', 'z', 1], ['R', 'z', 1], ['R', 'x', 0]],
    ],
    final: {},
    verdict: 'A',
  },
  {
    name: 'SB+rfi-pos',
    cores: [[['W', 'x', 1], ['R', 'x', 1], ['R', 'y', 0]], [['W', 'y', 1], ['R', 'y', 1], ['R', 'x', 0]]],
    final: {},
    verdict: 'A',
  },
  {
    name: 'WRC',
    cores: [[['W', 'x', 1]], [['R', 'x', 1], ['W', 'y', 1]], [['R', 'y', 1], ['R', 'x', 0]]],
    final: {},
    verdict: 'F',
  },
  {
    name: 'WRR+2W',
    cores: [[['W', 'x', 2]], [['R', 'x', 2], ['R', 'y', 0]], [['W', 'y', 1], ['W', 'x', 1]]],
    final: { x: 2 },
    verdict: 'F',
  },
  {
    name: 'WRW+2W',
    cores: [[['W', 'x', 2]], [['R', 'x', 2], ['W', 'y', 1]], [['W', 'y', 2], ['W', 'x', 1]]],
    final: { x: 2, y: 2 },
    verdict: 'F',
  },
  {
    name: 'WRW+WR',
    cores: [[['W', 'x', 1]], [['R', 'x', 1], ['W', 'y', 1]], [['W', 'y', 2], ['R', 'x', 0]]],
    final: { y: 2 },
    verdict: 'A',
  },
  {
    name: 'WRW+WR+po+mfence',
    cores: [[['W', 'x', 1]], [['R', 'x', 1], ['W', 'y', 1]], [['W', 'y', 2], ['F'], ['R', 'x', 0]]],
    final: { y: 2 },
    verdict: 'F',
  },
  {
    name: 'WRW+WR+po+rfi-po',
    cores: [[['W', 'x', 1]], [['R', 'x', 1], ['W', 'y', 1]], [['W', 'y', 2], ['R', 'y', 2], ['R', 'x', 0]]],
    final: { y: 2 },
    verdict: 'A',
  },
  {
    name: 'WWC',
    cores: [[['W', 'x', 2]], [['R', 'x', 2], ['W', 'y', 1]], [['R', 'y', 1], ['W', 'x', 1]]],
    final: { x: 2 },
    verdict: 'F',
  },
]

const READ_REGISTERS = ['rax', 'rbx', 'rcx', 'rdx']

/**
 * A program as a litmus test in herd's format. Loads go to rax, rbx, …; a LOCKed store is an XCHG with r15, which no
 * outcome asks for. `locations` shows every register that is read and every variable, so that the number of final
 * states is the number of outcomes.
 */
export function catalogueLitmus({ name, cores, final }: CatalogueProgram): string {
  const shown: string[] = []
  const asked = Object.entries(final).map(([variable, value]) => `[${variable}]=${value}`)
  const columns = cores.map((steps, core) => {
    let reads = 0
    const rows = steps.flatMap((step): string[] => {
      switch (step[0]) {
        case 'F':
          return ['mfence']
        case 'W':
          return [`movl $${step[2]},(${step[1]})`]
        case 'A':
          return [`movl $${step[2]},%r15d`, `xchgl %r15d,(${step[1]})`]
        case 'R': {
          const register = READ_REGISTERS[reads++] ?? 'rsi'
          shown.push(`${core}:${register}`)
          asked.push(`${core}:${register}=${step[2]}`)
          return [`movl (${step[1]}),%e${register.slice(1)}`]
        }
      }
    })
    return [`P${core}`, ...rows]
  })
  const variables = new Set(cores.flat().flatMap((step) => (step[0] === 'F' ? [] : [step[1]])))
  return [
    `X86_64 ${name}`,
    '{ }',
    ...rowsOf(columns),
    `locations [${[...variables, ...shown].map((location) => `${location};`).join(' ')}]`,
    `exists (${asked.join(' /\\ ')})`,
    '',
  ].join('\n')
}

function rowsOf(columns: readonly (readonly string[])[]): string[] {
  const height = Math.max(...columns.map((column) => column.length))
  return Array.from({ length: height }, (_, row) => `${columns.map((column) => column[row] ?? '').join(' | ')} ;`)
}
