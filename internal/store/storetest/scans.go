package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// keysOf lists the keys of a range.
func keysOf(r store.Reader, over store.Range) ([]string, error) {
	var keys []string
	for item, err := range r.Scan(over) {
		if err != nil {
			return keys, err
		}
		keys = append(keys, item.Key)
	}
	return keys, nil
}

func testRanges(t *testing.T, open Opener) {
	e := opened(t, open)
	fill(t, e, map[string]string{"a": "", "a/1": "", "a/2": "", "a/3": "", "a0": "", "b": "", "b/\xff": "", "b/\xff\xff": "", "\xff\xff": "", "\x00": ""})
	tests := []struct {
		name string
		over store.Range
		want []string
	}{
		{"all", store.Range{}, []string{"\x00", "a", "a/1", "a/2", "a/3", "a0", "b", "b/\xff", "b/\xff\xff", "\xff\xff"}},
		{"all in reverse", store.Range{Reverse: true}, []string{"\xff\xff", "b/\xff\xff", "b/\xff", "b", "a0", "a/3", "a/2", "a/1", "a", "\x00"}},
		{"prefix", store.Range{Prefix: "a/"}, []string{"a/1", "a/2", "a/3"}},
		{"prefix in reverse", store.Range{Prefix: "a/", Reverse: true}, []string{"a/3", "a/2", "a/1"}},
		{"prefix that is a key", store.Range{Prefix: "a/2"}, []string{"a/2"}},
		{"prefix of ff", store.Range{Prefix: "b/\xff"}, []string{"b/\xff", "b/\xff\xff"}},
		{"prefix of ff in reverse", store.Range{Prefix: "\xff", Reverse: true}, []string{"\xff\xff"}},
		{"from", store.Range{From: "a0"}, []string{"a0", "b", "b/\xff", "b/\xff\xff", "\xff\xff"}},
		{"from between keys", store.Range{From: "a/25", To: "b"}, []string{"a/3", "a0"}},
		{"to is left out", store.Range{To: "a/1"}, []string{"\x00", "a"}},
		{"to in reverse", store.Range{To: "a/2", Reverse: true}, []string{"a/1", "a", "\x00"}},
		{"to behind the last in reverse", store.Range{To: "\xff\xff\xff", Reverse: true, Limit: 1}, []string{"\xff\xff"}},
		{"from in reverse", store.Range{From: "a0", To: "b/", Reverse: true}, []string{"b", "a0"}},
		{"prefix and from", store.Range{Prefix: "a/", From: "a/2"}, []string{"a/2", "a/3"}},
		{"prefix and to", store.Range{Prefix: "a/", To: "a/2"}, []string{"a/1"}},
		{"bounds outside the prefix", store.Range{Prefix: "a/", From: "a", To: "z"}, []string{"a/1", "a/2", "a/3"}},
		{"limit", store.Range{Prefix: "a/", Limit: 2}, []string{"a/1", "a/2"}},
		{"limit in reverse", store.Range{Prefix: "a/", Limit: 2, Reverse: true}, []string{"a/3", "a/2"}},
		{"limit beyond the end", store.Range{Prefix: "a/", Limit: 9}, []string{"a/1", "a/2", "a/3"}},
		{"nothing there", store.Range{Prefix: "c"}, nil},
		{"nothing there in reverse", store.Range{Prefix: "c", Reverse: true}, nil},
		{"empty interval", store.Range{From: "b", To: "a"}, nil},
		{"empty interval in reverse", store.Range{From: "b", To: "a", Reverse: true}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			err := e.View(context.Background(), func(r store.Reader) (err error) {
				got, err = keysOf(r, tt.over)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("keys (-want +got):\n%s", diff)
			}
		})
	}
}

// numbered is n keys in order.
func numbered(n int) map[string]string {
	pairs := map[string]string{}
	for i := range n {
		pairs[fmt.Sprintf("k%05d", i)] = fmt.Sprint(i)
	}
	return pairs
}

func testScanCancelled(t *testing.T, open Opener) {
	e := opened(t, open)
	fill(t, e, numbered(1500))
	ctx, cancel := context.WithCancel(context.Background())
	seen := 0
	var told error
	err := e.View(ctx, func(r store.Reader) error {
		for _, err := range r.Scan(store.Range{}) {
			if err != nil {
				told = err
				continue // the sequence must end by itself
			}
			if seen++; seen == 10 {
				cancel()
			}
		}
		return told
	})
	wantKind(t, told, domain.Cancelled)
	wantKind(t, err, domain.Cancelled)
	if seen >= 1500 {
		t.Errorf("the scan went on to the end after the cancel")
	}
}

func testScanDeleting(t *testing.T, open Opener) {
	for _, reverse := range []bool{false, true} {
		t.Run(fmt.Sprintf("reverse %t", reverse), func(t *testing.T) {
			e := opened(t, open)
			defer func() { _ = e.Close() }()
			fill(t, e, numbered(900))
			update(t, e, func(w store.Writer) error {
				n := 0
				for item, err := range w.Scan(store.Range{Prefix: "k", Reverse: reverse}) {
					if err != nil {
						return err
					}
					n++
					if err := w.Delete(item.Key); err != nil {
						return err
					}
				}
				if n != 900 {
					t.Errorf("the scan met %d of 900 keys", n)
				}
				return nil
			})
			holds(t, e, map[string]string{})
		})
	}
}

func testScanWriting(t *testing.T, open Opener) {
	e := opened(t, open)
	fill(t, e, map[string]string{"a": "", "c": "", "e": ""})
	update(t, e, func(w store.Writer) error {
		var met []string
		for item, err := range w.Scan(store.Range{}) {
			if err != nil {
				return err
			}
			met = append(met, item.Key)
			if item.Key != "a" {
				continue
			}
			// Ahead: one new, one gone, one changed. Behind: one new, not to be met.
			if err := errors.Join(w.Put("b", nil), w.Delete("c"), w.Put("e", []byte("new")), w.Put("Z", nil)); err != nil {
				return err
			}
		}
		if diff := cmp.Diff([]string{"a", "b", "e"}, met); diff != "" {
			t.Errorf("keys met (-want +got):\n%s", diff)
		}
		return nil
	})
}

func testNestedScan(t *testing.T, open Opener) {
	e := opened(t, open)
	fill(t, e, numbered(30))
	err := e.View(context.Background(), func(r store.Reader) error {
		n := 0
		for range r.Scan(store.Range{}) {
			for item, err := range r.Scan(store.Range{Reverse: true}) {
				if err != nil {
					return err
				}
				if _, err := r.Get(item.Key); err != nil {
					return err
				}
				n++
			}
		}
		if n != 900 {
			t.Errorf("%d items met, want 900", n)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func testBackup(t *testing.T, open Opener) {
	e := opened(t, open)
	b, ok := e.(store.Backuper)
	if !ok {
		t.Skip("the engine makes no backups")
	}
	fill(t, e, numbered(200))
	var copied bytes.Buffer
	if err := b.Backup(&copied); err != nil {
		t.Fatal(err)
	}
	if copied.Len() == 0 {
		t.Fatal("the backup is empty")
	}
	fill(t, e, map[string]string{"later": ""})
	if err := os.WriteFile(filepath.Join(t.TempDir(), "copy"), copied.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := b.Backup(failingWriter{}); err == nil {
		t.Error("a backup that cannot be written is reported as done")
	}
}

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, errStop }

func testCheck(t *testing.T, open Opener) {
	e := opened(t, open)
	c, ok := e.(store.Checker)
	if !ok {
		t.Skip("the engine cannot check itself")
	}
	fill(t, e, numbered(1000))
	if err := c.Check(context.Background()); err != nil {
		t.Error(err)
	}
}
