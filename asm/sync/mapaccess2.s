// runtime.mapaccess2 of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/map.go:458-515.
//
// The lookup for any type of key and element. Unlike the fast one it compares the tophash before the key. Accesses to
// the type are left out of the list.
//
// Entry:  AX *maptype t, BX *hmap h, CX address of the key; R14 g
// Exit:   AX address of the element, or of zeroVal, BL whether the key is there
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   map.go:470          load 8         h.count
//   map.go:476          load 1         h.flags               hashWriting set: fatal
//   map.go:477          call           runtime.fatal
//   map.go:479          load 4         h.hash0
//   map.go:479          call           t.Hasher(key, hash0)
//   map.go:480          load 1         h.B
//   map.go:482          load 8         h.oldbuckets
//   stubs.go:16         load 8         h.buckets
//   map.go:1123         load 1         h.flags               sameSizeGrow
//   map.go:205          load 1         oldb.tophash[0]       evacuated?
//   alg.go:200          call           runtime.mapKeyError2
//   map.go:472          call           runtime.gopanic
//   map.go:210          load 8         b.overflow
//   map.go:496          load 1         b.tophash[i]
//   map.go:506          call           t.Key.Equal(key, b.keys[i])

TEXT runtime.mapaccess2(SB), ABIInternal, $48-24
entry:
	CMPQ SP, 16(R14)                                        // map.go:457
	JLS moreStack                                           // map.go:457
	PUSHQ BP                                                // map.go:457
	MOVQ SP, BP                                             // map.go:457
	SUBQ $40, SP                                            // map.go:457
	TESTQ BX, BX                                            // map.go:470
	JEQ line474                                             // map.go:470
	CMPQ (BX), $0                                           // map.go:470
	JEQ line474                                             // map.go:470
	MOVQ AX, runtime.t+56(SP)                               // map.go:470
	MOVQ BX, runtime.h+64(SP)                               // map.go:470
	MOVQ CX, runtime.key+72(SP)                             // map.go:470
	MOVBLZX 8(BX), SI                                       // map.go:476
	TESTB $4, SIB                                           // map.go:476
	JEQ line479                                             // map.go:476
	LEAQ go:string."concurrent map read and map write"(SB), AX // map.go:477
	MOVL $33, BX                                            // map.go:477
	CALL runtime.fatal(SB)                                  // map.go:477
	MOVQ runtime.t+56(SP), AX                               // map.go:479
	MOVQ runtime.key+72(SP), CX                             // map.go:479
	MOVQ runtime.h+64(SP), BX                               // map.go:479
line479:
	MOVQ 72(AX), DX                                         // map.go:479
	MOVQ (DX), SI                                           // map.go:479
	MOVL 12(BX), DI                                         // map.go:479
	MOVQ CX, AX                                             // map.go:479
	MOVQ DI, BX                                             // map.go:479
	CALL SI                                                 // map.go:479
	MOVQ runtime.h+64(SP), CX                               // map.go:480
	MOVBLZX 9(CX), SI                                       // map.go:480
	MOVQ runtime.t+56(SP), DI                               // map.go:481
	MOVWLZX 82(DI), R8                                      // map.go:481
	MOVQ 24(CX), R9                                         // map.go:482
	MOVQ CX, DX                                             // map.go:470
	MOVL SI, CX                                             // map.go:187
	MOVL $1, R10                                            // map.go:187
	SHLQ CX, R10                                            // map.go:187
	LEAQ -1(R10), CX                                        // map.go:192
	MOVQ CX, SI                                             // map.go:481
	ANDQ AX, CX                                             // map.go:481
	IMULQ R8, CX                                            // map.go:481
	ADDQ 16(DX), CX                                         // stubs.go:16
	TESTQ R9, R9                                            // map.go:482
	JEQ line197                                             // map.go:482
	MOVBLZX 8(DX), R10                                      // map.go:1123
	TESTB $8, R10B                                          // map.go:1123
	JNE line487                                             // map.go:483
	SHRQ $1, SI                                             // map.go:485
line487:
	ANDQ AX, SI                                             // map.go:487
	IMULQ SI, R8                                            // map.go:487
	MOVBLZX (R9)(R8*1), SI                                  // map.go:205
	ADDL $-2, SI                                            // map.go:206
	ADDQ R9, R8                                             // stubs.go:16
	CMPB SIB, $3                                            // map.go:206
	JCS line197                                             // map.go:488
	MOVQ R8, CX                                             // map.go:494
line197:
	SHRQ $56, AX                                            // map.go:197
	CMPB AL, $5                                             // map.go:198
	JCC line492                                             // map.go:198
	ADDL $5, AX                                             // map.go:199
line492:
	MOVB AL, runtime.top+23(SP)                             // map.go:492
	JMP line494                                             // map.go:493
line474:
	MOVL 84(AX), DX                                         // type.go:474
	BTL $4, DX                                              // type.go:474
	JCS line200                                             // alg.go:197
	XORL AX, AX                                             // alg.go:197
	XORL BX, BX                                             // alg.go:197
	JMP line471                                             // map.go:471
line200:
	MOVQ 48(AX), AX                                         // alg.go:200
	MOVQ CX, BX                                             // alg.go:200
	CALL runtime.mapKeyError2(SB)                           // alg.go:200
line471:
	TESTQ AX, AX                                            // map.go:471
	JNE line472                                             // map.go:471
	LEAQ runtime.zeroVal(SB), AX                            // map.go:474
	XORL BX, BX                                             // map.go:474
	ADDQ $40, SP                                            // map.go:474
	POPQ BP                                                 // map.go:474
	RET                                                     // map.go:474
line472:
	JEQ line472b                                            // map.go:472
	MOVQ 8(AX), AX                                          // map.go:472
line472b:
	CALL runtime.gopanic(SB)                                // map.go:472
line210:
	MOVWLZX 82(DI), SI                                      // map.go:210
	LEAQ (CX)(SI*1), SI                                     // stubs.go:16
	LEAQ -8(SI), SI                                         // stubs.go:16
	MOVQ (SI), CX                                           // map.go:210
line494:
	TESTQ CX, CX                                            // map.go:494
	JEQ line515                                             // map.go:494
	MOVQ CX, runtime.b+32(SP)                               // map.go:494
	XORL DX, DX                                             // map.go:494
	JMP line495b                                            // map.go:495
line515:
	LEAQ runtime.zeroVal(SB), AX                            // map.go:515
	XORL BX, BX                                             // map.go:515
	ADDQ $40, SP                                            // map.go:515
	POPQ BP                                                 // map.go:515
	RET                                                     // map.go:515
line495:
	INCQ DX                                                 // map.go:495
line495b:
	CMPQ DX, $8                                             // map.go:495
	JCC line210                                             // map.go:495
	MOVBLZX (DX)(CX*1), SI                                  // map.go:496
	CMPB AL, SIB                                            // map.go:496
	JEQ line495c                                            // map.go:496
	TESTB SIB, SIB                                          // map.go:497
	JNE line495                                             // map.go:497
	JMP line515                                             // map.go:497
line495c:
	MOVQ DX, runtime.i+24(SP)                               // map.go:495
	MOVBLZX 80(DI), SI                                      // map.go:502
	IMULQ DX, SI                                            // map.go:502
	LEAQ (SI)(CX*1), CX                                     // stubs.go:16
	LEAQ 8(CX), CX                                          // stubs.go:16
	MOVL 84(DI), SI                                         // type.go:462
	BTL $0, SI                                              // type.go:462
	JCC line506                                             // map.go:503
	MOVQ (CX), CX                                           // map.go:504
line506:
	MOVQ 48(DI), SI                                         // map.go:506
	MOVQ 24(SI), DX                                         // map.go:506
	MOVQ (DX), SI                                           // map.go:506
	MOVQ runtime.key+72(SP), AX                             // map.go:506
	MOVQ CX, BX                                             // map.go:506
	CALL SI                                                 // map.go:506
	TESTB AL, AL                                            // map.go:506
	JNE line507                                             // map.go:506
	MOVBLZX runtime.top+23(SP), AX                          // map.go:496
	MOVQ runtime.b+32(SP), CX                               // map.go:496
	MOVQ runtime.i+24(SP), DX                               // map.go:495
	MOVQ runtime.t+56(SP), DI                               // map.go:210
	JMP line495                                             // map.go:506
line507:
	MOVQ runtime.t+56(SP), CX                               // map.go:507
	MOVBLZX 80(CX), DX                                      // map.go:507
	MOVBLZX 81(CX), SI                                      // map.go:507
	MOVQ runtime.i+24(SP), DI                               // map.go:507
	IMULQ DI, SI                                            // map.go:507
	LEAQ (SI)(DX*8), DX                                     // map.go:507
	MOVQ runtime.b+32(SP), SI                               // stubs.go:16
	LEAQ (SI)(DX*1), DX                                     // stubs.go:16
	LEAQ 8(DX), DX                                          // stubs.go:16
	MOVL 84(CX), CX                                         // type.go:465
	BTL $1, CX                                              // type.go:465
	JCC line511                                             // map.go:508
	MOVQ (DX), DX                                           // map.go:509
line511:
	MOVQ DX, AX                                             // map.go:511
	MOVL $1, BX                                             // map.go:511
	ADDQ $40, SP                                            // map.go:511
	POPQ BP                                                 // map.go:511
	RET                                                     // map.go:511
moreStack:
	MOVQ AX, 8(SP)                                          // map.go:457
	MOVQ BX, 16(SP)                                         // map.go:457
	MOVQ CX, 24(SP)                                         // map.go:457
	CALL runtime.morestack_noctxt(SB)                       // map.go:457
	MOVQ 8(SP), AX                                          // map.go:457
	MOVQ 16(SP), BX                                         // map.go:457
	MOVQ 24(SP), CX                                         // map.go:457
	JMP entry                                               // map.go:457
