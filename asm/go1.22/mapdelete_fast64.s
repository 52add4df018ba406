// runtime.mapdelete_fast64 of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/map_fast64.go:273-363.
//
// Deletes a key of a map with 8-byte keys. Nothing is freed and no bucket is unlinked; the slot is marked empty,
// and the key stays in it unless it holds pointers.
//
// Entry:  AX *maptype t, BX *hmap h, CX key; R14 g, X15 0
// Exit:   nothing
// Stack:  24(SP) i, 32(SP) bucket, 40(SP) b, 48(SP) bOrig, 72(SP) t, 80(SP) h, 88(SP) key (the hasher gets its address)
//
// Shared accesses in order (source line, access and bytes, what, why):
//   map_fast64.go:278   load 8       h.count                 0: nothing to do, and no look at the flags
//   map_fast64.go:281   load 1       h.flags                 first check: hashWriting (4) set: fatal
//   map_fast64.go:285   load 4       h.hash0
//   map_fast64.go:285   call         t.Hasher(&key, hash0)
//   map_fast64.go:288   load 1       h.flags
//   map_fast64.go:288   store 1      h.flags                 hashWriting toggled, no LOCK, after the hash
//   map_fast64.go:290   load 1       h.B
//   map.go:1118         load 8       h.oldbuckets            not nil: a growth is under way
//   map_fast64.go:292   call         growWork_fast64
//   stubs.go:16         load 8       h.buckets
//   map_fast64.go:299   load 8       b.keys[i]               the key first,
//   map_fast64.go:299   load 1       b.tophash[i]            then the tophash: above 1 (in use): found
//   map.go:210          load 8       b.overflow              the next bucket of the chain
//   map_fast64.go:305   store 8      b.keys[i]               nil, only for keys with pointers
//   map_fast64.go:314   call         memclrHasPointers       elements with pointers
//   map_fast64.go:316   call         memclrNoHeapPointers    all others: the element becomes 0
//   map_fast64.go:318   store 1      b.tophash[i]            emptyOne (1)
//   map.go:210          load 8       b.overflow              i is 7: what comes after it is in the next bucket
//   map_fast64.go:322   load 1       overflow.tophash[0]     not 0 (emptyRest): notLast
//   map_fast64.go:326   load 1       b.tophash[i+1]          i below 7; not 0: notLast
//   map_fast64.go:331   load 1       b.tophash[0]            nil check of b, value unused
//   map_fast64.go:331   store 1      b.tophash[i]            emptyRest (0), backwards as long as they are emptyOne
//   map_fast64.go:344   load 1       b.tophash[0]            nil check of b, value unused
//   map_fast64.go:344   load 1       b.tophash[i-1]          not 1: stop
//   map.go:210          load 8       c.overflow              from bOrig on: which bucket comes before b?
//   map_fast64.go:349   load 8       h.count                 notLast:
//   map_fast64.go:349   store 8      h.count                 count-1, no LOCK
//   map_fast64.go:353   call         rand                    count was 1
//   map_fast64.go:353   store 4      h.hash0                 a new seed for the empty map
//   map_fast64.go:359   load 1       h.flags                 second check: hashWriting clear: fatal
//   map_fast64.go:362   load 1       h.flags
//   map_fast64.go:362   store 1      h.flags                 hashWriting cleared, no LOCK

TEXT runtime.mapdelete_fast64(SB), ABIInternal, $64-24
entry:
	CMPQ SP, 16(R14)                                        // map_fast64.go:273
	JLS moreStack                                           // map_fast64.go:273
	PUSHQ BP                                                // map_fast64.go:273
	MOVQ SP, BP                                             // map_fast64.go:273
	SUBQ $56, SP                                            // map_fast64.go:273
	MOVQ CX, runtime.key+88(SP)                             // map_fast64.go:273
	TESTQ BX, BX                                            // map_fast64.go:278
	JEQ noEntries                                           // map_fast64.go:278
	CMPQ (BX), $0                                           // map_fast64.go:278
	JEQ noEntries                                           // map_fast64.go:278
	MOVQ AX, runtime.t+72(SP)                               // map_fast64.go:278
	MOVQ BX, runtime.h+80(SP)                               // map_fast64.go:278
	// The first check.
	MOVBLZX 8(BX), CX                                       // map_fast64.go:281
	TESTB $4, CL                                            // map_fast64.go:281
	JEQ firstCheckPasses                                    // map_fast64.go:281
	LEAQ go:string."concurrent map writes"(SB), AX          // map_fast64.go:282
	MOVL $21, BX                                            // map_fast64.go:282
	CALL runtime.fatal(SB)                                  // map_fast64.go:282
	MOVQ runtime.t+72(SP), AX                               // map_fast64.go:285
	MOVQ runtime.h+80(SP), BX                               // map_fast64.go:285
firstCheckPasses:
	MOVQ 72(AX), DX                                         // map_fast64.go:285
	MOVQ (DX), CX                                           // map_fast64.go:285
	MOVL 12(BX), SI                                         // map_fast64.go:285
	LEAQ runtime.key+88(SP), AX                             // map_fast64.go:285
	MOVQ SI, BX                                             // map_fast64.go:285
	CALL CX                                                 // map_fast64.go:285
	MOVQ runtime.h+80(SP), BX                               // map_fast64.go:288
	MOVBLZX 8(BX), CX                                       // map_fast64.go:288
	// h.flags ^= hashWriting: load, XOR in a register, store.
	XORL $4, CX                                             // map_fast64.go:288
	MOVB CL, 8(BX)                                          // map_fast64.go:288
	MOVBLZX 9(BX), CX                                       // map_fast64.go:290
	MOVL $1, SI                                             // map.go:187
	SHLQ CX, SI                                             // map.go:187
	LEAQ -1(SI), CX                                         // map.go:192
	ANDQ AX, CX                                             // map_fast64.go:290
	CMPQ 24(BX), $0                                         // map.go:1118
	JEQ findBucket                                          // map_fast64.go:291
	MOVQ CX, runtime.bucket+32(SP)                          // map_fast64.go:290
	MOVQ runtime.t+72(SP), AX                               // map_fast64.go:292
	CALL runtime.growWork_fast64(SB)                        // map_fast64.go:292
	MOVQ runtime.bucket+32(SP), CX                          // map_fast64.go:294
	MOVQ runtime.h+80(SP), BX                               // stubs.go:16
findBucket:
	MOVQ runtime.t+72(SP), DX                               // map_fast64.go:294
	MOVWLZX 82(DX), SI                                      // map_fast64.go:294
	IMULQ SI, CX                                            // map_fast64.go:294
	ADDQ 16(BX), CX                                         // stubs.go:16
	MOVQ CX, AX                                             // stubs.go:16
	JMP searchBucket                                        // map_fast64.go:296
noEntries:
	ADDQ $56, SP                                            // map_fast64.go:279
	POPQ BP                                                 // map_fast64.go:279
	RET                                                     // map_fast64.go:279
followOverflow:
	LEAQ (CX)(SI*1), DI                                     // stubs.go:16
	LEAQ -8(DI), DI                                         // stubs.go:16
	MOVQ (DI), CX                                           // map.go:210
searchBucket:
	TESTQ CX, CX                                            // map_fast64.go:297
	JEQ searchEnds                                          // map_fast64.go:297
	LEAQ 8(CX), DI                                          // stubs.go:16
	XORL R8, R8                                             // stubs.go:16
	JMP searchSlot                                          // map_fast64.go:298
searchEnds:
	// The second check.
	MOVBLZX 8(BX), CX                                       // map_fast64.go:359
	TESTB $4, CL                                            // map_fast64.go:359
	JNE secondCheckPasses                                   // map_fast64.go:359
	LEAQ go:string."concurrent map writes"(SB), AX          // map_fast64.go:360
	MOVL $21, BX                                            // map_fast64.go:360
	CALL runtime.fatal(SB)                                  // map_fast64.go:360
	MOVQ runtime.h+80(SP), BX                               // map_fast64.go:362
secondCheckPasses:
	MOVBLZX 8(BX), AX                                       // map_fast64.go:362
	// h.flags &^= hashWriting.
	ANDL $-5, AX                                            // map_fast64.go:362
	MOVB AL, 8(BX)                                          // map_fast64.go:362
	ADDQ $56, SP                                            // map_fast64.go:363
	POPQ BP                                                 // map_fast64.go:363
	RET                                                     // map_fast64.go:363
nextSlot:
	INCQ R8                                                 // map_fast64.go:298
	ADDQ $8, DI                                             // stubs.go:16
searchSlot:
	CMPQ R8, $8                                             // map_fast64.go:298
	JCC followOverflow                                      // map_fast64.go:298
	MOVQ runtime.key+88(SP), R9                             // map_fast64.go:299
	CMPQ (DI), R9                                           // map_fast64.go:299
	JNE nextSlot                                            // map_fast64.go:299
	MOVBLZX (R8)(CX*1), R9                                  // map_fast64.go:299
	CMPB R9B, $1                                            // map_fast64.go:299
	JLS nextSlot                                            // map_fast64.go:299
	MOVQ 48(DX), SI                                         // map_fast64.go:303
	CMPQ 8(SI), $0                                          // map_fast64.go:303
	JEQ eraseElem                                           // map_fast64.go:303
	CMPL runtime.writeBarrier(SB), $0                       // map_fast64.go:305
	JEQ eraseKey                                            // map_fast64.go:305
	MOVQ (DI), SI                                           // map_fast64.go:305
	CALL runtime.gcWriteBarrier1(SB)                        // map_fast64.go:305
	MOVQ SI, (R11)                                          // map_fast64.go:305
eraseKey:
	MOVQ $0, (DI)                                           // map_fast64.go:305
eraseElem:
	MOVQ AX, runtime..autotmp_72+48(SP)                     // stubs.go:16
	MOVQ CX, runtime.b+40(SP)                               // map_fast64.go:297
	MOVQ R8, runtime.i+24(SP)                               // map_fast64.go:298
	MOVBLZX 81(DX), SI                                      // map_fast64.go:312
	IMULQ R8, SI                                            // map_fast64.go:312
	MOVQ 56(DX), DI                                         // map_fast64.go:313
	LEAQ (SI)(CX*1), CX                                     // stubs.go:16
	LEAQ 72(CX), CX                                         // stubs.go:16
	CMPQ 8(DI), $0                                          // map_fast64.go:313
	JEQ elemHasNoPointers                                   // map_fast64.go:313
	MOVQ (DI), BX                                           // map_fast64.go:314
	MOVQ CX, AX                                             // map_fast64.go:314
	CALL runtime.memclrHasPointers(SB)                      // map_fast64.go:314
	JMP markEmptyOne                                        // map_fast64.go:314
elemHasNoPointers:
	MOVQ (DI), BX                                           // map_fast64.go:316
	MOVQ CX, AX                                             // map_fast64.go:316
	CALL runtime.memclrNoHeapPointers(SB)                   // map_fast64.go:316
markEmptyOne:
	MOVQ runtime.i+24(SP), DX                               // map_fast64.go:318
	MOVQ runtime.b+40(SP), SI                               // map_fast64.go:318
	// emptyOne: the slots after it may be in use.
	MOVB $1, (SI)(DX*1)                                     // map_fast64.go:318
	CMPQ DX, $7                                             // map_fast64.go:321
	JNE lookAtNextSlot                                      // map_fast64.go:321
	MOVQ runtime.t+72(SP), DI                               // map.go:210
	MOVWLZX 82(DI), R8                                      // map.go:210
	MOVQ SI, R9                                             // stubs.go:16
	LEAQ (SI)(R8*1), SI                                     // stubs.go:16
	LEAQ -8(SI), SI                                         // stubs.go:16
	MOVQ (SI), SI                                           // map.go:210
	TESTQ SI, SI                                            // map_fast64.go:322
	JEQ restIsEmpty                                         // map_fast64.go:322
	CMPB (SI), $0                                           // map_fast64.go:322
	JEQ restIsEmpty                                         // map_fast64.go:322
	JMP notLast                                             // map_fast64.go:322
lookAtNextSlot:
	MOVBLZX 1(DX)(SI*1), DI                                 // map_fast64.go:326
	TESTB DIB, DIB                                          // map_fast64.go:326
	JNE notLast                                             // map_fast64.go:326
	MOVQ runtime.t+72(SP), DI                               // map.go:210
	MOVQ SI, R9                                             // map_fast64.go:331
restIsEmpty:
	MOVQ runtime..autotmp_72+48(SP), SI
	JMP markEmptyRest
notLast:
	MOVQ runtime.h+80(SP), CX                               // map_fast64.go:349
	MOVQ (CX), DX                                           // map_fast64.go:349
	LEAQ -1(DX), SI                                         // map_fast64.go:349
	MOVQ SI, (CX)                                           // map_fast64.go:349
	CMPQ DX, $1                                             // map_fast64.go:352
	JNE countStored                                         // map_fast64.go:352
	CALL runtime.rand(SB)                                   // map_fast64.go:353
	MOVQ runtime.h+80(SP), CX                               // map_fast64.go:353
	MOVL AX, 12(CX)                                         // map_fast64.go:353
countStored:
	MOVQ CX, BX                                             // map_fast64.go:359
	JMP searchEnds                                          // map_fast64.go:355
markEmptyRest:
	CMPQ DX, $8                                             // map_fast64.go:331
	JCC slotOutOfRange                                      // map_fast64.go:331
	TESTB AL, (R9)                                          // map_fast64.go:331
	MOVB $0, (R9)(DX*1)                                     // map_fast64.go:331
	TESTQ DX, DX                                            // map_fast64.go:332
	JNE previousSlot                                        // map_fast64.go:332
	CMPQ R9, SI                                             // map_fast64.go:333
	JEQ notLast                                             // map_fast64.go:333
	MOVQ SI, AX                                             // stubs.go:16
	JMP findPreviousBucket                                  // map_fast64.go:338
previousSlot:
	DECQ DX                                                 // map_fast64.go:342
lookAtPreviousSlot:
	CMPQ DX, $8                                             // map_fast64.go:344
	JCC previousOutOfRange                                  // map_fast64.go:344
	TESTB AL, (R9)                                          // map_fast64.go:344
	MOVBLZX (DX)(R9*1), R8                                  // map_fast64.go:344
	CMPB R8B, $1                                            // map_fast64.go:344
	JEQ markEmptyRest                                       // map_fast64.go:344
	JMP notLast                                             // map_fast64.go:344
previousOutOfRange:
	MOVQ DX, AX                                             // map_fast64.go:344
	MOVL $8, CX                                             // map_fast64.go:344
	CALL runtime.panicIndexU(SB)                            // map_fast64.go:344
followToPrevious:
	MOVQ DX, SI                                             // map_fast64.go:338
findPreviousBucket:
	MOVWLZX 82(DI), DX                                      // map.go:210
	MOVQ SI, R8                                             // stubs.go:16
	LEAQ (SI)(DX*1), DX                                     // stubs.go:16
	LEAQ -8(DX), DX                                         // stubs.go:16
	MOVQ (DX), DX                                           // map.go:210
	CMPQ R9, DX                                             // map_fast64.go:338
	JNE followToPrevious                                    // map_fast64.go:338
	MOVQ AX, SI                                             // map_fast64.go:333
	MOVL $7, DX                                             // map_fast64.go:333
	MOVQ R8, R9                                             // map_fast64.go:344
	JMP lookAtPreviousSlot                                  // map_fast64.go:338
slotOutOfRange:
	MOVQ DX, AX                                             // map_fast64.go:331
	MOVL $8, CX                                             // map_fast64.go:331
	CALL runtime.panicIndexU(SB)                            // map_fast64.go:331
moreStack:
	MOVQ AX, 8(SP)                                          // map_fast64.go:273
	MOVQ BX, 16(SP)                                         // map_fast64.go:273
	MOVQ CX, 24(SP)                                         // map_fast64.go:273
	CALL runtime.morestack_noctxt(SB)                       // map_fast64.go:273
	MOVQ 8(SP), AX                                          // map_fast64.go:273
	MOVQ 16(SP), BX                                         // map_fast64.go:273
	MOVQ 24(SP), CX                                         // map_fast64.go:273
	JMP entry                                               // map_fast64.go:273
