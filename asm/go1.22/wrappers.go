// The callers whose compiled code is in wrappers.s. Each is one map operation of the language, not inlined, so that the
// caller's own load or store of the element (after the runtime function has returned) is part of what a core runs.
package main

//go:noinline
func put(m map[uint64]uint64, k, v uint64) { m[k] = v }

//go:noinline
func get(m map[uint64]uint64, k uint64) (uint64, bool) {
	v, ok := m[k]
	return v, ok
}

//go:noinline
func read(m map[uint64]uint64, k uint64) uint64 { return m[k] }

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

func main() {
	m := make(map[uint64]uint64)
	put(m, 1, 2)
	inc(m, 1)
	println(sum(m))
	v, ok := get(m, 1)
	del(m, 1)
	println(v, ok, read(m, 1), length(m))
}
