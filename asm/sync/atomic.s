// sync/atomic's operations on a uintptr as the linker of Go 1.22.12 makes them, linux/amd64: the compiler's own operations
// behind the names that CompareAndSwapPointer, SwapPointer and StorePointer call. XCHG with memory needs no LOCK prefix.
//
// CompareAndSwapUintptr: AX address, BX old, CX new; AL whether it swapped
// SwapUintptr:           AX address, BX new; AX old
// StoreUintptr:          AX address, BX new

TEXT sync/atomic.CompareAndSwapUintptr(SB), NOSPLIT|NOFRAME|ABIInternal, $0-25
	MOVQ AX, DX
	MOVQ BX, AX
	LOCK
	CMPXCHGQ CX, (DX)
	SETEQ AL
	RET

TEXT sync/atomic.SwapUintptr(SB), NOSPLIT|NOFRAME|ABIInternal, $0-24
	XCHGQ BX, (AX)
	MOVQ BX, AX
	RET

TEXT sync/atomic.StoreUintptr(SB), NOSPLIT|NOFRAME|ABIInternal, $0-16
	XCHGQ BX, (AX)
	RET
