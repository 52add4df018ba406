import { overlaps, type Range } from '../emu/range.ts'
import type { Access } from './accesses.ts'
import type { PointKind } from './command.ts'

type BreakpointKind = 'breakpoint' | 'hardware-breakpoint'
type WatchpointKind = Exclude<PointKind, BreakpointKind>

const WATCHED: Readonly<Record<WatchpointKind, readonly Access['kind'][]>> = {
  watch: ['store'], rwatch: ['load'], awatch: ['load', 'store'],
}

interface Watchpoint extends Range {
  readonly point: WatchpointKind
}

/** Breakpoints and watchpoints as GDB has inserted them. Each may be there more than once. */
export class Points {
  #breakpoints: { readonly point: BreakpointKind; readonly address: number }[] = []
  #watchpoints: Watchpoint[] = []

  /** `size` of a breakpoint means nothing here. */
  add(point: PointKind, address: number, size: number): void {
    if (isBreakpoint(point)) this.#breakpoints.push({ point, address })
    else this.#watchpoints.push({ point, address, size })
  }

  remove(point: PointKind, address: number, size: number): void {
    if (isBreakpoint(point)) {
      const at = this.#breakpoints.findIndex((one) => one.point === point && one.address === address)
      if (at >= 0) this.#breakpoints.splice(at, 1)
      return
    }
    const at = this.#watchpoints.findIndex((one) => one.point === point && one.address === address && one.size === size)
    if (at >= 0) this.#watchpoints.splice(at, 1)
  }

  breakpointAt(pc: number): BreakpointKind | undefined {
    return this.#breakpoints.find(({ address }) => address === pc)?.point
  }

  /** The first watchpoint that one of `accesses` hits. */
  watched(accesses: readonly Access[]): { readonly point: WatchpointKind; readonly address: number } | undefined {
    const hit = this.#watchpoints.find((watchpoint) => accesses.some((access) => hits(watchpoint, access)))
    return hit && { point: hit.point, address: hit.address }
  }
}

function isBreakpoint(point: PointKind): point is BreakpointKind {
  return point === 'breakpoint' || point === 'hardware-breakpoint'
}

function hits(watchpoint: Watchpoint, access: Access): boolean {
  return WATCHED[watchpoint.point].includes(access.kind) && overlaps(watchpoint, access)
}
