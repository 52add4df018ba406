import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/emu/input-error.ts'
import { mergeShards, parseShardResults, type ShardResult } from '../../src/explore/merge.ts'

/** A line as explore --shard --json prints it. */
function line(index: number, more: object = {}, shard: object = {}): string {
  return JSON.stringify({
    version: 1, scenario: 's', model: 'sc', complete: true, bounds: [], states: 10, transitions: 20, ms: index, outcomes: [],
    shard: { index, count: 2, frontier: 'f0', image: '01234567', options: 'bufferEntries=128', shared: [], ...shard },
    ...more,
  })
}

function read(...lines: readonly string[]): ShardResult[] {
  return lines.flatMap((text, i) => parseShardResults(`${text}\n`, `${'abc'.charAt(i)}.json`))
}

describe('two shards', () => {
  test('sums, the longest time, and every outcome once with its shortest witness', () => {
    const one = line(1, { outcomes: [{ outcome: { x: 1, y: 2 }, witness: 'a\nb\nc' }, { outcome: { x: 2 }, witness: 'a' }] })
    const two = line(2, { outcomes: [{ outcome: { y: 2, x: 1 }, witness: 'a\nb' }] })
    expect(mergeShards(read(two, one))).toEqual([
      {
        version: 1, scenario: 's', model: 'sc', complete: true, bounds: [], states: 20, transitions: 40, ms: 2,
        outcomes: [{ outcome: { y: 2, x: 1 }, witness: 'a\nb' }, { outcome: { x: 2 }, witness: 'a' }],
      },
    ])
  })

  test('of which one was cut short are incomplete', () => {
    const [merged] = mergeShards(read(line(1), line(2, { complete: false, bounds: ['10 states'] })))
    expect([merged?.complete, merged?.bounds]).toEqual([false, ['10 states']])
  })

  test('under two models each are two results', () => {
    const both = (index: number): string => `${line(index)}\n${line(index, { model: 'pso' })}`
    expect(mergeShards(read(both(1), both(2))).map(({ model }) => model)).toEqual(['sc', 'pso'])
  })
})

describe('refused, with what is wrong', () => {
  test.each<[string, string[], RegExp]>([
    ['a shard is missing', [line(1)], /1 of 2 shards are missing: 2\/2/],
    ['more shards are missing than can be named', [line(1, {}, { count: 1e12 })], /: 2\/1000000000000, .*9\/1000000000000, …; run/],
    ['a shard twice', [line(1), line(1)], /b\.json:1: shard 1\/2 is given twice, first at a\.json:1/],
    ['another number of shards', [line(1), line(2, {}, { count: 3 })], /shards of 3 and 2/],
    ['another scenario', [line(1), line(2, { scenario: 't' })], /scenario t and s/],
    ['another image', [line(1), line(2, {}, { image: '89abcdef' })], /image 89abcdef and 01234567/],
    ['other options', [line(1), line(2, {}, { options: 'bufferEntries=8' })], /options bufferEntries=8 and bufferEntries=128/],
    ['another frontier', [line(1), line(2, {}, { frontier: 'f1' })], /frontier f1 and f0/],
    ['memory shared in one only', [line(1), line(2, {}, { shared: ['0x10..0x18'] })], /again with --shared 0x10\.\.0x18/],
  ])('%s', (_, lines, message) => {
    expect(() => mergeShards(read(...lines))).toThrow(InputError)
    expect(() => mergeShards(read(...lines))).toThrow(message)
  })

  test.each<[string, string, RegExp]>([
    ['nothing', '', /^a\.json: there is no result in it/],
    ['no JSON', 'x', /^a\.json:1: this is not JSON/],
    ['a whole search', JSON.stringify({ version: 1 }), /^a\.json:1: a whole search/],
    ['another version', JSON.stringify({ version: 2 }), /^a\.json:1: version 2: this fencepost reads version 1/],
    ['a field of another type', line(1, { states: 'many' }), /^a\.json:1: "states" is no number/],
    ['fewer states than none', line(1, { states: -10 }), /^a\.json:1: "states" is -10, no whole number from 0 on: expected lines/],
    ['half a transition', line(1, { transitions: 2.5 }), /^a\.json:1: "transitions" is 2\.5, no whole number from 0 on/],
    ['less time than none', line(1, { ms: -1 }), /^a\.json:1: "ms" is -1, no time/],
    ['a time without end', line(1).replace('"ms":1', '"ms":1e999'), /^a\.json:1: "ms" is Infinity, no time/],
    ['fewer shards than none', line(1, {}, { count: -2 }), /^a\.json:1: "count" is -2, no whole number from 0 on/],
    ['half a shard', line(1, {}, { index: 0.5 }), /^a\.json:1: "index" is 0\.5, no whole number from 0 on/],
    ['a field that is missing', line(1, { outcomes: [{}] }), /^a\.json:1: "outcome" is missing/],
    ['a shard that cannot be', line(3), /^a\.json:1: there is no shard 3\/2/],
  ])('%s', (_, text, message) => {
    expect(() => parseShardResults(text, 'a.json')).toThrow(InputError)
    expect(() => parseShardResults(text, 'a.json')).toThrow(message)
  })
})
