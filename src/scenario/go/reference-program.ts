/** The Go program whose compiled code the listings are compared with: `asm/go1.22/wrappers.go`. */
import { readFile } from 'node:fs/promises'
import type { GoSource } from '../../go/fidelity/toolchain.ts'

const FILE = 'wrappers.go'

/** One small function a map operation, and all that the linker puts behind them. */
export async function referenceProgram(): Promise<GoSource> {
  return { file: FILE, text: await readFile(new URL(`../../../asm/go1.22/${FILE}`, import.meta.url), 'utf8') }
}
