import { describe, expect, test } from 'vitest'
import { jsonlTrace } from '../../../src/export/trace/jsonl.ts'
import { textTrace } from '../../../src/export/trace/text.ts'
import { faultsOf } from './schema.ts'
import { drain, exec, loadMessagePassing, SEEN, traceOf } from './traces.ts'

describe('text', () => {
  test('has a line for each event, and says where each value comes from', async () => {
    const loaded = await loadMessagePassing()
    const text = [...textTrace(traceOf(loaded, 'x86-tso', SEEN))].join('')
    const lines = text.split('\n').slice(10).map((line) => line.trim().replace(/ {2,}/g, '  '))
    expect(lines).toEqual([
      '1  0  p0  mov ecx, 7  rcx=7',
      '2  1  0  ●  p0+0x5  mov [data], rcx  data = 7 → buffer, #1  [#1 data = 7]',
      '3  2  0  ●  p0+0xc  mov qword ptr [flag], 1  flag = 1 → buffer, #2  [#1 data = 7, #2 flag = 1]',
      '4  3  0  ●  p0+0x17  mov rdx, [flag]  flag is 1 (#2 in its buffer); rdx=1  [#1 data = 7, #2 flag = 1]',
      expect.stringMatching(/^5 {2}3 {2}0 {2}p0\+0x1e {2}ret {2}stack is 0x7fff00000000; rsp=0x[0-9a-f]+$/),
      '6  4  0  ▼ data = 7 → memory, #1 of event 2  [#2 flag = 1]',
      '7  5  0  ▼ flag = 1 → memory, #2 of event 3',
      '8  6  1  ●  p1  mov rax, [flag]  flag is 1 (#2); rax=1',
      '9  7  1  ●  p1+0x7  mov rbx, [data]  data is 7 (#1); rbx=7',
      expect.stringMatching(/^10 {2}7 {2}1 {2}p1\+0xe {2}ret {2}stack is/),
      '', 'outcome  flag: 1, data: 7  (7 transitions)', '',
    ])
    loaded.close()
  })
})

describe('jsonl', () => {
  test('has lines that the schema describes', async () => {
    const loaded = await loadMessagePassing()
    const lines = [...jsonlTrace(traceOf(loaded, 'x86-tso', SEEN))]
    expect(lines.map((line) => faultsOf(line))).toEqual(lines.map(() => ''))
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ format: 'fencepost-trace', version: 1, cores: ['p0', 'p1'] })
    const kinds = lines.slice(1).map((line) => (JSON.parse(line) as { kind: string }).kind)
    expect(kinds.filter((kind) => kind === 'drain')).toHaveLength(2)
    expect(kinds.at(-1)).toBe('end')
    loaded.close()
  })

  test('of a run under relaxed that reads an old store', async () => {
    const loaded = await loadMessagePassing()
    const lines = [...jsonlTrace(traceOf(loaded, 'relaxed', [exec(0), exec(0), exec(0), drain(0), drain(0), exec(1), exec(1, 1)]))]
    expect(lines.map((line) => faultsOf(line)).join('')).toBe('')
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ status: 'finished', outcome: { flag: '1', data: '0' } })
    loaded.close()
  })

  test.each([
    ['a value that is a number', '"value":"7"', '"value":7'],
    ['a source from memory without its event', /"store":1,"event":\d+/, '"store":1'],
    ['a field that there is not', '"kind":"drain"', '"kind":"drain","extra":0'],
    ['another version', '"version":1', '"version":2'],
  ])('the schema refuses %s', async (_, from, to) => {
    const loaded = await loadMessagePassing()
    const lines = [...jsonlTrace(traceOf(loaded, 'x86-tso', SEEN))]
    expect(lines.filter((line) => faultsOf(line.replace(from, to)) !== '').length).toBeGreaterThan(0)
    loaded.close()
  })
})
