import { connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { afterEach, describe, expect, test } from 'vitest'
import { frame } from '../../src/gdb/packet.ts'
import { GdbServer } from '../../src/gdb/server.ts'
import { openTarget, SB } from './open-target.ts'

const open: GdbServer[] = []
afterEach(() => open.splice(0).forEach((server) => server.close()))

async function serve(options: { readonly once?: boolean; readonly port?: number } = {}) {
  const { target } = await openTarget(SB)
  const logged: string[] = []
  const server = new GdbServer(target, {
    host: '127.0.0.1', port: options.port ?? 0, once: options.once ?? false, log: (line) => logged.push(line),
  })
  const port = await server.listen()
  open.push(server)
  return { server, port, logged }
}

async function client(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  return socket
}

/** What comes back for `payload`, until `pattern` is in it. */
async function ask(socket: Socket, payload: string, pattern: RegExp): Promise<string> {
  let text = ''
  const done = new Promise<void>((resolve) => {
    const take = (chunk: Buffer): void => {
      text += chunk.toString('latin1')
      if (!pattern.test(text)) return
      socket.off('data', take)
      resolve()
    }
    socket.on('data', take)
  })
  socket.write(frame(payload))
  await done
  return text
}

describe('the server', () => {
  test('names a port that is taken', async () => {
    const { port } = await serve()
    await expect(serve({ port })).rejects.toThrow(`--port ${port}: something else listens there`)
  })

  test('turns a second client away with the reason, and goes on with the first', async () => {
    const { port } = await serve()
    const first = await client(port)
    expect(await ask(first, 'qC', /#../)).toContain('QC1')
    const second = await client(port)
    const [text] = await Promise.all([ask(second, 'qSupported', /#../), once(second, 'end')])
    expect(text).toContain('E.another GDB is connected')
    expect(await ask(first, 'qC', /#../)).toContain('QC1')
    first.destroy()
  })

  test('keeps the run for the next client when one goes within a packet', async () => {
    const { port, logged } = await serve()
    const first = await client(port)
    await ask(first, 'vCont;s:1', /T05[^#]*#../)
    const [before] = /\$[^#]*#/.exec(await ask(first, 'p10', /#../)) ?? []
    first.write('$m600000')
    first.resetAndDestroy()
    await expect.poll(() => logged.length).toBe(2)
    const second = await client(port)
    expect(await ask(second, 'p10', /#../)).toContain(before)
    second.destroy()
  })

  test('ends after its first client when it is to', async () => {
    const { server, port, logged } = await serve({ once: true })
    const socket = await client(port)
    socket.end()
    await server.untilEnd()
    expect(logged).toEqual(['a client is here', 'the client has gone'])
  })
})
