// runtime.hashGrow of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/map.go:1053-1094.
//
// Starts a growth: a new array of buckets, twice as large above the load factor, else of the same size. The entries are
// moved later, by growWork. Not one of the six stores that commit the growth has a LOCK.
//
// Entry:  AX *maptype t, BX *hmap h; R14 g, X15 0
// Exit:   nothing
// Stack:  31(SP) bigger, 32(SP) oldbuckets, 40(SP) nextOverflow, 72(SP) h
//
// Shared accesses in order (source line, access and bytes, what, why):
//   map.go:1058         load 8       h.count
//   map.go:1058         load 1       h.B
//   map.go:1060         load 1       h.flags                 not above the load factor:
//   map.go:1060         store 1      h.flags                 sameSizeGrow (8) set
//   map.go:1063         load 1       h.B
//   map.go:1062         load 8       h.buckets               the old array
//   map.go:1063         call         makeBucketArray
//   map.go:1065         load 1       h.flags                 again: iterator and oldIterator (3) cleared,
//   map.go:1070         load 1       h.B                     iterator moved to oldIterator
//   map.go:1070         store 1      h.B                     the commit: B,
//   map.go:1071         store 1      h.flags                 flags,
//   map.go:1072         store 8      h.oldbuckets            oldbuckets: not nil from here on,
//   map.go:1073         store 8      h.buckets               buckets,
//   map.go:1074         store 8      h.nevacuate             0
//   map.go:1075         store 2      h.noverflow             0
//   map.go:1077         load 8       h.extra
//   map.go:1077         load 8       extra.overflow
//   map.go:1079         load 8       extra.oldoverflow       not nil: throw "oldoverflow is not nil"
//   map.go:1082         store 8      extra.oldoverflow       the old array's overflow buckets
//   map.go:1083         load 8       h.extra
//   map.go:1083         load 1       extra.overflow          nil check of extra, value unused
//   map.go:1083         store 8      extra.overflow          nil
//   map.go:1086         load 8       h.extra                 preallocated overflow buckets (B of 4 and more)
//   map.go:1087         call         newobject               a mapextra
//   map.go:1087         store 8      h.extra
//   map.go:1089         load 8       h.extra
//   map.go:1089         load 1       extra.overflow          nil check of extra, value unused
//   map.go:1089         store 8      extra.nextOverflow

TEXT runtime.hashGrow(SB), ABIInternal, $56-16
entry:
	CMPQ SP, 16(R14)                                        // map.go:1053
	JLS moreStack                                           // map.go:1053
	PUSHQ BP                                                // map.go:1053
	MOVQ SP, BP                                             // map.go:1053
	SUBQ $48, SP                                            // map.go:1053
	MOVQ (BX), DX                                           // map.go:1058
	INCQ DX                                                 // map.go:1058
	// overLoadFactor(h.count+1, h.B): count > 8 and count > 13*(2^B/2).
	CMPQ DX, $8                                             // map.go:1098
	JLE sameSize                                            // map.go:1098
	MOVBLZX 9(BX), CX                                       // map.go:1058
	MOVL $1, SI                                             // map.go:187
	SHLQ CX, SI                                             // map.go:187
	SHRQ $1, SI                                             // map.go:1098
	LEAQ (SI)(SI*2), DI                                     // map.go:1098
	LEAQ (SI)(DI*4), SI                                     // map.go:1098
	CMPQ SI, DX                                             // map.go:1098
	JCC sameSize                                            // map.go:1058
	MOVL $1, CX                                             // map.go:1058
	JMP haveBigger                                          // map.go:1058
sameSize:
	MOVBLZX 8(BX), DX                                       // map.go:1060
	ORL $8, DX                                              // map.go:1060
	MOVB DL, 8(BX)                                          // map.go:1060
	XORL CX, CX                                             // map.go:1060
haveBigger:
	MOVQ BX, runtime.h+72(SP)                               // map.go:1098
	MOVB CL, runtime.bigger+31(SP)                          // map.go:1063
	MOVBLZX 9(BX), DX                                       // map.go:1063
	ADDL CX, DX                                             // map.go:1063
	MOVQ 16(BX), SI                                         // map.go:1062
	MOVQ SI, runtime.oldbuckets+32(SP)                      // map.go:1062
	MOVL DX, BX                                             // map.go:1063
	XORL CX, CX                                             // map.go:1063
	CALL runtime.makeBucketArray(SB)                        // map.go:1063
	MOVQ runtime.h+72(SP), DX                               // map.go:1065
	MOVBLZX 8(DX), SI                                       // map.go:1065
	MOVL SI, DI                                             // map.go:1065
	ANDL $-4, SI                                            // map.go:1065
	TESTB $1, DIB                                           // map.go:1066
	JEQ commit                                              // map.go:1066
	ORL $2, SI                                              // map.go:1067
commit:
	// The commit.
	MOVBLZX 9(DX), CX                                       // map.go:1070
	MOVBLZX runtime.bigger+31(SP), DI                       // map.go:1070
	ADDL DI, CX                                             // map.go:1070
	MOVB CL, 9(DX)                                          // map.go:1070
	MOVB SIB, 8(DX)                                         // map.go:1071
	CMPL runtime.writeBarrier(SB), $0                       // map.go:1072
	JNE bucketsBehindBarrier                                // map.go:1072
	MOVQ runtime.oldbuckets+32(SP), CX                      // map.go:1072
	JMP storeBuckets                                        // map.go:1072
bucketsBehindBarrier:
	CALL runtime.gcWriteBarrier4(SB)                        // map.go:1072
	MOVQ runtime.oldbuckets+32(SP), CX                      // map.go:1072
	MOVQ CX, (R11)                                          // map.go:1072
	MOVQ 24(DX), SI                                         // map.go:1072
	MOVQ SI, 8(R11)                                         // map.go:1072
	MOVQ AX, 16(R11)                                        // map.go:1073
	MOVQ 16(DX), SI                                         // map.go:1073
	MOVQ SI, 24(R11)                                        // map.go:1073
storeBuckets:
	MOVQ CX, 24(DX)                                         // map.go:1072
	MOVQ AX, 16(DX)                                         // map.go:1073
	MOVQ $0, 32(DX)                                         // map.go:1074
	MOVW $0, 10(DX)                                         // map.go:1075
	MOVQ 40(DX), CX                                         // map.go:1077
	TESTQ CX, CX                                            // map.go:1077
	JEQ keepPreallocated                                    // map.go:1077
	MOVQ (CX), SI                                           // map.go:1077
	TESTQ SI, SI                                            // map.go:1077
	JEQ keepPreallocated                                    // map.go:1077
	CMPQ 8(CX), $0                                          // map.go:1079
	JNE oldoverflowNotNil                                   // map.go:1079
	CMPL runtime.writeBarrier(SB), $0                       // map.go:1082
	JEQ promoteOverflow                                     // map.go:1082
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:1082
	MOVQ SI, (R11)                                          // map.go:1082
	MOVQ 8(CX), DI                                          // map.go:1082
	MOVQ DI, 8(R11)                                         // map.go:1082
promoteOverflow:
	MOVQ SI, 8(CX)                                          // map.go:1082
	MOVQ 40(DX), CX                                         // map.go:1083
	TESTB AL, (CX)                                          // map.go:1083
	CMPL runtime.writeBarrier(SB), $0                       // map.go:1083
	JEQ clearOverflow                                       // map.go:1083
	MOVQ (CX), SI                                           // map.go:1083
	CALL runtime.gcWriteBarrier1(SB)                        // map.go:1083
	MOVQ SI, (R11)                                          // map.go:1083
clearOverflow:
	MOVQ $0, (CX)                                           // map.go:1083
keepPreallocated:
	TESTQ BX, BX                                            // map.go:1085
	JEQ done                                                // map.go:1085
	CMPQ 40(DX), $0                                         // map.go:1086
	JNE haveExtra                                           // map.go:1086
	MOVQ BX, runtime.nextOverflow+40(SP)                    // map.go:1063
	LEAQ type:runtime.mapextra(SB), AX                      // map.go:1087
	CALL runtime.newobject(SB)                              // map.go:1087
	CMPL runtime.writeBarrier(SB), $0                       // map.go:1087
	JNE extraBehindBarrier                                  // map.go:1087
	MOVQ runtime.h+72(SP), CX                               // map.go:1087
	JMP storeExtra                                          // map.go:1087
extraBehindBarrier:
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:1087
	MOVQ AX, (R11)                                          // map.go:1087
	MOVQ runtime.h+72(SP), CX                               // map.go:1087
	MOVQ 40(CX), DX                                         // map.go:1087
	MOVQ DX, 8(R11)                                         // map.go:1087
storeExtra:
	MOVQ AX, 40(CX)                                         // map.go:1087
	MOVQ CX, DX                                             // map.go:1089
	MOVQ runtime.nextOverflow+40(SP), BX                    // map.go:1089
haveExtra:
	MOVQ 40(DX), AX                                         // map.go:1089
	TESTB AL, (AX)                                          // map.go:1089
	CMPL runtime.writeBarrier(SB), $0                       // map.go:1089
	JEQ storeNextOverflow                                   // map.go:1089
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:1089
	MOVQ BX, (R11)                                          // map.go:1089
	MOVQ 16(AX), CX                                         // map.go:1089
	MOVQ CX, 8(R11)                                         // map.go:1089
storeNextOverflow:
	MOVQ BX, 16(AX)                                         // map.go:1089
done:
	ADDQ $48, SP                                            // map.go:1094
	POPQ BP                                                 // map.go:1094
	RET                                                     // map.go:1094
oldoverflowNotNil:
	LEAQ go:string."oldoverflow is not nil"(SB), AX         // map.go:1080
	MOVL $22, BX                                            // map.go:1080
	CALL runtime.throw(SB)                                  // map.go:1080
moreStack:
	MOVQ AX, 8(SP)                                          // map.go:1053
	MOVQ BX, 16(SP)                                         // map.go:1053
	CALL runtime.morestack_noctxt(SB)                       // map.go:1053
	MOVQ 8(SP), AX                                          // map.go:1053
	MOVQ 16(SP), BX                                         // map.go:1053
	JMP entry                                               // map.go:1053
