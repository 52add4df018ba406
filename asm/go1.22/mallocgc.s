// runtime.mallocgc: fencepost's own, not Go's. A bump allocator behind the register interface of Go 1.22.12's
// (src/runtime/malloc.go:971), one arena a core, so that what one core allocates never depends on the other cores.
//
// Entry:  AX size in bytes, BX *_type (not looked at), CL needzero (0 or 1); R14 g
// Exit:   AX address of the block, 16-byte aligned
// Clobbers: CX, DX, SI, DI, R8 and the flags
// Stack:  none; no stack check
//
// State in the core's private g page:
//   0x100(R14)  address of the next free byte, a multiple of 16
//   0x108(R14)  end of the arena: the address after its last byte
//   0x110(R14)  mode: 0 fresh, the arena is zero already and a block is not touched;
//               1 recycled, the arena holds old contents and needzero zeroes the block
//
// Shared accesses in order: none in mode fresh; in mode recycled with needzero one 8-byte store for each 8 bytes of the
// block, upwards (Go: memclrNoHeapPointers).
//
// An exhausted arena throws. A block of 0 bytes has the address of the next block (Go: zerobase).

TEXT runtime.mallocgc(SB), NOSPLIT|NOFRAME|ABIInternal, $0-24
	MOVQ 0x100(R14), DX
	LEAQ 15(AX), SI
	ANDQ $-16, SI
	ADDQ DX, SI
	JCS exhausted
	CMPQ SI, 0x108(R14)
	JHI exhausted
	MOVQ SI, 0x100(R14)
	CMPQ 0x110(R14), $0
	JEQ done
	TESTB CL, CL
	JEQ done
	// The block is 16-byte aligned, so the last of these stores may pass its size but never its end.
	MOVQ DX, DI
	LEAQ (DX)(AX*1), R8
zeroNextWord:
	CMPQ DI, R8
	JCC done
	MOVQ $0, (DI)
	ADDQ $8, DI
	JMP zeroNextWord
done:
	MOVQ DX, AX
	RET
exhausted:
	LEAQ go:string."fencepost: arena exhausted"(SB), AX
	MOVL $26, BX
	CALL runtime.throw(SB)
	UNDEF
