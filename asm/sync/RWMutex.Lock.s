// sync.(*RWMutex).Lock of Go 1.22.12, linux/amd64, GOAMD64=v1: src/sync/rwmutex.go:140-158.
//
// Mutex first, then 2^30 off readerCount, which sends new readers to sleep, then waits for those that are in.
//
// Entry:  AX *RWMutex rw; R14 g
// Exit:   nothing
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   rwmutex.go:146      lock cmpxchg 4 rw.w.state            0 to 1: the fast path of Mutex.Lock
//   mutex.go:90         call           sync.(*Mutex).lockSlow
//   type.go:88          lock xadd 4    rw.readerCount            -2^30 (rwmutex.go:148)
//   type.go:88          lock xadd 4    rw.readerWait             (rwmutex.go:150)
//   rwmutex.go:151      call           sync.runtime_SemacquireRWMutex

TEXT sync.(*RWMutex).Lock(SB), ABIInternal, $40-8
entry:
	CMPQ SP, 16(R14)                                        // rwmutex.go:140
	JLS moreStack                                           // rwmutex.go:140
	PUSHQ BP                                                // rwmutex.go:140
	MOVQ SP, BP                                             // rwmutex.go:140
	SUBQ $32, SP                                            // rwmutex.go:140
	MOVQ AX, CX                                             // mutex.go:83
	XORL AX, AX                                             // rwmutex.go:146
	MOVL $1, DX                                             // rwmutex.go:146
	LOCK                                                    // rwmutex.go:146
	CMPXCHGL DX, (CX)                                       // rwmutex.go:146
	SETEQ DL                                                // rwmutex.go:146
	TESTB DL, DL                                            // mutex.go:83
	JNE line88                                              // mutex.go:83
	MOVQ CX, sync..autotmp_15+24(SP)                        // mutex.go:83
	MOVQ CX, AX                                             // mutex.go:90
	CALL sync.(*Mutex).lockSlow(SB)                         // mutex.go:90
	MOVQ sync..autotmp_15+24(SP), CX                        // type.go:88
line88:
	MOVL $-1073741824, DX                                   // type.go:88
	LOCK                                                    // type.go:88
	XADDL DX, 16(CX)                                        // type.go:88
	LEAL -1073741824(DX), SI                                // type.go:88
	CMPL SI, $-1073741824                                   // rwmutex.go:150
	JEQ line158                                             // rwmutex.go:150
	MOVL DX, SI                                             // type.go:88
	LOCK                                                    // type.go:88
	XADDL DX, 20(CX)                                        // type.go:88
	LEAL (SI)(DX*1), DX                                     // type.go:88
	TESTL DX, DX                                            // rwmutex.go:150
	JEQ line158                                             // rwmutex.go:150
	LEAQ 8(CX), AX                                          // rwmutex.go:151
	XORL BX, BX                                             // rwmutex.go:151
	XORL CX, CX                                             // rwmutex.go:151
	CALL sync.runtime_SemacquireRWMutex(SB)                 // rwmutex.go:151
line158:
	ADDQ $32, SP                                            // rwmutex.go:158
	POPQ BP                                                 // rwmutex.go:158
	RET                                                     // rwmutex.go:158
moreStack:
	MOVQ AX, 8(SP)                                          // rwmutex.go:140
	CALL runtime.morestack_noctxt(SB)                       // rwmutex.go:140
	MOVQ 8(SP), AX                                          // rwmutex.go:140
	JMP entry                                               // rwmutex.go:140
