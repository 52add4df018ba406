// sync.(*Mutex).Unlock of Go 1.22.12, linux/amd64, GOAMD64=v1: src/sync/mutex.go:212-225.
//
// Entry:  AX *Mutex m; R14 g
// Exit:   nothing
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   mutex.go:219        lock xadd 4    m.state               -1; not 0: somebody waits
//   mutex.go:223        call           sync.(*Mutex).unlockSlow

TEXT sync.(*Mutex).Unlock(SB), ABIInternal, $24-8
entry:
	CMPQ SP, 16(R14)                                        // mutex.go:212
	JLS moreStack                                           // mutex.go:212
	PUSHQ BP                                                // mutex.go:212
	MOVQ SP, BP                                             // mutex.go:212
	SUBQ $16, SP                                            // mutex.go:212
	MOVL $-1, BX                                            // mutex.go:219
	LOCK                                                    // mutex.go:219
	XADDL BX, (AX)                                          // mutex.go:219
	DECL BX                                                 // mutex.go:219
	TESTL BX, BX                                            // mutex.go:220
	JEQ line225                                             // mutex.go:220
	CALL sync.(*Mutex).unlockSlow(SB)                       // mutex.go:223
line225:
	ADDQ $16, SP                                            // mutex.go:225
	POPQ BP                                                 // mutex.go:225
	RET                                                     // mutex.go:225
moreStack:
	MOVQ AX, 8(SP)                                          // mutex.go:212
	CALL runtime.morestack_noctxt(SB)                       // mutex.go:212
	MOVQ 8(SP), AX                                          // mutex.go:212
	JMP entry                                               // mutex.go:212

// sync.(*Mutex).unlockSlow of Go 1.22.12, linux/amd64, GOAMD64=v1: src/sync/mutex.go:227-259.
//
// Entry:  AX *Mutex m, BX the new state; R14 g
// Exit:   nothing
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   mutex.go:229        call           sync.fatal
//   mutex.go:257        call           sync.runtime_Semrelease
//   mutex.go:249        load 4         m.state
//   mutex.go:245        lock cmpxchg 4 m.state               takes a waiter off, sets mutexWoken
//   mutex.go:246        call           sync.runtime_Semrelease

TEXT sync.(*Mutex).unlockSlow(SB), ABIInternal, $32-16
entry:
	CMPQ SP, 16(R14)                                        // mutex.go:227
	JLS moreStack                                           // mutex.go:227
	PUSHQ BP                                                // mutex.go:227
	MOVQ SP, BP                                             // mutex.go:227
	SUBQ $24, SP                                            // mutex.go:227
	LEAL 1(BX), DX                                          // mutex.go:228
	BTL $0, DX                                              // mutex.go:228
	JCS line231                                             // mutex.go:228
	MOVQ AX, sync.m+40(SP)                                  // mutex.go:228
	MOVL BX, sync.new+48(SP)                                // mutex.go:228
	LEAQ go:string."sync: unlock of unlocked mutex"(SB), AX // mutex.go:229
	MOVL $30, BX                                            // mutex.go:229
	CALL sync.fatal(SB)                                     // mutex.go:229
	MOVQ sync.m+40(SP), AX                                  // mutex.go:245
	MOVL sync.new+48(SP), BX                                // mutex.go:231
line231:
	BTL $2, BX                                              // mutex.go:231
	JCC line240                                             // mutex.go:231
	TESTB AL, (AX)                                          // mutex.go:257
	ADDQ $4, AX                                             // mutex.go:257
	MOVL $1, BX                                             // mutex.go:257
	MOVL $1, CX                                             // mutex.go:257
	CALL sync.runtime_Semrelease(SB)                        // mutex.go:257
	ADDQ $24, SP                                            // mutex.go:259
	POPQ BP                                                 // mutex.go:259
	RET                                                     // mutex.go:259
line249:
	MOVL (CX), BX                                           // mutex.go:249
	MOVQ CX, AX                                             // mutex.go:245
line240:
	MOVL BX, DX                                             // mutex.go:240
	SARL $3, BX                                             // mutex.go:240
	TESTL BX, BX                                            // mutex.go:240
	JEQ line241                                             // mutex.go:240
	TESTL $7, DX                                            // mutex.go:240
	JNE line241                                             // mutex.go:240
	LEAL -8(DX), SI                                         // mutex.go:244
	ORL $2, SI                                              // mutex.go:244
	MOVQ AX, CX                                             // mutex.go:228
	MOVL DX, AX                                             // mutex.go:245
	LOCK                                                    // mutex.go:245
	CMPXCHGL SI, (CX)                                       // mutex.go:245
	SETEQ DL                                                // mutex.go:245
	TESTB DL, DL                                            // mutex.go:245
	JEQ line249                                             // mutex.go:245
	LEAQ 4(CX), AX                                          // mutex.go:246
	XORL BX, BX                                             // mutex.go:246
	MOVL $1, CX                                             // mutex.go:246
	CALL sync.runtime_Semrelease(SB)                        // mutex.go:246
	ADDQ $24, SP                                            // mutex.go:247
	POPQ BP                                                 // mutex.go:247
	RET                                                     // mutex.go:247
line241:
	ADDQ $24, SP                                            // mutex.go:241
	POPQ BP                                                 // mutex.go:241
	RET                                                     // mutex.go:241
moreStack:
	MOVQ AX, 8(SP)                                          // mutex.go:227
	MOVL BX, 16(SP)                                         // mutex.go:227
	CALL runtime.morestack_noctxt(SB)                       // mutex.go:227
	MOVQ 8(SP), AX                                          // mutex.go:227
	MOVL 16(SP), BX                                         // mutex.go:227
	JMP entry                                               // mutex.go:227
