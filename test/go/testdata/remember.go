// A program that knows nothing of fencepost, as somebody else might have written it.
package main

import "fmt"

type store struct{ seen map[uint64]uint64 }

//go:noinline
func remember(seen map[uint64]uint64, key uint64) bool {
	_, ok := seen[key]
	seen[key]++
	return ok
}

//go:noinline
func forget(seen map[uint64]uint64, key uint64) { delete(seen, key) }

//go:noinline
func weighted(seen map[uint64]uint64, a, b, c, d, e, f, g, h uint64) uint64 {
	remember(seen, a)
	return a + 2*b + 3*c + 4*d + 5*e + 6*f + 7*g + 8*h
}

//go:noinline
func (s *store) size() int { return len(s.seen) }

func main() {
	s := store{make(map[uint64]uint64)}
	for i := uint64(0); i < 40; i++ {
		remember(s.seen, i%7)
	}
	forget(s.seen, 3)
	fmt.Println(s.size(), weighted(s.seen, 1, 2, 3, 4, 5, 6, 7, 8))
}
