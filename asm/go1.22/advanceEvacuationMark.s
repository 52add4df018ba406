// runtime.advanceEvacuationMark of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/map.go:1283-1305.
//
// Moves nevacuate past the old buckets that are evacuated already; past the last one it ends the growth. h.oldbuckets
// is used without a test for nil.
//
// Entry:  AX *hmap h, BX *maptype t (h first), CX newbit; R14 g, X15 0
// Exit:   nothing
// Stack:  none of its own
//
// Shared accesses in order (source line, access and bytes, what, why):
//   map.go:1284         load 8       h.nevacuate
//   map.go:1284         store 8      h.nevacuate             +1, no LOCK
//   map.go:1291         load 8       h.nevacuate             stop reached (1024 further, newbit at most): the loop ends
//   stubs.go:16         load 8       h.oldbuckets
//   map.go:205          load 1       oldb.tophash[0]         2, 3 or 4: evacuated:
//   map.go:1292         store 8      h.nevacuate             +1, and the next one
//   map.go:1296         store 8      h.oldbuckets            nil: from here on no growth is under way
//   map.go:1300         load 8       h.extra
//   map.go:1301         store 8      extra.oldoverflow       nil
//   map.go:1303         load 1       h.flags
//   map.go:1303         store 1      h.flags                 sameSizeGrow (8) cleared, no LOCK

TEXT runtime.advanceEvacuationMark(SB), ABIInternal, $8-24
entry:
	CMPQ SP, 16(R14)                                        // map.go:1283
	JLS moreStack                                           // map.go:1283
	PUSHQ BP                                                // map.go:1283
	MOVQ SP, BP                                             // map.go:1283
	MOVQ 32(AX), DX                                         // map.go:1284
	LEAQ 1(DX), SI                                          // map.go:1284
	MOVQ SI, 32(AX)                                         // map.go:1284
	// stop = min(h.nevacuate + 1024, newbit)
	ADDQ $1025, DX                                          // map.go:1287
	CMPQ CX, DX                                             // map.go:1288
	CMOVQCS CX, DX                                          // map.go:1291
	JMP lookAtMark                                          // map.go:1288
advance:
	INCQ SI                                                 // map.go:1292
	MOVQ SI, 32(AX)                                         // map.go:1292
lookAtMark:
	MOVQ 32(AX), SI                                         // map.go:1291
	CMPQ SI, DX                                             // map.go:1291
	JEQ markStands                                          // map.go:1291
	MOVWLZX 82(BX), DI                                      // map.go:1157
	IMULQ SI, DI                                            // map.go:1157
	ADDQ 24(AX), DI                                         // stubs.go:16
	MOVBLZX (DI), DI                                        // map.go:205
	// evacuated: evacuatedX (2), evacuatedY (3) or evacuatedEmpty (4).
	ADDL $-2, DI                                            // map.go:206
	CMPB DIB, $3                                            // map.go:206
	JCS advance                                             // map.go:1291
markStands:
	CMPQ CX, SI                                             // map.go:1294
	JNE done                                                // map.go:1294
	CMPL runtime.writeBarrier(SB), $0                       // map.go:1296
	JEQ dropOldbuckets                                      // map.go:1296
	MOVQ 24(AX), CX                                         // map.go:1296
	CALL runtime.gcWriteBarrier1(SB)                        // map.go:1296
	MOVQ CX, (R11)                                          // map.go:1296
dropOldbuckets:
	MOVQ $0, 24(AX)                                         // map.go:1296
	MOVQ 40(AX), CX                                         // map.go:1300
	TESTQ CX, CX                                            // map.go:1300
	JEQ clearSameSizeGrow                                   // map.go:1300
	CMPL runtime.writeBarrier(SB), $0                       // map.go:1301
	JEQ dropOldoverflow                                     // map.go:1301
	MOVQ 8(CX), DX                                          // map.go:1301
	CALL runtime.gcWriteBarrier1(SB)                        // map.go:1301
	MOVQ DX, (R11)                                          // map.go:1301
dropOldoverflow:
	MOVQ $0, 8(CX)                                          // map.go:1301
clearSameSizeGrow:
	MOVBLZX 8(AX), CX                                       // map.go:1303
	ANDL $-9, CX                                            // map.go:1303
	MOVB CL, 8(AX)                                          // map.go:1303
done:
	POPQ BP                                                 // map.go:1305
	RET                                                     // map.go:1305
moreStack:
	MOVQ AX, 8(SP)                                          // map.go:1283
	MOVQ BX, 16(SP)                                         // map.go:1283
	MOVQ CX, 24(SP)                                         // map.go:1283
	CALL runtime.morestack_noctxt(SB)                       // map.go:1283
	MOVQ 8(SP), AX                                          // map.go:1283
	MOVQ 16(SP), BX                                         // map.go:1283
	MOVQ 24(SP), CX                                         // map.go:1283
	JMP entry                                               // map.go:1283
