// main.readPair of Go 1.22.12, linux/amd64, GOAMD64=v1: asm/sync/wrappers.go.
//
// Entry:  AX *pair p; R14 g
// Exit:   AX p.x, BX p.y
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   wrappers.go:15      lock xadd 4    p.mu.readerCount      RLock, inlined
//   rwmutex.go:70       call           sync.runtime_SemacquireRWMutexR
//   wrappers.go:16      load 8         p.x
//   wrappers.go:16      load 8         p.y
//   type.go:88          lock xadd 4    p.mu.readerCount      RUnlock, inlined
//   rwmutex.go:118      call           sync.(*RWMutex).rUnlockSlow

TEXT main.readPair(SB), ABIInternal, $48-8
entry:
	CMPQ SP, 16(R14)                                        // wrappers.go:14
	JLS moreStack                                           // wrappers.go:14
	PUSHQ BP                                                // wrappers.go:14
	MOVQ SP, BP                                             // wrappers.go:14
	SUBQ $40, SP                                            // wrappers.go:14
	MOVL $1, DX                                             // wrappers.go:15
	LOCK                                                    // wrappers.go:15
	XADDL DX, 16(AX)                                        // wrappers.go:15
	INCL DX                                                 // type.go:88
	TESTL DX, DX                                            // rwmutex.go:68
	JGE line16                                              // rwmutex.go:68
	MOVQ AX, main.p+56(SP)                                  // rwmutex.go:68
	LEAQ 12(AX), DX                                         // rwmutex.go:70
	XORL BX, BX                                             // rwmutex.go:70
	XORL CX, CX                                             // rwmutex.go:70
	MOVQ DX, AX                                             // rwmutex.go:70
	CALL sync.runtime_SemacquireRWMutexR(SB)                // rwmutex.go:70
	MOVQ main.p+56(SP), AX                                  // wrappers.go:16
line16:
	MOVQ 24(AX), CX                                         // wrappers.go:16
	MOVQ 32(AX), BX                                         // wrappers.go:16
	MOVL $-1, DX                                            // type.go:88
	LOCK                                                    // type.go:88
	XADDL DX, 16(AX)                                        // type.go:88
	DECL DX                                                 // type.go:88
	TESTL DX, DX                                            // rwmutex.go:116
	JGE line18                                              // rwmutex.go:116
	MOVQ CX, main..autotmp_16+32(SP)                        // wrappers.go:16
	MOVQ BX, main..autotmp_17+24(SP)                        // wrappers.go:16
	MOVL DX, BX                                             // rwmutex.go:118
	CALL sync.(*RWMutex).rUnlockSlow(SB)                    // rwmutex.go:118
	MOVQ main..autotmp_16+32(SP), CX                        // wrappers.go:18
	MOVQ main..autotmp_17+24(SP), BX                        // wrappers.go:18
line18:
	MOVQ CX, AX                                             // wrappers.go:18
	ADDQ $40, SP                                            // wrappers.go:18
	POPQ BP                                                 // wrappers.go:18
	RET                                                     // wrappers.go:18
moreStack:
	MOVQ AX, 8(SP)                                          // wrappers.go:14
	CALL runtime.morestack_noctxt(SB)                       // wrappers.go:14
	MOVQ 8(SP), AX                                          // wrappers.go:14
	JMP entry                                               // wrappers.go:14

// main.writePair of Go 1.22.12, linux/amd64, GOAMD64=v1: asm/sync/wrappers.go.
//
// Entry:  AX *pair p, BX v; R14 g
// Exit:   nothing
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   wrappers.go:23      call           sync.(*RWMutex).Lock
//   wrappers.go:24      store 8        p.x
//   wrappers.go:25      store 8        p.y
//   wrappers.go:26      call           sync.(*RWMutex).Unlock

TEXT main.writePair(SB), ABIInternal, $16-16
entry:
	CMPQ SP, 16(R14)                                        // wrappers.go:22
	JLS moreStack                                           // wrappers.go:22
	PUSHQ BP                                                // wrappers.go:22
	MOVQ SP, BP                                             // wrappers.go:22
	SUBQ $8, SP                                             // wrappers.go:22
	MOVQ AX, main.p+24(SP)                                  // wrappers.go:27
	MOVQ BX, main.v+32(SP)                                  // wrappers.go:27
	TESTB AL, (AX)                                          // wrappers.go:23
	CALL sync.(*RWMutex).Lock(SB)                           // wrappers.go:23
	MOVQ main.v+32(SP), CX                                  // wrappers.go:24
	MOVQ main.p+24(SP), AX                                  // wrappers.go:24
	MOVQ CX, 24(AX)                                         // wrappers.go:24
	MOVQ CX, 32(AX)                                         // wrappers.go:25
	CALL sync.(*RWMutex).Unlock(SB)                         // wrappers.go:26
	ADDQ $8, SP                                             // wrappers.go:27
	POPQ BP                                                 // wrappers.go:27
	RET                                                     // wrappers.go:27
moreStack:
	MOVQ AX, 8(SP)                                          // wrappers.go:22
	MOVQ BX, 16(SP)                                         // wrappers.go:22
	CALL runtime.morestack_noctxt(SB)                       // wrappers.go:22
	MOVQ 8(SP), AX                                          // wrappers.go:22
	MOVQ 16(SP), BX                                         // wrappers.go:22
	JMP entry                                               // wrappers.go:22

// main.count of Go 1.22.12, linux/amd64, GOAMD64=v1: asm/sync/wrappers.go.
//
// Entry:  AX *counter c; R14 g
// Exit:   nothing
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   wrappers.go:36      lock cmpxchg 4 c.mu.state            Lock, inlined
//   mutex.go:90         call           sync.(*Mutex).lockSlow
//   wrappers.go:37      load+store 8   c.n                   no LOCK
//   mutex.go:219        lock xadd 4    c.mu.state            Unlock, inlined
//   mutex.go:223        call           sync.(*Mutex).unlockSlow

TEXT main.count(SB), ABIInternal, $32-8
entry:
	CMPQ SP, 16(R14)                                        // wrappers.go:35
	JLS moreStack                                           // wrappers.go:35
	PUSHQ BP                                                // wrappers.go:35
	MOVQ SP, BP                                             // wrappers.go:35
	SUBQ $24, SP                                            // wrappers.go:35
	MOVQ AX, CX                                             // mutex.go:83
	XORL AX, AX                                             // wrappers.go:36
	MOVL $1, DX                                             // wrappers.go:36
	LOCK                                                    // wrappers.go:36
	CMPXCHGL DX, (CX)                                       // wrappers.go:36
	SETEQ DL                                                // wrappers.go:36
	TESTB DL, DL                                            // mutex.go:83
	JNE line37                                              // mutex.go:83
	MOVQ CX, main..autotmp_7+16(SP)                         // mutex.go:83
	MOVQ CX, AX                                             // mutex.go:90
	CALL sync.(*Mutex).lockSlow(SB)                         // mutex.go:90
	MOVQ main..autotmp_7+16(SP), CX                         // wrappers.go:37
line37:
	INCQ 8(CX)                                              // wrappers.go:37
	MOVL $-1, BX                                            // mutex.go:219
	LOCK                                                    // mutex.go:219
	XADDL BX, (CX)                                          // mutex.go:219
	DECL BX                                                 // mutex.go:219
	TESTL BX, BX                                            // mutex.go:220
	JEQ line39                                              // mutex.go:220
	MOVQ CX, AX                                             // mutex.go:223
	CALL sync.(*Mutex).unlockSlow(SB)                       // mutex.go:223
line39:
	ADDQ $24, SP                                            // wrappers.go:39
	POPQ BP                                                 // wrappers.go:39
	RET                                                     // wrappers.go:39
moreStack:
	MOVQ AX, 8(SP)                                          // wrappers.go:35
	CALL runtime.morestack_noctxt(SB)                       // wrappers.go:35
	MOVQ 8(SP), AX                                          // wrappers.go:35
	JMP entry                                               // wrappers.go:35

// main.load of Go 1.22.12, linux/amd64, GOAMD64=v1: asm/sync/wrappers.go.
//
// Entry:  AX *sync.Map, BX and CX the key; R14 g
// Exit:   AX and BX the value, CL ok
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   wrappers.go:42      call           sync.(*Map).Load

TEXT main.load(SB), ABIInternal, $32-24
entry:
	CMPQ SP, 16(R14)                                        // wrappers.go:42
	JLS moreStack                                           // wrappers.go:42
	PUSHQ BP                                                // wrappers.go:42
	MOVQ SP, BP                                             // wrappers.go:42
	SUBQ $24, SP                                            // wrappers.go:42
	MOVQ BX, main.k+48(FP)                                  // wrappers.go:42
	MOVQ CX, main.k+56(FP)                                  // wrappers.go:42
	CALL sync.(*Map).Load(SB)                               // wrappers.go:42
	ADDQ $24, SP                                            // wrappers.go:42
	POPQ BP                                                 // wrappers.go:42
	RET                                                     // wrappers.go:42
moreStack:
	MOVQ AX, 8(SP)                                          // wrappers.go:42
	MOVQ BX, 16(SP)                                         // wrappers.go:42
	MOVQ CX, 24(SP)                                         // wrappers.go:42
	CALL runtime.morestack_noctxt(SB)                       // wrappers.go:42
	MOVQ 8(SP), AX                                          // wrappers.go:42
	MOVQ 16(SP), BX                                         // wrappers.go:42
	MOVQ 24(SP), CX                                         // wrappers.go:42
	JMP entry                                               // wrappers.go:42

// main.store of Go 1.22.12, linux/amd64, GOAMD64=v1: asm/sync/wrappers.go.
//
// Entry:  AX *sync.Map, BX and CX the key, DI and SI the value; R14 g
// Exit:   nothing
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   map.go:155          call           sync.(*Map).Swap

TEXT main.store(SB), ABIInternal, $48-40
entry:
	CMPQ SP, 16(R14)                                        // wrappers.go:45
	JLS moreStack                                           // wrappers.go:45
	PUSHQ BP                                                // wrappers.go:45
	MOVQ SP, BP                                             // wrappers.go:45
	SUBQ $40, SP                                            // wrappers.go:45
	MOVQ BX, main.k+64(FP)                                  // wrappers.go:45
	MOVQ CX, main.k+72(FP)                                  // wrappers.go:45
	MOVQ DI, main.v+80(FP)                                  // wrappers.go:45
	MOVQ SI, main.v+88(FP)                                  // wrappers.go:45
	CALL sync.(*Map).Swap(SB)                               // map.go:155
	ADDQ $40, SP                                            // wrappers.go:45
	POPQ BP                                                 // wrappers.go:45
	RET                                                     // wrappers.go:45
moreStack:
	MOVQ AX, 8(SP)                                          // wrappers.go:45
	MOVQ BX, 16(SP)                                         // wrappers.go:45
	MOVQ CX, 24(SP)                                         // wrappers.go:45
	MOVQ DI, 32(SP)                                         // wrappers.go:45
	MOVQ SI, 40(SP)                                         // wrappers.go:45
	CALL runtime.morestack_noctxt(SB)                       // wrappers.go:45
	MOVQ 8(SP), AX                                          // wrappers.go:45
	MOVQ 16(SP), BX                                         // wrappers.go:45
	MOVQ 24(SP), CX                                         // wrappers.go:45
	MOVQ 32(SP), DI                                         // wrappers.go:45
	MOVQ 40(SP), SI                                         // wrappers.go:45
	JMP entry                                               // wrappers.go:45

// main.remove of Go 1.22.12, linux/amd64, GOAMD64=v1: asm/sync/wrappers.go.
//
// Entry:  AX *sync.Map, BX and CX the key; R14 g
// Exit:   nothing
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   map.go:297          call           sync.(*Map).LoadAndDelete

TEXT main.remove(SB), ABIInternal, $32-24
entry:
	CMPQ SP, 16(R14)                                        // wrappers.go:48
	JLS moreStack                                           // wrappers.go:48
	PUSHQ BP                                                // wrappers.go:48
	MOVQ SP, BP                                             // wrappers.go:48
	SUBQ $24, SP                                            // wrappers.go:48
	MOVQ BX, main.k+48(FP)                                  // wrappers.go:48
	MOVQ CX, main.k+56(FP)                                  // wrappers.go:48
	CALL sync.(*Map).LoadAndDelete(SB)                      // map.go:297
	ADDQ $24, SP                                            // wrappers.go:48
	POPQ BP                                                 // wrappers.go:48
	RET                                                     // wrappers.go:48
moreStack:
	MOVQ AX, 8(SP)                                          // wrappers.go:48
	MOVQ BX, 16(SP)                                         // wrappers.go:48
	MOVQ CX, 24(SP)                                         // wrappers.go:48
	CALL runtime.morestack_noctxt(SB)                       // wrappers.go:48
	MOVQ 8(SP), AX                                          // wrappers.go:48
	MOVQ 16(SP), BX                                         // wrappers.go:48
	MOVQ 24(SP), CX                                         // wrappers.go:48
	JMP entry                                               // wrappers.go:48
