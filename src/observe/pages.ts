/**
 * Which pages a core needs translated: the least that its TLB must hold. An entry is of a 4 KiB page; what other cores do to the
 * memory behind it takes none away (only the operating system's invalidations do, and no instruction of a lock is one).
 */
import type { TraceEvent } from './trace/trace-event.ts'

/** Bytes. */
export const PAGE = 4096

export interface PageReport {
  /** Page numbers (address / 4096) of data, in the order of first use: shared memory, the stack and other private memory. */
  readonly data: readonly number[]
  /** Page numbers of code. */
  readonly code: readonly number[]
  /** Accesses to data, and how many of them were the first to their page: with a TLB that is large enough, all its misses. */
  readonly accesses: number
  readonly first: number
}

interface Pages {
  readonly data: Set<number>
  readonly code: Set<number>
  accesses: number
}

/** Watches every access of a trace. */
export class TouchedPages {
  readonly #cores = new Map<number, Pages>()

  see(event: TraceEvent): void {
    // A drain uses the translation that its store was issued with.
    if (event.kind !== 'instruction') return
    const pages = this.#of(event.core)
    pages.code.add(pageOf(event.pc))
    for (const { address, size } of event.accesses) {
      pages.accesses++
      pages.data.add(pageOf(address)).add(pageOf(address + size - 1))
    }
  }

  core(core: number): PageReport {
    const { data, code, accesses } = this.#of(core)
    return { data: [...data], code: [...code], accesses, first: data.size }
  }

  #of(core: number): Pages {
    const known = this.#cores.get(core)
    if (known) return known
    const pages: Pages = { data: new Set(), code: new Set(), accesses: 0 }
    this.#cores.set(core, pages)
    return pages
  }
}

function pageOf(address: number): number {
  return Math.floor(address / PAGE)
}
