package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"fenceline/internal/store"
)

func testLimits(t *testing.T, open Opener) {
	e := opened(t, open)
	l := e.Limits()
	if l != store.DefaultLimits() {
		t.Fatalf("limits are %+v, want the default %+v", l, store.DefaultLimits())
	}
	tests := []struct {
		name string
		key  string
		size int
		fits bool
	}{
		{"longest key", strings.Repeat("k", l.Key), 1, true},
		{"key too long", strings.Repeat("k", l.Key+1), 1, false},
		{"largest value", "v", l.Value, true},
		{"value too large", "v", l.Value + 1, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := e.Update(context.Background(), func(w store.Writer) error { return w.Put(tt.key, make([]byte, tt.size)) })
			if tt.fits != (err == nil) || !tt.fits && !errors.Is(err, store.ErrTooLarge) {
				t.Errorf("error is %v, fits should be %t", err, tt.fits)
			}
		})
	}
	if err := e.Update(context.Background(), func(w store.Writer) error { return w.Put("", []byte("x")) }); err == nil {
		t.Error("an empty key is taken")
	}
}

func testTransactionLimits(t *testing.T, open Opener) {
	e := opened(t, open)
	l := e.Limits()
	piece := l.Bytes / 32
	tests := []struct {
		name  string
		write func(w store.Writer) error
		fits  bool
	}{
		{"as many puts as allowed", puts(l.Keys, 1), true},
		{"one put more", puts(l.Keys+1, 1), false},
		{"as many deletes as allowed", deletes(l.Keys), true},
		{"one delete more", deletes(l.Keys + 1), false},
		{"as many bytes as allowed", puts(32, piece-keyLen), true},
		{"one byte more", puts(32, piece-keyLen+1), false},
		{"the same key counts each time", func(w store.Writer) error {
			for range l.Keys + 1 {
				if err := w.Put("same", nil); err != nil {
					return err
				}
			}
			return nil
		}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before := content(t, e)
			err := e.Update(context.Background(), tt.write)
			switch {
			case tt.fits && err != nil:
				t.Errorf("refused: %v", err)
			case !tt.fits && !errors.Is(err, store.ErrTooLarge):
				t.Errorf("error is %v, want ErrTooLarge", err)
			case !tt.fits:
				holds(t, e, before)
			}
		})
	}
}

const keyLen = 8

func puts(n, size int) func(store.Writer) error {
	return func(w store.Writer) error {
		for i := range n {
			if err := w.Put(fmt.Sprintf("%0*d", keyLen, i), make([]byte, size)); err != nil {
				return err
			}
		}
		return nil
	}
}

func deletes(n int) func(store.Writer) error {
	return func(w store.Writer) error {
		for i := range n {
			if err := w.Delete(fmt.Sprintf("%0*d", keyLen, i)); err != nil {
				return err
			}
		}
		return nil
	}
}

func testTunable(t *testing.T, open Opener) {
	e, err := open(store.Limits{Keys: 3})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	if have := e.Limits(); have.Keys != 3 || have.Value != store.DefaultLimits().Value {
		t.Fatalf("limits are %+v, want 3 keys and the default value size", have)
	}
	if err := e.Update(context.Background(), puts(3, 1)); err != nil {
		t.Errorf("three puts are refused: %v", err)
	}
	if err := e.Update(context.Background(), puts(4, 1)); !errors.Is(err, store.ErrTooLarge) {
		t.Errorf("four puts: %v, want ErrTooLarge", err)
	}
}
