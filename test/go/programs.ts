import { readFile } from 'node:fs/promises'
import type { GoBinary } from '../../src/go/elf/go-binary.ts'
import { buildGoProgram, type GoToolchain } from '../../src/go/fidelity/toolchain.ts'

/** Compiles test/go/testdata/`file`. */
export async function buildTestProgram(go: GoToolchain, file: string): Promise<GoBinary> {
  const text = await readFile(new URL(`testdata/${file}`, import.meta.url), 'utf8')
  return (await buildGoProgram(go, { file, text })).binary
}
