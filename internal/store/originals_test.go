package store_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/store/storetest"
)

func TestOriginals(t *testing.T) {
	ctx := context.Background()
	onEach(t, func(t *testing.T, s *store.Store) {
		for name, data := range map[string][]byte{
			"empty": {}, "small": []byte("{}"), "dull": bytes.Repeat([]byte("x"), 5<<20), "large": []byte(noise(9, 4<<20)),
		} {
			d := digest(data)
			if err := s.PutOriginal(ctx, d, data); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			view(t, s, func(r *store.Read) error {
				got, err := r.Original(d)
				if !bytes.Equal(got, data) {
					t.Errorf("%s: %d bytes come back of %d", name, len(got), len(data))
				}
				has, errHas := r.HasOriginal(d)
				if !has {
					t.Errorf("%s: it is not said to be there", name)
				}
				return errors.Join(err, errHas)
			})
		}
	})
}

func TestOriginalInTransaction(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		packed := store.Compress(document)
		update(t, s, func(w *store.Write) error { return w.PutOriginal(digest(document), packed) })
		view(t, s, func(r *store.Read) error {
			got, err := r.Original(digest(document))
			if !bytes.Equal(got, document) {
				t.Error("other bytes come back")
			}
			return err
		})
		large := []byte(noise(9, 4<<20))
		err := s.Update(context.Background(), func(w *store.Write) error { return w.PutOriginal(digest(large), store.Compress(large)) })
		if !errors.Is(err, store.ErrTooLarge) {
			t.Errorf("4 MB in a transaction: %v, want ErrTooLarge", err)
		}
	})
}

func TestOriginalUnderAnotherDigest(t *testing.T) {
	s := newStore(t, engines[1].fresh(t))
	before := keys(t, s)
	wrong := strings.Repeat("0", 64)
	if err := s.PutOriginal(context.Background(), wrong, document); err == nil {
		t.Error("bytes are stored under a digest they do not have")
	}
	err := s.Update(context.Background(), func(w *store.Write) error { return w.PutOriginal(wrong, store.Compress(document)) })
	if err == nil {
		t.Error("bytes are stored under a digest they do not have, in a transaction")
	}
	same(t, "keys", before, keys(t, s))
}

// TestOriginalIsPutOnce counts the writes of the same bytes again.
func TestOriginalIsPutOnce(t *testing.T) {
	counter := &storetest.Faults{}
	s := newStore(t, engines[0].fresh(t))
	counted := store.New(counter.Wrap(s.Engine()))
	if err := counted.PutOriginal(context.Background(), digest(inventory), inventory); err != nil {
		t.Fatal(err)
	}
	once := counter.Writes()
	if err := counted.PutOriginal(context.Background(), digest(inventory), inventory); err != nil {
		t.Fatal(err)
	}
	if once < 3 || counter.Writes() != once {
		t.Errorf("%d writes at first, %d in all", once, counter.Writes())
	}
}

// TestDamagedOriginal spoils kept bytes in ways the compressor does not notice
// as well as in those it does.
func TestDamagedOriginal(t *testing.T) {
	chunk := "original/" + digest(document) + "/000000"
	other := store.Compress([]byte("other bytes"))
	tests := []struct {
		name  string
		spoil func(t *testing.T, s *store.Store)
	}{
		{"a byte changed", func(t *testing.T, s *store.Store) {
			value := raw(t, s, chunk)
			value[len(value)/2] ^= 1
			meddle(t, s, map[string][]byte{chunk: value})
		}},
		{"chunk missing", func(t *testing.T, s *store.Store) { meddle(t, s, map[string][]byte{chunk: nil}) }},
		{"another original's chunk", func(t *testing.T, s *store.Store) {
			d := digest([]byte("other bytes"))
			update(t, s, func(w *store.Write) error { return w.PutOriginal(d, other) })
			meddle(t, s, map[string][]byte{chunk: raw(t, s, "original/"+d+"/000000")})
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newStore(t, engines[1].fresh(t))
			update(t, s, func(w *store.Write) error { return w.PutOriginal(digest(document), store.Compress(document)) })
			tt.spoil(t, s)
			err := s.View(context.Background(), func(r *store.Read) error {
				_, err := r.Original(digest(document))
				return err
			})
			wantKind(t, err, domain.Corrupt)
		})
	}
}
