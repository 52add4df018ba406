import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

/** The version of an installed package, from the package.json above its entry point. Throws where it is not installed. */
export function packageVersion(name: string): string {
  const entry = pathToFileURL(createRequire(import.meta.url).resolve(name))
  for (let folder = new URL('.', entry); ; folder = new URL('..', folder)) {
    const about = packageAt(folder)
    if (about?.name === name && about.version !== undefined) return about.version
    if (folder.pathname === '/') throw new Error(`${name} has no package.json`)
  }
}

function packageAt(folder: URL): { name?: string; version?: string } | undefined {
  try {
    return JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as { name?: string; version?: string }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
