package bolt_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/store/bolt"
)

func TestCopyLive(t *testing.T) {
	ctx := context.Background()
	folder := t.TempDir()
	path := filepath.Join(folder, "desk.db")
	e := open(t, path, bolt.Options{NoSync: true})
	fill(t, e, 5000)
	stop, stopped := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() { done <- keepWriting(stop, e) }()
	for n := range 10 {
		to := filepath.Join(folder, fmt.Sprint("copy", n))
		if err := bolt.CopyLive(ctx, path, to); err != nil {
			if domain.Is(err, domain.Busy) {
				continue // a loaded machine
			}
			t.Fatal(err)
		}
		checkPairs(t, to)
	}
	stopped()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(folder, "last")
	if err := bolt.CopyLive(ctx, path, to); err != nil {
		t.Fatal(err)
	}
	checkPairs(t, to)
	info, err := os.Stat(to)
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode of the copy: %v, %v", info.Mode(), err)
	}
}

// keepWriting changes two keys together until it is stopped.
func keepWriting(ctx context.Context, e store.Engine) error {
	for i := 0; ctx.Err() == nil; i++ {
		err := e.Update(context.Background(), func(w store.Writer) error {
			text := bytes.Repeat([]byte{byte('a' + i%26)}, 9000)
			return errors.Join(w.Put("key000100-pair", text), w.Put("key004000-pair", text))
		})
		if err != nil {
			return err
		}
		time.Sleep(time.Duration(i%30) * time.Millisecond)
	}
	return nil
}

func checkPairs(t *testing.T, path string) {
	t.Helper()
	e := open(t, path, bolt.Options{ReadOnly: true})
	err := e.View(context.Background(), func(r store.Reader) error {
		pair, err := r.GetMany([]string{"key000100-pair", "key004000-pair"})
		if err == nil && !bytes.Equal(pair[0], pair[1]) {
			err = errors.New("the copy mixes two moments")
		}
		return err
	})
	n, errCount := count(e)
	if err := errors.Join(err, errCount, e.(store.Checker).Check(context.Background())); err != nil || n < 5000 {
		t.Errorf("the copy holds %d keys: %v", n, err)
	}
}

func TestCopyLiveRefuses(t *testing.T) {
	ctx := context.Background()
	folder := t.TempDir()
	text := filepath.Join(folder, "text")
	if err := os.WriteFile(text, []byte(strings.Repeat("not a store\n", 20000)), 0o600); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(folder, "to")
	wantKind(t, bolt.CopyLive(ctx, text, to), domain.Corrupt, store.CodeStoreCorrupt)
	if _, err := os.Stat(to); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a failed copy is left behind: %v", err)
	}
	wantKind(t, bolt.CopyLive(ctx, filepath.Join(folder, "none"), to), domain.Storage, store.CodeStoreFailed)
	wantKind(t, bolt.CopyLive(ctx, text, text), domain.Storage, store.CodeStoreFailed)
	if data, err := os.ReadFile(text); err != nil || len(data) == 0 {
		t.Errorf("the file that was in the way is gone: %v", err)
	}
}
