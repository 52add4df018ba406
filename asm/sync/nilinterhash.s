// runtime.nilinterhash of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/alg.go:118-133.
//
// The Hasher of keys of type any.
//
// Entry:  AX address of an any, BX seed; R14 g
// Exit:   AX hash
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   alg.go:120          load 8         a.type                (a key that was copied to the heap is shared memory)
//   alg.go:129          call           runtime.typehash
//   alg.go:131          load 8         a.data
//   alg.go:131          call           runtime.typehash
//   alg.go:126          call           runtime.rtype.string
//   alg.go:126          call           runtime.concatstring2
//   alg.go:126          call           runtime.convTstring
//   alg.go:126          call           runtime.gopanic

TEXT runtime.nilinterhash(SB), ABIInternal, $48-16
entry:
	CMPQ SP, 16(R14)                                        // alg.go:118
	JLS moreStack                                           // alg.go:118
	PUSHQ BP                                                // alg.go:118
	MOVQ SP, BP                                             // alg.go:118
	SUBQ $40, SP                                            // alg.go:118
	MOVQ (AX), DX                                           // alg.go:120
	TESTQ DX, DX                                            // alg.go:121
	JEQ line122                                             // alg.go:121
	CMPQ 24(DX), $0                                         // alg.go:124
	JEQ line126                                             // alg.go:124
	MOVBLZX 23(DX), SI                                      // typekind.go:42
	TESTB $32, SIB                                          // typekind.go:42
	JEQ line131                                             // alg.go:128
	LEAQ 8(AX), SI                                          // alg.go:129
	MOVQ $33054211828000289, CX                             // alg.go:129
	XORQ BX, CX                                             // alg.go:129
	MOVQ DX, AX                                             // alg.go:129
	MOVQ SI, BX                                             // alg.go:129
	CALL runtime.typehash(SB)                               // alg.go:129
	MOVQ $23344194077549503, DX                             // alg.go:129
	IMULQ DX, AX                                            // alg.go:129
	ADDQ $40, SP                                            // alg.go:129
	POPQ BP                                                 // alg.go:129
	RET                                                     // alg.go:129
line131:
	MOVQ 8(AX), SI                                          // alg.go:131
	MOVQ $33054211828000289, CX                             // alg.go:131
	XORQ BX, CX                                             // alg.go:131
	MOVQ DX, AX                                             // alg.go:131
	MOVQ SI, BX                                             // alg.go:131
	CALL runtime.typehash(SB)                               // alg.go:131
	MOVQ $23344194077549503, DX                             // alg.go:131
	IMULQ DX, AX                                            // alg.go:131
	ADDQ $40, SP                                            // alg.go:131
	POPQ BP                                                 // alg.go:131
	RET                                                     // alg.go:131
line122:
	MOVQ BX, AX                                             // alg.go:122
	ADDQ $40, SP                                            // alg.go:122
	POPQ BP                                                 // alg.go:122
	RET                                                     // alg.go:122
line126:
	MOVQ DX, AX                                             // alg.go:126
	CALL runtime.rtype.string(SB)                           // alg.go:126
	MOVL $24, CX                                            // alg.go:126
	MOVQ AX, DI                                             // alg.go:126
	MOVQ BX, SI                                             // alg.go:126
	XORL AX, AX                                             // alg.go:126
	LEAQ go:string."hash of unhashable type "(SB), BX       // alg.go:126
	CALL runtime.concatstring2(SB)                          // alg.go:126
	CALL runtime.convTstring(SB)                            // alg.go:126
	MOVQ AX, BX                                             // alg.go:126
	LEAQ type:runtime.errorString(SB), AX                   // alg.go:126
	CALL runtime.gopanic(SB)                                // alg.go:126
moreStack:
	MOVQ AX, 8(SP)                                          // alg.go:118
	MOVQ BX, 16(SP)                                         // alg.go:118
	CALL runtime.morestack_noctxt(SB)                       // alg.go:118
	MOVQ 8(SP), AX                                          // alg.go:118
	MOVQ 16(SP), BX                                         // alg.go:118
	JMP entry                                               // alg.go:118
