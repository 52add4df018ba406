import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { InputError } from '../emu/input-error.ts'
import { frame, PacketReader } from './packet.ts'
import { Session } from './session.ts'
import type { Target } from './target.ts'

export interface ServerOptions {
  readonly host: string
  /** 0: the system chooses. */
  readonly port: number
  /** End after the first client has gone. */
  readonly once: boolean
  /** A line for whoever started the server. */
  readonly log: (line: string) => void
}

const BUSY = 'E.another GDB is connected to this run: one at a time'

/** Serves one target to one client after the other over TCP. */
export class GdbServer {
  readonly #target: Target
  readonly #options: ServerOptions
  readonly #server: Server
  readonly #ended: Promise<void>
  #fail: (error: unknown) => void = () => undefined
  readonly #sockets = new Set<Socket>()
  #client: Socket | undefined

  constructor(target: Target, options: ServerOptions) {
    this.#target = target
    this.#options = options
    this.#server = createServer((socket) => this.#connected(socket))
    this.#ended = new Promise((resolve, reject) => {
      this.#server.on('close', resolve)
      this.#fail = reject
    })
  }

  /** Gives the port. Throws an `InputError` when it cannot be had. */
  listen(): Promise<number> {
    const { host, port } = this.#options
    return new Promise((resolve, reject) => {
      this.#server.once('error', (error: NodeJS.ErrnoException) => reject(new InputError(listenProblem(error, host, port))))
      this.#server.listen({ host, port }, () => resolve((this.#server.address() as AddressInfo).port))
    })
  }

  /** Until `close`, or with `once` until the first client has gone. Throws what went wrong while a command was answered. */
  async untilEnd(): Promise<void> {
    try {
      await this.#ended
    } finally {
      this.close()
    }
  }

  close(): void {
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
  }

  #connected(socket: Socket): void {
    this.#sockets.add(socket)
    socket.setNoDelay(true)
    // A reset by the client is followed by `close`, as any other end is.
    socket.on('error', () => undefined)
    socket.on('close', () => this.#sockets.delete(socket))
    if (this.#client) return turnAway(socket)
    const { log, once } = this.#options
    this.#client = socket
    log('a client is here')
    const session = new Session(this.#target, socket, (error) => this.#fail(error))
    socket.on('data', (chunk) => session.receive(chunk))
    socket.on('end', () => socket.end())
    socket.on('close', () => {
      session.close()
      this.#client = undefined
      log(once ? 'the client has gone' : 'the client has gone; the run stays as it is for the next one')
      if (once) this.close()
    })
  }
}

/** Says why in answer to the first packet; GDB prints it. */
function turnAway(socket: Socket): void {
  const reader = new PacketReader()
  socket.on('data', (chunk) => {
    if (!reader.push(chunk).some(({ kind }) => kind === 'packet')) return
    socket.end(Buffer.concat([Buffer.from('+'), frame(BUSY)]))
  })
}

function listenProblem(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE': return `--port ${port}: something else listens there: take another, or 0 for any that is free`
    case 'EACCES': return `--port ${port}: this user may not listen there: take one above 1023, or 0 for any that is free`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND': return `--host ${host}: this machine has no such address`
    default: return `--host ${host} --port ${port}: ${error.message}`
  }
}
