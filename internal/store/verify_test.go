package store_test

import (
	"context"
	"strings"
	"testing"

	"fenceline/internal/store"
)

func TestVerify(t *testing.T) {
	ctx := context.Background()
	onEach(t, func(t *testing.T, s *store.Store) {
		fillOne(t, s)
		if err := s.Verify(ctx); err != nil {
			t.Fatal(err)
		}
		for _, key := range keys(t, s) {
			// Of these every bit is covered by a hash or a checksum.
			if !strings.HasPrefix(key, "original/") && !strings.HasPrefix(key, "event/") && !strings.HasPrefix(key, "more/") && key != "log-head" {
				continue
			}
			good := raw(t, s, key)
			spoiled := append([]byte(nil), good...)
			spoiled[len(spoiled)/2] ^= 1
			meddle(t, s, map[string][]byte{key: spoiled})
			if err := s.Verify(ctx); err == nil {
				t.Errorf("one bit of %q changed is not noticed", key)
			}
			meddle(t, s, map[string][]byte{key: good})
		}
	})
}
