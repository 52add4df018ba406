// runtime.mapaccessK of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/map.go:519-560.
//
// Finds key and element for an iterator whose slot has been evacuated. It does not look at hashWriting.
//
// Entry:  AX *maptype t, BX *hmap h, CX address of the key; R14 g, X15 0
// Exit:   AX address of the key in the map, BX address of the element; both nil when it is not there
// Stack:  23(SP) top, 24(SP) i, 32(SP) k, 40(SP) b, 64(SP) t, 72(SP) h, 80(SP) key
//
// Shared accesses in order (source line, access and bytes, what, why):
//   map.go:520          load 8       h.count                 0: nil, nil
//   map.go:523          load 4       h.hash0
//   map.go:523          call         t.Hasher(key, hash0)    loads the key itself
//   map.go:524          load 1       h.B
//   map.go:526          load 8       h.oldbuckets            before buckets: the source has them the other way round
//   stubs.go:16         load 8       h.buckets
//   map.go:1123         load 1       h.flags                 oldbuckets not nil: sameSizeGrow (8)?
//   map.go:205          load 1       oldb.tophash[0]         2, 3 or 4: evacuated; else oldb is searched
//   map.go:540          load 1       b.tophash[i]            the tophash first; 0 (emptyRest) ends the search
//   map.go:550          call         t.Key.Equal(key, k)     loads both keys; runs only where the tophashes are equal
//   map.go:210          load 8       b.overflow              the next bucket of the chain

TEXT runtime.mapaccessK(SB), ABIInternal, $56-24
entry:
	CMPQ SP, 16(R14)                                        // map.go:519
	JLS moreStack                                           // map.go:519
	PUSHQ BP                                                // map.go:519
	MOVQ SP, BP                                             // map.go:519
	SUBQ $48, SP                                            // map.go:519
	TESTQ BX, BX                                            // map.go:520
	JEQ noEntries                                           // map.go:520
	CMPQ (BX), $0                                           // map.go:520
	JEQ noEntries                                           // map.go:520
	MOVQ AX, runtime.t+64(SP)                               // map.go:520
	MOVQ BX, runtime.h+72(SP)                               // map.go:520
	MOVQ CX, runtime.key+80(SP)                             // map.go:520
	MOVQ 72(AX), DX                                         // map.go:523
	MOVQ (DX), SI                                           // map.go:523
	MOVL 12(BX), DI                                         // map.go:523
	MOVQ CX, AX                                             // map.go:523
	MOVQ DI, BX                                             // map.go:523
	CALL SI                                                 // map.go:523
	MOVQ runtime.h+72(SP), CX                               // map.go:524
	MOVBLZX 9(CX), SI                                       // map.go:524
	MOVQ runtime.t+64(SP), DI                               // map.go:525
	MOVWLZX 82(DI), R8                                      // map.go:525
	MOVQ 24(CX), R9                                         // map.go:526
	MOVQ CX, DX                                             // map.go:520
	// bucketMask(h.B)
	MOVL SI, CX                                             // map.go:187
	MOVL $1, R10                                            // map.go:187
	SHLQ CX, R10                                            // map.go:187
	LEAQ -1(R10), CX                                        // map.go:192
	MOVQ CX, SI                                             // map.go:525
	ANDQ AX, CX                                             // map.go:525
	IMULQ R8, CX                                            // map.go:525
	ADDQ 16(DX), CX                                         // stubs.go:16
	TESTQ R9, R9                                            // map.go:526
	JEQ haveChain                                           // map.go:526
	MOVBLZX 8(DX), R10                                      // map.go:1123
	TESTB $8, R10B                                          // map.go:1123
	JNE oldBucket                                           // map.go:527
	SHRQ $1, SI                                             // map.go:529
oldBucket:
	ANDQ AX, SI                                             // map.go:531
	IMULQ SI, R8                                            // map.go:531
	MOVBLZX (R9)(R8*1), SI                                  // map.go:205
	// evacuated(oldb): evacuatedX (2), evacuatedY (3) or evacuatedEmpty (4).
	ADDL $-2, SI                                            // map.go:206
	ADDQ R9, R8                                             // stubs.go:16
	CMPB SIB, $3                                            // map.go:206
	JCS haveChain                                           // map.go:532
	MOVQ R8, CX                                             // map.go:538
haveChain:
	// tophash(hash)
	SHRQ $56, AX                                            // map.go:197
	CMPB AL, $5                                             // map.go:198
	JCC haveTop                                             // map.go:198
	ADDL $5, AX                                             // map.go:199
haveTop:
	MOVB AL, runtime.top+23(SP)                             // map.go:536
	JMP searchBucket                                        // map.go:537
noEntries:
	XORL AX, AX                                             // map.go:521
	MOVQ AX, BX                                             // map.go:521
	ADDQ $48, SP                                            // map.go:521
	POPQ BP                                                 // map.go:521
	RET                                                     // map.go:521
followOverflow:
	MOVWLZX 82(DI), SI                                      // map.go:210
	LEAQ (CX)(SI*1), SI                                     // stubs.go:16
	LEAQ -8(SI), SI                                         // stubs.go:16
	MOVQ (SI), CX                                           // map.go:210
searchBucket:
	TESTQ CX, CX                                            // map.go:538
	JEQ notFound                                            // map.go:538
	MOVQ CX, runtime.b+40(SP)                               // map.go:538
	XORL DX, DX                                             // map.go:538
	JMP searchSlot                                          // map.go:539
notFound:
	XORL AX, AX                                             // map.go:559
	MOVQ AX, BX                                             // map.go:559
	ADDQ $48, SP                                            // map.go:559
	POPQ BP                                                 // map.go:559
	RET                                                     // map.go:559
nextSlot:
	INCQ DX                                                 // map.go:539
searchSlot:
	CMPQ DX, $8                                             // map.go:539
	JCC followOverflow                                      // map.go:539
	MOVBLZX (DX)(CX*1), SI                                  // map.go:540
	CMPB AL, SIB                                            // map.go:540
	JEQ tophashMatches                                      // map.go:540
	TESTB SIB, SIB                                          // map.go:541
	JNE nextSlot                                            // map.go:541
	JMP notFound                                            // map.go:541
tophashMatches:
	MOVQ DX, runtime.i+24(SP)                               // map.go:539
	MOVBLZX 80(DI), SI                                      // map.go:546
	IMULQ DX, SI                                            // map.go:546
	LEAQ (SI)(CX*1), CX                                     // stubs.go:16
	LEAQ 8(CX), CX                                          // stubs.go:16
	// t.IndirectKey()
	MOVL 84(DI), SI                                         // type.go:462
	BTL $0, SI                                              // type.go:462
	JCC haveKey                                             // map.go:547
	MOVQ (CX), CX                                           // map.go:548
haveKey:
	MOVQ CX, runtime.k+32(SP)                               // map.go:550
	MOVQ 48(DI), SI                                         // map.go:550
	MOVQ 24(SI), DX                                         // map.go:550
	MOVQ (DX), SI                                           // map.go:550
	MOVQ runtime.key+80(SP), AX                             // map.go:550
	MOVQ CX, BX                                             // map.go:550
	CALL SI                                                 // map.go:550
	TESTB AL, AL                                            // map.go:550
	JNE found                                               // map.go:550
	MOVBLZX runtime.top+23(SP), AX                          // map.go:540
	MOVQ runtime.b+40(SP), CX                               // map.go:540
	MOVQ runtime.i+24(SP), DX                               // map.go:539
	MOVQ runtime.t+64(SP), DI                               // map.go:210
	JMP nextSlot                                            // map.go:550
found:
	MOVQ runtime.t+64(SP), CX                               // map.go:551
	MOVBLZX 80(CX), DX                                      // map.go:551
	MOVBLZX 81(CX), SI                                      // map.go:551
	MOVQ runtime.i+24(SP), DI                               // map.go:551
	IMULQ SI, DI                                            // map.go:551
	LEAQ (DI)(DX*8), DX                                     // map.go:551
	MOVQ runtime.b+40(SP), SI                               // stubs.go:16
	LEAQ (DX)(SI*1), DX                                     // stubs.go:16
	LEAQ 8(DX), DX                                          // stubs.go:16
	// t.IndirectElem()
	MOVL 84(CX), CX                                         // type.go:465
	BTL $1, CX                                              // type.go:465
	JCC haveElem                                            // map.go:552
	MOVQ (DX), DX                                           // map.go:553
haveElem:
	MOVQ runtime.k+32(SP), AX                               // map.go:555
	MOVQ DX, BX                                             // map.go:555
	ADDQ $48, SP                                            // map.go:555
	POPQ BP                                                 // map.go:555
	RET                                                     // map.go:555
moreStack:
	MOVQ AX, 8(SP)                                          // map.go:519
	MOVQ BX, 16(SP)                                         // map.go:519
	MOVQ CX, 24(SP)                                         // map.go:519
	CALL runtime.morestack_noctxt(SB)                       // map.go:519
	MOVQ 8(SP), AX                                          // map.go:519
	MOVQ 16(SP), BX                                         // map.go:519
	MOVQ 24(SP), CX                                         // map.go:519
	JMP entry                                               // map.go:519
