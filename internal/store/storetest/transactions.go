package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

var errStop = errors.New("stop")

func testValues(t *testing.T, open Opener) {
	e := opened(t, open)
	want := map[string]string{
		"a": "one", "empty": "", "binary": "\x00\xff\x01", "key\x00with\xffbytes": "x", "größe": "ü", "long": strings.Repeat("v", 60<<10),
	}
	fill(t, e, want)
	holds(t, e, want)
	fill(t, e, map[string]string{"a": "two"})
	want["a"] = "two"
	holds(t, e, want)
	update(t, e, func(w store.Writer) error { return w.Delete("a") })
	delete(want, "a")
	holds(t, e, want)
}

func testAbsent(t *testing.T, open Opener) {
	e := opened(t, open)
	fill(t, e, map[string]string{"b": "2", "empty": ""})
	err := e.View(context.Background(), func(r store.Reader) error {
		for _, key := range []string{"a", "bb", "z", ""} {
			value, err := r.Get(key)
			wantKind(t, err, domain.NotFound)
			if value != nil {
				t.Errorf("Get(%q) gives a value with the error", key)
			}
		}
		if value, err := r.Get("empty"); err != nil || value == nil || len(value) != 0 {
			t.Errorf("Get of an empty value = %v, %v; want empty and not nil", value, err)
		}
		values, err := r.GetMany([]string{"z", "b", "a", "empty", "b"})
		if err != nil {
			return err
		}
		want := [][]byte{nil, []byte("2"), nil, {}, []byte("2")}
		if diff := cmp.Diff(want, values); diff != "" {
			t.Errorf("GetMany (-want +got):\n%s", diff)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	update(t, e, func(w store.Writer) error { return w.Delete("never there") })
}

func testOwnWrites(t *testing.T, open Opener) {
	e := opened(t, open)
	fill(t, e, map[string]string{"a": "1", "b": "2", "c": "3"})
	update(t, e, func(w store.Writer) error {
		if err := errors.Join(w.Put("b", []byte("new")), w.Put("d", []byte("4")), w.Delete("a")); err != nil {
			return err
		}
		_, err := w.Get("a")
		wantKind(t, err, domain.NotFound)
		values, err := w.GetMany([]string{"a", "b", "c", "d"})
		if err != nil {
			return err
		}
		if diff := cmp.Diff([][]byte{nil, []byte("new"), []byte("3"), []byte("4")}, values); diff != "" {
			t.Errorf("GetMany (-want +got):\n%s", diff)
		}
		keys, err := keysOf(w, store.Range{})
		if diff := cmp.Diff([]string{"b", "c", "d"}, keys); diff != "" {
			t.Errorf("scan (-want +got):\n%s", diff)
		}
		return err
	})
}

func testRollback(t *testing.T, open Opener) {
	e := opened(t, open)
	before := map[string]string{"a": "1", "b": "2"}
	fill(t, e, before)
	err := e.Update(context.Background(), func(w store.Writer) error {
		if err := errors.Join(w.Put("a", []byte("changed")), w.Put("c", []byte("3")), w.Delete("b")); err != nil {
			return err
		}
		return errStop
	})
	if !errors.Is(err, errStop) {
		t.Fatalf("update returns %v, want the closure's error", err)
	}
	holds(t, e, before)
	if err := e.View(context.Background(), func(store.Reader) error { return errStop }); !errors.Is(err, errStop) {
		t.Fatalf("view returns %v, want the closure's error", err)
	}
}

func testPanic(t *testing.T, open Opener) {
	e := opened(t, open)
	before := map[string]string{"a": "1"}
	fill(t, e, before)
	func() {
		defer func() {
			if v := recover(); v != "mistake" {
				t.Errorf("the panic comes out as %v", v)
			}
		}()
		_ = e.Update(context.Background(), func(w store.Writer) error {
			if err := w.Put("a", []byte("changed")); err != nil {
				return err
			}
			panic("mistake")
		})
	}()
	holds(t, e, before)
	fill(t, e, map[string]string{"b": "2"}) // it must not be locked for ever
}

func testSwallowed(t *testing.T, open Opener) {
	e := opened(t, open)
	err := e.Update(context.Background(), func(w store.Writer) error {
		if err := w.Put("a", []byte("1")); err != nil {
			return err
		}
		_ = w.Put("big", make([]byte, e.Limits().Value+1)) // refused
		_ = w.Put("b", []byte("2"))
		return nil
	})
	if !errors.Is(err, store.ErrTooLarge) {
		t.Fatalf("update returns %v, want the refusal of the write", err)
	}
	holds(t, e, map[string]string{})
}

func testCancelled(t *testing.T, open Opener) {
	e := opened(t, open)
	ctx, cancel := context.WithCancel(context.Background())
	err := e.Update(ctx, func(w store.Writer) error {
		if err := w.Put("a", []byte("1")); err != nil {
			return err
		}
		cancel()
		return nil
	})
	wantKind(t, err, domain.Cancelled)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v does not wrap context.Canceled", err)
	}
	holds(t, e, map[string]string{})
	wantKind(t, e.View(ctx, func(store.Reader) error { return nil }), domain.Cancelled)
	wantKind(t, e.Update(ctx, func(store.Writer) error { return nil }), domain.Cancelled)
}

func testDurable(t *testing.T, open Opener) {
	e := opened(t, open)
	want := map[string]string{"a": "1", "b": strings.Repeat("2", 5000)}
	fill(t, e, want)
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	holds(t, opened(t, open), want)
}

func testClosed(t *testing.T, open Opener) {
	e := opened(t, open)
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	wantKind(t, e.View(context.Background(), func(store.Reader) error { return nil }), domain.Storage)
	wantKind(t, e.Update(context.Background(), func(store.Writer) error { return nil }), domain.Storage)
}

func testOver(t *testing.T, open Opener) {
	e := opened(t, open)
	fill(t, e, map[string]string{"a": "1"})
	var r store.Reader
	var w store.Writer
	err := e.View(context.Background(), func(inside store.Reader) error { r = inside; return nil })
	if err != nil {
		t.Fatal(err)
	}
	update(t, e, func(inside store.Writer) error { w = inside; return nil })
	_, err = r.Get("a")
	wantKind(t, err, domain.Internal)
	_, err = r.GetMany([]string{"a"})
	wantKind(t, err, domain.Internal)
	_, err = keysOf(r, store.Range{})
	wantKind(t, err, domain.Internal)
	wantKind(t, w.Put("b", nil), domain.Internal)
	wantKind(t, w.Delete("a"), domain.Internal)
	holds(t, e, map[string]string{"a": "1"})
}

func testSnapshot(t *testing.T, open Opener) {
	e := opened(t, open)
	fill(t, e, map[string]string{"a": "old"})
	done := make(chan error, 1)
	err := e.View(context.Background(), func(r store.Reader) error {
		go func() {
			done <- e.Update(context.Background(), func(w store.Writer) error { return w.Put("a", []byte("new")) })
		}()
		for range 100 {
			if value, err := r.Get("a"); err != nil || string(value) != "old" {
				return fmt.Errorf("a view sees %q, %w beside an update", value, err)
			}
		}
		return nil
	})
	if err := errors.Join(err, <-done); err != nil {
		t.Fatal(err)
	}
	holds(t, e, map[string]string{"a": "new"})
}

func testParallel(t *testing.T, open Opener) {
	e := opened(t, open)
	// Two keys always change together: no view may see them differ.
	fill(t, e, map[string]string{"a": "0", "b": "0"})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 50 {
				err := e.View(context.Background(), func(r store.Reader) error {
					values, err := r.GetMany([]string{"a", "b"})
					if err == nil && !bytes.Equal(values[0], values[1]) {
						err = fmt.Errorf("a view sees %q and %q", values[0], values[1])
					}
					return err
				})
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for i := range 30 {
		v := fmt.Sprint(i)
		fill(t, e, map[string]string{"a": v, "b": v})
	}
	wg.Wait()
}

func testSlices(t *testing.T, open Opener) {
	e := opened(t, open)
	spoil := func(b []byte) {
		for i := range b {
			b[i] = '!'
		}
	}
	want := map[string]string{"a": "alpha", "b": "beta"}
	value := []byte("alpha")
	update(t, e, func(w store.Writer) error {
		value = append(value[:0], "alpha"...)
		if err := w.Put("a", value); err != nil {
			return err
		}
		spoil(value)
		if err := w.Put("b", []byte("beta")); err != nil {
			return err
		}
		return spoilAll(w, spoil)
	})
	holds(t, e, want)
	var kept [][]byte
	err := e.View(context.Background(), func(r store.Reader) error {
		v, err := r.Get("a")
		if err != nil {
			return err
		}
		kept = [][]byte{v}
		for item, err := range r.Scan(store.Range{}) {
			if err != nil {
				return err
			}
			kept = append(kept, item.Value)
		}
		return spoilAll(r, spoil)
	})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, e, map[string]string{"a": "other", "b": "other"})
	if diff := cmp.Diff([][]byte{[]byte("alpha"), []byte("alpha"), []byte("beta")}, kept); diff != "" {
		t.Errorf("slices change after the view (-want +got):\n%s", diff)
	}
}

// spoilAll overwrites every slice the reader gives away.
func spoilAll(r store.Reader, spoil func([]byte)) error {
	v, err := r.Get("a")
	if err != nil {
		return err
	}
	spoil(v)
	values, err := r.GetMany([]string{"a", "b"})
	if err != nil {
		return err
	}
	for _, v := range values {
		spoil(v)
	}
	for item, err := range r.Scan(store.Range{}) {
		if err != nil {
			return err
		}
		spoil(item.Value)
	}
	return nil
}
