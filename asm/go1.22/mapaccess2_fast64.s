// runtime.mapaccess2_fast64 of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/map_fast64.go:53-91.
//
// Finds the element of a key in a map with 8-byte keys.
//
// Entry:  AX *maptype t, BX *hmap h, CX key; R14 g, X15 0
// Exit:   AX address of the element, or of runtime.zeroVal when the key is not there; BX 1 when it is there, else 0
// Stack:  32(SP) t, 40(SP) h, 48(SP) key (the hasher gets its address)
//
// Shared accesses in order (source line, access and bytes, what, why):
//   map_fast64.go:58    load 8       h.count                 0: the zero value, and no look at the flags
//   map_fast64.go:61    load 1       h.flags                 hashWriting (4) set: fatal; the only check
//   map_fast64.go:65    load 1       h.B                     0: one bucket, no hash,
//   map_fast64.go:67    load 8       h.buckets               and no look at oldbuckets
//   map_fast64.go:69    load 4       h.hash0
//   map_fast64.go:69    call         t.Hasher(&key, hash0)
//   map_fast64.go:70    load 1       h.B
//   map_fast64.go:72    load 8       h.oldbuckets            before buckets: the source has them the other way round
//   stubs.go:16         load 8       h.buckets
//   map.go:1123         load 1       h.flags                 oldbuckets not nil: sameSizeGrow (8)?
//   map.go:205          load 1       oldb.tophash[0]         2, 3 or 4: evacuated; else oldb is searched
//   map_fast64.go:85    load 8       b.keys[i]               the key first,
//   map_fast64.go:85    load 1       b.tophash[i]            then the tophash: not for empty slots; never compared
//   map.go:210          load 8       b.overflow              the next bucket of the chain

TEXT runtime.mapaccess2_fast64(SB), ABIInternal, $24-24
entry:
	CMPQ SP, 16(R14)                                        // map_fast64.go:53
	JLS moreStack                                           // map_fast64.go:53
	PUSHQ BP                                                // map_fast64.go:53
	MOVQ SP, BP                                             // map_fast64.go:53
	SUBQ $16, SP                                            // map_fast64.go:53
	MOVQ CX, runtime.key+48(SP)                             // map_fast64.go:53
	TESTQ BX, BX                                            // map_fast64.go:58
	JEQ noEntries                                           // map_fast64.go:58
	CMPQ (BX), $0                                           // map_fast64.go:58
	JEQ noEntries                                           // map_fast64.go:58
	MOVQ AX, runtime.t+32(SP)                               // map_fast64.go:58
	MOVQ BX, runtime.h+40(SP)                               // map_fast64.go:58
	MOVBLZX 8(BX), CX                                       // map_fast64.go:61
	// The only check: a writer that starts after it is not seen.
	TESTB $4, CL                                            // map_fast64.go:61
	JEQ checkPasses                                         // map_fast64.go:61
	LEAQ go:string."concurrent map read and map write"(SB), AX // map_fast64.go:62
	MOVL $33, BX                                            // map_fast64.go:62
	CALL runtime.fatal(SB)                                  // map_fast64.go:62
	MOVQ runtime.t+32(SP), AX                               // map_fast64.go:69
	MOVQ runtime.h+40(SP), BX                               // map_fast64.go:65
checkPasses:
	CMPB 9(BX), $0                                          // map_fast64.go:65
	JNE hashKey                                             // map_fast64.go:65
	MOVQ 16(BX), CX                                         // map_fast64.go:67
	JMP searchBucket                                        // map_fast64.go:67
hashKey:
	MOVQ 72(AX), DX                                         // map_fast64.go:69
	MOVQ (DX), CX                                           // map_fast64.go:69
	MOVL 12(BX), SI                                         // map_fast64.go:69
	LEAQ runtime.key+48(SP), AX                             // map_fast64.go:69
	MOVQ SI, BX                                             // map_fast64.go:69
	CALL CX                                                 // map_fast64.go:69
	MOVQ runtime.h+40(SP), CX                               // map_fast64.go:70
	MOVBLZX 9(CX), SI                                       // map_fast64.go:70
	MOVQ runtime.t+32(SP), DI                               // map_fast64.go:71
	MOVWLZX 82(DI), R8                                      // map_fast64.go:71
	MOVQ 24(CX), R9                                         // map_fast64.go:72
	MOVQ CX, DX                                             // map_fast64.go:58
	// bucketMask(h.B)
	MOVL SI, CX                                             // map.go:187
	MOVL $1, R10                                            // map.go:187
	SHLQ CX, R10                                            // map.go:187
	LEAQ -1(R10), CX                                        // map.go:192
	MOVQ CX, SI                                             // map_fast64.go:71
	ANDQ AX, CX                                             // map_fast64.go:71
	IMULQ R8, CX                                            // map_fast64.go:71
	ADDQ 16(DX), CX                                         // stubs.go:16
	TESTQ R9, R9                                            // map_fast64.go:72
	JEQ haveChain                                           // map_fast64.go:72
	MOVBLZX 8(DX), DX                                       // map.go:1123
	TESTB $8, DL                                            // map.go:1123
	JNE oldBucket                                           // map_fast64.go:73
	SHRQ $1, SI                                             // map_fast64.go:75
oldBucket:
	ANDQ AX, SI                                             // map_fast64.go:77
	IMULQ R8, SI                                            // map_fast64.go:77
	MOVBLZX (R9)(SI*1), DX                                  // map.go:205
	// evacuated(oldb): evacuatedX (2), evacuatedY (3) or evacuatedEmpty (4).
	ADDL $-2, DX                                            // map.go:206
	ADDQ R9, SI                                             // stubs.go:16
	CMPB DL, $3                                             // map.go:206
	JCS haveChain                                           // map_fast64.go:78
	MOVQ SI, CX                                             // map_fast64.go:83
haveChain:
	MOVQ DI, AX                                             // map.go:210
	JMP searchBucket
noEntries:
	LEAQ runtime.zeroVal(SB), AX                            // map_fast64.go:59
	XORL BX, BX                                             // map_fast64.go:59
	ADDQ $16, SP                                            // map_fast64.go:59
	POPQ BP                                                 // map_fast64.go:59
	RET                                                     // map_fast64.go:59
followOverflow:
	MOVWLZX 82(AX), DX                                      // map.go:210
	LEAQ (CX)(DX*1), DX                                     // stubs.go:16
	LEAQ -8(DX), DX                                         // stubs.go:16
	MOVQ (DX), CX                                           // map.go:210
searchBucket:
	TESTQ CX, CX                                            // map_fast64.go:83
	JEQ notFound                                            // map_fast64.go:83
	LEAQ 8(CX), DX                                          // stubs.go:16
	XORL BX, BX                                             // stubs.go:16
	JMP searchSlot                                          // map_fast64.go:84
notFound:
	LEAQ runtime.zeroVal(SB), AX                            // map_fast64.go:90
	XORL BX, BX                                             // map_fast64.go:90
	ADDQ $16, SP                                            // map_fast64.go:90
	POPQ BP                                                 // map_fast64.go:90
	RET                                                     // map_fast64.go:90
nextSlot:
	INCQ BX                                                 // map_fast64.go:84
	ADDQ $8, DX                                             // stubs.go:16
searchSlot:
	CMPQ BX, $8                                             // map_fast64.go:84
	JCC followOverflow                                      // map_fast64.go:84
	MOVQ (DX), SI                                           // map_fast64.go:85
	CMPQ runtime.key+48(SP), SI                             // map_fast64.go:85
	JNE nextSlot                                            // map_fast64.go:85
	MOVBLZX (BX)(CX*1), SI                                  // map_fast64.go:85
	CMPB SIB, $1                                            // map_fast64.go:85
	JLS nextSlot                                            // map_fast64.go:85
	MOVBLZX 81(AX), DX                                      // map_fast64.go:86
	IMULQ DX, BX                                            // map_fast64.go:86
	LEAQ (BX)(CX*1), AX                                     // stubs.go:16
	LEAQ 72(AX), AX                                         // stubs.go:16
	MOVL $1, BX                                             // map_fast64.go:86
	ADDQ $16, SP                                            // map_fast64.go:86
	POPQ BP                                                 // map_fast64.go:86
	RET                                                     // map_fast64.go:86
moreStack:
	MOVQ AX, 8(SP)                                          // map_fast64.go:53
	MOVQ BX, 16(SP)                                         // map_fast64.go:53
	MOVQ CX, 24(SP)                                         // map_fast64.go:53
	CALL runtime.morestack_noctxt(SB)                       // map_fast64.go:53
	MOVQ 8(SP), AX                                          // map_fast64.go:53
	MOVQ 16(SP), BX                                         // map_fast64.go:53
	MOVQ 24(SP), CX                                         // map_fast64.go:53
	JMP entry                                               // map_fast64.go:53
