// runtime.mapassign_fast64 of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/map_fast64.go:93-181.
//
// Finds the slot of a key in a map with 8-byte keys, or makes one. The caller stores the element itself, after the
// return and so outside the stretch that hashWriting guards.
//
// Entry:  AX *maptype t, BX *hmap h, CX key; R14 g, X15 0
// Exit:   AX address of the element
// Stack:  24(SP) hash, 32(SP) bucket, 40(SP) the result, 64(SP) t, 72(SP) h, 80(SP) key (the hasher gets its address)
//
// Shared accesses in order (source line, access and bytes, what, why):
//   map_fast64.go:101   load 1       h.flags                 first check: hashWriting (4) set: fatal
//   map_fast64.go:104   load 4       h.hash0
//   map_fast64.go:104   call         t.Hasher(&key, hash0)
//   map_fast64.go:107   load 1       h.flags
//   map_fast64.go:107   store 1      h.flags                 hashWriting toggled, no LOCK, after the hash
//   map_fast64.go:109   load 8       h.buckets               nil: a first bucket from mallocgc, then
//   map_fast64.go:110   store 8      h.buckets
//   map_fast64.go:114   load 1       h.B                     again:
//   map.go:1118         load 8       h.oldbuckets            not nil: a growth is under way
//   map_fast64.go:116   call         growWork_fast64
//   stubs.go:16         load 8       h.buckets
//   map_fast64.go:127   load 1       b.tophash[0]            nil check of b, value unused
//   map_fast64.go:127   load 1       b.tophash[i]            0 or 1: empty; 0 ends the search
//   map_fast64.go:137   load 8       b.keys[i]               equal: done
//   map.go:210          load 8       b.overflow              the next bucket of the chain
//   map.go:1118         load 8       h.oldbuckets            not nil: no second growth
//   map_fast64.go:156   load 8       h.count
//   map_fast64.go:156   load 1       h.B
//   map_fast64.go:156   load 2       h.noverflow
//   map_fast64.go:157   call         hashGrow                load factor above 6.5 or many overflow buckets; then again
//   map_fast64.go:163   call         newoverflow             no free slot in the chain
//   map_fast64.go:166   load 1       insertb.tophash[0]      nil check of insertb, value unused
//   map_fast64.go:166   store 1      insertb.tophash[i]      the tophash first,
//   map_fast64.go:170   store 8      insertb.keys[i]         then the key (the generic mapassign: key first)
//   map_fast64.go:172   load+store 8 h.count                 count++, no LOCK
//   map_fast64.go:176   load 1       h.flags                 second check: hashWriting clear: fatal
//   map_fast64.go:179   load 1       h.flags
//   map_fast64.go:179   store 1      h.flags                 hashWriting cleared, no LOCK

TEXT runtime.mapassign_fast64(SB), ABIInternal, $56-24
entry:
	CMPQ SP, 16(R14)                                        // map_fast64.go:93
	JLS moreStack                                           // map_fast64.go:93
	PUSHQ BP                                                // map_fast64.go:93
	MOVQ SP, BP                                             // map_fast64.go:93
	SUBQ $48, SP                                            // map_fast64.go:93
	MOVQ CX, runtime.key+80(SP)                             // map_fast64.go:93
	TESTQ BX, BX                                            // map_fast64.go:94
	JEQ nilMap                                              // map_fast64.go:94
	MOVQ AX, runtime.t+64(SP)                               // map_fast64.go:94
	MOVQ BX, runtime.h+72(SP)                               // map_fast64.go:94
	// The first check.
	MOVBLZX 8(BX), CX                                       // map_fast64.go:101
	TESTB $4, CL                                            // map_fast64.go:101
	JEQ firstCheckPasses                                    // map_fast64.go:101
	LEAQ go:string."concurrent map writes"(SB), AX          // map_fast64.go:102
	MOVL $21, BX                                            // map_fast64.go:102
	CALL runtime.fatal(SB)                                  // map_fast64.go:102
	MOVQ runtime.t+64(SP), AX                               // map_fast64.go:104
	MOVQ runtime.h+72(SP), BX                               // map_fast64.go:104
firstCheckPasses:
	MOVQ 72(AX), DX                                         // map_fast64.go:104
	MOVQ (DX), CX                                           // map_fast64.go:104
	MOVL 12(BX), SI                                         // map_fast64.go:104
	LEAQ runtime.key+80(SP), AX                             // map_fast64.go:104
	MOVQ SI, BX                                             // map_fast64.go:104
	CALL CX                                                 // map_fast64.go:104
	MOVQ AX, runtime.hash+24(SP)                            // map_fast64.go:104
	MOVQ runtime.h+72(SP), BX                               // map_fast64.go:107
	MOVBLZX 8(BX), CX                                       // map_fast64.go:107
	// h.flags ^= hashWriting: load, XOR in a register, store.
	XORL $4, CX                                             // map_fast64.go:107
	MOVB CL, 8(BX)                                          // map_fast64.go:107
	CMPQ 16(BX), $0                                         // map_fast64.go:109
	JNE haveBuckets                                         // map_fast64.go:109
	MOVQ runtime.t+64(SP), DX                               // map_fast64.go:110
	MOVQ 64(DX), BX                                         // map_fast64.go:110
	MOVQ (BX), AX                                           // malloc.go:1390
	MOVL $1, CX                                             // malloc.go:1390
	CALL runtime.mallocgc(SB)                               // malloc.go:1390
	CMPL runtime.writeBarrier(SB), $0                       // map_fast64.go:110
	JNE bucketsBehindBarrier                                // map_fast64.go:110
	MOVQ runtime.h+72(SP), BX                               // map_fast64.go:110
	JMP storeBuckets                                        // map_fast64.go:110
bucketsBehindBarrier:
	CALL runtime.gcWriteBarrier2(SB)                        // map_fast64.go:110
	MOVQ AX, (R11)                                          // map_fast64.go:110
	MOVQ runtime.h+72(SP), BX                               // map_fast64.go:110
	MOVQ 16(BX), DX                                         // map_fast64.go:110
	MOVQ DX, 8(R11)                                         // map_fast64.go:110
storeBuckets:
	MOVQ AX, 16(BX)                                         // map_fast64.go:110
	MOVQ runtime.hash+24(SP), AX                            // map_fast64.go:114
haveBuckets:
	MOVQ runtime.t+64(SP), DX
	JMP again
startGrowth:
	MOVQ DX, AX                                             // map_fast64.go:157
	CALL runtime.hashGrow(SB)                               // map_fast64.go:157
	MOVQ runtime.t+64(SP), AX                               // map_fast64.go:158
	MOVQ runtime.h+72(SP), BX                               // map_fast64.go:158
	MOVQ runtime.hash+24(SP), CX                            // map_fast64.go:158
	MOVQ CX, AX                                             // map_fast64.go:114
	MOVQ runtime.t+64(SP), DX                               // map_fast64.go:118
again:
	MOVBLZX 9(BX), CX                                       // map_fast64.go:114
	MOVL $1, SI                                             // map.go:187
	SHLQ CX, SI                                             // map.go:187
	LEAQ -1(SI), CX                                         // map.go:192
	ANDQ AX, CX                                             // map_fast64.go:114
	CMPQ 24(BX), $0                                         // map.go:1118
	JEQ findBucket                                          // map_fast64.go:115
	MOVQ CX, runtime.bucket+32(SP)                          // map_fast64.go:114
	MOVQ DX, AX                                             // map_fast64.go:116
	CALL runtime.growWork_fast64(SB)                        // map_fast64.go:116
	MOVQ runtime.hash+24(SP), AX                            // map.go:197
	MOVQ runtime.bucket+32(SP), CX                          // map_fast64.go:118
	MOVQ runtime.t+64(SP), DX                               // map_fast64.go:118
	MOVQ runtime.h+72(SP), BX                               // stubs.go:16
findBucket:
	MOVWLZX 82(DX), SI                                      // map_fast64.go:118
	IMULQ SI, CX                                            // map_fast64.go:118
	ADDQ 16(BX), CX                                         // stubs.go:16
	XORL DI, DI                                             // stubs.go:16
	XORL R8, R8                                             // stubs.go:16
	JMP searchBucket                                        // map_fast64.go:126
chainEnds:
	MOVQ DI, R11                                            // map_fast64.go:161
	MOVQ R8, R9                                             // map_fast64.go:166
keyIsNew:
	CMPQ 24(BX), $0                                         // map.go:1118
	JNE growthUnderWay                                      // map_fast64.go:156
	MOVQ (BX), SI                                           // map_fast64.go:156
	INCQ SI                                                 // map_fast64.go:156
	MOVBLZX 9(BX), DI                                       // map_fast64.go:156
	// overLoadFactor(h.count+1, h.B): count > 8 and count > 13*(2^B/2).
	CMPQ SI, $8                                             // map.go:1098
	JLE atMostEightKeys                                     // map.go:1098
	MOVQ CX, R8                                             // map_fast64.go:145
	MOVL DI, CX                                             // map.go:187
	MOVL $1, R10                                            // map.go:187
	SHLQ CX, R10                                            // map.go:187
	SHRQ $1, R10                                            // map.go:1098
	LEAQ (R10)(R10*2), R12                                  // map.go:1098
	LEAQ (R10)(R12*4), R10                                  // map.go:1098
	CMPQ R10, SI                                            // map.go:1098
	JCS startGrowth                                         // map_fast64.go:156
	JMP capB                                                // map_fast64.go:156
atMostEightKeys:
	MOVQ CX, R8                                             // map_fast64.go:163
	MOVL DI, CX                                             // map.go:1109
capB:
	// tooManyOverflowBuckets(h.noverflow, h.B): noverflow >= 2^min(B,15).
	CMPB CL, $15                                            // map.go:1109
	JLS countOverflowBuckets                                // map.go:1109
	MOVL $15, CX                                            // map.go:1109
countOverflowBuckets:
	MOVWLZX 10(BX), SI                                      // map_fast64.go:156
	ANDL $15, CX                                            // map.go:1113
	MOVL $1, DI                                             // map.go:1113
	SHLL CX, DI                                             // map.go:1113
	CMPW SI, DI                                             // map.go:1113
	JCC startGrowth                                         // map_fast64.go:156
	JMP insert                                              // map_fast64.go:156
nextBucket:
	MOVQ R9, CX                                             // map_fast64.go:145
searchBucket:
	XORL R9, R9                                             // map_fast64.go:166
	JMP searchSlot                                          // map_fast64.go:126
followOverflow:
	MOVQ CX, R9                                             // stubs.go:16
	LEAQ (R9)(SI*1), R9                                     // stubs.go:16
	LEAQ -8(R9), R9                                         // stubs.go:16
	MOVQ (R9), R9                                           // map.go:210
	TESTQ R9, R9                                            // map_fast64.go:146
	JNE nextBucket                                          // map_fast64.go:146
	JMP chainEnds                                           // map_fast64.go:146
nextSlot:
	LEAQ 1(DI), R10                                         // map_fast64.go:126
	MOVQ R11, DI                                            // map_fast64.go:161
	MOVQ R9, R8                                             // map_fast64.go:166
	MOVQ R10, R9                                            // map_fast64.go:126
searchSlot:
	CMPQ R9, $8                                             // map_fast64.go:126
	JCC followOverflow                                      // map_fast64.go:126
	TESTB AL, (CX)                                          // map_fast64.go:127
	MOVBLZX (CX)(R9*1), R10                                 // map_fast64.go:127
	// isEmpty: emptyRest (0) or emptyOne (1).
	CMPB R10B, $1                                           // map.go:113
	JHI slotTaken                                           // map_fast64.go:127
	TESTQ DI, DI                                            // map_fast64.go:128
	// The first empty slot is kept: R11 its bucket (0: none yet), R9 its number.
	MOVQ CX, R11                                            // map_fast64.go:161
	CMOVQNE DI, R11                                         // map_fast64.go:161
	MOVQ R9, DI                                             // map_fast64.go:166
	CMOVQNE R8, R9                                          // map_fast64.go:166
	TESTB R10B, R10B                                        // map_fast64.go:132
	JNE nextSlot                                            // map_fast64.go:132
	JMP keyIsNew                                            // map_fast64.go:132
slotTaken:
	MOVQ CX, R10                                            // stubs.go:16
	LEAQ (R10)(R9*8), R10                                   // stubs.go:16
	LEAQ 8(R10), R10                                        // stubs.go:16
	MOVQ (R10), R10                                         // map_fast64.go:137
	CMPQ runtime.key+80(SP), R10                            // map_fast64.go:138
	JEQ done                                                // map_fast64.go:138
	MOVQ DI, R11                                            // map_fast64.go:161
	MOVQ R9, DI                                             // map_fast64.go:126
	MOVQ R8, R9                                             // map_fast64.go:166
	JMP nextSlot                                            // map_fast64.go:139
growthUnderWay:
	MOVQ CX, R8                                             // map_fast64.go:163
insert:
	TESTQ R11, R11                                          // map_fast64.go:161
	JNE haveSlot                                            // map_fast64.go:161
	MOVQ BX, AX                                             // map_fast64.go:163
	MOVQ DX, BX                                             // map_fast64.go:163
	MOVQ R8, CX                                             // map_fast64.go:163
	CALL runtime.(*hmap).newoverflow(SB)                    // map_fast64.go:163
	MOVQ runtime.t+64(SP), DX                               // map_fast64.go:175
	MOVQ runtime.h+72(SP), BX                               // map_fast64.go:172
	MOVQ AX, R11                                            // map_fast64.go:166
	XORL R9, R9                                             // map_fast64.go:166
	MOVQ runtime.hash+24(SP), AX                            // map.go:197
haveSlot:
	// tophash(hash): the top byte, plus minTopHash (5) when it is below that.
	SHRQ $56, AX                                            // map.go:197
	CMPB AL, $5                                             // map.go:198
	JCC storeTophash                                        // map.go:198
	ADDL $5, AX                                             // map.go:199
storeTophash:
	TESTB AL, (R11)                                         // map_fast64.go:166
	MOVQ R9, SI                                             // map_fast64.go:166
	ANDL $7, SI                                             // map_fast64.go:166
	MOVB AL, (R11)(SI*1)                                    // map_fast64.go:166
	MOVQ runtime.key+80(SP), SI                             // map_fast64.go:170
	MOVQ R11, CX                                            // stubs.go:16
	LEAQ (R11)(R9*8), DI                                    // stubs.go:16
	LEAQ 8(DI), DI                                          // stubs.go:16
	MOVQ SI, (DI)                                           // map_fast64.go:170
	INCQ (BX)                                               // map_fast64.go:172
done:
	MOVBLZX 81(DX), DX                                      // map_fast64.go:175
	IMULQ R9, DX                                            // map_fast64.go:175
	MOVBLZX 8(BX), SI                                       // map_fast64.go:176
	LEAQ (DX)(CX*1), AX                                     // stubs.go:16
	LEAQ 72(AX), AX                                         // stubs.go:16
	// The second check.
	TESTB $4, SIB                                           // map_fast64.go:176
	JNE secondCheckPasses                                   // map_fast64.go:176
	MOVQ AX, runtime.~r0+40(SP)                             // stubs.go:16
	LEAQ go:string."concurrent map writes"(SB), AX          // map_fast64.go:177
	MOVL $21, BX                                            // map_fast64.go:177
	CALL runtime.fatal(SB)                                  // map_fast64.go:177
	MOVQ runtime.~r0+40(SP), AX                             // map_fast64.go:180
	MOVQ runtime.h+72(SP), BX                               // map_fast64.go:179
secondCheckPasses:
	MOVBLZX 8(BX), CX                                       // map_fast64.go:179
	// h.flags &^= hashWriting.
	ANDL $-5, CX                                            // map_fast64.go:179
	MOVB CL, 8(BX)                                          // map_fast64.go:179
	ADDQ $48, SP                                            // map_fast64.go:180
	POPQ BP                                                 // map_fast64.go:180
	RET                                                     // map_fast64.go:180
nilMap:
	LEAQ type:runtime.plainError(SB), AX                    // map_fast64.go:95
	LEAQ runtime.assignToNilMap(SB), BX                     // map_fast64.go:95
	CALL runtime.gopanic(SB)                                // map_fast64.go:95
moreStack:
	MOVQ AX, 8(SP)                                          // map_fast64.go:93
	MOVQ BX, 16(SP)                                         // map_fast64.go:93
	MOVQ CX, 24(SP)                                         // map_fast64.go:93
	CALL runtime.morestack_noctxt(SB)                       // map_fast64.go:93
	MOVQ 8(SP), AX                                          // map_fast64.go:93
	MOVQ 16(SP), BX                                         // map_fast64.go:93
	MOVQ 24(SP), CX                                         // map_fast64.go:93
	JMP entry                                               // map_fast64.go:93

// plainError("assignment to entry in nil map"). The compiler numbers this constant (runtime..stmp_120 in one build);
// the name is ours.
DATA runtime.assignToNilMap+0(SB)/8, $go:string."assignment to entry in nil map"(SB)
DATA runtime.assignToNilMap+8(SB)/8, $30
GLOBL runtime.assignToNilMap(SB), RODATA, $16
