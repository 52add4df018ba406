import { beforeAll, describe, expect, test } from 'vitest'
import type { ListingSource } from '../../src/emu/listing.ts'
import type { GoBinary } from '../../src/go/elf/go-binary.ts'
import { checkFidelity, differencesOf, type Fidelity } from '../../src/go/fidelity/check-fidelity.ts'
import {
  COMPILER_LISTING_FLAGS, inCompilerWords, parseCompilerListing, spellingDifferences, type CompilerLine,
} from '../../src/go/fidelity/compiler-listing.ts'
import { formatFidelity } from '../../src/go/fidelity/format-fidelity.ts'
import { buildGoProgram } from '../../src/go/fidelity/toolchain.ts'
import { goListings } from '../../src/scenario/go/go-scenario.ts'
import { referenceProgram } from '../../src/scenario/go/reference-program.ts'
import { GO_ABSENT, goForTests } from './toolchain.ts'

const go = await goForTests()
if (go === undefined) process.stdout.write(`${GO_ABSENT}\n`)

/** Names of the functions with differences. */
function different({ functions }: Fidelity): string[] {
  return functions.filter(({ differences }) => differences > 0).map(({ name }) => name)
}

/** Changes one listing; the text to change must be in it once. */
function edited(listings: readonly ListingSource[], file: string, from: string, to: string): ListingSource[] {
  const found = listings.filter((source) => source.file === `asm/go1.22/${file}`)
  expect(found[0]?.text.split(from)).toHaveLength(2)
  return listings.map((source) => (source === found[0] ? { ...source, text: source.text.replace(from, to) } : source))
}

describe.skipIf(go === undefined)('the listings of asm/go1.22 and what Go 1.22 compiles', () => {
  let listings: readonly ListingSource[]
  let binary: GoBinary
  let compiler: ReadonlyMap<string, CompilerLine[]>

  beforeAll(async () => {
    if (go === undefined) return
    listings = await goListings()
    const built = await buildGoProgram(go, await referenceProgram(), COMPILER_LISTING_FLAGS)
    binary = built.binary
    compiler = parseCompilerListing(built.output)
  }, 180_000)

  test('every function is what the compiler makes of it', async () => {
    const found = await checkFidelity(binary, listings)
    expect(found.version).toBe('go1.22.12')
    // What differs is easier to read than a number that is not 0.
    if (differencesOf(found) > 0) expect(formatFidelity(found, { all: false, source: 'program' })).toBe('')
    const names = found.functions.map(({ name }) => name)
    for (const name of [
      'mapassign_fast64', 'mapdelete_fast64', 'mapaccess1_fast64', 'mapaccess2_fast64', 'growWork_fast64',
      'evacuate_fast64', 'advanceEvacuationMark', 'hashGrow', 'makeBucketArray', '(*hmap).newoverflow',
      '(*hmap).incrnoverflow', 'mapiterinit', 'mapiternext', 'memhash64Fallback',
    ]) expect(names).toContain(`runtime.${name}`)
  })

  test('and every source line beside an instruction is the one in the program', async () => {
    const { functions } = await checkFidelity(binary, listings)
    expect(functions.filter(({ lineDifferences }) => lineDifferences > 0).map(({ name }) => name)).toEqual([])
  })

  test('and every instruction is spelt as the compiler spells it with -S', async () => {
    const { functions } = await checkFidelity(binary, listings)
    for (const compared of functions) {
      const lines = compiler.get(compared.name)
      expect(lines?.length, compared.name).toBeGreaterThanOrEqual(compared.instructions - 4)
      expect(spellingDifferences(compared, lines ?? [])).toEqual([])
    }
  })

  test('two stores in the other order are shown side by side, with both places', async () => {
    // hashGrow stores B and then flags (map.go:1070).
    const text = listings.find(({ file }) => file.endsWith('/hashGrow.s'))?.text ?? ''
    const stores = /(\tMOVB \w+, 9\(\w+\) .*\n)(\tMOVB \w+, 8\(\w+\) .*\n)/
    const [both = '', first = '', second = ''] = stores.exec(text) ?? []
    const line = text.slice(0, text.indexOf(both)).split('\n').length
    const found = await checkFidelity(binary, edited(listings, 'hashGrow.s', both, second + first))
    expect(different(found)).toEqual(['runtime.hashGrow'])
    const printed = formatFidelity(found, { all: false, source: 'program' }).split('\n')
    const ours = new RegExp(`^ +asm/go1\\.22/hashGrow\\.s:${line} +MOVB .* <$`)
    expect(printed).toContainEqual(expect.stringMatching(ours))
    expect(printed).toContainEqual(expect.stringMatching(/^ +> MOVB \w+, 8\(\w+\) +map\.go:1071$/))
  })

  test.each([
    ['another register', 'mapassign_fast64.s', 'MOVB AL, (R11)(SI*1)', 'MOVB CL, (R11)(SI*1)'],
    ['another size', 'mapassign_fast64.s', 'MOVB AL, (R11)(SI*1)', 'MOVW AX, (R11)(SI*1)'],
    ['another displacement', 'growWork_fast64.s', 'MOVQ 32(BX), CX', 'MOVQ 40(BX), CX'],
    ['another constant', 'advanceEvacuationMark.s', 'CMPB DIB, $3', 'CMPB DIB, $4'],
    ['another condition', 'advanceEvacuationMark.s', 'JCS advance', 'JLS advance'],
    ['a jump elsewhere', 'advanceEvacuationMark.s', 'JCS advance', 'JCS done'],
    ['another callee', 'newobject.s', 'CALL runtime.mallocgc(SB)', 'CALL runtime.rand(SB)'],
    ['another field', 'hashGrow.s', 'MOVQ 16(AX), ', 'MOVQ 24(AX), '],
    ['a LOCK where Go has none', 'mapassign_fast64.s', 'INCQ (BX)', 'LOCK\n\tINCQ (BX)'],
    ['no LOCK where Go has one', 'mapiterinit.s', '\tLOCK ', '\t// LOCK '],
    ['an instruction too many', 'growWork_fast64.s', 'DECL SI', 'DECL SI\n\tDECL SI'],
    ['an instruction too few', 'growWork_fast64.s', '\tDECL SI', '\t'],
    ['another string', 'newarray.s', 'go:string."', 'go:string."not '],
  ])('%s is found', async (_what, file, from, to) => {
    expect(different(await checkFidelity(binary, edited(listings, file, from, to)))).toHaveLength(1)
  })

  test('an entry of a constant table that is not Go\'s is found', async () => {
    const changed = edited(listings, 'sizeclasses.s', '$0x0605050403020100', '$0x0605050403020101')
    const { data } = await checkFidelity(binary, changed)
    expect(data.different).toEqual([{ name: 'runtime.size_to_class8', problem: 'other contents than in the program' }])
  })

  test('a function that Go does not have is missing', async () => {
    const text = 'TEXT runtime.mapassign_fast63(SB), $0-0\n\tRET\n'
    const found = await checkFidelity(binary, [...listings, { file: 'new.s', text, syntax: 'go' }])
    expect(found.missing).toEqual([{ name: 'runtime.mapassign_fast63', place: 'new.s:2' }])
    expect(differencesOf(found)).toBe(1)
  })

  test('with -S the right side is in the compiler\'s words', async () => {
    const changed = edited(listings, 'growWork_fast64.s', 'MOVQ 32(BX), CX', 'MOVQ 40(BX), CX')
    const { functions } = await checkFidelity(binary, changed)
    const compared = functions.find(({ name }) => name === 'runtime.growWork_fast64')
    if (compared === undefined) throw new Error('growWork_fast64 is not compared')
    const rows = inCompilerWords(compared, compiler.get(compared.name) ?? []).rows
    const texts = rows.map((row) => row.compiled?.text)
    expect(rows.find(({ kind }) => kind === 'compiled-only')?.compiled?.text).toBe('MOVQ 32(BX), CX')
    expect(texts).toContain('MOVQ runtime.t+40(SP), AX')
    expect(texts).toContain('JEQ 95')
  })
})
