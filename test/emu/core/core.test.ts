import { describe, expect, test } from 'vitest'
import { BecameShared } from '../../../src/emu/core/became-shared.ts'
import type { Core } from '../../../src/emu/core/core.ts'
import type { LocalState } from '../../../src/emu/core/local-state.ts'
import type { InstructionObserver, ObservedInstruction } from '../../../src/emu/observed-instruction.ts'
import { SAVED_REGISTERS } from '../../../src/emu/registers.ts'
import { assembleProgram, type ProgramOptions, type Variable } from '../../kit/assemble-program.ts'
import { coreOf, runAlone, stepsOf, type CoreTestOptions, type Solo } from '../../kit/steps-of.ts'

/** x = 5, y = 7, and 32 bytes each at v and w; core 1 returns at once. */
const VARIABLES: Readonly<Record<string, Variable>> = { x: 5, y: 7, v: { size: 32 }, w: { size: 32 } }

function alone(body: string, options: CoreTestOptions & ProgramOptions = {}): Solo {
  const indented = body.split('\n').map((line) => `  ${line}`).join('\n')
  return runAlone(assembleProgram(VARIABLES, `p0:\n${indented}\n  ret\np1:\n  ret`, options), options)
}

/** The visible steps of the instructions, without the `end`. */
function visible(body: string, options: CoreTestOptions & ProgramOptions = {}): readonly string[] {
  const { steps } = alone(body, options)
  expect(steps.at(-1)).toBe('end')
  return steps.slice(0, -1)
}

function trapOf(body: string, options: CoreTestOptions & ProgramOptions = {}): string | undefined {
  return alone(body, options).steps.at(-1)
}

describe('loads and stores', () => {
  test('a load is a step, its value arrives in the register', () => {
    const { steps, register } = alone('mov rax, [x]\nmov ecx, [y]\nmovzx edx, byte ptr [x]\nmov si, [y]')
    expect(steps).toEqual(['load x:8 = 5', 'load y:4 = 7', 'load x:1 = 5', 'load y:2 = 7', 'end'])
    expect([register('rax'), register('rcx'), register('rdx'), register('rsi')]).toEqual([5n, 7n, 5n, 7n])
  })

  test('a store is a step of its own, in every size', () => {
    expect(visible('mov rax, 0x1122334455667788\nmov [x], al\nmov [x], ax\nmov [x], eax\nmov [x], rax')).toEqual([
      'store x:1 = 136', 'store x:2 = 30600', 'store x:4 = 1432778632', 'store x:8 = 1234605616436508552',
    ])
  })

  test('a store of all ones is unsigned', () => {
    expect(visible('mov qword ptr [x], -1\nmov byte ptr [y], -1')).toEqual([
      'store x:8 = 18446744073709551615', 'store y:1 = 255',
    ])
  })

  test('what a load reads is the caller\'s, whatever the image holds', () => {
    const core = coreOf(assembleProgram({ x: 5 }, 'p0:\n mov rax, [x]\n ret'))
    const state = core.start()
    expect(core.evaluate(state, 99n).next.registers[0]).toBe(99n)
    expect(core.evaluate(state, 3n).next.registers[0]).toBe(3n)
    core.close()
  })

  test('a load that sign-extends', () => {
    expect(alone('mov qword ptr [x], 0x80\nmovsx rax, byte ptr [x]').register('rax')).toBe(0xffff_ffff_ffff_ff80n)
  })

  test('LEA and NOP touch no memory', () => {
    expect(visible('lea rax, [x]\nnop dword ptr [rax]\nprefetcht0 [rax]')).toEqual([])
  })
})

describe('read-modify-write without LOCK', () => {
  test.each([
    ['inc qword ptr [x]', 'load x:8 = 5, store x:8 = 6'],
    ['xor byte ptr [x], 4', 'load x:1 = 5, store x:1 = 1'],
    ['add dword ptr [x], 10', 'load x:4 = 5, store x:4 = 15'],
    ['neg word ptr [x]', 'load x:2 = 5, store x:2 = 65531'],
    ['shl qword ptr [x], 1', 'load x:8 = 5, store x:8 = 10'],
    ['mov eax, 2\nxadd [x], eax', 'load x:4 = 5, store x:4 = 7'],
    ['mov eax, 5\nmov ecx, 9\ncmpxchg [x], ecx', 'load x:4 = 5, store x:4 = 9'],
    ['mov eax, 6\nmov ecx, 9\ncmpxchg [x], ecx', 'load x:4 = 5, store x:4 = 5'],
  ])('%s is one step: %s', (body, step) => {
    expect(visible(body)).toEqual([step])
  })

  test('an instruction that only reads and compares makes no store', () => {
    expect(visible('cmp qword ptr [x], 5\ntest byte ptr [x], 4\nbt dword ptr [x], 0')).toEqual([
      'load x:8 = 5', 'load x:1 = 5', 'load x:4 = 5',
    ])
  })

  // OF SF ZF AF PF CF = 0x800 0x80 0x40 0x10 0x4 0x1; worked by hand from the SDM's flag rules.
  test.each([
    ['inc of 0xff: zero, auxiliary carry, parity; carry stays', 'mov byte ptr [x], 0xff\nstc\ninc byte ptr [x]', 0x55n],
    ['add 0x7f + 1: overflow, sign, auxiliary carry', 'mov byte ptr [x], 0x7f\nadd byte ptr [x], 1', 0x890n],
    ['sub 0 - 1: carry, sign, auxiliary carry, parity', 'mov byte ptr [x], 0\nsub byte ptr [x], 1', 0x95n],
    ['dec of 0x80: overflow, auxiliary carry', 'mov byte ptr [x], 0x80\nclc\ndec byte ptr [x]', 0x810n],
    ['cmpxchg that fails: 5 - 6', 'mov eax, 5\nmov byte ptr [x], 6\ncmpxchg byte ptr [x], cl', 0x95n],
  ])('%s', (_name, body, flags) => {
    expect(alone(body).register('eflags') & 0x8d5n).toBe(flags)
  })
})

describe('LOCK', () => {
  test.each([
    ['lock inc qword ptr [x]', 'locked x:8 = 5, store x:8 = 6'],
    ['mov eax, 1\nxchg [x], eax', 'locked x:4 = 5, store x:4 = 1'],
    ['mov eax, 1\nlock xadd [x], rax', 'locked x:8 = 5, store x:8 = 6'],
    ['mov eax, 5\nmov ecx, 9\nlock cmpxchg [x], rcx', 'locked x:8 = 5, store x:8 = 9'],
    ['mov eax, 4\nmov ecx, 9\nlock cmpxchg [x], rcx', 'locked x:8 = 5, store x:8 = 5'],
    ['lock bts dword ptr [x], 1', 'locked x:4 = 5, store x:4 = 7'],
  ])('%s is one locked step: %s', (body, step) => {
    expect(visible(body)).toEqual([step])
  })

  test('XCHG of registers is private', () => {
    expect(visible('xchg rax, rcx')).toEqual([])
  })

  test('on the own stack it is a fence, and done once', () => {
    const { steps, register } = alone('push 3\nlock add dword ptr [rsp], 1\npop rax')
    expect(steps).toEqual(['fence', 'end'])
    expect(register('rax')).toBe(4n)
  })

  test('on constant memory it makes that memory shared', () => {
    expect(() => alone('lock inc qword ptr [c]', { constants: { c: 1 } })).toThrow(BecameShared)
  })
})

describe('fences', () => {
  test('MFENCE and CPUID are steps', () => {
    expect(visible('mfence\nxor eax, eax\ncpuid')).toEqual(['fence', 'fence'])
  })

  test('SFENCE is no step: the next store carries it, and only that one', () => {
    expect(visible('mov qword ptr [x], 1\nsfence\nmov qword ptr [y], 1\nmov qword ptr [x], 2')).toEqual([
      'store x:8 = 1', 'sfence, store y:8 = 1', 'store x:8 = 2',
    ])
  })

  test('SFENCE is carried over loads', () => {
    expect(visible('sfence\nmov rax, [x]\nmov qword ptr [y], 1')).toEqual(['load x:8 = 5', 'sfence, store y:8 = 1'])
  })

  test('LFENCE is a step only where the model orders loads by it', () => {
    expect(visible('lfence')).toEqual([])
    expect(visible('lfence', { lfenceVisible: true })).toEqual(['lfence'])
  })

  test('PAUSE is private', () => {
    expect(visible('pause')).toEqual([])
  })
})

describe('non-temporal stores', () => {
  test('MOVNTI', () => {
    expect(visible('mov eax, 1\nmovnti [x], eax')).toEqual(['nt store x:4 = 1'])
  })

  test('MOVNTDQ is one store of 16 bytes', () => {
    expect(visible('mov eax, 1\nmovq xmm0, rax\nmovntdq [v], xmm0')).toEqual(['nt store v:16 = 1'])
  })
})

describe('several accesses in one instruction', () => {
  test('MOVSQ loads and stores in one step', () => {
    expect(visible('lea rsi, [x]\nlea rdi, [y]\nmovsq')).toEqual(['load x:8 = 5, store y:8 = 5'])
  })

  // The manual does not order the two loads of a CMPS.
  test('CMPSQ has a point between its loads', () => {
    const { steps, register } = alone('lea rsi, [x]\nlea rdi, [y]\ncmpsq')
    expect([...steps].sort()).toEqual(['end', 'load x:8 = 5', 'load y:8 = 7'])
    // 5 - 7 borrows.
    expect(register('eflags') & 1n).toBe(1n)
  })

  test('the first load of CMPSQ keeps its value while others run', () => {
    const program = assembleProgram({ x: 5, y: 7 }, 'p0:\n cmpsq\n ret', { registers: [{ rsi: 'x', rdi: 'y' }] })
    const core = coreOf(program)
    const middle = core.evaluate(core.start(), 5n).next
    expect(middle.step).toMatchObject({ kind: 'load', index: 1 })
    expect(core.evaluate(middle, 5n).next.registers[16]).toBe(0x246n & 0x8d5n | 2n)
    core.close()
  })

  test('PUSH m to a shared stack loads, then stores', () => {
    const program = assembleProgram(VARIABLES, 'p0:\n push qword ptr [x]\n pop rax\n ret')
    const end = Number(program.program.cores[0]?.stack.address ?? 0n) + 4096
    // 80 bytes above the return address, which lies at the end - 88; PUSH writes the granule below it.
    expect(stepsOf(program, { shared: [end - 96] })).toEqual([
      'load x:8 = 5, store stack0+4000:8 = 5', 'load stack0+4000:8 = 5', 'end',
    ])
  })

  test('PUSH m to the private stack is a load', () => {
    expect(visible('push qword ptr [x]\npop rax')).toEqual(['load x:8 = 5'])
  })

  test('REP MOVSB is one load and store an element', () => {
    expect(visible('lea rsi, [x]\nlea rdi, [v]\nmov ecx, 3\nrep movsb')).toEqual([
      'load x:1 = 5, store v:1 = 5', 'load x+1:1 = 0, store v+1:1 = 0', 'load x+2:1 = 0, store v+2:1 = 0',
    ])
  })

  test('REP STOSQ is one store an element', () => {
    const { steps, register } = alone('mov eax, 3\nlea rdi, [v]\nmov ecx, 2\nrep stosq')
    expect(steps).toEqual(['store v:8 = 3', 'store v+8:8 = 3', 'end'])
    expect(register('rcx')).toBe(0n)
  })

  test('REP with a count of 0 does nothing', () => {
    expect(visible('lea rdi, [v]\nxor ecx, ecx\nrep stosq')).toEqual([])
  })

  test('REPE CMPSB stops at the first difference', () => {
    const steps = visible('lea rsi, [x]\nlea rdi, [y]\nmov ecx, 3\nrepe cmpsb')
    expect([...steps].sort()).toEqual(['load x:1 = 5', 'load y:1 = 7'])
  })
})

describe('16 bytes', () => {
  test('aligned SSE accesses are one access', () => {
    const { steps } = alone('movups xmm0, [v]\npaddd xmm0, xmm0\nmovaps [w], xmm0')
    expect(steps).toEqual(['load v:16 = 0', 'store w:16 = 0', 'end'])
  })

  test('both halves go through', () => {
    const body = 'mov qword ptr [v], 1\nmov qword ptr [v+8], 2\nmovaps xmm0, [v]\nmovaps [w], xmm0'
    expect(visible(body).slice(2)).toEqual([
      // 2·2^64 + 1
      'load v:16 = 36893488147419103233', 'store w:16 = 36893488147419103233',
    ])
  })

  test('unaligned ones are two of 8, low first', () => {
    expect(visible('movups xmm0, [v+8]\nmovups [w+8], xmm0')).toEqual([
      'load v+8:8 = 0', 'load v+16:8 = 0', 'store w+8:8 = 0, store w+16:8 = 0',
    ])
  })

  test('unaligned ones that begin at an odd address too', () => {
    expect(visible('movups xmm0, [v+1]')).toEqual(['load v+1:8 = 0', 'load v+9:8 = 0'])
  })

  test.each(['', 'lock '])('%sCMPXCHG16B is one access', (prefix) => {
    const equal = 'xor eax, eax\nxor edx, edx\nmov ebx, 1\nmov ecx, 2\n'
    expect(visible(`${equal}${prefix}cmpxchg16b [v]`)).toEqual([
      `${prefix === '' ? 'load' : 'locked'} v:16 = 0, store v:16 = 36893488147419103233`,
    ])
  })

  test('a CMPXCHG16B that fails writes the old value and loads RDX:RAX', () => {
    const { steps, register } = alone('mov qword ptr [v], 8\nmov qword ptr [v+8], 9\nlock cmpxchg16b [v]')
    // 9·2^64 + 8
    const old = '166020696663385964552'
    expect(steps.slice(2)).toEqual([`locked v:16 = ${old}, store v:16 = ${old}`, 'end'])
    expect([register('rax'), register('rdx')]).toEqual([8n, 9n])
  })

  test('MOVQ and scalar SSE accesses have 8 bytes', () => {
    expect(visible('movq xmm0, [x]\nmovsd [y], xmm0')).toEqual(['load x:8 = 5', 'store y:8 = 5'])
  })
})

describe('private instructions', () => {
  test('the own stack is private', () => {
    expect(visible('push 1\npush 2\npop rax\npop rcx\nmov [rsp-8], rax\nmov rdx, [rsp-8]')).toEqual([])
  })

  test('calls and returns are private', () => {
    const program = assembleProgram(VARIABLES, 'p0:\n call f\n mov [x], rax\n ret\nf:\n mov eax, 3\n ret')
    expect(stepsOf(program)).toEqual(['store x:8 = 3', 'end'])
  })

  test('constants are private, and read as the image has them', () => {
    expect(alone('mov rax, [c]', { constants: { c: 42 } }).register('rax')).toBe(42n)
    expect(visible('mov rax, [c]', { constants: { c: 42 } })).toEqual([])
  })

  test('reading code is private', () => {
    // 31 c0: xor eax, eax
    expect(alone('xor eax, eax\nmovzx eax, word ptr [p0]').register('rax')).toBe(0xc031n)
  })

  test('own private memory is private and part of the state', () => {
    const body = 'mov rax, [own]\ninc qword ptr [own]\nmov rcx, [own]\nmov [x], rcx'
    expect(visible(body, { privates: [{ own: 6 }] })).toEqual(['store x:8 = 7'])
  })

  test('own private memory goes back with the state', () => {
    const program = assembleProgram({ x: 0 }, `
      p0:
        mov rax, [x]
        add [own], rax
        mov rax, [x]
        add rax, [own]
        mov [x], rax
        ret`, { privates: [{ own: 6 }] })
    const core = coreOf(program)
    const first = core.start()
    const sumAfter = (value: bigint): unknown => {
      const second = core.evaluate(first, value).next
      return core.evaluate(core.evaluate(second, 0n).next).stores[0]?.value
    }
    expect([sumAfter(1n), sumAfter(10n), sumAfter(1n)]).toEqual([7n, 16n, 7n])
    core.close()
  })

  test('RDTSC reads a counter of the core that goes up by one', () => {
    const { steps, register } = alone('rdtsc\nmov rcx, rax\nrdtsc\nsub rax, rcx')
    expect(steps).toEqual(['end'])
    expect([register('rax'), register('rdx')]).toEqual([1n, 0n])
  })

  test('the counter goes back with the state', () => {
    const core = coreOf(assembleProgram({ x: 0 }, 'p0:\n rdtsc\n mov rcx, [x]\n rdtsc\n ret'))
    const first = core.start()
    expect([1, 2].map(() => core.evaluate(first, 0n).next.registers[0])).toEqual([1n, 1n])
    core.close()
  })
})

describe('traps', () => {
  test('UD2', () => {
    expect(trapOf('ud2')).toBe('trap: invalid instruction')
  })

  test('INT3', () => {
    expect(trapOf('int3')).toBe('trap: processor exception')
  })

  test('division by zero', () => {
    expect(trapOf('xor ecx, ecx\ndiv ecx')).toBe('trap: processor exception')
  })

  test('a read of unmapped memory names the address', () => {
    expect(trapOf('mov eax, 0x123450\nmov rax, [rax]')).toBe('trap: read of unmapped memory at 0x123450')
  })

  test('a write to unmapped memory names the address', () => {
    expect(trapOf('mov eax, 0x123450\nmov [rax], al')).toBe('trap: write to unmapped memory at 0x123450')
  })

  test('address 0, the null pointer', () => {
    expect(trapOf('mov rax, [rax]')).toBe('trap: read of unmapped memory at 0x0')
  })

  test('a page that is mapped for something else is unmapped beside it', () => {
    expect(trapOf('mov rax, [x+2048]')).toBe('trap: read of unmapped memory at 0x600800')
    expect(trapOf('mov [x+2048], rax')).toBe('trap: write to unmapped memory at 0x600800')
    expect(trapOf('lea rax, [rip + 1024]\nmov [rax], al')).toMatch(/^trap: write to unmapped memory at 0x/)
  })

  test('a core that is closed is not asked any more', () => {
    const core = coreOf(assembleProgram({ x: 0 }, 'p0:\n mov rcx, [x]\n ret'))
    const first = core.start()
    core.close()
    expect(() => core.evaluate(first, 0n)).toThrow('closed')
  })

  test('beyond the end of the own private memory is unmapped', () => {
    expect(trapOf('mov [own+8], rax', { privates: [{ own: 0 }] })).toBe('trap: write to unmapped memory at 0x700008')
    expect(trapOf('mov rax, [own+8]', { privates: [{ own: 0 }] })).toBe('trap: read of unmapped memory at 0x700008')
  })

  test('a LOCKed access to unmapped memory', () => {
    expect(trapOf('mov eax, 0x123450\nlock inc qword ptr [rax]')).toBe('trap: read of unmapped memory at 0x123450')
  })

  test('a fault after a shared load of the same instruction', () => {
    const { steps } = alone('lea rsi, [x]\nmov edi, 0x123450\nmovsq')
    expect(steps).toEqual(['load x:8 = 5', 'trap: write to unmapped memory at 0x123450'])
  })

  test('a fault after a load through a pointer that was loaded', () => {
    const { steps } = alone('mov rax, [x]\nmov rax, [rax]')
    expect(steps).toEqual(['load x:8 = 5', 'trap: read of unmapped memory at 0x5'])
  })

  test('a store to code is refused by name and does not happen', () => {
    expect(trapOf('mov byte ptr [p1], 0x90')).toBe('trap: store to code at 0x401008')
    const program = assembleProgram({ x: 0 }, 'p0:\n mov rax, [x]\n mov byte ptr [p1], 0x90\n ret\np1:\n ret')
    const core = coreOf(program)
    const first = core.start()
    for (const value of [0n, 1n]) expect(core.evaluate(first, value).next.step).toMatchObject({ kind: 'trap' })
    core.close()
  })

  test('a read-modify-write of code is refused too', () => {
    expect(trapOf('inc byte ptr [p1]')).toBe('trap: store to code at 0x401007')
  })

  test('running off the listing', () => {
    const program = assembleProgram({ x: 0 }, 'p0:\n mov qword ptr [x], 1')
    expect(stepsOf(program)).toEqual(['store x:8 = 1', 'trap: ran off the code'])
  })

  test('a jump to nowhere', () => {
    expect(trapOf('mov eax, 0x123450\njmp rax')).toBe('trap: jump to unmapped memory at 0x123450')
  })

  test('a jump into data', () => {
    expect(trapOf('lea rax, [x]\njmp rax')).toBe('trap: ran off the code')
  })

  test.each([
    ['syscall', 'trap: syscall: system calls are not modelled'],
    ['int 0x80', 'trap: int: software interrupts are not modelled'],
    ['hlt', 'trap: hlt: HLT: a core that sleeps is not modelled'],
    ['rdrand eax', 'trap: rdrand: RDRAND is not deterministic'],
    ['mov rax, fs:[0]', 'trap: mov: FS and GS segments are not modelled'],
    ['fld qword ptr [x]', 'trap: fld: x87 instructions are not modelled'],
  ])('%s is refused', (body, trap) => {
    expect(trapOf(body)).toBe(trap)
  })

  test('a symbol that ends the run', () => {
    const program = assembleProgram({ x: 0 }, 'p0:\n mov qword ptr [x], 1\n call fatal\n ret', { traps: ['fatal'] })
    expect(stepsOf(program)).toEqual(['store x:8 = 1', 'trap: fatal'])
  })

  test('a trapped instruction has changed no register', () => {
    const { last, register } = alone('mov eax, 0x123450\nmov rax, [rax]')
    expect(last.step).toMatchObject({ kind: 'trap', pc: 0x401005 })
    expect(register('rax')).toBe(0x123450n)
  })
})

describe('memory that turns out to be shared', () => {
  const thrown = (run: () => unknown): readonly number[] => {
    try {
      run()
    } catch (error) {
      if (error instanceof BecameShared) return error.granules.map((granule) => granule * 8)
      throw error
    }
    throw new Error('nothing became shared')
  }

  test('a store to a constant', () => {
    expect(thrown(() => alone('mov byte ptr [c+3], 1', { constants: { c: 1 } }))).toEqual([0x500000])
  })

  test('a store that crosses two granules', () => {
    const constants = { c: { size: 16 } }
    expect(thrown(() => alone('mov qword ptr [c+4], 1', { constants }))).toEqual([0x500000, 0x500008])
  })

  test('a constant that is shared is loaded in a step', () => {
    const options = { constants: { c: 9 }, shared: [0x500000] }
    expect(visible('mov rax, [c]\nmov [c], rax', options)).toEqual(['load c:8 = 9', 'store c:8 = 9'])
  })

  test('an access that reaches beyond its segment is unmapped', () => {
    expect(trapOf('mov rax, [x+4]')).toBe('trap: read of unmapped memory at 0x60000b')
    expect(trapOf('mov [x+4], rax')).toBe('trap: write to unmapped memory at 0x60000b')
    expect(trapOf('mov [own+4], rax', { privates: [{ own: 0 }] })).toBe('trap: write to unmapped memory at 0x70000b')
    expect(trapOf('mov rax, [own+4]', { privates: [{ own: 0 }] })).toBe('trap: read of unmapped memory at 0x70000b')
  })

  test('an access that is half shared makes all of it shared', () => {
    const options = { constants: { c: { size: 16 } }, shared: [0x500000] }
    expect(thrown(() => alone('mov rax, [c+4]', options))).toEqual([0x500008])
  })

  test('a read or write of another core\'s stack', () => {
    const registers = [{ rbx: 'stack1' }]
    const end = 0x7ffe_0010_0000 + 4096
    expect(thrown(() => alone('mov rax, [rbx-16]', { registers }))).toEqual([end - 16])
    expect(thrown(() => alone('mov [rbx-16], al', { registers }))).toEqual([end - 16])
  })

  test('a core sees its own shared stack through steps', () => {
    const end = 0x7ffe_0000_0000 + 4096
    // The return address is at end - 88.
    const { steps } = alone('push 7\npop rax', { shared: [end - 96] })
    expect(steps).toEqual(['store stack0+4000:8 = 7', 'load stack0+4000:8 = 7', 'end'])
  })

  test('what is shared on the stack is not part of the state', () => {
    const program = assembleProgram({ x: 0 }, 'p0:\n mov rax, [x]\n push rax\n xor eax, eax\n mov rcx, [x]\n ret')
    const end = 0x7ffe_0000_0000 + 4096
    const core = coreOf(program, { shared: [end - 96] })
    const store = (value: bigint): Uint8Array => {
      const atPush = core.evaluate(core.start(), value).next
      return core.evaluate(atPush).next.stack
    }
    expect(store(1n)).toEqual(store(2n))
    core.close()
  })

  test('another core\'s private page', () => {
    expect(thrown(() => alone('mov rax, [theirs]', { privates: [{}, { theirs: 1 }] }))).toEqual([0x80_0000])
  })
})

describe('private loops', () => {
  test('one that repeats its state diverges', () => {
    expect(alone('again:\njmp again').steps).toEqual(['diverge'])
    expect(alone('mov ecx, 3\nagain:\nxor ecx, 1\npush rcx\npop rcx\njmp again').steps).toEqual(['diverge'])
  })

  test('one that counts ends', () => {
    expect(alone('mov ecx, 3000\nagain:\ndec ecx\njnz again').steps).toEqual(['end'])
  })

  test('one that RDTSC changes does not repeat its state', () => {
    expect(alone('again:\nrdtsc\njmp again', { privateInstructions: 500 }).steps).toEqual(['bound'])
  })

  test('one that only changes its own private memory does not repeat its state', () => {
    const options = { privates: [{ own: 0 }], privateInstructions: 500 }
    expect(alone('again:\ninc qword ptr [own]\njmp again', options).steps).toEqual(['bound'])
  })

  test('one that only changes an XMM register does not repeat its state', () => {
    const body = 'mov eax, 1\nmovq xmm1, rax\nagain:\npaddq xmm0, xmm1\njmp again'
    expect(alone(body, { privateInstructions: 500 }).steps).toEqual(['bound'])
  })

  test('the bound says how many instructions', () => {
    const { last } = alone('again:\ninc rax\njmp again', { privateInstructions: 500 })
    expect(last.step).toMatchObject({ kind: 'bound', instructions: 500 })
  })
})

describe('local states', () => {
  /** The states before the second load of x, when the first one gave 1 and 2. */
  function statesAfterLoading1And2(between: string): readonly LocalState[] {
    const core = coreOf(assembleProgram({ x: 0 }, `p0:\n mov rax, [x]\n${between}\n mov rax, [x]\n ret`))
    const first = core.start()
    const states = [1n, 2n].map((value) => core.evaluate(first, value).next)
    core.close()
    return states
  }

  /**
   * What the last step stores when the first load of x gave 1, 2 and 1 again, and the second gave 0. The core is put into the states
   * in turn, so each must hold all that the code between the loads has left behind.
   */
  function storedAfter1And2And1(text: string): readonly unknown[] {
    const core = coreOf(assembleProgram({ x: 0 }, `p0:\n${text}\n ret`))
    const first = core.start()
    const [one, two] = [core.evaluate(first, 1n).next, core.evaluate(first, 2n).next]
    const stored = [one, two, one].map((state) => core.evaluate(core.evaluate(state, 0n).next).stores[0]?.value)
    core.close()
    return stored
  }

  test('the dead stack below the red zone is not part of it', () => {
    const [one, two] = statesAfterLoading1And2(' sub rsp, 256\n mov [rsp], rax\n add rsp, 256\n xor eax, eax')
    expect(one).toEqual(two)
  })

  test('the red zone is', () => {
    const [one, two] = statesAfterLoading1And2(' mov [rsp-128], rax\n xor eax, eax')
    expect(one?.stack).not.toEqual(two?.stack)
  })

  test('what lay below the red zone reads as zero in the next step', () => {
    expect(storedAfter1And2And1(`
      mov rax, [x]
      mov [rsp-136], rax
      mov rcx, [x]
      mov rax, [rsp-136]
      mov [x], rax`)).toEqual([0n, 0n, 0n])
  })

  test('stack and registers go back with it', () => {
    expect(storedAfter1And2And1(`
      mov rax, [x]
      push rax
      mov rcx, [x]
      pop rdx
      mov [x], rdx`)).toEqual([1n, 2n, 1n])
  })

  test('XMM registers go back with it', () => {
    expect(storedAfter1And2And1(`
      mov rax, [x]
      movq xmm5, rax
      xor eax, eax
      mov rcx, [x]
      movq rdx, xmm5
      mov [x], rdx`)).toEqual([1n, 2n, 1n])
  })

  test('both halves of the last XMM register do', () => {
    expect(storedAfter1And2And1(`
      mov rax, [x]
      movq xmm15, rax
      pslldq xmm15, 8
      xor eax, eax
      mov rcx, [x]
      psrldq xmm15, 8
      movq rdx, xmm15
      mov [x], rdx`)).toEqual([1n, 2n, 1n])
  })

  test('flags go back with it', () => {
    expect(storedAfter1And2And1(`
      cmp qword ptr [x], 1
      mov rcx, [x]
      sete al
      mov [x], al`)).toEqual([1n, 0n, 1n])
  })

  test('a state from before XMM registers were first used may be returned to', () => {
    const program = assembleProgram({ x: 0 }, `
      p0:
        mov rax, [x]
        cmp rax, 7
        jne skip
        movq xmm5, rax
        skip:
        mov rcx, [x]
        movq rdx, xmm5
        mov [x], rdx
        ret`)
    const core = coreOf(program)
    const first = core.start()
    core.evaluate(core.evaluate(first, 7n).next, 0n)
    const again = core.evaluate(first, 0n).next
    expect(core.evaluate(core.evaluate(again, 0n).next).stores[0]?.value).toBe(0n)
    core.close()
  })

  test('starting again gives the first state', () => {
    const text = 'p0:\n push 1\n inc qword ptr [own]\n mov rax, [x]\n push rax\n ret'
    const core = coreOf(assembleProgram({ x: 0 }, text, { privates: [{ own: 3 }] }))
    const first = core.start()
    core.evaluate(first, 7n)
    expect(core.start()).toEqual(first)
    core.close()
  })

  test('registers start at 0, at their given value, or at the address of a variable', () => {
    const { register } = alone('nop', { registers: [{ rdi: 'x', rsi: 12n }] })
    expect([register('rax'), register('rdi'), register('rsi')]).toEqual([0n, 0x60_0000n, 12n])
  })

  test('RSP is at the return address at the start, and above it at the end', () => {
    const { register } = alone('nop')
    // 4096 bytes, 80 of them above the return address.
    expect(register('rsp')).toBe(0x7ffe_0000_0000n + 4096n - 80n)
  })
})

describe('observers', () => {
  const observed = (start: (core: Core, observer: InstructionObserver) => void, core: Core): ObservedInstruction[] => {
    const seen: ObservedInstruction[] = []
    start(core, (one) => seen.push(one))
    core.close()
    return seen
  }
  const mnemonics = (seen: readonly ObservedInstruction[]): string[] => seen.map(({ instruction }) => instruction.mnemonic)
  const rax = SAVED_REGISTERS.indexOf('rax')

  test('see each instruction that an edge completes, with registers before and after', () => {
    const core = coreOf(assembleProgram({ x: 0 }, 'p0:\n mov rax, [x]\n inc rax\n mov [x], rax\n ret'))
    const seen = observed((c, observer) => c.evaluate(c.start(), 6n, observer), core)
    // The store is met by its write hook, before which it has run; it belongs to the next step.
    expect(mnemonics(seen)).toEqual(['mov', 'inc'])
    expect(seen.map(({ before, after }) => [before[rax], after[rax]])).toEqual([[0n, 6n], [6n, 7n]])
    expect(seen[0]?.loads).toEqual([{ address: 0x60_0000, size: 8, value: 6n, isShared: true }])
    expect(seen.map(({ instruction, nextPc }) => nextPc - instruction.address - instruction.length)).toEqual([0, 0])
  })

  test('see what runs before the first visible step', () => {
    const core = coreOf(assembleProgram({ x: 0 }, 'p0:\n xor ecx, ecx\n jmp on\n nop\n on:\n mov rax, [x]\n ret'))
    expect(mnemonics(observed((c, observer) => c.start(observer), core))).toEqual(['xor', 'jmp'])
  })

  test('see the last RET, and not the instruction that faults', () => {
    const ends = coreOf(assembleProgram({ x: 0 }, 'p0:\n mov [x], rax\n ret'))
    const seen = observed((c, observer) => c.evaluate(c.start(), undefined, observer), ends)
    expect(mnemonics(seen)).toEqual(['mov', 'ret'])
    expect(seen[0]?.stores).toEqual([{ address: 0x60_0000, size: 8, value: 0n, isShared: true }])
    const faults = coreOf(assembleProgram({ x: 0 }, 'p0:\n mov [x], rax\n nop\n ud2'))
    expect(mnemonics(observed((c, observer) => c.evaluate(c.start(), undefined, observer), faults))).toEqual(['mov', 'nop'])
  })

  test('see an instruction with two loads once, with both of them', () => {
    const core = coreOf(assembleProgram({ x: 0, y: 0 }, 'p0:\n lea rsi, [x]\n lea rdi, [y]\n cmpsq\n ret'))
    let between: LocalState | undefined
    const first = observed((c, observer) => { between = c.evaluate(c.start(), 1n, observer).next }, core)
    expect(first).toEqual([])
    const again = coreOf(assembleProgram({ x: 0, y: 0 }, 'p0:\n lea rsi, [x]\n lea rdi, [y]\n cmpsq\n ret'))
    again.start()
    const second = observed((c, observer) => between && c.evaluate(between, 2n, observer), again)
    expect(mnemonics(second)).toEqual(['cmpsq', 'ret'])
    // Unicorn reads (RDI) first.
    expect(second[0]?.loads.map(({ address, value }) => [address, value])).toEqual([[0x60_0040, 1n], [0x60_0000, 2n]])
  })

  test('see private accesses when the core watches them', () => {
    const program = assembleProgram(
      { x: 0 }, 'p0:\n push 7\n mov eax, [k]\n inc qword ptr [own]\n pop rcx\n mov [x], rcx\n ret',
      { privates: [{ own: 3 }], constants: { k: 9 } },
    )
    const plain = coreOf(program)
    const watching = plain.watching()
    plain.close()
    const seen = observed((c, observer) => c.start(observer), watching)
    expect(mnemonics(seen)).toEqual(['push', 'mov', 'inc', 'pop'])
    const values = seen.map(({ loads, stores }) =>
      [loads, stores].map((all) => all.map(({ size, value }) => `${size}:${value}`).join()))
    expect(values).toEqual([['', '8:7'], ['4:9', ''], ['8:3', '8:4'], ['8:7', '']])
    expect(seen.flatMap(({ loads, stores }) => [...loads, ...stores]).every(({ isShared }) => !isShared)).toBe(true)
  })

  test('see a wide private access as one', () => {
    const program = assembleProgram({ x: 0 }, 'p0:\n movups xmm0, [k]\n movaps [rsp - 24], xmm0\n mov [x], rax\n ret', {
      constants: { k: { size: 16, value: (5n << 64n) | 4n } },
    })
    const plain = coreOf(program)
    const watching = plain.watching()
    plain.close()
    const [load, store] = observed((c, observer) => c.start(observer), watching)
    expect(load?.loads).toEqual([expect.objectContaining({ size: 16, value: (5n << 64n) | 4n })])
    expect(store?.stores).toEqual([expect.objectContaining({ size: 16, value: (5n << 64n) | 4n })])
    expect(load?.xmmAfter?.slice(0, 2)).toEqual(BigUint64Array.of(4n, 5n))
  })
})
