// Copy on write: a writer fills a new block of two words and then publishes its address; a reader loads the address once and reads
// the block. So sync.Map publishes a readOnly{m, amended} (map.go:57, an XCHG), and a map of any kind that never changes could be
// published (the article's section 4.3).
//
// Variables: ptr, the address of the current block; old, fresh0, fresh1, blocks of two words

// AX and BX: the words of the new block.
TEXT publish.withMov(SB), NOSPLIT|NOFRAME, $0-16
	MOVQ AX, fresh0+0(SB)
	MOVQ BX, fresh0+8(SB)
	LEAQ fresh0(SB), CX
	MOVQ CX, ptr(SB)
	RET

TEXT publish.withXchg(SB), NOSPLIT|NOFRAME, $0-16
	MOVQ AX, fresh0+0(SB)
	MOVQ BX, fresh0+8(SB)
	LEAQ fresh0(SB), CX
	XCHGQ CX, ptr(SB)
	RET

// AX and BX: the words of the block that ptr names.
TEXT publish.read(SB), NOSPLIT|NOFRAME, $0-16
	MOVQ ptr(SB), CX
	MOVQ (CX), AX
	MOVQ 8(CX), BX
	RET

// Two writers: each copies the current block, counts its own word up and publishes the copy. AX: the writer's new block,
// BX: which word is its own, 0 or 1.
TEXT publish.updateWithMov(SB), NOSPLIT|NOFRAME, $0-16
	MOVQ ptr(SB), CX
	MOVQ (CX), DX
	MOVQ DX, (AX)
	MOVQ 8(CX), DX
	MOVQ DX, 8(AX)
	INCQ (AX)(BX*8)
	MOVQ AX, ptr(SB)
	RET

TEXT publish.updateWithXchg(SB), NOSPLIT|NOFRAME, $0-16
	MOVQ ptr(SB), CX
	MOVQ (CX), DX
	MOVQ DX, (AX)
	MOVQ 8(CX), DX
	MOVQ DX, 8(AX)
	INCQ (AX)(BX*8)
	XCHGQ AX, ptr(SB)
	RET

// Publishes only when the block is still the one that was copied; else copies again.
TEXT publish.updateWithCas(SB), NOSPLIT|NOFRAME, $0-16
	MOVQ AX, DI
again:
	MOVQ ptr(SB), AX
	MOVQ (AX), DX
	MOVQ DX, (DI)
	MOVQ 8(AX), DX
	MOVQ DX, 8(DI)
	INCQ (DI)(BX*8)
	LOCK
	CMPXCHGQ DI, ptr(SB)
	JNE again
	RET
