/** Where the cores of a Go scenario have their stacks, their `g` and the memory that they allocate from. */
import type { CoreSetup } from '../../emu/core/core-setup.ts'
import type { Segment } from '../../emu/image.ts'
import { goCoreState } from '../../go/abi.ts'
import { arenaBytes, arenaMode, type ArenaSpec } from './arena.ts'

const ARENAS = 0xc0_4000_0000n
const ARENA_SIZE = 0x4000
const STACK_SIZE = 0x4000
const STACKS = 0x7ffe_0000_0000n
const G_PAGES = 0x7ffd_0000_0000n
const CORE_SPACING = 0x10_0000n
const SEED = 0x9e37_79b9_7f4a_7c15n

/** Address of the page of `g` of a core. */
export function gPage(core: number): bigint {
  return G_PAGES + BigInt(core) * CORE_SPACING
}

/** What a core's `mallocgc` hands out. */
export function goArena(core: number, spec: ArenaSpec = 'fresh', size = ARENA_SIZE): Segment {
  return {
    name: `arena${core}`, address: ARENAS + BigInt(core) * CORE_SPACING, bytes: arenaBytes(spec, size), kind: 'shared',
  }
}

/** A core that begins at `entry` and is ready to run Go code. */
export function goCore(
  core: number, entry: bigint, arena: Pick<Segment, 'address' | 'bytes'>, spec: ArenaSpec = 'fresh',
): CoreSetup {
  const stackTop = STACKS + BigInt(core) * CORE_SPACING + BigInt(STACK_SIZE)
  const { address, bytes } = arena
  const { registers, privateMemory } = goCoreState({
    core, stackTop, stackSize: STACK_SIZE, gAddress: gPage(core), mode: arenaMode(spec), seed: SEED + BigInt(core),
    arena: { start: address, end: address + BigInt(bytes.length) },
  })
  return { entry, registers, stack: { address: stackTop - BigInt(STACK_SIZE), size: STACK_SIZE }, privateMemory }
}
