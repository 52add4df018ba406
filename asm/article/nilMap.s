// The nil check as section 3.1 of the article prints it:
//
//   MOVQ h+0(FP), AX         // the map's header from the frame of arguments
//   TESTQ AX, AX
//   JZ   panicnilmap
//
// Go 1.22 passes h in BX (ABIInternal): asm/go1.22/mapassign_fast64.s has TESTQ BX, BX and JEQ (map_fast64.go:94), and calls
// runtime.gopanic; there is no runtime.panicnilmap. With arguments on the stack (ABI0) the maptype is the first and h the second:
// 0(FP) is not h. Both readings of the three lines are here. FP points above the return address, so 0(FP) is 8(SP).
//
// Wrappers, which put the arguments onto the stack. Entry: AX *maptype, BX *hmap, CX key

// The arguments as mapassign_fast64 has them: t, h, key.
TEXT article.putTypeFirst(SB), NOSPLIT|NOFRAME, $0-24
	SUBQ $24, SP
	MOVQ AX, (SP)
	MOVQ BX, 8(SP)
	MOVQ CX, 16(SP)
	CALL article.mapassignTypeFirst(SB)
	ADDQ $24, SP
	RET

TEXT article.mapassignTypeFirst(SB), NOSPLIT|NOFRAME, $0-24
	MOVQ 8(SP), AX
	TESTQ AX, AX
	JEQ panicnilmap
	// What comes next in mapassign_fast64, with h from where it is: the first check.
	MOVQ 16(SP), BX
	MOVBLZX 8(BX), CX
	RET
panicnilmap:
	LEAQ type:runtime.plainError(SB), AX
	LEAQ article.assignToNilMap(SB), BX
	CALL runtime.gopanic(SB)
	UNDEF

// The arguments as the three lines take them: h first.
TEXT article.putMapFirst(SB), NOSPLIT|NOFRAME, $0-24
	SUBQ $16, SP
	MOVQ BX, (SP)
	MOVQ CX, 8(SP)
	CALL article.mapassignMapFirst(SB)
	ADDQ $16, SP
	RET

TEXT article.mapassignMapFirst(SB), NOSPLIT|NOFRAME, $0-16
	MOVQ 8(SP), AX
	TESTQ AX, AX
	JEQ panicnilmap
	MOVBLZX 8(AX), CX
	RET
panicnilmap:
	LEAQ type:runtime.plainError(SB), AX
	LEAQ article.assignToNilMap(SB), BX
	CALL runtime.gopanic(SB)
	UNDEF

DATA article.assignToNilMap+0(SB)/8, $go:string."assignment to entry in nil map"(SB)
DATA article.assignToNilMap+8(SB)/8, $30
GLOBL article.assignToNilMap(SB), RODATA, $16
