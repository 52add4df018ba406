import { X86_REG } from './unicorn.ts'

/** The 64-bit general-purpose registers, in the order of their numbers in an instruction's encoding. */
export const GENERAL_REGISTERS = [
  'rax', 'rcx', 'rdx', 'rbx', 'rsp', 'rbp', 'rsi', 'rdi',
  'r8', 'r9', 'r10', 'r11', 'r12', 'r13', 'r14', 'r15',
] as const

export type GeneralRegister = (typeof GENERAL_REGISTERS)[number]

/** What is saved and restored with a local state; RIP is kept apart, because writing it costs 1.5 µs at the next start. */
export const SAVED_REGISTERS = [...GENERAL_REGISTERS, 'eflags'] as const

export type SavedRegister = (typeof SAVED_REGISTERS)[number]

export const RSP_INDEX = SAVED_REGISTERS.indexOf('rsp')
export const RAX_INDEX = SAVED_REGISTERS.indexOf('rax')
export const RDX_INDEX = SAVED_REGISTERS.indexOf('rdx')
export const RCX_INDEX = SAVED_REGISTERS.indexOf('rcx')
export const EFLAGS_INDEX = SAVED_REGISTERS.indexOf('eflags')

/** Unicorn's numbers for `SAVED_REGISTERS`. */
export const SAVED_REGISTER_IDS = SAVED_REGISTERS.map((name) => ({ id: X86_REG[name] }))

/** Unicorn's numbers for XMM0 to XMM15. */
export const XMM_REGISTER_IDS = Array.from({ length: 16 }, (_, i) => ({ id: X86_REG.xmm0 + i, wide: true }))
