// sync.(*Map).Store of Go 1.22.12, linux/amd64, GOAMD64=v1: src/sync/map.go:154-156.
//
// Swap, whose result it drops.
//
// Entry:  AX *Map m, BX and CX the key, DI and SI the value; R14 g
// Exit:   nothing
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   map.go:155          call           sync.(*Map).Swap

TEXT sync.(*Map).Store(SB), ABIInternal, $48-40
entry:
	CMPQ SP, 16(R14)                                        // map.go:154
	JLS moreStack                                           // map.go:154
	PUSHQ BP                                                // map.go:154
	MOVQ SP, BP                                             // map.go:154
	SUBQ $40, SP                                            // map.go:154
	MOVQ BX, sync.key+64(FP)                                // map.go:154
	MOVQ CX, sync.key+72(FP)                                // map.go:154
	MOVQ DI, sync.value+80(FP)                              // map.go:154
	MOVQ SI, sync.value+88(FP)                              // map.go:154
	CALL sync.(*Map).Swap(SB)                               // map.go:155
	ADDQ $40, SP                                            // map.go:156
	POPQ BP                                                 // map.go:156
	RET                                                     // map.go:156
moreStack:
	MOVQ AX, 8(SP)                                          // map.go:154
	MOVQ BX, 16(SP)                                         // map.go:154
	MOVQ CX, 24(SP)                                         // map.go:154
	MOVQ DI, 32(SP)                                         // map.go:154
	MOVQ SI, 40(SP)                                         // map.go:154
	CALL runtime.morestack_noctxt(SB)                       // map.go:154
	MOVQ 8(SP), AX                                          // map.go:154
	MOVQ 16(SP), BX                                         // map.go:154
	MOVQ 24(SP), CX                                         // map.go:154
	MOVQ 32(SP), DI                                         // map.go:154
	MOVQ 40(SP), SI                                         // map.go:154
	JMP entry                                               // map.go:154

// sync.(*Map).Swap of Go 1.22.12, linux/amd64, GOAMD64=v1: src/sync/map.go:330-373.
//
// Hit in read.m: one exchange of e.p, no lock. Miss: m.mu, and what the key is now: in read.m and expunged, in
// m.dirty, or new.
//
// Entry:  AX *Map m, BX and CX the key, DI and SI the value; R14 g
// Exit:   AX and BX the previous value, CL whether there was one
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   map.go:330          call           runtime.newobject
//   map.go:330          call           runtime.wbMove
//   map.go:330          store 16       *value                the value moves to the heap, which a pointer will name
//   map.go:111          load 8         m.read                the pointer to a readOnly
//   map.go:112          load 8         read.m                a *hmap
//   map.go:332          call           runtime.mapaccess2
//   map.go:332          load 8         the *entry in read.m
//   map.go:333          call           sync.(*entry).trySwap
//   map.go:337          load 8         previous.type
//   map.go:337          load 8         previous.data
//   mutex.go:83         lock cmpxchg 4 m.mu.state            Lock: 0 to 1
//   mutex.go:90         call           sync.(*Mutex).lockSlow
//   type.go:54          load 8         m.read                again, under m.mu
//   map.go:112          load 8         read.m                a *hmap
//   map.go:112          load 1         read.amended
//   map.go:343          call           runtime.mapaccess2
//   map.go:343          load 8         the *entry in read.m
//   type.go:64          call           sync/atomic.CompareAndSwapPointer: unexpungeLocked, expunged to nil
//   map.go:347          load 8         m.dirty
//   map.go:347          call           runtime.mapassign
//   map.go:347          load 1         the cell of the key in m.dirty
//   map.go:347          load 8         the cell of the key in m.dirty
//   map.go:347          store 8        the cell of the key in m.dirty
//   type.go:60          call           sync/atomic.SwapPointer: swapLocked, e.p
//   map.go:351          load 8         previous.type
//   map.go:351          load 8         previous.data
//   map.go:353          load 8         m.dirty
//   map.go:353          call           runtime.mapaccess2
//   map.go:362          call           sync.(*Map).dirtyLocked
//   map.go:363          call           runtime.newobject
//   map.go:363          store 8        readOnly.m            of the new readOnly{m, amended: true}
//   map.go:363          store 1        readOnly.amended
//   type.go:57          call           sync/atomic.StorePointer: m.read, or e.p of a new entry
//   map.go:365          call           runtime.newobject
//   map.go:365          load 8         value.type
//   map.go:365          load 8         value.data
//   map.go:365          store 8        a copy of the value, then the cell of the key in m.dirty
//   map.go:365          store 8        a copy of the value
//   map.go:105          call           runtime.newobject
//   type.go:57          call           sync/atomic.StorePointer: m.read, or e.p of a new entry
//   map.go:365          load 8         m.dirty
//   map.go:365          call           runtime.mapassign
//   map.go:365          load 1         a copy of the value, then the cell of the key in m.dirty
//   map.go:365          load 8         a copy of the value, then the cell of the key in m.dirty
//   map.go:365          store 8        a copy of the value, then the cell of the key in m.dirty
//   map.go:353          load 8         the *entry in m.dirty
//   type.go:60          call           sync/atomic.SwapPointer: swapLocked, e.p
//   map.go:356          load 8         previous.type
//   map.go:356          load 8         previous.data
//   mutex.go:219        lock xadd 4    m.mu.state            Unlock: -1
//   mutex.go:223        call           sync.(*Mutex).unlockSlow

TEXT sync.(*Map).Swap(SB), ABIInternal, $96-40
entry:
	CMPQ SP, 16(R14)                                        // map.go:330
	JLS moreStack                                           // map.go:330
	PUSHQ BP                                                // map.go:330
	MOVQ SP, BP                                             // map.go:330
	SUBQ $88, SP                                            // map.go:330
	MOVQ AX, sync.m+104(SP)                                 // map.go:111
	MOVQ BX, sync.key+112(SP)                               // map.go:330
	MOVQ CX, sync.key+120(SP)                               // map.go:330
	MOVQ DI, sync.value+128(SP)                             // map.go:330
	MOVQ SI, sync.value+136(SP)                             // map.go:330
	LEAQ type:interface {}(SB), AX                          // map.go:330
	CALL runtime.newobject(SB)                              // map.go:330
	MOVQ AX, sync.&value+72(SP)                             // map.go:330
	CMPL runtime.writeBarrier(SB), $0                       // map.go:330
	JEQ line330                                             // map.go:330
	MOVQ AX, BX                                             // map.go:330
	LEAQ sync.value+128(SP), CX                             // map.go:330
	LEAQ type:interface {}(SB), AX                          // map.go:330
	CALL runtime.wbMove(SB)                                 // map.go:330
	MOVQ sync.&value+72(SP), AX                             // map.go:330
line330:
	MOVUPS sync.value+128(SP), X0                           // map.go:330
	MOVUPS X0, (AX)                                         // map.go:330
	MOVQ sync.m+104(SP), DX                                 // map.go:111
	MOVQ 8(DX), SI                                          // map.go:111
	TESTQ SI, SI                                            // map.go:111
	JEQ line331                                             // map.go:111
	MOVQ (SI), SI                                           // map.go:112
	JMP line332                                             // map.go:331
line331:
	XORL SI, SI                                             // map.go:331
line332:
	LEAQ type:map[interface {}]*sync.entry(SB), AX          // map.go:332
	MOVQ SI, BX                                             // map.go:332
	LEAQ sync.key+112(SP), CX                               // map.go:332
	CALL runtime.mapaccess2(SB)                             // map.go:332
	TESTB BL, BL                                            // map.go:332
	JEQ line83                                              // map.go:332
	MOVQ (AX), AX                                           // map.go:332
	MOVQ sync.&value+72(SP), BX                             // map.go:333
	CALL sync.(*entry).trySwap(SB)                          // map.go:333
	TESTB BL, BL                                            // map.go:333
	JEQ line83                                              // map.go:333
	TESTQ AX, AX                                            // map.go:334
	JEQ line335                                             // map.go:334
	MOVQ (AX), DX                                           // map.go:337
	MOVQ 8(AX), BX                                          // map.go:337
	MOVQ DX, AX                                             // map.go:337
	MOVL $1, CX                                             // map.go:337
	ADDQ $88, SP                                            // map.go:337
	POPQ BP                                                 // map.go:337
	RET                                                     // map.go:337
line335:
	XORL AX, AX                                             // map.go:335
	XORL BX, BX                                             // map.go:335
	XORL CX, CX                                             // map.go:335
	ADDQ $88, SP                                            // map.go:335
	POPQ BP                                                 // map.go:335
	RET                                                     // map.go:335
line83:
	XORL AX, AX                                             // mutex.go:83
	MOVQ sync.m+104(SP), DX                                 // mutex.go:83
	MOVL $1, SI                                             // mutex.go:83
	LOCK                                                    // mutex.go:83
	CMPXCHGL SI, (DX)                                       // mutex.go:83
	SETEQ SIB                                               // mutex.go:83
	TESTB SIB, SIB                                          // mutex.go:83
	JNE line54                                              // mutex.go:83
	MOVQ DX, AX                                             // mutex.go:90
	CALL sync.(*Mutex).lockSlow(SB)                         // mutex.go:90
	MOVQ sync.m+104(SP), DX                                 // type.go:54
line54:
	MOVQ 8(DX), SI                                          // type.go:54
	TESTQ SI, SI                                            // map.go:111
	JEQ line342                                             // map.go:111
	MOVQ (SI), DI                                           // map.go:112
	MOVBLZX 8(SI), SI                                       // map.go:112
	JMP line342b                                            // map.go:342
line342:
	XORL DI, DI                                             // map.go:342
	XORL SI, SI                                             // map.go:342
line342b:
	MOVB SIB, sync.readamended+30(SP)                       // map.go:342
	MOVQ DI, sync.readm+40(SP)                              // map.go:342
	LEAQ type:map[interface {}]*sync.entry(SB), AX          // map.go:343
	MOVQ DI, BX                                             // map.go:343
	LEAQ sync.key+112(SP), CX                               // map.go:343
	CALL runtime.mapaccess2(SB)                             // map.go:343
	TESTB BL, BL                                            // map.go:343
	JEQ line353                                             // map.go:343
	MOVQ (AX), AX                                           // map.go:343
	MOVQ AX, sync.e+56(SP)                                  // map.go:343
	TESTB AL, (AX)                                          // map.go:190
	MOVQ sync.expunged(SB), BX                              // map.go:190
	XORL CX, CX                                             // type.go:64
	CALL sync/atomic.CompareAndSwapPointer(SB)              // type.go:64
	TESTB AL, AL                                            // type.go:64
	JNE line347                                             // map.go:344
	MOVQ sync.e+56(SP), CX                                  // type.go:60
	JMP line60                                              // map.go:344
line347:
	MOVQ sync.m+104(SP), DX                                 // map.go:347
	MOVQ 16(DX), BX                                         // map.go:347
	LEAQ type:map[interface {}]*sync.entry(SB), AX          // map.go:347
	LEAQ sync.key+112(SP), CX                               // map.go:347
	CALL runtime.mapassign(SB)                              // map.go:347
	TESTB AL, (AX)                                          // map.go:347
	CMPL runtime.writeBarrier(SB), $0                       // map.go:347
	JNE line347b                                            // map.go:347
	MOVQ sync.e+56(SP), CX                                  // map.go:347
	JMP line347c                                            // map.go:347
line347b:
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:347
	MOVQ sync.e+56(SP), CX                                  // map.go:347
	MOVQ CX, (R11)                                          // map.go:347
	MOVQ (AX), DX                                           // map.go:347
	MOVQ DX, 8(R11)                                         // map.go:347
line347c:
	MOVQ CX, (AX)                                           // map.go:347
line60:
	MOVQ CX, AX                                             // type.go:60
	MOVQ sync.&value+72(SP), BX                             // type.go:60
	CALL sync/atomic.SwapPointer(SB)                        // type.go:60
	TESTQ AX, AX                                            // map.go:349
	JEQ line351                                             // map.go:349
	MOVQ (AX), DX                                           // map.go:351
	MOVQ 8(AX), SI                                          // map.go:351
	JMP line349                                             // map.go:351
line351:
	MOVL $0, DX                                             // map.go:351
	MOVL $0, SI                                             // map.go:351
line349:
	SETNE DIB                                               // map.go:349
	JMP line219
line353:
	MOVQ sync.m+104(SP), DX                                 // map.go:353
	MOVQ 16(DX), BX                                         // map.go:353
	LEAQ type:map[interface {}]*sync.entry(SB), AX          // map.go:353
	LEAQ sync.key+112(SP), CX                               // map.go:353
	CALL runtime.mapaccess2(SB)                             // map.go:353
	TESTB BL, BL                                            // map.go:353
	JNE line353b                                            // map.go:353
	MOVBLZX sync.readamended+30(SP), CX                     // map.go:342
	TESTB CL, CL                                            // map.go:342
	JNE line365                                             // map.go:359
	MOVQ sync.m+104(SP), AX                                 // map.go:362
	CALL sync.(*Map).dirtyLocked(SB)                        // map.go:362
	LEAQ type:sync.readOnly(SB), AX                         // map.go:363
	CALL runtime.newobject(SB)                              // map.go:363
	CMPL runtime.writeBarrier(SB), $0                       // map.go:363
	JNE line363                                             // map.go:363
	MOVQ sync.readm+40(SP), CX                              // map.go:363
	JMP line363b                                            // map.go:363
line363:
	CALL runtime.gcWriteBarrier1(SB)                        // map.go:363
	MOVQ sync.readm+40(SP), CX                              // map.go:363
	MOVQ CX, (R11)                                          // map.go:363
line363b:
	MOVQ CX, (AX)                                           // map.go:363
	MOVB $1, 8(AX)                                          // map.go:363
	MOVQ sync.m+104(SP), CX                                 // type.go:57
	LEAQ 8(CX), DX                                          // type.go:57
	MOVQ AX, BX                                             // type.go:57
	MOVQ DX, AX                                             // type.go:57
	CALL sync/atomic.StorePointer(SB)                       // type.go:57
line365:
	LEAQ type:interface {}(SB), AX                          // map.go:365
	CALL runtime.newobject(SB)                              // map.go:365
	MOVQ sync.&value+72(SP), CX                             // map.go:365
	MOVQ (CX), DX                                           // map.go:365
	MOVQ 8(CX), CX                                          // map.go:365
	MOVQ DX, (AX)                                           // map.go:365
	CMPL runtime.writeBarrier(SB), $0                       // map.go:365
	JEQ line365b                                            // map.go:365
	CALL runtime.gcWriteBarrier1(SB)                        // map.go:365
	MOVQ CX, (R11)                                          // map.go:365
line365b:
	MOVQ AX, sync.&i+80(SP)                                 // map.go:365
	MOVQ CX, 8(AX)                                          // map.go:365
	LEAQ type:sync.entry(SB), AX                            // map.go:105
	CALL runtime.newobject(SB)                              // map.go:105
	MOVQ AX, sync.e+48(SP)                                  // map.go:105
	MOVQ sync.&i+80(SP), BX                                 // type.go:57
	CALL sync/atomic.StorePointer(SB)                       // type.go:57
	MOVQ sync.m+104(SP), CX                                 // map.go:365
	MOVQ 16(CX), BX                                         // map.go:365
	LEAQ type:map[interface {}]*sync.entry(SB), AX          // map.go:365
	LEAQ sync.key+112(SP), CX                               // map.go:365
	CALL runtime.mapassign(SB)                              // map.go:365
	TESTB AL, (AX)                                          // map.go:365
	CMPL runtime.writeBarrier(SB), $0                       // map.go:365
	JNE line365c                                            // map.go:365
	MOVQ sync.e+48(SP), DX                                  // map.go:365
	JMP line365d                                            // map.go:365
line365c:
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:365
	MOVQ sync.e+48(SP), DX                                  // map.go:365
	MOVQ DX, (R11)                                          // map.go:365
	MOVQ (AX), SI                                           // map.go:365
	MOVQ SI, 8(R11)                                         // map.go:365
line365d:
	MOVQ DX, (AX)                                           // map.go:365
	XORL DX, DX                                             // map.go:365
	XORL DI, DI                                             // map.go:365
	XORL SI, SI                                             // map.go:365
	JMP line219                                             // map.go:365
line353b:
	MOVQ (AX), AX                                           // map.go:353
	TESTB AL, (AX)                                          // map.go:197
	MOVQ sync.&value+72(SP), BX                             // type.go:60
	CALL sync/atomic.SwapPointer(SB)                        // type.go:60
	TESTQ AX, AX                                            // map.go:354
	JEQ line356                                             // map.go:354
	MOVQ (AX), DX                                           // map.go:356
	MOVQ 8(AX), SI                                          // map.go:356
	JMP line354                                             // map.go:356
line356:
	MOVL $0, DX                                             // map.go:356
	MOVL $0, SI                                             // map.go:356
line354:
	SETNE DIB                                               // map.go:354
line219:
	MOVL $-1, BX                                            // mutex.go:219
	MOVQ sync.m+104(SP), AX                                 // mutex.go:219
	LOCK                                                    // mutex.go:219
	XADDL BX, (AX)                                          // mutex.go:219
	DECL BX                                                 // mutex.go:219
	TESTL BX, BX                                            // mutex.go:220
	JEQ line368                                             // mutex.go:220
	MOVQ SI, sync..autotmp_100+64(SP)                       // map.go:368
	MOVQ DX, sync..autotmp_101+32(SP)                       // map.go:368
	MOVB DIB, sync..autotmp_102+31(SP)                      // map.go:368
	CALL sync.(*Mutex).unlockSlow(SB)                       // mutex.go:223
	MOVQ sync..autotmp_101+32(SP), DX                       // map.go:368
	MOVQ sync..autotmp_100+64(SP), SI                       // map.go:368
	MOVBLZX sync..autotmp_102+31(SP), DI                    // map.go:368
line368:
	MOVQ DX, AX                                             // map.go:368
	MOVQ SI, BX                                             // map.go:368
	MOVL DI, CX                                             // map.go:368
	ADDQ $88, SP                                            // map.go:368
	POPQ BP                                                 // map.go:368
	RET                                                     // map.go:368
moreStack:
	MOVQ AX, 8(SP)                                          // map.go:330
	MOVQ BX, 16(SP)                                         // map.go:330
	MOVQ CX, 24(SP)                                         // map.go:330
	MOVQ DI, 32(SP)                                         // map.go:330
	MOVQ SI, 40(SP)                                         // map.go:330
	CALL runtime.morestack_noctxt(SB)                       // map.go:330
	MOVQ 8(SP), AX                                          // map.go:330
	MOVQ 16(SP), BX                                         // map.go:330
	MOVQ 24(SP), CX                                         // map.go:330
	MOVQ 32(SP), DI                                         // map.go:330
	MOVQ 40(SP), SI                                         // map.go:330
	JMP entry                                               // map.go:330

// sync.(*entry).trySwap of Go 1.22.12, linux/amd64, GOAMD64=v1: src/sync/map.go:316-327.
//
// Entry:  AX *entry e, BX *any; R14 g
// Exit:   AX the previous pointer, BL whether it swapped (false: e is expunged)
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   map.go:318          load 8         e.p
//   type.go:64          call           sync/atomic.CompareAndSwapPointer

TEXT sync.(*entry).trySwap(SB), ABIInternal, $40-16
entry:
	CMPQ SP, 16(R14)                                        // map.go:316
	JLS moreStack                                           // map.go:316
	PUSHQ BP                                                // map.go:316
	MOVQ SP, BP                                             // map.go:316
	SUBQ $32, SP                                            // map.go:316
	MOVQ AX, sync.e+48(SP)                                  // map.go:317
	MOVQ BX, sync.i+56(SP)                                  // map.go:317
	JMP line318b                                            // map.go:317
line318:
	MOVQ sync.e+48(SP), AX                                  // map.go:318
	MOVQ sync.i+56(SP), BX                                  // type.go:64
line318b:
	MOVQ (AX), DX                                           // map.go:318
	MOVQ sync.expunged(SB), SI                              // map.go:319
	CMPQ DX, SI                                             // map.go:319
	JEQ line320                                             // map.go:319
	MOVQ DX, sync..autotmp_17+24(SP)                        // type.go:54
	MOVQ BX, CX                                             // type.go:64
	MOVQ DX, BX                                             // type.go:64
	CALL sync/atomic.CompareAndSwapPointer(SB)              // type.go:64
	TESTB AL, AL                                            // type.go:64
	JEQ line318                                             // map.go:322
	MOVQ sync..autotmp_17+24(SP), AX                        // map.go:323
	MOVL $1, BX                                             // map.go:323
	ADDQ $32, SP                                            // map.go:323
	POPQ BP                                                 // map.go:323
	RET                                                     // map.go:323
line320:
	XORL AX, AX                                             // map.go:320
	XORL BX, BX                                             // map.go:320
	ADDQ $32, SP                                            // map.go:320
	POPQ BP                                                 // map.go:320
	RET                                                     // map.go:320
moreStack:
	MOVQ AX, 8(SP)                                          // map.go:316
	MOVQ BX, 16(SP)                                         // map.go:316
	CALL runtime.morestack_noctxt(SB)                       // map.go:316
	MOVQ 8(SP), AX                                          // map.go:316
	MOVQ 16(SP), BX                                         // map.go:316
	JMP entry                                               // map.go:316
