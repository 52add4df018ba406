// runtime.memhash64Fallback of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/hash64.go:76-84.
//
// The hash of 8 bytes on CPUs without AES instructions: mix(m5^8, mix(key^m2, key^seed^hashkey[0]^m1)); mix is the
// XOR of both halves of a 128-bit product.
//
// Entry:  AX address of the key (8 bytes), BX seed (h.hash0)
// Exit:   AX hash
// Stack:  none
//
// Shared accesses in order (source line, access and bytes, what, why):
//   alg.go:422          load 8       key                     shared only when evacuate hashes a key of a bucket

TEXT runtime.memhash64Fallback(SB), NOSPLIT|NOFRAME|ABIInternal, $0-16
	MOVQ (AX), AX                                           // alg.go:422
	MOVQ $-1800455987208640293, CX                          // hash64.go:78
	XORQ AX, CX                                             // hash64.go:78
	XORQ BX, AX                                             // hash64.go:78
	XORQ runtime.hashkey(SB), AX                            // hash64.go:78
	MOVQ $-6884282663029611473, DX                          // hash64.go:78
	XORQ AX, DX                                             // hash64.go:78
	MOVQ CX, AX                                             // hash64.go:82
	MULQ DX                                                 // hash64.go:82
	XORQ DX, AX                                             // hash64.go:83
	MOVQ AX, CX                                             // hash64.go:83
	MOVQ $2129725606500045383, AX                           // hash64.go:82
	MULQ CX                                                 // hash64.go:82
	XORQ DX, AX                                             // hash64.go:83
	RET                                                     // hash64.go:78
