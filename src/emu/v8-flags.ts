/**
 * What is told V8, all of it (measured in docs/decisions/0008-start-up.md). V8 has no public names for this, and newer versions have
 * other numbers of their own; so only the V8 of Node 20 is told, on which it was measured.
 */
import { setFlagsFromString } from 'node:v8'

const IS_MEASURED = process.versions.v8.startsWith('11.3.')

function tell(flag: string): void {
  if (IS_MEASURED) setFlagsFromString(flag)
}

/**
 * Bytes of bytecode that a function may run before V8 looks whether to optimise it. V8 begins with 67,584, optimises forty functions in a
 * search of 60 ms, and has the first thread wait for the threads that do it. A search of seconds does not feel the difference.
 */
const INTERRUPT_BUDGET = 270_336

/** For a program that mostly runs for less than a second: `fencepost`, not a test that has imported the library. */
export function tuneForShortRuns(): void {
  tell(`--interrupt-budget=${INTERRUPT_BUDGET}`)
}

/**
 * For many searches of a millisecond each, of which the first sixty are over before what is optimised pays for it. To be told when the
 * program's code has been loaded: V8 does not take what was kept under another number.
 */
export function tuneForSmallSearches(): void {
  tell(`--interrupt-budget=${4 * INTERRUPT_BUDGET}`)
}

/**
 * A number for what a function of WebAssembly runs before V8 compiles it a second time, optimised: V8's own, which is given back, and ours.
 * One text is enough for Keystone to reach V8's, and three of its functions and Capstone's take 100 ms to optimise, for what 80,000
 * disassembled instructions or 5,000 texts do not win back. Newer versions of V8 begin with 13,000,000.
 */
const TIERING_BUDGET = { own: 1_800_000, late: 180_000_000 } as const

let loading = 0

/** Loads WebAssembly that V8 optimises late. */
export async function withLateTierUp<T>(load: () => Promise<T>): Promise<T> {
  if (loading++ === 0) tell(`--wasm-tiering-budget=${TIERING_BUDGET.late}`)
  try {
    return await load()
  } finally {
    if (--loading === 0) tell(`--wasm-tiering-budget=${TIERING_BUDGET.own}`)
  }
}
