// runtime.mapaccess1_fast64 of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/map_fast64.go:13-51.
//
// Finds the element of a key in a map with 8-byte keys.
//
// Entry:  AX *maptype t, BX *hmap h, CX key; R14 g, X15 0
// Exit:   AX address of the element, or of runtime.zeroVal when the key is not there
// Stack:  32(SP) t, 40(SP) h, 48(SP) key (the hasher gets its address)
//
// Shared accesses in order (source line, access and bytes, what, why):
//   map_fast64.go:18    load 8       h.count                 0: the zero value, and no look at the flags
//   map_fast64.go:21    load 1       h.flags                 hashWriting (4) set: fatal; the only check
//   map_fast64.go:25    load 1       h.B                     0: one bucket, no hash,
//   map_fast64.go:27    load 8       h.buckets               and no look at oldbuckets
//   map_fast64.go:29    load 4       h.hash0
//   map_fast64.go:29    call         t.Hasher(&key, hash0)
//   map_fast64.go:30    load 1       h.B
//   map_fast64.go:32    load 8       h.oldbuckets            before buckets: the source has them the other way round
//   stubs.go:16         load 8       h.buckets
//   map.go:1123         load 1       h.flags                 oldbuckets not nil: sameSizeGrow (8)?
//   map.go:205          load 1       oldb.tophash[0]         2, 3 or 4: evacuated; else oldb is searched
//   map_fast64.go:45    load 8       b.keys[i]               the key first,
//   map_fast64.go:45    load 1       b.tophash[i]            then the tophash: not for empty slots; never compared
//   map.go:210          load 8       b.overflow              the next bucket of the chain

TEXT runtime.mapaccess1_fast64(SB), ABIInternal, $24-24
entry:
	CMPQ SP, 16(R14)                                        // map_fast64.go:13
	JLS moreStack                                           // map_fast64.go:13
	PUSHQ BP                                                // map_fast64.go:13
	MOVQ SP, BP                                             // map_fast64.go:13
	SUBQ $16, SP                                            // map_fast64.go:13
	MOVQ CX, runtime.key+48(SP)                             // map_fast64.go:13
	TESTQ BX, BX                                            // map_fast64.go:18
	JEQ noEntries                                           // map_fast64.go:18
	CMPQ (BX), $0                                           // map_fast64.go:18
	JEQ noEntries                                           // map_fast64.go:18
	MOVQ AX, runtime.t+32(SP)                               // map_fast64.go:18
	MOVQ BX, runtime.h+40(SP)                               // map_fast64.go:18
	MOVBLZX 8(BX), CX                                       // map_fast64.go:21
	// The only check: a writer that starts after it is not seen.
	TESTB $4, CL                                            // map_fast64.go:21
	JEQ checkPasses                                         // map_fast64.go:21
	LEAQ go:string."concurrent map read and map write"(SB), AX // map_fast64.go:22
	MOVL $33, BX                                            // map_fast64.go:22
	CALL runtime.fatal(SB)                                  // map_fast64.go:22
	MOVQ runtime.t+32(SP), AX                               // map_fast64.go:29
	MOVQ runtime.h+40(SP), BX                               // map_fast64.go:25
checkPasses:
	CMPB 9(BX), $0                                          // map_fast64.go:25
	JNE hashKey                                             // map_fast64.go:25
	MOVQ 16(BX), CX                                         // map_fast64.go:27
	JMP searchBucket                                        // map_fast64.go:27
hashKey:
	MOVQ 72(AX), DX                                         // map_fast64.go:29
	MOVQ (DX), CX                                           // map_fast64.go:29
	MOVL 12(BX), SI                                         // map_fast64.go:29
	LEAQ runtime.key+48(SP), AX                             // map_fast64.go:29
	MOVQ SI, BX                                             // map_fast64.go:29
	CALL CX                                                 // map_fast64.go:29
	MOVQ runtime.h+40(SP), CX                               // map_fast64.go:30
	MOVBLZX 9(CX), SI                                       // map_fast64.go:30
	MOVQ runtime.t+32(SP), DI                               // map_fast64.go:31
	MOVWLZX 82(DI), R8                                      // map_fast64.go:31
	MOVQ 24(CX), R9                                         // map_fast64.go:32
	MOVQ CX, DX                                             // map_fast64.go:18
	// bucketMask(h.B)
	MOVL SI, CX                                             // map.go:187
	MOVL $1, R10                                            // map.go:187
	SHLQ CX, R10                                            // map.go:187
	LEAQ -1(R10), CX                                        // map.go:192
	MOVQ CX, SI                                             // map_fast64.go:31
	ANDQ AX, CX                                             // map_fast64.go:31
	IMULQ R8, CX                                            // map_fast64.go:31
	ADDQ 16(DX), CX                                         // stubs.go:16
	TESTQ R9, R9                                            // map_fast64.go:32
	JEQ haveChain                                           // map_fast64.go:32
	MOVBLZX 8(DX), DX                                       // map.go:1123
	TESTB $8, DL                                            // map.go:1123
	JNE oldBucket                                           // map_fast64.go:33
	SHRQ $1, SI                                             // map_fast64.go:35
oldBucket:
	ANDQ AX, SI                                             // map_fast64.go:37
	IMULQ SI, R8                                            // map_fast64.go:37
	MOVBLZX (R9)(R8*1), DX                                  // map.go:205
	// evacuated(oldb): evacuatedX (2), evacuatedY (3) or evacuatedEmpty (4).
	ADDL $-2, DX                                            // map.go:206
	LEAQ (R9)(R8*1), BX                                     // stubs.go:16
	CMPB DL, $3                                             // map.go:206
	JCS haveChain                                           // map_fast64.go:38
	MOVQ BX, CX                                             // map_fast64.go:43
haveChain:
	MOVQ DI, AX                                             // map.go:210
	JMP searchBucket
noEntries:
	LEAQ runtime.zeroVal(SB), AX                            // map_fast64.go:19
	ADDQ $16, SP                                            // map_fast64.go:19
	POPQ BP                                                 // map_fast64.go:19
	RET                                                     // map_fast64.go:19
followOverflow:
	MOVWLZX 82(AX), DX                                      // map.go:210
	LEAQ (CX)(DX*1), DX                                     // stubs.go:16
	LEAQ -8(DX), DX                                         // stubs.go:16
	MOVQ (DX), CX                                           // map.go:210
searchBucket:
	TESTQ CX, CX                                            // map_fast64.go:43
	JEQ notFound                                            // map_fast64.go:43
	LEAQ 8(CX), DX                                          // stubs.go:16
	XORL BX, BX                                             // stubs.go:16
	JMP searchSlot                                          // map_fast64.go:44
notFound:
	LEAQ runtime.zeroVal(SB), AX                            // map_fast64.go:50
	ADDQ $16, SP                                            // map_fast64.go:50
	POPQ BP                                                 // map_fast64.go:50
	RET                                                     // map_fast64.go:50
nextSlot:
	INCQ BX                                                 // map_fast64.go:44
	ADDQ $8, DX                                             // stubs.go:16
searchSlot:
	CMPQ BX, $8                                             // map_fast64.go:44
	JCC followOverflow                                      // map_fast64.go:44
	MOVQ (DX), SI                                           // map_fast64.go:45
	CMPQ runtime.key+48(SP), SI                             // map_fast64.go:45
	JNE nextSlot                                            // map_fast64.go:45
	MOVBLZX (BX)(CX*1), SI                                  // map_fast64.go:45
	CMPB SIB, $1                                            // map_fast64.go:45
	JLS nextSlot                                            // map_fast64.go:45
	MOVBLZX 81(AX), DX                                      // map_fast64.go:46
	IMULQ DX, BX                                            // map_fast64.go:46
	LEAQ (BX)(CX*1), AX                                     // stubs.go:16
	LEAQ 72(AX), AX                                         // stubs.go:16
	ADDQ $16, SP                                            // map_fast64.go:46
	POPQ BP                                                 // map_fast64.go:46
	RET                                                     // map_fast64.go:46
moreStack:
	MOVQ AX, 8(SP)                                          // map_fast64.go:13
	MOVQ BX, 16(SP)                                         // map_fast64.go:13
	MOVQ CX, 24(SP)                                         // map_fast64.go:13
	CALL runtime.morestack_noctxt(SB)                       // map_fast64.go:13
	MOVQ 8(SP), AX                                          // map_fast64.go:13
	MOVQ 16(SP), BX                                         // map_fast64.go:13
	MOVQ 24(SP), CX                                         // map_fast64.go:13
	JMP entry                                               // map_fast64.go:13
