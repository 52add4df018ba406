/**
 * Unicorn 2, the CPU emulator, bound with koffi: the one place where fencepost touches the native library.
 *
 * The class is shaped after unicorn.js (`mem_map`, `reg_read`, `hook_add`, `emu_start`), so that its WebAssembly build could
 * stand in. Measured traps of the library that its callers must respect (docs/decisions/0001-engine.md):
 *
 * - never mix `count = 0` with `count > 0` runs (the switch flushes the translation buffer, 3 s): every run here has a count;
 * - keep `until` at an address that is never reached, or each stop drops the translated block;
 * - add hooks before the code first runs;
 * - a stop in a read hook aborts the instruction cleanly; in a write hook memory has already changed.
 */
import { createRequire } from 'node:module'
import { setImmediate } from 'node:timers/promises'
import { InputError } from './input-error.ts'

const ARCH_X86 = 4
const MODE_64 = 8
const PROT_READ_WRITE = 3
const MAP_PRIVATE_ANONYMOUS = 0x22
const PAGE = 4096

/** Hook types of unicorn.h that fencepost uses. */
export const HOOK_MEM_READ = 1 << 10
export const HOOK_MEM_WRITE = 1 << 11
/** Unmapped and protected reads, writes and fetches. */
export const HOOK_MEM_INVALID = 0x3f << 4

/** Permissions of `mem_map`. */
export const PROT_ALL = 7

/** Error codes of unicorn.h that a run of a program can end with; any other is a bug of ours. */
export const UC_ERR = {
  readUnmapped: 6,
  writeUnmapped: 7,
  fetchUnmapped: 8,
  invalidInstruction: 10,
  writeProtected: 12,
  readProtected: 13,
  fetchProtected: 14,
  exception: 21,
} as const

/** Register numbers of unicorn/x86.h. */
export const X86_REG = {
  rax: 35, rbx: 37, rcx: 38, rdx: 40, rsi: 43, rdi: 39, rbp: 36, rsp: 44,
  r8: 106, r9: 107, r10: 108, r11: 109, r12: 110, r13: 111, r14: 112, r15: 113,
  rip: 41, eflags: 25, xmm0: 122,
} as const

/** Called before a read or after the value of a write is known. `value` is meaningful for writes only, signed. */
export type MemoryHook = (type: number, address: number, size: number, value: number | bigint) => void

/** Called for an access that nothing maps; the run then ends with the error code. */
export type InvalidHook = (type: number, address: number, size: number) => void

type Pointer = bigint
type Native = (...args: unknown[]) => number

interface Library {
  readonly path: string
  /** `major << 8 | minor`. */
  readonly version: number
  readonly koffi: KoffiModule
  readonly memoryCallback: unknown
  readonly uc_open: Native
  readonly uc_close: Native
  readonly uc_mem_map_ptr: Native
  readonly uc_emu_start: Native
  readonly uc_emu_stop: Native
  readonly uc_reg_read_batch: Native
  readonly uc_reg_write_batch: Native
  readonly uc_hook_add: Native
  readonly uc_ctl: Native
  readonly uc_context_alloc: Native
  readonly uc_context_save: Native
  readonly uc_context_restore: Native
  readonly uc_free: Native
  readonly uc_strerror: (code: number) => string
  readonly mmap: (...args: unknown[]) => Pointer
  readonly munmap: Native
}

/** The part of koffi's interface that is used here. */
interface KoffiModule {
  load(path: string): { func(signature: string): unknown }
  proto(signature: string): unknown
  pointer(type: unknown): unknown
  register(fn: (...args: never[]) => unknown, type: unknown): unknown
  unregister(callback: unknown): void
  view(pointer: Pointer, size: number): ArrayBuffer
}

const CANDIDATES =
  process.platform === 'darwin'
    ? ['/opt/homebrew/lib/libunicorn.2.dylib', '/usr/local/lib/libunicorn.2.dylib', 'libunicorn.2.dylib']
    : ['libunicorn.so.2', 'libunicorn.so']

const INSTALL_HINT =
  'install it with one of: apt-get install libunicorn2 (Debian, Ubuntu), dnf install unicorn (Fedora), ' +
  'pacman -S unicorn (Arch), brew install unicorn (macOS); or name the file in FENCEPOST_UNICORN'

let library: Library | undefined

/** Finds and loads libunicorn. Throws an `InputError` that says what to install when it is missing. */
export function loadUnicorn(): Library {
  if (library) return library
  const koffi = createRequire(import.meta.url)('koffi') as KoffiModule
  const named = process.env['FENCEPOST_UNICORN']
  const candidates = named ? [named] : CANDIDATES
  const failures: string[] = []
  for (const path of candidates) {
    try {
      library = bind(koffi, path)
      return library
    } catch (error) {
      failures.push(String(error instanceof Error ? error.message : error).split('\n')[0] ?? '')
    }
  }
  throw new InputError(`libunicorn (the CPU emulator) was not found (tried ${candidates.join(', ')}): ${INSTALL_HINT}`)
}

/**
 * The same in a later turn of the event loop. It takes 12 ms, in which other threads can compile the WebAssembly of the assembler, if
 * that has been asked for before.
 */
export async function loadUnicornMeanwhile(): Promise<void> {
  await setImmediate()
  loadUnicorn()
}

function bind(koffi: KoffiModule, path: string): Library {
  const lib = koffi.load(path)
  const libc = koffi.load(process.platform === 'darwin' ? 'libSystem.B.dylib' : 'libc.so.6')
  const version = lib.func('unsigned int uc_version(void *major, void *minor)') as (a: null, b: null) => number
  return {
    path,
    version: version(null, null) >>> 16,
    koffi,
    memoryCallback: koffi.proto(
      'bool FencepostMemoryHook(void *uc, int type, uint64_t address, int size, int64_t value, void *user)',
    ),
    uc_open: lib.func('int uc_open(int arch, int mode, _Out_ void **uc)') as Native,
    uc_close: lib.func('int uc_close(void *uc)') as Native,
    uc_mem_map_ptr: lib.func(
      'int uc_mem_map_ptr(void *uc, uint64_t addr, size_t size, uint32_t perms, void *host)',
    ) as Native,
    // Handles as numbers (an address has 47 bits): koffi takes a bigint apart at every call, which is a sixth of a step.
    uc_emu_start: lib.func(
      'int uc_emu_start(uintptr_t uc, uint64_t begin, uint64_t until, uint64_t timeout, size_t count)',
    ) as Native,
    uc_emu_stop: lib.func('int uc_emu_stop(void *uc)') as Native,
    uc_reg_read_batch: lib.func('int uc_reg_read_batch(uintptr_t uc, uintptr_t regs, uintptr_t vals, int n)') as Native,
    uc_reg_write_batch: lib.func('int uc_reg_write_batch(uintptr_t uc, uintptr_t regs, uintptr_t vals, int n)') as Native,
    uc_hook_add: lib.func(
      'int uc_hook_add(void *uc, _Out_ size_t *hh, int type, void *cb, void *ud, uint64_t begin, uint64_t end)',
    ) as Native,
    uc_ctl: lib.func('int uc_ctl(void *uc, int control, ...)') as Native,
    uc_context_alloc: lib.func('int uc_context_alloc(void *uc, _Out_ void **context)') as Native,
    uc_context_save: lib.func('int uc_context_save(void *uc, void *context)') as Native,
    uc_context_restore: lib.func('int uc_context_restore(void *uc, void *context)') as Native,
    uc_free: lib.func('int uc_free(void *memory)') as Native,
    uc_strerror: lib.func('const char *uc_strerror(int code)') as (code: number) => string,
    mmap: libc.func('void *mmap(void *addr, size_t n, int prot, int flags, int fd, long off)') as Library['mmap'],
    munmap: libc.func('int munmap(void *addr, size_t n)') as Native,
  }
}

/** Memory that both the guest and JavaScript see, without a copy. */
export interface HostMemory {
  readonly pointer: Pointer
  readonly bytes: Uint8Array
}

/** Registers that an engine has kept. */
export type RegisterContext = Pointer

/** A fixed list of registers that is read and written in one call (0.2 µs for 18 of them). */
export interface RegisterBatch {
  /** 64-bit values in the order of the list; 128-bit registers take two, low half first. */
  readonly values: BigUint64Array
  /** The same as 32-bit halves, low half first: reading these makes no bigint. */
  readonly halves: Int32Array
  read(): void
  write(): void
}

/** One emulated x86-64 CPU. Costs 3 MB resident and 1 ms. */
export class Unicorn {
  readonly #lib: Library
  readonly #handle: Pointer
  /** The handle as a number. */
  readonly #address: number
  readonly #host: HostMemory[] = []
  readonly #callbacks: unknown[] = []
  readonly #contexts: RegisterContext[] = []

  constructor() {
    this.#lib = loadUnicorn()
    const out: [Pointer | null] = [null]
    this.#check('uc_open', this.#lib.uc_open(ARCH_X86, MODE_64, out))
    if (out[0] === null) throw new Error('uc_open gave no handle')
    this.#handle = out[0]
    this.#address = Number(out[0])
  }

  /** Fresh zeroed host memory, page-aligned; freed by `close`. */
  allocate(size: number): HostMemory {
    const rounded = Math.ceil(size / PAGE) * PAGE
    const pointer = this.#lib.mmap(null, rounded, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0)
    if (pointer === -1n || pointer === 0xffff_ffff_ffff_ffffn) throw new Error(`mmap of ${rounded} bytes failed`)
    const memory = { pointer, bytes: new Uint8Array(this.#lib.koffi.view(pointer, rounded)) }
    this.#host.push(memory)
    return memory
  }

  /** Maps `size` bytes (a multiple of 4096) at `address` (page-aligned) and gives the JavaScript view of them. */
  mem_map(address: number, size: number, perms: number = PROT_ALL): Uint8Array {
    const memory = this.allocate(size)
    this.#check('uc_mem_map_ptr', this.#lib.uc_mem_map_ptr(this.#handle, address, size, perms, memory.pointer))
    return memory.bytes
  }

  /** Prepares a batch over the given registers; `wide` ones are 128 bits. */
  register_batch(registers: readonly { readonly id: number; readonly wide?: boolean }[]): RegisterBatch {
    const words = registers.reduce((sum, r) => sum + (r.wide ? 2 : 1), 0)
    const memory = this.allocate(words * 8 + registers.length * 16)
    const values = new BigUint64Array(memory.bytes.buffer, memory.bytes.byteOffset, words)
    const pointers = new BigUint64Array(memory.bytes.buffer, memory.bytes.byteOffset + words * 8, registers.length)
    const idsAt = words * 8 + registers.length * 8
    const ids = new Int32Array(memory.bytes.buffer, memory.bytes.byteOffset + idsAt, registers.length)
    let word = 0
    registers.forEach((register, index) => {
      ids[index] = register.id
      pointers[index] = memory.pointer + BigInt(word * 8)
      word += register.wide ? 2 : 1
    })
    const lib = this.#lib
    const handle = this.#address
    const idsPointer = Number(memory.pointer) + idsAt
    const valuesPointer = Number(memory.pointer) + words * 8
    const n = registers.length
    return {
      values,
      halves: new Int32Array(values.buffer, values.byteOffset, words * 2),
      read: () => this.#check('uc_reg_read_batch', lib.uc_reg_read_batch(handle, idsPointer, valuesPointer, n)),
      write: () => this.#check('uc_reg_write_batch', lib.uc_reg_write_batch(handle, idsPointer, valuesPointer, n)),
    }
  }

  /** Calls `hook` before each read and at each write of `begin..end` (both inclusive). It must not throw. */
  hook_memory(hook: MemoryHook, types: number, begin: number, end: number): void {
    this.#add(types, begin, end, (_uc: never, type: number, address: number | bigint, size: number, value: number | bigint) => {
      hook(type, Number(address), size, value)
      return true
    })
  }

  /** Calls `hook` for every access to memory that is not mapped, or not in that way; the access stays an error. */
  hook_invalid(hook: InvalidHook): void {
    this.#add(HOOK_MEM_INVALID, 1, 0, (_uc: never, type: number, address: number | bigint, size: number) => {
      hook(type, Number(BigInt.asUintN(64, BigInt(address))), size)
      return false
    })
  }

  #add(types: number, begin: number, end: number, fn: (...args: never[]) => unknown): void {
    const callback = this.#lib.koffi.register(fn, this.#lib.koffi.pointer(this.#lib.memoryCallback))
    this.#callbacks.push(callback)
    const out: [number | bigint] = [0]
    this.#check('uc_hook_add', this.#lib.uc_hook_add(this.#handle, out, types, callback, null, begin, end))
  }

  /**
   * Runs `count` (≥ 1) instructions from `begin`. Gives 0 or one of `UC_ERR`.
   * A REP string instruction counts one for each element.
   */
  emu_start(begin: number, count: number): number {
    return this.#lib.uc_emu_start(this.#address, begin, NEVER_REACHED, 0, count)
  }

  emu_stop(): void {
    this.#lib.uc_emu_stop(this.#handle)
  }

  /**
   * Forgets the translations of the code in `begin..end` (end exclusive, all of it in one mapping), which may hold other code from
   * now on. Their room is not used again. Gives false where the library cannot.
   */
  drop_translations(begin: number, end: number): boolean {
    return this.#lib.uc_ctl(this.#handle, REMOVE_CACHE, 'uint64_t', begin, 'uint64_t', end - 1) === 0
  }

  /** A copy of all registers as they are now, also those that no batch names (5,544 bytes). `close` frees it. */
  context_alloc(): RegisterContext {
    const out: [Pointer | null] = [null]
    this.#check('uc_context_alloc', this.#lib.uc_context_alloc(this.#handle, out))
    if (out[0] === null) throw new Error('uc_context_alloc gave no context')
    this.#contexts.push(out[0])
    this.context_save(out[0])
    return out[0]
  }

  context_save(context: RegisterContext): void {
    this.#check('uc_context_save', this.#lib.uc_context_save(this.#handle, context))
  }

  context_restore(context: RegisterContext): void {
    this.#check('uc_context_restore', this.#lib.uc_context_restore(this.#handle, context))
  }

  context_free(context: RegisterContext): void {
    this.#contexts.splice(this.#contexts.indexOf(context), 1)
    this.#check('uc_free', this.#lib.uc_free(context))
  }

  strerror(code: number): string {
    return this.#lib.uc_strerror(code)
  }

  /** Frees the engine and its memory; views given out before must not be used afterwards. */
  close(): void {
    for (const context of this.#contexts) this.#lib.uc_free(context)
    this.#lib.uc_close(this.#handle)
    for (const callback of this.#callbacks) this.#lib.koffi.unregister(callback)
    for (const memory of this.#host) this.#lib.munmap(memory.pointer, memory.bytes.byteLength)
  }

  #check(call: string, code: number): void {
    if (code !== 0) throw new Error(`${call}: ${this.#lib.uc_strerror(code)} (${code})`)
  }
}

/** Unicorn drops the translated block at `until` whenever it stops there, so it must be an address that no code has. */
const NEVER_REACHED = 0x7fff_ffff_f000

/** `UC_CTL_WRITE(UC_CTL_TB_REMOVE_CACHE, 2)` of unicorn.h: control 9 with two arguments. */
const REMOVE_CACHE = 9 | (2 << 26) | (1 << 30)

/** What `doctor` prints about the engine. */
export function unicornVersion(): { path: string; version: string } {
  const { path, version } = loadUnicorn()
  return { path, version: `${version >> 8}.${version & 255}` }
}
