import type { HostFileCommand } from './command.ts'
import { LONGEST_PAYLOAD } from './packet.ts'
import type { ServedFile } from './target.ts'

/** GDB's numbers of errors in file I/O (GDB manual, E.13.9.2 "Errno Values"). */
const ENOENT = 2
const EBADF = 9
const REGULAR_READ_ONLY = 0o100_444

/** `vFile` packets (GDB manual, E.7 "Host I/O Packets") for a few files that exist only here. */
export class HostFiles {
  readonly #files: readonly ServedFile[]
  readonly #open = new Map<number, ServedFile>()
  #next = 1

  constructor(files: readonly ServedFile[]) {
    this.#files = files
  }

  answer(command: HostFileCommand): string {
    switch (command.kind) {
      case 'open': return this.#opened(command.path)
      case 'read': return this.#read(command.file, command.offset, command.size)
      case 'status': {
        const file = this.#open.get(command.file)
        return file ? withData(status(file.bytes.length)) : failed(EBADF)
      }
      case 'close': return this.#open.delete(command.file) ? 'F0' : failed(EBADF)
    }
  }

  #opened(path: string): string {
    const file = this.#files.find((one) => one.path === path)
    if (!file) return failed(ENOENT)
    const number = this.#next++
    this.#open.set(number, file)
    return `F${number.toString(16)}`
  }

  #read(number: number, offset: number, size: number): string {
    const file = this.#open.get(number)
    // Half of a packet: every byte may need an escape.
    return file ? withData(file.bytes.subarray(offset, offset + Math.min(size, LONGEST_PAYLOAD / 2 - 16))) : failed(EBADF)
  }
}

function failed(error: number): string {
  return `F-1,${error.toString(16)}`
}

function withData(bytes: Uint8Array): string {
  return `F${bytes.length.toString(16)};${Buffer.from(bytes).toString('latin1')}`
}

/** `struct stat` of the protocol: big-endian, 64 bytes (GDB manual, E.13.9.4). */
function status(size: number): Uint8Array {
  const bytes = Buffer.alloc(64)
  bytes.writeUInt32BE(REGULAR_READ_ONLY, 8)
  bytes.writeUInt32BE(1, 12)
  bytes.writeBigUInt64BE(BigInt(size), 28)
  bytes.writeBigUInt64BE(512n, 36)
  bytes.writeBigUInt64BE(BigInt(Math.ceil(size / 512)), 44)
  return bytes
}
