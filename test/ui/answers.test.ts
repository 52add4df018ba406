import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { modelNamed } from '../../src/cpu-model/models.ts'
import { Machine } from '../../src/machine/machine.ts'
import type { LoadedScenario } from '../../src/scenario/scenario.ts'
import { Answers } from '../../src/ui/answers.ts'
import { LiveRun } from '../../src/ui/live-run.ts'
import type { LiveAnswer, LiveMove } from '../../src/viewer/page-data.ts'
import { loadMessagePassing, SEEN } from '../export/trace/traces.ts'

let loaded: LoadedScenario
beforeAll(async () => (loaded = await loadMessagePassing()))
afterAll(() => loaded.close())

describe('a page is told what it does not have', () => {
  let live: LiveRun
  let answers: Answers
  beforeEach(() => {
    live = new LiveRun(loaded, new Machine(loaded.automata, modelNamed('x86-tso'), loaded.options), SEEN, undefined)
    answers = new Answers()
  })

  function make(move: LiveMove, known?: number): LiveAnswer {
    expect(live.move(move)).toBe(true)
    return answers.next(live.state(), known)
  }

  test('after a step the events since, after a step back where it went back to', () => {
    // `mov ecx, 7` is ahead of core 0, and the run goes on: its end is an event, too.
    const first = answers.next(live.state())
    expect(first).toMatchObject({ answer: 1, kept: 0, events: [{ text: 'mov ecx, 7' }, { kind: 'end' }] })
    expect(Object.keys(first)).toEqual(expect.arrayContaining(['header', 'memory']))
    const second = make({ move: 'forward' }, 1)
    expect(second).toMatchObject({ answer: 2, kept: 1, events: [{ text: 'mov [data], rcx' }, { kind: 'end' }] })
    expect(Object.keys(second)).not.toEqual(expect.arrayContaining(['header']))
    expect(make({ move: 'forward' }, 2)).toMatchObject({ kept: 2, events: [{ text: 'mov qword ptr [flag], 1' }, { kind: 'end' }] })
    expect(make({ move: 'back' }, 3)).toMatchObject({ kept: 2, events: [{ kind: 'end' }] })
    expect(make({ move: 'start' }, 4)).toMatchObject({ kept: 1, events: [{ kind: 'end' }] })
  })

  test('put together, the answers are the whole run', () => {
    let page: readonly object[] = []
    let known: number | undefined
    const moves = [...SEEN.map(() => 'forward' as const), 'back', 'back', 'forward', 'start', 'forward', 'forward'] as const
    for (const move of moves) {
      const { answer, kept, events } = make({ move }, known)
      page = [...page.slice(0, kept), ...events]
      expect(page).toEqual(live.state().events)
      known = answer
    }
  })

  test('everything, when another page has moved in between', () => {
    answers.next(live.state())
    make({ move: 'forward' }, 1)
    const late = make({ move: 'forward' }, 1)
    expect(late).toMatchObject({ kept: 0, header: { scenario: 'test/mp' } })
    expect(late.events).toEqual(live.state().events)
  })

  test('the header again, when memory has become shared', () => {
    const state = live.state()
    answers.next(state)
    expect(answers.next({ ...state, header: { shared: ['more'] } }, 1)).toMatchObject({ header: { shared: ['more'] }, events: [] })
  })
})
