// Variables of Go 1.22.12's runtime that the map code reads and that do not change while fencepost runs. All are zero.

// src/runtime/mgc.go:218: no garbage collection is under way, so no store of a pointer goes through the write barrier.
GLOBL runtime.writeBarrier(SB), NOPTR, $16

// src/runtime/map.go:1439: what mapaccess returns the address of when a key is not there.
GLOBL runtime.zeroVal(SB), NOPTR, $1024

// src/runtime/malloc.go:907: the address of every object of 0 bytes.
GLOBL runtime.zerobase(SB), NOPTR, $8

// src/internal/cpu/cpu.go:26: what the CPU can do. Zero leaves memmove and memclrNoHeapPointers their SSE2 paths.
GLOBL internal/cpu.X86(SB), NOPTR, $148

// src/runtime/cpuflags_amd64.go:11.
GLOBL runtime.useAVXmemmove(SB), NOPTR, $1
