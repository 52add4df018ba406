// runtime.newarray of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/malloc.go:1404-1413.
//
// Entry:  AX *_type, BX n; R14 g, X15 0
// Exit:   AX address of n zeroed elements of that type
// Stack:  40(SP) the type, 48(SP) n, both only around morestack
//
// Shared accesses: those of mallocgc.

TEXT runtime.newarray(SB), ABIInternal, $32-16
entry:
	CMPQ SP, 16(R14)                                        // malloc.go:1404
	JLS moreStack                                           // malloc.go:1404
	PUSHQ BP                                                // malloc.go:1404
	MOVQ SP, BP                                             // malloc.go:1404
	SUBQ $24, SP                                            // malloc.go:1404
	CMPQ BX, $1                                             // malloc.go:1405
	JEQ oneElement                                          // malloc.go:1405
	MOVQ (AX), DX                                           // malloc.go:1408
	MOVQ AX, CX                                             // malloc.go:1405
	MOVQ BX, AX                                             // malloc.go:1408
	MULQ DX                                                 // malloc.go:1408
	JOS outOfRange                                          // malloc.go:1409
	MOVQ $281474976710656, DX                               // malloc.go:1409
	CMPQ AX, DX                                             // malloc.go:1409
	JHI outOfRange                                          // malloc.go:1409
	TESTQ BX, BX                                            // malloc.go:1409
	JLT outOfRange                                          // malloc.go:1409
	MOVQ CX, BX                                             // malloc.go:1412
	MOVL $1, CX                                             // malloc.go:1412
	CALL runtime.mallocgc(SB)                               // malloc.go:1412
	ADDQ $24, SP                                            // malloc.go:1412
	POPQ BP                                                 // malloc.go:1412
	RET                                                     // malloc.go:1412
oneElement:
	MOVQ (AX), DX                                           // malloc.go:1406
	MOVQ AX, BX                                             // malloc.go:1406
	MOVL $1, CX                                             // malloc.go:1406
	MOVQ DX, AX                                             // malloc.go:1406
	CALL runtime.mallocgc(SB)                               // malloc.go:1406
	ADDQ $24, SP                                            // malloc.go:1406
	POPQ BP                                                 // malloc.go:1406
	RET                                                     // malloc.go:1406
outOfRange:
	LEAQ type:runtime.plainError(SB), AX                    // malloc.go:1410
	LEAQ runtime.allocationOutOfRange(SB), BX               // malloc.go:1410
	CALL runtime.gopanic(SB)                                // malloc.go:1410
moreStack:
	MOVQ AX, 8(SP)                                          // malloc.go:1404
	MOVQ BX, 16(SP)                                         // malloc.go:1404
	CALL runtime.morestack_noctxt(SB)                       // malloc.go:1404
	MOVQ 8(SP), AX                                          // malloc.go:1404
	MOVQ 16(SP), BX                                         // malloc.go:1404
	JMP entry                                               // malloc.go:1404

// plainError("runtime: allocation size out of range"). The compiler numbers this constant (runtime..stmp_116 in one
// build); the name is ours.
DATA runtime.allocationOutOfRange+0(SB)/8, $go:string."runtime: allocation size out of range"(SB)
DATA runtime.allocationOutOfRange+8(SB)/8, $37
GLOBL runtime.allocationOutOfRange(SB), RODATA, $16
