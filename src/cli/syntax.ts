import type { Syntax } from '../emu/listing.ts'

/** The syntaxes that `--syntax` takes. */
export const SYNTAXES: readonly Syntax[] = ['go', 'intel', 'att']
