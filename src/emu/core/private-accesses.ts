import type { MemoryAccess } from '../observed-instruction.ts'

/** What the instruction that is running has read and stored in private and constant memory, for observers. */
export class PrivateAccesses {
  #loads: MemoryAccess[] = []
  #stores: MemoryAccess[] = []

  get loads(): readonly MemoryAccess[] {
    return this.#loads
  }

  get stores(): readonly MemoryAccess[] {
    return this.#stores
  }

  /** Another instruction is about to run. Most make no access: nothing is made anew for them. */
  forget(): void {
    if (this.#loads.length > 0) this.#loads = []
    if (this.#stores.length > 0) this.#stores = []
  }

  addLoad(address: number, size: number, value: bigint, isWide: boolean): void {
    add(this.#loads, { address, size, value, isShared: false }, isWide)
  }

  addStore(address: number, size: number, value: bigint, isWide: boolean): void {
    add(this.#stores, { address, size, value, isShared: false }, isWide)
  }
}

/** A wide access comes as two hooks of 8 bytes, the lower half first; an access that crosses a page may come twice. */
function add(accesses: MemoryAccess[], access: MemoryAccess, isWide: boolean): void {
  const last = accesses.at(-1)
  if (last?.address === access.address && last.size === access.size) return
  if (isWide && last?.size === 8 && access.size === 8 && access.address === last.address + 8) {
    accesses[accesses.length - 1] = { ...last, size: 16, value: last.value | (access.value << 64n) }
  } else {
    accesses.push(access)
  }
}
