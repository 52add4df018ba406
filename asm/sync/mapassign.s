// runtime.mapassign of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/map.go:579-694.
//
// The insert for any type of key and element. Unlike the fast one it stores the key first (map.go:681) and then the
// tophash (682). Accesses to the type are left out of the list.
//
// Entry:  AX *maptype t, BX *hmap h, CX address of the key; R14 g
// Exit:   AX address of the element
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   map.go:595          load 1         h.flags               first check: hashWriting set: fatal
//   map.go:596          call           runtime.fatal
//   map.go:598          load 4         h.hash0
//   map.go:598          call           t.Hasher(key, hash0)
//   map.go:602          load 1         h.flags               hashWriting toggled, no LOCK, after the hash
//   map.go:602          store 1        h.flags               hashWriting toggled, no LOCK, after the hash
//   map.go:604          load 8         h.buckets
//   malloc.go:1390      call           runtime.mallocgc
//   map.go:605          load 8         h.buckets
//   map.go:605          store 8        h.buckets
//   map.go:659          call           runtime.hashGrow
//   map.go:609          load 1         h.B
//   map.go:1118         load 8         h.oldbuckets
//   map.go:611          call           runtime.growWork
//   stubs.go:16         load 8         h.buckets
//   map.go:1118         load 8         h.oldbuckets
//   map.go:658          load 8         h.count
//   map.go:658          load 1         h.B
//   map.go:658          load 2         h.noverflow
//   map.go:210          load 8         b.overflow
//   map.go:622          load 1         b.tophash[i]
//   map.go:637          call           t.Key.Equal(key, b.keys[i])
//   map.go:642          call           typedmemmove: only keys that must be overwritten
//   map.go:665          call           runtime.(*hmap).newoverflow
//   malloc.go:1390      call           runtime.mallocgc
//   malloc.go:1390      call           runtime.mallocgc
//   map.go:681          call           typedmemmove: the key, first
//   map.go:682          store 1        b.tophash[i]          then the tophash
//   map.go:683          load+store 8   h.count               count++, no LOCK
//   map.go:686          load 1         h.flags               second check: hashWriting clear: fatal
//   map.go:687          call           runtime.fatal
//   map.go:689          load 1         h.flags
//   map.go:689          store 1        h.flags
//   map.go:581          call           runtime.gopanic

TEXT runtime.mapassign(SB), ABIInternal, $120-24
entry:
	CMPQ SP, 16(R14)                                        // map.go:579
	JLS moreStack                                           // map.go:579
	PUSHQ BP                                                // map.go:579
	MOVQ SP, BP                                             // map.go:579
	SUBQ $112, SP                                           // map.go:579
	TESTQ BX, BX                                            // map.go:580
	JEQ line581                                             // map.go:580
	MOVQ AX, runtime.t+128(SP)                              // map.go:580
	MOVQ BX, runtime.h+136(SP)                              // map.go:580
	MOVQ CX, runtime.key+144(SP)                            // map.go:580
	MOVBLZX 8(BX), SI                                       // map.go:595
	TESTB $4, SIB                                           // map.go:595
	JEQ line598                                             // map.go:595
	LEAQ go:string."concurrent map writes"(SB), AX          // map.go:596
	MOVL $21, BX                                            // map.go:596
	CALL runtime.fatal(SB)                                  // map.go:596
	MOVQ runtime.t+128(SP), AX                              // map.go:598
	MOVQ runtime.key+144(SP), CX                            // map.go:598
	MOVQ runtime.h+136(SP), BX                              // map.go:598
line598:
	MOVQ 72(AX), DX                                         // map.go:598
	MOVQ (DX), SI                                           // map.go:598
	MOVL 12(BX), DI                                         // map.go:598
	MOVQ CX, AX                                             // map.go:598
	MOVQ DI, BX                                             // map.go:598
	CALL SI                                                 // map.go:598
	MOVQ AX, runtime.hash+40(SP)                            // map.go:598
	MOVQ runtime.h+136(SP), BX                              // map.go:602
	MOVBLZX 8(BX), CX                                       // map.go:602
	XORL $4, CX                                             // map.go:602
	MOVB CL, 8(BX)                                          // map.go:602
	CMPQ 16(BX), $0                                         // map.go:604
	JNE line0                                               // map.go:604
	MOVQ runtime.t+128(SP), DX                              // map.go:605
	MOVQ 64(DX), BX                                         // map.go:605
	MOVQ (BX), AX                                           // malloc.go:1390
	MOVL $1, CX                                             // malloc.go:1390
	CALL runtime.mallocgc(SB)                               // malloc.go:1390
	CMPL runtime.writeBarrier(SB), $0                       // map.go:605
	JNE line605                                             // map.go:605
	MOVQ runtime.h+136(SP), BX                              // map.go:605
	JMP line605b                                            // map.go:605
line605:
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:605
	MOVQ AX, (R11)                                          // map.go:605
	MOVQ runtime.h+136(SP), BX                              // map.go:605
	MOVQ 16(BX), SI                                         // map.go:605
	MOVQ SI, 8(R11)                                         // map.go:605
line605b:
	MOVQ AX, 16(BX)                                         // map.go:605
	MOVQ runtime.hash+40(SP), AX                            // map.go:609
line0:
	MOVQ runtime.t+128(SP), SI
	JMP line609
line659:
	MOVQ SI, AX                                             // map.go:659
	CALL runtime.hashGrow(SB)                               // map.go:659
	MOVQ runtime.t+128(SP), AX                              // map.go:660
	MOVQ runtime.h+136(SP), BX                              // map.go:660
	MOVQ runtime.hash+40(SP), CX                            // map.go:660
	MOVQ CX, AX                                             // map.go:609
	MOVQ runtime.t+128(SP), SI                              // map.go:613
line609:
	MOVBLZX 9(BX), CX                                       // map.go:609
	MOVL $1, DI                                             // map.go:187
	SHLQ CX, DI                                             // map.go:187
	LEAQ -1(DI), CX                                         // map.go:192
	ANDQ AX, CX                                             // map.go:609
	CMPQ 24(BX), $0                                         // map.go:1118
	JEQ line613                                             // map.go:610
	MOVQ CX, runtime.bucket+48(SP)                          // map.go:609
	MOVQ SI, AX                                             // map.go:611
	CALL runtime.growWork(SB)                               // map.go:611
	MOVQ runtime.hash+40(SP), AX                            // map.go:197
	MOVQ runtime.bucket+48(SP), CX                          // map.go:613
	MOVQ runtime.h+136(SP), BX                              // stubs.go:16
	MOVQ runtime.t+128(SP), SI                              // map.go:613
line613:
	MOVWLZX 82(SI), DI                                      // map.go:613
	IMULQ DI, CX                                            // map.go:613
	MOVQ AX, DI                                             // map.go:197
	SHRQ $56, AX                                            // map.go:197
	ADDQ 16(BX), CX                                         // stubs.go:16
	CMPB AL, $5                                             // map.go:198
	JCC line614                                             // map.go:198
	ADDL $5, AX                                             // map.go:199
line614:
	MOVB AL, runtime.top+31(SP)                             // map.go:614
	XORL DX, DX                                             // map.go:614
	XORL R8, R8                                             // map.go:614
	XORL R9, R9                                             // map.go:614
	JMP line647b                                            // map.go:621
line1118:
	CMPQ 24(BX), $0                                         // map.go:1118
	JNE line665b                                            // map.go:658
	MOVQ (BX), R10                                          // map.go:658
	INCQ R10                                                // map.go:658
	MOVBLZX 9(BX), R11                                      // map.go:658
	CMPQ R10, $8                                            // map.go:1098
	JLE line665                                             // map.go:1098
	MOVQ CX, R12                                            // map.go:647
	MOVL R11, CX                                            // map.go:187
	MOVL $1, R13                                            // map.go:187
	SHLQ CX, R13                                            // map.go:187
	SHRQ $1, R13                                            // map.go:1098
	LEAQ (R13)(R13*2), R15                                  // map.go:1098
	LEAQ (R13)(R15*4), R13                                  // map.go:1098
	CMPQ R13, R10                                           // map.go:1098
	JCS line659                                             // map.go:658
	JMP line1109                                            // map.go:658
line665:
	MOVQ CX, R12                                            // map.go:665
	MOVL R11, CX                                            // map.go:1109
line1109:
	CMPB CL, $15                                            // map.go:1109
	JLS line658                                             // map.go:1109
	MOVL $15, CX                                            // map.go:1109
line658:
	MOVWLZX 10(BX), R10                                     // map.go:658
	ANDL $15, CX                                            // map.go:1113
	MOVL $1, R11                                            // map.go:1113
	SHLL CX, R11                                            // map.go:1113
	CMPW R10, R11                                           // map.go:1113
	JCC line659                                             // map.go:658
	JMP line663                                             // map.go:658
line647:
	MOVQ R10, CX                                            // map.go:647
line647b:
	MOVQ CX, runtime.b+88(SP)                               // map.go:647
	XORL R10, R10                                           // map.go:647
	JMP line621b                                            // map.go:621
line210:
	MOVWLZX 82(SI), R10                                     // map.go:210
	MOVQ CX, R11                                            // stubs.go:16
	LEAQ (R11)(R10*1), R10                                  // stubs.go:16
	LEAQ -8(R10), R10                                       // stubs.go:16
	MOVQ (R10), R10                                         // map.go:210
	TESTQ R10, R10                                          // map.go:648
	JNE line647                                             // map.go:648
	JMP line1118                                            // map.go:648
line621:
	INCQ R10                                                // map.go:621
line621b:
	CMPQ R10, $8                                            // map.go:621
	JCC line210                                             // map.go:621
	TESTB AL, (CX)                                          // map.go:622
	MOVBLZX (CX)(R10*1), R11                                // map.go:622
	LEAQ (CX)(R10*1), R12                                   // map.go:622
	CMPB AL, R11B                                           // map.go:622
	JEQ line621c                                            // map.go:622
	CMPB R11B, $1                                           // map.go:113
	JHI line628                                             // map.go:623
	TESTQ DX, DX                                            // map.go:623
	JNE line628                                             // map.go:623
	MOVBLZX 80(SI), R13                                     // map.go:626
	MOVQ R10, R15                                           // map.go:625
	IMULQ R13, R10                                          // map.go:625
	MOVBLZX 81(SI), DX                                      // map.go:626
	IMULQ R15, DX                                           // map.go:626
	LEAQ (DX)(R13*8), R13                                   // map.go:626
	MOVQ CX, DX                                             // stubs.go:16
	LEAQ (R10)(DX*1), R8                                    // stubs.go:16
	LEAQ 8(R8), R8                                          // stubs.go:16
	LEAQ (R13)(DX*1), R9                                    // stubs.go:16
	LEAQ 8(R9), R9                                          // stubs.go:16
	MOVQ R15, R10                                           // map.go:621
	MOVQ R12, DX                                            // map.go:663
line628:
	TESTB R11B, R11B                                        // map.go:628
	JNE line621                                             // map.go:628
	JMP line1118                                            // map.go:628
line621c:
	MOVQ R10, runtime.i+32(SP)                              // map.go:621
	MOVQ R9, runtime.elem+80(SP)                            // map.go:691
	MOVQ R8, runtime.insertk+64(SP)                         // map.go:681
	MOVQ DX, runtime.inserti+72(SP)                         // map.go:663
	MOVBLZX 80(SI), R11                                     // map.go:633
	IMULQ R10, R11                                          // map.go:633
	LEAQ (R11)(CX*1), CX                                    // stubs.go:16
	LEAQ 8(CX), CX                                          // stubs.go:16
	MOVL 84(SI), R11                                        // type.go:462
	BTL $0, R11                                             // type.go:462
	JCC line637                                             // map.go:634
	MOVQ (CX), CX                                           // map.go:635
line637:
	MOVQ CX, runtime.k+56(SP)                               // map.go:637
	MOVQ 48(SI), DI                                         // map.go:637
	MOVQ 24(DI), DX                                         // map.go:637
	MOVQ (DX), DI                                           // map.go:637
	MOVQ runtime.key+144(SP), AX                            // map.go:637
	MOVQ CX, BX                                             // map.go:637
	CALL DI                                                 // map.go:637
	TESTB AL, AL                                            // map.go:637
	JNE line471                                             // map.go:637
	MOVBLZX runtime.top+31(SP), AX                          // map.go:622
	MOVQ runtime.b+88(SP), CX                               // map.go:622
	MOVQ runtime.h+136(SP), BX                              // map.go:1118
	MOVQ runtime.t+128(SP), SI                              // map.go:626
	MOVQ runtime.hash+40(SP), DI                            // map.go:609
	MOVQ runtime.i+32(SP), R10                              // map.go:621
	MOVQ runtime.inserti+72(SP), DX                         // map.go:663
	MOVQ runtime.insertk+64(SP), R8                         // map.go:681
	MOVQ runtime.elem+80(SP), R9                            // map.go:691
	JMP line621                                             // map.go:638
line471:
	MOVQ runtime.t+128(SP), DX                              // type.go:471
	MOVL 84(DX), SI                                         // type.go:471
	BTL $3, SI                                              // type.go:471
	JCC line644                                             // map.go:641
	MOVQ 48(DX), AX                                         // map.go:642
	MOVQ runtime.k+56(SP), BX                               // map.go:642
	MOVQ runtime.key+144(SP), CX                            // map.go:642
	CALL runtime.typedmemmove(SB)                           // map.go:642
	MOVQ runtime.t+128(SP), DX                              // map.go:644
line644:
	MOVBLZX 80(DX), CX                                      // map.go:644
	MOVBLZX 81(DX), SI                                      // map.go:644
	MOVQ runtime.i+32(SP), DI                               // map.go:644
	IMULQ DI, SI                                            // map.go:644
	LEAQ (SI)(CX*8), CX                                     // map.go:644
	MOVQ runtime.b+88(SP), SI                               // stubs.go:16
	LEAQ (SI)(CX*1), CX                                     // stubs.go:16
	LEAQ 8(CX), CX                                          // stubs.go:16
	JMP line686                                             // map.go:645
line665b:
	MOVQ CX, R12                                            // map.go:665
line663:
	TESTQ DX, DX                                            // map.go:663
	JNE line691                                             // map.go:663
	MOVQ BX, AX                                             // map.go:665
	MOVQ SI, BX                                             // map.go:665
	MOVQ R12, CX                                            // map.go:665
	CALL runtime.(*hmap).newoverflow(SB)                    // map.go:665
	TESTB AL, (AX)                                          // map.go:666
	MOVQ runtime.t+128(SP), DX                              // map.go:668
	MOVBLZX 80(DX), SI                                      // map.go:668
	LEAQ 8(AX), R8                                          // stubs.go:16
	LEAQ (AX)(SI*8), R9                                     // stubs.go:16
	LEAQ 8(R9), R9                                          // stubs.go:16
	MOVQ runtime.h+136(SP), BX                              // map.go:683
	MOVQ DX, SI                                             // type.go:462
	MOVQ AX, DX                                             // map.go:682
	MOVBLZX runtime.top+31(SP), AX                          // map.go:682
line691:
	MOVQ R9, runtime.elem+80(SP)                            // map.go:691
	MOVQ DX, runtime.inserti+72(SP)                         // map.go:682
	MOVL 84(SI), DI                                         // type.go:462
	BTL $0, DI                                              // type.go:462
	JCC line465                                             // map.go:672
	MOVQ R8, runtime..autotmp_93+104(SP)                    // map.go:681
	MOVQ 48(SI), BX                                         // map.go:673
	MOVQ (BX), AX                                           // malloc.go:1390
	MOVL $1, CX                                             // malloc.go:1390
	CALL runtime.mallocgc(SB)                               // malloc.go:1390
	MOVQ runtime..autotmp_93+104(SP), DX                    // map.go:674
	TESTB AL, (DX)                                          // map.go:674
	CMPL runtime.writeBarrier(SB), $0                       // map.go:674
	JEQ line674                                             // map.go:674
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:674
	MOVQ AX, (R11)                                          // map.go:674
	MOVQ (DX), SI                                           // map.go:674
	MOVQ SI, 8(R11)                                         // map.go:674
line674:
	MOVQ AX, (DX)                                           // map.go:674
	MOVQ runtime.inserti+72(SP), DX                         // map.go:682
	MOVQ runtime.h+136(SP), BX                              // map.go:683
	MOVQ runtime.t+128(SP), SI                              // type.go:465
	MOVQ runtime.elem+80(SP), R9                            // map.go:691
	MOVQ AX, R8                                             // map.go:681
	MOVBLZX runtime.top+31(SP), AX                          // map.go:682
line465:
	MOVL 84(SI), DI                                         // type.go:465
	BTL $1, DI                                              // type.go:465
	JCC line681                                             // map.go:677
	MOVQ R8, runtime.insertk+64(SP)                         // map.go:681
	MOVQ 56(SI), BX                                         // map.go:678
	MOVQ (BX), AX                                           // malloc.go:1390
	MOVL $1, CX                                             // malloc.go:1390
	CALL runtime.mallocgc(SB)                               // malloc.go:1390
	MOVQ runtime.elem+80(SP), DX                            // map.go:679
	TESTB AL, (DX)                                          // map.go:679
	CMPL runtime.writeBarrier(SB), $0                       // map.go:679
	JEQ line679                                             // map.go:679
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:679
	MOVQ AX, (R11)                                          // map.go:679
	MOVQ (DX), SI                                           // map.go:679
	MOVQ SI, 8(R11)                                         // map.go:679
line679:
	MOVQ AX, (DX)                                           // map.go:679
	MOVQ runtime.t+128(SP), SI                              // map.go:681
	MOVQ runtime.insertk+64(SP), R8                         // map.go:681
line681:
	MOVQ 48(SI), AX                                         // map.go:681
	MOVQ R8, BX                                             // map.go:681
	MOVQ runtime.key+144(SP), CX                            // map.go:681
	CALL runtime.typedmemmove(SB)                           // map.go:681
	MOVBLZX runtime.top+31(SP), DX                          // map.go:682
	MOVQ runtime.inserti+72(SP), SI                         // map.go:682
	MOVB DL, (SI)                                           // map.go:682
	MOVQ runtime.h+136(SP), DX                              // map.go:683
	INCQ (DX)                                               // map.go:683
	MOVQ runtime.t+128(SP), DX                              // type.go:465
	MOVQ runtime.elem+80(SP), CX                            // map.go:691
line686:
	MOVQ runtime.h+136(SP), SI                              // map.go:686
	MOVBLZX 8(SI), DI                                       // map.go:686
	TESTB $4, DIB                                           // map.go:686
	JNE line689                                             // map.go:686
	MOVQ CX, runtime..autotmp_94+96(SP)                     // map.go:691
	LEAQ go:string."concurrent map writes"(SB), AX          // map.go:687
	MOVL $21, BX                                            // map.go:687
	CALL runtime.fatal(SB)                                  // map.go:687
	MOVQ runtime..autotmp_94+96(SP), CX                     // map.go:691
	MOVQ runtime.t+128(SP), DX                              // type.go:465
	MOVQ runtime.h+136(SP), SI                              // map.go:689
line689:
	MOVBLZX 8(SI), BX                                       // map.go:689
	ANDL $-5, BX                                            // map.go:689
	MOVB BL, 8(SI)                                          // map.go:689
	MOVL 84(DX), DX                                         // type.go:465
	BTL $1, DX                                              // type.go:465
	JCC line693                                             // map.go:690
	MOVQ (CX), CX                                           // map.go:691
line693:
	MOVQ CX, AX                                             // map.go:693
	ADDQ $112, SP                                           // map.go:693
	POPQ BP                                                 // map.go:693
	RET                                                     // map.go:693
line581:
	LEAQ type:runtime.plainError(SB), AX                    // map.go:581
	LEAQ runtime.assignToNilMapOfAny(SB), BX                   // map.go:581
	CALL runtime.gopanic(SB)                                // map.go:581
moreStack:
	MOVQ AX, 8(SP)                                          // map.go:579
	MOVQ BX, 16(SP)                                         // map.go:579
	MOVQ CX, 24(SP)                                         // map.go:579
	CALL runtime.morestack_noctxt(SB)                       // map.go:579
	MOVQ 8(SP), AX                                          // map.go:579
	MOVQ 16(SP), BX                                         // map.go:579
	MOVQ 24(SP), CX                                         // map.go:579
	JMP entry                                               // map.go:579

// plainError("assignment to entry in nil map"). The compiler numbers this constant; the name is ours.
DATA runtime.assignToNilMapOfAny+0(SB)/8, $go:string."assignment to entry in nil map"(SB)
DATA runtime.assignToNilMapOfAny+8(SB)/8, $30
GLOBL runtime.assignToNilMapOfAny(SB), RODATA, $16
