/**
 * What lies where a core's `mallocgc` hands memory out. Go's heap gives a freed object's memory to the next one of its size and
 * zeroes it by ordinary stores then (malloc.go:1174, memclrNoHeapPointers), so that another core may see what was there before.
 */
import { InputError } from '../../emu/input-error.ts'
import { buildMap, type MapSpec } from '../../go/map-image.ts'

/**
 * The memory that cores allocate from.
 *
 * * `fresh` (the default): zero before the run, as the operating system gives it. Nothing is zeroed, so allocation makes no accesses.
 * * `recycled`: it holds old contents, 0xdeadbeef in every 4 bytes (what Go's `GODEBUG=clobberfree=1` writes over a freed object), and
 *   each block is zeroed by stores through the core's store buffer when it is handed out.
 * * `{ recycled: contents }`: the same with these old contents, again and again from each arena's first byte on: bytes, or the buckets
 *   of a map that is gone. The first block that a core allocates begins there.
 */
export type ArenaSpec = 'fresh' | 'recycled' | { readonly recycled: Uint8Array | MapSpec }

/** mgcsweep.go:952, clobberfree; little-endian. */
const CLOBBERED = Uint8Array.of(0xef, 0xbe, 0xad, 0xde)

/** How mallocgc.s treats the arena. */
export function arenaMode(spec: ArenaSpec): 'fresh' | 'recycled' {
  return spec === 'fresh' ? 'fresh' : 'recycled'
}

/** `size` bytes of an arena before the run. Throws an `InputError` for old contents of no bytes. */
export function arenaBytes(spec: ArenaSpec, size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  if (spec === 'fresh') return bytes
  const old = spec === 'recycled' ? CLOBBERED : oldContents(spec.recycled)
  if (old.length === 0) throw new InputError('arena: expected at least one byte of old contents to recycle')
  return bytes.map((_, offset) => old[offset % old.length] ?? 0)
}

function oldContents(recycled: Uint8Array | MapSpec): Uint8Array {
  if (recycled instanceof Uint8Array) return recycled
  const buckets = buildMap(recycled).segments.find(({ name }) => name === 'buckets')
  return buckets?.bytes ?? new Uint8Array(0)
}
