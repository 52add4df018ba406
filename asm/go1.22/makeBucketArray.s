// runtime.makeBucketArray of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/map.go:346-389, with roundupsize
// (msize_allocheaders.go:16-36) inlined.
//
// Allocates 2^b buckets; for b of 4 and more also overflow buckets, as many as the size class leaves room for. The last
// of those points at the first bucket, a sentinel that is not nil.
//
// Entry:  AX *maptype t, BL b, CX dirtyalloc (nil, or an array to clear and use again); R14 g, X15 0
// Exit:   AX buckets, BX nextOverflow (nil when none are preallocated)
// Stack:  16(SP) base, 24(SP) nbuckets, 32(SP) dirtyalloc, 40(SP) t
//
// Shared accesses in order (source line, access and bytes, what, why):
//   map.go:372          call         memclrHasPointers       dirtyalloc, buckets with pointers
//   map.go:374          call         memclrNoHeapPointers    dirtyalloc, all others
//   map.go:364          call         newarray
//   map.go:214          load 1       last.overflow           nil check, value unused; the array is nobody else's yet
//   map.go:214          store 8      last.overflow           buckets, the sentinel

TEXT runtime.makeBucketArray(SB), ABIInternal, $56-24
entry:
	CMPQ SP, 16(R14)                                        // map.go:346
	JLS moreStack                                           // map.go:346
	PUSHQ BP                                                // map.go:346
	MOVQ SP, BP                                             // map.go:346
	SUBQ $48, SP                                            // map.go:346
	MOVQ CX, DX                                             // map.go:351
	MOVL BX, CX                                             // map.go:187
	MOVL $1, SI                                             // map.go:187
	SHLQ CX, SI                                             // map.go:187
	CMPB CL, $4                                             // map.go:351
	JCS noneToPreallocate                                   // map.go:351
	ADDL $-4, CX                                            // map.go:355
	MOVQ 64(AX), DI                                         // map.go:356
	MOVQ (DI), R8                                           // map.go:356
	MOVL $1, R9                                             // map.go:187
	SHLQ CX, R9                                             // map.go:187
	ADDQ SI, R9                                             // map.go:355
	// up = roundupsize(t.Bucket.Size_*nbuckets, noscan)
	MOVQ R9, R10                                            // map.go:356
	IMULQ R8, R9                                            // map.go:356
	CMPQ R9, $32760                                         // msize_allocheaders.go:18
	JHI largeObject                                         // msize_allocheaders.go:18
	CMPQ 8(DI), $0                                          // map.go:357
	JEQ noHeader                                            // msize_allocheaders.go:20
	CMPQ R9, $512                                           // msize_allocheaders.go:20
	JLS noHeader                                            // msize_allocheaders.go:20
	LEAQ 8(R9), DI                                          // msize_allocheaders.go:21
	JMP haveRequest                                         // msize_allocheaders.go:21
noHeader:
	MOVQ R9, DI                                             // msize_allocheaders.go:25
haveRequest:
	CMPQ DI, $1016                                          // msize_allocheaders.go:25
	JHI above1016                                           // msize_allocheaders.go:25
	LEAQ 7(DI), R11                                         // stubs.go:359
	SHRQ $3, R11                                            // stubs.go:359
	CMPQ R11, $129                                          // msize_allocheaders.go:26
	JCC size8OutOfRange                                     // msize_allocheaders.go:26
	LEAQ runtime.size_to_class8(SB), R12                    // msize_allocheaders.go:26
	MOVBLZX (R11)(R12*1), R11                               // msize_allocheaders.go:26
	CMPQ R11, $68                                           // msize_allocheaders.go:26
	JCC class8OutOfRange                                    // msize_allocheaders.go:26
	LEAQ runtime.class_to_size(SB), CX                      // msize_allocheaders.go:26
	MOVWLZX (CX)(R11*2), CX                                 // msize_allocheaders.go:26
	SUBQ R9, DI                                             // msize_allocheaders.go:26
	SUBQ DI, CX                                             // msize_allocheaders.go:26
	JMP haveSize                                            // map.go:357
above1016:
	LEAQ -897(DI), R11                                      // stubs.go:359
	SHRQ $7, R11                                            // stubs.go:359
	CMPQ R11, $249                                          // msize_allocheaders.go:28
	JCC size128OutOfRange                                   // msize_allocheaders.go:28
	LEAQ runtime.size_to_class128(SB), R12                  // msize_allocheaders.go:28
	MOVBLZX (R12)(R11*1), R11                               // msize_allocheaders.go:28
	CMPQ R11, $68                                           // msize_allocheaders.go:28
	JCC class128OutOfRange                                  // msize_allocheaders.go:28
	LEAQ runtime.class_to_size(SB), R12                     // msize_allocheaders.go:28
	MOVWLZX (R12)(R11*2), CX                                // msize_allocheaders.go:28
	SUBQ R9, DI                                             // msize_allocheaders.go:28
	SUBQ DI, CX                                             // msize_allocheaders.go:28
	JMP haveSize                                            // map.go:357
largeObject:
	LEAQ 8191(R9), CX                                       // msize_allocheaders.go:31
	CMPQ R9, CX                                             // msize_allocheaders.go:32
	JLS roundToPage                                         // msize_allocheaders.go:32
	MOVQ R9, CX                                             // map.go:357
	JMP haveSize                                            // map.go:357
roundToPage:
	ANDQ $-8192, CX                                         // msize_allocheaders.go:35
haveSize:
	CMPQ CX, R9                                             // map.go:358
	JEQ sizeIsExact                                         // map.go:358
	TESTQ R8, R8                                            // map.go:359
	JEQ bucketSizeZero                                      // map.go:359
	MOVQ AX, BX                                             // map.go:351
	MOVQ CX, AX                                             // map.go:359
	MOVQ DX, CX                                             // map.go:351
	XORL DX, DX                                             // map.go:359
	DIVQ R8                                                 // map.go:359
	JMP haveCount                                           // map.go:359
sizeIsExact:
	MOVQ DX, CX                                             // map.go:363
	MOVQ AX, BX                                             // map.go:370
	MOVQ R10, AX                                            // map.go:370
	JMP haveCount                                           // map.go:358
noneToPreallocate:
	MOVQ DX, CX                                             // map.go:363
	MOVQ AX, BX                                             // map.go:370
	MOVQ SI, AX                                             // map.go:370
haveCount:
	MOVQ BX, runtime..autotmp_39+40(SP)                     // map.go:351
	MOVQ SI, runtime.~r0+16(SP)                             // map.go:187
	MOVQ AX, runtime.nbuckets+24(SP)                        // map.go:370
	TESTQ CX, CX                                            // map.go:363
	JEQ allocate                                            // map.go:363
	MOVQ CX, runtime..autotmp_40+32(SP)                     // map.go:351
	MOVQ 64(BX), DX                                         // map.go:370
	MOVQ (DX), DI                                           // map.go:370
	IMULQ AX, DI                                            // map.go:370
	CMPQ 8(DX), $0                                          // map.go:371
	JEQ clearNoPointers                                     // map.go:371
	MOVQ CX, AX                                             // map.go:372
	MOVQ DI, BX                                             // map.go:372
	CALL runtime.memclrHasPointers(SB)                      // map.go:372
	JMP dirtyCleared                                        // map.go:372
clearNoPointers:
	MOVQ CX, AX                                             // map.go:374
	MOVQ DI, BX                                             // map.go:374
	CALL runtime.memclrNoHeapPointers(SB)                   // map.go:374
dirtyCleared:
	MOVQ runtime..autotmp_40+32(SP), AX                     // map.go:384
	JMP haveBuckets
allocate:
	MOVQ 64(BX), CX                                         // map.go:364
	MOVQ AX, DX                                             // map.go:370
	MOVQ CX, AX                                             // map.go:364
	MOVQ DX, BX                                             // map.go:364
	CALL runtime.newarray(SB)                               // map.go:364
haveBuckets:
	MOVQ runtime.nbuckets+24(SP), CX                        // map.go:378
	MOVQ runtime.~r0+16(SP), DX                             // map.go:378
	CMPQ CX, DX                                             // map.go:378
	JEQ nonePreallocated                                    // map.go:378
	MOVQ runtime..autotmp_39+40(SP), SI                     // map.go:384
	MOVWLZX 82(SI), SI                                      // map.go:384
	IMULQ SI, DX                                            // map.go:384
	DECQ CX                                                 // map.go:385
	IMULQ SI, CX                                            // map.go:385
	ADDQ AX, CX                                             // stubs.go:16
	LEAQ (CX)(SI*1), CX                                     // stubs.go:16
	LEAQ -8(CX), CX                                         // stubs.go:16
	TESTB AL, (CX)                                          // map.go:214
	ADDQ AX, DX                                             // stubs.go:16
	CMPL runtime.writeBarrier(SB), $0                       // map.go:214
	JEQ storeSentinel                                       // map.go:214
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:214
	MOVQ AX, (R11)                                          // map.go:214
	MOVQ (CX), SI                                           // map.go:214
	MOVQ SI, 8(R11)                                         // map.go:214
storeSentinel:
	MOVQ AX, (CX)                                           // map.go:214
	JMP done                                                // map.go:386
nonePreallocated:
	XORL DX, DX                                             // map.go:386
done:
	MOVQ DX, BX                                             // map.go:388
	ADDQ $48, SP                                            // map.go:388
	POPQ BP                                                 // map.go:388
	RET                                                     // map.go:388
bucketSizeZero:
	CALL runtime.panicdivide(SB)                            // map.go:359
class128OutOfRange:
	MOVQ R11, AX                                            // msize_allocheaders.go:28
	MOVL $68, CX                                            // msize_allocheaders.go:28
	CALL runtime.panicIndex(SB)                             // msize_allocheaders.go:28
size128OutOfRange:
	MOVQ R11, AX                                            // msize_allocheaders.go:28
	MOVL $249, CX                                           // msize_allocheaders.go:28
	CALL runtime.panicIndexU(SB)                            // msize_allocheaders.go:28
class8OutOfRange:
	MOVQ R11, AX                                            // msize_allocheaders.go:26
	MOVL $68, CX                                            // msize_allocheaders.go:26
	CALL runtime.panicIndex(SB)                             // msize_allocheaders.go:26
size8OutOfRange:
	MOVQ R11, AX                                            // msize_allocheaders.go:26
	MOVL $129, CX                                           // msize_allocheaders.go:26
	CALL runtime.panicIndexU(SB)                            // msize_allocheaders.go:26
moreStack:
	MOVQ AX, 8(SP)                                          // map.go:346
	MOVB BL, 16(SP)                                         // map.go:346
	MOVQ CX, 24(SP)                                         // map.go:346
	CALL runtime.morestack_noctxt(SB)                       // map.go:346
	MOVQ 8(SP), AX                                          // map.go:346
	MOVBLZX 16(SP), BX                                      // map.go:346
	MOVQ 24(SP), CX                                         // map.go:346
	JMP entry                                               // map.go:346
