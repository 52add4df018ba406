// Size classes of Go 1.22.12's allocator: src/runtime/sizeclasses.go. makeBucketArray and growslice round up with them:
// size_to_class8[(n+7)/8] for n up to 1016 bytes, size_to_class128[(n-1024+127)/128] above, up to 32760.

// sizeclasses.go:94: 68 entries of 2 bytes.
DATA runtime.class_to_size+0(SB)/8, $0x0018001000080000
DATA runtime.class_to_size+8(SB)/8, $0x0050004000300020
DATA runtime.class_to_size+16(SB)/8, $0x0090008000700060
DATA runtime.class_to_size+24(SB)/8, $0x00d000c000b000a0
DATA runtime.class_to_size+32(SB)/8, $0x0120010000f000e0
DATA runtime.class_to_size+40(SB)/8, $0x01a0018001600140
DATA runtime.class_to_size+48(SB)/8, $0x0240020001e001c0
DATA runtime.class_to_size+56(SB)/8, $0x0380030002c00280
DATA runtime.class_to_size+64(SB)/8, $0x0580050004800400
DATA runtime.class_to_size+72(SB)/8, $0x0900080007000600
DATA runtime.class_to_size+80(SB)/8, $0x0d800c800c000a80
DATA runtime.class_to_size+88(SB)/8, $0x1800150013001000
DATA runtime.class_to_size+96(SB)/8, $0x20001b001a801980
DATA runtime.class_to_size+104(SB)/8, $0x2a80280026002500
DATA runtime.class_to_size+112(SB)/8, $0x4000380035003000
DATA runtime.class_to_size+120(SB)/8, $0x550050004a804800
DATA runtime.class_to_size+128(SB)/8, $0x800070006a806000
GLOBL runtime.class_to_size(SB), RODATA, $136

// sizeclasses.go:97: 129 entries of 1 byte.
DATA runtime.size_to_class8+0(SB)/8, $0x0605050403020100
DATA runtime.size_to_class8+8(SB)/8, $0x0a09090808070706
DATA runtime.size_to_class8+16(SB)/8, $0x0e0d0d0c0c0b0b0a
DATA runtime.size_to_class8+24(SB)/8, $0x12111110100f0f0e
DATA runtime.size_to_class8+32(SB)/8, $0x1414141313131312
DATA runtime.size_to_class8+40(SB)/8, $0x1616161515151514
DATA runtime.size_to_class8+48(SB)/8, $0x1818181717171716
DATA runtime.size_to_class8+56(SB)/8, $0x1a1a1a1919191918
DATA runtime.size_to_class8+64(SB)/8, $0x1b1b1b1b1b1b1b1a
DATA runtime.size_to_class8+72(SB)/8, $0x1c1c1c1c1c1c1c1b
DATA runtime.size_to_class8+80(SB)/8, $0x1d1d1d1d1d1d1d1c
DATA runtime.size_to_class8+88(SB)/8, $0x1e1e1e1e1e1e1e1d
DATA runtime.size_to_class8+96(SB)/8, $0x1f1f1f1f1f1f1f1e
DATA runtime.size_to_class8+104(SB)/8, $0x1f1f1f1f1f1f1f1f
DATA runtime.size_to_class8+112(SB)/8, $0x202020202020201f
DATA runtime.size_to_class8+120(SB)/8, $0x2020202020202020
DATA runtime.size_to_class8+128(SB)/1, $0x20
GLOBL runtime.size_to_class8(SB), RODATA, $129

// sizeclasses.go:98: 249 entries of 1 byte.
DATA runtime.size_to_class128+0(SB)/8, $0x2625252423222120
DATA runtime.size_to_class128+8(SB)/8, $0x2929282828272726
DATA runtime.size_to_class128+16(SB)/8, $0x2c2c2c2c2b2b2a29
DATA runtime.size_to_class128+24(SB)/8, $0x2e2d2d2d2d2d2d2c
DATA runtime.size_to_class128+32(SB)/8, $0x2f2f2f2f2f2e2e2e
DATA runtime.size_to_class128+40(SB)/8, $0x333231313030302f
DATA runtime.size_to_class128+48(SB)/8, $0x3333333333333333
DATA runtime.size_to_class128+56(SB)/8, $0x3434343434343433
DATA runtime.size_to_class128+64(SB)/8, $0x3636363535343434
DATA runtime.size_to_class128+72(SB)/8, $0x3838373737373736
DATA runtime.size_to_class128+80(SB)/8, $0x3838383838383838
DATA runtime.size_to_class128+88(SB)/8, $0x3939393939393938
DATA runtime.size_to_class128+96(SB)/8, $0x3a3a3a3a3a393939
DATA runtime.size_to_class128+104(SB)/8, $0x3b3b3b3b3b3b3b3a
DATA runtime.size_to_class128+112(SB)/8, $0x3b3b3b3b3b3b3b3b
DATA runtime.size_to_class128+120(SB)/8, $0x3c3c3c3c3c3c3c3b
DATA runtime.size_to_class128+128(SB)/8, $0x3c3c3c3c3c3c3c3c
DATA runtime.size_to_class128+136(SB)/8, $0x3e3e3d3d3d3d3d3c
DATA runtime.size_to_class128+144(SB)/8, $0x3e3e3e3e3e3e3e3e
DATA runtime.size_to_class128+152(SB)/8, $0x3f3f3f3f3f3f3f3e
DATA runtime.size_to_class128+160(SB)/8, $0x40404040403f3f3f
DATA runtime.size_to_class128+168(SB)/8, $0x4040404040404040
DATA runtime.size_to_class128+176(SB)/8, $0x4040404040404040
DATA runtime.size_to_class128+184(SB)/8, $0x4141414141414140
DATA runtime.size_to_class128+192(SB)/8, $0x4141414141414141
DATA runtime.size_to_class128+200(SB)/8, $0x4242414141414141
DATA runtime.size_to_class128+208(SB)/8, $0x4242424242424242
DATA runtime.size_to_class128+216(SB)/8, $0x4343434343434342
DATA runtime.size_to_class128+224(SB)/8, $0x4343434343434343
DATA runtime.size_to_class128+232(SB)/8, $0x4343434343434343
DATA runtime.size_to_class128+240(SB)/8, $0x4343434343434343
DATA runtime.size_to_class128+248(SB)/1, $0x43
GLOBL runtime.size_to_class128(SB), RODATA, $249
