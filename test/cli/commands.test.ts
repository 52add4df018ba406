import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { fencepost } from './fencepost.ts'

describe('help', () => {
  it('lists every command', async () => {
    const { status, stdout } = await fencepost(['--help'])
    expect(status).toBe(0)
    for (const { usage, summary } of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${escape(usage)} .*${escape(summary)}$`, 'm'))
  })

  it.each(COMMANDS.map(({ name }) => [name]))('%s has its own', async (name) => {
    const { help } = await (COMMANDS.find((command) => command.name === name) ?? expect.fail()).load()
    expect(help).toMatch(new RegExp(`^usage: fencepost ${name}`))
    expect(help.endsWith('\n')).toBe(true)
  })

  it('of a command is the same by either way', async () => {
    const [option, word] = await Promise.all([fencepost(['replay', '--help']), fencepost(['help', 'replay'])])
    expect(option).toEqual(word)
    expect(option.stdout).toMatch(/^usage: fencepost replay WITNESS/)
  })
})

describe('--version', () => {
  it('is that of the package', async () => {
    expect((await fencepost(['--version'])).stdout).toMatch(/^fencepost \d+\.\d+\.\d+\n$/)
  })
})

describe('scenarios', () => {
  it('as JSON lines', async () => {
    const { stdout } = await fencepost(['scenarios', '--json'])
    const lines = stdout.trim().split('\n').map((line) => JSON.parse(line) as { version: number; name: string })
    const names = lines.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['go/two-inserts-one-bucket', 'go/insert-then-look-across']))
    expect(new Set(lines.map(({ version }) => version))).toEqual(new Set([1]))
  })
})

describe('doctor', () => {
  it('names each part and its version', async () => {
    const { status, stdout } = await fencepost(['doctor'])
    expect(status).toBe(0)
    for (const part of ['Node.js', 'koffi', 'libunicorn', 'keystone-wasm', 'capstone-wasm']) {
      expect(stdout).toMatch(new RegExp(`^ok {2}${escape(part)} +\\d+\\.\\d+`, 'm'))
    }
    expect(stdout).toContain('LOCK NEG')
  })
})

describe('asm and disasm', () => {
  // Intel SDM volume 2: XOR r/m8, imm8 is 80 /6 ib; MOV r/m64, r64 is REX.W 89 /r.
  const listing = 'TEXT f(SB), $0-0\n\tMOVQ AX, 8(BX)\n\tXORB $4, 8(BX)\n\tRET\n'

  it('asm prints address, bytes and text', async () => {
    const { stdout } = await fencepost(['asm', '-', '--origin', '0x402000'], { stdin: listing })
    expect(stdout.split('\n').map((line) => line.split(/ {2,}/).filter(Boolean))).toEqual([
      ['f:'],
      ['0x402000', '48 89 43 08', 'MOVQ AX, 8(BX)'],
      ['0x402004', '80 73 08 04', 'XORB $4, 8(BX)'],
      ['0x402008', 'c3', 'RET'],
      [],
    ])
  })

  it('disasm prints the bytes in another syntax', async () => {
    const { stdout } = await fencepost(['disasm', '-', 'f', '--syntax', 'att'], { stdin: listing })
    expect(stdout).toContain('movq %rax, 8(%rbx)\n')
    expect(stdout).toContain('xorb $4, 8(%rbx)\n')
  })
})

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
