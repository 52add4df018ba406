// The loop of the iterator as section 3.3 of the article prints it:
//
//   loop_start:
//     movq (ax), dx         // the first cell of the bucket
//     testq dx, dx
//     je   next_bucket
//     cmpq $0, (ax)
//     jne  loop_start
//
// Nothing in it changes AX: it looks at the same cell until that is zero, with or without a growth. runtime.mapiternext
// (asm/go1.22/mapiternext.s) counts it.i up for every cell (map.go:901) and follows b.overflow after the last.
//
// Entry: AX address of the cell

TEXT article.iterate(SB), NOSPLIT|NOFRAME, $0-8
loop_start:
	MOVQ (AX), DX
	TESTQ DX, DX
	JEQ next_bucket
	CMPQ (AX), $0
	JNE loop_start
next_bucket:
	RET

// What another core does that empties the cell: AX address of the cell.
TEXT article.empty(SB), NOSPLIT|NOFRAME, $0-8
	MOVQ $0, (AX)
	RET
