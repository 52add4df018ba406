// runtime.typedmemmove of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/mbarrier.go:152-173.
//
// Copies one value of a type. No write barrier while runtime.writeBarrier is 0.
//
// Entry:  AX *_type, BX dst, CX src; R14 g, X15 0
// Exit:   nothing
// Stack:  48(SP) the type, 56(SP) dst, 64(SP) src; no stack check
//
// Shared accesses: those of memmove.

TEXT runtime.typedmemmove(SB), NOSPLIT|ABIInternal, $40-24
	PUSHQ BP                                                // mbarrier.go:152
	MOVQ SP, BP                                             // mbarrier.go:152
	SUBQ $32, SP                                            // mbarrier.go:152
	CMPQ CX, BX                                             // mbarrier.go:153
	JEQ samePlace                                           // mbarrier.go:153
	CMPB runtime.writeBarrier(SB), $0                       // mbarrier.go:156
	JEQ move                                                // mbarrier.go:156
	MOVQ 8(AX), DX                                          // mbarrier.go:156
	TESTQ DX, DX                                            // mbarrier.go:156
	JEQ move                                                // mbarrier.go:156
	MOVQ AX, runtime.typ+48(SP)                             // mbarrier.go:153
	MOVQ BX, runtime.dst+56(SP)                             // mbarrier.go:153
	MOVQ CX, runtime.src+64(SP)                             // mbarrier.go:153
	MOVQ AX, DI                                             // mbarrier.go:160
	MOVQ BX, AX                                             // mbarrier.go:160
	MOVQ CX, BX                                             // mbarrier.go:160
	MOVQ DX, CX                                             // mbarrier.go:160
	CALL runtime.bulkBarrierPreWrite(SB)                    // mbarrier.go:160
	MOVQ runtime.typ+48(SP), AX                             // mbarrier.go:169
	MOVQ runtime.src+64(SP), CX                             // mbarrier.go:169
	MOVQ runtime.dst+56(SP), BX                             // mbarrier.go:169
move:
	MOVQ (AX), DX                                           // mbarrier.go:169
	MOVQ BX, AX                                             // mbarrier.go:169
	MOVQ CX, BX                                             // mbarrier.go:169
	MOVQ DX, CX                                             // mbarrier.go:169
	CALL runtime.memmove(SB)                                // mbarrier.go:169
	ADDQ $32, SP                                            // mbarrier.go:173
	POPQ BP                                                 // mbarrier.go:173
	RET                                                     // mbarrier.go:173
samePlace:
	ADDQ $32, SP                                            // mbarrier.go:154
	POPQ BP                                                 // mbarrier.go:154
	RET                                                     // mbarrier.go:154
