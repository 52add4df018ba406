/** The Go programs whose compiled code the listings are compared with: `wrappers.go` in the folder of the listings. */
import { readFile } from 'node:fs/promises'
import type { GoSource } from '../../go/fidelity/toolchain.ts'
import { PACKAGE_ROOT } from '../../host/package-root.ts'

const FILE = 'wrappers.go'

/** One small function a map operation (`go1.22`) or an operation of package sync (`sync`), and all that the linker puts behind them. */
export async function referenceProgram(folder: 'go1.22' | 'sync' = 'go1.22'): Promise<GoSource> {
  return { file: FILE, text: await readFile(new URL(`asm/${folder}/${FILE}`, PACKAGE_ROOT), 'utf8') }
}
