// runtime.memmove of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/memmove_amd64.s:35-532.
//
// Copies memory; up to 256 bytes all loads come before all stores. 8 bytes are one load and one store. What needs
// AVX is left out, with an UNDEF in its place: useAVXmemmove is 0 (globals.s).
//
// Entry:  AX to, BX from, CX bytes; X15 0
// Exit:   nothing; X15 0
// Clobbers: AX, BX, CX, SI, DI, X0 to X14
// Stack:  none; no stack check
//
// Shared accesses in order (source line, access and bytes, what, why):
//   memmove_amd64.s:149 load 1       from[0], from[n-1]      1 and 2 bytes: 2 loads, 2 stores
//   memmove_amd64.s:161 load 2       from[0..2]              3: loads of 2 and 1, stores of 2 and 1
//   memmove_amd64.s:157 load 4       from[0]                 4: 1 load, 1 store
//   memmove_amd64.s:167 load 4       from[0], from[n-4]      5 to 7: 2 loads, 2 stores
//   memmove_amd64.s:174 load 8       from[0]                 8: what a map[uint64]uint64 needs
//   memmove_amd64.s:175 store 8      to[0]
//   memmove_amd64.s:178 load 8       from[0], from[n-8]      9 to 16: 2 loads, 2 stores
//   memmove_amd64.s:184 load 16      from[0], from[n-16]     17 to 32: 2 loads, 2 stores
//   memmove_amd64.s:190 load 16      from                    33 to 64: 4 loads, 4 stores
//   memmove_amd64.s:200 load 16      from                    65 to 128: 8 loads, 8 stores
//   memmove_amd64.s:218 load 16      from                    129 to 256: 16 loads, 16 stores
//   memmove_amd64.s:255 load 16      from                    257 to 2048: 16 loads, 16 stores a turn; the rest as above
//   memmove_amd64.s:111 load 8       from                    above 2048: REP MOVSQ, with ERMS (0 here) REP MOVSB
//   memmove_amd64.s:139 load 8       from                    above 256, overlapping: REP MOVSQ downwards

TEXT runtime.memmove(SB), NOSPLIT|NOFRAME|ABIInternal, $0-24
	MOVQ AX, DI                                             // memmove_amd64.s:39
	MOVQ BX, SI                                             // memmove_amd64.s:40
	MOVQ CX, BX                                             // memmove_amd64.s:41
tail:
	TESTQ BX, BX                                            // memmove_amd64.s:54
	JEQ move0                                               // memmove_amd64.s:55
	CMPQ BX, $2                                             // memmove_amd64.s:56
	JLS move1or2                                            // memmove_amd64.s:57
	CMPQ BX, $4                                             // memmove_amd64.s:58
	JCS move3                                               // memmove_amd64.s:59
	JLS move4                                               // memmove_amd64.s:60
	CMPQ BX, $8                                             // memmove_amd64.s:61
	JCS move5to7                                            // memmove_amd64.s:62
	JEQ move8                                               // memmove_amd64.s:63
	CMPQ BX, $16                                            // memmove_amd64.s:64
	JLS move9to16                                           // memmove_amd64.s:65
	CMPQ BX, $32                                            // memmove_amd64.s:66
	JLS move17to32                                          // memmove_amd64.s:67
	CMPQ BX, $64                                            // memmove_amd64.s:68
	JLS move33to64                                          // memmove_amd64.s:69
	CMPQ BX, $128                                           // memmove_amd64.s:70
	JLS move65to128                                         // memmove_amd64.s:71
	CMPQ BX, $256                                           // memmove_amd64.s:72
	JLS move129to256                                        // memmove_amd64.s:73
	TESTB $1, runtime.useAVXmemmove(SB)                     // memmove_amd64.s:75
	JNE withAVX                                             // memmove_amd64.s:76
	CMPQ SI, DI                                             // memmove_amd64.s:81
	JLS backward                                            // memmove_amd64.s:82
forward:
	CMPQ BX, $2048                                          // memmove_amd64.s:88
	JLS move257to2048                                       // memmove_amd64.s:89
	// X86.HasERMS
	CMPB internal/cpu.X86+73(SB), $1                        // memmove_amd64.s:92
	JNE forwardBy8                                          // memmove_amd64.s:93
	MOVL SI, AX                                             // memmove_amd64.s:96
	ORL DI, AX                                              // memmove_amd64.s:97
	TESTL $7, AX                                            // memmove_amd64.s:98
	JEQ forwardBy8                                          // memmove_amd64.s:99
	MOVQ BX, CX                                             // memmove_amd64.s:102
	REP                                                     // memmove_amd64.s:103
	MOVSB                                                   // memmove_amd64.s:103
	RET                                                     // memmove_amd64.s:104
forwardBy8:
	MOVQ BX, CX                                             // memmove_amd64.s:108
	SHRQ $3, CX                                             // memmove_amd64.s:109
	ANDQ $7, BX                                             // memmove_amd64.s:110
	REP                                                     // memmove_amd64.s:111
	MOVSQ                                                   // memmove_amd64.s:111
	JMP tail                                                // memmove_amd64.s:112
backward:
	MOVQ SI, CX                                             // memmove_amd64.s:118
	// Do they overlap?
	ADDQ BX, CX                                             // memmove_amd64.s:119
	CMPQ CX, DI                                             // memmove_amd64.s:120
	JLS forward                                             // memmove_amd64.s:121
	ADDQ BX, DI                                             // memmove_amd64.s:126
	ADDQ BX, SI                                             // memmove_amd64.s:127
	STD                                                     // memmove_amd64.s:128
	MOVQ BX, CX                                             // memmove_amd64.s:133
	SHRQ $3, CX                                             // memmove_amd64.s:134
	ANDQ $7, BX                                             // memmove_amd64.s:135
	SUBQ $8, DI                                             // memmove_amd64.s:137
	SUBQ $8, SI                                             // memmove_amd64.s:138
	REP                                                     // memmove_amd64.s:139
	MOVSQ                                                   // memmove_amd64.s:139
	CLD                                                     // memmove_amd64.s:141
	ADDQ $8, DI                                             // memmove_amd64.s:142
	ADDQ $8, SI                                             // memmove_amd64.s:143
	SUBQ BX, DI                                             // memmove_amd64.s:144
	SUBQ BX, SI                                             // memmove_amd64.s:145
	JMP tail                                                // memmove_amd64.s:146
move1or2:
	MOVB (SI), AL                                           // memmove_amd64.s:149
	MOVB -1(SI)(BX*1), CL                                   // memmove_amd64.s:150
	MOVB AL, (DI)                                           // memmove_amd64.s:151
	MOVB CL, -1(DI)(BX*1)                                   // memmove_amd64.s:152
	RET                                                     // memmove_amd64.s:153
move0:
	RET                                                     // memmove_amd64.s:155
move4:
	MOVL (SI), AX                                           // memmove_amd64.s:157
	MOVL AX, (DI)                                           // memmove_amd64.s:158
	RET                                                     // memmove_amd64.s:159
move3:
	MOVW (SI), AX                                           // memmove_amd64.s:161
	MOVB 2(SI), CL                                          // memmove_amd64.s:162
	MOVW AX, (DI)                                           // memmove_amd64.s:163
	MOVB CL, 2(DI)                                          // memmove_amd64.s:164
	RET                                                     // memmove_amd64.s:165
move5to7:
	MOVL (SI), AX                                           // memmove_amd64.s:167
	MOVL -4(SI)(BX*1), CX                                   // memmove_amd64.s:168
	MOVL AX, (DI)                                           // memmove_amd64.s:169
	MOVL CX, -4(DI)(BX*1)                                   // memmove_amd64.s:170
	RET                                                     // memmove_amd64.s:171
move8:
	MOVQ (SI), AX                                           // memmove_amd64.s:174
	MOVQ AX, (DI)                                           // memmove_amd64.s:175
	RET                                                     // memmove_amd64.s:176
move9to16:
	MOVQ (SI), AX                                           // memmove_amd64.s:178
	MOVQ -8(SI)(BX*1), CX                                   // memmove_amd64.s:179
	MOVQ AX, (DI)                                           // memmove_amd64.s:180
	MOVQ CX, -8(DI)(BX*1)                                   // memmove_amd64.s:181
	RET                                                     // memmove_amd64.s:182
move17to32:
	MOVOU (SI), X0                                          // memmove_amd64.s:184
	MOVOU -16(SI)(BX*1), X1                                 // memmove_amd64.s:185
	MOVOU X0, (DI)                                          // memmove_amd64.s:186
	MOVOU X1, -16(DI)(BX*1)                                 // memmove_amd64.s:187
	RET                                                     // memmove_amd64.s:188
move33to64:
	MOVOU (SI), X0                                          // memmove_amd64.s:190
	MOVOU 16(SI), X1                                        // memmove_amd64.s:191
	MOVOU -32(SI)(BX*1), X2                                 // memmove_amd64.s:192
	MOVOU -16(SI)(BX*1), X3                                 // memmove_amd64.s:193
	MOVOU X0, (DI)                                          // memmove_amd64.s:194
	MOVOU X1, 16(DI)                                        // memmove_amd64.s:195
	MOVOU X2, -32(DI)(BX*1)                                 // memmove_amd64.s:196
	MOVOU X3, -16(DI)(BX*1)                                 // memmove_amd64.s:197
	RET                                                     // memmove_amd64.s:198
move65to128:
	MOVOU (SI), X0                                          // memmove_amd64.s:200
	MOVOU 16(SI), X1                                        // memmove_amd64.s:201
	MOVOU 32(SI), X2                                        // memmove_amd64.s:202
	MOVOU 48(SI), X3                                        // memmove_amd64.s:203
	MOVOU -64(SI)(BX*1), X4                                 // memmove_amd64.s:204
	MOVOU -48(SI)(BX*1), X5                                 // memmove_amd64.s:205
	MOVOU -32(SI)(BX*1), X6                                 // memmove_amd64.s:206
	MOVOU -16(SI)(BX*1), X7                                 // memmove_amd64.s:207
	MOVOU X0, (DI)                                          // memmove_amd64.s:208
	MOVOU X1, 16(DI)                                        // memmove_amd64.s:209
	MOVOU X2, 32(DI)                                        // memmove_amd64.s:210
	MOVOU X3, 48(DI)                                        // memmove_amd64.s:211
	MOVOU X4, -64(DI)(BX*1)                                 // memmove_amd64.s:212
	MOVOU X5, -48(DI)(BX*1)                                 // memmove_amd64.s:213
	MOVOU X6, -32(DI)(BX*1)                                 // memmove_amd64.s:214
	MOVOU X7, -16(DI)(BX*1)                                 // memmove_amd64.s:215
	RET                                                     // memmove_amd64.s:216
move129to256:
	MOVOU (SI), X0                                          // memmove_amd64.s:218
	MOVOU 16(SI), X1                                        // memmove_amd64.s:219
	MOVOU 32(SI), X2                                        // memmove_amd64.s:220
	MOVOU 48(SI), X3                                        // memmove_amd64.s:221
	MOVOU 64(SI), X4                                        // memmove_amd64.s:222
	MOVOU 80(SI), X5                                        // memmove_amd64.s:223
	MOVOU 96(SI), X6                                        // memmove_amd64.s:224
	MOVOU 112(SI), X7                                       // memmove_amd64.s:225
	MOVOU -128(SI)(BX*1), X8                                // memmove_amd64.s:226
	MOVOU -112(SI)(BX*1), X9                                // memmove_amd64.s:227
	MOVOU -96(SI)(BX*1), X10                                // memmove_amd64.s:228
	MOVOU -80(SI)(BX*1), X11                                // memmove_amd64.s:229
	MOVOU -64(SI)(BX*1), X12                                // memmove_amd64.s:230
	MOVOU -48(SI)(BX*1), X13                                // memmove_amd64.s:231
	MOVOU -32(SI)(BX*1), X14                                // memmove_amd64.s:232
	MOVOU -16(SI)(BX*1), X15                                // memmove_amd64.s:233
	MOVOU X0, (DI)                                          // memmove_amd64.s:234
	MOVOU X1, 16(DI)                                        // memmove_amd64.s:235
	MOVOU X2, 32(DI)                                        // memmove_amd64.s:236
	MOVOU X3, 48(DI)                                        // memmove_amd64.s:237
	MOVOU X4, 64(DI)                                        // memmove_amd64.s:238
	MOVOU X5, 80(DI)                                        // memmove_amd64.s:239
	MOVOU X6, 96(DI)                                        // memmove_amd64.s:240
	MOVOU X7, 112(DI)                                       // memmove_amd64.s:241
	MOVOU X8, -128(DI)(BX*1)                                // memmove_amd64.s:242
	MOVOU X9, -112(DI)(BX*1)                                // memmove_amd64.s:243
	MOVOU X10, -96(DI)(BX*1)                                // memmove_amd64.s:244
	MOVOU X11, -80(DI)(BX*1)                                // memmove_amd64.s:245
	MOVOU X12, -64(DI)(BX*1)                                // memmove_amd64.s:246
	MOVOU X13, -48(DI)(BX*1)                                // memmove_amd64.s:247
	MOVOU X14, -32(DI)(BX*1)                                // memmove_amd64.s:248
	MOVOU X15, -16(DI)(BX*1)                                // memmove_amd64.s:249
	PXOR X15, X15                                           // memmove_amd64.s:251
	RET                                                     // memmove_amd64.s:252
move257to2048:
	SUBQ $256, BX                                           // memmove_amd64.s:254
	MOVOU (SI), X0                                          // memmove_amd64.s:255
	MOVOU 16(SI), X1                                        // memmove_amd64.s:256
	MOVOU 32(SI), X2                                        // memmove_amd64.s:257
	MOVOU 48(SI), X3                                        // memmove_amd64.s:258
	MOVOU 64(SI), X4                                        // memmove_amd64.s:259
	MOVOU 80(SI), X5                                        // memmove_amd64.s:260
	MOVOU 96(SI), X6                                        // memmove_amd64.s:261
	MOVOU 112(SI), X7                                       // memmove_amd64.s:262
	MOVOU 128(SI), X8                                       // memmove_amd64.s:263
	MOVOU 144(SI), X9                                       // memmove_amd64.s:264
	MOVOU 160(SI), X10                                      // memmove_amd64.s:265
	MOVOU 176(SI), X11                                      // memmove_amd64.s:266
	MOVOU 192(SI), X12                                      // memmove_amd64.s:267
	MOVOU 208(SI), X13                                      // memmove_amd64.s:268
	MOVOU 224(SI), X14                                      // memmove_amd64.s:269
	MOVOU 240(SI), X15                                      // memmove_amd64.s:270
	MOVOU X0, (DI)                                          // memmove_amd64.s:271
	MOVOU X1, 16(DI)                                        // memmove_amd64.s:272
	MOVOU X2, 32(DI)                                        // memmove_amd64.s:273
	MOVOU X3, 48(DI)                                        // memmove_amd64.s:274
	MOVOU X4, 64(DI)                                        // memmove_amd64.s:275
	MOVOU X5, 80(DI)                                        // memmove_amd64.s:276
	MOVOU X6, 96(DI)                                        // memmove_amd64.s:277
	MOVOU X7, 112(DI)                                       // memmove_amd64.s:278
	MOVOU X8, 128(DI)                                       // memmove_amd64.s:279
	MOVOU X9, 144(DI)                                       // memmove_amd64.s:280
	MOVOU X10, 160(DI)                                      // memmove_amd64.s:281
	MOVOU X11, 176(DI)                                      // memmove_amd64.s:282
	MOVOU X12, 192(DI)                                      // memmove_amd64.s:283
	MOVOU X13, 208(DI)                                      // memmove_amd64.s:284
	MOVOU X14, 224(DI)                                      // memmove_amd64.s:285
	MOVOU X15, 240(DI)                                      // memmove_amd64.s:286
	CMPQ BX, $256                                           // memmove_amd64.s:287
	LEAQ 256(SI), SI                                        // memmove_amd64.s:288
	LEAQ 256(DI), DI                                        // memmove_amd64.s:289
	JGE move257to2048                                       // memmove_amd64.s:290
	PXOR X15, X15                                           // memmove_amd64.s:292
	JMP tail                                                // memmove_amd64.s:293
withAVX:
	// Left out: lines 299-532, loads and stores of 32 bytes.
	UNDEF
