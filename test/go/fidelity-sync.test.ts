import { beforeAll, describe, expect, test } from 'vitest'
import type { GoBinary } from '../../src/go/elf/go-binary.ts'
import { checkFidelity, differencesOf } from '../../src/go/fidelity/check-fidelity.ts'
import { formatFidelity } from '../../src/go/fidelity/format-fidelity.ts'
import { buildGoProgram } from '../../src/go/fidelity/toolchain.ts'
import { referenceProgram } from '../../src/scenario/go/reference-program.ts'
import { syncListings } from '../../src/scenario/go/sync/sync-scenario.ts'
import { GO_ABSENT, goForTests } from './toolchain.ts'

const go = await goForTests()
if (go === undefined) process.stdout.write(`${GO_ABSENT}\n`)

describe.skipIf(go === undefined)('the listings of asm/sync and what Go 1.22 compiles', () => {
  let binary: GoBinary

  beforeAll(async () => {
    if (go !== undefined) binary = (await buildGoProgram(go, await referenceProgram('sync'))).binary
  }, 180_000)

  test('every function is what the compiler makes of it, with its source lines', async () => {
    const found = await checkFidelity(binary, await syncListings())
    if (differencesOf(found) > 0) expect(formatFidelity(found, { all: false, source: 'program' })).toBe('')
    const names = found.functions.map(({ name }) => name)
    for (const name of [
      'sync.(*RWMutex).RLock', 'sync.(*RWMutex).RUnlock', 'sync.(*RWMutex).Lock', 'sync.(*RWMutex).Unlock', 'sync.(*Mutex).Lock',
      'sync.(*Mutex).Unlock', 'sync.(*Map).Load', 'sync.(*Map).Swap', 'sync.(*Map).LoadAndDelete', 'runtime.mapassign',
    ]) expect(names).toContain(name)
    expect(found.functions.filter(({ lineDifferences }) => lineDifferences > 0).map(({ name }) => name)).toEqual([])
  })

  test('the types of types.s are the program\'s', async () => {
    const text = (await syncListings()).find(({ file }) => file.endsWith('/types.s'))?.text ?? ''
    const map = binary.mapTypeNamed('map[interface {}]*sync.entry').address
    const pointer = binary.read(map + 56n, 8)
    const types = new Map([
      ['map[interface {}]*sync.entry', map], ['interface {}', binary.read(map + 48n, 8)], ['*sync.entry', pointer],
      ['map.bucket[interface {}]*sync.entry', binary.read(map + 64n, 8)], ['sync.entry', binary.read(pointer + 48n, 8)],
    ])
    for (const [name, address] of types) {
      expect(binary.typeNameAt(address)).toBe(name)
      const words = [...text.matchAll(/^DATA type:(.+)\+(\d+)\(SB\)\/8, \$(\w+)$/gm)].filter(([, of]) => of === name)
      expect(words.length).toBeGreaterThan(2)
      for (const [line, , offset = '', value = ''] of words) {
        // The low half of the word at 16 is a hash that nobody reads here.
        const mask = offset === '16' ? 0xffff_ffff_0000_0000n : 0xffff_ffff_ffff_ffffn
        expect([line, binary.read(address + BigInt(offset), 8) & mask]).toEqual([line, BigInt(value)])
      }
    }
  })
})
