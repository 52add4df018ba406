import { describe, expect, test } from 'vitest'
import { parseCommand } from '../../src/gdb/command.ts'

describe('parseCommand', () => {
  test.each([
    ['qSupported:swbreak+;xmlRegisters=i386', { kind: 'supported', features: ['swbreak+', 'xmlRegisters=i386'] }],
    ['Hg2', { kind: 'select-thread', purpose: 'general', thread: 2 }],
    ['Hc-1', { kind: 'select-thread', purpose: 'resume', thread: 'all' }],
    ['Hc0', { kind: 'select-thread', purpose: 'resume', thread: 'any' }],
    ['mc000000008,10', { kind: 'read-memory', address: 0xc000000008, size: 16 }],
    ['M600000,2:0a0b', { kind: 'write-memory', address: 0x600000, bytes: Buffer.of(10, 11) }],
    ['X600000,2:\x00\xff', { kind: 'write-memory', address: 0x600000, bytes: Buffer.of(0, 255) }],
    ['P5=0700000000000000', { kind: 'write-register', register: 5, value: Buffer.of(7, 0, 0, 0, 0, 0, 0, 0) }],
    ['Z0,401000,1', { kind: 'add-point', point: 'breakpoint', address: 0x401000, size: 1 }],
    ['z2,600000,8', { kind: 'remove-point', point: 'watch', address: 0x600000, size: 8 }],
    ['bs', { kind: 'reverse', action: 'step' }],
    ['qXfer:features:read:target.xml:0,ffb', {
      kind: 'transfer', object: 'features', annex: 'target.xml', offset: 0, size: 0xffb,
    }],
    ['vFile:open:2f61,0,1c0', { kind: 'host-file', file: { kind: 'open', path: '/a' } }],
    ['qRcmd,6d6f64656c', { kind: 'monitor', text: 'model' }],
    ['k', { kind: 'kill', wantsAnswer: false }],
  ])('%s', (payload, command) => {
    expect(parseCommand(payload)).toEqual(command)
  })

  test('gives each thread of vCont its action, signals put aside', () => {
    expect(parseCommand('vCont;s:1;C05:2;c')).toEqual({
      kind: 'resume',
      actions: [
        { action: 'step', thread: 1 }, { action: 'continue', thread: 2 }, { action: 'continue', thread: 'all' },
      ],
    })
  })

  test.each(['vMustReplyEmpty', 'vCont;t', 'vCont;x:1', 'mzz,1', 'M600000,1:0', 'Z9,1,1', 'QNonStop:1', ''])(
    'does not know %j', (payload) => {
      expect(parseCommand(payload)).toBeUndefined()
    },
  )
})
