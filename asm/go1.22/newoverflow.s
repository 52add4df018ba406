// runtime.(*hmap).newoverflow of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/map.go:247-273, with createOverflow
// (map.go:275-282) inlined.
//
// Appends an overflow bucket to b: a preallocated one or a new one. Buckets without pointers are kept alive by the
// slice extra.overflow.
//
// Entry:  AX *hmap h, BX *maptype t (h first), CX *bmap b; R14 g, X15 0
// Exit:   AX *bmap, the new bucket
// Stack:  64(SP) ovf, 72(SP) address of the slice *extra.overflow, 96(SP) h, 104(SP) t, 112(SP) b
//
// Shared accesses in order (source line, access and bytes, what, why):
//   map.go:249          load 8       h.extra
//   map.go:249          load 8       extra.nextOverflow      ovf, when not nil
//   map.go:210          load 8       ovf.overflow            nil: it is not the last preallocated one
//   map.go:255          store 8      extra.nextOverflow      not the last: the bucket after it
//   map.go:214          store 8      ovf.overflow            the last: nil in place of the sentinel
//   map.go:261          load 8       h.extra
//   map.go:261          load 1       extra.overflow          nil check of extra, value unused
//   map.go:261          store 8      extra.nextOverflow      the last: nil
//   malloc.go:1390      call         mallocgc                none preallocated
//   map.go:266          call         incrnoverflow
//   map.go:276          load 8       h.extra                 buckets without pointers: createOverflow
//   map.go:277          call         newobject               a mapextra
//   map.go:277          store 8      h.extra
//   map.go:279          load 8       h.extra
//   map.go:279          load 8       extra.overflow
//   map.go:280          call         newobject               a slice
//   map.go:280          load 8       h.extra
//   map.go:280          load 1       extra.overflow          nil check of extra, value unused
//   map.go:280          store 8      extra.overflow
//   map.go:269          load 8       h.extra                 *extra.overflow = append(*extra.overflow, ovf)
//   map.go:269          load 8       extra.overflow
//   map.go:269          load 8       slice.cap
//   map.go:269          load 8       slice.len
//   map.go:269          load 8       slice.array
//   map.go:269          call         growslice               len is cap
//   map.go:269          store 8      slice.cap
//   map.go:269          store 8      slice.array
//   map.go:269          store 8      slice.len               +1, before
//   map.go:269          store 8      array[len-1]            the element itself
//   map.go:214          load 1       b.overflow              nil check, value unused
//   map.go:214          store 8      b.overflow              ovf is in the chain

TEXT runtime.(*hmap).newoverflow(SB), ABIInternal, $88-24
entry:
	CMPQ SP, 16(R14)                                        // map.go:247
	JLS moreStack                                           // map.go:247
	PUSHQ BP                                                // map.go:247
	MOVQ SP, BP                                             // map.go:247
	SUBQ $80, SP                                            // map.go:247
	MOVQ AX, runtime.h+96(SP)                               // map.go:249
	MOVQ BX, runtime.t+104(SP)                              // map.go:249
	MOVQ CX, runtime.b+112(SP)                              // map.go:249
	MOVQ 40(AX), DX                                         // map.go:249
	TESTQ DX, DX                                            // map.go:249
	JEQ allocate                                            // map.go:249
	MOVQ 16(DX), SI                                         // map.go:249
	TESTQ SI, SI                                            // map.go:249
	JEQ allocate                                            // map.go:249
	MOVWLZX 82(BX), DI                                      // map.go:210
	MOVQ SI, R8                                             // stubs.go:16
	LEAQ (DI)(SI*1), SI                                     // stubs.go:16
	LEAQ -8(SI), SI                                         // stubs.go:16
	CMPQ (SI), $0                                           // map.go:210
	JEQ takeNext                                            // map.go:253
	// The last preallocated bucket.
	CMPL runtime.writeBarrier(SB), $0                       // map.go:214
	JEQ takeLast                                            // map.go:214
	MOVQ (SI), DX                                           // map.go:214
	CALL runtime.gcWriteBarrier1(SB)                        // map.go:214
	MOVQ DX, (R11)                                          // map.go:214
takeLast:
	MOVQ $0, (SI)                                           // map.go:214
	MOVQ 40(AX), DX                                         // map.go:261
	TESTB AL, (DX)                                          // map.go:261
	CMPL runtime.writeBarrier(SB), $0                       // map.go:261
	JEQ clearNextOverflow                                   // map.go:261
	MOVQ 16(DX), SI                                         // map.go:261
	CALL runtime.gcWriteBarrier1(SB)                        // map.go:261
	MOVQ SI, (R11)                                          // map.go:261
clearNextOverflow:
	MOVQ $0, 16(DX)                                         // map.go:261
	JMP haveOvf                                             // map.go:261
takeNext:
	LEAQ (R8)(DI*1), SI                                     // stubs.go:16
	CMPL runtime.writeBarrier(SB), $0                       // map.go:255
	JEQ storeNextOverflow                                   // map.go:255
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:255
	MOVQ SI, (R11)                                          // map.go:255
	MOVQ 16(DX), DI                                         // map.go:255
	MOVQ DI, 8(R11)                                         // map.go:255
storeNextOverflow:
	MOVQ SI, 16(DX)                                         // map.go:255
	JMP haveOvf                                             // map.go:255
allocate:
	MOVQ 64(BX), DX                                         // map.go:264
	MOVQ (DX), AX                                           // malloc.go:1390
	MOVL $1, CX                                             // malloc.go:1390
	MOVQ DX, BX                                             // malloc.go:1390
	CALL runtime.mallocgc(SB)                               // malloc.go:1390
	MOVQ AX, R8                                             // map.go:269
	MOVQ runtime.h+96(SP), AX                               // map.go:266
haveOvf:
	MOVQ R8, runtime.ovf+64(SP)                             // map.go:269
	CALL runtime.(*hmap).incrnoverflow(SB)                  // map.go:266
	MOVQ runtime.t+104(SP), CX                              // map.go:267
	MOVQ 64(CX), DX                                         // map.go:267
	CMPQ 8(DX), $0                                          // map.go:267
	JNE bucketHasPointers                                   // map.go:267
	MOVQ runtime.h+96(SP), DX                               // map.go:276
	// h.createOverflow()
	CMPQ 40(DX), $0                                         // map.go:276
	JNE haveExtra                                           // map.go:276
	LEAQ type:runtime.mapextra(SB), AX                      // map.go:277
	CALL runtime.newobject(SB)                              // map.go:277
	CMPL runtime.writeBarrier(SB), $0                       // map.go:277
	JNE extraBehindBarrier                                  // map.go:277
	MOVQ runtime.h+96(SP), DX                               // map.go:277
	JMP storeExtra                                          // map.go:277
extraBehindBarrier:
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:277
	MOVQ AX, (R11)                                          // map.go:277
	MOVQ runtime.h+96(SP), DX                               // map.go:277
	MOVQ 40(DX), R8                                         // map.go:277
	MOVQ R8, 8(R11)                                         // map.go:277
storeExtra:
	MOVQ AX, 40(DX)                                         // map.go:277
	MOVQ runtime.t+104(SP), CX                              // map.go:214
haveExtra:
	MOVQ 40(DX), R8                                         // map.go:279
	CMPQ (R8), $0                                           // map.go:279
	JNE append                                              // map.go:279
	LEAQ type:[]*runtime.bmap(SB), AX                       // map.go:280
	CALL runtime.newobject(SB)                              // map.go:280
	MOVQ runtime.h+96(SP), CX                               // map.go:280
	MOVQ 40(CX), DX                                         // map.go:280
	TESTB AL, (DX)                                          // map.go:280
	CMPL runtime.writeBarrier(SB), $0                       // map.go:280
	JEQ storeOverflow                                       // map.go:280
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:280
	MOVQ AX, (R11)                                          // map.go:280
	MOVQ (DX), R8                                           // map.go:280
	MOVQ R8, 8(R11)                                         // map.go:280
storeOverflow:
	MOVQ AX, (DX)                                           // map.go:280
	MOVQ CX, DX                                             // map.go:269
	MOVQ runtime.t+104(SP), CX                              // map.go:214
append:
	MOVQ 40(DX), DX                                         // map.go:269
	MOVQ (DX), DX                                           // map.go:269
	MOVQ 16(DX), R8                                         // map.go:269
	MOVQ 8(DX), BX                                          // map.go:269
	INCQ BX                                                 // map.go:269
	MOVQ (DX), AX                                           // map.go:269
	CMPQ R8, BX                                             // map.go:269
	JCC storeLen                                            // map.go:269
	MOVQ DX, runtime..autotmp_36+72(SP)                     // map.go:269
	MOVQ R8, CX                                             // map.go:269
	MOVL $1, DI                                             // map.go:269
	LEAQ type:*runtime.bmap(SB), SI                         // map.go:269
	CALL runtime.growslice(SB)                              // map.go:269
	MOVQ runtime..autotmp_36+72(SP), DX                     // map.go:269
	MOVQ CX, 16(DX)                                         // map.go:269
	CMPL runtime.writeBarrier(SB), $0                       // map.go:269
	JEQ storeArray                                          // map.go:269
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:269
	MOVQ AX, (R11)                                          // map.go:269
	MOVQ (DX), CX                                           // map.go:269
	MOVQ CX, 8(R11)                                         // map.go:269
storeArray:
	MOVQ AX, (DX)                                           // map.go:269
	MOVQ runtime.t+104(SP), CX                              // map.go:214
storeLen:
	MOVQ BX, 8(DX)                                          // map.go:269
	CMPL runtime.writeBarrier(SB), $0                       // map.go:269
	JNE elemBehindBarrier                                   // map.go:269
	MOVQ runtime.ovf+64(SP), DX                             // map.go:269
	JMP storeElem                                           // map.go:269
elemBehindBarrier:
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:269
	MOVQ runtime.ovf+64(SP), DX                             // map.go:269
	MOVQ DX, (R11)                                          // map.go:269
	MOVQ -8(AX)(BX*8), SI                                   // map.go:269
	MOVQ SI, 8(R11)                                         // map.go:269
storeElem:
	MOVQ DX, -8(AX)(BX*8)                                   // map.go:269
	JMP linkOvf                                             // map.go:269
bucketHasPointers:
	MOVQ runtime.ovf+64(SP), DX                             // map.go:214
linkOvf:
	MOVWLZX 82(CX), CX                                      // map.go:214
	MOVQ runtime.b+112(SP), BX                              // stubs.go:16
	LEAQ (CX)(BX*1), CX                                     // stubs.go:16
	LEAQ -8(CX), CX                                         // stubs.go:16
	TESTB AL, (CX)                                          // map.go:214
	CMPL runtime.writeBarrier(SB), $0                       // map.go:214
	JEQ storeLink                                           // map.go:214
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:214
	MOVQ DX, (R11)                                          // map.go:214
	MOVQ (CX), BX                                           // map.go:214
	MOVQ BX, 8(R11)                                         // map.go:214
storeLink:
	MOVQ DX, (CX)                                           // map.go:214
	MOVQ DX, AX                                             // map.go:272
	ADDQ $80, SP                                            // map.go:272
	POPQ BP                                                 // map.go:272
	RET                                                     // map.go:272
moreStack:
	MOVQ AX, 8(SP)                                          // map.go:247
	MOVQ BX, 16(SP)                                         // map.go:247
	MOVQ CX, 24(SP)                                         // map.go:247
	CALL runtime.morestack_noctxt(SB)                       // map.go:247
	MOVQ 8(SP), AX                                          // map.go:247
	MOVQ 16(SP), BX                                         // map.go:247
	MOVQ 24(SP), CX                                         // map.go:247
	JMP entry                                               // map.go:247
