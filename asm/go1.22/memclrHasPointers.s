// runtime.memclrHasPointers of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/mbarrier.go:369-373.
//
// Zeroes memory that holds pointers: map[uint64]uint64 never gets here, map[uint64]string does.
//
// Entry:  AX address, BX bytes; R14 g, X15 0
// Exit:   nothing
// Stack:  48(SP) address, 56(SP) bytes; no stack check
//
// Shared accesses: those of memclrNoHeapPointers.

TEXT runtime.memclrHasPointers(SB), NOSPLIT|ABIInternal, $40-16
	PUSHQ BP                                                // mbarrier.go:369
	MOVQ SP, BP                                             // mbarrier.go:369
	SUBQ $32, SP                                            // mbarrier.go:369
	MOVQ AX, runtime.ptr+48(SP)                             // mbarrier.go:373
	MOVQ BX, runtime.n+56(SP)                               // mbarrier.go:373
	MOVQ AX, DX                                             // mbarrier.go:371
	MOVQ BX, CX                                             // mbarrier.go:371
	XORL DI, DI                                             // mbarrier.go:371
	XORL BX, BX                                             // mbarrier.go:371
	MOVQ DX, AX                                             // mbarrier.go:371
	CALL runtime.bulkBarrierPreWrite(SB)                    // mbarrier.go:371
	MOVQ runtime.ptr+48(SP), AX                             // mbarrier.go:372
	MOVQ runtime.n+56(SP), BX                               // mbarrier.go:372
	CALL runtime.memclrNoHeapPointers(SB)                   // mbarrier.go:372
	ADDQ $32, SP                                            // mbarrier.go:373
	POPQ BP                                                 // mbarrier.go:373
	RET                                                     // mbarrier.go:373
