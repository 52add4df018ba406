/** The page that asks a server: it shows the run so far, and makes it go on. */
import { App } from './app.ts'
import { button, el, type ButtonOptions, type Child } from './dom.ts'
import { DIGITS, type KeyBinding } from './keys.ts'
import type { LiveAnswer, LiveCore, LiveMove, LiveRequest, LiveState } from './page-data.ts'
import type { EventRecord } from './trace-records.ts'
import { viewedTrace } from './unpack.ts'

const ENDED = 'fencepost ui has ended: start it again'

export class LivePage {
  readonly #app: App
  #state: LiveState | undefined
  /** The number of the last answer. */
  #known: number | undefined
  #message = ''
  /** Moves are made one after the other: an answer tells what is new since the one before. */
  #turn: Promise<void> = Promise.resolve()
  #waiting = 0

  constructor() {
    this.#app = new App({ controls: () => this.#controls(), bindings: this.#bindings() })
  }

  async start(): Promise<void> {
    await this.#ask('state', undefined)
  }

  /** `isHeld`: by a key that is held down, which asks no faster than it is answered. */
  #move(move: LiveMove, isHeld = false): void {
    if (isHeld && this.#waiting > 0) return
    this.#waiting++
    const make = (): Promise<void> => this.#ask('move', move)
    // The next move is made whatever became of this one.
    this.#turn = this.#turn.then(make, make).finally(() => this.#waiting--)
  }

  async #ask(path: string, move: LiveMove | undefined): Promise<void> {
    try {
      this.#take(await fetchAnswer(path, move && { ...move, known: this.#known }))
      this.#message = ''
    } catch (error) {
      this.#message = error instanceof Error ? error.message : String(error)
    }
    if (this.#state) this.#show(this.#state, this.#message === '' ? move : undefined)
    else document.body.append(el('p', { class: 'failure', role: 'alert' }, this.#message))
  }

  #take({ answer, kept, events, header = this.#state?.header, memory = this.#state?.memory, ...rest }: LiveAnswer): void {
    if (!header || !memory) throw new Error('the first answer is not whole: load the page again')
    this.#known = answer
    this.#state = { ...rest, header, memory, events: [...this.#state?.events.slice(0, kept) ?? [], ...events] }
  }

  #show(state: LiveState, move: LiveMove | undefined): void {
    const events = happened(state)
    if (move?.move === 'step' && events.at(-1)?.kind === 'instruction') this.#app.showPrivate(true)
    const { showsPrivate } = this.#app
    const last = events.findLastIndex((event) => (
      event.kind === 'instruction' ? event.visible || showsPrivate : event.kind !== 'end'
    ))
    this.#app.open([viewedTrace(state.header, state.memory, events)], state.done === 0 ? 0 : Math.max(0, last))
  }

  #controls(): Child {
    const state = this.#state
    if (!state) return undefined
    const { done, undone } = state
    return el('section', { class: 'part live' },
      el('h2', {}, 'Step '),
      el('p', { class: 'moves' },
        this.#button('|◀ start', { move: 'start' }, { key: 'live-start', disabled: done === 0 }),
        this.#button(`◀ back (${done})`, { move: 'back' }, { key: 'live-back', disabled: done === 0, title: '[' }),
        this.#button(`forward (${undone}) ▶`, { move: 'forward' }, { key: 'live-forward', disabled: undone === 0, title: ']' })),
      ...state.cores.map((core, number) => this.#core(core, number)),
      this.#message === '' ? undefined : el('p', { class: 'failure', role: 'alert' }, this.#message))
  }

  #core({ next, canStep, reads, drains }: LiveCore, core: number): HTMLElement {
    const ways = reads.length > 1 ? reads : ['']
    const steps = ways.map((value, back) => (
      this.#button(back === 0 ? 'visible step' : `read ${value}`, { move: 'exec', core, back }, {
        key: `live-exec-${core}-${back}`, disabled: !canStep, class: 'primary',
        title: back === 0 ? String(core) : `as memory was ${back} stores ago`,
      })
    ))
    const held = drains.map((index) => this.#button(index === 0 ? 'drain' : `drain #${index}`, { move: 'drain', core, index }, {
      key: `live-drain-${core}-${index}`, title: 'a buffered store reaches memory',
    }))
    return el('div', { class: `step core-${core % 6}` }, el('b', {}, `core ${core}`), el('span', { class: 'next' }, next),
      el('span', { class: 'moves' }, ...steps,
        this.#button('instruction', { move: 'step', core }, {
          key: `live-step-${core}`, disabled: !canStep, title: 'one instruction',
        }),
        ...held))
  }

  #button(text: string, move: LiveMove, options: ButtonOptions): HTMLButtonElement {
    return button(text, () => this.#move(move), options)
  }

  #bindings(): readonly KeyBinding[] {
    const core = (key: string): number | undefined => {
      return Number(key) < (this.#state?.cores.length ?? 0) ? Number(key) : undefined
    }
    let drains = false
    return [
      {
        keys: DIGITS, shown: '0 … 9', summary: 'a visible step of that core; after e: it drains its oldest store',
        press: (key, isHeld) => {
          const number = core(key)
          const move = drains ? { move: 'drain', index: 0 } as const : { move: 'exec' } as const
          if (number !== undefined) this.#move({ ...move, core: number }, isHeld)
          drains = false
        },
      },
      { keys: ['e'], shown: 'e 0 … 9', summary: 'drain the oldest store of that core', press: () => (drains = true) },
      {
        keys: ['[', 'ArrowLeft'], shown: '[ ←', summary: 'take the last move back',
        press: (_, isHeld) => this.#move({ move: 'back' }, isHeld),
      },
      {
        keys: [']', 'ArrowRight'], shown: '] →', summary: 'make it again; of a witness: its next move',
        press: (_, isHeld) => this.#move({ move: 'forward' }, isHeld),
      },
    ]
  }
}

/** Without the private instructions that cores have still to go over, and without an end while there is none. */
function happened({ events, cores, status }: LiveState): EventRecord[] {
  const ahead = cores.map((core) => core.ahead)
  const kept: EventRecord[] = []
  for (const event of (events as EventRecord[]).toReversed()) {
    if (event.kind === 'end' && status === 'running') continue
    const left = event.kind === 'instruction' ? ahead[event.core] ?? 0 : 0
    if (event.kind === 'instruction' && left > 0) ahead[event.core] = left - 1
    else kept.push(event)
  }
  return renumbered(kept.reverse())
}

/** Events that are left out leave gaps in the numbers that link the others. */
function renumbered(events: readonly EventRecord[]): EventRecord[] {
  const numbers = new Map(events.map(({ event }, at) => [event, at + 1]))
  const number = (old: number): number => numbers.get(old) ?? old
  const held = <T extends { readonly issued: number }>(one: T): T => ({ ...one, issued: number(one.issued) })
  return events.map((one): EventRecord => {
    const event = number(one.event)
    if (one.kind === 'drain') return { ...held(one), event, buffer: one.buffer.map(held) }
    if (one.kind !== 'instruction') return { ...one, event }
    const accesses = one.accesses.map((access) => (
      access.memory === 'private' || access.kind === 'store' ? access : {
        ...access,
        sources: access.sources.map((source) => (source.event === undefined ? source : { ...source, event: number(source.event) })),
      }
    ))
    return { ...one, event, accesses, buffer: one.buffer.map(held) }
  })
}

/** Throws an error that says why there is no answer. */
async function fetchAnswer(path: string, asked: LiveRequest | undefined): Promise<LiveAnswer> {
  const { ok, body } = await fetch(path, asked ? {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(asked),
  } : {}).then(async (answer) => ({ ok: answer.ok, body: await answer.json() as unknown })).catch(() => {
    throw new Error(ENDED)
  })
  if (!ok) throw new Error(messageOf(body))
  return body as LiveAnswer
}

function messageOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : 'the server gave no reason'
}
