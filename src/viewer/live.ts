/** The page that asks a server: it shows the run so far, and makes it go on. */
import { App } from './app.ts'
import { button, el, type ButtonOptions, type Child } from './dom.ts'
import { DIGITS, type KeyBinding } from './keys.ts'
import type { LiveCore, LiveMove, LiveState } from './page-data.ts'
import type { EventRecord } from './trace-records.ts'
import { viewedTrace } from './unpack.ts'

export class LivePage {
  readonly #app: App
  #state: LiveState | undefined
  #message = ''
  #isWaiting = false

  constructor() {
    this.#app = new App({ controls: () => this.#controls(), bindings: this.#bindings() })
  }

  async start(): Promise<void> {
    await this.#ask('state', undefined)
  }

  async #move(move: LiveMove): Promise<void> {
    // Answers come in the order of the questions.
    if (this.#isWaiting) return
    this.#isWaiting = true
    await this.#ask('move', move)
    this.#isWaiting = false
  }

  async #ask(path: string, move: LiveMove | undefined): Promise<void> {
    try {
      const answer = await fetch(path, move ? {
        method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(move),
      } : {})
      const body: unknown = await answer.json()
      if (!answer.ok) throw new Error(messageOf(body))
      this.#message = ''
      this.#show(body as LiveState, move)
    } catch (error) {
      this.#message = error instanceof TypeError ? 'fencepost ui has ended: start it again' : String(error)
      if (this.#state) this.#show(this.#state, undefined)
      else document.body.append(el('p', { class: 'failure', role: 'alert' }, this.#message))
    }
  }

  #show(state: LiveState, move: LiveMove | undefined): void {
    this.#state = state
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
    return button(text, () => void this.#move(move), options)
  }

  #bindings(): readonly KeyBinding[] {
    const core = (key: string): number | undefined => {
      return Number(key) < (this.#state?.cores.length ?? 0) ? Number(key) : undefined
    }
    let drains = false
    return [
      {
        keys: DIGITS, shown: '0 … 9', summary: 'a visible step of that core; after e: it drains its oldest store',
        press: (key) => {
          const number = core(key)
          const move = drains ? { move: 'drain', index: 0 } as const : { move: 'exec' } as const
          if (number !== undefined) void this.#move({ ...move, core: number })
          drains = false
        },
      },
      { keys: ['e'], shown: 'e 0 … 9', summary: 'drain the oldest store of that core', press: () => (drains = true) },
      {
        keys: ['[', 'ArrowLeft'], shown: '[ ←', summary: 'take the last move back',
        press: () => void this.#move({ move: 'back' }),
      },
      {
        keys: [']', 'ArrowRight'], shown: '] →', summary: 'make it again; of a witness: its next move',
        press: () => void this.#move({ move: 'forward' }),
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

function messageOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : 'the server gave no reason'
}
