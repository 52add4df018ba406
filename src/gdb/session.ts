import { parseCommand } from './command.ts'
import { hexOfText } from './hex.ts'
import { frame, PacketReader, type Incoming } from './packet.ts'
import { Stub } from './stub.ts'
import type { Running, Target } from './target.ts'

/** Where a session's bytes go. */
export interface Wire {
  write(bytes: Uint8Array): void
  end(): void
}

/** Garbled packets in a row that are asked for again before the client is taken for something else than GDB. */
const MOST_GARBLED = 8

/**
 * One client: packets are acknowledged, answered one after the other, and sent again when they did not arrive. What comes in while the
 * target runs waits, but for Ctrl-C and the end of the connection, which stop it.
 */
export class Session {
  readonly #wire: Wire
  readonly #stub: Stub
  readonly #reader = new PacketReader()
  #waiting: string[] = []
  #isAnswering = false
  #acknowledges = true
  #lastSent: Uint8Array | undefined
  #garbled = 0
  #knowsClient = false
  #abort = new AbortController()
  #isClosed = false
  /** A bug of ours: `onFailure` gets it. */
  readonly #onFailure: (error: unknown) => void

  constructor(target: Target, wire: Wire, onFailure: (error: unknown) => void) {
    this.#wire = wire
    this.#stub = new Stub(target)
    this.#onFailure = onFailure
  }

  /** Bytes have come in. */
  receive(chunk: Uint8Array): void {
    for (const incoming of this.#reader.push(chunk)) this.#take(incoming)
  }

  /** The client has gone, perhaps within a packet or a command. */
  close(): void {
    this.#isClosed = true
    this.#waiting = []
    this.#abort.abort()
  }

  #take(incoming: Incoming): void {
    switch (incoming.kind) {
      case 'packet': {
        this.#garbled = 0
        this.#knowsClient = true
        if (this.#acknowledges) this.#wire.write(Buffer.from('+'))
        this.#waiting.push(incoming.payload)
        if (!this.#isAnswering) void this.#answerAll().catch(this.#onFailure)
        return
      }
      case 'garbled': {
        this.#garbled++
        if (this.#garbled > MOST_GARBLED) this.#wire.end()
        else if (this.#acknowledges) this.#wire.write(Buffer.from('-'))
        return
      }
      case 'wanted-again': {
        if (this.#lastSent && this.#acknowledges) this.#wire.write(this.#lastSent)
        return
      }
      case 'interrupt': return this.#abort.abort()
      // Noise on a line that GDB uses is passed over, as GDB's own stubs do. Who begins with it speaks something else.
      case 'noise': return this.#knowsClient ? undefined : this.#wire.end()
      case 'acknowledged': return
    }
  }

  async #answerAll(): Promise<void> {
    this.#isAnswering = true
    try {
      for (let payload = this.#waiting.shift(); payload !== undefined; payload = this.#waiting.shift()) await this.#answer(payload)
    } finally {
      this.#isAnswering = false
    }
  }

  async #answer(payload: string): Promise<void> {
    // Ctrl-C that came before is about a command that is over.
    if (this.#abort.signal.aborted && !this.#isClosed) this.#abort = new AbortController()
    const running: Running = { signal: this.#abort.signal, say: (text) => this.#send(`O${hexOfText(text)}`) }
    const answer = await this.#stub.answer(parseCommand(payload), running)
    if (answer.payload !== undefined) this.#send(answer.payload)
    if (answer.kind === 'quiet') this.#acknowledges = false
    if (answer.kind === 'bye') this.#wire.end()
  }

  #send(payload: string): void {
    if (this.#isClosed) return
    this.#lastSent = frame(payload)
    this.#wire.write(this.#lastSent)
  }
}
