// runtime.mapdelete of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/map.go:696-810.
//
// Accesses to the type are left out of the list.
//
// Entry:  AX *maptype t, BX *hmap h, CX address of the key; R14 g
// Exit:   nothing
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   map.go:709          load 8         h.count
//   map.go:715          load 1         h.flags               first check: hashWriting set: fatal
//   map.go:716          call           runtime.fatal
//   map.go:719          load 4         h.hash0
//   map.go:719          call           t.Hasher(key, hash0)
//   map.go:723          load 1         h.flags               hashWriting toggled, no LOCK
//   map.go:723          store 1        h.flags               hashWriting toggled, no LOCK
//   map.go:725          load 1         h.B
//   map.go:1118         load 8         h.oldbuckets
//   map.go:727          call           runtime.growWork
//   stubs.go:16         load 8         h.buckets
//   alg.go:200          call           runtime.mapKeyError2
//   map.go:711          call           runtime.gopanic
//   map.go:210          load 8         b.overflow
//   map.go:806          load 1         h.flags               second check
//   map.go:807          call           runtime.fatal
//   map.go:809          load 1         h.flags
//   map.go:809          store 1        h.flags
//   map.go:735          load 1         b.tophash[i]
//   map.go:746          call           t.Key.Equal(key, b.keys[i])
//   map.go:753          call           runtime.memclrHasPointers
//   map.go:757          load 1         b.elems[i]            nil, when elements are pointers
//   map.go:757          load 8         b.elems[i]            nil, when elements are pointers
//   map.go:757          store 8        b.elems[i]            nil, when elements are pointers
//   map.go:759          call           runtime.memclrHasPointers
//   map.go:761          call           runtime.memclrNoHeapPointers
//   map.go:763          store 1        b.tophash[i]          emptyOne
//   map.go:210          load 8         b.overflow
//   map.go:769          load 1         overflow.tophash[0]
//   map.go:773          load 1         b.tophash[i+1]
//   map.go:796          load 8         h.count
//   map.go:796          store 8        h.count
//   map.go:800          call           runtime.rand
//   map.go:800          store 4        h.hash0               a new seed for an empty map
//   map.go:778          store 1        b.tophash[i]          emptyRest
//   map.go:791          load 1         b.tophash[i-1]
//   map.go:791          call           runtime.panicIndexU
//   map.go:210          load 8         b.overflow
//   map.go:778          call           runtime.panicIndexU

TEXT runtime.mapdelete(SB), ABIInternal, $88-24
entry:
	CMPQ SP, 16(R14)                                        // map.go:696
	JLS moreStack                                           // map.go:696
	PUSHQ BP                                                // map.go:696
	MOVQ SP, BP                                             // map.go:696
	SUBQ $80, SP                                            // map.go:696
	TESTQ BX, BX                                            // map.go:709
	JEQ line474                                             // map.go:709
	CMPQ (BX), $0                                           // map.go:709
	JEQ line474                                             // map.go:709
	MOVQ AX, runtime.t+96(SP)                               // map.go:709
	MOVQ BX, runtime.h+104(SP)                              // map.go:709
	MOVQ CX, runtime.key+112(SP)                            // map.go:709
	MOVBLZX 8(BX), SI                                       // map.go:715
	TESTB $4, SIB                                           // map.go:715
	JEQ line719                                             // map.go:715
	LEAQ go:string."concurrent map writes"(SB), AX          // map.go:716
	MOVL $21, BX                                            // map.go:716
	CALL runtime.fatal(SB)                                  // map.go:716
	MOVQ runtime.t+96(SP), AX                               // map.go:719
	MOVQ runtime.key+112(SP), CX                            // map.go:719
	MOVQ runtime.h+104(SP), BX                              // map.go:719
line719:
	MOVQ 72(AX), DX                                         // map.go:719
	MOVQ (DX), SI                                           // map.go:719
	MOVL 12(BX), DI                                         // map.go:719
	MOVQ CX, AX                                             // map.go:719
	MOVQ DI, BX                                             // map.go:719
	CALL SI                                                 // map.go:719
	MOVQ runtime.h+104(SP), BX                              // map.go:723
	MOVBLZX 8(BX), CX                                       // map.go:723
	XORL $4, CX                                             // map.go:723
	MOVB CL, 8(BX)                                          // map.go:723
	MOVBLZX 9(BX), CX                                       // map.go:725
	MOVL $1, SI                                             // map.go:187
	SHLQ CX, SI                                             // map.go:187
	LEAQ -1(SI), CX                                         // map.go:192
	ANDQ AX, CX                                             // map.go:725
	CMPQ 24(BX), $0                                         // map.go:1118
	JEQ line729                                             // map.go:726
	MOVQ AX, runtime.hash+40(SP)                            // map.go:719
	MOVQ CX, runtime.bucket+48(SP)                          // map.go:725
	MOVQ runtime.t+96(SP), AX                               // map.go:727
	CALL runtime.growWork(SB)                               // map.go:727
	MOVQ runtime.hash+40(SP), AX                            // map.go:197
	MOVQ runtime.bucket+48(SP), CX                          // map.go:729
	MOVQ runtime.h+104(SP), BX                              // stubs.go:16
line729:
	MOVQ runtime.t+96(SP), SI                               // map.go:729
	MOVWLZX 82(SI), DI                                      // map.go:729
	IMULQ DI, CX                                            // map.go:729
	SHRQ $56, AX                                            // map.go:197
	ADDQ 16(BX), CX                                         // stubs.go:16
	CMPB AL, $5                                             // map.go:198
	JCC line16                                              // map.go:198
	ADDL $5, AX                                             // map.go:199
line16:
	MOVQ CX, runtime.~r0+64(SP)                             // stubs.go:16
	MOVB AL, runtime.top+31(SP)                             // map.go:731
	MOVQ CX, DX                                             // stubs.go:16
	JMP line733                                             // map.go:732
line474:
	MOVL 84(AX), DX                                         // type.go:474
	BTL $4, DX                                              // type.go:474
	JCS line200                                             // alg.go:197
	XORL AX, AX                                             // alg.go:197
	XORL BX, BX                                             // alg.go:197
	JMP line710                                             // map.go:710
line200:
	MOVQ 48(AX), AX                                         // alg.go:200
	MOVQ CX, BX                                             // alg.go:200
	CALL runtime.mapKeyError2(SB)                           // alg.go:200
line710:
	TESTQ AX, AX                                            // map.go:710
	JNE line711                                             // map.go:710
	ADDQ $80, SP                                            // map.go:713
	POPQ BP                                                 // map.go:713
	RET                                                     // map.go:713
line711:
	JEQ line711b                                            // map.go:711
	MOVQ 8(AX), AX                                          // map.go:711
line711b:
	CALL runtime.gopanic(SB)                                // map.go:711
line210:
	MOVWLZX 82(SI), DI                                      // map.go:210
	LEAQ (DI)(CX*1), DI                                     // stubs.go:16
	LEAQ -8(DI), DI                                         // stubs.go:16
	MOVQ (DI), CX                                           // map.go:210
line733:
	TESTQ CX, CX                                            // map.go:733
	JEQ line806                                             // map.go:733
	MOVQ CX, runtime.b+72(SP)                               // map.go:733
	XORL DI, DI                                             // map.go:733
	JMP line734b                                            // map.go:734
line806:
	MOVBLZX 8(BX), CX                                       // map.go:806
	TESTB $4, CL                                            // map.go:806
	JNE line809                                             // map.go:806
	LEAQ go:string."concurrent map writes"(SB), AX          // map.go:807
	MOVL $21, BX                                            // map.go:807
	CALL runtime.fatal(SB)                                  // map.go:807
	MOVQ runtime.h+104(SP), BX                              // map.go:809
line809:
	MOVBLZX 8(BX), AX                                       // map.go:809
	ANDL $-5, AX                                            // map.go:809
	MOVB AL, 8(BX)                                          // map.go:809
	ADDQ $80, SP                                            // map.go:810
	POPQ BP                                                 // map.go:810
	RET                                                     // map.go:810
line734:
	INCQ DI                                                 // map.go:734
line734b:
	CMPQ DI, $8                                             // map.go:734
	JCC line210                                             // map.go:734
	MOVBLZX (DI)(CX*1), R8                                  // map.go:735
	CMPB AL, R8B                                            // map.go:735
	JEQ line734c                                            // map.go:735
	TESTB R8B, R8B                                          // map.go:736
	JNE line734                                             // map.go:736
	JMP line806                                             // map.go:736
line734c:
	MOVQ DI, runtime.i+32(SP)                               // map.go:734
	MOVBLZX 80(SI), R8                                      // map.go:741
	IMULQ DI, R8                                            // map.go:741
	LEAQ (R8)(CX*1), CX                                     // stubs.go:16
	LEAQ 8(CX), CX                                          // stubs.go:16
	MOVL 84(SI), R8                                         // type.go:462
	MOVQ CX, runtime.~r0+56(SP)                             // stubs.go:16
	BTL $0, R8                                              // type.go:462
	JCC line746                                             // map.go:743
	MOVQ (CX), R8                                           // map.go:744
	JMP line746b                                            // map.go:744
line746:
	MOVQ CX, R8                                             // map.go:746
line746b:
	MOVQ 48(SI), CX                                         // map.go:746
	MOVQ 24(CX), DX                                         // map.go:746
	MOVQ (DX), CX                                           // map.go:746
	MOVQ runtime.key+112(SP), AX                            // map.go:746
	MOVQ R8, BX                                             // map.go:746
	CALL CX                                                 // map.go:746
	TESTB AL, AL                                            // map.go:746
	JNE line462                                             // map.go:746
	MOVBLZX runtime.top+31(SP), AX                          // map.go:735
	MOVQ runtime.b+72(SP), CX                               // map.go:735
	MOVQ runtime.~r0+64(SP), DX                             // map.go:780
	MOVQ runtime.h+104(SP), BX                              // map.go:806
	MOVQ runtime.t+96(SP), SI                               // map.go:210
	MOVQ runtime.i+32(SP), DI                               // map.go:734
	JMP line734                                             // map.go:747
line462:
	MOVQ runtime.t+96(SP), DX                               // type.go:462
	MOVL 84(DX), SI                                         // type.go:462
	BTL $0, SI                                              // type.go:462
	JCC line752                                             // map.go:750
	MOVQ runtime.~r0+56(SP), SI                             // map.go:751
	TESTB AL, (SI)                                          // map.go:751
	CMPL runtime.writeBarrier(SB), $0                       // map.go:751
	JEQ line751                                             // map.go:751
	MOVQ (SI), DI                                           // map.go:751
	CALL runtime.gcWriteBarrier1(SB)                        // map.go:751
	MOVQ DI, (R11)                                          // map.go:751
line751:
	MOVQ $0, (SI)                                           // map.go:751
	JMP line755                                             // map.go:751
line752:
	MOVQ 48(DX), SI                                         // map.go:752
	CMPQ 8(SI), $0                                          // map.go:752
	JEQ line755                                             // map.go:752
	MOVQ (SI), BX                                           // map.go:753
	MOVQ runtime.~r0+56(SP), AX                             // map.go:753
	CALL runtime.memclrHasPointers(SB)                      // map.go:753
	MOVQ runtime.t+96(SP), DX                               // map.go:755
line755:
	MOVBLZX 80(DX), SI                                      // map.go:755
	MOVBLZX 81(DX), DI                                      // map.go:755
	MOVQ runtime.i+32(SP), R8                               // map.go:755
	IMULQ R8, DI                                            // map.go:755
	LEAQ (DI)(SI*8), SI                                     // map.go:755
	MOVQ runtime.b+72(SP), DI                               // stubs.go:16
	MOVQ DI, R9                                             // stubs.go:16
	LEAQ (SI)(DI*1), AX                                     // stubs.go:16
	LEAQ 8(AX), AX                                          // stubs.go:16
	MOVL 84(DX), SI                                         // type.go:465
	BTL $1, SI                                              // type.go:465
	JCC line758                                             // map.go:756
	TESTB AL, (AX)                                          // map.go:757
	CMPL runtime.writeBarrier(SB), $0                       // map.go:757
	JEQ line757                                             // map.go:757
	MOVQ (AX), SI                                           // map.go:757
	CALL runtime.gcWriteBarrier1(SB)                        // map.go:757
	MOVQ SI, (R11)                                          // map.go:757
line757:
	MOVQ $0, (AX)                                           // map.go:757
	JMP line763                                             // map.go:757
line758:
	MOVQ 56(DX), CX                                         // map.go:758
	CMPQ 8(CX), $0                                          // map.go:758
	JEQ line761                                             // map.go:758
	MOVQ (CX), BX                                           // map.go:759
	CALL runtime.memclrHasPointers(SB)                      // map.go:759
	JMP line210b                                            // map.go:759
line761:
	MOVQ (CX), BX                                           // map.go:761
	CALL runtime.memclrNoHeapPointers(SB)                   // map.go:761
line210b:
	MOVQ runtime.t+96(SP), DX                               // map.go:210
	MOVQ runtime.i+32(SP), R8                               // map.go:763
	MOVQ runtime.b+72(SP), R9                               // map.go:763
line763:
	MOVB $1, (R9)(R8*1)                                     // map.go:763
	CMPQ R8, $7                                             // map.go:768
	JNE line773                                             // map.go:768
	MOVWLZX 82(DX), SI                                      // map.go:210
	MOVQ R9, DI                                             // stubs.go:16
	LEAQ (SI)(R9*1), SI                                     // stubs.go:16
	LEAQ -8(SI), SI                                         // stubs.go:16
	MOVQ (SI), SI                                           // map.go:210
	TESTQ SI, SI                                            // map.go:769
	JEQ line0                                               // map.go:769
	CMPB (SI), $0                                           // map.go:769
	JEQ line0                                               // map.go:769
	JMP line796                                             // map.go:769
line773:
	MOVBLZX 1(R8)(R9*1), SI                                 // map.go:773
	TESTB SIB, SIB                                          // map.go:773
	JNE line796                                             // map.go:773
	MOVQ R9, DI                                             // map.go:778
line0:
	MOVQ runtime.~r0+64(SP), SI
	JMP line778
line796:
	MOVQ runtime.h+104(SP), CX                              // map.go:796
	MOVQ (CX), DX                                           // map.go:796
	LEAQ -1(DX), SI                                         // map.go:796
	MOVQ SI, (CX)                                           // map.go:796
	CMPQ DX, $1                                             // map.go:799
	JNE line806b                                            // map.go:799
	CALL runtime.rand(SB)                                   // map.go:800
	MOVQ runtime.h+104(SP), CX                              // map.go:800
	MOVL AX, 12(CX)                                         // map.go:800
line806b:
	MOVQ CX, BX                                             // map.go:806
	JMP line806                                             // map.go:802
line778:
	CMPQ R8, $8                                             // map.go:778
	JCC line778b                                            // map.go:778
	TESTB AL, (DI)                                          // map.go:778
	MOVB $0, (DI)(R8*1)                                     // map.go:778
	TESTQ R8, R8                                            // map.go:779
	JNE line789                                             // map.go:779
	CMPQ DI, SI                                             // map.go:780
	JEQ line796                                             // map.go:780
	MOVQ SI, AX                                             // stubs.go:16
	JMP line210c                                            // map.go:785
line789:
	DECQ R8                                                 // map.go:789
line791:
	CMPQ R8, $8                                             // map.go:791
	JCC line791b                                            // map.go:791
	TESTB AL, (DI)                                          // map.go:791
	MOVBLZX (R8)(DI*1), R9                                  // map.go:791
	CMPB R9B, $1                                            // map.go:791
	JEQ line778                                             // map.go:791
	JMP line796                                             // map.go:791
line791b:
	MOVQ R8, AX                                             // map.go:791
	MOVL $8, CX                                             // map.go:791
	CALL runtime.panicIndexU(SB)                            // map.go:791
line210c:
	MOVWLZX 82(DX), R8                                      // map.go:210
	MOVQ SI, R9                                             // stubs.go:16
	LEAQ (R8)(SI*1), SI                                     // stubs.go:16
	LEAQ -8(SI), SI                                         // stubs.go:16
	MOVQ (SI), SI                                           // map.go:210
	CMPQ DI, SI                                             // map.go:785
	JNE line210c                                            // map.go:785
	MOVQ AX, SI                                             // map.go:780
	MOVL $7, R8                                             // map.go:780
	MOVQ R9, DI                                             // map.go:791
	JMP line791                                             // map.go:785
line778b:
	MOVQ R8, AX                                             // map.go:778
	MOVL $8, CX                                             // map.go:778
	CALL runtime.panicIndexU(SB)                            // map.go:778
moreStack:
	MOVQ AX, 8(SP)                                          // map.go:696
	MOVQ BX, 16(SP)                                         // map.go:696
	MOVQ CX, 24(SP)                                         // map.go:696
	CALL runtime.morestack_noctxt(SB)                       // map.go:696
	MOVQ 8(SP), AX                                          // map.go:696
	MOVQ 16(SP), BX                                         // map.go:696
	MOVQ 24(SP), CX                                         // map.go:696
	JMP entry                                               // map.go:696
