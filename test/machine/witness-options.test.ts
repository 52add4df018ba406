/** The options in a witness's header: they decide what its lines mean. */
import { expect, test } from 'vitest'
import { x86Tso } from '../../src/cpu-model/x86-tso.ts'
import { InputError } from '../../src/emu/input-error.ts'
import { Run } from '../../src/machine/run.ts'
import { formatWitness, parseWitness, replay, StaleWitness, type Names, type WitnessHeader } from '../../src/machine/witness.ts'
import { assembleProgram, explore, machineOf } from '../kit/assemble-program.ts'

const HEADER: WitnessHeader = { scenario: 'test', model: 'x86-tso', image: '01234567', bufferEntries: 128, shared: [] }

const program = assembleProgram({ x: { size: 128 } }, `
  p0:
    mov qword ptr [x+60], -1
    ret
  p1:
    mov eax, [x+60]
    mov ebx, [x+64]
    ret`)
const names: Names = { nameOf: (address) => program.nameOf(address), textAt: () => '' }

test.each<[string, Partial<WitnessHeader>]>([
  ['options bufferEntries=128', {}],
  ['options bufferEntries=128 bufferCapacity=4', { bufferCapacity: 4 }],
  ['options bufferEntries=8 splitLines', { bufferEntries: 8, splitLines: true }],
  ['options bufferEntries=8 bufferCapacity=1 splitLines', { bufferEntries: 8, bufferCapacity: 1, splitLines: true }],
])('%s', (line, options) => {
  const header = { ...HEADER, ...options }
  const text = formatWitness(header, machineOf(program, x86Tso), [], 'stop-run', names)
  expect(text.split('\n')[1]).toBe(`scenario test   model x86-tso   image 01234567   ${line}`)
  expect(parseWitness(text).header).toEqual(header)
})

test('an option that nobody knows is refused with its line', () => {
  const text = 'fencepost witness 1\nscenario a   model sc   image 01234567   options bufferEntries=8 bufferCapacity=x\n'
  expect(() => parseWitness(text, 'w')).toThrow(InputError)
  const message = /^w:2: "options bufferEntries=8 bufferCapacity=x".*expected "options bufferEntries=N/
  expect(() => parseWitness(text, 'w')).toThrow(message)
})

test('half a store is replayed by a machine that splits, and fits no other', () => {
  const found = explore(program, x86Tso, '1:rax 1:rbx', { machine: { splitLines: true } })
  const half = found.outcomes.find(({ outcome }) => outcome === '4294967295 0')
  const text = formatWitness({ ...HEADER, splitLines: true }, found.machine, half?.schedule ?? [], 'stop-run', names)
  const witness = parseWitness(text)
  const splitting = new Run(machineOf(program, x86Tso, { splitLines: true }))
  expect(replay(splitting, witness, names)).toHaveLength(5)
  expect(splitting.status).toBe('finished')
  expect(() => replay(new Run(machineOf(program, x86Tso)), witness, names)).toThrow(StaleWitness)
})
