/**
 * Engines with memory and hooks. An engine's first mapping and its first run touch 4 MB of memory for the first time, which takes 2 to
 * 4 ms: more than a litmus test. So the cores of a program use one engine in turns, and the next program takes it over if it can.
 */
import { Ram, type PlacedBytes } from './ram.ts'
import { SAVED_REGISTER_IDS, XMM_REGISTER_IDS } from './registers.ts'
import { Unicorn, X86_REG, type InvalidHook, type MemoryHook, type RegisterBatch, type RegisterContext } from './unicorn.ts'

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

/** One of those who use an engine in turns. */
export interface EngineUser {
  /** Must not throw, nor must `onInvalid`. */
  readonly onAccess: MemoryHook
  readonly onInvalid: InvalidHook
}

/** An engine of that layout that has no user: all its memory is zero. */
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
  readonly maps: readonly PlacedBytes[]
  readonly ram: Ram
  readonly #key: string
  #uses = 1
  /** All registers of a new engine. */
  readonly #fresh: RegisterContext
  /** The registers of those who use the engine and are not running. */
  readonly #users = new Map<EngineUser, RegisterContext>()
  #running: EngineUser | undefined

  constructor({ maps, hooks }: EngineLayout, key: string) {
    const { unicorn } = this
    this.#key = key
    this.registers = unicorn.register_batch(SAVED_REGISTER_IDS)
    this.rip = unicorn.register_batch([{ id: X86_REG.rip }])
    this.xmm = unicorn.register_batch(XMM_REGISTER_IDS)
    this.maps = maps.map(({ from, to }) => ({ from, to, bytes: unicorn.mem_map(from, to - from) }))
    this.ram = new Ram(this.maps)
    unicorn.mem_map(END_ADDRESS, PAGE).fill(HLT)
    const onAccess: MemoryHook = (type, address, size, value) => {
      this.#running?.onAccess(type, address, size, value)
    }
    for (const { types, from, to } of hooks) unicorn.hook_memory(onAccess, types, from, to - 1)
    unicorn.hook_invalid((type, address, size) => {
      this.#running?.onInvalid(type, address, size)
    })
    this.#fresh = unicorn.context_alloc()
  }

  /**
   * It is the turn of `user`, who counts as one from its first turn on: all registers are as it has left them, or those of a new engine.
   * Memory is as others have left it.
   */
  giveTo(user: EngineUser): void {
    if (this.#running === user) return
    const { unicorn } = this
    const running = this.#running && this.#users.get(this.#running)
    if (running !== undefined) unicorn.context_save(running)
    let registers = this.#users.get(user)
    if (registers === undefined) {
      unicorn.context_restore(this.#fresh)
      registers = unicorn.context_alloc()
      this.#users.set(user, registers)
    }
    unicorn.context_restore(registers)
    this.#running = user
  }

  /** `user` is done with the engine: when all are, others may have it. */
  giveBack(user: EngineUser): void {
    const registers = this.#users.get(user)
    if (registers !== undefined) this.unicorn.context_free(registers)
    this.#users.delete(user)
    if (this.#running === user) this.#running = undefined
    if (this.#users.size > 0) return
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
    this.unicorn.context_restore(this.#fresh)
    return true
  }
}
