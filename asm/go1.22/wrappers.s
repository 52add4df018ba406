// The functions of wrappers.go, as Go 1.22.12 compiles them for linux/amd64, GOAMD64=v1.
//
// One map operation each, with what the caller itself does before and after the runtime function. All keep R14 = g
// and X15 = 0. type:map[uint64]uint64 is the *maptype; whoever loads this listing defines it.

// m[k] = v
// Entry:  AX *hmap m, BX k, CX v
// Exit:   nothing
// Stack:  40(SP) m, 48(SP) k, 56(SP) v
//
// Shared accesses in order (source line, access and bytes, what, why):
//   wrappers.go:6       call         mapassign_fast64
//   wrappers.go:6       store 8      elem                    after the return: hashWriting is clear again

TEXT main.put(SB), ABIInternal, $32-24
entry:
	CMPQ SP, 16(R14)                                        // wrappers.go:6
	JLS moreStack                                           // wrappers.go:6
	PUSHQ BP                                                // wrappers.go:6
	MOVQ SP, BP                                             // wrappers.go:6
	SUBQ $24, SP                                            // wrappers.go:6
	MOVQ CX, main.v+56(SP)                                  // wrappers.go:6
	MOVQ AX, DX                                             // wrappers.go:6
	LEAQ type:map[uint64]uint64(SB), AX                     // wrappers.go:6
	MOVQ BX, SI                                             // wrappers.go:6
	MOVQ DX, BX                                             // wrappers.go:6
	MOVQ SI, CX                                             // wrappers.go:6
	CALL runtime.mapassign_fast64(SB)                       // wrappers.go:6
	MOVQ main.v+56(SP), DX                                  // wrappers.go:6
	MOVQ DX, (AX)                                           // wrappers.go:6
	ADDQ $24, SP                                            // wrappers.go:6
	POPQ BP                                                 // wrappers.go:6
	RET                                                     // wrappers.go:6
moreStack:
	MOVQ AX, 8(SP)                                          // wrappers.go:6
	MOVQ BX, 16(SP)                                         // wrappers.go:6
	MOVQ CX, 24(SP)                                         // wrappers.go:6
	CALL runtime.morestack_noctxt(SB)                       // wrappers.go:6
	MOVQ 8(SP), AX                                          // wrappers.go:6
	MOVQ 16(SP), BX                                         // wrappers.go:6
	MOVQ 24(SP), CX                                         // wrappers.go:6
	JMP entry                                               // wrappers.go:6

// v, ok := m[k]; return v, ok
// Entry:  AX *hmap m, BX k
// Exit:   AX v, BX ok (0 or 1)
// Stack:  40(SP) m, 48(SP) k, both only around morestack
//
// Shared accesses in order (source line, access and bytes, what, why):
//   wrappers.go:10      call         mapaccess2_fast64
//   wrappers.go:10      load 8       elem                    after the return

TEXT main.get(SB), ABIInternal, $32-16
entry:
	CMPQ SP, 16(R14)                                        // wrappers.go:9
	JLS moreStack                                           // wrappers.go:9
	PUSHQ BP                                                // wrappers.go:9
	MOVQ SP, BP                                             // wrappers.go:9
	SUBQ $24, SP                                            // wrappers.go:9
	MOVQ BX, CX                                             // wrappers.go:10
	MOVQ AX, BX                                             // wrappers.go:10
	LEAQ type:map[uint64]uint64(SB), AX                     // wrappers.go:10
	CALL runtime.mapaccess2_fast64(SB)                      // wrappers.go:10
	MOVQ (AX), AX                                           // wrappers.go:10
	ADDQ $24, SP                                            // wrappers.go:11
	POPQ BP                                                 // wrappers.go:11
	RET                                                     // wrappers.go:11
moreStack:
	MOVQ AX, 8(SP)                                          // wrappers.go:9
	MOVQ BX, 16(SP)                                         // wrappers.go:9
	CALL runtime.morestack_noctxt(SB)                       // wrappers.go:9
	MOVQ 8(SP), AX                                          // wrappers.go:9
	MOVQ 16(SP), BX                                         // wrappers.go:9
	JMP entry                                               // wrappers.go:9

// return m[k]
// Entry:  AX *hmap m, BX k
// Exit:   AX the element, 0 when the key is not there
// Stack:  40(SP) m, 48(SP) k, both only around morestack
//
// Shared accesses in order (source line, access and bytes, what, why):
//   wrappers.go:15      call         mapaccess1_fast64
//   wrappers.go:15      load 8       elem                    after the return

TEXT main.read(SB), ABIInternal, $32-16
entry:
	CMPQ SP, 16(R14)                                        // wrappers.go:15
	JLS moreStack                                           // wrappers.go:15
	PUSHQ BP                                                // wrappers.go:15
	MOVQ SP, BP                                             // wrappers.go:15
	SUBQ $24, SP                                            // wrappers.go:15
	MOVQ BX, CX                                             // wrappers.go:15
	MOVQ AX, BX                                             // wrappers.go:15
	LEAQ type:map[uint64]uint64(SB), AX                     // wrappers.go:15
	CALL runtime.mapaccess1_fast64(SB)                      // wrappers.go:15
	MOVQ (AX), AX                                           // wrappers.go:15
	ADDQ $24, SP                                            // wrappers.go:15
	POPQ BP                                                 // wrappers.go:15
	RET                                                     // wrappers.go:15
moreStack:
	MOVQ AX, 8(SP)                                          // wrappers.go:15
	MOVQ BX, 16(SP)                                         // wrappers.go:15
	CALL runtime.morestack_noctxt(SB)                       // wrappers.go:15
	MOVQ 8(SP), AX                                          // wrappers.go:15
	MOVQ 16(SP), BX                                         // wrappers.go:15
	JMP entry                                               // wrappers.go:15

// m[k]++
// Entry:  AX *hmap m, BX k
// Exit:   nothing
// Stack:  40(SP) m, 48(SP) k, both only around morestack
//
// Shared accesses in order (source line, access and bytes, what, why):
//   wrappers.go:18      call         mapassign_fast64
//   wrappers.go:18      load+store 8 elem                    after the return, no LOCK

TEXT main.inc(SB), ABIInternal, $32-16
entry:
	CMPQ SP, 16(R14)                                        // wrappers.go:18
	JLS moreStack                                           // wrappers.go:18
	PUSHQ BP                                                // wrappers.go:18
	MOVQ SP, BP                                             // wrappers.go:18
	SUBQ $24, SP                                            // wrappers.go:18
	MOVQ BX, CX                                             // wrappers.go:18
	MOVQ AX, BX                                             // wrappers.go:18
	LEAQ type:map[uint64]uint64(SB), AX                     // wrappers.go:18
	CALL runtime.mapassign_fast64(SB)                       // wrappers.go:18
	INCQ (AX)                                               // wrappers.go:18
	ADDQ $24, SP                                            // wrappers.go:18
	POPQ BP                                                 // wrappers.go:18
	RET                                                     // wrappers.go:18
moreStack:
	MOVQ AX, 8(SP)                                          // wrappers.go:18
	MOVQ BX, 16(SP)                                         // wrappers.go:18
	CALL runtime.morestack_noctxt(SB)                       // wrappers.go:18
	MOVQ 8(SP), AX                                          // wrappers.go:18
	MOVQ 16(SP), BX                                         // wrappers.go:18
	JMP entry                                               // wrappers.go:18

// delete(m, k)
// Entry:  AX *hmap m, BX k
// Exit:   nothing
// Stack:  40(SP) m, 48(SP) k, both only around morestack
//
// Shared accesses in order (source line, access and bytes, what, why):
//   wrappers.go:21      call         mapdelete_fast64

TEXT main.del(SB), ABIInternal, $32-16
entry:
	CMPQ SP, 16(R14)                                        // wrappers.go:21
	JLS moreStack                                           // wrappers.go:21
	PUSHQ BP                                                // wrappers.go:21
	MOVQ SP, BP                                             // wrappers.go:21
	SUBQ $24, SP                                            // wrappers.go:21
	MOVQ BX, CX                                             // wrappers.go:21
	MOVQ AX, BX                                             // wrappers.go:21
	LEAQ type:map[uint64]uint64(SB), AX                     // wrappers.go:21
	CALL runtime.mapdelete_fast64(SB)                       // wrappers.go:21
	ADDQ $24, SP                                            // wrappers.go:21
	POPQ BP                                                 // wrappers.go:21
	RET                                                     // wrappers.go:21
moreStack:
	MOVQ AX, 8(SP)                                          // wrappers.go:21
	MOVQ BX, 16(SP)                                         // wrappers.go:21
	CALL runtime.morestack_noctxt(SB)                       // wrappers.go:21
	MOVQ 8(SP), AX                                          // wrappers.go:21
	MOVQ 16(SP), BX                                         // wrappers.go:21
	JMP entry                                               // wrappers.go:21

// return len(m)
// Entry:  AX *hmap m
// Exit:   AX count, 0 for a nil map
// Stack:  none
//
// Shared accesses in order (source line, access and bytes, what, why):
//   wrappers.go:24      load 8       h.count                 a plain load; the flags are not looked at

TEXT main.length(SB), NOSPLIT|NOFRAME|ABIInternal, $0-8
	TESTQ AX, AX                                            // wrappers.go:24
	JEQ nilMap                                              // wrappers.go:24
	MOVQ (AX), CX                                           // wrappers.go:24
	JMP done                                                // wrappers.go:24
nilMap:
	XORL CX, CX                                             // wrappers.go:24
done:
	MOVQ CX, AX                                             // wrappers.go:24
	RET                                                     // wrappers.go:24

// var total uint64; for _, v := range m { total += v }; return total
// Entry:  AX *hmap m
// Exit:   AX total
// Stack:  24(SP) v, 32(SP) total, 40(SP) hiter (96 bytes), 160(SP) m, the last only around morestack
//
// Shared accesses in order (source line, access and bytes, what, why):
//   wrappers.go:29      call         mapiterinit
//   wrappers.go:29      load 8       elem                    after mapiterinit or mapiternext has returned
//   wrappers.go:29      call         mapiternext

TEXT main.sum(SB), ABIInternal, $144-8
entry:
	LEAQ -16(SP), R12                                       // wrappers.go:27
	CMPQ R12, 16(R14)                                       // wrappers.go:27
	JLS moreStack                                           // wrappers.go:27
	PUSHQ BP                                                // wrappers.go:27
	MOVQ SP, BP                                             // wrappers.go:27
	SUBQ $136, SP                                           // wrappers.go:27
	// The hiter is zeroed: 96 bytes from 32(DI), where duffzero+331 starts to store.
	LEAQ main..autotmp_5+40(SP), DI                         // wrappers.go:29
	LEAQ -32(DI), DI                                        // wrappers.go:29
	// The DUFFZERO of the -S, as the four instructions that it stands for in a function with a frame.
	MOVQ BP, -16(SP)                                        // wrappers.go:29
	LEAQ -16(SP), BP                                        // wrappers.go:29
	CALL runtime.duffzero+331(SB)                           // wrappers.go:29
	MOVQ (BP), BP                                           // wrappers.go:29
	MOVQ AX, BX                                             // wrappers.go:29
	LEAQ main..autotmp_5+40(SP), CX                         // wrappers.go:29
	LEAQ type:map[uint64]uint64(SB), AX                     // wrappers.go:29
	CALL runtime.mapiterinit(SB)                            // wrappers.go:29
	XORL AX, AX                                             // wrappers.go:29
	JMP haveEntry                                           // wrappers.go:29
nextEntry:
	MOVQ AX, main.total+32(SP)                              // wrappers.go:32
	MOVQ main..autotmp_5+48(SP), CX                         // wrappers.go:29
	MOVQ (CX), CX                                           // wrappers.go:29
	MOVQ CX, main.v+24(SP)                                  // wrappers.go:29
	LEAQ main..autotmp_5+40(SP), AX                         // wrappers.go:29
	CALL runtime.mapiternext(SB)                            // wrappers.go:29
	MOVQ main.v+24(SP), CX                                  // wrappers.go:30
	MOVQ main.total+32(SP), DX                              // wrappers.go:30
	LEAQ (DX)(CX*1), AX                                     // wrappers.go:30
haveEntry:
	CMPQ main..autotmp_5+40(SP), $0                         // wrappers.go:29
	JNE nextEntry                                           // wrappers.go:29
	ADDQ $136, SP                                           // wrappers.go:32
	POPQ BP                                                 // wrappers.go:32
	RET                                                     // wrappers.go:32
moreStack:
	MOVQ AX, 8(SP)                                          // wrappers.go:27
	CALL runtime.morestack_noctxt(SB)                       // wrappers.go:27
	MOVQ 8(SP), AX                                          // wrappers.go:27
	JMP entry                                               // wrappers.go:27
