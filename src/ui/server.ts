/**
 * Serves the page and the run to one machine: on the loopback address, below a path that only who started it knows, to requests that
 * name this host and come from this page. So no other page that the browser has open can step the run or read it.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { InputError } from '../emu/input-error.ts'
import { livePage } from '../export/trace/html.ts'
import type { LiveMove } from '../viewer/page-data.ts'
import { Answers } from './answers.ts'
import type { LiveRun } from './live-run.ts'
import { parseMove } from './parse-move.ts'

export const LOOPBACK = '127.0.0.1'

/** Bytes. */
const LARGEST_BODY = 4096

const COMMON_HEADERS = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': "frame-ancestors 'none'",
} as const

/** What is answered to a request that cannot be met. */
class Refusal extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export class UiServer {
  readonly #live: LiveRun
  readonly #token = randomBytes(16).toString('hex')
  readonly #page = livePage()
  readonly #server: Server
  readonly #answers = new Answers()
  #port = 0

  constructor(live: LiveRun) {
    this.#live = live
    this.#server = createServer((request, response) => void this.#serve(request, response))
  }

  /** Where the page is. */
  get url(): string {
    return `http://${LOOPBACK}:${this.#port}/${this.#token}/`
  }

  /** `port` 0: one that is free. Throws an `InputError` when it cannot be had. */
  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error) => reject(cannotListen(port, error)))
      this.#server.listen(port, LOOPBACK, resolve)
    })
    const address = this.#server.address()
    if (typeof address === 'object' && address) this.#port = address.port
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve())
      this.#server.closeAllConnections()
    })
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { type, body } = await this.#answer(request)
      response.writeHead(200, { ...COMMON_HEADERS, 'Content-Type': type }).end(body)
    } catch (error) {
      const status = error instanceof Refusal ? error.status : error instanceof InputError ? 400 : 500
      const message = error instanceof Error ? error.message : String(error)
      response.writeHead(status, { ...COMMON_HEADERS, 'Content-Type': 'application/json' }).end(JSON.stringify({ message }))
    }
  }

  async #answer(request: IncomingMessage): Promise<{ readonly type: string; readonly body: string }> {
    this.#checkSender(request)
    switch (`${request.method ?? ''} ${this.#pathOf(request)}`) {
      case 'GET /': return { type: 'text/html; charset=utf-8', body: this.#page }
      case 'GET /state': return this.#state()
      case 'POST /move': return this.#move(request)
      default: throw new Refusal(404, 'there is nothing here')
    }
  }

  async #move(request: IncomingMessage): Promise<{ readonly type: string; readonly body: string }> {
    if (request.headers['content-type'] !== 'application/json') throw new Refusal(415, 'expected application/json')
    const { known, ...move } = parseMove(await bodyOf(request))
    if (!this.#live.move(move)) throw new Refusal(409, whyNot(move))
    return this.#state(known)
  }

  #state(known?: number): { readonly type: string; readonly body: string } {
    return { type: 'application/json', body: JSON.stringify(this.#answers.next(this.#live.state(), known)) }
  }

  /** A name that an attacker lets point to this machine is not this host; another page is another origin. */
  #checkSender({ headers }: IncomingMessage): void {
    const hosts = [`${LOOPBACK}:${this.#port}`, `localhost:${this.#port}`]
    if (!hosts.includes(headers.host ?? '')) throw new Refusal(403, `expected the host ${hosts.join(' or ')}`)
    if (headers.origin !== undefined && headers.origin !== `http://${headers.host ?? ''}`) {
      throw new Refusal(403, 'a request of another page')
    }
  }

  /** What follows the token. */
  #pathOf({ url = '' }: IncomingMessage): string {
    const [, token = '', path = ''] = /^\/([^/?]*)(\/[^?]*)$/.exec(url) ?? []
    const [given, wanted] = [Buffer.from(token), Buffer.from(this.#token)]
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
      throw new Refusal(404, 'there is nothing here: open the address that fencepost ui printed')
    }
    return path
  }
}

function whyNot(move: LiveMove): string {
  switch (move.move) {
    case 'step':
    case 'exec': return `core ${move.core} cannot step now`
    case 'drain': return `core ${move.core} cannot drain such a store now`
    case 'back': return 'there is no move to take back'
    case 'forward': return 'there is no move to make again'
    case 'start': return 'the run is at its beginning'
  }
}

/** A request whose length is not told beforehand comes from no browser. */
async function bodyOf(request: IncomingMessage): Promise<string> {
  const length = Number(request.headers['content-length'] ?? Infinity)
  // Refused unread: who stops reading in the middle has no connection left to say so.
  if (length > LARGEST_BODY) throw new Refusal(413, `expected at most ${LARGEST_BODY} bytes, their number told beforehand`)
  const pieces: Buffer[] = []
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece)
  return Buffer.concat(pieces).toString('utf8')
}

function cannotListen(port: number, error: Error): InputError {
  const code = 'code' in error ? String(error.code) : ''
  switch (code) {
    case 'EADDRINUSE':
      return new InputError(`--port ${port}: something else listens there: take another, or leave it out for any that is free`)
    case 'EACCES': return new InputError(`--port ${port}: listening there is not permitted: take one above 1023, or leave it out`)
    default: return new InputError(`--port ${port}: cannot listen there (${error.message})`)
  }
}
