// sync/atomic.CompareAndSwapPointer of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/atomic_pointer.go:106-114.
//
// Entry:  AX address, BX old, CX new
// Exit:   AL whether it swapped
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   atomic_pointer.go:108 call           runtime.atomicwb
//   atomic_pointer.go:113 call           sync/atomic.CompareAndSwapUintptr

TEXT sync/atomic.CompareAndSwapPointer(SB), NOSPLIT|ABIInternal, $48-24
	PUSHQ BP                                                // atomic_pointer.go:106
	MOVQ SP, BP                                             // atomic_pointer.go:106
	SUBQ $40, SP                                            // atomic_pointer.go:106
	CMPB runtime.writeBarrier(SB), $0                       // atomic_pointer.go:107
	JEQ line113                                             // atomic_pointer.go:107
	MOVQ AX, runtime.ptr+56(SP)                             // atomic_pointer.go:107
	MOVQ BX, runtime.old+64(SP)                             // atomic_pointer.go:107
	MOVQ CX, runtime.new+72(SP)                             // atomic_pointer.go:107
	MOVQ CX, BX                                             // atomic_pointer.go:108
	CALL runtime.atomicwb(SB)                               // atomic_pointer.go:108
	MOVQ runtime.ptr+56(SP), AX                             // atomic_pointer.go:113
	MOVQ runtime.new+72(SP), CX                             // atomic_pointer.go:113
	MOVQ runtime.old+64(SP), BX                             // atomic_pointer.go:113
line113:
	MOVQ BX, runtime..autotmp_7+32(SP)                      // atomic_pointer.go:113
	MOVQ CX, runtime..autotmp_8+24(SP)                      // atomic_pointer.go:113
	MOVQ runtime..autotmp_7+32(SP), BX                      // atomic_pointer.go:113
	CALL sync/atomic.CompareAndSwapUintptr(SB)              // atomic_pointer.go:113
	ADDQ $40, SP                                            // atomic_pointer.go:113
	POPQ BP                                                 // atomic_pointer.go:113
	RET                                                     // atomic_pointer.go:113
