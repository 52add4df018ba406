// sync.(*Map).Delete of Go 1.22.12, linux/amd64, GOAMD64=v1: src/sync/map.go:296-298.
//
// LoadAndDelete, whose result it drops.
//
// Entry:  AX *Map m, BX and CX the key; R14 g
// Exit:   nothing
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   map.go:297          call           sync.(*Map).LoadAndDelete

TEXT sync.(*Map).Delete(SB), ABIInternal, $32-24
entry:
	CMPQ SP, 16(R14)                                        // map.go:296
	JLS moreStack                                           // map.go:296
	PUSHQ BP                                                // map.go:296
	MOVQ SP, BP                                             // map.go:296
	SUBQ $24, SP                                            // map.go:296
	MOVQ BX, sync.key+48(FP)                                // map.go:296
	MOVQ CX, sync.key+56(FP)                                // map.go:296
	CALL sync.(*Map).LoadAndDelete(SB)                      // map.go:297
	ADDQ $24, SP                                            // map.go:298
	POPQ BP                                                 // map.go:298
	RET                                                     // map.go:298
moreStack:
	MOVQ AX, 8(SP)                                          // map.go:296
	MOVQ BX, 16(SP)                                         // map.go:296
	MOVQ CX, 24(SP)                                         // map.go:296
	CALL runtime.morestack_noctxt(SB)                       // map.go:296
	MOVQ 8(SP), AX                                          // map.go:296
	MOVQ 16(SP), BX                                         // map.go:296
	MOVQ 24(SP), CX                                         // map.go:296
	JMP entry                                               // map.go:296

// sync.(*Map).LoadAndDelete of Go 1.22.12, linux/amd64, GOAMD64=v1: src/sync/map.go:272-293.
//
// Entry:  AX *Map m, BX and CX the key; R14 g
// Exit:   AX and BX the value, CL whether there was one
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   map.go:111          load 8         m.read                the pointer to a readOnly
//   map.go:112          load 8         read.m                a *hmap
//   map.go:112          load 1         read.amended
//   map.go:274          call           runtime.mapaccess2
//   map.go:274          load 8         the *entry in read.m
//   mutex.go:83         lock cmpxchg 4 m.mu.state            Lock: 0 to 1
//   mutex.go:90         call           sync.(*Mutex).lockSlow
//   type.go:54          load 8         m.read                again, under m.mu
//   map.go:112          load 8         read.m                a *hmap
//   map.go:112          load 1         read.amended
//   map.go:278          call           runtime.mapaccess2
//   map.go:278          load 8         the *entry in read.m
//   map.go:280          load 8         m.dirty
//   map.go:280          call           runtime.mapaccess2
//   map.go:281          load 8         m.dirty
//   map.go:280          load 8         the *entry in m.dirty
//   map.go:281          call           runtime.mapdelete
//   map.go:285          call           sync.(*Map).missLocked
//   mutex.go:219        lock xadd 4    m.mu.state            Unlock: -1
//   mutex.go:223        call           sync.(*Mutex).unlockSlow
//   map.go:290          call           sync.(*entry).delete

TEXT sync.(*Map).LoadAndDelete(SB), ABIInternal, $56-24
entry:
	CMPQ SP, 16(R14)                                        // map.go:272
	JLS moreStack                                           // map.go:272
	PUSHQ BP                                                // map.go:272
	MOVQ SP, BP                                             // map.go:272
	SUBQ $48, SP                                            // map.go:272
	MOVQ AX, sync.m+64(SP)                                  // map.go:111
	MOVQ BX, sync.key+72(SP)                                // map.go:272
	MOVQ CX, sync.key+80(SP)                                // map.go:272
	MOVQ 8(AX), DX                                          // map.go:111
	TESTQ DX, DX                                            // map.go:111
	JEQ line273                                             // map.go:111
	MOVQ (DX), SI                                           // map.go:112
	MOVBLZX 8(DX), DX                                       // map.go:112
	JMP line273b                                            // map.go:273
line273:
	XORL SI, SI                                             // map.go:273
	XORL DX, DX                                             // map.go:273
line273b:
	MOVB DL, sync.~r0amended+28(SP)                         // map.go:273
	LEAQ type:map[interface {}]*sync.entry(SB), AX          // map.go:274
	MOVQ SI, BX                                             // map.go:274
	LEAQ sync.key+72(SP), CX                                // map.go:274
	CALL runtime.mapaccess2(SB)                             // map.go:274
	MOVQ (AX), DX                                           // map.go:274
	TESTB BL, BL                                            // map.go:274
	JNE line289                                             // map.go:275
	MOVBLZX sync.~r0amended+28(SP), SI                      // map.go:273
	TESTB SIB, SIB                                          // map.go:273
	JEQ line289                                             // map.go:275
	XORL AX, AX                                             // mutex.go:83
	MOVQ sync.m+64(SP), DX                                  // mutex.go:83
	MOVL $1, SI                                             // mutex.go:83
	LOCK                                                    // mutex.go:83
	CMPXCHGL SI, (DX)                                       // mutex.go:83
	SETEQ SIB                                               // mutex.go:83
	TESTB SIB, SIB                                          // mutex.go:83
	JNE line54                                              // mutex.go:83
	MOVQ DX, AX                                             // mutex.go:90
	CALL sync.(*Mutex).lockSlow(SB)                         // mutex.go:90
	MOVQ sync.m+64(SP), DX                                  // type.go:54
line54:
	MOVQ 8(DX), SI                                          // type.go:54
	TESTQ SI, SI                                            // map.go:111
	JEQ line277                                             // map.go:111
	MOVQ (SI), DI                                           // map.go:112
	MOVBLZX 8(SI), SI                                       // map.go:112
	JMP line277b                                            // map.go:277
line277:
	XORL DI, DI                                             // map.go:277
	XORL SI, SI                                             // map.go:277
line277b:
	MOVB SIB, sync.readamended+29(SP)                       // map.go:277
	LEAQ type:map[interface {}]*sync.entry(SB), AX          // map.go:278
	MOVQ DI, BX                                             // map.go:278
	LEAQ sync.key+72(SP), CX                                // map.go:278
	CALL runtime.mapaccess2(SB)                             // map.go:278
	MOVQ (AX), DX                                           // map.go:278
	TESTB BL, BL                                            // map.go:278
	JNE line219                                             // map.go:279
	MOVBLZX sync.readamended+29(SP), SI                     // map.go:277
	TESTB SIB, SIB                                          // map.go:277
	JEQ line219                                             // map.go:279
	MOVQ sync.m+64(SP), DX                                  // map.go:280
	MOVQ 16(DX), BX                                         // map.go:280
	LEAQ type:map[interface {}]*sync.entry(SB), AX          // map.go:280
	LEAQ sync.key+72(SP), CX                                // map.go:280
	CALL runtime.mapaccess2(SB)                             // map.go:280
	MOVB BL, sync.ok+30(SP)                                 // map.go:280
	MOVQ sync.m+64(SP), DX                                  // map.go:281
	MOVQ 16(DX), SI                                         // map.go:281
	MOVQ (AX), DI                                           // map.go:280
	MOVQ DI, sync.e+32(SP)                                  // map.go:280
	LEAQ type:map[interface {}]*sync.entry(SB), AX          // map.go:281
	LEAQ sync.key+72(SP), CX                                // map.go:281
	MOVQ SI, BX                                             // map.go:281
	CALL runtime.mapdelete(SB)                              // map.go:281
	MOVQ sync.m+64(SP), AX                                  // map.go:285
	CALL sync.(*Map).missLocked(SB)                         // map.go:285
	MOVBLZX sync.ok+30(SP), BX                              // map.go:289
	MOVQ sync.e+32(SP), DX                                  // map.go:290
line219:
	MOVL $-1, SI                                            // mutex.go:219
	MOVQ sync.m+64(SP), AX                                  // mutex.go:219
	LOCK                                                    // mutex.go:219
	XADDL SI, (AX)                                          // mutex.go:219
	DECL SI                                                 // mutex.go:219
	TESTL SI, SI                                            // mutex.go:220
	JEQ line289                                             // mutex.go:220
	MOVQ DX, sync..autotmp_49+40(SP)                        // map.go:290
	MOVB BL, sync..autotmp_50+31(SP)                        // map.go:289
	MOVL SI, BX                                             // mutex.go:223
	CALL sync.(*Mutex).unlockSlow(SB)                       // mutex.go:223
	MOVQ sync..autotmp_49+40(SP), DX                        // map.go:290
	MOVBLZX sync..autotmp_50+31(SP), BX                     // map.go:289
line289:
	TESTB BL, BL                                            // map.go:289
	JEQ line292                                             // map.go:289
	MOVQ DX, AX                                             // map.go:290
	CALL sync.(*entry).delete(SB)                           // map.go:290
	ADDQ $48, SP                                            // map.go:290
	POPQ BP                                                 // map.go:290
	RET                                                     // map.go:290
line292:
	XORL AX, AX                                             // map.go:292
	XORL BX, BX                                             // map.go:292
	XORL CX, CX                                             // map.go:292
	ADDQ $48, SP                                            // map.go:292
	POPQ BP                                                 // map.go:292
	RET                                                     // map.go:292
moreStack:
	MOVQ AX, 8(SP)                                          // map.go:272
	MOVQ BX, 16(SP)                                         // map.go:272
	MOVQ CX, 24(SP)                                         // map.go:272
	CALL runtime.morestack_noctxt(SB)                       // map.go:272
	MOVQ 8(SP), AX                                          // map.go:272
	MOVQ 16(SP), BX                                         // map.go:272
	MOVQ 24(SP), CX                                         // map.go:272
	JMP entry                                               // map.go:272

// sync.(*entry).delete of Go 1.22.12, linux/amd64, GOAMD64=v1: src/sync/map.go:300-310.
//
// Entry:  AX *entry e; R14 g
// Exit:   AX and BX the value, CL whether there was one
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   map.go:302          load 8         e.p
//   type.go:64          call           sync/atomic.CompareAndSwapPointer
//   map.go:307          load 8         value.type
//   map.go:307          load 8         value.data

TEXT sync.(*entry).delete(SB), ABIInternal, $40-8
entry:
	CMPQ SP, 16(R14)                                        // map.go:300
	JLS moreStack                                           // map.go:300
	PUSHQ BP                                                // map.go:300
	MOVQ SP, BP                                             // map.go:300
	SUBQ $32, SP                                            // map.go:300
	MOVQ AX, sync.e+48(SP)                                  // map.go:301
	JMP line302                                             // map.go:301
line306:
	MOVQ sync.e+48(SP), AX                                  // map.go:306
line302:
	MOVQ (AX), BX                                           // map.go:302
	TESTQ BX, BX                                            // map.go:303
	JEQ line304                                             // map.go:303
	CMPQ sync.expunged(SB), BX                              // map.go:303
	JEQ line304                                             // map.go:303
	MOVQ BX, sync..autotmp_16+24(SP)                        // type.go:54
	XORL CX, CX                                             // type.go:64
	CALL sync/atomic.CompareAndSwapPointer(SB)              // type.go:64
	TESTB AL, AL                                            // type.go:64
	JEQ line306                                             // map.go:306
	MOVQ sync..autotmp_16+24(SP), DX                        // map.go:307
	MOVQ (DX), AX                                           // map.go:307
	MOVQ 8(DX), BX                                          // map.go:307
	MOVL $1, CX                                             // map.go:307
	ADDQ $32, SP                                            // map.go:307
	POPQ BP                                                 // map.go:307
	RET                                                     // map.go:307
line304:
	XORL AX, AX                                             // map.go:304
	XORL BX, BX                                             // map.go:304
	XORL CX, CX                                             // map.go:304
	ADDQ $32, SP                                            // map.go:304
	POPQ BP                                                 // map.go:304
	RET                                                     // map.go:304
moreStack:
	MOVQ AX, 8(SP)                                          // map.go:300
	CALL runtime.morestack_noctxt(SB)                       // map.go:300
	MOVQ 8(SP), AX                                          // map.go:300
	JMP entry                                               // map.go:300
