package bolt_test

import (
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
