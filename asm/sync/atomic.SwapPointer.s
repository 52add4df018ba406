// sync/atomic.SwapPointer of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/atomic_pointer.go:91-99.
//
// Entry:  AX address, BX new
// Exit:   AX old
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   atomic_pointer.go:92 call           runtime.atomicwb
//   atomic_pointer.go:97 call           sync/atomic.SwapUintptr

TEXT sync/atomic.SwapPointer(SB), NOSPLIT|ABIInternal, $32-16
	PUSHQ BP                                                // atomic_pointer.go:90
	MOVQ SP, BP                                             // atomic_pointer.go:90
	SUBQ $24, SP                                            // atomic_pointer.go:90
	CMPB runtime.writeBarrier(SB), $0                       // atomic_pointer.go:91
	JEQ line97                                              // atomic_pointer.go:91
	MOVQ AX, runtime.ptr+40(SP)                             // atomic_pointer.go:91
	MOVQ BX, runtime.new+48(SP)                             // atomic_pointer.go:91
	CALL runtime.atomicwb(SB)                               // atomic_pointer.go:92
	MOVQ runtime.ptr+40(SP), AX                             // atomic_pointer.go:97
	MOVQ runtime.new+48(SP), BX                             // atomic_pointer.go:97
line97:
	MOVQ BX, runtime..autotmp_7+16(SP)                      // atomic_pointer.go:97
	CALL sync/atomic.SwapUintptr(SB)                        // atomic_pointer.go:97
	ADDQ $24, SP                                            // atomic_pointer.go:98
	POPQ BP                                                 // atomic_pointer.go:98
	RET                                                     // atomic_pointer.go:98
