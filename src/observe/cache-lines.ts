/**
 * Which core holds which line of memory: an observer of cache coherence, in states as MESI has them (Papamarcos, Patel 1984), with
 * caches that are never full. There is no time in it: it counts what must cross between cores, and says nothing of how long that takes.
 *
 * | what the core does | its line | other cores' copies |
 * | --- | --- | --- |
 * | load from memory | shared, or exclusive when nobody else has it | a modified or exclusive one becomes shared |
 * | store reaches memory: a drain, or a LOCKed store | modified | invalid: an invalidation each |
 * | load from the own store buffer | unchanged | unchanged |
 *
 * A core that touches a line which another core's store has taken from it must fetch it again. That is true sharing when others have
 * stored, since it lost the line, to a byte that it now asks for, and false sharing when they have stored only beside it (Torrellas, Lam,
 * Hennessy 1994).
 */
import type { TraceAccess, TraceEvent } from './trace/trace-event.ts'

/** Bytes. */
export const CACHE_LINE = 64

export type LineState = 'modified' | 'exclusive' | 'shared' | 'invalid'

/** What happened to a line. */
export interface LineReport {
  /** Of its first byte. */
  readonly address: number
  /** Names of what was accessed in it, in the order of the first access. */
  readonly labels: readonly string[]
  /** Loads from memory, and stores that reached memory, of all cores. */
  readonly loads: number
  readonly stores: number
  /** Copies of other cores that stores made invalid. */
  readonly invalidations: number
  /** Accesses of a core that had to fetch what another core's store had taken from it. */
  readonly trueSharing: number
  readonly falseSharing: number
  /** The state in each core's cache at the end. */
  readonly states: readonly LineState[]
}

interface Copy {
  state: LineState
  /** Bytes of the line, as bits, that other cores have stored to since this core lost it; undefined while it never had it. */
  stolen: bigint | undefined
}

interface Line {
  readonly labels: Set<string>
  readonly copies: Copy[]
  loads: number
  stores: number
  invalidations: number
  trueSharing: number
  falseSharing: number
}

/** Watches the accesses to shared memory in a trace. */
export class CacheLines {
  readonly #cores: number
  readonly #lines = new Map<number, Line>()

  constructor(cores: number) {
    this.#cores = cores
  }

  see(event: TraceEvent): void {
    if (event.kind === 'drain') this.#touch(event.core, 'store', event)
    if (event.kind !== 'instruction') return
    for (const access of event.accesses) {
      if (reachesMemory(access)) this.#touch(event.core, access.kind, access)
    }
  }

  /** Every line that was accessed, in the order of addresses. */
  get lines(): readonly LineReport[] {
    return [...this.#lines].sort(([a], [b]) => a - b).map(([address, line]) => ({
      address, labels: [...line.labels], loads: line.loads, stores: line.stores, invalidations: line.invalidations,
      trueSharing: line.trueSharing, falseSharing: line.falseSharing, states: line.copies.map(({ state }) => state),
    }))
  }

  /** Of all lines together. */
  get invalidations(): number {
    return this.lines.reduce((sum, { invalidations }) => sum + invalidations, 0)
  }

  /** An access across a line is one of each line. */
  #touch(
    core: number, kind: 'load' | 'store', { address, size, label }: { address: number; size: number; label: string },
  ): void {
    for (let at = address; at < address + size;) {
      const start = at - (at % CACHE_LINE)
      const end = Math.min(address + size, start + CACHE_LINE)
      const bytes = ((1n << BigInt(end - at)) - 1n) << BigInt(at - start)
      this.#touchLine(this.#line(start), core, kind, bytes, label)
      at = end
    }
  }

  #touchLine(line: Line, core: number, kind: 'load' | 'store', bytes: bigint, label: string): void {
    const own = line.copies[core]
    if (!own) throw new Error(`no core ${core}`)
    const others = line.copies.filter((copy) => copy !== own)
    line.labels.add(label)
    if (own.state === 'invalid' && own.stolen !== undefined) {
      if ((own.stolen & bytes) === 0n) line.falseSharing++
      else line.trueSharing++
    }
    if (own.state === 'invalid') own.stolen = 0n
    if (kind === 'load') {
      line.loads++
      const held = others.filter(({ state }) => state !== 'invalid')
      for (const copy of held) copy.state = 'shared'
      if (own.state === 'invalid') own.state = held.length > 0 ? 'shared' : 'exclusive'
      return
    }
    line.stores++
    for (const copy of others) {
      if (copy.state !== 'invalid') {
        line.invalidations++
        copy.state = 'invalid'
        copy.stolen = 0n
      }
      if (copy.stolen !== undefined) copy.stolen |= bytes
    }
    own.state = 'modified'
  }

  #line(address: number): Line {
    const known = this.#lines.get(address)
    if (known) return known
    const copies = Array.from({ length: this.#cores }, (): Copy => ({ state: 'invalid', stolen: undefined }))
    const line: Line = { labels: new Set(), copies, loads: 0, stores: 0, invalidations: 0, trueSharing: 0, falseSharing: 0 }
    this.#lines.set(address, line)
    return line
  }
}

/** Does the access take a line at once? A buffered store does when it drains; a load that the own buffer serves never does. */
function reachesMemory(access: TraceAccess): access is TraceAccess & { memory: 'shared' } {
  if (access.memory === 'private') return false
  if (access.kind === 'store') return access.to === 'memory'
  return access.sources.some(({ from }) => from !== 'buffer')
}
