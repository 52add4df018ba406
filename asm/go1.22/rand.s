// runtime.rand: fencepost's own, not Go's. SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number
// generators") behind the register interface of Go 1.22.12's (src/runtime/rand.go:127), which is ChaCha8 with a random
// seed. Deterministic, one state a core: what one core draws never depends on the other cores.
//
// Entry:  R14 g
// Exit:   AX the next number, 64 bits
// Clobbers: CX and the flags
// Stack:  none; no stack check
//
// State in the core's private g page:
//   0x118(R14)  8 bytes; any value will do as a seed
//
// Shared accesses in order: none.

TEXT runtime.rand(SB), NOSPLIT|NOFRAME|ABIInternal, $0-8
	MOVQ $0x9e3779b97f4a7c15, AX
	ADDQ 0x118(R14), AX
	MOVQ AX, 0x118(R14)
	MOVQ AX, CX
	SHRQ $30, CX
	XORQ CX, AX
	MOVQ $0xbf58476d1ce4e5b9, CX
	IMULQ CX, AX
	MOVQ AX, CX
	SHRQ $27, CX
	XORQ CX, AX
	MOVQ $0x94d049bb133111eb, CX
	IMULQ CX, AX
	MOVQ AX, CX
	SHRQ $31, CX
	XORQ CX, AX
	RET
