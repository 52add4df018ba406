// runtime.bulkBarrierPreWrite: fencepost's own, not Go's. Go 1.22.12's (src/runtime/mbitmap_allocheaders.go:420-490)
// throws for addresses or a size that are no multiple of 8, returns at once while runtime.writeBarrier is 0, and else
// records pointers for the garbage collector. These are the first two; there is no collector here.
//
// Entry:  AX dst, BX src, CX bytes, DI *_type
// Exit:   nothing
// Clobbers: DX and the flags
// Stack:  none; no stack check
//
// Shared accesses in order: none.

TEXT runtime.bulkBarrierPreWrite(SB), NOSPLIT|NOFRAME|ABIInternal, $0-32
	MOVQ BX, DX
	ORQ AX, DX
	ORQ CX, DX
	TESTQ $7, DX
	JNE unaligned
	RET
unaligned:
	LEAQ go:string."bulkBarrierPreWrite: unaligned arguments"(SB), AX
	MOVL $40, BX
	CALL runtime.throw(SB)
	UNDEF
