// runtime.mapKeyError2: fencepost's own, not Go's (src/runtime/alg.go:204). Asks whether the key of a map of interfaces can be
// hashed, where there is nothing to look up. Keys here are uint64, which can.
//
// Entry:  AX type of the key, BX address of the key; R14 g
// Exit:   AX and BX nil: no error

TEXT runtime.mapKeyError2(SB), NOSPLIT|NOFRAME|ABIInternal, $0-32
	XORL AX, AX
	XORL BX, BX
	RET
