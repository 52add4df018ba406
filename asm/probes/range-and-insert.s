// for k := range m { seen |= 1 << k; visits++; twice: if left > 0 { m[next] = 1; next++; left-- } }, as one core does it.
//
// Ours, around Go's own mapiterinit, mapiternext and main.put. Keys are below 64.
//
// Entry:  AX *hmap m, BX the first new key, CX how many new keys; R14 g, X15 0
// Exit:   AX seen, BX visits
// Stack:  40(SP) the hiter (96 bytes), 136(SP) seen, 144(SP) visits, 152(SP) m, 160(SP) next, 168(SP) left, 176(SP) twice

TEXT rangeAndInsert(SB), NOSPLIT|NOFRAME, $0-0
	SUBQ $184, SP
	MOVQ AX, 152(SP)
	MOVQ BX, 160(SP)
	MOVQ CX, 168(SP)
	MOVQ $0, 136(SP)
	MOVQ $0, 144(SP)
	XORL DX, DX
	MOVQ DX, 40(SP)
	MOVQ DX, 48(SP)
	MOVQ DX, 56(SP)
	MOVQ DX, 64(SP)
	MOVQ DX, 72(SP)
	MOVQ DX, 80(SP)
	MOVQ DX, 88(SP)
	MOVQ DX, 96(SP)
	MOVQ DX, 104(SP)
	MOVQ DX, 112(SP)
	MOVQ DX, 120(SP)
	MOVQ DX, 128(SP)
	MOVQ AX, BX
	LEAQ 40(SP), CX
	LEAQ type:map[uint64]uint64(SB), AX
	CALL runtime.mapiterinit(SB)
haveEntry:
	MOVQ 40(SP), DX
	TESTQ DX, DX
	JEQ atEnd
	MOVQ (DX), CX
	MOVL $1, AX
	SHLQ CX, AX
	ORQ AX, 136(SP)
	INCQ 144(SP)
	MOVQ $2, 176(SP)
insertAnother:
	CMPQ 168(SP), $0
	JEQ nextEntry
	CMPQ 176(SP), $0
	JEQ nextEntry
	MOVQ 152(SP), AX
	MOVQ 160(SP), BX
	MOVL $1, CX
	CALL main.put(SB)
	INCQ 160(SP)
	DECQ 168(SP)
	DECQ 176(SP)
	JMP insertAnother
nextEntry:
	LEAQ 40(SP), AX
	CALL runtime.mapiternext(SB)
	JMP haveEntry
atEnd:
	MOVQ 136(SP), AX
	MOVQ 144(SP), BX
	ADDQ $184, SP
	RET
