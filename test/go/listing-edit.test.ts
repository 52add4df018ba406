import { describe, expect, test } from 'vitest'
import { editListings } from '../../src/go/listing-edit.ts'

const LISTING = {
  file: 'asm/go1.22/f.s',
  syntax: 'go' as const,
  text: [
    'TEXT f(SB), $0-0', '\tMOVQ $1, AX   // f.go:1', '\t// a word', '\tMOVQ $2, BX   // f.go:2', '\tMOVQ $1, AX   // f.go:3',
    '\tRET', '',
  ].join('\n'),
}

const edit = (text: string): { file: string; text: string } => ({ file: 'asm/repaired/e.diff', text })

describe('an edit of a listing', () => {
  test('replaces lines between their context, whatever comments stand among them', () => {
    const text = 'Why.\n\n--- f.s\n@@ here\n \tMOVQ $1, AX\n-\tMOVQ  $2, BX\n+\tMFENCE // f.go:2\n'
    const [edited] = editListings([LISTING], edit(text))
    expect(edited?.text).toBe('TEXT f(SB), $0-0\n\tMOVQ $1, AX   // f.go:1\n\tMFENCE // f.go:2\n\tMOVQ $1, AX   // f.go:3\n\tRET\n')
    expect(edited?.file).toBe('asm/go1.22/f.s with asm/repaired/e.diff')
  })

  test('leaves other listings alone', () => {
    const other = { ...LISTING, file: 'asm/go1.22/g.s' }
    expect(editListings([LISTING, other], edit('--- f.s\n@@\n-\tRET\n'))[1]).toBe(other)
  })

  test('is refused where the listing no longer has the lines', () => {
    expect(() => editListings([LISTING], edit('--- f.s\n@@\n \tMOVQ $2, BX\n-\tRET\n'))).toThrow(
      'asm/repaired/e.diff:2: these 2 lines of code stand nowhere in asm/go1.22/f.s, not once: MOVQ $2, BX; RET',
    )
  })

  test('is refused where the lines stand twice', () => {
    expect(() => editListings([LISTING], edit('--- f.s\n@@\n-\tMOVQ $1, AX\n'))).toThrow(/stand 2 times in/)
  })

  test('of a listing that is not there is refused', () => {
    expect(() => editListings([LISTING], edit('--- h.s\n@@\n-\tRET\n'))).toThrow(
      'asm/repaired/e.diff:1: there is no listing h.s to edit',
    )
  })
})
