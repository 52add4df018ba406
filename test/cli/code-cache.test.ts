import { appendFileSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeCodeCache, requireFrom, type CodeSource } from '../../src/cli/code-cache.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fencepost-code-'))
  write('program.js', "exports.say = () => `${require('./greeting.js').greeting()}, ${require('who')}`")
  write('greeting.js', "#!/usr/bin/env node\nexports.greeting = () => 'said by a function that was not called'.slice(0, 4)")
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text)
}

/** The files of code that was kept. */
function codeFiles(): readonly string[] {
  const [kept = ''] = readdirSync(folder).filter((name) => name.startsWith('code-'))
  return readdirSync(join(folder, kept)).map((name) => join(folder, kept, name)).sort()
}

/** Made for files of other names than those that run: V8 would find what it has compiled in this process without a cache. */
function makeCode(): void {
  makeCodeCache(folder)
  renameSync(folder, `${folder}-moved`)
  folder = `${folder}-moved`
}

/** What the program says, and where the code of each of its files came from. */
function run(): { readonly said: string; readonly sources: readonly string[] } {
  const sources: string[] = []
  const note = (name: string, source: CodeSource): void => void sources.push(`${name}: ${source}`)
  const program = requireFrom(folder, (id) => `the ${id} outside`, note)('./program.js') as { say: () => string }
  return { said: program.say(), sources }
}

const FROM_TEXT = { said: 'said, the who outside', sources: ['program.js: text', 'greeting.js: text'] }
const FROM_CODE = { said: 'said, the who outside', sources: ['program.js: cache', 'greeting.js: cache'] }

test('without code, the text is read', () => {
  expect(run()).toEqual(FROM_TEXT)
})

test('code that was kept is taken', () => {
  makeCode()
  expect(run()).toEqual(FROM_CODE)
})

test('functions are in it before they were ever called', () => {
  makeCode()
  const [greeting = ''] = codeFiles()
  expect(readFileSync(greeting).includes('said by a function that was not called')).toBe(true)
})

test('a file that was written anew is read, although it is as long as before', () => {
  makeCode()
  write('greeting.js', readFileSync(join(folder, 'greeting.js'), 'utf8').replace('said by', 'told by'))
  const later = Date.now() / 1000 + 60
  utimesSync(join(folder, 'greeting.js'), later, later)
  expect(run()).toEqual({ said: 'told, the who outside', sources: ['program.js: cache', 'greeting.js: text'] })
})

test.each([
  ['of a file of another length', () => appendFileSync(join(folder, 'greeting.js'), ' ;')],
  ['garbled', (file: string) => writeFileSync(file, 'no code')],
  ['cut off', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 200))],
  ['empty', (file: string) => writeFileSync(file, '')],
])('code that is %s is done without', (_, spoil) => {
  makeCode()
  const [greeting = ''] = codeFiles()
  spoil(greeting)
  expect(run()).toEqual({ ...FROM_CODE, sources: ['program.js: cache', 'greeting.js: text'] })
})
