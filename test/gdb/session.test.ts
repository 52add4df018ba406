import { describe, expect, test } from 'vitest'
import { frame, PacketReader } from '../../src/gdb/packet.ts'
import { Session } from '../../src/gdb/session.ts'
import type { Stop, Target } from '../../src/gdb/target.ts'

const STOP: Stop = { thread: 1, signal: 'SIGTRAP' }

/** A target that runs until it is interrupted, and has no ability that a target may lack. */
function bareTarget(abilities: Partial<Target> = {}): Target {
  return {
    threads: [{ id: 1, core: 0, name: 'core 0', information: 'will read "x" & y' }],
    stop: STOP,
    readRegister: (_, number) => (number === 0 ? Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) : undefined),
    readMemory: (_, address, size) => new Uint8Array(Math.max(0, Math.min(size, 0x1010 - address))).fill(7),
    resume: (_, { signal }) => new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve({ thread: 1, signal: 'SIGINT' }))
    }),
    ...abilities,
  }
}

/** A session over a wire that remembers. `ask` gives the payloads that come back; `sent` is every byte since the last `ask`. */
function open(target: Target = bareTarget()) {
  let sent = ''
  let isEnded = false
  const failures: unknown[] = []
  const wire = {
    write: (bytes: Uint8Array) => void (sent += Buffer.from(bytes).toString('latin1')),
    end: () => void (isEnded = true),
  }
  const session = new Session(target, wire, (error) => failures.push(error))
  const raw = async (text: string): Promise<string> => {
    sent = ''
    session.receive(Buffer.from(text, 'latin1'))
    await new Promise((resolve) => setImmediate(resolve))
    return sent
  }
  const ask = async (payload: string): Promise<string[]> => {
    await raw(Buffer.from(frame(payload)).toString('latin1'))
    return new PacketReader().push(Buffer.from(sent, 'latin1')).flatMap((one) => (one.kind === 'packet' ? [one.payload] : []))
  }
  return { session, raw, ask, failures, isEnded: () => isEnded }
}

describe('a session', () => {
  test('acknowledges packets, until it is asked not to', async () => {
    const { raw } = open()
    expect(await raw('$qC#b4')).toBe('+$QC1#c5')
    expect(await raw('$QStartNoAckMode#b0')).toBe('+$OK#9a')
    expect(await raw('+$qC#b4')).toBe('$QC1#c5')
  })

  test('asks for a garbled packet again, sends its own again, and ends when nothing else comes', async () => {
    const { raw, isEnded } = open()
    expect(await raw('$qC#b5')).toBe('-')
    expect(await raw('$qC#b4')).toBe('+$QC1#c5')
    expect(await raw('-')).toBe('$QC1#c5')
    await raw('$qC#b5'.repeat(9))
    expect(isEnded()).toBe(true)
  })

  test('ends when a client speaks something else, and passes noise over when GDB is known', async () => {
    const http = open()
    expect(await http.raw('GET / HTTP/1.1')).toBe('')
    expect(http.isEnded()).toBe(true)
    const noisy = open()
    await noisy.raw('$qC#b4')
    expect(await noisy.raw('\n$qC#b4')).toBe('+$QC1#c5')
    expect(noisy.isEnded()).toBe(false)
  })

  test('answers what it does not know with nothing', async () => {
    const { ask } = open()
    expect(await ask('vMustReplyEmpty')).toEqual([''])
    expect(await ask('Z0,1000,1')).toEqual([''])
    expect(await ask('bs')).toEqual([''])
    expect(await ask('qRcmd,00')).toEqual([''])
  })

  test('offers what the target can do', async () => {
    expect((await open().ask('qSupported:x'))[0]).not.toMatch(/swbreak|Reverse|exec-file/)
    const able = bareTarget({
      addPoint: () => true, reverseStep: () => Promise.resolve(STOP), program: { path: '/p', bytes: Uint8Array.of() },
    })
    const [features] = await open(able).ask('qSupported:x')
    expect(features).toMatch(/swbreak\+;hwbreak\+;ReverseStep\+;qXfer:exec-file:read\+$/)
  })

  test('reads memory up to where it ends', async () => {
    const { ask } = open()
    expect(await ask('m100e,4')).toEqual(['0707'])
    expect(await ask('m1010,4')).toEqual(['E01'])
  })

  test('marks registers without a value, and lists threads as XML', async () => {
    const { ask } = open()
    expect(await ask('p0')).toEqual(['0102030405060708'])
    expect(await ask('p1')).toEqual(['xxxxxxxxxxxxxxxx'])
    expect((await ask('qXfer:threads:read::0,1000'))[0]).toContain('name="core 0">will read &#34;x&#34; &#38; y</thread>')
  })

  test('gives a long object in parts', async () => {
    const { ask } = open()
    const [whole = ''] = await ask('qXfer:features:read:target.xml:0,2000')
    const [first = ''] = await ask('qXfer:features:read:target.xml:0,10')
    expect([first[0], whole[0]]).toEqual(['m', 'l'])
    expect(first.slice(1)).toBe(whole.slice(1, 17))
    expect(await ask('qXfer:features:read:other.xml:0,10')).toEqual([''])
  })

  test('stops a target that runs at Ctrl-C', async () => {
    const { ask, raw } = open()
    expect(await ask('vCont;c')).toEqual([])
    expect(await raw('\x03')).toMatch(/^\$T02thread:1;#/)
  })

  test('of a client that goes while the target runs, or within a packet, leaves nothing behind', async () => {
    const stops: unknown[] = []
    const target = bareTarget()
    const { session, ask, raw, failures } = open({
      ...target, resume: async (what, running) => {
        const stop = await target.resume(what, running)
        stops.push(stop)
        return stop
      },
    })
    await ask('vCont;c')
    await raw('$m1000')
    session.close()
    expect(await raw('')).toBe('')
    expect([stops, failures]).toEqual([[{ thread: 1, signal: 'SIGINT' }], []])
  })

  test('ends at detach, and at kill without an answer', async () => {
    const detached = open()
    expect(await detached.ask('D')).toEqual(['OK'])
    expect(detached.isEnded()).toBe(true)
    const killed = open()
    expect(await killed.ask('k')).toEqual([])
    expect(killed.isEnded()).toBe(true)
  })

  test('hands a bug on', async () => {
    const { ask, failures } = open(bareTarget({ resume: () => Promise.reject(new Error('a bug')) }))
    await ask('vCont;c')
    expect(String(failures)).toContain('a bug')
  })
})
