// runtime.growWork_fast64 of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/map_fast64.go:365-374.
//
// Moves the old bucket that the caller is about to use, and one more. Stores nothing itself.
//
// Entry:  AX *maptype t, BX *hmap h, CX bucket; R14 g, X15 0
// Exit:   nothing
// Stack:  40(SP) t, 48(SP) h
//
// Shared accesses in order (source line, access and bytes, what, why):
//   map.go:1133         load 1       h.flags                 sameSizeGrow (8)?
//   map.go:1133         load 1       h.B
//   map_fast64.go:368   call         evacuate_fast64         of bucket&(noldbuckets-1)
//   map.go:1118         load 8       h.oldbuckets            nil: the growth has ended
//   map_fast64.go:372   load 8       h.nevacuate
//   map_fast64.go:372   call         evacuate_fast64         of nevacuate

TEXT runtime.growWork_fast64(SB), ABIInternal, $32-24
entry:
	CMPQ SP, 16(R14)                                        // map_fast64.go:365
	JLS moreStack                                           // map_fast64.go:365
	PUSHQ BP                                                // map_fast64.go:365
	MOVQ SP, BP                                             // map_fast64.go:365
	SUBQ $24, SP                                            // map_fast64.go:365
	MOVBLZX 8(BX), DX                                       // map.go:1133
	MOVBLZX 9(BX), SI                                       // map.go:1133
	TESTB $8, DL                                            // map.go:1123
	JNE haveOldB                                            // map.go:1134
	DECL SI                                                 // map.go:1135
haveOldB:
	// h.oldbucketmask()
	MOVQ AX, runtime.t+40(SP)                               // map.go:1134
	MOVQ BX, runtime.h+48(SP)                               // map.go:1134
	MOVQ CX, DX                                             // map.go:1134
	MOVL SI, CX                                             // map.go:187
	MOVL $1, DI                                             // map.go:187
	SHLQ CX, DI                                             // map.go:187
	LEAQ -1(DI), CX                                         // map.go:1142
	ANDQ DX, CX                                             // map_fast64.go:368
	CALL runtime.evacuate_fast64(SB)                        // map_fast64.go:368
	MOVQ runtime.h+48(SP), BX                               // map.go:1118
	CMPQ 24(BX), $0                                         // map.go:1118
	JEQ done                                                // map_fast64.go:371
	MOVQ 32(BX), CX                                         // map_fast64.go:372
	MOVQ runtime.t+40(SP), AX                               // map_fast64.go:372
	CALL runtime.evacuate_fast64(SB)                        // map_fast64.go:372
done:
	ADDQ $24, SP                                            // map_fast64.go:374
	POPQ BP                                                 // map_fast64.go:374
	RET                                                     // map_fast64.go:374
moreStack:
	MOVQ AX, 8(SP)                                          // map_fast64.go:365
	MOVQ BX, 16(SP)                                         // map_fast64.go:365
	MOVQ CX, 24(SP)                                         // map_fast64.go:365
	CALL runtime.morestack_noctxt(SB)                       // map_fast64.go:365
	MOVQ 8(SP), AX                                          // map_fast64.go:365
	MOVQ 16(SP), BX                                         // map_fast64.go:365
	MOVQ 24(SP), CX                                         // map_fast64.go:365
	JMP entry                                               // map_fast64.go:365
