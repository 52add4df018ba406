// runtime.memequal64 of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/alg.go:281-283. The Equal of 8-byte keys.
//
// Entry:  AX and BX addresses of 8 bytes each
// Exit:   AL 1 when they are equal, else 0
// Stack:  none
//
// Shared accesses in order (source line, access and bytes, what, why):
//   alg.go:282          load 8       *p
//   alg.go:282          load 8       *q

TEXT runtime.memequal64(SB), NOSPLIT|NOFRAME|ABIInternal, $0-16
	MOVQ (AX), CX                                           // alg.go:282
	CMPQ (BX), CX                                           // alg.go:282
	SETEQ AL                                                // alg.go:282
	RET                                                     // alg.go:282

// The funcval that _type.Equal points to: one word, the address of the code.
DATA runtime.memequal64·f+0(SB)/8, $runtime.memequal64(SB)
GLOBL runtime.memequal64·f(SB), RODATA, $8
