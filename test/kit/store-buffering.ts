import { assembleProgram } from './assemble-program.ts'

/** SB, store buffering: each core stores to its own variable and reads the other's. */
export const SB = assembleProgram({ x: 0, y: 0 }, `
  p0:
    mov qword ptr [x], 1
    mov rax, [y]
    ret
  p1:
    mov qword ptr [y], 1
    mov rax, [x]
    ret`)
