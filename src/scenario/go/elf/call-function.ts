/** One call of a function of a Go program, on one core and nothing beside it. */
import { sc } from '../../../cpu-model/sc.ts'
import { loadAssembler } from '../../../emu/assembler/assemble.ts'
import { loadDisassembler } from '../../../emu/disassembler/disassemble.ts'
import type { ListingSource } from '../../../emu/listing.ts'
import { RESULT_REGISTERS, goArguments } from '../../../go/abi.ts'
import { decodeMap, type DecodedMap } from '../../../go/decode-map.ts'
import type { GoBinary } from '../../../go/elf/go-binary.ts'
import { hashSetup } from '../../../go/elf/hash-setup.ts'
import { describeUnmodelled } from '../../../go/elf/unmodelled.ts'
import { buildMap, type MapSpec } from '../../../go/map-image.ts'
import { Automata } from '../../../machine/automata.ts'
import { endOf, trapReport } from '../../../machine/end.ts'
import { Machine } from '../../../machine/machine.ts'
import { DEFAULT_MACHINE_OPTIONS } from '../../../machine/program.ts'
import { Run } from '../../../machine/run.ts'
import { driverName } from '../go-call.ts'
import { goArena, goCore } from '../go-cores.ts'
import { describeTrap, type GoTrap } from '../go-end.ts'
import { goListings } from '../go-scenario.ts'
import { elfProgram } from './elf-program.ts'
import { mapTypeOf } from './elf-scenario.ts'
import type { TypedCall } from './typed-call.ts'

/** How a call ended. */
export interface CalledFunction {
  /** `endless`: the function goes round in circles. `bound`: it ran longer than the bound and may yet return. */
  readonly end: 'returned' | 'trapped' | 'endless' | 'bound'
  readonly trap: GoTrap | undefined
  /** RAX, RBX, RCX and on, after a return. */
  readonly registers: readonly bigint[]
  /** Instructions that ran; the last one of a fault is counted. */
  readonly instructions: number
  /** Accesses of memory that is not the core's own: loads and stores. */
  readonly accesses: number
  /** The map `m` afterwards, when the call was given it. */
  readonly map: DecodedMap | undefined
}

/** What is called, and on what. */
export interface FunctionCall {
  readonly binary: GoBinary
  readonly call: TypedCall
  readonly map?: MapSpec
  readonly mapType?: string
}

/** Bytes that the function may allocate. */
const ARENA_SIZE = 0x8_0000
const CALLEE = 'binary.callee'
/** What the entry of ours takes before the function begins: MFENCE, which makes the first instruction a step, and a JMP. */
const ENTRY_INSTRUCTIONS = 2

/** Calls the function. Throws an `InputError` for a map that the program has no type for. */
export async function callFunction({ binary, call, map: spec, mapType }: FunctionCall): Promise<CalledFunction> {
  const [assembler, disassembler, listings] = await Promise.all([loadAssembler(), loadDisassembler(), goListings()])
  const usesMap = call.arguments.includes('map')
  const type = usesMap || call.arguments.includes('type') ? mapTypeOf(binary, mapType ?? call.mapType).address : 0n
  const hash = usesMap ? hashSetup(binary) : undefined
  const map = buildMap({ ...(spec ?? { B: 0, entries: [] }), ...(hash && { hashKey: hash.equivalent }) })
  const entry: ListingSource = {
    file: 'call', syntax: 'go', text: `TEXT ${driverName(0)}(SB), $0-0\n\tMFENCE\n\tJMP ${CALLEE}(SB)\n`,
  }
  const callees = new Map([[CALLEE, binary.functionNamed(call.function).entry]])
  const { image, traps } = elfProgram({
    binary, listings, drivers: [entry], callees, hashKey: hash?.words, assembler, disassembler,
  })
  const arena = goArena(0, 'fresh', ARENA_SIZE)
  const whole = { ...image, segments: [...image.segments, ...(usesMap ? map.segments : []), arena] }
  const start = image.symbols.get(driverName(0))
  if (start === undefined) throw new Error('no entry')
  const core = goCore(0, start, arena)
  const values = call.arguments.map((argument) => {
    return argument === 'map' ? map.hmap : argument === 'type' ? type : argument
  })
  const setup = { ...core, registers: { ...core.registers, ...goArguments(values) } }
  const program = { name: call.text, image: whole, cores: [setup], traps, order: [] }
  const automata = new Automata(program, DEFAULT_MACHINE_OPTIONS, (bytes, address) => disassembler.decode(bytes, address))
  try {
    const machine = new Machine(automata, sc, DEFAULT_MACHINE_OPTIONS)
    // Memory may turn out to be shared on the way, which cuts the steps anew: what is counted is a run that knows it all.
    finish(new Run(machine))
    const run = new Run(machine)
    const counts = finish(run)
    const table = machine.local(0)
    const { kind } = table.visibleStep(run.state[0] ?? 0)
    const found = { ...counts, registers: [], trap: undefined, map: undefined }
    if (run.trappedCore !== undefined) {
      const trap = describeTrap(trapReport(machine, 0, run.state[0] ?? 0), whole, describeUnmodelled)
      return { ...found, end: 'trapped', trap }
    }
    if (kind !== 'end') return { ...found, end: kind === 'bound' ? 'bound' : 'endless' }
    const end = endOf(machine, run.state, [])
    if (end.trap) throw new Error('a finished run has a trap')
    return {
      ...found,
      end: 'returned',
      registers: RESULT_REGISTERS.map((name) => end.register(0, name)),
      map: usesMap ? decodeMap((address, size) => end.read(address, size), map.hmap) : undefined,
    }
  } finally {
    automata.close()
  }
}

/** Takes every transition there is, counting instructions and accesses. */
function finish(run: Run): { instructions: number; accesses: number } {
  let instructions = -ENTRY_INSTRUCTIONS
  let accesses = 0
  const { machine } = run
  for (let [transition] = run.transitions(); transition !== undefined; [transition] = run.transitions()) {
    const local = run.state[0] ?? 0
    const event = run.take(transition)
    if (event === undefined) break
    if (event.kind !== 'exec' || run.trappedCore !== undefined) continue
    accesses += event.stores.length + (event.load === undefined ? 0 : 1)
    const table = machine.local(0)
    const node = table.node(local)
    table.automaton.observe(node, event.load?.value, () => instructions++)
  }
  return { instructions, accesses }
}
