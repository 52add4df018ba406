// runtime.memclrNoHeapPointers of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/memclr_amd64.s:15-218.
//
// Zeroes memory. 8 bytes are one store; from 17 to 256 bytes it is stores of 16 bytes, each of which
// x86-64 makes atomic in halves only. What needs AVX2 is left out, with an UNDEF in its
// place: X86.HasAVX2 is 0 (globals.s).
//
// Entry:  AX address, BX bytes; X15 0
// Exit:   nothing
// Clobbers: AX, BX, CX, DI
// Stack:  none; no stack check
//
// Shared accesses in order (source line, access and bytes, what, why):
//   memclr_amd64.s:160  store 1      [0], [n-1]              1 and 2 bytes
//   memclr_amd64.s:166  store 2      [0], [n-2]              3 and 4
//   memclr_amd64.s:170  store 4      [0], [n-4]              5 to 7
//   memclr_amd64.s:175  store 8      [0]                     8: what a map[uint64]uint64 needs
//   memclr_amd64.s:178  store 8      [0], [n-8]              9 to 16
//   memclr_amd64.s:182  store 16     [0], [n-16]             17 to 32
//   memclr_amd64.s:186  store 16     4 stores                33 to 64
//   memclr_amd64.s:192  store 16     8 stores                65 to 128
//   memclr_amd64.s:202  store 16     16 stores               129 to 256
//   memclr_amd64.s:61   store 16     16 stores a turn        above 256; the rest as above
//   memclr_amd64.s:127  store 8      REP STOSQ               from 2048 on, when X86.HasERMS (0 here)

TEXT runtime.memclrNoHeapPointers(SB), NOSPLIT|NOFRAME|ABIInternal, $0-16
	MOVQ AX, DI                                             // memclr_amd64.s:18
	XORQ AX, AX                                             // memclr_amd64.s:19
tail:
	TESTQ BX, BX                                            // memclr_amd64.s:24
	JEQ clear0                                              // memclr_amd64.s:25
	CMPQ BX, $2                                             // memclr_amd64.s:26
	JLS clear1or2                                           // memclr_amd64.s:27
	CMPQ BX, $4                                             // memclr_amd64.s:28
	JLS clear3or4                                           // memclr_amd64.s:29
	CMPQ BX, $8                                             // memclr_amd64.s:30
	JCS clear5to7                                           // memclr_amd64.s:31
	JEQ clear8                                              // memclr_amd64.s:32
	CMPQ BX, $16                                            // memclr_amd64.s:33
	JLS clear9to16                                          // memclr_amd64.s:34
	CMPQ BX, $32                                            // memclr_amd64.s:35
	JLS clear17to32                                         // memclr_amd64.s:36
	CMPQ BX, $64                                            // memclr_amd64.s:37
	JLS clear33to64                                         // memclr_amd64.s:38
	CMPQ BX, $128                                           // memclr_amd64.s:39
	JLS clear65to128                                        // memclr_amd64.s:40
	CMPQ BX, $256                                           // memclr_amd64.s:41
	JLS clear129to256                                       // memclr_amd64.s:42
	// X86.HasERMS
	CMPB internal/cpu.X86+73(SB), $1                        // memclr_amd64.s:44
	JNE noERMS                                              // memclr_amd64.s:45
	CMPQ BX, $2048                                          // memclr_amd64.s:51
	JCC withERMS                                            // memclr_amd64.s:52
noERMS:
	// X86.HasAVX2
	CMPB internal/cpu.X86+67(SB), $1                        // memclr_amd64.s:56
	JEQ withAVX2                                            // memclr_amd64.s:57
clear256:
	MOVOU X15, (DI)                                         // memclr_amd64.s:61
	MOVOU X15, 16(DI)                                       // memclr_amd64.s:62
	MOVOU X15, 32(DI)                                       // memclr_amd64.s:63
	MOVOU X15, 48(DI)                                       // memclr_amd64.s:64
	MOVOU X15, 64(DI)                                       // memclr_amd64.s:65
	MOVOU X15, 80(DI)                                       // memclr_amd64.s:66
	MOVOU X15, 96(DI)                                       // memclr_amd64.s:67
	MOVOU X15, 112(DI)                                      // memclr_amd64.s:68
	MOVOU X15, 128(DI)                                      // memclr_amd64.s:69
	MOVOU X15, 144(DI)                                      // memclr_amd64.s:70
	MOVOU X15, 160(DI)                                      // memclr_amd64.s:71
	MOVOU X15, 176(DI)                                      // memclr_amd64.s:72
	MOVOU X15, 192(DI)                                      // memclr_amd64.s:73
	MOVOU X15, 208(DI)                                      // memclr_amd64.s:74
	MOVOU X15, 224(DI)                                      // memclr_amd64.s:75
	MOVOU X15, 240(DI)                                      // memclr_amd64.s:76
	SUBQ $256, BX                                           // memclr_amd64.s:77
	ADDQ $256, DI                                           // memclr_amd64.s:78
	CMPQ BX, $256                                           // memclr_amd64.s:79
	JCC clear256                                            // memclr_amd64.s:80
	JMP tail                                                // memclr_amd64.s:81
withAVX2:
	// Left out: lines 85-106, stores of 32 bytes.
	UNDEF
withERMS:
	// X86.HasAVX2
	CMPB internal/cpu.X86+67(SB), $1                        // memclr_amd64.s:110
	JNE repeatStore                                         // memclr_amd64.s:111
	// Left out: lines 114-119, and where they go for 32 MB and more, lines 132-157, non-temporal stores of 32 bytes.
	UNDEF
repeatStore:
	MOVQ BX, CX                                             // memclr_amd64.s:124
	SHRQ $3, CX                                             // memclr_amd64.s:125
	ANDQ $7, BX                                             // memclr_amd64.s:126
	REP                                                     // memclr_amd64.s:127
	STOSQ                                                   // memclr_amd64.s:127
	JMP tail                                                // memclr_amd64.s:128
clear1or2:
	MOVB AL, (DI)                                           // memclr_amd64.s:160
	MOVB AL, -1(DI)(BX*1)                                   // memclr_amd64.s:161
	RET                                                     // memclr_amd64.s:162
clear0:
	RET                                                     // memclr_amd64.s:164
clear3or4:
	MOVW AX, (DI)                                           // memclr_amd64.s:166
	MOVW AX, -2(DI)(BX*1)                                   // memclr_amd64.s:167
	RET                                                     // memclr_amd64.s:168
clear5to7:
	MOVL AX, (DI)                                           // memclr_amd64.s:170
	MOVL AX, -4(DI)(BX*1)                                   // memclr_amd64.s:171
	RET                                                     // memclr_amd64.s:172
clear8:
	MOVQ AX, (DI)                                           // memclr_amd64.s:175
	RET                                                     // memclr_amd64.s:176
clear9to16:
	MOVQ AX, (DI)                                           // memclr_amd64.s:178
	MOVQ AX, -8(DI)(BX*1)                                   // memclr_amd64.s:179
	RET                                                     // memclr_amd64.s:180
clear17to32:
	MOVOU X15, (DI)                                         // memclr_amd64.s:182
	MOVOU X15, -16(DI)(BX*1)                                // memclr_amd64.s:183
	RET                                                     // memclr_amd64.s:184
clear33to64:
	MOVOU X15, (DI)                                         // memclr_amd64.s:186
	MOVOU X15, 16(DI)                                       // memclr_amd64.s:187
	MOVOU X15, -32(DI)(BX*1)                                // memclr_amd64.s:188
	MOVOU X15, -16(DI)(BX*1)                                // memclr_amd64.s:189
	RET                                                     // memclr_amd64.s:190
clear65to128:
	MOVOU X15, (DI)                                         // memclr_amd64.s:192
	MOVOU X15, 16(DI)                                       // memclr_amd64.s:193
	MOVOU X15, 32(DI)                                       // memclr_amd64.s:194
	MOVOU X15, 48(DI)                                       // memclr_amd64.s:195
	MOVOU X15, -64(DI)(BX*1)                                // memclr_amd64.s:196
	MOVOU X15, -48(DI)(BX*1)                                // memclr_amd64.s:197
	MOVOU X15, -32(DI)(BX*1)                                // memclr_amd64.s:198
	MOVOU X15, -16(DI)(BX*1)                                // memclr_amd64.s:199
	RET                                                     // memclr_amd64.s:200
clear129to256:
	MOVOU X15, (DI)                                         // memclr_amd64.s:202
	MOVOU X15, 16(DI)                                       // memclr_amd64.s:203
	MOVOU X15, 32(DI)                                       // memclr_amd64.s:204
	MOVOU X15, 48(DI)                                       // memclr_amd64.s:205
	MOVOU X15, 64(DI)                                       // memclr_amd64.s:206
	MOVOU X15, 80(DI)                                       // memclr_amd64.s:207
	MOVOU X15, 96(DI)                                       // memclr_amd64.s:208
	MOVOU X15, 112(DI)                                      // memclr_amd64.s:209
	MOVOU X15, -128(DI)(BX*1)                               // memclr_amd64.s:210
	MOVOU X15, -112(DI)(BX*1)                               // memclr_amd64.s:211
	MOVOU X15, -96(DI)(BX*1)                                // memclr_amd64.s:212
	MOVOU X15, -80(DI)(BX*1)                                // memclr_amd64.s:213
	MOVOU X15, -64(DI)(BX*1)                                // memclr_amd64.s:214
	MOVOU X15, -48(DI)(BX*1)                                // memclr_amd64.s:215
	MOVOU X15, -32(DI)(BX*1)                                // memclr_amd64.s:216
	MOVOU X15, -16(DI)(BX*1)                                // memclr_amd64.s:217
	RET                                                     // memclr_amd64.s:218
