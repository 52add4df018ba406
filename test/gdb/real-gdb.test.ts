import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { GdbServer } from '../../src/gdb/server.ts'
import type { Transition } from '../../src/machine/machine.ts'
import { defineScenario } from '../../src/scenario/define-scenario.ts'
import { intel, listing } from '../../src/scenario/listing.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { GDB_ABSENT, gdbSays, hasGdb } from './gdb.ts'
import { openTarget, SB } from './open-target.ts'

const isThere = hasGdb()
if (!isThere) process.stdout.write(`${GDB_ABSENT}\n`)

const LOOP = `p0:
  mov ecx, 3
 again:
  inc qword ptr [x]
  dec ecx
  jnz again
  ret
`

/** What GDB prints for a run of `scenario`. */
async function session(scenario: Scenario, commands: readonly string[], schedule?: readonly Transition[]): Promise<string> {
  const { target } = await openTarget(scenario, 'x86-tso', schedule)
  const server = new GdbServer(target, { host: '127.0.0.1', port: 0, once: true, log: () => undefined })
  const port = await server.listen()
  const [text] = await Promise.all([gdbSays(port, commands), server.untilEnd()])
  return text
}

/** `parts` come in `text`, in this order. */
function inOrder(text: string, parts: readonly (string | RegExp)[]): void {
  let rest = text
  for (const part of parts) {
    const at = typeof part === 'string' ? rest.indexOf(part) : rest.search(part)
    expect(at, `${String(part)} is to come in:\n${rest}\n--- of ---\n${text}`).toBeGreaterThanOrEqual(0)
    rest = rest.slice(at + (typeof part === 'string' ? part.length : 1))
  }
}

describe.runIf(isThere)('GDB', () => {
  test('steps a core, sees its store through its own buffer, drains it, and goes back', async () => {
    const text = await session(SB, [
      'info threads',
      'stepi', 'stepi',
      'print x', 'x/1gx &x',
      'thread 2', 'print x', 'stepi', 'info registers rip rcx',
      'monitor buffers', 'monitor drain 0', 'print x',
      'thread 1', 'reverse-stepi', 'print x', 'info registers rcx', 'monitor buffers',
      'monitor witness',
    ])
    inOrder(text, [
      /\* 1 +Thread 1 "core 0" \(will store\) .* p0 \(\)/, /2 +Thread 2 "core 1" \(will store\) .* p1 \(\)/,
      '$1 = 1', /<x>:\s+0x0000000000000001/,
      'thread 2', '$2 = 0', /rip +0x\w+ +0x\w+ <p1\+5>/, /rcx +0x1 +1/,
      'core 0: x=1\ncore 1: empty', 'core 0: x=1 is in memory; its buffer: empty', '$3 = 1',
      'thread 1', '$4 = 0', /rcx +0x1 +1/, 'core 0: empty\ncore 1: empty',
      'fencepost witness 1\nscenario sb/plain   model x86-tso',
    ])
  })

  test('stops at breakpoints by symbol and address, and at watchpoints; the run ends, and goes back to its beginning', async () => {
    const text = await session(SB, [
      'break p1', 'continue', 'delete',
      'watch y', 'continue', 'print y', 'delete',
      'rwatch x', 'continue', 'delete',
      'continue', 'info threads', 'monitor outcomes',
      'awatch x', 'reverse-continue', 'delete', 'reverse-continue', 'info threads',
    ])
    inOrder(text, [
      /Thread 2 "core 1" hit Breakpoint 1, 0x\w+ in p1 \(\)/,
      'Thread 2 "core 1" hit Hardware watchpoint 2: y', 'Old value = 0\nNew value = 1', '$1 = 1',
      'Thread 2 "core 1" hit Hardware read watchpoint 3: x', 'Value = 0',
      'The run is over: every core has returned and every buffer is empty.\noutcome: rax0: 0, rax1: 0\n',
      'No more reverse-execution history', /\(has returned\) +0x\w+ in returned/,
      '* rax0: 0, rax1: 0',
      'hit Hardware access (read/write) watchpoint 4: x',
      'No more reverse-execution history',
      /Thread 1 "core 0" \(will store\) .* p0 \(\)/, /Thread 2 "core 1" \(will store\) .* p1 \(\)/,
    ])
  })

  test('with scheduler-locking moves one core alone; registers are set at the beginning and refused later', async () => {
    const text = await session(SB, [
      'set $rbx = 7', 'info registers rbx', 'set var y = 5', 'print y',
      'set scheduler-locking on', 'continue', 'info registers rax', 'info threads',
      'set $rbx = 8', 'set var y = 6', 'print y',
    ])
    inOrder(text, [
      /rbx +0x7 +7/, '$1 = 5', 'core 0 cannot go on: it has returned, holds a store.', /rax +0x5 +5/, /2 +Thread 2 .* p1 \(\)/,
      /Could not write register "rbx"; .*only at the beginning of the run/, 'Cannot access memory at address', '$2 = 5',
    ])
  })

  test('shows lines of the listing, and stops at a label', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fencepost-'))
    try {
      writeFileSync(join(folder, 'loop.asm'), LOOP)
      const scenario = defineScenario({
        name: 'loop', code: listing(join(folder, 'loop.asm')), memory: { x: {} }, cores: [{ entry: 'p0' }], outcome: () => 'done',
      })
      const text = await session(scenario, [
        'info line', 'list', 'break p0:again if $rcx == 2', 'continue', 'info registers rcx', 'next', 'print x', 'step',
      ])
      inOrder(text, [
        'loop.asm:2', '2\t  mov ecx, 3', 'Line 2 of "', 'starts at address 0x', '4\t  inc qword ptr [x]',
        /Breakpoint 1 at 0x\w+: file .*loop\.asm, line 4/, /^Breakpoint 1, p0 \(\) at .*:4$/m, '4\t  inc qword ptr [x]',
        /rcx +0x2 +2/,
        '5\t  dec ecx', '$1 = 2', '6\t  jnz again',
      ])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('stops a core that waits for ever at Ctrl-C, and the run can still go back', async () => {
    const scenario = defineScenario({
      name: 'wait', code: intel`
        p0:
          cmp qword ptr [x], 0
          je p0
          ret`,
      memory: { x: {} }, cores: [{ entry: 'p0' }], outcome: () => 'never',
    })
    const { target } = await openTarget(scenario)
    let gdb: ChildProcess | undefined
    const resume = target.resume.bind(target)
    target.resume = (what, running) => {
      // GDB has sent the packet and may not wait for the answer yet.
      setTimeout(() => gdb?.kill('SIGINT'), 300)
      return resume(what, running)
    }
    const server = new GdbServer(target, { host: '127.0.0.1', port: 0, once: true, log: () => undefined })
    const port = await server.listen()
    const commands = ['continue', 'reverse-continue', 'info threads']
    const [text] = await Promise.all([gdbSays(port, commands, (child) => (gdb = child)), server.untilEnd()])
    inOrder(text, ['received signal SIGINT', 'No more reverse-execution history', /\* 1 +Thread 1 .* p0 \(\)/])
  })

  test('follows a witness', async () => {
    // Core 1 stores and drains before core 0 begins; taking turns they would both read 0.
    const schedule: Transition[] = [
      { kind: 'exec', core: 1, back: 0 }, { kind: 'drain', core: 1, index: 0 },
      { kind: 'exec', core: 0, back: 0 }, { kind: 'exec', core: 0, back: 0 },
    ]
    const text = await session(SB, ['watch x', 'continue', 'print y', 'delete', 'continue', 'info registers rax'], schedule)
    inOrder(text, ['Thread 1 "core 0" hit Hardware watchpoint 1: x', '$1 = 1', /rax +0x1 +1/])
  })
})
