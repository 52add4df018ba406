// runtime.typehash: fencepost's own, not Go's (src/runtime/alg.go:145). The one way through it that a key of type uint64
// takes: a type of 8 bytes whose memory is the value.
//
// Entry:  AX type, BX address of the value, CX seed; R14 g
// Exit:   AX hash

TEXT runtime.typehash(SB), NOSPLIT|NOFRAME|ABIInternal, $0-24
	CMPQ (AX), $8
	JNE otherType
	MOVQ BX, AX
	MOVQ CX, BX
	JMP runtime.memhash64(SB)
otherType:
	LEAQ go:string."fencepost: only keys of 8 bytes are hashed here"(SB), AX
	MOVL $46, BX
	CALL runtime.throw(SB)
	UNDEF
