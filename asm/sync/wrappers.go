// The program whose compiled code is in this folder. Each function is one use of package sync, not inlined, so that what a
// core runs is what Go's compiler makes of it: the fast paths of RWMutex and Mutex are inlined here, as they are in any
// program.
package main

import "sync"

type pair struct {
	mu   sync.RWMutex
	x, y uint64
}

//go:noinline
func readPair(p *pair) (x, y uint64) {
	p.mu.RLock()
	x, y = p.x, p.y
	p.mu.RUnlock()
	return
}

//go:noinline
func writePair(p *pair, v uint64) {
	p.mu.Lock()
	p.x = v
	p.y = v
	p.mu.Unlock()
}

type counter struct {
	mu sync.Mutex
	n  uint64
}

//go:noinline
func count(c *counter) {
	c.mu.Lock()
	c.n++
	c.mu.Unlock()
}

//go:noinline
func load(m *sync.Map, k any) (v any, ok bool) { return m.Load(k) }

//go:noinline
func store(m *sync.Map, k, v any) { m.Store(k, v) }

//go:noinline
func remove(m *sync.Map, k any) { m.Delete(k) }

// What is inlined above is compiled for itself too.
var methods = []any{
	(*sync.RWMutex).RLock, (*sync.RWMutex).RUnlock, (*sync.Mutex).Lock, (*sync.Mutex).Unlock,
	(*sync.Map).Store, (*sync.Map).Delete,
}

func main() {
	var p pair
	writePair(&p, 1)
	println(readPair(&p))
	var c counter
	count(&c)
	var m sync.Map
	store(&m, uint64(1), uint64(2))
	v, ok := load(&m, uint64(1))
	println(v.(uint64), ok)
	remove(&m, uint64(1))
	println(len(methods))
}
