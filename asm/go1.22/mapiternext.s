// runtime.mapiternext of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/map.go:862-986.
//
// Steps an iteration to its next entry. It walks the array of buckets that mapiterinit saw; an entry that has moved
// since is looked up again with mapaccessK.
//
// Entry:  AX *hiter it; R14 g, X15 0
// Exit:   nothing; it.key and it.elem are addresses, nil at the end of the iteration
// Stack:  31(SP) i, 32(SP) checkBucket, 40(SP) bucket, 48(SP) offi, 56(SP) e, 64(SP) t, 72(SP) k, 80(SP) h, 88(SP) b,
//         112(SP) it
//
// *it is on the caller's stack as a rule, private to the core; its accesses are left out below.
//
// Shared accesses in order (source line, access and bytes, what, why):
//   map.go:868          load 1       h.flags                 hashWriting (4) set: fatal; once a step
//   map.go:1118         load 8       h.oldbuckets            next bucket: is a growth under way,
//   map.go:885          load 1       h.B                     and is it.B still h.B?
//   map.go:1133         load 1       h.flags                 sameSizeGrow (8)?
//   map.go:1133         load 1       h.B
//   map.go:205          load 1       oldb.tophash[0]         2, 3 or 4: evacuated, walk it.buckets; else walk oldb
//   map.go:911          load 1       b.tophash[0]            nil check of b, value unused
//   map.go:911          load 1       b.tophash[offi]         0, 1 or 4: no entry
//   map.go:1123         load 1       h.flags                 walking oldb: sameSizeGrow takes every key
//   map.go:929          call         t.Key.Equal(k, k)       keys that may differ from themselves
//   map.go:944          load 1       b.tophash[offi]         k != k: its lowest bit decides
//   map.go:932          load 4       h.hash0
//   map.go:932          call         t.Hasher(k, hash0)      does the key go to this new bucket?
//   map.go:949          load 1       b.tophash[offi]         2 or 3: the entry has moved
//   map.go:950          call         t.Key.Equal(k, k)       keys that may differ from themselves
//   map.go:968          call         mapaccessK              the entry where it is now; nil: deleted
//   map.go:210          load 8       b.overflow              the next bucket of the chain

TEXT runtime.mapiternext(SB), ABIInternal, $104-8
entry:
	CMPQ SP, 16(R14)                                        // map.go:862
	JLS moreStack                                           // map.go:862
	PUSHQ BP                                                // map.go:862
	MOVQ SP, BP                                             // map.go:862
	SUBQ $96, SP                                            // map.go:862
	MOVQ AX, runtime.it+112(SP)                             // map.go:868
	MOVQ 24(AX), BX                                         // map.go:863
	MOVQ BX, runtime.h+80(SP)                               // map.go:863
	MOVBLZX 8(BX), SI                                       // map.go:868
	TESTB $4, SIB                                           // map.go:868
	JEQ checkPasses                                         // map.go:868
	LEAQ go:string."concurrent map iteration and map write"(SB), AX // map.go:869
	MOVL $38, BX                                            // map.go:869
	CALL runtime.fatal(SB)                                  // map.go:869
	MOVQ runtime.it+112(SP), AX                             // map.go:871
	MOVQ runtime.h+80(SP), BX                               // map.go:1118
checkPasses:
	MOVQ 16(AX), SI                                         // map.go:871
	MOVQ SI, runtime.t+64(SP)                               // map.go:871
	MOVQ 80(AX), DI                                         // map.go:872
	MOVQ 40(AX), R8                                         // map.go:873
	MOVBLZX 75(AX), R9                                      // map.go:874
	MOVQ 88(AX), R10                                        // map.go:875
	JMP next                                                // map.go:877
followOverflow:
	MOVWLZX 82(SI), R11                                     // map.go:210
	LEAQ (R10)(R11*1), R11                                  // stubs.go:16
	LEAQ -8(R11), R11                                       // stubs.go:16
	MOVQ (R11), R8                                          // map.go:210
	XORL R9, R9                                             // map.go:210
	MOVQ DX, R10                                            // map.go:921
next:
	TESTQ R8, R8                                            // map.go:878
	JEQ chainEnds                                           // map.go:878
	MOVQ R10, DX                                            // map.go:921
	MOVQ R8, R10                                            // map.go:983
	JMP keepPlace                                           // map.go:878
chainEnds:
	// The end: bucket == it.startBucket && it.wrapped.
	CMPQ 64(AX), DI                                         // map.go:879
	JNE chooseBucket                                        // map.go:879
	CMPB 73(AX), $0                                         // map.go:879
	JNE iterationEnds                                       // map.go:879
chooseBucket:
	MOVQ 24(BX), R8                                         // map.go:1118
	TESTQ R8, R8                                            // map.go:1118
	JEQ walkSnapshot                                        // map.go:885
	MOVBLZX 74(AX), R9                                      // map.go:885
	CMPB 9(BX), R9B                                         // map.go:885
	JNE walkSnapshot                                        // map.go:885
	MOVQ 24(AX), R9                                         // map.go:890
	MOVBLZX 8(R9), R10                                      // map.go:1133
	MOVBLZX 9(R9), R9                                       // map.go:1133
	TESTB $8, R10B                                          // map.go:1123
	JNE haveOldB                                            // map.go:1134
	DECL R9                                                 // map.go:1135
haveOldB:
	// h.oldbucketmask()
	MOVWLZX 82(SI), R10                                     // map.go:891
	MOVL R9, CX                                             // map.go:187
	MOVL $1, R9                                             // map.go:187
	SHLQ CX, R9                                             // map.go:187
	DECQ R9                                                 // map.go:1142
	ANDQ DI, R9                                             // map.go:890
	IMULQ R10, R9                                           // map.go:891
	MOVBLZX (R9)(R8*1), R11                                 // map.go:205
	// evacuated(b): evacuatedX (2), evacuatedY (3) or evacuatedEmpty (4).
	ADDL $-2, R11                                           // map.go:206
	ADDQ R9, R8                                             // stubs.go:16
	CMPB R11B, $3                                           // map.go:206
	JCC oldBucketStands                                     // map.go:892
	IMULQ DI, R10                                           // map.go:895
	ADDQ 32(AX), R10                                        // stubs.go:16
	// noCheck
	MOVQ $-1, CX                                            // stubs.go:16
	JMP countBucket                                         // map.go:896
oldBucketStands:
	MOVQ DI, CX                                             // map.go:921
	MOVQ R8, R10                                            // map.go:983
	JMP countBucket                                         // map.go:893
walkSnapshot:
	MOVWLZX 82(SI), R10                                     // map.go:899
	IMULQ DI, R10                                           // map.go:899
	ADDQ 32(AX), R10                                        // stubs.go:16
	MOVQ $-1, CX                                            // stubs.go:16
countBucket:
	INCQ DI                                                 // map.go:902
	MOVBLZX 74(AX), R8                                      // map.go:903
	MOVQ CX, DX                                             // map.go:921
	MOVL R8, CX                                             // map.go:187
	MOVL $1, R9                                             // map.go:187
	SHLQ CX, R9                                             // map.go:187
	CMPQ R9, DI                                             // map.go:903
	JNE firstSlot                                           // map.go:903
	MOVB $1, 73(AX)                                         // map.go:905
	XORL DI, DI                                             // map.go:905
firstSlot:
	XORL R9, R9                                             // map.go:983
keepPlace:
	MOVQ DI, runtime.bucket+40(SP)                          // map.go:975
	MOVQ DX, runtime.checkBucket+32(SP)                     // map.go:921
	MOVQ R10, runtime.b+88(SP)                              // map.go:983
	JMP lookAtSlot
iterationEnds:
	CMPL runtime.writeBarrier(SB), $0                       // map.go:881
	JEQ clearKeyElem                                        // map.go:881
	MOVQ (AX), CX                                           // map.go:881
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:881
	MOVQ CX, (R11)                                          // map.go:881
	MOVQ 8(AX), CX                                          // map.go:882
	MOVQ CX, 8(R11)                                         // map.go:882
clearKeyElem:
	MOVUPS X15, (AX)                                        // map.go:881
	ADDQ $96, SP                                            // map.go:883
	POPQ BP                                                 // map.go:883
	RET                                                     // map.go:883
nextSlot:
	INCL R9                                                 // map.go:909
lookAtSlot:
	CMPB R9B, $8                                            // map.go:909
	JCC followOverflow                                      // map.go:909
	TESTB AL, (R10)                                         // map.go:911
	MOVBLZX 72(AX), R8                                      // map.go:910
	ADDL R9, R8                                             // map.go:910
	MOVL R8, R11                                            // map.go:911
	ANDL $7, R8                                             // map.go:911
	MOVBLZX (R8)(R10*1), R12                                // map.go:911
	// isEmpty, or evacuatedEmpty (4).
	CMPB R12B, $1                                           // map.go:113
	JLS nextSlot                                            // map.go:911
	CMPB R12B, $4                                           // map.go:911
	JEQ nextSlot                                            // map.go:911
	ANDL $7, R11                                            // map.go:916
	MOVBLZX 80(SI), R12                                     // map.go:916
	MOVQ R12, R13                                           // map.go:916
	IMULQ R11, R12                                          // map.go:916
	MOVQ R10, R15                                           // stubs.go:16
	LEAQ (R12)(R10*1), R12                                  // stubs.go:16
	LEAQ 8(R12), R12                                        // stubs.go:16
	// t.IndirectKey()
	MOVL 84(SI), CX                                         // type.go:462
	BTL $0, CX                                              // type.go:462
	JCC haveKey                                             // map.go:917
	MOVQ (R12), R12                                         // map.go:918
haveKey:
	MOVB R9B, runtime.i+31(SP)                              // map.go:909
	MOVQ R12, runtime.k+72(SP)                              // map.go:968
	MOVBLZX 81(SI), DI                                      // map.go:920
	IMULQ R11, DI                                           // map.go:920
	LEAQ (DI)(R13*8), DI                                    // map.go:920
	LEAQ (DI)(R10*1), DI                                    // stubs.go:16
	LEAQ 8(DI), DI                                          // stubs.go:16
	MOVQ DI, runtime.~r0+56(SP)                             // stubs.go:16
	// checkBucket != noCheck
	CMPQ DX, $-1                                            // map.go:921
	JEQ noBucketCheck                                       // map.go:921
	MOVBLZX 8(BX), R10                                      // map.go:1123
	TESTB $8, R10B                                          // map.go:1123
	JNE noBucketCheck                                       // map.go:921
	MOVQ R8, runtime..autotmp_76+48(SP)                     // map.go:911
	// t.ReflexiveKey()
	BTL $2, CX                                              // type.go:468
	JCC askEqual                                            // map.go:929
	MOVL $1, CX                                             // map.go:929
	JMP reflexiveKnown                                      // map.go:929
askEqual:
	MOVQ 48(SI), CX                                         // map.go:929
	MOVQ 24(CX), DX                                         // map.go:929
	MOVQ (DX), CX                                           // map.go:929
	MOVQ R12, AX                                            // map.go:929
	MOVQ AX, BX                                             // map.go:929
	CALL CX                                                 // map.go:929
	MOVQ runtime.checkBucket+32(SP), DX                     // map.go:944
	MOVQ runtime.h+80(SP), BX                               // map.go:932
	MOVQ runtime.t+64(SP), SI                               // map.go:916
	MOVQ runtime.~r0+56(SP), DI                             // map.go:957
	MOVQ runtime..autotmp_76+48(SP), R8                     // map.go:944
	MOVBLZX runtime.i+31(SP), R9                            // map.go:909
	MOVQ runtime.k+72(SP), R12                              // map.go:932
	MOVQ runtime.b+88(SP), R15                              // map.go:944
	MOVL AX, CX                                             // map.go:929
	MOVQ runtime.it+112(SP), AX                             // map.go:944
reflexiveKnown:
	TESTB CL, CL                                            // map.go:929
	JNE hashKey                                             // map.go:929
	MOVBLZX 74(AX), CX                                      // map.go:944
	DECL CX                                                 // map.go:944
	// checkBucket>>(it.B-1) != uintptr(b.tophash[offi]&1)
	MOVQ DX, R10                                            // map.go:944
	SHRQ CX, DX                                             // map.go:944
	MOVBLZX (R8)(R15*1), R11                                // map.go:944
	ANDL $1, R11                                            // map.go:944
	CMPB CL, $64                                            // map.go:944
	SBBQ R13, R13                                           // map.go:944
	ANDQ DX, R13                                            // map.go:944
	CMPQ R11, R13                                           // map.go:944
	JEQ lookForMark                                         // map.go:944
	MOVQ R10, DX                                            // map.go:921
	MOVQ runtime.bucket+40(SP), DI                          // map.go:975
	MOVQ R15, R10                                           // map.go:911
	JMP nextSlot                                            // map.go:945
hashKey:
	MOVQ 72(SI), DX                                         // map.go:932
	MOVQ (DX), CX                                           // map.go:932
	MOVL 12(BX), DI                                         // map.go:932
	MOVQ R12, AX                                            // map.go:932
	MOVQ DI, BX                                             // map.go:932
	CALL CX                                                 // map.go:932
	MOVQ runtime.it+112(SP), CX                             // map.go:933
	MOVBLZX 74(CX), SI                                      // map.go:933
	MOVQ CX, DX                                             // map.go:868
	MOVL SI, CX                                             // map.go:187
	MOVL $1, DI                                             // map.go:187
	SHLQ CX, DI                                             // map.go:187
	// hash & bucketMask(it.B) != checkBucket
	LEAQ -1(DI), CX                                         // map.go:192
	ANDQ CX, AX                                             // map.go:933
	MOVQ runtime.checkBucket+32(SP), CX                     // map.go:933
	CMPQ CX, AX                                             // map.go:933
	JEQ keyBelongsHere                                      // map.go:933
	MOVQ DX, AX                                             // map.go:910
	MOVQ CX, DX                                             // map.go:921
	MOVQ runtime.h+80(SP), BX                               // map.go:1123
	MOVQ runtime.t+64(SP), SI                               // map.go:916
	MOVQ runtime.bucket+40(SP), DI                          // map.go:975
	MOVBLZX runtime.i+31(SP), R9                            // map.go:909
	MOVQ runtime.b+88(SP), R10                              // map.go:911
	JMP nextSlot                                            // map.go:934
keyBelongsHere:
	MOVQ DX, AX                                             // map.go:955
	MOVQ runtime.h+80(SP), BX                               // map.go:968
	MOVQ runtime.t+64(SP), SI                               // type.go:468
	MOVQ runtime.~r0+56(SP), DI                             // map.go:957
	MOVQ runtime..autotmp_76+48(SP), R8                     // map.go:949
	MOVBLZX runtime.i+31(SP), R9                            // map.go:909
	MOVQ CX, R10                                            // map.go:980
	MOVQ runtime.k+72(SP), R12                              // map.go:968
	MOVQ runtime.b+88(SP), R15                              // map.go:949
	JMP lookForMark                                         // map.go:933
noBucketCheck:
	MOVQ DX, R10                                            // map.go:980
lookForMark:
	MOVBLZX (R8)(R15*1), R8                                 // map.go:949
	// evacuatedX (2) or evacuatedY (3).
	CMPB R8B, $2                                            // map.go:949
	JEQ entryMoved                                          // map.go:949
	CMPB R8B, $3                                            // map.go:949
	JEQ entryMoved                                          // map.go:949
	MOVL $1, CX                                             // map.go:949
	JMP takeOrLookUp                                        // map.go:949
entryMoved:
	MOVL 84(SI), R8                                         // type.go:468
	// t.ReflexiveKey()
	BTL $2, R8                                              // type.go:468
	JCC askEqualOfMoved                                     // map.go:950
	MOVL $1, CX                                             // map.go:950
	JMP negate                                              // map.go:950
askEqualOfMoved:
	MOVQ 48(SI), CX                                         // map.go:950
	MOVQ 24(CX), DX                                         // map.go:950
	MOVQ (DX), CX                                           // map.go:950
	MOVQ R12, AX                                            // map.go:950
	MOVQ AX, BX                                             // map.go:950
	CALL CX                                                 // map.go:950
	MOVQ runtime.h+80(SP), BX                               // map.go:968
	MOVQ runtime.t+64(SP), SI                               // map.go:968
	MOVQ runtime.~r0+56(SP), DI                             // map.go:957
	MOVBLZX runtime.i+31(SP), R9                            // map.go:909
	MOVQ runtime.checkBucket+32(SP), R10                    // map.go:980
	MOVQ runtime.k+72(SP), R12                              // map.go:968
	MOVQ runtime.b+88(SP), R15                              // map.go:911
	MOVL AX, CX                                             // map.go:950
	MOVQ runtime.it+112(SP), AX                             // map.go:955
negate:
	XORL $1, CX                                             // map.go:950
takeOrLookUp:
	TESTB CL, CL                                            // map.go:949
	JNE takeSlot                                            // map.go:950
	MOVQ SI, AX                                             // map.go:968
	MOVQ R12, CX                                            // map.go:968
	CALL runtime.mapaccessK(SB)                             // map.go:968
	TESTQ AX, AX                                            // map.go:969
	JNE lookedUp                                            // map.go:969
	MOVQ runtime.it+112(SP), AX                             // map.go:910
	MOVQ runtime.checkBucket+32(SP), DX                     // map.go:921
	MOVQ runtime.h+80(SP), BX                               // map.go:1123
	MOVQ runtime.t+64(SP), SI                               // map.go:916
	MOVQ runtime.bucket+40(SP), DI                          // map.go:975
	MOVBLZX runtime.i+31(SP), R9                            // map.go:909
	MOVQ runtime.b+88(SP), R10                              // map.go:911
	JMP nextSlot                                            // map.go:970
lookedUp:
	CMPL runtime.writeBarrier(SB), $0                       // map.go:972
	JNE lookedUpBehindBarrier                               // map.go:972
	MOVQ runtime.it+112(SP), CX                             // map.go:972
	JMP storeLookedUp                                       // map.go:972
lookedUpBehindBarrier:
	CALL runtime.gcWriteBarrier4(SB)                        // map.go:972
	MOVQ AX, (R11)                                          // map.go:972
	MOVQ runtime.it+112(SP), CX                             // map.go:972
	MOVQ (CX), DX                                           // map.go:972
	MOVQ DX, 8(R11)                                         // map.go:972
	MOVQ BX, 16(R11)                                        // map.go:973
	MOVQ 8(CX), DX                                          // map.go:973
	MOVQ DX, 24(R11)                                        // map.go:973
storeLookedUp:
	MOVQ AX, (CX)                                           // map.go:972
	MOVQ BX, 8(CX)                                          // map.go:973
	MOVQ CX, AX                                             // map.go:975
	MOVBLZX runtime.i+31(SP), R9                            // map.go:979
	MOVQ runtime.checkBucket+32(SP), R10                    // map.go:980
	MOVQ runtime.b+88(SP), R15                              // map.go:976
	JMP storePlace                                          // map.go:973
takeSlot:
	CMPL runtime.writeBarrier(SB), $0                       // map.go:955
	JEQ storeKey                                            // map.go:955
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:955
	MOVQ R12, (R11)                                         // map.go:955
	MOVQ (AX), CX                                           // map.go:955
	MOVQ CX, 8(R11)                                         // map.go:955
storeKey:
	MOVQ R12, (AX)                                          // map.go:955
	MOVL 84(SI), CX                                         // type.go:465
	// t.IndirectElem()
	BTL $1, CX                                              // type.go:465
	JCC haveElem                                            // map.go:956
	MOVQ (DI), DI                                           // map.go:957
haveElem:
	CMPL runtime.writeBarrier(SB), $0                       // map.go:959
	JEQ storeElem                                           // map.go:959
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:959
	MOVQ DI, (R11)                                          // map.go:959
	MOVQ 8(AX), CX                                          // map.go:959
	MOVQ CX, 8(R11)                                         // map.go:959
storeElem:
	MOVQ DI, 8(AX)                                          // map.go:959
storePlace:
	MOVQ runtime.bucket+40(SP), CX                          // map.go:975
	MOVQ CX, 80(AX)                                         // map.go:975
	CMPQ 40(AX), R15                                        // map.go:976
	JEQ done                                                // map.go:976
	CMPL runtime.writeBarrier(SB), $0                       // map.go:977
	JEQ storeBptr                                           // map.go:977
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:977
	MOVQ R15, (R11)                                         // map.go:977
	MOVQ 40(AX), CX                                         // map.go:977
	MOVQ CX, 8(R11)                                         // map.go:977
storeBptr:
	MOVQ R15, 40(AX)                                        // map.go:977
done:
	LEAL 1(R9), CX                                          // map.go:979
	MOVB CL, 75(AX)                                         // map.go:979
	MOVQ R10, 88(AX)                                        // map.go:980
	ADDQ $96, SP                                            // map.go:981
	POPQ BP                                                 // map.go:981
	RET                                                     // map.go:981
moreStack:
	MOVQ AX, 8(SP)                                          // map.go:862
	CALL runtime.morestack_noctxt(SB)                       // map.go:862
	MOVQ 8(SP), AX                                          // map.go:862
	JMP entry                                               // map.go:862
