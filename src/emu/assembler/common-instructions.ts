import { loadDisassembler } from '../disassembler/disassemble.ts'
import { parseIntel } from './intel-syntax.ts'
import { createEncoder } from './encoder.ts'
import { loadKeystoneEngine } from './keystone.ts'

const SIZES = [
  { word: 'byte', registers: 'al bl cl dl sil dil bpl spl r8b r9b r10b r11b r12b r13b r14b r15b' },
  { word: 'word', registers: 'ax bx cx dx si di bp sp r8w r9w r10w r11w r12w r13w r14w r15w' },
  { word: 'dword', registers: 'eax ebx ecx edx esi edi ebp esp r8d r9d r10d r11d r12d r13d r14d r15d' },
  { word: 'qword', registers: 'rax rbx rcx rdx rsi rdi rbp rsp r8 r9 r10 r11 r12 r13 r14 r15' },
]

/** Constants of litmus tests, which count the stores to a variable. */
const CONSTANTS = Array.from({ length: 10 }, (_, i) => i)

/** Of those that litmus tests of TSO consist of: a variable is at an address that is filled in later (template.ts). */
function commonTexts(): readonly string[] {
  const moves = SIZES.flatMap(({ word, registers }) => {
    const variable = `${word} ptr [rip + 0x5ec0de5a]`
    const withRegisters = registers.split(' ').flatMap((register) => [
      `mov ${register}, ${variable}`, `mov ${variable}, ${register}`, `xchg ${variable}, ${register}`,
      `lock xadd ${variable}, ${register}`, ...CONSTANTS.map((constant) => `mov ${register}, ${constant}`),
    ])
    return [...withRegisters, ...CONSTANTS.map((constant) => `mov ${variable}, ${constant}`)]
  })
  return ['mfence', 'lfence', 'sfence', 'ret', 'nop', ...moves]
}

/** The lines of `KeptEncodings`. Throws where Capstone reads another text than was assembled. */
export async function encodeCommonInstructions(): Promise<string> {
  const [keystone, disassembler] = await Promise.all([loadKeystoneEngine(), loadDisassembler()])
  const encoder = createEncoder(keystone, disassembler)
  return commonTexts().map((text) => {
    const { bytes } = encoder.encode(parseIntel(text), 'rip')
    const decoded = disassembler.decode(bytes, 0n)
    const read = decoded && `${decoded.mnemonic} ${decoded.operands}`.trim()
    if (read !== text) throw new Error(`${text} reads as ${read ?? 'no instruction'}`)
    return `${text}\t${Buffer.from(bytes).toString('hex')}\n`
  }).join('')
}
