package csafcheck

import "testing"

// TestPatterns compiles every regular expression that is put off until its first
// use, wherever a package variable or a schema holds one.
func TestPatterns(t *testing.T) {
	if len(patterns) < 30 {
		t.Fatalf("only %d patterns are known", len(patterns))
	}
	for _, p := range patterns {
		p.get()
	}
}
