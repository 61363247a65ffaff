package store

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestSortedKeys compares the runs with one plain sorted list, over enough keys
// that runs are halved many times.
func TestSortedKeys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.StringOfN(rapid.RuneFrom([]rune("abc/")), 1, 7, -1)
		var keys sortedKeys
		var plain []string
		for range rapid.IntRange(0, 3000).Draw(t, "keys") {
			key := letters.Draw(t, "key")
			at, found := slices.BinarySearch(plain, key)
			if found {
				continue
			}
			plain = slices.Insert(plain, at, key)
			keys.insert(key)
			if rapid.IntRange(0, 40).Draw(t, "ask") == 0 {
				if got, ok := keys.from(plain[0]); !ok || got != plain[0] {
					t.Fatalf("the first: %q, %v", got, ok)
				}
			}
		}
		if got := slices.Collect(keys.all()); !slices.Equal(got, plain) || keys.len() != len(plain) {
			t.Fatalf("%d keys %q, want %d %q", keys.len(), got, len(plain), plain)
		}
		for range 50 {
			probe := letters.Draw(t, "probe")
			at, _ := slices.BinarySearch(plain, probe)
			got, ok := keys.from(probe)
			if ok != (at < len(plain)) || ok && got != plain[at] {
				t.Fatalf("from %q: %q, %v", probe, got, ok)
			}
			got, ok = keys.below(probe)
			if ok != (at > 0) || ok && got != plain[at-1] {
				t.Fatalf("below %q: %q, %v", probe, got, ok)
			}
		}
		got, ok := keys.below("")
		if ok != (len(plain) > 0) || ok && got != plain[len(plain)-1] {
			t.Fatalf("the last: %q, %v", got, ok)
		}
	})
}
