import type { LiveAnswer, LiveState } from '../viewer/page-data.ts'

/**
 * What a page is told of the run: only what it does not have yet. The last answer is remembered, for whoever has it; a page that has
 * another one (a second page of the same run made the last move, or an answer was lost) is told everything.
 */
export class Answers {
  #number = 0
  #frame = ''
  #events: readonly string[] = []

  /** `known`: the number of the answer that the page has. */
  next(state: LiveState, known?: number): LiveAnswer {
    const { header, memory, events, ...rest } = state
    const isFollowed = known === this.#number
    const frame = JSON.stringify([header, memory])
    const lines = events.map((event) => JSON.stringify(event))
    const kept = isFollowed ? commonStart(this.#events, lines) : 0
    const isFrameKnown = isFollowed && frame === this.#frame
    this.#number++
    this.#frame = frame
    this.#events = lines
    return { answer: this.#number, ...(isFrameKnown ? {} : { header, memory }), kept, events: events.slice(kept), ...rest }
  }
}

function commonStart(before: readonly string[], after: readonly string[]): number {
  const parting = after.findIndex((line, at) => line !== before[at])
  return parting < 0 ? after.length : parting
}
