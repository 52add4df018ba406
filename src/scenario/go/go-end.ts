/** The end of a run of Go code, in Go's words. */
import type { Image } from '../../emu/image.ts'
import type { Outcome } from '../../explore/outcome.ts'
import { decodeMap, type DecodedMap } from '../../go/decode-map.ts'
import { lookup, type LookupResult } from '../../go/lookup.ts'
import { RUNTIME_TRAPS, type RuntimeTrap } from '../../go/runtime-traps.ts'
import type { End, TrapReport } from '../../machine/end.ts'
import { resultOffset, type GoCall } from './go-call.ts'
import { gPage } from './go-cores.ts'

/** Offset of the first probe's word in the core's private page: above the fields of the shims, below the results of calls. */
const PROBES = 0x300

/** A trap of Go's runtime, in Go's words. */
export interface GoTrap {
  readonly core: number
  readonly kind: RuntimeTrap['kind'] | 'fault'
  /** `concurrent map writes`. */
  readonly message: string
  /** The Go line of the call that trapped, `map_fast64.go:102`, where the listing tells. */
  readonly goLine: string | undefined
}

/** The end of a run of Go code. After a trap there is nothing but the trap. */
export type GoEnd =
  | {
      readonly trap: GoTrap
      readonly map: undefined
      readonly results: undefined
      readonly probe: undefined
      readonly find: undefined
      readonly read: undefined
      readonly stopped: readonly GoTrap[]
    }
  | {
      readonly trap: undefined
      readonly map: DecodedMap
      /** For each core and call, the first results in RAX and RBX. */
      readonly results: readonly (readonly { readonly rax: bigint; readonly rbx: bigint }[])[]
      /** Word `index` of those in which `asm/probes` keep what a core of an experiment has seen in its registers. */
      readonly probe: (core: number, index: number) => bigint
      /** What a lookup of that key would find from now on. */
      readonly find: (key: bigint) => LookupResult
      /** Memory, unsigned little-endian; `size` 1, 2, 4 or 8 bytes. */
      readonly read: (address: bigint, size: number) => bigint
      /** With `onTrap: 'stop-core'`, the traps of the cores that stopped. */
      readonly stopped: readonly GoTrap[]
    }

/** What an outcome function over `GoEnd` is asked about. */
export interface GoQuestion<O = Outcome> {
  readonly cores: readonly (readonly GoCall[])[]
  /** Address of the map that the cores work on. */
  readonly hmap: bigint
  /** What is said of a symbol that ends a run and is none of Go's runtime traps. */
  readonly describeSymbol: (symbol: string) => string
  readonly outcome: (end: GoEnd) => O
}

/** The outcome function of a scenario whose cores run `driver`. */
export function goOutcome<O>({ cores, hmap, describeSymbol, outcome }: GoQuestion<O>, image: Image): (end: End) => O {
  const describe = (report: TrapReport): GoTrap => describeTrap(report, image, describeSymbol)
  return (end) => {
    if (end.trap) {
      return outcome({
        trap: describe(end.trap),
        map: undefined, results: undefined, probe: undefined, find: undefined, read: undefined, stopped: [],
      })
    }
    const results = cores.map((calls, core) =>
      calls.map((_, call) => {
        const at = gPage(core) + BigInt(resultOffset(call))
        return { rax: end.readPrivate(core, at, 8), rbx: end.readPrivate(core, at + 8n, 8) }
      }),
    )
    const read = (address: bigint, size: number): bigint => end.read(address, size)
    const probe = (core: number, index: number): bigint =>
      end.readPrivate(core, gPage(core) + BigInt(PROBES + 8 * index), 8)
    const find = (key: bigint): LookupResult => lookup(read, hmap, key)
    const stopped = end.stopped.map(describe)
    return outcome({ trap: undefined, map: decodeMap(read, hmap), results, probe, find, read, stopped })
  }
}

/** A trap in Go's words: the message of `fatal`, `throw` and panics, and the Go line that called them. */
export function describeTrap(report: TrapReport, image: Image, describeSymbol: (symbol: string) => string): GoTrap {
  const { core, trap, pc } = report
  if (trap.kind !== 'symbol') {
    const at = trap.kind === 'fault' && trap.address !== undefined ? ` at 0x${trap.address.toString(16)}` : ''
    const kind = trap.kind === 'fault' ? 'fault' : 'unmodelled'
    return { core, kind, message: `${trap.reason}${at}`, goLine: image.statementAt(pc)?.goLine }
  }
  const goLine = callLine(report, image)
  const runtimeTrap = RUNTIME_TRAPS.get(trap.symbol)
  if (!runtimeTrap) return { core, kind: 'unmodelled', message: describeSymbol(trap.symbol), goLine }
  // Asked for only if the message needs them: a search keeps what is asked for.
  const registers = {
    get rax() { return report.register('rax') },
    get rbx() { return report.register('rbx') },
    get rcx() { return report.register('rcx') },
  }
  const message = runtimeTrap.describe(registers, (address, size) => report.read(address, size))
  return { core, kind: runtimeTrap.kind, message, goLine }
}

/** The Go line of the CALL whose return address lies on top of the stack. */
function callLine(report: TrapReport, image: Image): string | undefined {
  const returnAddress = report.read(report.register('rsp'), 8)
  const inCode = image.segments.some((s) => {
    return s.kind === 'code' && returnAddress > s.address && returnAddress <= s.address + BigInt(s.bytes.length)
  })
  if (!inCode) return undefined
  // A CALL with a 32-bit displacement has 5 bytes, one through a register 2 or 3.
  for (const length of [5n, 2n, 3n]) {
    const statement = image.statementAt(returnAddress - length)
    if (statement) return statement.goLine
  }
  return undefined
}
