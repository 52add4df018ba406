// runtime.growslice of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/slice.go:155-264, with nextslicecap
// (slice.go:267-299) and roundupsize (msize_allocheaders.go:16-36) inlined, the latter once for each kind of element
// size: 1 byte, a pointer's 8 bytes, a power of two (Pow2), any other (Any).
//
// Moves a slice to a larger array. Here: the list of overflow buckets, *extra.overflow.
//
// Entry:  AX oldPtr, BX newLen, CX oldCap, DI num (elements to be appended), SI *_type of the element; R14 g, X15 0
// Exit:   AX address of the new array, BX newLen, CX its capacity
// Stack:  32(SP) capmem, 40(SP) newlenmem, 48(SP) newcap, 56(SP) lenmem, 64(SP) capmem, 72(SP) newLen, 80(SP) capmem,
//         88(SP) p, 112(SP) oldPtr, 144(SP) the type
//
// Shared accesses in order (source line, access and bytes, what, why):
//   slice.go:242        call         mallocgc                elements without pointers
//   slice.go:247        call         memclrNoHeapPointers    their part that append does not fill
//   slice.go:250        call         mallocgc                elements with pointers
//   slice.go:261        call         memmove                 the old elements

TEXT runtime.growslice(SB), ABIInternal, $104-40
entry:
	CMPQ SP, 16(R14)                                        // slice.go:155
	JLS moreStack                                           // slice.go:155
	PUSHQ BP                                                // slice.go:155
	MOVQ SP, BP                                             // slice.go:155
	SUBQ $96, SP                                            // slice.go:155
	MOVQ BX, DX                                             // slice.go:156
	SUBQ DI, DX                                             // slice.go:156
	TESTQ BX, BX                                            // slice.go:168
	JLT lenNegative                                         // slice.go:168
	MOVQ (SI), DI                                           // slice.go:172
	TESTQ DI, DI                                            // slice.go:172
	JEQ sizeZero                                            // slice.go:172
	// nextslicecap: newLen, twice oldCap, or a quarter more (plus 192) at a time from 256 on.
	LEAQ (CX)(CX*1), R8                                     // slice.go:269
	CMPQ BX, R8                                             // slice.go:270
	JGT takeNewLen                                          // slice.go:270
	CMPQ CX, $256                                           // slice.go:275
	JGE growByQuarter                                       // slice.go:275
	JMP haveNewcap                                          // slice.go:275
takeNewLen:
	MOVQ BX, R8                                             // slice.go:178
	JMP haveNewcap                                          // slice.go:178
sizeZero:
	LEAQ runtime.zerobase(SB), AX                           // slice.go:175
	MOVQ BX, CX                                             // slice.go:175
	ADDQ $96, SP                                            // slice.go:175
	POPQ BP                                                 // slice.go:175
	RET                                                     // slice.go:175
haveNewcap:
	MOVQ 8(SI), R9                                          // slice.go:186
	CMPQ DI, $1                                             // slice.go:188
	JNE sizeNot1                                            // slice.go:188
	CMPQ R8, $32760                                         // msize_allocheaders.go:18
	JHI largeObject1                                        // msize_allocheaders.go:18
	TESTQ R9, R9                                            // slice.go:186
	JEQ noHeader1                                           // msize_allocheaders.go:20
	CMPQ R8, $512                                           // msize_allocheaders.go:20
	JLS noHeader1                                           // msize_allocheaders.go:20
	LEAQ 8(R8), DI                                          // msize_allocheaders.go:21
	JMP haveRequest1                                        // msize_allocheaders.go:21
noHeader1:
	MOVQ R8, DI                                             // msize_allocheaders.go:25
haveRequest1:
	CMPQ DI, $1016                                          // msize_allocheaders.go:25
	JHI above1016Of1                                        // msize_allocheaders.go:25
	LEAQ 7(DI), R10                                         // stubs.go:359
	SHRQ $3, R10                                            // stubs.go:359
	CMPQ R10, $129                                          // msize_allocheaders.go:26
	JCC size8OutOfRange1                                    // msize_allocheaders.go:26
	LEAQ runtime.size_to_class8(SB), R11                    // msize_allocheaders.go:26
	MOVBLZX (R10)(R11*1), R10                               // msize_allocheaders.go:26
	CMPQ R10, $68                                           // msize_allocheaders.go:26
	JCC class8OutOfRange1                                   // msize_allocheaders.go:26
	LEAQ runtime.class_to_size(SB), R11                     // msize_allocheaders.go:26
	MOVWLZX (R11)(R10*2), R10                               // msize_allocheaders.go:26
	SUBQ R8, DI                                             // msize_allocheaders.go:26
	SUBQ DI, R10                                            // msize_allocheaders.go:26
	JMP haveCapmem1                                         // slice.go:191
above1016Of1:
	LEAQ -897(DI), R10                                      // stubs.go:359
	SHRQ $7, R10                                            // stubs.go:359
	CMPQ R10, $249                                          // msize_allocheaders.go:28
	JCC size128OutOfRange1                                  // msize_allocheaders.go:28
	LEAQ runtime.size_to_class128(SB), R11                  // msize_allocheaders.go:28
	MOVBLZX (R10)(R11*1), R10                               // msize_allocheaders.go:28
	CMPQ R10, $68                                           // msize_allocheaders.go:28
	JCC class128OutOfRange1                                 // msize_allocheaders.go:28
	LEAQ runtime.class_to_size(SB), R11                     // msize_allocheaders.go:28
	MOVWLZX (R11)(R10*2), R10                               // msize_allocheaders.go:28
	SUBQ R8, DI                                             // msize_allocheaders.go:28
	SUBQ DI, R10                                            // msize_allocheaders.go:28
	JMP haveCapmem1                                         // slice.go:191
largeObject1:
	LEAQ 8191(R8), DI                                       // msize_allocheaders.go:31
	CMPQ R8, DI                                             // msize_allocheaders.go:32
	JLS roundToPage1                                        // msize_allocheaders.go:32
	MOVQ R8, R10                                            // slice.go:191
	JMP haveCapmem1                                         // slice.go:191
roundToPage1:
	ANDQ $-8192, DI                                         // msize_allocheaders.go:35
	MOVQ DI, R10                                            // slice.go:191
haveCapmem1:
	MOVQ $281474976710656, DI                               // slice.go:192
	CMPQ R8, DI                                             // slice.go:192
	SETHI R8B                                               // slice.go:192
	MOVQ BX, CX                                             // slice.go:168
	MOVQ R10, R13                                           // slice.go:263
	JMP haveSizes                                           // slice.go:193
sizeNot1:
	CMPQ DI, $8                                             // slice.go:194
	JNE sizeNot8                                            // slice.go:194
	MOVQ R8, DI                                             // slice.go:197
	SHLQ $3, R8                                             // slice.go:197
	CMPQ R8, $32760                                         // msize_allocheaders.go:18
	JHI largeObject8                                        // msize_allocheaders.go:18
	TESTQ R9, R9                                            // slice.go:186
	JEQ noHeader8                                           // msize_allocheaders.go:20
	CMPQ R8, $512                                           // msize_allocheaders.go:20
	JLS noHeader8                                           // msize_allocheaders.go:20
	LEAQ 8(R8), R10                                         // msize_allocheaders.go:21
	JMP haveRequest8                                        // msize_allocheaders.go:21
noHeader8:
	MOVQ R8, R10                                            // msize_allocheaders.go:25
haveRequest8:
	CMPQ R10, $1016                                         // msize_allocheaders.go:25
	JHI above1016Of8                                        // msize_allocheaders.go:25
	LEAQ 7(R10), R11                                        // stubs.go:359
	SHRQ $3, R11                                            // stubs.go:359
	CMPQ R11, $129                                          // msize_allocheaders.go:26
	JCC size8OutOfRange8                                    // msize_allocheaders.go:26
	LEAQ runtime.size_to_class8(SB), R12                    // msize_allocheaders.go:26
	MOVBLZX (R11)(R12*1), R11                               // msize_allocheaders.go:26
	CMPQ R11, $68                                           // msize_allocheaders.go:26
	JCC class8OutOfRange8                                   // msize_allocheaders.go:26
	LEAQ runtime.class_to_size(SB), R12                     // msize_allocheaders.go:26
	MOVWLZX (R12)(R11*2), R11                               // msize_allocheaders.go:26
	SUBQ R8, R10                                            // msize_allocheaders.go:26
	SUBQ R10, R11                                           // msize_allocheaders.go:26
	JMP haveCapmem8                                         // slice.go:197
above1016Of8:
	LEAQ -897(R10), R11                                     // stubs.go:359
	SHRQ $7, R11                                            // stubs.go:359
	CMPQ R11, $249                                          // msize_allocheaders.go:28
	JCC size128OutOfRange8                                  // msize_allocheaders.go:28
	LEAQ runtime.size_to_class128(SB), R12                  // msize_allocheaders.go:28
	MOVBLZX (R11)(R12*1), R11                               // msize_allocheaders.go:28
	CMPQ R11, $68                                           // msize_allocheaders.go:28
	JCC class128OutOfRange8                                 // msize_allocheaders.go:28
	LEAQ runtime.class_to_size(SB), R12                     // msize_allocheaders.go:28
	MOVWLZX (R12)(R11*2), R11                               // msize_allocheaders.go:28
	SUBQ R8, R10                                            // msize_allocheaders.go:28
	SUBQ R10, R11                                           // msize_allocheaders.go:28
	JMP haveCapmem8                                         // slice.go:197
largeObject8:
	LEAQ 8191(R8), R10                                      // msize_allocheaders.go:31
	CMPQ R8, R10                                            // msize_allocheaders.go:32
	JLS roundToPage8                                        // msize_allocheaders.go:32
	MOVQ R8, R11                                            // slice.go:197
	JMP haveCapmem8                                         // slice.go:197
roundToPage8:
	ANDQ $-8192, R10                                        // msize_allocheaders.go:35
	MOVQ R10, R11                                           // slice.go:197
haveCapmem8:
	SHLQ $3, DX                                             // slice.go:195
	MOVQ BX, R12                                            // slice.go:196
	SHLQ $3, R12                                            // slice.go:196
	MOVQ R11, R10                                           // slice.go:199
	SHRQ $3, R10                                            // slice.go:199
	MOVQ $35184372088832, R13                               // slice.go:198
	CMPQ DI, R13                                            // slice.go:198
	SETHI R8B                                               // slice.go:198
	MOVQ BX, CX                                             // slice.go:263
	MOVQ $281474976710656, DI                               // slice.go:263
	MOVQ R12, BX                                            // slice.go:247
	MOVQ R10, R13                                           // slice.go:263
	MOVQ R11, R10                                           // slice.go:250
	JMP haveSizes                                           // slice.go:199
sizeNot8:
	LEAQ -1(DI), R10                                        // slice.go:321
	TESTQ R10, DI                                           // slice.go:321
	JNE sizeNotPow2                                         // slice.go:200
	BSFQ DI, CX                                             // slice.go:204
	MOVQ R8, DI                                             // slice.go:210
	SHLQ CX, R8                                             // slice.go:210
	SHLQ CX, DX                                             // slice.go:208
	MOVQ BX, R10                                            // slice.go:209
	SHLQ CX, BX                                             // slice.go:209
	CMPQ R8, $32760                                         // msize_allocheaders.go:18
	JHI largeObjectPow2                                     // msize_allocheaders.go:18
	TESTQ R9, R9                                            // slice.go:186
	JEQ noHeaderPow2                                        // msize_allocheaders.go:20
	CMPQ R8, $512                                           // msize_allocheaders.go:20
	JLS noHeaderPow2                                        // msize_allocheaders.go:20
	LEAQ 8(R8), R11                                         // msize_allocheaders.go:21
	JMP haveRequestPow2                                     // msize_allocheaders.go:21
noHeaderPow2:
	MOVQ R8, R11                                            // msize_allocheaders.go:25
haveRequestPow2:
	CMPQ R11, $1016                                         // msize_allocheaders.go:25
	JHI above1016OfPow2                                     // msize_allocheaders.go:25
	LEAQ 7(R11), R12                                        // stubs.go:359
	SHRQ $3, R12                                            // stubs.go:359
	CMPQ R12, $129                                          // msize_allocheaders.go:26
	JCC size8OutOfRangePow2                                 // msize_allocheaders.go:26
	LEAQ runtime.size_to_class8(SB), R13                    // msize_allocheaders.go:26
	MOVBLZX (R12)(R13*1), R12                               // msize_allocheaders.go:26
	CMPQ R12, $68                                           // msize_allocheaders.go:26
	JCC class8OutOfRangePow2                                // msize_allocheaders.go:26
	LEAQ runtime.class_to_size(SB), R13                     // msize_allocheaders.go:26
	MOVWLZX (R13)(R12*2), R12                               // msize_allocheaders.go:26
	SUBQ R8, R11                                            // msize_allocheaders.go:26
	SUBQ R11, R12                                           // msize_allocheaders.go:26
	JMP haveCapmemPow2                                      // slice.go:210
above1016OfPow2:
	LEAQ -897(R11), R12                                     // stubs.go:359
	SHRQ $7, R12                                            // stubs.go:359
	CMPQ R12, $249                                          // msize_allocheaders.go:28
	JCC size128OutOfRangePow2                               // msize_allocheaders.go:28
	LEAQ runtime.size_to_class128(SB), R13                  // msize_allocheaders.go:28
	MOVBLZX (R12)(R13*1), R12                               // msize_allocheaders.go:28
	CMPQ R12, $68                                           // msize_allocheaders.go:28
	JCC class128OutOfRangePow2                              // msize_allocheaders.go:28
	LEAQ runtime.class_to_size(SB), R13                     // msize_allocheaders.go:28
	MOVWLZX (R13)(R12*2), R12                               // msize_allocheaders.go:28
	SUBQ R8, R11                                            // msize_allocheaders.go:28
	SUBQ R11, R12                                           // msize_allocheaders.go:28
	JMP haveCapmemPow2                                      // slice.go:210
largeObjectPow2:
	LEAQ 8191(R8), R11                                      // msize_allocheaders.go:31
	CMPQ R8, R11                                            // msize_allocheaders.go:32
	JLS roundToPagePow2                                     // msize_allocheaders.go:32
	MOVQ R8, R12                                            // slice.go:210
	JMP haveCapmemPow2                                      // slice.go:210
roundToPagePow2:
	ANDQ $-8192, R11                                        // msize_allocheaders.go:35
	MOVQ R11, R12                                           // slice.go:210
haveCapmemPow2:
	MOVQ $281474976710656, R11                              // slice.go:211
	SHRQ CX, R11                                            // slice.go:211
	SHRQ CX, R12                                            // slice.go:212
	MOVQ R12, R13                                           // slice.go:213
	SHLQ CX, R12                                            // slice.go:213
	CMPQ DI, R11                                            // slice.go:211
	SETHI R8B                                               // slice.go:211
	MOVQ R10, CX                                            // slice.go:263
	MOVQ $281474976710656, DI                               // slice.go:263
	MOVQ R12, R10                                           // slice.go:250
	JMP haveSizes                                           // slice.go:213
sizeNotPow2:
	IMULQ DI, DX                                            // slice.go:215
	MOVQ DX, runtime.lenmem+56(SP)                          // slice.go:215
	MOVQ DI, R10                                            // slice.go:216
	IMULQ BX, DI                                            // slice.go:216
	MOVQ AX, CX                                             // slice.go:168
	MOVQ R8, AX                                             // slice.go:217
	MULQ R10                                                // slice.go:217
	CMPQ AX, $32760                                         // msize_allocheaders.go:18
	JHI largeObjectAny                                      // msize_allocheaders.go:18
	TESTQ R9, R9                                            // slice.go:186
	JEQ noHeaderAny                                         // msize_allocheaders.go:20
	CMPQ AX, $512                                           // msize_allocheaders.go:20
	JLS noHeaderAny                                         // msize_allocheaders.go:20
	LEAQ 8(AX), DX                                          // msize_allocheaders.go:21
	JMP haveRequestAny                                      // msize_allocheaders.go:21
noHeaderAny:
	MOVQ AX, DX                                             // msize_allocheaders.go:25
haveRequestAny:
	CMPQ DX, $1016                                          // msize_allocheaders.go:25
	JHI above1016OfAny                                      // msize_allocheaders.go:25
	LEAQ 7(DX), R11                                         // stubs.go:359
	SHRQ $3, R11                                            // stubs.go:359
	CMPQ R11, $129                                          // msize_allocheaders.go:26
	JCC size8OutOfRangeAny                                  // msize_allocheaders.go:26
	LEAQ runtime.size_to_class8(SB), R12                    // msize_allocheaders.go:26
	MOVBLZX (R11)(R12*1), R11                               // msize_allocheaders.go:26
	CMPQ R11, $68                                           // msize_allocheaders.go:26
	JCC class8OutOfRangeAny                                 // msize_allocheaders.go:26
	LEAQ runtime.class_to_size(SB), R12                     // msize_allocheaders.go:26
	MOVWLZX (R12)(R11*2), R11                               // msize_allocheaders.go:26
	SUBQ AX, DX                                             // msize_allocheaders.go:26
	SUBQ DX, R11                                            // msize_allocheaders.go:26
	MOVQ R8, AX                                             // slice.go:217
	MULQ R10                                                // slice.go:217
	JMP haveCapmemAny                                       // slice.go:218
above1016OfAny:
	LEAQ -897(DX), R11                                      // stubs.go:359
	SHRQ $7, R11                                            // stubs.go:359
	CMPQ R11, $249                                          // msize_allocheaders.go:28
	JCC size128OutOfRangeAny                                // msize_allocheaders.go:28
	LEAQ runtime.size_to_class128(SB), R12                  // msize_allocheaders.go:28
	MOVBLZX (R12)(R11*1), R11                               // msize_allocheaders.go:28
	CMPQ R11, $68                                           // msize_allocheaders.go:28
	JCC class128OutOfRangeAny                               // msize_allocheaders.go:28
	LEAQ runtime.class_to_size(SB), R12                     // msize_allocheaders.go:28
	MOVWLZX (R12)(R11*2), R11                               // msize_allocheaders.go:28
	SUBQ AX, DX                                             // msize_allocheaders.go:28
	SUBQ DX, R11                                            // msize_allocheaders.go:28
	MOVQ R8, AX                                             // slice.go:217
	MULQ R10                                                // slice.go:217
	JMP haveCapmemAny                                       // slice.go:218
largeObjectAny:
	LEAQ 8191(AX), DX                                       // msize_allocheaders.go:31
	CMPQ AX, DX                                             // msize_allocheaders.go:32
	JLS roundToPageAny                                      // msize_allocheaders.go:32
	MOVQ AX, runtime..autotmp_69+80(SP)                     // slice.go:217
	MOVQ R8, AX                                             // slice.go:217
	MULQ R10                                                // slice.go:217
	MOVQ runtime..autotmp_69+80(SP), R11                    // slice.go:218
	JMP haveCapmemAny                                       // slice.go:218
roundToPageAny:
	ANDQ $-8192, DX                                         // msize_allocheaders.go:35
	MOVQ DX, runtime.reqSize+32(SP)                         // msize_allocheaders.go:35
	MOVQ R8, AX                                             // slice.go:217
	MULQ R10                                                // slice.go:217
	MOVQ runtime.reqSize+32(SP), R11                        // slice.go:218
haveCapmemAny:
	SETOS R8B                                               // slice.go:217
	MOVQ R11, AX                                            // slice.go:219
	XORL DX, DX                                             // slice.go:219
	DIVQ R10                                                // slice.go:219
	IMULQ AX, R10                                           // slice.go:220
	MOVQ runtime.lenmem+56(SP), DX                          // slice.go:251
	MOVQ AX, R13                                            // slice.go:263
	MOVQ CX, AX                                             // slice.go:261
	MOVQ BX, CX                                             // slice.go:263
	MOVQ DI, BX                                             // slice.go:247
	MOVQ $281474976710656, DI                               // slice.go:247
haveSizes:
	TESTB R8B, R8B                                          // slice.go:236
	JNE lenTooLarge                                         // slice.go:236
	CMPQ R10, DI                                            // slice.go:236
	JHI lenTooLarge                                         // slice.go:236
	MOVQ AX, runtime.oldPtr+112(SP)                         // slice.go:168
	MOVQ CX, runtime..autotmp_70+72(SP)                     // slice.go:168
	MOVQ DX, runtime.lenmem+56(SP)                          // slice.go:251
	MOVQ R13, runtime.newcap+48(SP)                         // slice.go:263
	TESTQ R9, R9                                            // slice.go:186
	JNE allocateWithPointers                                // slice.go:241
	MOVQ R10, runtime.capmem+64(SP)                         // slice.go:250
	MOVQ BX, runtime.newlenmem+40(SP)                       // slice.go:247
	MOVQ R10, AX                                            // slice.go:242
	XORL BX, BX                                             // slice.go:242
	XORL CX, CX                                             // slice.go:242
	CALL runtime.mallocgc(SB)                               // slice.go:242
	MOVQ AX, runtime.p+88(SP)                               // slice.go:242
	MOVQ runtime.capmem+64(SP), BX                          // slice.go:247
	MOVQ runtime.newlenmem+40(SP), DX                       // slice.go:247
	SUBQ DX, BX                                             // slice.go:247
	ADDQ AX, DX                                             // stubs.go:16
	MOVQ DX, AX                                             // slice.go:247
	CALL runtime.memclrNoHeapPointers(SB)                   // slice.go:247
	MOVQ runtime.lenmem+56(SP), CX                          // slice.go:261
	MOVQ runtime.p+88(SP), AX                               // slice.go:261
	JMP moveElems                                           // slice.go:247
allocateWithPointers:
	MOVQ SI, runtime.et+144(SP)                             // slice.go:168
	MOVQ R10, AX                                            // slice.go:250
	MOVQ SI, BX                                             // slice.go:250
	MOVL $1, CX                                             // slice.go:250
	CALL runtime.mallocgc(SB)                               // slice.go:250
	MOVQ runtime.lenmem+56(SP), CX                          // slice.go:251
	TESTQ CX, CX                                            // slice.go:251
	JLS moveElems                                           // slice.go:251
	CMPB runtime.writeBarrier(SB), $0                       // slice.go:251
	JEQ moveElems                                           // slice.go:251
	MOVQ AX, runtime.p+88(SP)                               // slice.go:250
	MOVQ AX, DX                                             // slice.go:258
	MOVQ runtime.oldPtr+112(SP), BX                         // slice.go:258
	MOVQ BX, SI                                             // slice.go:258
	MOVQ runtime.et+144(SP), DI                             // slice.go:258
	MOVQ (DI), R8                                           // slice.go:258
	MOVQ CX, R9                                             // slice.go:258
	SUBQ R8, R9                                             // slice.go:258
	ADDQ 8(DI), R9                                          // slice.go:258
	MOVQ DX, AX                                             // slice.go:258
	MOVQ SI, BX                                             // slice.go:258
	MOVQ R9, CX                                             // slice.go:258
	CALL runtime.bulkBarrierPreWriteSrcOnly(SB)             // slice.go:258
	MOVQ runtime.p+88(SP), AX                               // slice.go:261
	MOVQ runtime.lenmem+56(SP), CX                          // slice.go:261
moveElems:
	MOVQ AX, runtime.p+88(SP)                               // slice.go:261
	MOVQ runtime.oldPtr+112(SP), BX                         // slice.go:261
	CALL runtime.memmove(SB)                                // slice.go:261
	MOVQ runtime.p+88(SP), AX                               // slice.go:263
	MOVQ runtime..autotmp_70+72(SP), BX                     // slice.go:263
	MOVQ runtime.newcap+48(SP), CX                          // slice.go:263
	ADDQ $96, SP                                            // slice.go:263
	POPQ BP                                                 // slice.go:263
	RET                                                     // slice.go:263
lenTooLarge:
	LEAQ type:runtime.errorString(SB), AX                   // slice.go:237
	LEAQ runtime.growsliceLenTooLarge(SB), BX               // slice.go:237
	CALL runtime.gopanic(SB)                                // slice.go:237
class128OutOfRangeAny:
	MOVQ R11, AX                                            // msize_allocheaders.go:28
	MOVL $68, CX                                            // msize_allocheaders.go:28
	CALL runtime.panicIndex(SB)                             // msize_allocheaders.go:28
size128OutOfRangeAny:
	MOVQ R11, AX                                            // msize_allocheaders.go:28
	MOVL $249, CX                                           // msize_allocheaders.go:28
	CALL runtime.panicIndexU(SB)                            // msize_allocheaders.go:28
class8OutOfRangeAny:
	MOVQ R11, AX                                            // msize_allocheaders.go:26
	MOVL $68, CX                                            // msize_allocheaders.go:26
	CALL runtime.panicIndex(SB)                             // msize_allocheaders.go:26
size8OutOfRangeAny:
	MOVQ R11, AX                                            // msize_allocheaders.go:26
	MOVL $129, CX                                           // msize_allocheaders.go:26
	CALL runtime.panicIndexU(SB)                            // msize_allocheaders.go:26
class128OutOfRangePow2:
	MOVQ R12, AX                                            // msize_allocheaders.go:28
	MOVL $68, CX                                            // msize_allocheaders.go:28
	CALL runtime.panicIndex(SB)                             // msize_allocheaders.go:28
size128OutOfRangePow2:
	MOVQ R12, AX                                            // msize_allocheaders.go:28
	MOVL $249, CX                                           // msize_allocheaders.go:28
	CALL runtime.panicIndexU(SB)                            // msize_allocheaders.go:28
class8OutOfRangePow2:
	MOVQ R12, AX                                            // msize_allocheaders.go:26
	MOVL $68, CX                                            // msize_allocheaders.go:26
	CALL runtime.panicIndex(SB)                             // msize_allocheaders.go:26
size8OutOfRangePow2:
	MOVQ R12, AX                                            // msize_allocheaders.go:26
	MOVL $129, CX                                           // msize_allocheaders.go:26
	CALL runtime.panicIndexU(SB)                            // msize_allocheaders.go:26
class128OutOfRange8:
	MOVQ R11, AX                                            // msize_allocheaders.go:28
	MOVL $68, CX                                            // msize_allocheaders.go:28
	CALL runtime.panicIndex(SB)                             // msize_allocheaders.go:28
size128OutOfRange8:
	MOVQ R11, AX                                            // msize_allocheaders.go:28
	MOVL $249, CX                                           // msize_allocheaders.go:28
	CALL runtime.panicIndexU(SB)                            // msize_allocheaders.go:28
class8OutOfRange8:
	MOVQ R11, AX                                            // msize_allocheaders.go:26
	MOVL $68, CX                                            // msize_allocheaders.go:26
	CALL runtime.panicIndex(SB)                             // msize_allocheaders.go:26
size8OutOfRange8:
	MOVQ R11, AX                                            // msize_allocheaders.go:26
	MOVL $129, CX                                           // msize_allocheaders.go:26
	CALL runtime.panicIndexU(SB)                            // msize_allocheaders.go:26
class128OutOfRange1:
	MOVQ R10, AX                                            // msize_allocheaders.go:28
	MOVL $68, CX                                            // msize_allocheaders.go:28
	CALL runtime.panicIndex(SB)                             // msize_allocheaders.go:28
size128OutOfRange1:
	MOVQ R10, AX                                            // msize_allocheaders.go:28
	MOVL $249, CX                                           // msize_allocheaders.go:28
	CALL runtime.panicIndexU(SB)                            // msize_allocheaders.go:28
class8OutOfRange1:
	MOVQ R10, AX                                            // msize_allocheaders.go:26
	MOVL $68, CX                                            // msize_allocheaders.go:26
	CALL runtime.panicIndex(SB)                             // msize_allocheaders.go:26
size8OutOfRange1:
	MOVQ R10, AX                                            // msize_allocheaders.go:26
	MOVL $129, CX                                           // msize_allocheaders.go:26
	CALL runtime.panicIndexU(SB)                            // msize_allocheaders.go:26
growAgain:
	MOVQ R8, CX                                             // slice.go:282
growByQuarter:
	LEAQ 768(CX), R8                                        // slice.go:282
	SARQ $2, R8                                             // slice.go:282
	ADDQ CX, R8                                             // slice.go:282
	CMPQ BX, R8                                             // slice.go:288
	JHI growAgain                                           // slice.go:288
	TESTQ R8, R8                                            // slice.go:295
	JGT haveNewcap                                          // slice.go:295
	MOVQ BX, R8                                             // slice.go:178
	JMP haveNewcap                                          // slice.go:178
lenNegative:
	LEAQ type:runtime.errorString(SB), AX                   // slice.go:169
	LEAQ runtime.growsliceLenNegative(SB), BX               // slice.go:169
	CALL runtime.gopanic(SB)                                // slice.go:169
moreStack:
	MOVQ AX, 8(SP)                                          // slice.go:155
	MOVQ BX, 16(SP)                                         // slice.go:155
	MOVQ CX, 24(SP)                                         // slice.go:155
	MOVQ DI, 32(SP)                                         // slice.go:155
	MOVQ SI, 40(SP)                                         // slice.go:155
	CALL runtime.morestack_noctxt(SB)                       // slice.go:155
	MOVQ 8(SP), AX                                          // slice.go:155
	MOVQ 16(SP), BX                                         // slice.go:155
	MOVQ 24(SP), CX                                         // slice.go:155
	MOVQ 32(SP), DI                                         // slice.go:155
	MOVQ 40(SP), SI                                         // slice.go:155
	JMP entry                                               // slice.go:155

// errorString("growslice: len out of range"), twice. The compiler numbers these constants (runtime..stmp_157 and
// runtime..stmp_158 in one build); the names are ours.
DATA runtime.growsliceLenNegative+0(SB)/8, $go:string."growslice: len out of range"(SB)
DATA runtime.growsliceLenNegative+8(SB)/8, $27
GLOBL runtime.growsliceLenNegative(SB), RODATA, $16
DATA runtime.growsliceLenTooLarge+0(SB)/8, $go:string."growslice: len out of range"(SB)
DATA runtime.growsliceLenTooLarge+8(SB)/8, $27
GLOBL runtime.growsliceLenTooLarge(SB), RODATA, $16
