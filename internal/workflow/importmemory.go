package workflow

import (
	"math"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// What an import may take beside what lives when it begins, before garbage is collected
// more often than it would be: a desk has to run on a workstation with other work. A large
// document needs several times its bytes while it is read.
const (
	importMemory   = 300 << 20
	documentMemory = 8 // times its size
)

// memoryLimit keeps an import's memory down. Documents stream through and little of them
// lives long, so that it costs a few percent more CPU.
type memoryLimit struct {
	mu     sync.Mutex
	before int64
	limit  int64 // 0: somebody else set one
}

// limitMemory begins a limit; end it with [memoryLimit.end].
func limitMemory() *memoryLimit {
	l := &memoryLimit{before: debug.SetMemoryLimit(-1)}
	if l.before != math.MaxInt64 {
		return l
	}
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	l.limit = importMemory
	if live[0].Value.Kind() == metrics.KindUint64 {
		l.limit += int64(live[0].Value.Uint64())
	}
	debug.SetMemoryLimit(l.limit)
	return l
}

// makeRoom raises the limit for a large document; it stays raised, since what came of it
// may wait to be written.
func (l *memoryLimit) makeRoom(size int64) {
	if size <= largeDocument {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.limit > 0 {
		l.limit += documentMemory * size
		debug.SetMemoryLimit(l.limit)
	}
}

func (l *memoryLimit) end() { debug.SetMemoryLimit(l.before) }
