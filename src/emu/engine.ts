/**
 * Engines with memory and hooks, used by one core after another. Unicorn needs 0.7 ms to make an engine ready and to close it, which
 * was half the time of a litmus test; an engine that an earlier core has left needs some microseconds.
 */
import { SAVED_REGISTER_IDS, XMM_REGISTER_IDS } from './registers.ts'
import { Unicorn, X86_REG, type InvalidHook, type MemoryHook, type RegisterBatch } from './unicorn.ts'

const PAGE = 4096

/** Where a core's outermost RET goes: a page of its own, because Unicorn fetches from the target before it counts the RET. */
export const END_ADDRESS = 0x7fff_0000_0000
/**
 * What lies there. Unicorn translates a block at the target before it counts the RET: one HLT, and not a page of zeros, which read as
 * 2,048 instructions and cost most of a millisecond.
 */
const HLT = 0xf4

/** Addresses; `to` is exclusive. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** What an engine must have before its code first runs. Engines of equal layouts can stand for each other. */
export interface EngineLayout {
  /** Whole pages, ascending, without overlap. */
  readonly maps: readonly Range[]
  /** Accesses of these types (`HOOK_MEM_READ`, `HOOK_MEM_WRITE`) to these addresses are told. */
  readonly hooks: readonly (Range & { readonly types: number })[]
}

/** Engines kept for later, of all layouts together; each holds 3 MB. */
const MOST_IDLE = 12
/** Bytes mapped beyond which an engine is not kept: clearing them would take longer than to map them anew. */
const MOST_BYTES = 1 << 20
/** Unicorn does not take back the room of translations that were dropped, so an engine is not used for ever. */
const MOST_USES = 64

const idle: { readonly key: string; readonly engine: Engine }[] = []

/** An engine of that layout: all its memory is zero, its registers and hooks are the taker's to set. */
export function takeEngine(layout: EngineLayout): Engine {
  const key = JSON.stringify(layout)
  const at = idle.findIndex((kept) => kept.key === key)
  return idle.splice(at, at < 0 ? 0 : 1)[0]?.engine ?? new Engine(layout, key)
}

export class Engine {
  readonly unicorn = new Unicorn()
  readonly registers: RegisterBatch
  readonly rip: RegisterBatch
  readonly xmm: RegisterBatch
  /** What is mapped, and the bytes there as the guest sees them. */
  readonly maps: readonly (Range & { readonly bytes: Uint8Array })[]
  /** Both must not throw. */
  onAccess: MemoryHook = ignore
  onInvalid: InvalidHook = ignore
  readonly #key: string
  #uses = 1

  constructor({ maps, hooks }: EngineLayout, key: string) {
    const { unicorn } = this
    this.#key = key
    this.registers = unicorn.register_batch(SAVED_REGISTER_IDS)
    this.rip = unicorn.register_batch([{ id: X86_REG.rip }])
    this.xmm = unicorn.register_batch(XMM_REGISTER_IDS)
    this.maps = maps.map(({ from, to }) => ({ from, to, bytes: unicorn.mem_map(from, to - from) }))
    unicorn.mem_map(END_ADDRESS, PAGE).fill(HLT)
    const onAccess: MemoryHook = (type, address, size, value) => {
      this.onAccess(type, address, size, value)
    }
    for (const { types, from, to } of hooks) unicorn.hook_memory(onAccess, types, from, to - 1)
    unicorn.hook_invalid((type, address, size) => {
      this.onInvalid(type, address, size)
    })
    unicorn.keep_state()
  }

  /** The taker is done with the engine: another may have it. */
  giveBack(): void {
    this.onAccess = ignore
    this.onInvalid = ignore
    const bytes = this.maps.reduce((sum, { from, to }) => sum + to - from, 0)
    if (this.#uses === MOST_USES || bytes > MOST_BYTES || !this.#forget()) {
      this.unicorn.close()
      return
    }
    this.#uses++
    idle.unshift({ key: this.#key, engine: this })
    for (const { engine } of idle.splice(MOST_IDLE)) engine.unicorn.close()
  }

  /** Nothing of what ran is left. Gives false where the engine cannot. */
  #forget(): boolean {
    for (const { from, to, bytes } of this.maps) {
      bytes.fill(0)
      if (!this.unicorn.drop_translations(from, to)) return false
    }
    this.unicorn.restore_state()
    return true
  }
}

function ignore(): void {
  // Nobody has the engine.
}
