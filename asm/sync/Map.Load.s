// sync.(*Map).Load of Go 1.22.12, linux/amd64, GOAMD64=v1: src/sync/map.go:120-143.
//
// A hit makes plain loads only. A miss in an amended map locks m.mu and looks into m.dirty.
//
// Entry:  AX *Map m, BX type and CX data of the key; R14 g
// Exit:   AX type and BX data of the value, CL ok
//
// Shared accesses in order of the code (source line, access and bytes, what, why):
//   map.go:111          load 8         m.read                the pointer to a readOnly
//   map.go:112          load 8         read.m                a *hmap
//   map.go:112          load 1         read.amended
//   map.go:122          call           runtime.mapaccess2
//   map.go:122          load 8         the *entry in read.m
//   mutex.go:83         lock cmpxchg 4 m.mu.state            Lock: 0 to 1
//   mutex.go:90         call           sync.(*Mutex).lockSlow
//   type.go:54          load 8         m.read                again, under m.mu
//   map.go:112          load 8         read.m                a *hmap
//   map.go:112          load 1         read.amended
//   map.go:129          call           runtime.mapaccess2
//   map.go:129          load 8         the *entry in read.m
//   map.go:131          load 8         m.dirty               a *hmap
//   map.go:131          call           runtime.mapaccess2
//   map.go:131          load 8         the *entry in m.dirty
//   map.go:135          call           sync.(*Map).missLocked
//   mutex.go:219        lock xadd 4    m.mu.state            Unlock: -1
//   mutex.go:223        call           sync.(*Mutex).unlockSlow
//   map.go:146          load 8         e.p                   nil or expunged: not there
//   map.go:150          load 8         value.type
//   map.go:150          load 8         value.data

TEXT sync.(*Map).Load(SB), ABIInternal, $56-24
entry:
	CMPQ SP, 16(R14)                                        // map.go:120
	JLS moreStack                                           // map.go:120
	PUSHQ BP                                                // map.go:120
	MOVQ SP, BP                                             // map.go:120
	SUBQ $48, SP                                            // map.go:120
	MOVQ AX, sync.m+64(SP)                                  // map.go:111
	MOVQ BX, sync.key+72(SP)                                // map.go:120
	MOVQ CX, sync.key+80(SP)                                // map.go:120
	MOVQ 8(AX), DX                                          // map.go:111
	TESTQ DX, DX                                            // map.go:111
	JEQ line121                                             // map.go:111
	MOVQ (DX), SI                                           // map.go:112
	MOVBLZX 8(DX), DX                                       // map.go:112
	JMP line121b                                            // map.go:121
line121:
	XORL SI, SI                                             // map.go:121
	XORL DX, DX                                             // map.go:121
line121b:
	MOVB DL, sync.~r0amended+29(SP)                         // map.go:121
	LEAQ type:map[interface {}]*sync.entry(SB), AX          // map.go:122
	MOVQ SI, BX                                             // map.go:122
	LEAQ sync.key+72(SP), CX                                // map.go:122
	CALL runtime.mapaccess2(SB)                             // map.go:122
	MOVQ (AX), DX                                           // map.go:122
	TESTB BL, BL                                            // map.go:122
	JNE line139                                             // map.go:123
	MOVBLZX sync.~r0amended+29(SP), SI                      // map.go:121
	TESTB SIB, SIB                                          // map.go:121
	JEQ line139                                             // map.go:123
	XORL AX, AX                                             // mutex.go:83
	MOVQ sync.m+64(SP), DX                                  // mutex.go:83
	MOVL $1, SI                                             // mutex.go:83
	LOCK                                                    // mutex.go:83
	CMPXCHGL SI, (DX)                                       // mutex.go:83
	SETEQ SIB                                               // mutex.go:83
	TESTB SIB, SIB                                          // mutex.go:83
	JNE line54                                              // mutex.go:83
	MOVQ DX, AX                                             // mutex.go:90
	CALL sync.(*Mutex).lockSlow(SB)                         // mutex.go:90
	MOVQ sync.m+64(SP), DX                                  // type.go:54
line54:
	MOVQ 8(DX), SI                                          // type.go:54
	TESTQ SI, SI                                            // map.go:111
	JEQ line128                                             // map.go:111
	MOVQ (SI), DI                                           // map.go:112
	MOVBLZX 8(SI), SI                                       // map.go:112
	JMP line128b                                            // map.go:128
line128:
	XORL DI, DI                                             // map.go:128
	XORL SI, SI                                             // map.go:128
line128b:
	MOVB SIB, sync.~r0amended+28(SP)                        // map.go:128
	LEAQ type:map[interface {}]*sync.entry(SB), AX          // map.go:129
	MOVQ DI, BX                                             // map.go:129
	LEAQ sync.key+72(SP), CX                                // map.go:129
	CALL runtime.mapaccess2(SB)                             // map.go:129
	MOVQ (AX), DX                                           // map.go:129
	TESTB BL, BL                                            // map.go:129
	JNE line219                                             // map.go:130
	MOVBLZX sync.~r0amended+28(SP), SI                      // map.go:128
	TESTB SIB, SIB                                          // map.go:128
	JEQ line219                                             // map.go:130
	MOVQ sync.m+64(SP), DX                                  // map.go:131
	MOVQ 16(DX), BX                                         // map.go:131
	LEAQ type:map[interface {}]*sync.entry(SB), AX          // map.go:131
	LEAQ sync.key+72(SP), CX                                // map.go:131
	CALL runtime.mapaccess2(SB)                             // map.go:131
	MOVB BL, sync..autotmp_56+31(SP)                        // map.go:131
	MOVQ (AX), DX                                           // map.go:131
	MOVQ DX, sync.e+32(SP)                                  // map.go:131
	MOVQ sync.m+64(SP), AX                                  // map.go:135
	CALL sync.(*Map).missLocked(SB)                         // map.go:135
	MOVBLZX sync..autotmp_56+31(SP), BX                     // map.go:139
	MOVQ sync.e+32(SP), DX                                  // map.go:142
line219:
	MOVL $-1, SI                                            // mutex.go:219
	MOVQ sync.m+64(SP), AX                                  // mutex.go:219
	LOCK                                                    // mutex.go:219
	XADDL SI, (AX)                                          // mutex.go:219
	DECL SI                                                 // mutex.go:219
	TESTL SI, SI                                            // mutex.go:220
	JEQ line139                                             // mutex.go:220
	MOVQ DX, sync..autotmp_57+40(SP)                        // map.go:142
	MOVB BL, sync..autotmp_58+30(SP)                        // map.go:139
	MOVL SI, BX                                             // mutex.go:223
	CALL sync.(*Mutex).unlockSlow(SB)                       // mutex.go:223
	MOVQ sync..autotmp_57+40(SP), DX                        // map.go:142
	MOVBLZX sync..autotmp_58+30(SP), BX                     // map.go:139
line139:
	TESTB BL, BL                                            // map.go:139
	JEQ line140                                             // map.go:139
	MOVQ (DX), DX                                           // map.go:146
	TESTQ DX, DX                                            // map.go:147
	JEQ line142                                             // map.go:147
	CMPQ sync.expunged(SB), DX                              // map.go:147
	JEQ line142                                             // map.go:147
	MOVQ (DX), SI                                           // map.go:150
	MOVQ 8(DX), DX                                          // map.go:150
	MOVL $1, AX                                             // map.go:150
	JMP line142b                                            // map.go:142
line142:
	XORL SI, SI                                             // map.go:142
	XORL AX, AX                                             // map.go:142
	XORL DX, DX                                             // map.go:142
line142b:
	MOVQ DX, BX                                             // map.go:142
	MOVL AX, CX                                             // map.go:142
	MOVQ SI, AX                                             // map.go:142
	ADDQ $48, SP                                            // map.go:142
	POPQ BP                                                 // map.go:142
	RET                                                     // map.go:142
line140:
	XORL AX, AX                                             // map.go:140
	XORL BX, BX                                             // map.go:140
	XORL CX, CX                                             // map.go:140
	ADDQ $48, SP                                            // map.go:140
	POPQ BP                                                 // map.go:140
	RET                                                     // map.go:140
moreStack:
	MOVQ AX, 8(SP)                                          // map.go:120
	MOVQ BX, 16(SP)                                         // map.go:120
	MOVQ CX, 24(SP)                                         // map.go:120
	CALL runtime.morestack_noctxt(SB)                       // map.go:120
	MOVQ 8(SP), AX                                          // map.go:120
	MOVQ 16(SP), BX                                         // map.go:120
	MOVQ 24(SP), CX                                         // map.go:120
	JMP entry                                               // map.go:120
