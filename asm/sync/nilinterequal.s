// runtime.nilinterequal of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/alg.go:307-311.
//
// The Equal of keys of type any.
//
// Entry:  AX and BX addresses of two anys; R14 g
// Exit:   AL 1 when they are equal, else 0
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   alg.go:308          load 8         x.type
//   alg.go:309          load 8         y.type
//   alg.go:308          load 8         x.data
//   alg.go:309          load 8         y.data
//   alg.go:310          call           runtime.efaceeq

TEXT runtime.nilinterequal(SB), ABIInternal, $32-16
entry:
	CMPQ SP, 16(R14)                                        // alg.go:307
	JLS moreStack                                           // alg.go:307
	PUSHQ BP                                                // alg.go:307
	MOVQ SP, BP                                             // alg.go:307
	SUBQ $24, SP                                            // alg.go:307
	MOVQ (AX), DX                                           // alg.go:308
	CMPQ (BX), DX                                           // alg.go:309
	JEQ line308                                             // alg.go:310
	XORL AX, AX                                             // alg.go:310
	JMP line310                                             // alg.go:310
line308:
	MOVQ 8(AX), SI                                          // alg.go:308
	MOVQ 8(BX), CX                                          // alg.go:309
	MOVQ DX, AX                                             // alg.go:310
	MOVQ SI, BX                                             // alg.go:310
	CALL runtime.efaceeq(SB)                                // alg.go:310
line310:
	ADDQ $24, SP                                            // alg.go:310
	POPQ BP                                                 // alg.go:310
	RET                                                     // alg.go:310
moreStack:
	MOVQ AX, 8(SP)                                          // alg.go:307
	MOVQ BX, 16(SP)                                         // alg.go:307
	CALL runtime.morestack_noctxt(SB)                       // alg.go:307
	MOVQ 8(SP), AX                                          // alg.go:307
	MOVQ 16(SP), BX                                         // alg.go:307
	JMP entry                                               // alg.go:307

// runtime.efaceeq of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/alg.go:312-327.
//
// Entry:  AX type of both, BX and CX their data words; R14 g
// Exit:   AL 1 when they are equal, else 0
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   alg.go:326          call           t.Equal(x, y)
//   alg.go:318          call           runtime.rtype.string
//   alg.go:318          call           runtime.concatstring2
//   alg.go:318          call           runtime.convTstring
//   alg.go:318          call           runtime.gopanic

TEXT runtime.efaceeq(SB), ABIInternal, $48-24
entry:
	CMPQ SP, 16(R14)                                        // alg.go:312
	JLS moreStack                                           // alg.go:312
	PUSHQ BP                                                // alg.go:312
	MOVQ SP, BP                                             // alg.go:312
	SUBQ $40, SP                                            // alg.go:312
	TESTQ AX, AX                                            // alg.go:313
	JEQ line314                                             // alg.go:313
	MOVQ 24(AX), DX                                         // alg.go:316
	TESTQ DX, DX                                            // alg.go:317
	JEQ line318                                             // alg.go:317
	MOVBLZX 23(AX), SI                                      // typekind.go:42
	TESTB $32, SIB                                          // typekind.go:42
	JEQ line326                                             // alg.go:320
	CMPQ CX, BX                                             // alg.go:324
	SETEQ AL                                                // alg.go:324
	ADDQ $40, SP                                            // alg.go:324
	POPQ BP                                                 // alg.go:324
	RET                                                     // alg.go:324
line326:
	MOVQ (DX), SI                                           // alg.go:326
	MOVQ BX, AX                                             // alg.go:326
	MOVQ CX, BX                                             // alg.go:326
	CALL SI                                                 // alg.go:326
	ADDQ $40, SP                                            // alg.go:326
	POPQ BP                                                 // alg.go:326
	RET                                                     // alg.go:326
line314:
	MOVL $1, AX                                             // alg.go:314
	ADDQ $40, SP                                            // alg.go:314
	POPQ BP                                                 // alg.go:314
	RET                                                     // alg.go:314
line318:
	CALL runtime.rtype.string(SB)                           // alg.go:318
	MOVL $28, CX                                            // alg.go:318
	MOVQ AX, DI                                             // alg.go:318
	MOVQ BX, SI                                             // alg.go:318
	XORL AX, AX                                             // alg.go:318
	LEAQ go:string."comparing uncomparable type "(SB), BX   // alg.go:318
	CALL runtime.concatstring2(SB)                          // alg.go:318
	CALL runtime.convTstring(SB)                            // alg.go:318
	MOVQ AX, BX                                             // alg.go:318
	LEAQ type:runtime.errorString(SB), AX                   // alg.go:318
	CALL runtime.gopanic(SB)                                // alg.go:318
moreStack:
	MOVQ AX, 8(SP)                                          // alg.go:312
	MOVQ BX, 16(SP)                                         // alg.go:312
	MOVQ CX, 24(SP)                                         // alg.go:312
	CALL runtime.morestack_noctxt(SB)                       // alg.go:312
	MOVQ 8(SP), AX                                          // alg.go:312
	MOVQ 16(SP), BX                                         // alg.go:312
	MOVQ 24(SP), CX                                         // alg.go:312
	JMP entry                                               // alg.go:312
