// Runs sequences of operations on a map[uint64]uint64, read from stdin, and writes a running digest after each operation
// to stdout. The words of stdin are little-endian, 8 bytes: for each sequence the hash seed, the number of operations,
// and kind, key and value of each. test/go/sequences/digest.ts computes the same digests from emulated memory.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"os"
	"unsafe"
)

// The hash function is the one without AES, with the words of asm/go1.22/hashkey.s in place of random ones.

//go:linkname useAeshash runtime.useAeshash
var useAeshash bool

//go:linkname hashkey runtime.hashkey
var hashkey [4]uintptr

type hmap struct {
	count      int
	flags      uint8
	B          uint8
	noverflow  uint16
	hash0      uint32
	buckets    unsafe.Pointer
	oldbuckets unsafe.Pointer
	nevacuate  uintptr
	extra      unsafe.Pointer
}

const bucketSize = 144

var m map[uint64]uint64

//go:noinline
func put(m map[uint64]uint64, k, v uint64) { m[k] = v }

//go:noinline
func get(m map[uint64]uint64, k uint64) (uint64, bool) {
	v, ok := m[k]
	return v, ok
}

//go:noinline
func inc(m map[uint64]uint64, k uint64) { m[k]++ }

//go:noinline
func del(m map[uint64]uint64, k uint64) { delete(m, k) }

//go:noinline
func length(m map[uint64]uint64) int { return len(m) }

//go:noinline
func sum(m map[uint64]uint64) uint64 {
	var total uint64
	for _, v := range m {
		total += v
	}
	return total
}

type digest uint32

func (d *digest) add(word uint64) {
	*d = (*d ^ digest(uint32(word))) * 16777619
	*d = (*d ^ digest(uint32(word>>32))) * 16777619
	*d ^= *d >> 15
}

// The fields that are no addresses.
func (d *digest) header(h *hmap) {
	d.add(uint64(h.count))
	d.add(uint64(h.flags) | uint64(h.B)<<8 | uint64(h.noverflow)<<16 | uint64(h.hash0)<<32)
	d.add(uint64(h.nevacuate))
	if h.oldbuckets == nil {
		d.add(0)
	} else {
		d.add(1)
	}
}

// Every bucket of an array, each with its overflow buckets: all bytes but the address of the next one.
func (d *digest) array(start unsafe.Pointer, B uint8) {
	for i := uintptr(0); i < 1<<B; i++ {
		for b := unsafe.Add(start, i*bucketSize); b != nil; b = *(*unsafe.Pointer)(unsafe.Add(b, bucketSize-8)) {
			for at := uintptr(0); at < bucketSize-8; at += 8 {
				d.add(*(*uint64)(unsafe.Add(b, at)))
			}
			d.add(0xb)
		}
	}
}

func (d *digest) buckets(h *hmap) {
	if h.oldbuckets != nil {
		oldB := h.B
		if h.flags&8 == 0 {
			oldB--
		}
		d.array(h.oldbuckets, oldB)
	}
	if h.buckets != nil {
		d.array(h.buckets, h.B)
	}
}

func main() {
	useAeshash = false
	hashkey = [4]uintptr{0x243f6a8885a308d3, 0x13198a2e03707345, 0xa4093822299f31d1, 0x082efa98ec4e6c89}
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	defer out.Flush()
	var buffer [24]byte
	for {
		if _, err := io.ReadFull(in, buffer[:16]); err != nil {
			return
		}
		seed := uint32(binary.LittleEndian.Uint64(buffer[:]))
		n := binary.LittleEndian.Uint64(buffer[8:])
		m = make(map[uint64]uint64)
		h := *(**hmap)(unsafe.Pointer(&m))
		h.hash0 = seed
		var d digest = 2166136261
		for i := uint64(0); i < n; i++ {
			io.ReadFull(in, buffer[:])
			key := binary.LittleEndian.Uint64(buffer[8:])
			value := binary.LittleEndian.Uint64(buffer[16:])
			switch binary.LittleEndian.Uint64(buffer[:]) {
			case 0:
				put(m, key, value)
			case 1:
				inc(m, key)
			case 2:
				del(m, key)
			case 3:
				v, ok := get(m, key)
				d.add(v)
				if ok {
					d.add(1)
				} else {
					d.add(0)
				}
			case 4:
				d.add(uint64(length(m)))
			case 5:
				d.add(sum(m))
			}
			// A map that a delete has emptied draws a new seed (map_fast64.go:339).
			if h.count == 0 {
				h.hash0 = seed
			}
			d.header(h)
			if i%16 == 15 || i == n-1 {
				d.buckets(h)
			}
			binary.LittleEndian.PutUint32(buffer[:], uint32(d))
			out.Write(buffer[:4])
		}
	}
}
