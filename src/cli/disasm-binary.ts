import { loadDisassembler } from '../emu/disassembler/disassemble.ts'
import type { Syntax } from '../emu/listing.ts'
import type { GoBinary } from '../go/elf/go-binary.ts'

/** One function of a Go program as text: addresses, bytes, instructions and the Go lines that they were compiled from. */
export async function disassembleFunction(binary: GoBinary, symbol: string, syntax: Syntax): Promise<string> {
  const disassembler = await loadDisassembler()
  const { name, entry, end } = binary.functionNamed(symbol)
  const code = binary.bytesAt(entry, Number(end - entry))
  const lines = [`${name}:`]
  for (let at = 0; at < code.length;) {
    const address = entry + BigInt(at)
    const decoded = disassembler.decode(code.subarray(at), address)
    // What is left between two functions.
    if (decoded?.mnemonic === 'int3') break
    const length = decoded?.length ?? 1
    const bytes = [...code.subarray(at, at + length)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    const text = decoded ? disassembler.format(decoded, syntax, (a) => nameOf(binary, name, entry, a)) : '(no instruction)'
    const line = binary.lineAt(address)
    const goLine = line === undefined ? '' : `${line.file.slice(line.file.lastIndexOf('/') + 1)}:${line.line}`
    lines.push(`  0x${address.toString(16)}  ${bytes.padEnd(30)}  ${text.padEnd(48)}  ${goLine}`.trimEnd())
    at += length
  }
  return `${lines.join('\n')}\n`
}

/** Targets inside of the function are addresses: those stand at the left of each line. */
function nameOf(binary: GoBinary, name: string, entry: bigint, address: bigint): string | undefined {
  return address !== entry && binary.functionAt(address)?.name === name ? undefined : binary.nameOf(address)
}
