// runtime.newobject of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/malloc.go:1389-1391.
//
// Entry:  AX *_type; R14 g, X15 0
// Exit:   AX address of a zeroed object of that type
// Stack:  40(SP) the type, only around morestack
//
// Shared accesses: those of mallocgc.

TEXT runtime.newobject(SB), ABIInternal, $32-8
entry:
	CMPQ SP, 16(R14)                                        // malloc.go:1389
	JLS moreStack                                           // malloc.go:1389
	PUSHQ BP                                                // malloc.go:1389
	MOVQ SP, BP                                             // malloc.go:1389
	SUBQ $24, SP                                            // malloc.go:1389
	MOVQ (AX), DX                                           // malloc.go:1390
	MOVQ AX, BX                                             // malloc.go:1390
	MOVL $1, CX                                             // malloc.go:1390
	MOVQ DX, AX                                             // malloc.go:1390
	CALL runtime.mallocgc(SB)                               // malloc.go:1390
	ADDQ $24, SP                                            // malloc.go:1390
	POPQ BP                                                 // malloc.go:1390
	RET                                                     // malloc.go:1390
moreStack:
	MOVQ AX, 8(SP)                                          // malloc.go:1389
	CALL runtime.morestack_noctxt(SB)                       // malloc.go:1389
	MOVQ 8(SP), AX                                          // malloc.go:1389
	JMP entry                                               // malloc.go:1389
