/** What GDB asks for, read from the payload of a packet. Nothing is done here: that is `Stub`. */
import { bytesOfHex, textOfHex } from './hex.ts'

/** A thread as a packet names it: its number, counted from 1; `any` (0) leaves the choice to the stub; `all` is -1. */
export type ThreadChoice = number | 'any' | 'all'

/** The kinds of `Z` and `z` packets. */
export type PointKind = 'breakpoint' | 'hardware-breakpoint' | 'watch' | 'rwatch' | 'awatch'

/** One of `vCont`'s: the first of a packet that fits a thread says what it does. */
export interface ContAction {
  readonly action: 'step' | 'continue'
  readonly thread: ThreadChoice
}

export type HostFileCommand =
  | { readonly kind: 'open'; readonly path: string }
  | { readonly kind: 'read'; readonly file: number; readonly size: number; readonly offset: number }
  | { readonly kind: 'status'; readonly file: number }
  | { readonly kind: 'close'; readonly file: number }

export type Command =
  | { readonly kind: 'supported'; readonly features: readonly string[] }
  | { readonly kind: 'no-acknowledgements' }
  | { readonly kind: 'why-stopped' }
  | { readonly kind: 'extended-mode' }
  | { readonly kind: 'select-thread'; readonly purpose: 'general' | 'resume'; readonly thread: ThreadChoice }
  | { readonly kind: 'current-thread' }
  | { readonly kind: 'is-attached' }
  | { readonly kind: 'threads'; readonly part: 'first' | 'next' }
  | { readonly kind: 'thread-information'; readonly thread: number }
  | { readonly kind: 'is-thread-alive'; readonly thread: number }
  | { readonly kind: 'read-registers' }
  | { readonly kind: 'read-register'; readonly register: number }
  | { readonly kind: 'write-registers' }
  | { readonly kind: 'write-register'; readonly register: number; readonly value: Uint8Array }
  | { readonly kind: 'read-memory'; readonly address: number; readonly size: number }
  | { readonly kind: 'write-memory'; readonly address: number; readonly bytes: Uint8Array }
  | { readonly kind: 'resume-actions' }
  | { readonly kind: 'resume'; readonly actions: readonly ContAction[] }
  | { readonly kind: 'reverse'; readonly action: 'step' | 'continue' }
  | { readonly kind: 'add-point' | 'remove-point'; readonly point: PointKind; readonly address: number; readonly size: number }
  | { readonly kind: 'transfer'; readonly object: string; readonly annex: string; readonly offset: number; readonly size: number }
  | { readonly kind: 'host-file'; readonly file: HostFileCommand }
  | { readonly kind: 'monitor'; readonly text: string }
  | { readonly kind: 'restart' }
  | { readonly kind: 'symbols' }
  | { readonly kind: 'detach' }
  | { readonly kind: 'kill'; readonly wantsAnswer: boolean }

const POINTS: Readonly<Record<string, PointKind>> = {
  '0': 'breakpoint', '1': 'hardware-breakpoint', '2': 'watch', '3': 'rwatch', '4': 'awatch',
}

type Parser = (...parts: string[]) => Command | undefined

/** The packets by their form; the first that fits is it. What stands in brackets is given to the function. */
const PARSERS: readonly (readonly [RegExp, Parser])[] = [
  [/^qSupported(?::(.*))?$/s, (features = '') => ({ kind: 'supported', features: features.split(';') })],
  [/^QStartNoAckMode$/, () => ({ kind: 'no-acknowledgements' })],
  [/^\?$/, () => ({ kind: 'why-stopped' })],
  [/^!$/, () => ({ kind: 'extended-mode' })],
  [/^H([gc])(-?[0-9a-f]+)$/, (purpose = '', thread = '') => (
    { kind: 'select-thread', purpose: purpose === 'g' ? 'general' : 'resume', thread: threadOf(thread) }
  )],
  [/^qC$/, () => ({ kind: 'current-thread' })],
  [/^qAttached(?::.*)?$/, () => ({ kind: 'is-attached' })],
  [/^q([fs])ThreadInfo$/, (part) => ({ kind: 'threads', part: part === 'f' ? 'first' : 'next' })],
  [/^qThreadExtraInfo,([0-9a-f]+)$/, (thread = '') => ({ kind: 'thread-information', thread: parseInt(thread, 16) })],
  [/^T([0-9a-f]+)$/, (thread = '') => ({ kind: 'is-thread-alive', thread: parseInt(thread, 16) })],
  [/^g$/, () => ({ kind: 'read-registers' })],
  [/^p([0-9a-f]+)$/, (register = '') => ({ kind: 'read-register', register: parseInt(register, 16) })],
  [/^G[0-9a-fx]+$/, () => ({ kind: 'write-registers' })],
  [/^P([0-9a-f]+)=([0-9a-f]+)$/, (register = '', value = '') => (
    withBytes(bytesOfHex(value), (bytes) => ({ kind: 'write-register', register: parseInt(register, 16), value: bytes }))
  )],
  [/^m([0-9a-f]+),([0-9a-f]+)$/, (address = '', size = '') => (
    { kind: 'read-memory', address: parseInt(address, 16), size: parseInt(size, 16) }
  )],
  [/^M([0-9a-f]+),[0-9a-f]+:([0-9a-f]*)$/, (address = '', hex = '') => (
    withBytes(bytesOfHex(hex), (bytes) => ({ kind: 'write-memory', address: parseInt(address, 16), bytes }))
  )],
  [/^X([0-9a-f]+),[0-9a-f]+:(.*)$/s, (address = '', data = '') => (
    { kind: 'write-memory', address: parseInt(address, 16), bytes: Buffer.from(data, 'latin1') }
  )],
  [/^vCont\?$/, () => ({ kind: 'resume-actions' })],
  [/^vCont;(.+)$/, (actions = '') => contOf(actions)],
  // The older packets without threads; a signal that GDB passes on means nothing here.
  [/^(?:c|C[0-9a-f]{2})$/, () => ({ kind: 'resume', actions: [{ action: 'continue', thread: 'all' }] })],
  [/^(?:s|S[0-9a-f]{2})$/, () => ({ kind: 'resume', actions: [{ action: 'step', thread: 'any' }] })],
  [/^b([sc])$/, (action) => ({ kind: 'reverse', action: action === 's' ? 'step' : 'continue' })],
  [/^([Zz])([0-4]),([0-9a-f]+),([0-9a-f]+)(?:;.*)?$/, (letter, kind = '', address = '', size = '') => {
    const point = POINTS[kind]
    const which = letter === 'Z' ? 'add-point' : 'remove-point'
    return point && { kind: which, point, address: parseInt(address, 16), size: parseInt(size, 16) }
  }],
  [/^qXfer:([^:]+):read:([^:]*):([0-9a-f]+),([0-9a-f]+)$/, (object = '', annex = '', offset = '', size = '') => (
    { kind: 'transfer', object, annex, offset: parseInt(offset, 16), size: parseInt(size, 16) }
  )],
  [/^vFile:open:([0-9a-f]+),[0-9a-f]+,[0-9a-f]+$/, (path = '') => {
    const text = textOfHex(path)
    return text === undefined ? undefined : { kind: 'host-file', file: { kind: 'open', path: text } }
  }],
  [/^vFile:pread:([0-9a-f]+),([0-9a-f]+),([0-9a-f]+)$/, (file = '', size = '', offset = '') => ({
    kind: 'host-file', file: { kind: 'read', file: parseInt(file, 16), size: parseInt(size, 16), offset: parseInt(offset, 16) },
  })],
  [/^vFile:fstat:([0-9a-f]+)$/, (file = '') => ({ kind: 'host-file', file: { kind: 'status', file: parseInt(file, 16) } })],
  [/^vFile:close:([0-9a-f]+)$/, (file = '') => ({ kind: 'host-file', file: { kind: 'close', file: parseInt(file, 16) } })],
  [/^qRcmd,([0-9a-f]*)$/, (hex = '') => {
    const text = textOfHex(hex)
    return text === undefined ? undefined : { kind: 'monitor', text }
  }],
  [/^vRun;/, () => ({ kind: 'restart' })],
  [/^qSymbol:/, () => ({ kind: 'symbols' })],
  [/^D(?:;.*)?$/, () => ({ kind: 'detach' })],
  [/^k$/, () => ({ kind: 'kill', wantsAnswer: false })],
  [/^vKill;/, () => ({ kind: 'kill', wantsAnswer: true })],
]

/** Undefined for a packet that is not known: the protocol answers it with an empty packet. */
export function parseCommand(payload: string): Command | undefined {
  for (const [form, parse] of PARSERS) {
    const found = form.exec(payload)
    if (found) return parse(...found.slice(1))
  }
  return undefined
}

/** Digits are hexadecimal; -1 and 0 are not numbers of threads. */
function threadOf(text: string): ThreadChoice {
  if (text.startsWith('-')) return 'all'
  const number = parseInt(text, 16)
  return number === 0 ? 'any' : number
}

const ACTIONS: Readonly<Record<string, 'step' | 'continue'>> = { s: 'step', S: 'step', c: 'continue', C: 'continue' }

function contOf(text: string): Command | undefined {
  const actions: ContAction[] = []
  for (const part of text.split(';')) {
    const found = /^(?:([sc])|([SC])[0-9a-f]{2})(?::(-?[0-9a-f]+))?$/.exec(part)
    const action = ACTIONS[found?.[1] ?? found?.[2] ?? '']
    if (!action) return undefined
    actions.push({ action, thread: found?.[3] === undefined ? 'all' : threadOf(found[3]) })
  }
  return { kind: 'resume', actions }
}

function withBytes(bytes: Uint8Array | undefined, command: (bytes: Uint8Array) => Command): Command | undefined {
  return bytes && command(bytes)
}
