// Variables of Go 1.22.12's runtime that the map code reads and that do not change while fencepost runs.

// src/runtime/mgc.go:218: no garbage collection is under way, so no store of a pointer goes through the write barrier.
GLOBL runtime.writeBarrier(SB), NOPTR, $16

// src/runtime/map.go:1439: what mapaccess returns the address of when a key is not there.
GLOBL runtime.zeroVal(SB), NOPTR, $1024
