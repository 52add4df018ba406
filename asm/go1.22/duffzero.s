// runtime.duffzero of Go 1.22.12, linux/amd64, GOAMD64=v1: src/runtime/duff_amd64.s:7-104.
//
// Zeroes up to 1024 bytes, 16 at a store. Callers jump into the middle of it, past what they do not need.
//
// Entry:  DI address; X15 0
// Exit:   nothing; DI moved on
// Stack:  none
//
// Shared accesses: none on the paths used here, where it zeroes an hiter on the stack of its core.

TEXT runtime.duffzero(SB), NOSPLIT|NOFRAME|ABIInternal, $0-0
	MOVUPS X15, (DI)                                        // duff_amd64.s:8
	MOVUPS X15, 16(DI)                                      // duff_amd64.s:9
	MOVUPS X15, 32(DI)                                      // duff_amd64.s:10
	MOVUPS X15, 48(DI)                                      // duff_amd64.s:11
	LEAQ 64(DI), DI                                         // duff_amd64.s:12
	MOVUPS X15, (DI)                                        // duff_amd64.s:14
	MOVUPS X15, 16(DI)                                      // duff_amd64.s:15
	MOVUPS X15, 32(DI)                                      // duff_amd64.s:16
	MOVUPS X15, 48(DI)                                      // duff_amd64.s:17
	LEAQ 64(DI), DI                                         // duff_amd64.s:18
	MOVUPS X15, (DI)                                        // duff_amd64.s:20
	MOVUPS X15, 16(DI)                                      // duff_amd64.s:21
	MOVUPS X15, 32(DI)                                      // duff_amd64.s:22
	MOVUPS X15, 48(DI)                                      // duff_amd64.s:23
	LEAQ 64(DI), DI                                         // duff_amd64.s:24
	MOVUPS X15, (DI)                                        // duff_amd64.s:26
	MOVUPS X15, 16(DI)                                      // duff_amd64.s:27
	MOVUPS X15, 32(DI)                                      // duff_amd64.s:28
	MOVUPS X15, 48(DI)                                      // duff_amd64.s:29
	LEAQ 64(DI), DI                                         // duff_amd64.s:30
	MOVUPS X15, (DI)                                        // duff_amd64.s:32
	MOVUPS X15, 16(DI)                                      // duff_amd64.s:33
	MOVUPS X15, 32(DI)                                      // duff_amd64.s:34
	MOVUPS X15, 48(DI)                                      // duff_amd64.s:35
	LEAQ 64(DI), DI                                         // duff_amd64.s:36
	MOVUPS X15, (DI)                                        // duff_amd64.s:38
	MOVUPS X15, 16(DI)                                      // duff_amd64.s:39
	MOVUPS X15, 32(DI)                                      // duff_amd64.s:40
	MOVUPS X15, 48(DI)                                      // duff_amd64.s:41
	LEAQ 64(DI), DI                                         // duff_amd64.s:42
	MOVUPS X15, (DI)                                        // duff_amd64.s:44
	MOVUPS X15, 16(DI)                                      // duff_amd64.s:45
	MOVUPS X15, 32(DI)                                      // duff_amd64.s:46
	MOVUPS X15, 48(DI)                                      // duff_amd64.s:47
	LEAQ 64(DI), DI                                         // duff_amd64.s:48
	MOVUPS X15, (DI)                                        // duff_amd64.s:50
	MOVUPS X15, 16(DI)                                      // duff_amd64.s:51
	MOVUPS X15, 32(DI)                                      // duff_amd64.s:52
	MOVUPS X15, 48(DI)                                      // duff_amd64.s:53
	LEAQ 64(DI), DI                                         // duff_amd64.s:54
	MOVUPS X15, (DI)                                        // duff_amd64.s:56
	MOVUPS X15, 16(DI)                                      // duff_amd64.s:57
	MOVUPS X15, 32(DI)                                      // duff_amd64.s:58
	MOVUPS X15, 48(DI)                                      // duff_amd64.s:59
	LEAQ 64(DI), DI                                         // duff_amd64.s:60
	MOVUPS X15, (DI)                                        // duff_amd64.s:62
	MOVUPS X15, 16(DI)                                      // duff_amd64.s:63
	MOVUPS X15, 32(DI)                                      // duff_amd64.s:64
	MOVUPS X15, 48(DI)                                      // duff_amd64.s:65
	LEAQ 64(DI), DI                                         // duff_amd64.s:66
	MOVUPS X15, (DI)                                        // duff_amd64.s:68
	MOVUPS X15, 16(DI)                                      // duff_amd64.s:69
	MOVUPS X15, 32(DI)                                      // duff_amd64.s:70
	MOVUPS X15, 48(DI)                                      // duff_amd64.s:71
	LEAQ 64(DI), DI                                         // duff_amd64.s:72
	MOVUPS X15, (DI)                                        // duff_amd64.s:74
	MOVUPS X15, 16(DI)                                      // duff_amd64.s:75
	MOVUPS X15, 32(DI)                                      // duff_amd64.s:76
	MOVUPS X15, 48(DI)                                      // duff_amd64.s:77
	LEAQ 64(DI), DI                                         // duff_amd64.s:78
	MOVUPS X15, (DI)                                        // duff_amd64.s:80
	MOVUPS X15, 16(DI)                                      // duff_amd64.s:81
	MOVUPS X15, 32(DI)                                      // duff_amd64.s:82
	MOVUPS X15, 48(DI)                                      // duff_amd64.s:83
	LEAQ 64(DI), DI                                         // duff_amd64.s:84
	MOVUPS X15, (DI)                                        // duff_amd64.s:86
	MOVUPS X15, 16(DI)                                      // duff_amd64.s:87
	MOVUPS X15, 32(DI)                                      // duff_amd64.s:88
	MOVUPS X15, 48(DI)                                      // duff_amd64.s:89
	LEAQ 64(DI), DI                                         // duff_amd64.s:90
	MOVUPS X15, (DI)                                        // duff_amd64.s:92
	MOVUPS X15, 16(DI)                                      // duff_amd64.s:93
	MOVUPS X15, 32(DI)                                      // duff_amd64.s:94
	MOVUPS X15, 48(DI)                                      // duff_amd64.s:95
	LEAQ 64(DI), DI                                         // duff_amd64.s:96
	MOVUPS X15, (DI)                                        // duff_amd64.s:98
	MOVUPS X15, 16(DI)                                      // duff_amd64.s:99
	MOVUPS X15, 32(DI)                                      // duff_amd64.s:100
	MOVUPS X15, 48(DI)                                      // duff_amd64.s:101
	LEAQ 64(DI), DI                                         // duff_amd64.s:102
	RET                                                     // duff_amd64.s:104
