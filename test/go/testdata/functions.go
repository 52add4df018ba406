// Functions of every kind that a call may come upon. What main does with them keeps the linker from leaving them out.
package main

import (
	"sync"
	"sync/atomic"
)

var counter uint64

var mutex sync.Mutex

type pair struct{ a, b int }

//go:noinline
func (p *pair) Sum() int { return p.a + p.b }

//go:noinline
func newPair(a, b int) *pair { return &pair{a, b} }

//go:noinline
func add(a, b int) int { return a + b }

//go:noinline
func negate(a int32) int32 { return -a }

//go:noinline
func isEven(a uint8) bool { return a%2 == 0 }

//go:noinline
func divide(a, b int) int { return a / b }

//go:noinline
func element(i int) int { return table[i%4:][0] + table[i] }

var table = []int{2, 3, 5, 7}

//go:noinline
func count() uint64 {
	counter++
	return counter
}

//go:noinline
func countAtomically() uint64 { return atomic.AddUint64(&counter, 1) }

//go:noinline
func countLocked() uint64 {
	mutex.Lock()
	defer mutex.Unlock()
	counter++
	return counter
}

//go:noinline
func allocate(n int) int {
	s := make([]int, n)
	for i := range s {
		s[i] = i
	}
	return s[n-1]
}

//go:noinline
func deep(n int) int {
	var frame [64]int
	frame[n%64] = n
	if n == 0 {
		return 0
	}
	return deep(n-1) + frame[n%64]
}

//go:noinline
func forever() {
	for {
	}
}

//go:noinline
func say(n int) { println(n) }

//go:noinline
func start() { go say(1) }

//go:noinline
func half(f float64) float64 { return f / 2 }

//go:noinline
func size(s string) int { return len(s) }

//go:noinline
func largest[T int | uint64](a, b T) T {
	if a > b {
		return a
	}
	return b
}

//go:noinline
func lookInt(m map[int]int, k int) int { return m[k] }

//go:noinline
func lookString(m map[string]int, k string) int { return m[k] }

func main() {
	p := newPair(1, 2)
	println(p.Sum(), add(1, 2), negate(3), isEven(4), divide(6, 3), element(1), count(), countAtomically(), countLocked())
	println(allocate(3), deep(3), half(1.5), size("four"), largest(1, 2), largest(uint64(1), 2))
	m := map[int]int{1: 2}
	m[len(m)] = 3
	println(lookInt(m, 1), lookString(map[string]int{"a": 1}, "a"))
	start()
	if counter == 1<<63 {
		forever()
	}
}
