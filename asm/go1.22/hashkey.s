// runtime.hashkey of Go 1.22.12: src/runtime/alg.go:378. Go fills it with random odd numbers when the process starts
// (alg.go:393-395); these are fixed ones, so that a map has the same layout in every run. memhash64Fallback reads the
// first word only. The values: pi's first 256 fractional bits, the lowest bit of each word set.

DATA runtime.hashkey+0(SB)/8, $0x243f6a8885a308d3
DATA runtime.hashkey+8(SB)/8, $0x13198a2e03707345
DATA runtime.hashkey+16(SB)/8, $0xa4093822299f31d1
DATA runtime.hashkey+24(SB)/8, $0x082efa98ec4e6c89
GLOBL runtime.hashkey(SB), RODATA, $32
