// runtime.makemap of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/map.go:305-339.
//
// A map for `hint` keys; the stores are to memory that no other core knows yet.
//
// Entry:  AX *maptype t, BX hint, CX *hmap h or nil; R14 g
// Exit:   AX *hmap
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   map.go:313          call           runtime.newobject
//   map.go:315          call           runtime.rand
//   map.go:315          store 4        h.hash0
//   map.go:323          store 1        h.B
//   map.go:330          call           runtime.makeBucketArray
//   map.go:330          load 8         h.buckets
//   map.go:330          store 8        h.buckets
//   map.go:332          call           runtime.newobject
//   map.go:332          load 8         h.extra
//   map.go:332          store 8        h.extra
//   map.go:333          load 8         extra.nextOverflow
//   map.go:333          store 8        extra.nextOverflow

TEXT runtime.makemap(SB), ABIInternal, $64-24
entry:
	CMPQ SP, 16(R14)                                        // map.go:305
	JLS moreStack                                           // map.go:305
	PUSHQ BP                                                // map.go:305
	MOVQ SP, BP                                             // map.go:305
	SUBQ $56, SP                                            // map.go:305
	MOVQ 64(AX), DX                                         // map.go:306
	MOVQ (DX), DX                                           // map.go:306
	MOVQ AX, SI                                             // map.go:307
	MOVQ DX, AX                                             // map.go:306
	MULQ BX                                                 // map.go:306
	JOS line307                                             // map.go:307
	MOVQ $281474976710656, DX                               // map.go:307
	CMPQ AX, DX                                             // map.go:307
	JLS line307b                                            // map.go:307
line307:
	XORL BX, BX                                             // map.go:307
line307b:
	MOVQ SI, runtime..autotmp_25+48(SP)                     // map.go:307
	MOVQ BX, runtime.count+24(SP)                           // map.go:320
	TESTQ CX, CX                                            // map.go:312
	JNE line315                                             // map.go:312
	LEAQ type:runtime.hmap(SB), AX                          // map.go:313
	CALL runtime.newobject(SB)                              // map.go:313
	MOVQ AX, CX                                             // map.go:315
line315:
	MOVQ CX, runtime..autotmp_26+40(SP)                     // map.go:315
	CALL runtime.rand(SB)                                   // map.go:315
	MOVQ runtime..autotmp_26+40(SP), CX                     // map.go:315
	MOVL AX, 12(CX)                                         // map.go:315
	MOVQ runtime.count+24(SP), AX                           // map.go:320
	XORL DX, DX                                             // map.go:320
	JMP line1098                                            // map.go:320
line321:
	LEAL 1(CX), DX                                          // map.go:321
	MOVQ BX, CX                                             // map.go:323
line1098:
	CMPQ AX, $8                                             // map.go:1098
	JLE line323                                             // map.go:1098
	MOVQ CX, BX                                             // map.go:315
	MOVL DX, CX                                             // map.go:187
	MOVL $1, SI                                             // map.go:187
	SHLQ CX, SI                                             // map.go:187
	SHRQ $1, SI                                             // map.go:1098
	LEAQ (SI)(SI*2), DI                                     // map.go:1098
	LEAQ (SI)(DI*4), SI                                     // map.go:1098
	CMPQ AX, SI                                             // map.go:1098
	JHI line321                                             // map.go:320
	JMP line323b                                            // map.go:320
line323:
	MOVL DX, CX                                             // map.go:323
	MOVQ runtime..autotmp_26+40(SP), BX                     // map.go:323
line323b:
	MOVB CL, 9(BX)                                          // map.go:323
	TESTB CL, CL                                            // map.go:328
	JEQ line337b                                            // map.go:328
	MOVQ runtime..autotmp_25+48(SP), AX                     // map.go:330
	MOVL CX, BX                                             // map.go:330
	XORL CX, CX                                             // map.go:330
	CALL runtime.makeBucketArray(SB)                        // map.go:330
	CMPL runtime.writeBarrier(SB), $0                       // map.go:330
	JNE line330                                             // map.go:330
	MOVQ runtime..autotmp_26+40(SP), CX                     // map.go:330
	JMP line330b                                            // map.go:330
line330:
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:330
	MOVQ AX, (R11)                                          // map.go:330
	MOVQ runtime..autotmp_26+40(SP), CX                     // map.go:330
	MOVQ 16(CX), DX                                         // map.go:330
	MOVQ DX, 8(R11)                                         // map.go:330
line330b:
	MOVQ AX, 16(CX)                                         // map.go:330
	TESTQ BX, BX                                            // map.go:331
	JEQ line337                                             // map.go:331
	MOVQ BX, runtime.nextOverflow+32(SP)                    // map.go:330
	LEAQ type:runtime.mapextra(SB), AX                      // map.go:332
	CALL runtime.newobject(SB)                              // map.go:332
	CMPL runtime.writeBarrier(SB), $0                       // map.go:332
	JNE line332                                             // map.go:332
	MOVQ runtime..autotmp_26+40(SP), CX                     // map.go:332
	JMP line332b                                            // map.go:332
line332:
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:332
	MOVQ AX, (R11)                                          // map.go:332
	MOVQ runtime..autotmp_26+40(SP), CX                     // map.go:332
	MOVQ 40(CX), DX                                         // map.go:332
	MOVQ DX, 8(R11)                                         // map.go:332
line332b:
	MOVQ AX, 40(CX)                                         // map.go:332
	TESTB AL, (AX)                                          // map.go:333
	CMPL runtime.writeBarrier(SB), $0                       // map.go:333
	JNE line333                                             // map.go:333
	MOVQ runtime.nextOverflow+32(SP), DX                    // map.go:333
	JMP line333b                                            // map.go:333
line333:
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:333
	MOVQ runtime.nextOverflow+32(SP), DX                    // map.go:333
	MOVQ DX, (R11)                                          // map.go:333
	MOVQ 16(AX), BX                                         // map.go:333
	MOVQ BX, 8(R11)                                         // map.go:333
line333b:
	MOVQ DX, 16(AX)                                         // map.go:333
line337:
	MOVQ CX, BX                                             // map.go:337
line337b:
	MOVQ BX, AX                                             // map.go:337
	ADDQ $56, SP                                            // map.go:337
	POPQ BP                                                 // map.go:337
	RET                                                     // map.go:337
moreStack:
	MOVQ AX, 8(SP)                                          // map.go:305
	MOVQ BX, 16(SP)                                         // map.go:305
	MOVQ CX, 24(SP)                                         // map.go:305
	CALL runtime.morestack_noctxt(SB)                       // map.go:305
	MOVQ 8(SP), AX                                          // map.go:305
	MOVQ 16(SP), BX                                         // map.go:305
	MOVQ 24(SP), CX                                         // map.go:305
	JMP entry                                               // map.go:305
