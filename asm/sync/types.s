// The descriptors of types that the code of this folder reads, as Go 1.22.12's compiler makes them for linux/amd64
// (internal/abi/type.go): what nobody reads here (Hash, GCData, Str, PtrToThis) is 0. A test compares the rest with those of a
// compiled program.
//
// A Type: size +0, bytes with pointers +8, hash +16 (4), flags +20 (1), alignment +21 (1), of a field +22 (1), kind +23 (1),
// Equal +24. A MapType goes on with key +48, element +56, bucket +64, Hasher +72, their sizes +80 (1), +81 (1), +82 (2), flags +84.

// Flags 0xf: uncommon, extra star, named, regular memory; kind 11.
DATA type:uint64+0(SB)/8, $8
DATA type:uint64+16(SB)/8, $0x0b08080f00000000
DATA type:uint64+24(SB)/8, $runtime.memequal64·f(SB)
GLOBL type:uint64(SB), RODATA, $48

// An any: type and data. Kind 20, an interface.
DATA type:interface {}+0(SB)/8, $16
DATA type:interface {}+8(SB)/8, $16
DATA type:interface {}+16(SB)/8, $0x1408080200000000
DATA type:interface {}+24(SB)/8, $runtime.nilinterequal·f(SB)
GLOBL type:interface {}(SB), RODATA, $80

// Kind 22 + 32: a pointer, which an interface holds itself.
DATA type:*sync.entry+0(SB)/8, $8
DATA type:*sync.entry+8(SB)/8, $8
DATA type:*sync.entry+16(SB)/8, $0x3608080900000000
DATA type:*sync.entry+24(SB)/8, $runtime.memequal64·f(SB)
GLOBL type:*sync.entry(SB), RODATA, $56

// 8 tophashes, 8 keys of 16 bytes, 8 elements of 8, the overflow pointer.
DATA type:map.bucket[interface {}]*sync.entry+0(SB)/8, $208
DATA type:map.bucket[interface {}]*sync.entry+8(SB)/8, $208
DATA type:map.bucket[interface {}]*sync.entry+16(SB)/8, $0x1908080200000000
GLOBL type:map.bucket[interface {}]*sync.entry(SB), RODATA, $80

// Flags 24: keys are to be overwritten, and hashing may panic.
DATA type:map[interface {}]*sync.entry+0(SB)/8, $8
DATA type:map[interface {}]*sync.entry+8(SB)/8, $8
DATA type:map[interface {}]*sync.entry+16(SB)/8, $0x3508080200000000
DATA type:map[interface {}]*sync.entry+48(SB)/8, $type:interface {}(SB)
DATA type:map[interface {}]*sync.entry+56(SB)/8, $type:*sync.entry(SB)
DATA type:map[interface {}]*sync.entry+64(SB)/8, $type:map.bucket[interface {}]*sync.entry(SB)
DATA type:map[interface {}]*sync.entry+72(SB)/8, $runtime.nilinterhash·f(SB)
DATA type:map[interface {}]*sync.entry+80(SB)/8, $0x1800d00810
GLOBL type:map[interface {}]*sync.entry(SB), RODATA, $88

DATA type:runtime.hmap+0(SB)/8, $48
DATA type:runtime.hmap+8(SB)/8, $48
DATA type:runtime.hmap+16(SB)/8, $0x1908080f00000000
GLOBL type:runtime.hmap(SB), RODATA, $80

DATA type:runtime.mapextra+0(SB)/8, $24
DATA type:runtime.mapextra+8(SB)/8, $24
DATA type:runtime.mapextra+16(SB)/8, $0x1908080f00000000
GLOBL type:runtime.mapextra(SB), RODATA, $80

DATA type:sync.entry+0(SB)/8, $8
DATA type:sync.entry+8(SB)/8, $8
DATA type:sync.entry+16(SB)/8, $0x1908080700000000
GLOBL type:sync.entry(SB), RODATA, $80

DATA type:sync.readOnly+0(SB)/8, $16
DATA type:sync.readOnly+8(SB)/8, $8
DATA type:sync.readOnly+16(SB)/8, $0x1908080700000000
GLOBL type:sync.readOnly(SB), RODATA, $80

DATA runtime.nilinterhash·f+0(SB)/8, $runtime.nilinterhash(SB)
GLOBL runtime.nilinterhash·f(SB), RODATA, $8

DATA runtime.nilinterequal·f+0(SB)/8, $runtime.nilinterequal(SB)
GLOBL runtime.nilinterequal·f(SB), RODATA, $8

// src/sync/map.go:78: an address that no value has. Go fills it in when the program starts.
DATA sync.expunged+0(SB)/8, $sync.expunged.value(SB)
GLOBL sync.expunged(SB), NOPTR, $8
GLOBL sync.expunged.value(SB), NOPTR, $16
