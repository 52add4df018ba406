// A sequence lock over two words: chapter 5's "version counter" of a segment, by itself. One writer; readers make no store and
// read again when the count has changed meanwhile.
//
// Variables: seq, x, y (8 bytes each)
// Writers:   AX the value for x and y
// Readers:   AX x, BX y, as they were read between two equal counts
//
// On x86 stores stay in order and loads stay in order, so plain instructions are enough: with pso a store of x or y may overtake
// that of seq, and with relaxed a load may be late.

// Odd while the writer is inside: INCQ is a load and a store, not atomic, which is enough for one writer.
TEXT seqlock.writeDouble(SB), NOSPLIT|NOFRAME, $0-8
	INCQ seq(SB)
	MOVQ AX, x(SB)
	MOVQ AX, y(SB)
	INCQ seq(SB)
	RET

// The same with LOCKed increments, which drain the store buffer.
TEXT seqlock.writeLocked(SB), NOSPLIT|NOFRAME, $0-8
	MOVL $1, CX
	LOCK
	XADDQ CX, seq(SB)
	MOVQ AX, x(SB)
	MOVQ AX, y(SB)
	MOVL $1, CX
	LOCK
	XADDQ CX, seq(SB)
	RET

// The version counter as the article words it: counted up by a write, once, when it is done.
TEXT seqlock.writeSingle(SB), NOSPLIT|NOFRAME, $0-8
	MOVQ AX, x(SB)
	MOVQ AX, y(SB)
	INCQ seq(SB)
	RET

TEXT seqlock.read(SB), NOSPLIT|NOFRAME, $0-16
again:
	MOVQ seq(SB), CX
	TESTQ $1, CX
	JNE again
	MOVQ x(SB), AX
	MOVQ y(SB), BX
	CMPQ CX, seq(SB)
	JNE again
	RET

// The same for a processor that lets a load be late: each LFENCE orders the loads before it and after it.
TEXT seqlock.readFenced(SB), NOSPLIT|NOFRAME, $0-16
again:
	MOVQ seq(SB), CX
	TESTQ $1, CX
	JNE again
	LFENCE
	MOVQ x(SB), AX
	MOVQ y(SB), BX
	LFENCE
	CMPQ CX, seq(SB)
	JNE again
	RET

// For a count that is never odd on purpose.
TEXT seqlock.readVersion(SB), NOSPLIT|NOFRAME, $0-16
again:
	MOVQ seq(SB), CX
	MOVQ x(SB), AX
	MOVQ y(SB), BX
	CMPQ CX, seq(SB)
	JNE again
	RET
