// What package sync asks of Go's runtime: fencepost's own, not Go's (src/runtime/sema.go). A goroutine that must wait is put
// to sleep by Go and woken by Semrelease; here it spins, and the semaphore is the count alone. So which of several waiters
// goes on is any of them, and a handoff (Mutex's starvation mode) is not modelled: nanotime stands still, and Mutex never
// comes to it.
//
// Semacquire*:  AX address of a uint32; waits until it is above 0 and takes 1 off
// Semrelease:   AX address of a uint32; adds 1; throws when it was 8 already, for nobody waits so often: the caller has lost count
//               (an RWMutex that did would go on for 2^30 calls)

TEXT sync.runtime_SemacquireMutex(SB), NOSPLIT|NOFRAME|ABIInternal, $0-24
	JMP fencepost.semacquire(SB)

TEXT sync.runtime_SemacquireRWMutexR(SB), NOSPLIT|NOFRAME|ABIInternal, $0-24
	JMP fencepost.semacquire(SB)

TEXT sync.runtime_SemacquireRWMutex(SB), NOSPLIT|NOFRAME|ABIInternal, $0-24
	JMP fencepost.semacquire(SB)

TEXT fencepost.semacquire(SB), NOSPLIT|NOFRAME|ABIInternal, $0-8
	MOVQ AX, DX
wait:
	MOVL (DX), AX
	TESTL AX, AX
	JEQ wait
	LEAL -1(AX), CX
	LOCK
	CMPXCHGL CX, (DX)
	JNE wait
	RET

TEXT sync.runtime_Semrelease(SB), NOSPLIT|NOFRAME|ABIInternal, $0-24
	MOVL $1, CX
	LOCK
	XADDL CX, (AX)
	CMPL CX, $8
	JCC lostCount
	RET
lostCount:
	LEAQ go:string."fencepost: released more often than anybody waits"(SB), AX
	MOVL $49, BX
	CALL runtime.throw(SB)
	UNDEF

// AL 0: never worth spinning (Go: proc.go:7045, which says yes at most four times, on more than one CPU).
TEXT sync.runtime_canSpin(SB), NOSPLIT|NOFRAME|ABIInternal, $0-8
	XORL AX, AX
	RET

TEXT sync.runtime_doSpin(SB), NOSPLIT|NOFRAME|ABIInternal, $0-0
	RET

// AX 1: a clock that stands still.
TEXT sync.runtime_nanotime(SB), NOSPLIT|NOFRAME|ABIInternal, $0-0
	MOVL $1, AX
	RET

TEXT sync.fatal(SB), NOSPLIT|NOFRAME|ABIInternal, $0-16
	JMP runtime.fatal(SB)

TEXT sync.throw(SB), NOSPLIT|NOFRAME|ABIInternal, $0-16
	JMP runtime.throw(SB)
