/**
 * Registers and memory set by hand. In the middle of a run that would be a step which no instruction makes; at its beginning it is a
 * program that begins otherwise, and every rule of the machine goes on to hold.
 */
import type { Image, Segment } from '../emu/image.ts'
import type { Program } from '../machine/program.ts'
import type { Register } from './register-file.ts'
import { Refusal } from './target.ts'

/** `program` with another initial value of a register of `core`. Throws a `Refusal` where it has none. */
export function withRegister(program: Program, core: number, { name, source }: Register, value: bigint): Program {
  const cores = program.cores.map((setup, number) => {
    if (number !== core) return setup
    if (source.kind === 'pc') return { ...setup, entry: value }
    if (source.kind !== 'saved') throw new Refusal(`${name} has no initial value that could be set`)
    if (source.name === 'rsp') throw new Refusal('rsp is where the stack of the core is, and stays there')
    return { ...setup, registers: { ...setup.registers, [source.name]: value } }
  })
  return { ...program, cores }
}

/** `program` with `bytes` at `address` in place of what is there. Throws a `Refusal` outside of data. */
export function withMemory(program: Program, address: number, bytes: Uint8Array): Program {
  const within = (segment: Placed): boolean =>
    address >= Number(segment.address) && address + bytes.length <= Number(segment.address) + segment.bytes.length
  const { image } = program
  const found = image.segments.find(within)
  if (found?.kind === 'code') throw new Refusal('code cannot be changed')
  if (found) return { ...program, image: withSegment(image, found, patched(found, address, bytes)) }
  const owner = program.cores.findIndex(({ privateMemory }) => privateMemory.some(within))
  if (owner < 0) throw new Refusal(`there is no data of the scenario at 0x${address.toString(16)} (stacks begin zeroed)`)
  const cores = program.cores.map((setup, core) => core !== owner ? setup : {
    ...setup, privateMemory: setup.privateMemory.map((one) => (within(one) ? patched(one, address, bytes) : one)),
  })
  return { ...program, cores }
}

function withSegment(image: Image, old: Segment, segment: Segment): Image {
  return {
    segments: image.segments.map((one) => (one === old ? segment : one)),
    symbols: image.symbols,
    statementAt: (address) => image.statementAt(address),
  }
}

interface Placed {
  readonly address: bigint
  readonly bytes: Uint8Array
}

function patched<T extends Placed>(segment: T, address: number, bytes: Uint8Array): T {
  const changed = Uint8Array.from(segment.bytes)
  changed.set(bytes, address - Number(segment.address))
  return { ...segment, bytes: changed }
}
