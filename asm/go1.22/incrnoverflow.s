// runtime.(*hmap).incrnoverflow of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/map.go:228-245.
//
// Counts an overflow bucket: exactly for B below 16, else with probability 1/2^(B-15).
//
// Entry:  AX *hmap h; R14 g, X15 0
// Exit:   nothing
// Stack:  7(SP) B, 24(SP) h
//
// Shared accesses in order (source line, access and bytes, what, why):
//   map.go:232          load 1       h.B
//   map.go:242          call         rand                    B of 16 and more
//   map.go:243          load 2       h.noverflow
//   map.go:243          store 2      h.noverflow             +1, no LOCK
//   map.go:233          load 2       h.noverflow             B below 16
//   map.go:233          store 2      h.noverflow             +1, no LOCK

TEXT runtime.(*hmap).incrnoverflow(SB), ABIInternal, $16-8
entry:
	CMPQ SP, 16(R14)                                        // map.go:228
	JLS moreStack                                           // map.go:228
	PUSHQ BP                                                // map.go:228
	MOVQ SP, BP                                             // map.go:228
	SUBQ $8, SP                                             // map.go:228
	MOVBLZX 9(AX), CX                                       // map.go:232
	CMPB CL, $16                                            // map.go:232
	JCS exactCount                                          // map.go:232
	MOVQ AX, runtime.h+24(SP)                               // map.go:232
	MOVB CL, runtime..autotmp_3+7(SP)                       // map.go:232
	CALL runtime.rand(SB)                                   // map.go:242
	MOVBLZX runtime..autotmp_3+7(SP), CX                    // map.go:239
	// mask = 1<<(B-15) - 1
	ADDL $-15, CX                                           // map.go:239
	MOVL $1, DX                                             // map.go:239
	SHLL CX, DX                                             // map.go:239
	CMPB CL, $32                                            // map.go:239
	SBBL CX, CX                                             // map.go:239
	ANDL CX, DX                                             // map.go:239
	LEAL -1(DX), CX                                         // map.go:239
	TESTL AX, CX                                            // map.go:242
	JNE done                                                // map.go:242
	MOVQ runtime.h+24(SP), AX                               // map.go:243
	MOVWLZX 10(AX), CX                                      // map.go:243
	INCL CX                                                 // map.go:243
	MOVW CX, 10(AX)                                         // map.go:243
done:
	ADDQ $8, SP                                             // map.go:245
	POPQ BP                                                 // map.go:245
	RET                                                     // map.go:245
exactCount:
	MOVWLZX 10(AX), CX                                      // map.go:233
	INCL CX                                                 // map.go:233
	MOVW CX, 10(AX)                                         // map.go:233
	ADDQ $8, SP                                             // map.go:234
	POPQ BP                                                 // map.go:234
	RET                                                     // map.go:234
moreStack:
	MOVQ AX, 8(SP)                                          // map.go:228
	CALL runtime.morestack_noctxt(SB)                       // map.go:228
	MOVQ 8(SP), AX                                          // map.go:228
	JMP entry                                               // map.go:228
