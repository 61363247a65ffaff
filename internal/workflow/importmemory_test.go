package workflow

import (
	"math"
	"runtime/debug"
	"testing"
)

// TestMemoryLimit holds that a limit is set, makes room for large documents alone, and is
// gone afterwards; one that somebody else set stays.
func TestMemoryLimit(t *testing.T) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(math.MaxInt64))
	l := limitMemory()
	first := debug.SetMemoryLimit(-1)
	if first < importMemory || first == math.MaxInt64 {
		t.Errorf("limited to %d", first)
	}
	l.makeRoom(largeDocument)
	if now := debug.SetMemoryLimit(-1); now != first {
		t.Errorf("a small document raises the limit from %d to %d", first, now)
	}
	l.makeRoom(50 << 20)
	if now := debug.SetMemoryLimit(-1); now != first+documentMemory*50<<20 {
		t.Errorf("%d with room for a document of 50 MB, %d before", now, first)
	}
	l.end()
	if now := debug.SetMemoryLimit(-1); now != math.MaxInt64 {
		t.Errorf("%d stays", now)
	}
	debug.SetMemoryLimit(1 << 30)
	l = limitMemory()
	l.makeRoom(50 << 20)
	if now := debug.SetMemoryLimit(-1); now != 1<<30 {
		t.Errorf("somebody's limit became %d", now)
	}
	l.end()
}
