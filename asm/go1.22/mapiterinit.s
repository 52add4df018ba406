// runtime.mapiterinit of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/map.go:816-860, with createOverflow
// (map.go:275-282) inlined.
//
// Starts an iteration at a random bucket and slot and steps to the first entry. It does not look at hashWriting;
// mapiternext does. The one LOCK of the map code is here.
//
// Entry:  AX *maptype t, BX *hmap h, CX *hiter it (96 zero bytes); R14 g, X15 0
// Exit:   nothing; it.key is nil at the end of the iteration
// Stack:  40(SP) h, 48(SP) it
//
// *it is on the caller's stack as a rule, private to the core; its accesses are left out below.
//
// Shared accesses in order (source line, access and bytes, what, why):
//   map.go:823          load 8       h.count                 0: no entries, it.h stays nil
//   map.go:833          load 1       h.B                     to it.B
//   map.go:834          load 8       h.buckets               to it.buckets: a snapshot that may not fit it.B
//   map.go:276          load 8       h.extra                 buckets without pointers: createOverflow,
//   map.go:277          call         newobject               a mapextra
//   map.go:277          store 8      h.extra                 a store by a reader, under no flag
//   map.go:279          load 8       h.extra
//   map.go:279          load 8       extra.overflow
//   map.go:280          call         newobject               a slice
//   map.go:280          load 8       h.extra
//   map.go:280          load 1       extra.overflow          nil check of extra, value unused
//   map.go:280          store 8      extra.overflow          a store by a reader, under no flag
//   map.go:841          load 8       h.extra
//   map.go:841          load 8       extra.overflow          to it.overflow
//   map.go:842          load 8       h.extra
//   map.go:842          load 8       extra.oldoverflow       to it.oldoverflow
//   map.go:846          call         rand
//   map.go:847          load 1       h.B                     again, for it.startBucket
//   map.go:848          load 1       h.B                     again, for it.offset
//   map.go:855          load 1       h.flags                 iterator and oldIterator (3) both set: no need to
//   map.go:856          LOCK load+store 1 h.flags                 atomic.Or8(&h.flags, 3)
//   map.go:859          call         mapiternext

TEXT runtime.mapiterinit(SB), ABIInternal, $24-24
entry:
	CMPQ SP, 16(R14)                                        // map.go:816
	JLS moreStack                                           // map.go:816
	PUSHQ BP                                                // map.go:816
	MOVQ SP, BP                                             // map.go:816
	SUBQ $16, SP                                            // map.go:816
	TESTB AL, (CX)                                          // map.go:822
	CMPL runtime.writeBarrier(SB), $0                       // map.go:822
	JEQ storeT                                              // map.go:822
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:822
	MOVQ AX, (R11)                                          // map.go:822
	MOVQ 16(CX), DX                                         // map.go:822
	MOVQ DX, 8(R11)                                         // map.go:822
storeT:
	MOVQ AX, 16(CX)                                         // map.go:822
	TESTQ BX, BX                                            // map.go:823
	JEQ noEntries                                           // map.go:823
	CMPQ (BX), $0                                           // map.go:823
	JEQ noEntries                                           // map.go:823
	CMPL runtime.writeBarrier(SB), $0                       // map.go:830
	JEQ storeH                                              // map.go:830
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:830
	MOVQ BX, (R11)                                          // map.go:830
	MOVQ 24(CX), DX                                         // map.go:830
	MOVQ DX, 8(R11)                                         // map.go:830
storeH:
	MOVQ BX, 24(CX)                                         // map.go:830
	MOVBLZX 9(BX), DX                                       // map.go:833
	MOVB DL, 74(CX)                                         // map.go:833
	MOVQ 16(BX), DX                                         // map.go:834
	CMPL runtime.writeBarrier(SB), $0                       // map.go:834
	JEQ storeBuckets                                        // map.go:834
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:834
	MOVQ DX, (R11)                                          // map.go:834
	MOVQ 32(CX), SI                                         // map.go:834
	MOVQ SI, 8(R11)                                         // map.go:834
storeBuckets:
	MOVQ BX, runtime.h+40(SP)                               // map.go:823
	MOVQ CX, runtime.it+48(SP)                              // map.go:823
	MOVQ DX, 32(CX)                                         // map.go:834
	MOVQ 64(AX), DX                                         // map.go:835
	CMPQ 8(DX), $0                                          // map.go:835
	JNE chooseStart                                         // map.go:835
	// h.createOverflow()
	CMPQ 40(BX), $0                                         // map.go:276
	JNE haveExtra                                           // map.go:276
	LEAQ type:runtime.mapextra(SB), AX                      // map.go:277
	CALL runtime.newobject(SB)                              // map.go:277
	CMPL runtime.writeBarrier(SB), $0                       // map.go:277
	JNE extraBehindBarrier                                  // map.go:277
	MOVQ runtime.h+40(SP), CX                               // map.go:277
	JMP storeExtra                                          // map.go:277
extraBehindBarrier:
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:277
	MOVQ AX, (R11)                                          // map.go:277
	MOVQ runtime.h+40(SP), CX                               // map.go:277
	MOVQ 40(CX), DX                                         // map.go:277
	MOVQ DX, 8(R11)                                         // map.go:277
storeExtra:
	MOVQ AX, 40(CX)                                         // map.go:277
	MOVQ runtime.it+48(SP), CX                              // map.go:841
	MOVQ runtime.h+40(SP), BX                               // map.go:279
haveExtra:
	MOVQ 40(BX), DX                                         // map.go:279
	CMPQ (DX), $0                                           // map.go:279
	JNE haveOverflow                                        // map.go:279
	LEAQ type:[]*runtime.bmap(SB), AX                       // map.go:280
	CALL runtime.newobject(SB)                              // map.go:280
	MOVQ runtime.h+40(SP), CX                               // map.go:280
	MOVQ 40(CX), DX                                         // map.go:280
	TESTB AL, (DX)                                          // map.go:280
	CMPL runtime.writeBarrier(SB), $0                       // map.go:280
	JEQ storeOverflow                                       // map.go:280
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:280
	MOVQ AX, (R11)                                          // map.go:280
	MOVQ (DX), BX                                           // map.go:280
	MOVQ BX, 8(R11)                                         // map.go:280
storeOverflow:
	MOVQ AX, (DX)                                           // map.go:280
	MOVQ runtime.it+48(SP), CX                              // map.go:841
	MOVQ runtime.h+40(SP), BX                               // map.go:841
haveOverflow:
	MOVQ 40(BX), AX                                         // map.go:841
	MOVQ (AX), AX                                           // map.go:841
	CMPL runtime.writeBarrier(SB), $0                       // map.go:841
	JEQ keepOverflow                                        // map.go:841
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:841
	MOVQ AX, (R11)                                          // map.go:841
	MOVQ 48(CX), DX                                         // map.go:841
	MOVQ DX, 8(R11)                                         // map.go:841
keepOverflow:
	MOVQ AX, 48(CX)                                         // map.go:841
	MOVQ 40(BX), AX                                         // map.go:842
	MOVQ 8(AX), AX                                          // map.go:842
	CMPL runtime.writeBarrier(SB), $0                       // map.go:842
	JEQ keepOldoverflow                                     // map.go:842
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:842
	MOVQ AX, (R11)                                          // map.go:842
	MOVQ 56(CX), DX                                         // map.go:842
	MOVQ DX, 8(R11)                                         // map.go:842
keepOldoverflow:
	MOVQ AX, 56(CX)                                         // map.go:842
chooseStart:
	CALL runtime.rand(SB)                                   // map.go:846
	MOVQ runtime.h+40(SP), CX                               // map.go:847
	MOVBLZX 9(CX), DX                                       // map.go:847
	// it.startBucket = r & bucketMask(h.B)
	MOVQ CX, BX                                             // map.go:823
	MOVL DX, CX                                             // map.go:187
	MOVL $1, SI                                             // map.go:187
	SHLQ CX, SI                                             // map.go:187
	LEAQ -1(SI), CX                                         // map.go:192
	ANDQ AX, CX                                             // map.go:847
	MOVQ runtime.it+48(SP), DX                              // map.go:847
	MOVQ CX, 64(DX)                                         // map.go:847
	MOVBLZX 9(BX), CX                                       // map.go:848
	// it.offset = uint8(r >> h.B & (bucketCnt - 1))
	SHRQ CX, AX                                             // map.go:848
	CMPB CL, $64                                            // map.go:848
	SBBQ CX, CX                                             // map.go:848
	ANDQ AX, CX                                             // map.go:848
	ANDL $7, CX                                             // map.go:848
	MOVB CL, 72(DX)                                         // map.go:848
	MOVQ 64(DX), AX                                         // map.go:851
	MOVQ AX, 80(DX)                                         // map.go:851
	MOVBLZX 8(BX), AX                                       // map.go:855
	ANDL $3, AX                                             // map.go:855
	CMPB AL, $3                                             // map.go:855
	JEQ step                                                // map.go:855
	LEAQ 8(BX), CX                                          // map.go:855
	MOVL $3, BX                                             // map.go:856
	LOCK                                                    // map.go:856
	ORB BL, (CX)                                            // map.go:856
step:
	MOVQ DX, AX                                             // map.go:859
	CALL runtime.mapiternext(SB)                            // map.go:859
	ADDQ $16, SP                                            // map.go:860
	POPQ BP                                                 // map.go:860
	RET                                                     // map.go:860
noEntries:
	ADDQ $16, SP                                            // map.go:824
	POPQ BP                                                 // map.go:824
	RET                                                     // map.go:824
moreStack:
	MOVQ AX, 8(SP)                                          // map.go:816
	MOVQ BX, 16(SP)                                         // map.go:816
	MOVQ CX, 24(SP)                                         // map.go:816
	CALL runtime.morestack_noctxt(SB)                       // map.go:816
	MOVQ 8(SP), AX                                          // map.go:816
	MOVQ 16(SP), BX                                         // map.go:816
	MOVQ 24(SP), CX                                         // map.go:816
	JMP entry                                               // map.go:816
