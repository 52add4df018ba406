/** Answers commands by asking a target. Of packets, acknowledgements and sockets it knows nothing: that is `Session`. */
import type { Command, ContAction, ThreadChoice } from './command.ts'
import { hexOfBytes, hexOfText } from './hex.ts'
import { HostFiles } from './host-files.ts'
import { LONGEST_PAYLOAD } from './packet.ts'
import { REGISTERS, TARGET_DESCRIPTION } from './register-file.ts'
import { Refusal, type Resume, type Running, type Signal, type Stop, type Target } from './target.ts'

/** What `Session` is to do with a command. */
export type Answer =
  | { readonly kind: 'reply'; readonly payload: string }
  /** No acknowledgements after this one. */
  | { readonly kind: 'quiet'; readonly payload: string }
  /** The client goes. */
  | { readonly kind: 'bye'; readonly payload: string | undefined }

const OK = 'OK'
/** The protocol's answer to what is not known. */
const UNKNOWN = ''
/** Without words: the command is understood, and cannot be done. */
const ERROR = 'E01'

const SIGNALS: Readonly<Record<Signal, number>> = { SIGINT: 2, SIGILL: 4, SIGTRAP: 5, SIGABRT: 6, SIGSEGV: 11 }

export class Stub {
  readonly #target: Target
  readonly #files: HostFiles
  /** The thread whose registers and memory are asked for. */
  #general: number
  /** The one that goes back, when GDB has named one. */
  #resumed: ThreadChoice = 'any'
  /** `target extended-remote`: the connection outlives a killed program, which may be run again. */
  #isExtended = false

  constructor(target: Target) {
    this.#target = target
    this.#files = new HostFiles(target.program === undefined ? [] : [target.program])
    this.#general = target.stop.thread
  }

  /** `running`: how the target is interrupted and heard while it runs. */
  async answer(command: Command | undefined, running: Running): Promise<Answer> {
    try {
      return command ? await this.#answer(command, running) : reply(UNKNOWN)
    } catch (error) {
      if (error instanceof Refusal) return reply(`E.${error.message}`)
      throw error
    }
  }

  async #answer(command: Command, running: Running): Promise<Answer> {
    const target = this.#target
    switch (command.kind) {
      case 'supported': return reply(this.#features())
      case 'no-acknowledgements': return { kind: 'quiet', payload: OK }
      case 'why-stopped': return this.#stopped(target.stop)
      case 'extended-mode': {
        this.#isExtended = target.restart !== undefined
        return reply(this.#isExtended ? OK : UNKNOWN)
      }
      case 'select-thread': return reply(this.#select(command.purpose, command.thread))
      case 'current-thread': return reply(`QC${this.#general.toString(16)}`)
      // 1: GDB leaves the run as it is when it ends, and does not kill it.
      case 'is-attached': return reply('1')
      case 'threads': {
        return reply(command.part === 'first' ? `m${target.threads.map(({ id }) => id.toString(16)).join(',')}` : 'l')
      }
      case 'thread-information': return reply(hexOfText(this.#thread(command.thread)?.information ?? ''))
      case 'is-thread-alive': return reply(this.#thread(command.thread) ? OK : ERROR)
      case 'read-registers': return reply(REGISTERS.map((_, number) => this.#register(number)).join(''))
      case 'read-register': return reply(REGISTERS[command.register] ? this.#register(command.register) : ERROR)
      // GDB falls back on it only where there is no P packet.
      case 'write-registers': return reply(UNKNOWN)
      case 'write-register': {
        if (!target.writeRegister) return reply(UNKNOWN)
        target.writeRegister(this.#general, command.register, command.value)
        return reply(OK)
      }
      case 'read-memory': {
        const bytes = target.readMemory(this.#general, command.address, Math.min(command.size, LONGEST_PAYLOAD / 2))
        return reply(bytes.length === 0 && command.size > 0 ? ERROR : hexOfBytes(bytes))
      }
      case 'write-memory': {
        if (!target.writeMemory) return reply(ERROR)
        target.writeMemory(this.#general, command.address, command.bytes)
        return reply(OK)
      }
      case 'resume-actions': return reply('vCont;c;C;s;S')
      case 'resume': return this.#stopped(await target.resume(this.#resumption(command.actions), running))
      case 'reverse': return this.#reverse(command.action, running)
      case 'add-point': {
        if (!target.addPoint) return reply(UNKNOWN)
        return reply(target.addPoint(command.point, command.address, command.size) ? OK : ERROR)
      }
      case 'remove-point': {
        target.removePoint?.(command.point, command.address, command.size)
        return reply(target.removePoint ? OK : UNKNOWN)
      }
      case 'transfer': return reply(this.#transfer(command.object, command.annex, command.offset, command.size))
      case 'host-file': return reply(target.program ? this.#files.answer(command.file) : UNKNOWN)
      case 'monitor': {
        if (!target.monitor) return reply(UNKNOWN)
        return reply(hexOfText(await this.#monitor(command.text, running)) || OK)
      }
      case 'restart': return target.restart ? this.#stopped(target.restart()) : reply(UNKNOWN)
      case 'symbols': return reply(OK)
      case 'detach': return { kind: 'bye', payload: OK }
      case 'kill': {
        target.restart?.()
        if (this.#isExtended) return reply(OK)
        return { kind: 'bye', payload: command.wantsAnswer ? OK : undefined }
      }
    }
  }

  /** The answer to `qSupported`, from what the target can do. */
  #features(): string {
    const target = this.#target
    return [
      `PacketSize=${LONGEST_PAYLOAD.toString(16)}`,
      'QStartNoAckMode+',
      'vContSupported+',
      'qXfer:features:read+',
      'qXfer:threads:read+',
      ...(target.addPoint ? ['swbreak+', 'hwbreak+'] : []),
      ...(target.reverseStep ? ['ReverseStep+'] : []),
      ...(target.reverseContinue ? ['ReverseContinue+'] : []),
      ...(target.program ? ['qXfer:exec-file:read+'] : []),
    ].join(';')
  }

  #select(purpose: 'general' | 'resume', thread: ThreadChoice): string {
    if (typeof thread === 'number' && !this.#thread(thread)) return ERROR
    if (purpose === 'resume') this.#resumed = thread
    else if (typeof thread === 'number') this.#general = thread
    return OK
  }

  #thread(id: number): Target['threads'][number] | undefined {
    return this.#target.threads.find((thread) => thread.id === id)
  }

  #register(number: number): string {
    const size = REGISTERS[number]?.size ?? 0
    const value = this.#target.readRegister(this.#general, number)
    return value ? hexOfBytes(value) : 'x'.repeat(2 * size)
  }

  /** For each thread the first action that fits it. */
  #resumption(actions: readonly ContAction[]): Resume {
    const chosen = new Map<number, 'step' | 'continue'>()
    for (const { id } of this.#target.threads) {
      const fits = (thread: ThreadChoice): boolean => (thread === 'any' ? id === this.#general : thread === 'all' || thread === id)
      const first = actions.find(({ thread }) => fits(thread))
      if (first) chosen.set(id, first.action)
    }
    const of = (action: 'step' | 'continue'): number[] => [...chosen].filter(([, does]) => does === action).map(([id]) => id)
    return { step: of('step'), continue: of('continue'), current: this.#general }
  }

  async #reverse(action: 'step' | 'continue', running: Running): Promise<Answer> {
    const thread = typeof this.#resumed === 'number' ? this.#resumed : this.#general
    const stop = action === 'step' ? this.#target.reverseStep?.(thread, running) : this.#target.reverseContinue?.(thread, running)
    return stop ? this.#stopped(await stop) : reply(UNKNOWN)
  }

  #stopped(stop: Stop): Answer {
    this.#general = stop.thread
    const signal = SIGNALS[stop.signal].toString(16).padStart(2, '0')
    return reply(`T${signal}thread:${stop.thread.toString(16)};${whyText(stop)}`)
  }

  #transfer(object: string, annex: string, offset: number, size: number): string {
    const content = this.#content(object, annex)
    if (content === undefined) return UNKNOWN
    const part = content.slice(offset, offset + Math.min(size, LONGEST_PAYLOAD / 2))
    return `${offset + part.length < content.length ? 'm' : 'l'}${part}`
  }

  #content(object: string, annex: string): string | undefined {
    if (object === 'features' && annex === 'target.xml') return TARGET_DESCRIPTION
    if (object === 'threads') return threadList(this.#target)
    return object === 'exec-file' ? this.#target.program?.path : undefined
  }

  /** A refusal is part of the answer: GDB would print "Protocol error with Rcmd" before it. */
  async #monitor(text: string, running: Running): Promise<string> {
    try {
      return (await this.#target.monitor?.(text, running)) ?? ''
    } catch (error) {
      if (error instanceof Refusal) return `${error.message}\n`
      throw error
    }
  }
}

function reply(payload: string): Answer {
  return { kind: 'reply', payload }
}

function whyText({ why }: Stop): string {
  if (!why) return ''
  switch (why.kind) {
    case 'breakpoint': return why.isHardware ? 'hwbreak:;' : 'swbreak:;'
    case 'watchpoint': return `${why.point}:${why.address.toString(16)};`
    case 'end-of-history': return `replaylog:${why.end};`
  }
}

function threadList({ threads }: Target): string {
  const lines = threads.map(({ id, core, name, information }) =>
    `<thread id="${id.toString(16)}" core="${core}" name="${xml(name)}">${xml(information)}</thread>`)
  return `<?xml version="1.0"?>\n<threads>\n${lines.join('\n')}\n</threads>\n`
}

/** Bytes of UTF-8, escaped for an attribute or a text. */
function xml(text: string): string {
  const escaped = text.replace(/[&<>"]/g, (found) => `&#${found.charCodeAt(0)};`)
  return Buffer.from(escaped, 'utf8').toString('latin1')
}
