package bolt_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
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

// open opens a new engine that is closed when the test ends.
func open(t testing.TB, path string, opts bolt.Options) store.Engine {
	t.Helper()
	e, err := bolt.Open(path, opts)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() { _ = e.Close() }) // some tests close it themselves
	return e
}

// fill writes n keys in transactions of 500.
func fill(t testing.TB, e store.Engine, n int) {
	t.Helper()
	for from := 0; from < n; from += 500 {
		err := e.Update(context.Background(), func(w store.Writer) error {
			for i := from; i < min(n, from+500); i++ {
				if err := w.Put(fmt.Sprintf("key%06d", i), fmt.Appendf(nil, "%0200d", i)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// count reads everything.
func count(e store.Engine) (n int, err error) {
	err = e.View(context.Background(), func(r store.Reader) error {
		for _, err := range r.Scan(store.Range{}) {
			if err != nil {
				return err
			}
			n++
		}
		return nil
	})
	return n, err
}

func wantKind(t *testing.T, err error, kind domain.Kind, code domain.Code) {
	t.Helper()
	var e *domain.Error
	if !errors.As(err, &e) || e.Kind != kind || e.Code != code {
		t.Fatalf("error is %v (kind %q), want kind %q and code %q", err, domain.KindOf(err), kind, code)
	}
}

func TestFileMode(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	path := filepath.Join(t.TempDir(), "desk.db")
	open(t, path, bolt.Options{})
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != 0o600 {
		t.Errorf("mode is %o, want 600", got)
	}
}

func TestBusy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	e := open(t, path, bolt.Options{})
	for _, opts := range []bolt.Options{{}, {Timeout: 50 * time.Millisecond}, {ReadOnly: true}} {
		begin := time.Now()
		_, err := bolt.Open(path, opts)
		wantKind(t, err, domain.Busy, store.CodeStoreBusy)
		if took := time.Since(begin); took > 5*time.Second {
			t.Errorf("with %+v it takes %v to tell", opts, took)
		}
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, path, bolt.Options{})
}

func TestReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	e := open(t, path, bolt.Options{})
	fill(t, e, 10)
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	one, two := open(t, path, bolt.Options{ReadOnly: true}), open(t, path, bolt.Options{ReadOnly: true})
	for _, e := range []store.Engine{one, two} {
		if n, err := count(e); n != 10 || err != nil {
			t.Errorf("%d keys, %v; want 10", n, err)
		}
		err := e.Update(context.Background(), func(store.Writer) error { return nil })
		wantKind(t, err, domain.Busy, store.CodeStoreReadOnly)
		if err := e.(store.Checker).Check(context.Background()); err != nil {
			t.Errorf("check: %v", err)
		}
	}
}

func TestCannotOpen(t *testing.T) {
	folder := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	tests := []struct {
		name string
		path string
		opts bolt.Options
		kind domain.Kind
		code domain.Code
	}{
		{"text", write("text", []byte(strings.Repeat("not a store\n", 4000))), bolt.Options{}, domain.Corrupt, store.CodeStoreCorrupt},
		{"short", write("short", []byte("x")), bolt.Options{}, domain.Corrupt, store.CodeStoreCorrupt},
		{"zeros", write("zeros", make([]byte, 64<<10)), bolt.Options{}, domain.Corrupt, store.CodeStoreCorrupt},
		{"a folder", folder, bolt.Options{}, domain.Storage, store.CodeStoreFailed},
		{"absent folder", filepath.Join(folder, "no", "desk.db"), bolt.Options{}, domain.Storage, store.CodeStoreFailed},
		{"absent file to read", filepath.Join(folder, "none"), bolt.Options{ReadOnly: true}, domain.Storage, store.CodeStoreFailed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := bolt.Open(tt.path, tt.opts)
			wantKind(t, err, tt.kind, tt.code)
			if strings.Contains(tt.name, "absent") && !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%v does not say that the file is absent", err)
			}
		})
	}
}

// TestCutShort cuts a store at many lengths: opening or reading it is an error
// of kind Corrupt, never a crash and never fewer keys.
func TestCutShort(t *testing.T) {
	whole := stored(t, 3000)
	path := filepath.Join(t.TempDir(), "desk.db")
	for size := len(whole) - 1; size > 0; size -= len(whole)/40 + 1 {
		if err := os.WriteFile(path, whole[:size], 0o600); err != nil {
			t.Fatal(err)
		}
		n, err := openAndCount(path)
		if !domain.Is(err, domain.Corrupt) && n != 3000 {
			t.Errorf("cut to %d of %d bytes: %d keys, %v; want kind Corrupt", size, len(whole), n, err)
		}
	}
}

// TestCutByOne takes away the last byte in use: that is told at once, not when
// somebody happens to read it.
func TestCutByOne(t *testing.T) {
	folder := t.TempDir()
	path, exact := filepath.Join(folder, "desk.db"), filepath.Join(folder, "exact.db")
	if err := os.WriteFile(path, stored(t, 3000), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := bolt.CopyLive(context.Background(), path, exact); err != nil { // copies what is in use
		t.Fatal(err)
	}
	if n, err := openAndCount(exact); n != 3000 || err != nil {
		t.Fatalf("the copy holds %d keys, %v", n, err)
	}
	info, err := os.Stat(exact)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(exact, info.Size()-1); err != nil {
		t.Fatal(err)
	}
	_, err = bolt.Open(exact, bolt.Options{})
	wantKind(t, err, domain.Corrupt, store.CodeStoreCorrupt)
}

// TestDamaged overwrites pages of a store with noise: whatever is noticed is of
// kind Corrupt, and nothing ends the process.
func TestDamaged(t *testing.T) {
	whole := stored(t, 3000)
	random := rand.New(rand.NewPCG(1, 2))
	path := filepath.Join(t.TempDir(), "desk.db")
	noticed := 0
	for range 100 {
		spoiled := bytes.Clone(whole[:2<<20]) // the rest is room to grow
		at := random.IntN(1 << 20)
		for i := at; i < at+1+random.IntN(4096); i++ {
			spoiled[i] = byte(random.Uint32())
		}
		if err := os.WriteFile(path, spoiled, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := openAndCount(path)
		if err != nil && !domain.Is(err, domain.Corrupt) {
			t.Errorf("spoiled at %d: %v, want kind Corrupt", at, err)
		}
		if err != nil {
			noticed++
		}
		if err := openAndWrite(path); err != nil && !domain.Is(err, domain.Corrupt) {
			t.Errorf("spoiled at %d and written to: %v, want kind Corrupt", at, err)
		}
	}
	if noticed == 0 {
		t.Error("no damage was noticed")
	}
}

func openAndCount(path string) (int, error) {
	e, err := bolt.Open(path, bolt.Options{NoSync: true})
	if err != nil {
		return 0, err
	}
	n, err := count(e)
	if err == nil {
		err = e.(store.Checker).Check(context.Background())
	}
	return n, errors.Join(err, e.Close())
}

// openAndWrite changes and reads a store without checking it first.
func openAndWrite(path string) error {
	e, err := bolt.Open(path, bolt.Options{NoSync: true})
	if err != nil {
		return err
	}
	for i := range 20 {
		err = errors.Join(err, e.Update(context.Background(), func(w store.Writer) error {
			return errors.Join(w.Put(fmt.Sprintf("key%06d-new", i*150), make([]byte, 6000)), w.Delete(fmt.Sprintf("key%06d", i*100)))
		}))
	}
	_, errCount := count(e)
	return errors.Join(err, errCount, e.Close())
}

// stored is the file of a store of n keys.
func stored(t *testing.T, n int) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "whole.db")
	e := open(t, path, bolt.Options{NoSync: true})
	fill(t, e, n)
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestBackupIsWhole(t *testing.T) {
	folder := t.TempDir()
	e := open(t, filepath.Join(folder, "desk.db"), bolt.Options{NoSync: true})
	fill(t, e, 2000)
	target, err := os.Create(filepath.Join(folder, "copy.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(e.(store.Backuper).Backup(target), target.Close()); err != nil {
		t.Fatal(err)
	}
	fill(t, e, 3000)
	if n, err := openAndCount(target.Name()); n != 2000 || err != nil {
		t.Errorf("the backup holds %d keys, %v; want 2000", n, err)
	}
}

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

// TestNoBboltErrors looks through the chains of the errors a caller can meet.
func TestNoBboltErrors(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	e := open(t, path, bolt.Options{})
	_, busy := bolt.Open(path, bolt.Options{})
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	closed := e.View(context.Background(), func(store.Reader) error { return nil })
	if err := os.WriteFile(path, make([]byte, 64<<10), 0o600); err != nil {
		t.Fatal(err)
	}
	_, invalid := bolt.Open(path, bolt.Options{})
	for name, err := range map[string]error{"busy": busy, "closed": closed, "invalid": invalid} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
		for e := err; e != nil; e = errors.Unwrap(e) {
			if strings.Contains(fmt.Sprintf("%T", e), "bbolt") {
				t.Errorf("%s: %T leaves the package", name, e)
			}
		}
		for _, own := range bboltErrors {
			if errors.Is(err, own) {
				t.Errorf("%s: bbolt's %q leaves the package", name, own)
			}
		}
	}
}
