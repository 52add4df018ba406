// sync.(*Map).missLocked of Go 1.22.12, linux/amd64, GOAMD64=v1: src/sync/map.go:483-491.
//
// After as many misses as m.dirty has keys it becomes read.m. Under m.mu, but for loads of m.read by others.
//
// Entry:  AX *Map m; R14 g
// Exit:   nothing
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   map.go:484          load 8         m.misses
//   map.go:484          store 8        m.misses
//   map.go:485          load 8         m.dirty
//   map.go:485          load 8         dirty.count
//   map.go:488          call           runtime.newobject
//   map.go:488          load 8         m.dirty
//   map.go:488          store 8        readOnly.m            of the new readOnly{m: m.dirty}
//   type.go:57          call           sync/atomic.StorePointer
//   map.go:489          load 8         m.dirty
//   map.go:489          store 8        m.dirty
//   map.go:490          store 8        m.misses

TEXT sync.(*Map).missLocked(SB), ABIInternal, $24-8
entry:
	CMPQ SP, 16(R14)                                        // map.go:483
	JLS moreStack                                           // map.go:483
	PUSHQ BP                                                // map.go:483
	MOVQ SP, BP                                             // map.go:483
	SUBQ $16, SP                                            // map.go:483
	MOVQ 24(AX), CX                                         // map.go:484
	INCQ CX                                                 // map.go:484
	MOVQ CX, 24(AX)                                         // map.go:484
	MOVQ 16(AX), DX                                         // map.go:485
	TESTQ DX, DX                                            // map.go:485
	JEQ line485                                             // map.go:485
	MOVQ (DX), DX                                           // map.go:485
	JMP line485b                                            // map.go:485
line485:
	XORL DX, DX                                             // map.go:485
line485b:
	CMPQ DX, CX                                             // map.go:485
	JGT line486                                             // map.go:485
	MOVQ AX, sync.m+32(SP)                                  // map.go:485
	LEAQ type:sync.readOnly(SB), AX                         // map.go:488
	CALL runtime.newobject(SB)                              // map.go:488
	MOVQ sync.m+32(SP), CX                                  // map.go:488
	MOVQ 16(CX), DX                                         // map.go:488
	CMPL runtime.writeBarrier(SB), $0                       // map.go:488
	JEQ line488                                             // map.go:488
	CALL runtime.gcWriteBarrier1(SB)                        // map.go:488
	MOVQ DX, (R11)                                          // map.go:488
line488:
	MOVQ DX, (AX)                                           // map.go:488
	LEAQ 8(CX), DX                                          // type.go:57
	MOVQ AX, BX                                             // type.go:57
	MOVQ DX, AX                                             // type.go:57
	CALL sync/atomic.StorePointer(SB)                       // type.go:57
	CMPL runtime.writeBarrier(SB), $0                       // map.go:489
	JNE line489                                             // map.go:489
	MOVQ sync.m+32(SP), AX                                  // map.go:489
	JMP line489b                                            // map.go:489
line489:
	MOVQ sync.m+32(SP), AX                                  // map.go:489
	MOVQ 16(AX), CX                                         // map.go:489
	CALL runtime.gcWriteBarrier1(SB)                        // map.go:489
	MOVQ CX, (R11)                                          // map.go:489
line489b:
	MOVQ $0, 16(AX)                                         // map.go:489
	MOVQ $0, 24(AX)                                         // map.go:490
	ADDQ $16, SP                                            // map.go:491
	POPQ BP                                                 // map.go:491
	RET                                                     // map.go:491
line486:
	ADDQ $16, SP                                            // map.go:486
	POPQ BP                                                 // map.go:486
	RET                                                     // map.go:486
moreStack:
	MOVQ AX, 8(SP)                                          // map.go:483
	CALL runtime.morestack_noctxt(SB)                       // map.go:483
	MOVQ 8(SP), AX                                          // map.go:483
	JMP entry                                               // map.go:483
