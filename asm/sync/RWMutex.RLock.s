// sync.(*RWMutex).RLock of Go 1.22.12, linux/amd64, GOAMD64=v1: src/sync/rwmutex.go:63-76.
//
// One LOCK XADD and a branch; the CALL is for a writer that waits or writes (readerCount below 0).
//
// Entry:  AX *RWMutex rw; R14 g
// Exit:   nothing
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   rwmutex.go:68       lock xadd 4    rw.readerCount
//   rwmutex.go:70       call           sync.runtime_SemacquireRWMutexR

TEXT sync.(*RWMutex).RLock(SB), ABIInternal, $32-8
entry:
	CMPQ SP, 16(R14)                                        // rwmutex.go:63
	JLS moreStack                                           // rwmutex.go:63
	PUSHQ BP                                                // rwmutex.go:63
	MOVQ SP, BP                                             // rwmutex.go:63
	SUBQ $24, SP                                            // rwmutex.go:63
	MOVL $1, DX                                             // rwmutex.go:68
	LOCK                                                    // rwmutex.go:68
	XADDL DX, 16(AX)                                        // rwmutex.go:68
	INCL DX                                                 // type.go:88
	TESTL DX, DX                                            // rwmutex.go:68
	JGE line76                                              // rwmutex.go:68
	ADDQ $12, AX                                            // rwmutex.go:70
	XORL BX, BX                                             // rwmutex.go:70
	XORL CX, CX                                             // rwmutex.go:70
	CALL sync.runtime_SemacquireRWMutexR(SB)                // rwmutex.go:70
line76:
	ADDQ $24, SP                                            // rwmutex.go:76
	POPQ BP                                                 // rwmutex.go:76
	RET                                                     // rwmutex.go:76
moreStack:
	MOVQ AX, 8(SP)                                          // rwmutex.go:63
	CALL runtime.morestack_noctxt(SB)                       // rwmutex.go:63
	MOVQ 8(SP), AX                                          // rwmutex.go:63
	JMP entry                                               // rwmutex.go:63
