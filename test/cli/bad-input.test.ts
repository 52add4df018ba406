import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fencepost, programPath } from './fencepost.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fencepost-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** One message on stderr that says all of `words`, exit status 2, nothing on stdout, no file left behind. */
async function refuses(args: readonly string[], words: readonly (string | RegExp)[], env = {}): Promise<void> {
  const before = readdirSync(folder)
  const { status, stdout, stderr } = await fencepost(args, { cwd: folder, env })
  for (const word of words) expect(stderr).toMatch(word)
  expect(stderr).toMatch(/^fencepost: .*\n$/)
  expect(stderr).not.toMatch(/\n {4}at /)
  expect(stdout).toBe('')
  expect(status).toBe(2)
  expect(readdirSync(folder)).toEqual(before)
}

function file(name: string, text: string | Uint8Array): string {
  writeFileSync(join(folder, name), text)
  return name
}

describe('wrong use', () => {
  it.each([
    ['a command that does not exist', ['explroe'], ['unknown command "explroe"', 'did you mean explore']],
    ['an option in place of a command', ['--verison'], ['unknown option "--verison"', 'did you mean --version']],
    ['an option of no command', ['explore', 'x', '--modle', 'sc'], ['unknown option --modle', 'did you mean --module or --model?']],
    ['an option without its value', ['explore', 'x', '--model'], ['--model takes a value']],
    ['a value for an option that has none', ['scenarios', '--json=yes'], ['--json takes no value']],
    ['a port that is none', ['gdb', 'sync/mutex', '--port', '65536'], ['--port: expected 0 to 65535, found 65536']],
    ['a host that is another machine', ['gdb', 'sync/mutex', '--host', '192.0.2.1'], ['--host 192.0.2.1: this machine']],
    ['an option twice', ['run', 'x', '--seed', '1', '--seed', '2'], ['run: --seed is given twice']],
    ['an option that is empty', ['gdb', 'sync/mutex', '--host', ''], ['gdb: the value of --host is empty']],
    ['a short option that is empty', ['trace', 'sync/mutex', '-o', ''], ['trace: the value of -o is empty']],
    ['an argument that is empty', ['call', 'x', ''], ['call: an argument is empty']],
    ['a depth that is none', ['run', 'x', '--pct', '0'], ['--pct', 'depth of 1 or more']],
    ['a missing argument', ['explore'], ['SCENARIO is missing', 'usage: fencepost explore SCENARIO']],
    ['an argument too many', ['replay', 'a', 'b'], ['unexpected argument "b"']],
    ['a number that is none', ['explore', 'x', '--max-states', 'many'], ['--max-states', 'whole number', '"many"']],
    ['no thread at all', ['explore', 'x', '--workers', '0'], ['--workers: expected a number of threads, 1 to 64, found "0"']],
    ['threads that are no number', ['explore', 'x', '--workers', 'all'], ['--workers: expected', '1 to 64, found "all"']],
    ['threads that count preemptions', ['explore', 'x', '--workers', '2', '--preemptions', '1'], ['exclude each other']],
    ['a seed out of range', ['run', 'x', '--seed', '4294967296'], ['--seed', '4294967295']],
    ['chance and a schedule at once', ['run', 'x', '--seed', '1', '--schedule', 'f'], ['--seed and --schedule exclude each other']],
    ['an unknown reduction', ['explore', 'x', '--no-reduction', 'chain'], ['--no-reduction', 'did you mean chains']],
    ['an address that is none', ['asm', 'x', '--origin', 'here'], ['--origin', '0x401000', '"here"']],
  ])('%s', (_what, args, words) => refuses(args, words))

  it('no command at all: the overview, on stderr', async () => {
    const { status, stdout, stderr } = await fencepost([])
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain('usage: fencepost COMMAND')
  })
})

describe('names that do not exist', () => {
  it('a scenario', () =>
    refuses(['explore', 'go/no-such-map'], ['unknown scenario "go/no-such-map"', 'go/two-inserts-one-bucket']))
  it('a scenario with a typing error', () => refuses(['run', 'go/TWO-new-kys'], ['did you mean go/two-new-keys?']))
  it('a file where only a scenario can be', () =>
    refuses(['explore', file('run.witness', '')], ['explore: run.witness is a file; expected the name of a scenario']))
  it('a model', () => refuses(['explore', 'go/two-inserts-one-bucket', '--model', 'tso'], ['unknown model "tso"', 'sc, x86-tso']))
})

describe('listings', () => {
  it('a missing file', () => refuses(['asm', 'nowhere.s'], ['nowhere.s: there is no such file']))
  it('a folder', () => refuses(['asm', '.'], ['this is a folder']))
  it('an empty file', () => refuses(['asm', file('nothing.s', '\n')], ['nothing.s: this file is empty; expected a listing']))
  it('a binary file', () =>
    refuses(['asm', file('binary', Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 1))], ['binary: this is a binary file']))
  it('an unknown mnemonic, with file and line', () =>
    refuses(['asm', file('mnemonic.s', 'TEXT f(SB), $0-0\n\tMOVQX AX, BX\n\tRET\n')], ['mnemonic.s:2:', 'MOVQX']))
  it('an undefined label, with file and line', () =>
    refuses(['disasm', file('label.s', 'TEXT f(SB), $0-0\n\tJMP nowhere\n')], ['label.s:2:', 'nowhere']))
  it('a function that the listing does not have', () =>
    refuses(['disasm', file('function.s', 'TEXT spam(SB), $0-0\n\tRET\n'), 'span'], ['no function "span"', 'did you mean spam']))
})

describe('what would be written', () => {
  const name = 'go/two-inserts-one-bucket'
  it('a folder where a file is to be written', () => refuses(['trace', name, '-o', '.'], ['this is a folder']))
  it('a file where a folder is needed', () =>
    refuses(['trace', name, '-o', `${file('taken', '')}/run/trace`], ['taken/run: taken: this is a file; expected a folder']))
  it.runIf(existsSync('/proc/self'))('a folder in which nothing can be made', async () => {
    const { status, stderr } = await fencepost(['trace', name, '--seed', '1', '-o', '/proc/fencepost/run.txt'])
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/^fencepost: \/proc\/fencepost.*\n$/) as string })
  })
  it.runIf(existsSync('/dev/full'))('to a disk that is full', () => {
    const command = `"${process.execPath}" "${programPath()}" scenarios > /dev/full`
    const { status, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' })
    expect({ status, stderr }).toEqual(
      { status: 2, stderr: 'fencepost: the output cannot be written (ENOSPC: no space left on device, write)\n' })
  })
  it('before any search is made', () =>
    refuses(['explore', name, '--save', file('there', '')], ['there: this is a file; expected a folder']))
})

describe('witnesses', () => {
  it('a missing file', () => refuses(['replay', 'gone.witness'], ['gone.witness: there is no such file (expected a witness']))
  it('an empty file', () => refuses(['replay', file('empty', '')], ['empty:1:', 'fencepost witness 1']))
  it('something else', () => refuses(['replay', file('prose', 'Call me Ishmael.\n')], ['prose:1:', '"Call me Ishmael."']))
  it('a version of the future', () =>
    refuses(['replay', file('future', 'fencepost witness 2\n')], ['future:1:', 'version 2', 'reads version 1']))

  const header = 'fencepost witness 1\nscenario go/two-inserts-one-bucket   model sc   image 00000000\n'
  it('a garbled line', () =>
    refuses(['replay', file('garbled', `${header}0 exec 0x40285a\n0 exek 0x402885\n`)], ['garbled:4:', '0 exek']))
  it('an unknown scenario', () =>
    refuses(['replay', file('scenario', header.replace('two', 'ten'))],
      ['scenario: unknown scenario "go/ten-inserts-one-bucket": did you mean go/two-inserts-one-bucket?']))
  it('an unknown model', () =>
    refuses(['replay', file('model', header.replace('model sc', 'model cs'))], ['model: unknown model "cs": expected one of sc,']))
  it('buffers that no machine has', () =>
    refuses(['replay', file('buffers', `${header.trimEnd()}   options bufferEntries=0\n`)],
      ['buffers:2: "options bufferEntries=0" is not part of a witness']))
  it('shared memory without end', () =>
    refuses(['replay', file('shared', `${header}shared 0x1000..0x7fffffff1000\n`)], ['shared 0x1000..0x7fffffff1000', '1 MiB']))
  it('a run to compare with that is not there', () =>
    refuses(
      ['trace', 'go/two-inserts-one-bucket', '--format', 'html', '--compare', 'other.witness'],
      ['other.witness: there is no such file'],
    ))
  it('a schedule with a garbled line', () => {
    const schedule = file('lines', '; a comment\n0 exec\n')
    return refuses(['run', 'go/two-inserts-one-bucket', '--schedule', schedule], ['lines:2:', 'CORE exec 0xADDRESS'])
  })
})

it('a result of a shard with fewer states than none', () => {
  const shard = { index: 1, count: 1, frontier: '0', image: '0', options: '', shared: [] }
  const result = {
    version: 1, scenario: 's', model: 'sc', complete: true, bounds: [], states: -1, transitions: 0, ms: 0, outcomes: [], shard,
  }
  return refuses(['merge', file('shard.json', JSON.stringify(result))], [
    'shard.json:1: "states" is -1, no whole number from 0 on: expected lines that fencepost explore --shard I/N --json printed',
  ])
})

describe('the engine', () => {
  const env = { FENCEPOST_UNICORN: '/nowhere/libunicorn.so' }

  it('libunicorn missing: what to install, and no table half-written', () =>
    refuses(['demo'], ['libunicorn', '/nowhere/libunicorn.so', 'apt-get install libunicorn2'], env))

  it('doctor says so too, with exit status 1', async () => {
    const { status, stdout, stderr } = await fencepost(['doctor'], { env })
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    expect(stdout).toMatch(/-- {2}libunicorn .*not found/)
    expect(stdout).toContain('Missing or unusable: libunicorn.')
  })
})
