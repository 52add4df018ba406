// The flag of Go 1.22's map and nothing else: the instructions by which mapassign_fast64 takes it and gives it back
// (map_fast64.go:101, :107, :176, :179), and the check of a lookup (map_fast64.go:21), around words that say who is inside.
//
// Entry:  BX address of an hmap, of which only the byte at 8 (h.flags) is used; DI address of the core's own word
// Exit:   AX what was done: 1 the first check failed, 2 the second, 0 neither; CX the flags that it stored on entry

TEXT writer(SB), NOSPLIT|NOFRAME, $0-0
	MOVBLZX 8(BX), CX                                       // map_fast64.go:101
	TESTB $4, CL                                            // map_fast64.go:101
	JNE firstCheckFails                                     // map_fast64.go:101
	MOVBLZX 8(BX), CX                                       // map_fast64.go:107
	XORL $4, CX                                             // map_fast64.go:107
	MOVB CL, 8(BX)                                          // map_fast64.go:107
	MOVQ $1, (DI)
	MOVQ $0, (DI)
	MOVBLZX 8(BX), SI                                       // map_fast64.go:176
	TESTB $4, SIB                                           // map_fast64.go:176
	JEQ secondCheckFails                                    // map_fast64.go:176
	MOVBLZX 8(BX), SI                                       // map_fast64.go:179
	ANDL $-5, SI                                            // map_fast64.go:179
	MOVB SIB, 8(BX)                                         // map_fast64.go:179
	XORL SI, SI
	XORL AX, AX
	RET
firstCheckFails:
	XORL CX, CX
	MOVL $1, AX
	RET
secondCheckFails:
	XORL SI, SI
	MOVL $2, AX
	RET

// Which of the two other cores are inside, then the check of a lookup, then again which are inside.
//
// Entry:  BX as above; R8 and R9 the words of the two others
// Exit:   AX bit 0 both were inside before and after the check, bit 1 the check failed

TEXT reader(SB), NOSPLIT|NOFRAME, $0-0
	MOVQ (R8), AX
	ANDQ (R9), AX
	MOVBLZX 8(BX), CX                                       // map_fast64.go:21
	ANDQ (R8), AX
	ANDQ (R9), AX
	SHRL $2, CX
	ANDL $1, CX
	LEAQ (AX)(CX*2), AX
	XORL CX, CX
	RET
