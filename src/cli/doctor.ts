import { readFileSync } from 'node:fs'
import { loadAssembler } from '../emu/assembler/assemble.ts'
import { loadDisassembler } from '../emu/disassembler/disassemble.ts'
import { packageVersion } from '../emu/package-version.ts'
import { unicornVersion } from '../emu/unicorn.ts'
import { styleOf, wrap, type Style } from '../host/style.ts'
import { readArguments } from './arguments.ts'
import type { Command } from './command.ts'
import { print } from './output.ts'
import { unicornBugs } from './unicorn-bugs.ts'
import { version } from './version.ts'

/** What a part of the set-up turned out to be. */
interface Finding {
  readonly part: string
  readonly ok: boolean
  /** The version and place, or what is wrong and what to do. */
  readonly text: string
  readonly notes: readonly string[]
}

export const doctor: Command = {
  help: `usage: fencepost doctor

Shows the parts that fencepost stands on, with their versions: Node.js, libunicorn (the CPU emulator) and which file it is,
koffi (which calls it), Keystone and Capstone (assembler and disassembler); what is known to be wrong with this libunicorn;
and what to install where something is missing. Exit status 1 when something is missing.
`,
  run: async (args) => {
    readArguments('doctor', args, {}, [])
    const findings = [
      nodeVersion(),
      await found('koffi', () => packageVersion('koffi')),
      await found('libunicorn', unicorn),
      await found('keystone-wasm', async () => {
        await loadAssembler()
        return packageVersion('keystone-wasm')
      }),
      await found('capstone-wasm', async () => {
        await loadDisassembler()
        return packageVersion('capstone-wasm')
      }),
    ]
    print(`fencepost ${version()} on ${process.platform} ${process.arch}\n\n`)
    for (const finding of findings) print(describe(finding, styleOf(process.stdout)))
    const missing = findings.filter(({ ok }) => !ok).map(({ part }) => part)
    print(missing.length === 0 ? '\nNothing is missing.\n' : `\nMissing or unusable: ${missing.join(', ')}.\n`)
    return missing.length === 0 ? 0 : 1
  },
}

function describe({ part, ok, text, notes }: Finding, style: Style): string {
  const mark = ok ? style.good('ok') : style.bad('--')
  const lines = wrap(text, 104).split('\n').join(`\n${' '.repeat(20)}`)
  return `${mark}  ${part.padEnd(15)} ${lines}\n${notes.map((note) => `${wrap(note, 120, ' '.repeat(20))}\n`).join('')}`
}

async function found(
  part: string, look: () => Promise<string | Found> | string | Found,
): Promise<Finding> {
  try {
    const answer = await look()
    return typeof answer === 'string' ? { part, ok: true, text: answer, notes: [] } : { part, ok: true, ...answer }
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    const advice = text.includes('install') ? text : `${text.split('\n')[0] ?? ''}; install it with: npm ci`
    return { part, ok: false, text: advice, notes: [] }
  }
}

interface Found {
  readonly text: string
  readonly notes: readonly string[]
}

function unicorn(): Found {
  const { path, version } = unicornVersion()
  return { text: `${version}   ${mappedFile('libunicorn') ?? path}`, notes: unicornBugs(version) }
}

/** The file behind a library that is loaded, where the system tells (Linux). */
function mappedFile(name: string): string | undefined {
  try {
    const maps = readFileSync('/proc/self/maps', 'utf8').split('\n')
    return maps.map((line) => /\/.*$/.exec(line)?.[0]).find((file) => file?.includes(name))
  } catch {
    return undefined
  }
}

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const ok = major > 20 || (major === 20 && minor >= 19)
  const text = ok ? process.versions.node : `${process.versions.node} is too old: install Node.js 20.19 or newer`
  return { part: 'Node.js', ok, text, notes: [] }
}
