// sync.(*RWMutex).RUnlock of Go 1.22.12, linux/amd64, GOAMD64=v1: src/sync/rwmutex.go:110-123.
//
// Entry:  AX *RWMutex rw; R14 g
// Exit:   nothing
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   rwmutex.go:116      lock xadd 4    rw.readerCount
//   rwmutex.go:118      call           sync.(*RWMutex).rUnlockSlow

TEXT sync.(*RWMutex).RUnlock(SB), ABIInternal, $24-8
entry:
	CMPQ SP, 16(R14)                                        // rwmutex.go:110
	JLS moreStack                                           // rwmutex.go:110
	PUSHQ BP                                                // rwmutex.go:110
	MOVQ SP, BP                                             // rwmutex.go:110
	SUBQ $16, SP                                            // rwmutex.go:110
	MOVL $-1, BX                                            // rwmutex.go:116
	LOCK                                                    // rwmutex.go:116
	XADDL BX, 16(AX)                                        // rwmutex.go:116
	DECL BX                                                 // type.go:88
	TESTL BX, BX                                            // rwmutex.go:116
	JGE line123                                             // rwmutex.go:116
	CALL sync.(*RWMutex).rUnlockSlow(SB)                    // rwmutex.go:118
line123:
	ADDQ $16, SP                                            // rwmutex.go:123
	POPQ BP                                                 // rwmutex.go:123
	RET                                                     // rwmutex.go:123
moreStack:
	MOVQ AX, 8(SP)                                          // rwmutex.go:110
	CALL runtime.morestack_noctxt(SB)                       // rwmutex.go:110
	MOVQ 8(SP), AX                                          // rwmutex.go:110
	JMP entry                                               // rwmutex.go:110

// sync.(*RWMutex).rUnlockSlow of Go 1.22.12, linux/amd64, GOAMD64=v1: src/sync/rwmutex.go:125-137.
//
// A writer waits: the last reader that it waits for wakes it.
//
// Entry:  AX *RWMutex rw, BX the new readerCount; R14 g
// Exit:   nothing
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   rwmutex.go:128      call           sync.fatal
//   rwmutex.go:131      lock xadd 4    rw.readerWait
//   rwmutex.go:133      call           sync.runtime_Semrelease

TEXT sync.(*RWMutex).rUnlockSlow(SB), ABIInternal, $32-16
entry:
	CMPQ SP, 16(R14)                                        // rwmutex.go:125
	JLS moreStack                                           // rwmutex.go:125
	PUSHQ BP                                                // rwmutex.go:125
	MOVQ SP, BP                                             // rwmutex.go:125
	SUBQ $24, SP                                            // rwmutex.go:125
	MOVQ AX, sync.rw+40(SP)                                 // rwmutex.go:126
	CMPL BX, $-1                                            // rwmutex.go:126
	JEQ line128                                             // rwmutex.go:126
	CMPL BX, $-1073741825                                   // rwmutex.go:126
	JNE line131                                             // rwmutex.go:126
line128:
	LEAQ go:string."sync: RUnlock of unlocked RWMutex"(SB), AX // rwmutex.go:128
	MOVL $33, BX                                            // rwmutex.go:128
	CALL sync.fatal(SB)                                     // rwmutex.go:128
	MOVQ sync.rw+40(SP), AX                                 // rwmutex.go:131
line131:
	MOVL $-1, DX                                            // rwmutex.go:131
	LOCK                                                    // rwmutex.go:131
	XADDL DX, 20(AX)                                        // rwmutex.go:131
	DECL DX                                                 // type.go:88
	TESTL DX, DX                                            // rwmutex.go:131
	JNE line135                                             // rwmutex.go:131
	ADDQ $8, AX                                             // rwmutex.go:133
	XORL BX, BX                                             // rwmutex.go:133
	MOVL $1, CX                                             // rwmutex.go:133
	CALL sync.runtime_Semrelease(SB)                        // rwmutex.go:133
line135:
	ADDQ $24, SP                                            // rwmutex.go:135
	POPQ BP                                                 // rwmutex.go:135
	RET                                                     // rwmutex.go:135
moreStack:
	MOVQ AX, 8(SP)                                          // rwmutex.go:125
	MOVL BX, 16(SP)                                         // rwmutex.go:125
	CALL runtime.morestack_noctxt(SB)                       // rwmutex.go:125
	MOVQ 8(SP), AX                                          // rwmutex.go:125
	MOVL 16(SP), BX                                         // rwmutex.go:125
	JMP entry                                               // rwmutex.go:125
