import { describe, expect, test } from 'vitest'
import { frame, LONGEST_PAYLOAD, PacketReader, type Incoming } from '../../src/gdb/packet.ts'

function read(...chunks: readonly string[]): Incoming[] {
  const reader = new PacketReader()
  return chunks.flatMap((chunk) => reader.push(Buffer.from(chunk, 'latin1')))
}

const packet = (payload: string): Incoming => ({ kind: 'packet', payload })

describe('frame', () => {
  // 'O' + 'K' is 0x4f + 0x4b; the manual prints $OK#9a.
  test('puts the sum of the bytes behind them', () => {
    expect(Buffer.from(frame('OK')).toString('latin1')).toBe('$OK#9a')
    expect(Buffer.from(frame('')).toString('latin1')).toBe('$#00')
  })

  test('escapes what a packet is cut by, and sums the escaped bytes', () => {
    expect(Buffer.from(frame('$')).toString('latin1')).toBe('$}\x04#81')
    for (const payload of ['}', '#', '$', '*', 'a}b#c$d*e\x00\xff']) {
      expect(read(Buffer.from(frame(payload)).toString('latin1'))).toEqual([packet(payload)])
    }
  })
})

describe('PacketReader', () => {
  test('finds packets wherever the chunks are cut', () => {
    const text = '+$qC#b4+$g#67'
    const whole = read(text)
    expect(whole).toEqual([{ kind: 'acknowledged' }, packet('qC'), { kind: 'acknowledged' }, packet('g')])
    for (let at = 1; at < text.length; at++) expect(read(text.slice(0, at), text.slice(at))).toEqual(whole)
    expect(read(...Array.from(text))).toEqual(whole)
  })

  test('tells a wrong checksum, and goes on behind it', () => {
    expect(read('$g#68$g#67')).toEqual([{ kind: 'garbled' }, packet('g')])
    expect(read('$g#zz')).toEqual([{ kind: 'garbled' }])
  })

  test('begins anew at a $ within a packet whose end was lost', () => {
    expect(read('$m600000,8$g#67')).toEqual([packet('g')])
  })

  test('gives up on what is longer than a packet', () => {
    const noise = Array.from({ length: 3 }, () => ({ kind: 'noise' }))
    expect(read(`$${'x'.repeat(LONGEST_PAYLOAD + 1)}`, '#00', '$g#67')).toEqual([{ kind: 'garbled' }, ...noise, packet('g')])
  })

  test('knows Ctrl-C, the request to send again, and noise', () => {
    expect(read('\x03-\n$g#67')).toEqual([{ kind: 'interrupt' }, { kind: 'wanted-again' }, { kind: 'noise' }, packet('g')])
  })
})
