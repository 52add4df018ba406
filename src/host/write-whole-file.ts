import {
  accessSync, constants, createWriteStream, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { InputError } from '../emu/input-error.ts'

/**
 * Writes `text` to `path`, making its folder where there is none. Whoever looks finds the whole text or what was there before,
 * never half of it. An `InputError` says why a file cannot be written.
 */
export function writeWholeFile(path: string, text: string): void {
  const temporary = temporaryOf(path)
  try {
    makeFolder(dirname(path))
    writeFileSync(temporary, text)
    renameSync(temporary, path)
  } catch (error) {
    remove(temporary)
    throw cannotBeWritten(path, error)
  }
}

/**
 * The same for a file that is made in pieces, each when there is room for it; `gzip` packs it. What making a piece throws is thrown
 * again, and leaves no file either; nor does an end by SIGINT or SIGTERM.
 */
export async function streamWholeFile(path: string, pieces: Iterable<string | Uint8Array>, gzip: boolean): Promise<void> {
  if (isDevice(path)) {
    await writePieces(path, path, pieces, gzip)
    return
  }
  const temporary = temporaryOf(path)
  const giveUp = (signal: NodeJS.Signals): void => {
    remove(temporary)
    process.exit(signal === 'SIGINT' ? 130 : 143)
  }
  process.once('SIGINT', giveUp).once('SIGTERM', giveUp)
  try {
    makeFolderOf(path)
    await writePieces(temporary, path, pieces, gzip)
    rename(temporary, path)
  } catch (error) {
    remove(temporary)
    throw error
  } finally {
    process.off('SIGINT', giveUp).off('SIGTERM', giveUp)
  }
}

/** Writes pieces to a stream that stays open, each when there is room for it. */
export async function streamTo(stream: NodeJS.WritableStream, pieces: Iterable<string | Uint8Array>, gzip: boolean): Promise<void> {
  const source = Readable.from(batched(pieces))
  await (gzip ? pipeline(source, createGzip(), stream, { end: false }) : pipeline(source, stream, { end: false }))
}

/** Bytes, more or less, that are written at once. */
const BATCH = 1 << 16

/** Says before long work what stands in the way of writing `path`: a folder of that name, or no place for its folder. */
export function refuseUnwritable(path: string): void {
  refuseAsFolder(dirname(path))
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new InputError(`${path}: this is a folder; expected the name of a file to write`)
  }
}

/** Says before long work why nothing can be written into `folder`, which may yet have to be made. */
export function refuseAsFolder(folder: string): void {
  let place = folder
  while (!existsSync(place)) place = dirname(place)
  const what = place === folder ? folder : `${folder}: ${place}`
  if (!statSync(place).isDirectory()) throw new InputError(`${what}: this is a file; expected a folder to write into`)
  try {
    accessSync(place, constants.W_OK)
  } catch {
    throw new InputError(`${what}: writing into this folder is not permitted`)
  }
}

/** Small pieces joined to larger ones. */
function* batched(pieces: Iterable<string | Uint8Array>): Generator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  for (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
    held.push(bytes)
    size += bytes.length
    if (size < BATCH) continue
    yield Buffer.concat(held)
    held = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(held)
}

async function writePieces(to: string, path: string, pieces: Iterable<string | Uint8Array>, gzip: boolean): Promise<void> {
  const file = createWriteStream(to)
  let failure: unknown
  file.on('error', (error) => (failure = error))
  const source = Readable.from(batched(pieces))
  try {
    await (gzip ? pipeline(source, createGzip(), file) : pipeline(source, file))
  } catch (error) {
    // Only what the file itself reports is about the file.
    throw error === failure ? cannotBeWritten(path, error) : error
  }
}

/** With those that it lies in. Node's own `recursive` never returns below /proc, where nothing can be made. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  mkdirSync(folder)
}

function makeFolderOf(path: string): void {
  try {
    makeFolder(dirname(path))
  } catch (error) {
    throw cannotBeWritten(path, error)
  }
}

function rename(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    throw cannotBeWritten(to, error)
  }
}

/** /dev/null and its like, pipes: there is nothing to put in their place. */
function isDevice(path: string): boolean {
  try {
    const found = statSync(path)
    return !found.isFile() && !found.isDirectory()
  } catch {
    return false
  }
}

function temporaryOf(path: string): string {
  return `${path}.${process.pid}.part`
}

function cannotBeWritten(path: string, error: unknown): InputError {
  return new InputError(`${path}: cannot be written (${error instanceof Error ? error.message : String(error)})`)
}

/** It may never have been made, and its folder may be none. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // What could not be made needs no removing.
  }
}
