// runtime.wbMove of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/mbarrier.go:194-201.
//
// Only while the garbage collector marks.
//
// Entry:  AX type, BX destination, CX source
// Exit:   nothing
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   mbarrier.go:199     call           runtime.bulkBarrierPreWrite

TEXT runtime.wbMove(SB), NOSPLIT|ABIInternal, $40-24
	PUSHQ BP                                                // mbarrier.go:194
	MOVQ SP, BP                                             // mbarrier.go:194
	SUBQ $32, SP                                            // mbarrier.go:194
	MOVQ 8(AX), DX                                          // mbarrier.go:199
	MOVQ AX, DI                                             // mbarrier.go:199
	MOVQ BX, AX                                             // mbarrier.go:199
	MOVQ CX, BX                                             // mbarrier.go:199
	MOVQ DX, CX                                             // mbarrier.go:199
	CALL runtime.bulkBarrierPreWrite(SB)                    // mbarrier.go:199
	ADDQ $32, SP                                            // mbarrier.go:200
	POPQ BP                                                 // mbarrier.go:200
	RET                                                     // mbarrier.go:200
