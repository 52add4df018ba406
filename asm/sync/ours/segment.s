// A segment of chapter 5's map: "256 segment locks and version counters". A write locks the segment of its key; a read compares
// versions and takes no lock, or takes it first, as the flowchart of the chapter has it.
//
// Segment:  64 bytes: lock +0 (4 bytes, 0 free, 1 taken), version +8, x +16, y +24. Two words stand for what a write changes in a map.
// Entry:    AX address of the first of 256 segments, BX hash of the key; writers: CX the value for x and y
// Exit:     readers: AX x, BX y

// A write as the chapter words it: the version changes once, when the write is done.
TEXT segment.write(SB), NOSPLIT|NOFRAME, $0-24
	ANDL $255, BX
	SHLQ $6, BX
	LEAQ (AX)(BX*1), DX
lock:
	XORL AX, AX
	MOVL $1, SI
	LOCK
	CMPXCHGL SI, (DX)
	JNE lock
	MOVQ CX, 16(DX)
	MOVQ CX, 24(DX)
	INCQ 8(DX)
	XORL SI, SI
	XCHGL SI, (DX)
	RET

// A write whose version is odd while it is under way.
TEXT segment.writeDouble(SB), NOSPLIT|NOFRAME, $0-24
	ANDL $255, BX
	SHLQ $6, BX
	LEAQ (AX)(BX*1), DX
lock:
	XORL AX, AX
	MOVL $1, SI
	LOCK
	CMPXCHGL SI, (DX)
	JNE lock
	INCQ 8(DX)
	MOVQ CX, 16(DX)
	MOVQ CX, 24(DX)
	INCQ 8(DX)
	XORL SI, SI
	XCHGL SI, (DX)
	RET

// "Reads are lock-free by comparing versions": no lock where the version is the same before and after; else with the lock.
TEXT segment.read(SB), NOSPLIT|NOFRAME, $0-16
	ANDL $255, BX
	SHLQ $6, BX
	LEAQ (AX)(BX*1), DX
	MOVQ 8(DX), CX
	TESTQ $1, CX
	JNE lock
	MOVQ 16(DX), AX
	MOVQ 24(DX), BX
	CMPQ CX, 8(DX)
	JNE lock
	RET
lock:
	XORL AX, AX
	MOVL $1, SI
	LOCK
	CMPXCHGL SI, (DX)
	JNE lock
	MOVQ 16(DX), AX
	MOVQ 24(DX), BX
	XORL SI, SI
	XCHGL SI, (DX)
	RET

// The same for versions that are not odd on purpose.
TEXT segment.readVersion(SB), NOSPLIT|NOFRAME, $0-16
	ANDL $255, BX
	SHLQ $6, BX
	LEAQ (AX)(BX*1), DX
	MOVQ 8(DX), CX
	MOVQ 16(DX), AX
	MOVQ 24(DX), BX
	CMPQ CX, 8(DX)
	JNE lock
	RET
lock:
	XORL AX, AX
	MOVL $1, SI
	LOCK
	CMPXCHGL SI, (DX)
	JNE lock
	MOVQ 16(DX), AX
	MOVQ 24(DX), BX
	XORL SI, SI
	XCHGL SI, (DX)
	RET

// The flowchart: take the segment's mutex, then compare the version with the one known before; equal: read without a lock (the mutex
// is held, so it is given back after the read); else read again under the lock, which is held already.
TEXT segment.readFlowchart(SB), NOSPLIT|NOFRAME, $0-16
	ANDL $255, BX
	SHLQ $6, BX
	LEAQ (AX)(BX*1), DX
	MOVQ 8(DX), CX
lock:
	XORL AX, AX
	MOVL $1, SI
	LOCK
	CMPXCHGL SI, (DX)
	JNE lock
	CMPQ CX, 8(DX)
	JNE reread
	MOVQ 16(DX), AX
	MOVQ 24(DX), BX
	JMP unlock
reread:
	MOVQ 16(DX), AX
	MOVQ 24(DX), BX
unlock:
	XORL SI, SI
	XCHGL SI, (DX)
	RET

// The flowchart to the letter: where versions differ, "lock and read again" locks a second time.
TEXT segment.readFlowchartLocksTwice(SB), NOSPLIT|NOFRAME, $0-16
	ANDL $255, BX
	SHLQ $6, BX
	LEAQ (AX)(BX*1), DX
	MOVQ 8(DX), CX
lock:
	XORL AX, AX
	MOVL $1, SI
	LOCK
	CMPXCHGL SI, (DX)
	JNE lock
	CMPQ CX, 8(DX)
	JNE lockAgain
	MOVQ 16(DX), AX
	MOVQ 24(DX), BX
	JMP unlock
lockAgain:
	XORL AX, AX
	MOVL $1, SI
	LOCK
	CMPXCHGL SI, (DX)
	JNE lockAgain
	MOVQ 16(DX), AX
	MOVQ 24(DX), BX
unlock:
	XORL SI, SI
	XCHGL SI, (DX)
	RET
