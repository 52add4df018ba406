/** The sequences in a Go program on the real processor. */
import { spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildGoProgram, type BuiltProgram, type GoToolchain } from '../../../src/go/fidelity/toolchain.ts'
import type { Sequence } from './sequence.ts'

/** Compiles the program that runs the sequences; its functions are also those that are emulated. */
export async function buildSequencesProgram(go: GoToolchain): Promise<BuiltProgram> {
  const text = await readFile(new URL('../testdata/sequences.go', import.meta.url), 'utf8')
  return buildGoProgram(go, { file: 'sequences.go', text })
}

/** The running digest after each operation of each sequence. */
export async function runNatively(program: BuiltProgram, sequences: readonly Sequence[]): Promise<Uint32Array[]> {
  const folder = await mkdtemp(join(tmpdir(), 'fencepost-'))
  try {
    const file = join(folder, 'sequences')
    await writeFile(file, program.bytes)
    await chmod(file, 0o755)
    const digests = await pipe(file, encode(sequences))
    let at = 0
    return sequences.map(({ operations }) => digests.subarray(at, at += operations.length))
  } finally {
    await rm(folder, { recursive: true })
  }
}

function encode(sequences: readonly Sequence[]): Uint8Array {
  const words = sequences.reduce((sum, { operations }) => sum + 2 + 3 * operations.length, 0)
  const encoded = new BigUint64Array(words)
  let at = 0
  for (const { seed, operations } of sequences) {
    encoded[at++] = BigInt(seed)
    encoded[at++] = BigInt(operations.length)
    for (const { kind, key, value } of operations) {
      encoded[at++] = BigInt(kind)
      encoded[at++] = key
      encoded[at++] = value
    }
  }
  return new Uint8Array(encoded.buffer)
}

function pipe(file: string, input: Uint8Array): Promise<Uint32Array> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, { stdio: ['pipe', 'pipe', 'inherit'] })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', (status) => {
      if (status !== 0) return reject(new Error(`the Go program ended with status ${status}`))
      const bytes = Uint8Array.from(Buffer.concat(chunks))
      resolve(new Uint32Array(bytes.buffer, 0, bytes.length / 4))
    })
    child.stdin.end(input)
  })
}
