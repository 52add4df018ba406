import { open } from 'node:fs/promises'

const MAGIC = '\x7fELF'

/** Does the file begin as a program does? False where it cannot be read: who reads it says why. */
export async function isElf(path: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined)
  if (file === undefined) return false
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0)
    return bytesRead === MAGIC.length && buffer.toString('latin1') === MAGIC
  } catch {
    return false
  } finally {
    await file.close()
  }
}
