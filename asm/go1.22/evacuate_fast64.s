// runtime.evacuate_fast64 of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/map_fast64.go:376-470.
//
// Moves the entries of one old bucket and its chain to the new array: to the bucket of the same number (x) or, where
// the hash says so, to the one newbit above (y). h.oldbuckets is used without a test for nil.
//
// Entry:  AX *maptype t, BX *hmap h, CX oldbucket; R14 g, X15 0
// Exit:   nothing
// Stack:  30(SP) top, 31(SP) log2 newbit, 32(SP) newbit, 40(SP) i, 48(SP) useY*32 (the offset in xy), 56(SP) oldbucket,
//         64(SP) xy[0] and 96(SP) xy[1] (evacDst: b +0, i +8, k +16, e +24), 128(SP) k, 136(SP) e, 144(SP) b,
//         168(SP) t, 176(SP) h
//
// Shared accesses in order (source line, access and bytes, what, why):
//   map_fast64.go:377   load 1       h.flags                 sameSizeGrow (8)?
//   stubs.go:16         load 8       h.oldbuckets
//   map.go:1133         load 1       h.B
//   map.go:205          load 1       b.tophash[0]            2, 3 or 4: evacuated, so only the mark is left to do
//   stubs.go:16         load 8       h.buckets               for x
//   map.go:1123         load 1       h.flags                 sameSizeGrow: no y
//   stubs.go:16         load 8       h.buckets               for y
//   map_fast64.go:403   load 1       b.tophash[i]            2, 3 or 4: throw "bad map state"
//   map_fast64.go:405   store 1      b.tophash[i]            0 or 1: evacuatedEmpty (4)
//   map.go:1123         load 1       h.flags                 sameSizeGrow: x
//   map_fast64.go:415   load 4       h.hash0
//   map_fast64.go:415   call         t.Hasher(&b.keys[i], hash0)
//   map_fast64.go:421   store 1      b.tophash[i]            evacuatedX (2) or Y (3), before the entry is copied
//   map_fast64.go:425   call         newoverflow             the destination is full
//   map_fast64.go:430   load 1       dst.b.tophash[0]        nil check of dst.b, value unused
//   map_fast64.go:430   store 1      dst.b.tophash[i]
//   map_fast64.go:443   load 8       b.keys[i]
//   map_fast64.go:443   store 8      dst.b.keys[i]
//   map_fast64.go:446   call         typedmemmove            the element, by way of memmove
//   map.go:210          load 8       b.overflow              the next bucket of the chain
//   map_fast64.go:457   load 1       h.flags                 oldIterator (2) clear, and buckets with pointers:
//   stubs.go:16         load 8       h.oldbuckets
//   map_fast64.go:463   call         memclrHasPointers       keys, elements and overflow; the tophashes stay
//   map_fast64.go:467   load 8       h.nevacuate             is it oldbucket?
//   map_fast64.go:468   call         advanceEvacuationMark

TEXT runtime.evacuate_fast64(SB), ABIInternal, $160-24
entry:
	LEAQ -32(SP), R12                                       // map_fast64.go:376
	CMPQ R12, 16(R14)                                       // map_fast64.go:376
	JLS moreStack                                           // map_fast64.go:376
	PUSHQ BP                                                // map_fast64.go:376
	MOVQ SP, BP                                             // map_fast64.go:376
	SUBQ $152, SP                                           // map_fast64.go:376
	MOVWLZX 82(AX), SI                                      // map_fast64.go:377
	IMULQ CX, SI                                            // map_fast64.go:377
	MOVBLZX 8(BX), DI                                       // map_fast64.go:377
	ADDQ 24(BX), SI                                         // stubs.go:16
	MOVBLZX 9(BX), R8                                       // map.go:1133
	TESTB $8, DIB                                           // map.go:1123
	JNE haveOldB                                            // map.go:1134
	DECL R8                                                 // map.go:1135
haveOldB:
	MOVBLZX (SI), DI                                        // map.go:205
	// evacuated(b): evacuatedX (2), evacuatedY (3) or evacuatedEmpty (4).
	ADDL $-2, DI                                            // map.go:206
	MOVQ CX, DX                                             // map.go:1134
	MOVL R8, CX                                             // map.go:187
	MOVL $1, R9                                             // map.go:187
	SHLQ CX, R9                                             // map.go:187
	CMPB DIB, $3                                            // map.go:206
	JCS bucketEvacuated                                     // map_fast64.go:379
	// var xy [2]evacDst
	MOVUPS X15, runtime.xy+64(SP)                           // map_fast64.go:384
	MOVUPS X15, runtime.xy+80(SP)                           // map_fast64.go:384
	MOVUPS X15, runtime.xy+96(SP)                           // map_fast64.go:384
	MOVUPS X15, runtime.xy+112(SP)                          // map_fast64.go:384
	MOVWLZX 82(AX), DI                                      // map_fast64.go:386
	IMULQ DX, DI                                            // map_fast64.go:386
	ADDQ 16(BX), DI                                         // stubs.go:16
	LEAQ 8(DI), R10                                         // stubs.go:16
	LEAQ 72(DI), R11                                        // stubs.go:16
	MOVQ DI, runtime.xy+64(SP)                              // map_fast64.go:386
	MOVQ R10, runtime.xy+80(SP)                             // map_fast64.go:387
	MOVQ R11, runtime.xy+88(SP)                             // map_fast64.go:388
	MOVBLZX 8(BX), DI                                       // map.go:1123
	TESTB $8, DIB                                           // map.go:1123
	JNE startChain                                          // map_fast64.go:390
	LEAQ (R9)(DX*1), DI                                     // map_fast64.go:394
	MOVWLZX 82(AX), R10                                     // map_fast64.go:394
	IMULQ R10, DI                                           // map_fast64.go:394
	ADDQ 16(BX), DI                                         // stubs.go:16
	LEAQ 8(DI), R10                                         // stubs.go:16
	LEAQ 72(DI), R11                                        // stubs.go:16
	MOVQ DI, runtime.xy+96(SP)                              // map_fast64.go:394
	MOVQ R10, runtime.xy+112(SP)                            // map_fast64.go:395
	MOVQ R11, runtime.xy+120(SP)                            // map_fast64.go:396
startChain:
	MOVQ AX, runtime.t+168(SP)                              // map.go:1134
	MOVQ BX, runtime.h+176(SP)                              // map.go:1134
	MOVQ DX, runtime..autotmp_100+56(SP)                    // map.go:1134
	MOVB CL, runtime..autotmp_101+31(SP)                    // map.go:1137
	MOVQ R9, runtime.~r0+32(SP)                             // map.go:187
	JMP moveBucket
bucketEvacuated:
	CMPQ 32(BX), DX                                         // map_fast64.go:467
	JNE done                                                // map_fast64.go:467
	MOVQ R9, CX                                             // map_fast64.go:468
	MOVQ AX, DX                                             // map.go:1134
	MOVQ BX, AX                                             // map_fast64.go:468
	MOVQ DX, BX                                             // map_fast64.go:468
	CALL runtime.advanceEvacuationMark(SB)                  // map_fast64.go:468
done:
	ADDQ $152, SP                                           // map_fast64.go:470
	POPQ BP                                                 // map_fast64.go:470
	RET                                                     // map_fast64.go:470
followOverflow:
	MOVWLZX 82(AX), DI                                      // map.go:210
	LEAQ (SI)(DI*1), DI                                     // stubs.go:16
	LEAQ -8(DI), DI                                         // stubs.go:16
	MOVQ (DI), SI                                           // map.go:210
moveBucket:
	TESTQ SI, SI                                            // map_fast64.go:399
	JEQ chainMoved                                          // map_fast64.go:399
	MOVQ SI, runtime.b+144(SP)                              // map_fast64.go:399
	LEAQ 8(SI), DI                                          // stubs.go:16
	LEAQ 72(SI), R10                                        // stubs.go:16
	XORL R11, R11                                           // stubs.go:16
	JMP moveSlot                                            // map_fast64.go:402
chainMoved:
	MOVBLZX 8(BX), SI                                       // map_fast64.go:457
	TESTB $2, SIB                                           // map_fast64.go:457
	JNE bucketEvacuated                                     // map_fast64.go:457
	MOVQ 64(AX), SI                                         // map_fast64.go:457
	CMPQ 8(SI), $0                                          // map_fast64.go:457
	JEQ bucketEvacuated                                     // map_fast64.go:457
	MOVWLZX 82(AX), CX                                      // map_fast64.go:458
	MOVQ CX, SI                                             // map_fast64.go:458
	IMULQ DX, CX                                            // map_fast64.go:458
	ADDQ $-8, SI                                            // map_fast64.go:462
	ADDQ 24(BX), CX                                         // stubs.go:16
	ADDQ $8, CX                                             // stubs.go:16
	MOVQ CX, AX                                             // map_fast64.go:463
	MOVQ SI, BX                                             // map_fast64.go:463
	CALL runtime.memclrHasPointers(SB)                      // map_fast64.go:463
	MOVQ runtime.t+168(SP), AX                              // map_fast64.go:468
	MOVQ runtime..autotmp_100+56(SP), DX                    // map_fast64.go:467
	MOVQ runtime.h+176(SP), BX                              // map_fast64.go:467
	MOVQ runtime.~r0+32(SP), R9                             // map_fast64.go:468
	JMP bucketEvacuated                                     // map_fast64.go:463
nextSlot:
	MOVBLZX 81(AX), R12                                     // map_fast64.go:402
	INCQ R11                                                // map_fast64.go:402
	ADDQ $8, DI                                             // stubs.go:16
	ADDQ R12, R10                                           // stubs.go:16
moveSlot:
	CMPQ R11, $8                                            // map_fast64.go:402
	JGE followOverflow                                      // map_fast64.go:402
	MOVBLZX (SI)(R11*1), R12                                // map_fast64.go:403
	CMPB R12B, $1                                           // map.go:113
	JHI slotInUse                                           // map_fast64.go:404
	MOVB $4, (SI)(R11*1)                                    // map_fast64.go:405
	JMP nextSlot                                            // map_fast64.go:406
slotInUse:
	CMPB R12B, $5                                           // map_fast64.go:408
	JCS badMapState                                         // map_fast64.go:408
	MOVQ R11, runtime.i+40(SP)                              // map_fast64.go:402
	MOVB R12B, runtime.top+30(SP)                           // map_fast64.go:403
	MOVQ R10, runtime.e+136(SP)                             // map_fast64.go:402
	MOVQ DI, runtime.k+128(SP)                              // map_fast64.go:443
	MOVBLZX 8(BX), R13                                      // map.go:1123
	TESTB $8, R13B                                          // map.go:1123
	JEQ hashKey                                             // map_fast64.go:412
	XORL R13, R13                                           // map_fast64.go:412
	JMP markEvacuated                                       // map_fast64.go:412
hashKey:
	MOVQ 72(AX), DX                                         // map_fast64.go:415
	MOVQ (DX), CX                                           // map_fast64.go:415
	MOVL 12(BX), SI                                         // map_fast64.go:415
	MOVQ DI, AX                                             // map_fast64.go:415
	MOVQ SI, BX                                             // map_fast64.go:415
	CALL CX                                                 // map_fast64.go:415
	MOVBLZX runtime..autotmp_101+31(SP), CX                 // map_fast64.go:416
	// useY: hash&newbit != 0
	BTQ CX, AX                                              // map_fast64.go:416
	SETCS SIB                                               // map_fast64.go:416
	MOVQ runtime.t+168(SP), AX                              // map_fast64.go:433
	MOVQ runtime..autotmp_100+56(SP), DX                    // map_fast64.go:467
	MOVQ runtime.h+176(SP), BX                              // map_fast64.go:425
	MOVQ runtime.k+128(SP), DI                              // map_fast64.go:443
	MOVL CX, R8                                             // map_fast64.go:416
	MOVQ runtime.~r0+32(SP), R9                             // map_fast64.go:468
	MOVQ runtime.e+136(SP), R10                             // map_fast64.go:446
	MOVQ runtime.i+40(SP), R11                              // map_fast64.go:421
	MOVBLZX runtime.top+30(SP), R12                         // map_fast64.go:430
	MOVL SI, R13                                            // map_fast64.go:421
	MOVQ runtime.b+144(SP), SI                              // map_fast64.go:421
markEvacuated:
	LEAL 2(R13), R15                                        // map_fast64.go:421
	// The mark comes before the copy: a reader that sees it looks for the entry in the new array.
	MOVB R15B, (SI)(R11*1)                                  // map_fast64.go:421
	MOVBLZX R13B, R13                                       // map_fast64.go:422
	CMPQ R13, $2                                            // map_fast64.go:422
	JCC useYOutOfRange                                      // map_fast64.go:422
	SHLQ $5, R13                                            // map_fast64.go:422
	MOVQ R13, runtime..autotmp_102+48(SP)                   // map_fast64.go:422
	MOVQ runtime.xy+72(SP)(R13*1), R15                      // map_fast64.go:424
	CMPQ R15, $8                                            // map_fast64.go:424
	JNE haveDst                                             // map_fast64.go:424
	MOVQ runtime.xy+64(SP)(R13*1), CX                       // map_fast64.go:425
	MOVQ AX, DX                                             // map.go:1134
	MOVQ BX, AX                                             // map_fast64.go:425
	MOVQ DX, BX                                             // map_fast64.go:425
	CALL runtime.(*hmap).newoverflow(SB)                    // map_fast64.go:425
	MOVQ runtime..autotmp_102+48(SP), DX                    // map_fast64.go:425
	MOVQ AX, runtime.xy+64(SP)(DX*1)                        // map_fast64.go:425
	MOVQ $0, runtime.xy+72(SP)(DX*1)                        // map_fast64.go:426
	LEAQ 8(AX), SI                                          // stubs.go:16
	LEAQ 72(AX), DI                                         // stubs.go:16
	MOVQ SI, runtime.xy+80(SP)(DX*1)                        // map_fast64.go:427
	MOVQ DI, runtime.xy+88(SP)(DX*1)                        // map_fast64.go:428
	MOVQ runtime.t+168(SP), AX                              // map_fast64.go:433
	MOVBLZX runtime..autotmp_101+31(SP), CX                 // map_fast64.go:416
	MOVQ runtime..autotmp_100+56(SP), DX                    // map_fast64.go:467
	MOVQ runtime.h+176(SP), BX                              // map.go:1123
	MOVQ runtime.b+144(SP), SI                              // map_fast64.go:403
	MOVQ runtime.k+128(SP), DI                              // map_fast64.go:443
	MOVL CX, R8                                             // map_fast64.go:416
	MOVQ runtime.~r0+32(SP), R9                             // map_fast64.go:468
	MOVQ runtime.e+136(SP), R10                             // map_fast64.go:446
	MOVQ runtime.i+40(SP), R11                              // map_fast64.go:402
	MOVBLZX runtime.top+30(SP), R12                         // map_fast64.go:430
	MOVQ runtime..autotmp_102+48(SP), R13                   // map_fast64.go:430
haveDst:
	MOVQ runtime.xy+64(SP)(R13*1), R15                      // map_fast64.go:430
	TESTB AL, (R15)                                         // map_fast64.go:430
	MOVQ runtime.xy+72(SP)(R13*1), R9                       // map_fast64.go:430
	ANDL $7, R9                                             // map_fast64.go:430
	MOVB R12B, (R15)(R9*1)                                  // map_fast64.go:430
	MOVQ 48(AX), R9                                         // map_fast64.go:433
	CMPQ 8(R9), $0                                          // map_fast64.go:433
	JEQ copyKey                                             // map_fast64.go:433
	CMPB runtime.writeBarrier(SB), $0                       // map_fast64.go:433
	JEQ copyKey                                             // map_fast64.go:433
	// Keys with pointers while the collector runs.
	MOVQ runtime.xy+80(SP)(R13*1), R9                       // map_fast64.go:436
	TESTB AL, (R9)                                          // map_fast64.go:436
	MOVQ (DI), R12                                          // map_fast64.go:436
	CMPL runtime.writeBarrier(SB), $0                       // map_fast64.go:436
	JEQ storeKey                                            // map_fast64.go:436
	MOVQ R11, R15                                           // map_fast64.go:402
	CALL runtime.gcWriteBarrier2(SB)                        // map_fast64.go:436
	MOVQ R12, (R11)                                         // map_fast64.go:436
	MOVQ (R9), CX                                           // map_fast64.go:436
	MOVQ CX, 8(R11)                                         // map_fast64.go:436
	MOVL R8, CX                                             // map_fast64.go:416
	MOVQ R15, R11                                           // map_fast64.go:402
storeKey:
	MOVQ R12, (R9)                                          // map_fast64.go:436
	JMP copyElem                                            // map_fast64.go:436
copyKey:
	MOVQ runtime.xy+80(SP)(R13*1), R9                       // map_fast64.go:443
	MOVQ (DI), R12                                          // map_fast64.go:443
	MOVQ R12, (R9)                                          // map_fast64.go:443
copyElem:
	MOVQ 56(AX), DX                                         // map_fast64.go:446
	MOVQ runtime.xy+88(SP)(R13*1), BX                       // map_fast64.go:446
	MOVQ R10, CX                                            // map_fast64.go:446
	MOVQ DX, AX                                             // map_fast64.go:446
	CALL runtime.typedmemmove(SB)                           // map_fast64.go:446
	MOVQ runtime..autotmp_102+48(SP), DX                    // map_fast64.go:447
	INCQ runtime.xy+72(SP)(DX*1)                            // map_fast64.go:447
	ADDQ $8, runtime.xy+80(SP)(DX*1)                        // map_fast64.go:452
	MOVQ runtime.t+168(SP), BX                              // map_fast64.go:453
	MOVBLZX 81(BX), SI                                      // map_fast64.go:453
	ADDQ SI, runtime.xy+88(SP)(DX*1)                        // map_fast64.go:453
	MOVQ BX, AX                                             // map_fast64.go:402
	MOVBLZX runtime..autotmp_101+31(SP), CX                 // map_fast64.go:416
	MOVQ runtime..autotmp_100+56(SP), DX                    // map_fast64.go:467
	MOVQ runtime.h+176(SP), BX                              // map.go:1123
	MOVQ runtime.b+144(SP), SI                              // map_fast64.go:403
	MOVQ runtime.k+128(SP), DI                              // stubs.go:16
	MOVL CX, R8                                             // map_fast64.go:416
	MOVQ runtime.~r0+32(SP), R9                             // map_fast64.go:468
	MOVQ runtime.e+136(SP), R10                             // stubs.go:16
	MOVQ runtime.i+40(SP), R11                              // map_fast64.go:402
	JMP nextSlot                                            // map_fast64.go:453
useYOutOfRange:
	MOVQ R13, AX                                            // map_fast64.go:422
	MOVL $2, CX                                             // map_fast64.go:422
	CALL runtime.panicIndex(SB)                             // map_fast64.go:422
badMapState:
	LEAQ go:string."bad map state"(SB), AX                  // map_fast64.go:409
	MOVL $13, BX                                            // map_fast64.go:409
	CALL runtime.throw(SB)                                  // map_fast64.go:409
moreStack:
	MOVQ AX, 8(SP)                                          // map_fast64.go:376
	MOVQ BX, 16(SP)                                         // map_fast64.go:376
	MOVQ CX, 24(SP)                                         // map_fast64.go:376
	CALL runtime.morestack_noctxt(SB)                       // map_fast64.go:376
	MOVQ 8(SP), AX                                          // map_fast64.go:376
	MOVQ 16(SP), BX                                         // map_fast64.go:376
	MOVQ 24(SP), CX                                         // map_fast64.go:376
	JMP entry                                               // map_fast64.go:376
