import { beforeAll, describe, expect, test } from 'vitest'
import { parseGoBinary, readGoBinary, type GoBinary } from '../../../src/go/elf/go-binary.ts'
import { buildGoProgram } from '../../../src/go/fidelity/toolchain.ts'
import { referenceProgram } from '../../../src/scenario/go/reference-program.ts'
import { GO_ABSENT, goForTests } from '../toolchain.ts'

const go = await goForTests()
if (go === undefined) process.stdout.write(`${GO_ABSENT}\n`)

/** An ELF header and nothing else, with fields of e_ident, e_type and e_machine. */
function header({ ident = [2, 1], type = 2, machine = 62 }): Uint8Array {
  const bytes = new Uint8Array(64)
  bytes.set([0x7f, 0x45, 0x4c, 0x46, ...ident])
  bytes[16] = type
  bytes[18] = machine
  return bytes
}

describe('files that are no Go program', () => {
  test.each([
    ['text', new TextEncoder().encode('#!/bin/sh\n'), 'not an ELF file'],
    ['ARM64', header({ machine: 183 }), 'a program for ARM64, not for x86-64'],
    ['32 bits', header({ ident: [1, 1], machine: 3 }), 'a program for 32-bit x86, not for x86-64'],
    ['PIE', header({ type: 3 }), 'build it with `go build -buildmode=exe`'],
    ['an object file', header({ type: 1 }), 'a relocatable object'],
    ['half a header', header({}).subarray(0, 40), 'the ELF header is cut off'],
    ['no segments', header({}), 'it has no executable segment'],
  ])('%s', (_what, bytes, message) => {
    expect(() => parseGoBinary(bytes, 'prog')).toThrow(expect.objectContaining({
      name: 'InputError', message: expect.stringContaining(`prog: `) as string,
    }) as Error)
    expect(() => parseGoBinary(bytes, 'prog')).toThrow(message)
  })

  test('a file that is not there, and a directory', async () => {
    await expect(readGoBinary('/nonexistent/prog')).rejects.toThrow('/nonexistent/prog: there is no such file')
    await expect(readGoBinary('/')).rejects.toThrow('this is a directory')
  })
})

describe.skipIf(go === undefined)('a program that Go 1.22 built', () => {
  let whole: GoBinary
  let bytes: Uint8Array
  let stripped: Uint8Array

  beforeAll(async () => {
    if (go === undefined) return
    const built = await buildGoProgram(go, await referenceProgram())
    whole = built.binary
    bytes = built.bytes
    stripped = (await buildGoProgram(go, await referenceProgram(), ['-ldflags=-s -w'])).bytes
  }, 180_000)

  /** The section headers are gone too, as after `sstrip`. */
  const withoutSections = (): GoBinary => {
    const copy = Uint8Array.from(stripped)
    copy.fill(0, 40, 48)
    copy.fill(0, 60, 64)
    return parseGoBinary(copy, 'bare')
  }

  test('says which Go built it', () => {
    expect(whole.version).toEqual({ text: 'go1.22.12', major: 1, minor: 22 })
  })

  test('names its functions, with a line for each instruction', () => {
    const put = whole.functionNamed('main.put')
    expect(put.end - put.entry).toBe(96n)
    expect(whole.functionAt(put.entry + 5n)).toBe(put)
    expect(whole.lineAt(put.entry)).toEqual({ file: expect.stringMatching(/\/wrappers\.go$/) as string, line: 6 })
    // growWork_fast64 has oldbucketmask and noldbuckets inlined (map.go:1133).
    const { entry } = whole.functionNamed('runtime.growWork_fast64')
    expect(whole.lineAt(entry + 14n)).toEqual({ file: expect.stringMatching(/map\.go$/) as string, line: 1133 })
  })

  test('says what is near a name that it does not have', () => {
    expect(() => whole.functionNamed('main.putt')).toThrow('main.put')
    expect(() => whole.functionNamed('put')).toThrow('near it are main.put')
    expect(() => whole.functionNamed('main.xyzzyxyzzy')).toThrow('//go:noinline')
  })

  test('finds the type of a map by its name', () => {
    const type = whole.mapTypeNamed('map[uint64]uint64')
    expect(type).toMatchObject({ keySize: 8, elemSize: 8, bucketSize: 144, bucketHasPointers: false })
    expect(whole.functionAt(type.hasher)?.name).toBe('runtime.memhash64')
    expect(whole.typeNameAt(type.address)).toBe('map[uint64]uint64')
    expect(() => whole.mapTypeNamed('map[int]int')).toThrow('map[uint64]uint64')
  })

  test('has zeroes where the file has nothing', () => {
    const flags = whole.symbols.get('runtime.writeBarrier')
    if (flags === undefined) throw new Error('no writeBarrier')
    expect(whole.bytesAt(flags.address, 16)).toEqual(new Uint8Array(16))
    expect(() => whole.read(0x10n, 8)).toThrow(RangeError)
  })

  test('stripped, it still has functions, lines and types', () => {
    for (const binary of [parseGoBinary(stripped, 'stripped'), withoutSections()]) {
      expect(binary.isStripped).toBe(true)
      expect(binary.version?.text).toBe('go1.22.12')
      expect(binary.functions.map(({ name }) => name)).toEqual(whole.functions.map(({ name }) => name))
      const put = binary.functionNamed('main.put')
      expect(binary.lineAt(put.entry)?.line).toBe(6)
      expect(binary.mapTypes().map(({ name }) => name)).toEqual(whole.mapTypes().map(({ name }) => name))
    }
  })

  test('of Go 1.24 is refused where maps are asked for', () => {
    const changed = Uint8Array.from(bytes)
    const at = Buffer.from(changed.buffer).indexOf(' Go buildinf:')
    changed.set(new TextEncoder().encode('go1.24.10'), Buffer.from(changed.buffer).indexOf('go1.22.12', at))
    const binary = parseGoBinary(changed, 'prog')
    expect(binary.functionNamed('main.put').name).toBe('main.put')
    expect(() => binary.mapTypes()).toThrow('Swiss tables')
  })

  test('cut off in the middle says so', () => {
    expect(() => parseGoBinary(bytes.subarray(0, 300_000), 'half')).toThrow('half: cut off')
  })
})
