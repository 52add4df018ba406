// sync.(*Map).dirtyLocked of Go 1.22.12, linux/amd64, GOAMD64=v1: src/sync/map.go:493-505.
//
// A new m.dirty with the entries of read.m, those without a value expunged. Under m.mu.
//
// Entry:  AX *Map m; R14 g
// Exit:   nothing
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   map.go:494          load 8         m.dirty
//   type.go:54          load 8         m.read
//   map.go:112          load 8         read.m
//   map.go:499          load 8         read.m.count
//   map.go:499          call           runtime.makemap
//   map.go:499          load 8         m.dirty
//   map.go:499          store 8        m.dirty
//   map.go:500          call           runtime.mapiterinit
//   map.go:500          call           runtime.mapiternext
//   map.go:500          load 8         *it.elem: the *entry
//   map.go:500          load 8         key.type
//   map.go:500          load 8         key.data
//   map.go:501          call           sync.(*entry).tryExpungeLocked
//   map.go:502          load 8         m.dirty
//   map.go:502          call           runtime.mapassign
//   map.go:502          load 1         the cell of the key in m.dirty
//   map.go:502          load 8         the cell of the key in m.dirty
//   map.go:502          store 8        the cell of the key in m.dirty

TEXT sync.(*Map).dirtyLocked(SB), ABIInternal, $176-8
entry:
	LEAQ -48(SP), R12                                       // map.go:493
	CMPQ R12, 16(R14)                                       // map.go:493
	JLS line493                                             // map.go:493
	PUSHQ BP                                                // map.go:493
	MOVQ SP, BP                                             // map.go:493
	SUBQ $168, SP                                           // map.go:493
	CMPQ 16(AX), $0                                         // map.go:494
	JNE line495                                             // map.go:494
	MOVQ 8(AX), DX                                          // type.go:54
	TESTQ DX, DX                                            // map.go:111
	JEQ line498                                             // map.go:111
	MOVQ (DX), DX                                           // map.go:112
	JMP line494                                             // map.go:498
line498:
	XORL DX, DX                                             // map.go:498
line494:
	MOVQ AX, sync.m+184(SP)                                 // map.go:494
	MOVQ DX, sync.readm+32(SP)                              // map.go:498
	TESTQ DX, DX                                            // map.go:499
	JEQ line499                                             // map.go:499
	MOVQ (DX), SI                                           // map.go:499
	JMP line499b                                            // map.go:499
line499:
	XORL SI, SI                                             // map.go:499
line499b:
	LEAQ type:map[interface {}]*sync.entry(SB), AX          // map.go:499
	MOVQ SI, BX                                             // map.go:499
	XORL CX, CX                                             // map.go:499
	CALL runtime.makemap(SB)                                // map.go:499
	CMPL runtime.writeBarrier(SB), $0                       // map.go:499
	JNE line499c                                            // map.go:499
	MOVQ sync.m+184(SP), DX                                 // map.go:499
	JMP line499d                                            // map.go:499
line499c:
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:499
	MOVQ AX, (R11)                                          // map.go:499
	MOVQ sync.m+184(SP), DX                                 // map.go:499
	MOVQ 16(DX), SI                                         // map.go:499
	MOVQ SI, 8(R11)                                         // map.go:499
line499d:
	MOVQ AX, 16(DX)                                         // map.go:499
	LEAQ sync..autotmp_13+72(SP), DI                        // map.go:500
	LEAQ -32(DI), DI                                        // map.go:500
	MOVQ BP, -16(SP)                                        // map.go:500
	LEAQ -16(SP), BP                                        // map.go:500
	CALL runtime.duffzero+331(SB)                           // map.go:500
	MOVQ (BP), BP                                           // map.go:500
	LEAQ type:map[interface {}]*sync.entry(SB), AX          // map.go:500
	MOVQ sync.readm+32(SP), BX                              // map.go:500
	LEAQ sync..autotmp_13+72(SP), CX                        // map.go:500
	CALL runtime.mapiterinit(SB)                            // map.go:500
	JMP line500b                                            // map.go:500
line495:
	ADDQ $168, SP                                           // map.go:495
	POPQ BP                                                 // map.go:495
	RET                                                     // map.go:495
line500:
	LEAQ sync..autotmp_13+72(SP), AX                        // map.go:500
	CALL runtime.mapiternext(SB)                            // map.go:500
line500b:
	MOVQ sync..autotmp_13+72(SP), CX                        // map.go:500
	TESTQ CX, CX                                            // map.go:500
	JEQ line505                                             // map.go:500
	MOVQ sync..autotmp_13+80(SP), DX                        // map.go:500
	MOVQ (DX), AX                                           // map.go:500
	MOVQ AX, sync.e+48(SP)                                  // map.go:500
	MOVQ (CX), DX                                           // map.go:500
	MOVQ DX, sync.k.type+24(SP)                             // map.go:500
	MOVQ 8(CX), CX                                          // map.go:500
	MOVQ CX, sync.k.data+40(SP)                             // map.go:500
	CALL sync.(*entry).tryExpungeLocked(SB)                 // map.go:501
	TESTB AL, AL                                            // map.go:501
	JNE line500                                             // map.go:501
	MOVQ sync.k.type+24(SP), DX                             // map.go:502
	MOVQ DX, sync..autotmp_15+56(SP)                        // map.go:502
	MOVQ sync.k.data+40(SP), DX                             // map.go:502
	MOVQ DX, sync..autotmp_15+64(SP)                        // map.go:502
	MOVQ sync.m+184(SP), DX                                 // map.go:502
	MOVQ 16(DX), BX                                         // map.go:502
	LEAQ type:map[interface {}]*sync.entry(SB), AX          // map.go:502
	LEAQ sync..autotmp_15+56(SP), CX                        // map.go:502
	CALL runtime.mapassign(SB)                              // map.go:502
	TESTB AL, (AX)                                          // map.go:502
	CMPL runtime.writeBarrier(SB), $0                       // map.go:502
	JNE line502                                             // map.go:502
	MOVQ sync.e+48(SP), CX                                  // map.go:502
	JMP line502b                                            // map.go:502
line502:
	CALL runtime.gcWriteBarrier2(SB)                        // map.go:502
	MOVQ sync.e+48(SP), CX                                  // map.go:502
	MOVQ CX, (R11)                                          // map.go:502
	MOVQ (AX), DX                                           // map.go:502
	MOVQ DX, 8(R11)                                         // map.go:502
line502b:
	MOVQ CX, (AX)                                           // map.go:502
	JMP line500                                             // map.go:502
line505:
	ADDQ $168, SP                                           // map.go:505
	POPQ BP                                                 // map.go:505
	RET                                                     // map.go:505
line493:
	MOVQ AX, 8(SP)                                          // map.go:493
	CALL runtime.morestack_noctxt(SB)                       // map.go:493
	MOVQ 8(SP), AX                                          // map.go:493
	JMP entry                                               // map.go:493

// sync.(*entry).tryExpungeLocked of Go 1.22.12, linux/amd64, GOAMD64=v1: src/sync/map.go:507-516.
//
// Entry:  AX *entry e; R14 g
// Exit:   AL whether e is expunged
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   map.go:508          load 8         e.p
//   type.go:54          load 8         e.p
//   type.go:64          call           sync/atomic.CompareAndSwapPointer

TEXT sync.(*entry).tryExpungeLocked(SB), ABIInternal, $32-8
entry:
	CMPQ SP, 16(R14)                                        // map.go:507
	JLS moreStack                                           // map.go:507
	PUSHQ BP                                                // map.go:507
	MOVQ SP, BP                                             // map.go:507
	SUBQ $24, SP                                            // map.go:507
	MOVQ AX, sync.e+40(SP)                                  // map.go:509
	MOVQ (AX), DX                                           // map.go:508
	JMP line509                                             // map.go:509
line54:
	MOVQ sync.e+40(SP), AX                                  // type.go:54
	MOVQ (AX), DX                                           // type.go:54
line509:
	TESTQ DX, DX                                            // map.go:509
	JNE line515                                             // map.go:509
	MOVQ sync.expunged(SB), CX                              // map.go:510
	XORL BX, BX                                             // type.go:64
	CALL sync/atomic.CompareAndSwapPointer(SB)              // type.go:64
	TESTB AL, AL                                            // type.go:64
	JEQ line54                                              // map.go:510
	MOVL $1, AX                                             // map.go:511
	ADDQ $24, SP                                            // map.go:511
	POPQ BP                                                 // map.go:511
	RET                                                     // map.go:511
line515:
	CMPQ sync.expunged(SB), DX                              // map.go:515
	SETEQ AL                                                // map.go:515
	ADDQ $24, SP                                            // map.go:515
	POPQ BP                                                 // map.go:515
	RET                                                     // map.go:515
moreStack:
	MOVQ AX, 8(SP)                                          // map.go:507
	CALL runtime.morestack_noctxt(SB)                       // map.go:507
	MOVQ 8(SP), AX                                          // map.go:507
	JMP entry                                               // map.go:507
