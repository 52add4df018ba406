// runtime.memhash64 on a CPU without AES instructions. Go 1.22.12 has it in src/runtime/asm_amd64.s:1580-1593: a test
// of useAeshash, the AES path, and this jump. Only the jump is kept: the hash then depends on no CPU feature, and its
// seed is in hashkey.s. The choice is ours; the hash function is Go's own (memhash64Fallback.s).
//
// Entry:  AX address of the key (8 bytes), BX seed (h.hash0)
// Exit:   AX hash

TEXT runtime.memhash64(SB), NOSPLIT|NOFRAME|ABIInternal, $0-24
	JMP runtime.memhash64Fallback(SB)                       // asm_amd64.s:1593

// The funcval that maptype.Hasher points to: one word, the address of the code.
DATA runtime.memhash64·f+0(SB)/8, $runtime.memhash64(SB)
GLOBL runtime.memhash64·f(SB), RODATA, $8
