/**
 * `runtime.firstmoduledata` (runtime/symtab.go, type moduledata) of Go 1.20 to 1.23: where the linker put things, in the
 * program's own words. It is there in stripped programs too.
 */
import type { ElfFile } from './elf-file.ts'

/** Where the type descriptors are. */
export interface ModuleData {
  readonly types: bigint
  readonly etypes: bigint
  /** The slice of offsets of types: address, and number of int32 elements. */
  readonly typelinks: { readonly address: bigint; readonly count: number }
}

/** Offsets in bytes. */
const FIELDS = { text: 176, types: 296, etypes: 304, typelinks: 352 } as const
const SIZE = 376
const WORD = 8
const LARGEST_COUNT = 1_000_000n

/** Finds the structure by its first word, which points to the line table at `lineTable`. */
export function moduleDataOf({ segments }: ElfFile, lineTable: bigint, text: bigint): ModuleData | undefined {
  for (const { bytes } of segments.filter(({ writable }) => writable)) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    for (let at = 0; at + SIZE <= bytes.length; at += WORD) {
      const word = (offset: number): bigint => view.getBigUint64(at + offset, true)
      if (word(0) !== lineTable || word(FIELDS.text) !== text) continue
      const count = word(FIELDS.typelinks + WORD)
      if (word(FIELDS.types) >= word(FIELDS.etypes) || count > LARGEST_COUNT) continue
      return {
        types: word(FIELDS.types),
        etypes: word(FIELDS.etypes),
        typelinks: { address: word(FIELDS.typelinks), count: Number(count) },
      }
    }
  }
  return undefined
}
