// mapdelete_fast64 as section 2.4 of the article prints it (in Intel syntax there):
//
//   mov rax, [rbx + 0x10]   ; (1) bucket->next, without lfence
//   mov rdx, rbx            ; (2) the bucket's address, to be freed
//   call free               ; (3) the memory is freed
//
// The real code (asm/go1.22/mapdelete_fast64.s) frees nothing and takes no bucket out of a chain; what is at 16 in a bucket is keys[1],
// and the link to the next bucket is its last word (136). Here a bucket is three words: two of data, and `next` at 16.
//
// article.mapdelete, article.mapdeleteFenced: BX bucket; AX its next bucket
// article.free:                                DX bucket; ours: it writes 0xdead to every word, as an allocator that reuses it would
// article.walk:                                BX bucket; AX its next bucket: what a core that stands in the chain reads

TEXT article.mapdelete(SB), NOSPLIT|NOFRAME, $0-16
	MOVQ 16(BX), AX
	MOVQ BX, DX
	CALL article.free(SB)
	RET

// With the article's remedy.
TEXT article.mapdeleteFenced(SB), NOSPLIT|NOFRAME, $0-16
	LFENCE
	MOVQ 16(BX), AX
	MOVQ BX, DX
	CALL article.free(SB)
	RET

TEXT article.free(SB), NOSPLIT|NOFRAME, $0-8
	MOVQ $0xdead, (DX)
	MOVQ $0xdead, 8(DX)
	MOVQ $0xdead, 16(DX)
	RET

TEXT article.walk(SB), NOSPLIT|NOFRAME, $0-16
	MOVQ 16(BX), AX
	RET
