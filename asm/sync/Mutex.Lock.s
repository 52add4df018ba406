// sync.(*Mutex).Lock of Go 1.22.12, linux/amd64, GOAMD64=v1: src/sync/mutex.go:81-91.
//
// Entry:  AX *Mutex m; R14 g
// Exit:   nothing
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   mutex.go:83         lock cmpxchg 4 m.state               0 to 1, or lockSlow
//   mutex.go:90         call           sync.(*Mutex).lockSlow

TEXT sync.(*Mutex).Lock(SB), ABIInternal, $16-8
entry:
	CMPQ SP, 16(R14)                                        // mutex.go:81
	JLS moreStack                                           // mutex.go:81
	PUSHQ BP                                                // mutex.go:81
	MOVQ SP, BP                                             // mutex.go:81
	SUBQ $8, SP                                             // mutex.go:81
	MOVQ AX, CX                                             // mutex.go:83
	XORL AX, AX                                             // mutex.go:83
	MOVL $1, DX                                             // mutex.go:83
	LOCK                                                    // mutex.go:83
	CMPXCHGL DX, (CX)                                       // mutex.go:83
	SETEQ DL                                                // mutex.go:83
	TESTB DL, DL                                            // mutex.go:83
	JEQ line90                                              // mutex.go:83
	ADDQ $8, SP                                             // mutex.go:87
	POPQ BP                                                 // mutex.go:87
	RET                                                     // mutex.go:87
line90:
	MOVQ CX, AX                                             // mutex.go:90
	CALL sync.(*Mutex).lockSlow(SB)                         // mutex.go:90
	ADDQ $8, SP                                             // mutex.go:91
	POPQ BP                                                 // mutex.go:91
	RET                                                     // mutex.go:91
moreStack:
	MOVQ AX, 8(SP)                                          // mutex.go:81
	CALL runtime.morestack_noctxt(SB)                       // mutex.go:81
	MOVQ 8(SP), AX                                          // mutex.go:81
	JMP entry                                               // mutex.go:81

// sync.(*Mutex).lockSlow of Go 1.22.12, linux/amd64, GOAMD64=v1: src/sync/mutex.go:117-205.
//
// Entry:  AX *Mutex m; R14 g
// Exit:   nothing
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   mutex.go:122        load 4         m.state
//   mutex.go:126        call           sync.runtime_canSpin
//   mutex.go:158        call           sync.throw
//   mutex.go:162        lock cmpxchg 4 m.state               old to new
//   mutex.go:197        load 4         m.state               lost the exchange: again
//   mutex.go:169        call           sync.runtime_nanotime
//   mutex.go:171        call           sync.runtime_SemacquireMutex
//   mutex.go:172        call           sync.runtime_nanotime
//   mutex.go:173        load 4         m.state
//   mutex.go:131        lock cmpxchg 4 m.state               sets mutexWoken while it spins
//   mutex.go:134        call           sync.runtime_doSpin
//   mutex.go:136        load 4         m.state
//   mutex.go:180        call           sync.throw
//   mutex.go:191        lock xadd 4    m.state               starvation mode

TEXT sync.(*Mutex).lockSlow(SB), ABIInternal, $72-8
entry:
	CMPQ SP, 16(R14)                                        // mutex.go:117
	JLS moreStack                                           // mutex.go:117
	PUSHQ BP                                                // mutex.go:117
	MOVQ SP, BP                                             // mutex.go:117
	SUBQ $64, SP                                            // mutex.go:117
	MOVQ AX, sync.m+80(SP)                                  // mutex.go:123
	MOVL (AX), DX                                           // mutex.go:122
	XORL CX, CX                                             // mutex.go:122
	XORL BX, BX                                             // mutex.go:122
	XORL SI, SI                                             // mutex.go:122
	XORL DI, DI                                             // mutex.go:122
	JMP line167                                             // mutex.go:123
line162:
	MOVQ R8, AX                                             // mutex.go:162
line167:
	MOVQ DI, sync.waitStartTime+48(SP)                      // mutex.go:167
	MOVB SIB, sync.awoke+30(SP)                             // mutex.go:154
	MOVB BL, sync.starving+29(SP)                           // mutex.go:151
	MOVQ CX, sync.iter+56(SP)                               // mutex.go:135
	MOVL DX, sync.old+32(SP)                                // mutex.go:126
	MOVL DX, R8                                             // mutex.go:126
	ANDL $5, DX                                             // mutex.go:126
	MOVL DX, sync..autotmp_18+44(SP)                        // mutex.go:126
	CMPL DX, $1                                             // mutex.go:126
	JEQ line126                                             // mutex.go:126
	XORL R9, R9                                             // mutex.go:126
	JMP line126b                                            // mutex.go:126
line126:
	MOVQ CX, AX                                             // mutex.go:126
	CALL sync.runtime_canSpin(SB)                           // mutex.go:126
	MOVQ sync.iter+56(SP), CX                               // mutex.go:135
	MOVL sync..autotmp_18+44(SP), DX                        // mutex.go:144
	MOVBLZX sync.starving+29(SP), BX                        // mutex.go:151
	MOVBLZX sync.awoke+30(SP), SI                           // mutex.go:154
	MOVQ sync.waitStartTime+48(SP), DI                      // mutex.go:167
	MOVL sync.old+32(SP), R8                                // mutex.go:142
	MOVL AX, R9                                             // mutex.go:126
	MOVQ sync.m+80(SP), AX                                  // mutex.go:162
line126b:
	TESTB R9B, R9B                                          // mutex.go:126
	JNE line154b                                            // mutex.go:126
	MOVL R8, R9                                             // mutex.go:142
	ORL $1, R8                                              // mutex.go:142
	TESTL $4, R9                                            // mutex.go:141
	MOVL R9, R10                                            // mutex.go:157
	CMOVLEQ R8, R9                                          // mutex.go:157
	LEAL 8(R9), R8                                          // mutex.go:145
	TESTL DX, DX                                            // mutex.go:144
	CMOVLNE R8, R9                                          // mutex.go:157
	TESTB BL, BL                                            // mutex.go:151
	JEQ line154                                             // mutex.go:151
	BTL $0, R10                                             // mutex.go:151
	JCC line154                                             // mutex.go:151
	ORL $4, R9                                              // mutex.go:152
line154:
	TESTB SIB, SIB                                          // mutex.go:154
	JEQ line123                                             // mutex.go:154
	BTL $1, R9                                              // mutex.go:157
	JCS line160                                             // mutex.go:157
	MOVL R9, sync.new+36(SP)                                // mutex.go:157
	LEAQ go:string."sync: inconsistent mutex state"(SB), AX // mutex.go:158
	MOVL $30, BX                                            // mutex.go:158
	CALL sync.throw(SB)                                     // mutex.go:158
	MOVQ sync.m+80(SP), AX                                  // mutex.go:162
	MOVQ sync.iter+56(SP), CX                               // mutex.go:135
	MOVL sync..autotmp_18+44(SP), DX                        // mutex.go:144
	MOVBLZX sync.starving+29(SP), BX                        // mutex.go:151
	MOVBLZX sync.awoke+30(SP), SI                           // mutex.go:154
	MOVQ sync.waitStartTime+48(SP), DI                      // mutex.go:167
	MOVL sync.new+36(SP), R9                                // mutex.go:160
	MOVL sync.old+32(SP), R10                               // mutex.go:162
line160:
	ANDL $-3, R9                                            // mutex.go:160
line123:
	MOVQ AX, R8                                             // mutex.go:123
	MOVL R10, AX                                            // mutex.go:162
	LOCK                                                    // mutex.go:162
	CMPXCHGL R9, (R8)                                       // mutex.go:162
	SETEQ R9B                                               // mutex.go:162
	TESTB R9B, R9B                                          // mutex.go:162
	JNE line144                                             // mutex.go:162
	MOVL (R8), DX                                           // mutex.go:197
	JMP line162                                             // mutex.go:197
line144:
	TESTL DX, DX                                            // mutex.go:144
	JEQ line204                                             // mutex.go:163
	TESTQ DI, DI                                            // mutex.go:168
	JNE line172                                             // mutex.go:168
	CALL sync.runtime_nanotime(SB)                          // mutex.go:169
	MOVQ sync.waitStartTime+48(SP), CX                      // mutex.go:168
	TESTQ CX, CX                                            // mutex.go:168
	MOVQ sync.m+80(SP), R8                                  // mutex.go:171
	MOVQ AX, DI                                             // mutex.go:172
line172:
	MOVQ DI, sync.waitStartTime+48(SP)                      // mutex.go:172
	SETNE BL                                                // mutex.go:167
	LEAQ 4(R8), AX                                          // mutex.go:171
	MOVL $1, CX                                             // mutex.go:171
	CALL sync.runtime_SemacquireMutex(SB)                   // mutex.go:171
	MOVBLZX sync.starving+29(SP), DX                        // mutex.go:151
	TESTB DL, DL                                            // mutex.go:151
	JEQ line172b                                            // mutex.go:172
	MOVQ sync.waitStartTime+48(SP), CX                      // mutex.go:167
	MOVL $1, AX                                             // mutex.go:167
	JMP line173                                             // mutex.go:172
line172b:
	CALL sync.runtime_nanotime(SB)                          // mutex.go:172
	MOVQ sync.waitStartTime+48(SP), CX                      // mutex.go:172
	SUBQ CX, AX                                             // mutex.go:172
	CMPQ AX, $1000000                                       // mutex.go:172
	SETGT AL                                                // mutex.go:172
line173:
	MOVQ sync.m+80(SP), DX                                  // mutex.go:173
	MOVL (DX), SI                                           // mutex.go:173
	BTL $2, SI                                              // mutex.go:174
	JCS line172c                                            // mutex.go:174
	MOVQ DX, R8                                             // mutex.go:162
	MOVL SI, DX                                             // mutex.go:126
	XORL CX, CX                                             // mutex.go:126
	MOVL AX, BX                                             // mutex.go:151
	MOVL $1, SI                                             // mutex.go:151
	MOVQ sync.waitStartTime+48(SP), DI                      // mutex.go:167
	JMP line162                                             // mutex.go:174
line154b:
	TESTB SIB, SIB                                          // mutex.go:154
	JNE line154c                                            // mutex.go:130
	BTL $1, R8                                              // mutex.go:130
	JCS line154c                                            // mutex.go:130
	MOVL R8, DX                                             // mutex.go:130
	SARL $3, R8                                             // mutex.go:130
	TESTL R8, R8                                            // mutex.go:130
	JEQ line154c                                            // mutex.go:130
	MOVL DX, R8                                             // mutex.go:131
	ORL $2, DX                                              // mutex.go:131
	MOVQ AX, R9                                             // mutex.go:123
	MOVL R8, AX                                             // mutex.go:131
	LOCK                                                    // mutex.go:131
	CMPXCHGL DX, (R9)                                       // mutex.go:131
	SETEQ DL                                                // mutex.go:131
	TESTB DL, DL                                            // mutex.go:131
	JEQ line154c                                            // mutex.go:130
	MOVL $1, SI                                             // mutex.go:130
line154c:
	MOVB SIB, sync.awoke+30(SP)                             // mutex.go:154
	CALL sync.runtime_doSpin(SB)                            // mutex.go:134
	MOVQ sync.iter+56(SP), CX                               // mutex.go:135
	INCQ CX                                                 // mutex.go:135
	MOVQ sync.m+80(SP), AX                                  // mutex.go:136
	MOVL (AX), DX                                           // mutex.go:136
	MOVQ AX, R8                                             // mutex.go:162
	MOVBLZX sync.starving+29(SP), BX                        // mutex.go:151
	MOVBLZX sync.awoke+30(SP), SI                           // mutex.go:154
	MOVQ sync.waitStartTime+48(SP), DI                      // mutex.go:167
	JMP line162                                             // mutex.go:137
line172c:
	MOVB AL, sync..autotmp_19+31(SP)                        // mutex.go:172
	MOVL SI, sync..autotmp_20+40(SP)                        // mutex.go:173
	TESTL $3, SI                                            // mutex.go:179
	JNE line180                                             // mutex.go:179
	MOVL SI, CX                                             // mutex.go:179
	SARL $3, SI                                             // mutex.go:179
	TESTL SI, SI                                            // mutex.go:179
	JNE line172d                                            // mutex.go:179
line180:
	LEAQ go:string."sync: inconsistent mutex state"(SB), AX // mutex.go:180
	MOVL $30, BX                                            // mutex.go:180
	CALL sync.throw(SB)                                     // mutex.go:180
	MOVBLZX sync..autotmp_19+31(SP), AX                     // mutex.go:172
	MOVL sync..autotmp_20+40(SP), CX                        // mutex.go:183
	MOVQ sync.m+80(SP), DX                                  // mutex.go:191
line172d:
	TESTB AL, AL                                            // mutex.go:172
	JEQ line189                                             // mutex.go:183
	SARL $3, CX                                             // mutex.go:183
	CMPL CX, $1                                             // mutex.go:183
	JEQ line189                                             // mutex.go:183
	MOVL $-7, AX                                            // mutex.go:183
	JMP line191                                             // mutex.go:183
line189:
	MOVL $-11, AX                                           // mutex.go:189
line191:
	LOCK                                                    // mutex.go:191
	XADDL AX, (DX)                                          // mutex.go:191
line204:
	ADDQ $64, SP                                            // mutex.go:204
	POPQ BP                                                 // mutex.go:204
	RET                                                     // mutex.go:204
moreStack:
	MOVQ AX, 8(SP)                                          // mutex.go:117
	CALL runtime.morestack_noctxt(SB)                       // mutex.go:117
	MOVQ 8(SP), AX                                          // mutex.go:117
	JMP entry                                               // mutex.go:117
