// mu.Lock(); m[k] = v; mu.Unlock(), and the same around delete(m, k), with one sync.Mutex for the map: what Go's documentation asks for.
// fencepost's own, in the way in which Go 1.22 compiles such functions.

// Entry:  AX *hmap m, BX k, CX v
// Exit:   nothing
// Stack:  40(SP) m, 48(SP) k, 56(SP) v

TEXT main.lockedPut(SB), ABIInternal, $32-24
	PUSHQ BP
	MOVQ SP, BP
	SUBQ $24, SP
	MOVQ AX, main.m+40(SP)
	MOVQ BX, main.k+48(SP)
	MOVQ CX, main.v+56(SP)
	LEAQ main.mu(SB), AX
	CALL sync.(*Mutex).Lock(SB)
	MOVQ main.m+40(SP), AX
	MOVQ main.k+48(SP), BX
	MOVQ main.v+56(SP), CX
	CALL main.put(SB)
	LEAQ main.mu(SB), AX
	CALL sync.(*Mutex).Unlock(SB)
	ADDQ $24, SP
	POPQ BP
	RET

// Entry:  AX *hmap m, BX k
// Exit:   nothing
// Stack:  40(SP) m, 48(SP) k

TEXT main.lockedDel(SB), ABIInternal, $32-16
	PUSHQ BP
	MOVQ SP, BP
	SUBQ $24, SP
	MOVQ AX, main.m+40(SP)
	MOVQ BX, main.k+48(SP)
	LEAQ main.mu(SB), AX
	CALL sync.(*Mutex).Lock(SB)
	MOVQ main.m+40(SP), AX
	MOVQ main.k+48(SP), BX
	CALL main.del(SB)
	LEAQ main.mu(SB), AX
	CALL sync.(*Mutex).Unlock(SB)
	ADDQ $24, SP
	POPQ BP
	RET

// var mu sync.Mutex
DATA main.mu+0(SB)/8, $0
GLOBL main.mu(SB), NOPTR, $8
