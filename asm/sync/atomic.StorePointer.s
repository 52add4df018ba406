// sync/atomic.StorePointer of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/atomic_pointer.go:75-83.
//
// Entry:  AX address, BX new
// Exit:   nothing
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   atomic_pointer.go:77 call           runtime.atomicwb
//   atomic_pointer.go:82 call           sync/atomic.StoreUintptr

TEXT sync/atomic.StorePointer(SB), NOSPLIT|ABIInternal, $32-16
	PUSHQ BP                                                // atomic_pointer.go:75
	MOVQ SP, BP                                             // atomic_pointer.go:75
	SUBQ $24, SP                                            // atomic_pointer.go:75
	CMPB runtime.writeBarrier(SB), $0                       // atomic_pointer.go:76
	JEQ line82                                              // atomic_pointer.go:76
	MOVQ AX, runtime.ptr+40(SP)                             // atomic_pointer.go:76
	MOVQ BX, runtime.new+48(SP)                             // atomic_pointer.go:76
	CALL runtime.atomicwb(SB)                               // atomic_pointer.go:77
	MOVQ runtime.ptr+40(SP), AX                             // atomic_pointer.go:82
	MOVQ runtime.new+48(SP), BX                             // atomic_pointer.go:82
line82:
	MOVQ BX, runtime..autotmp_2+16(SP)                      // atomic_pointer.go:82
	CALL sync/atomic.StoreUintptr(SB)                       // atomic_pointer.go:82
	ADDQ $24, SP                                            // atomic_pointer.go:83
	POPQ BP                                                 // atomic_pointer.go:83
	RET                                                     // atomic_pointer.go:83
