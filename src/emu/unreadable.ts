const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder; a file is needed',
  EACCES: 'reading it is not permitted',
}

/** Why a file cannot be read, from what reading it threw. */
export function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return REASONS[code] ?? (code === '' ? String(error) : `it cannot be read (${code})`)
}
