// sync.(*RWMutex).Unlock of Go 1.22.12, linux/amd64, GOAMD64=v1: src/sync/rwmutex.go:197-222.
//
// Entry:  AX *RWMutex rw; R14 g
// Exit:   nothing
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   rwmutex.go:205      lock xadd 4    rw.readerCount            +2^30
//   rwmutex.go:208      call           sync.fatal
//   rwmutex.go:212      call           sync.runtime_Semrelease
//   mutex.go:219        lock xadd 4    rw.w.state            -1: the fast path of Mutex.Unlock
//   mutex.go:223        call           sync.(*Mutex).unlockSlow

TEXT sync.(*RWMutex).Unlock(SB), ABIInternal, $48-8
entry:
	CMPQ SP, 16(R14)                                        // rwmutex.go:197
	JLS moreStack                                           // rwmutex.go:197
	PUSHQ BP                                                // rwmutex.go:197
	MOVQ SP, BP                                             // rwmutex.go:197
	SUBQ $40, SP                                            // rwmutex.go:197
	MOVQ AX, sync.rw+56(SP)                                 // rwmutex.go:206
	MOVL $1073741824, DX                                    // rwmutex.go:205
	LOCK                                                    // rwmutex.go:205
	XADDL DX, 16(AX)                                        // rwmutex.go:205
	ADDL $1073741824, DX                                    // type.go:88
	MOVL DX, sync..autotmp_12+28(SP)                        // type.go:88
	CMPL DX, $1073741824                                    // rwmutex.go:206
	JLT line215                                             // rwmutex.go:206
	LEAQ go:string."sync: Unlock of unlocked RWMutex"(SB), AX // rwmutex.go:208
	MOVL $32, BX                                            // rwmutex.go:208
	CALL sync.fatal(SB)                                     // rwmutex.go:208
	MOVQ sync.rw+56(SP), AX                                 // rwmutex.go:212
	MOVL sync..autotmp_12+28(SP), DX                        // rwmutex.go:211
line215:
	XORL CX, CX                                             // rwmutex.go:215
	JMP line211b
line211:
	MOVQ CX, sync.i+32(SP)                                  // rwmutex.go:211
	LEAQ 12(AX), DX                                         // rwmutex.go:212
	XORL BX, BX                                             // rwmutex.go:212
	XORL CX, CX                                             // rwmutex.go:212
	MOVQ DX, AX                                             // rwmutex.go:212
	CALL sync.runtime_Semrelease(SB)                        // rwmutex.go:212
	MOVQ sync.i+32(SP), CX                                  // rwmutex.go:211
	INCQ CX                                                 // rwmutex.go:211
	MOVQ sync.rw+56(SP), AX                                 // rwmutex.go:212
	MOVL sync..autotmp_12+28(SP), DX                        // rwmutex.go:211
line211b:
	MOVLQSX DX, SI                                          // rwmutex.go:211
	CMPQ CX, SI                                             // rwmutex.go:211
	JLT line211                                             // rwmutex.go:211
	MOVL $-1, BX                                            // mutex.go:219
	LOCK                                                    // mutex.go:219
	XADDL BX, (AX)                                          // mutex.go:219
	DECL BX                                                 // mutex.go:219
	TESTL BX, BX                                            // mutex.go:220
	JEQ line219                                             // mutex.go:220
	CALL sync.(*Mutex).unlockSlow(SB)                       // mutex.go:223
line219:
	ADDQ $40, SP                                            // rwmutex.go:219
	POPQ BP                                                 // rwmutex.go:219
	RET                                                     // rwmutex.go:219
moreStack:
	MOVQ AX, 8(SP)                                          // rwmutex.go:197
	CALL runtime.morestack_noctxt(SB)                       // rwmutex.go:197
	MOVQ 8(SP), AX                                          // rwmutex.go:197
	JMP entry                                               // rwmutex.go:197
