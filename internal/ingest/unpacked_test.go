package ingest

import (
	"archive/tar"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
)

// tarLong packs members of so many bytes each that pack badly.
func tarLong(t *testing.T, members, size int) []byte {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	source := rand.NewChaCha8([32]byte{1})
	for i := range members {
		data := make([]byte, size)
		_, _ = source.Read(data) // never fails
		if err := w.WriteHeader(&tar.Header{Name: fmt.Sprint(i, ".json"), Mode: 0o600, Size: int64(size)}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestUnpackedOnce walks what proofs were collected from: it must give what a
// walk gives, from memory where that is meant to hold it.
func TestUnpackedOnce(t *testing.T) {
	long := gzipOf(t, tarLong(t, 7, 300<<10))
	mixed := gzipOf(t, tarNamed(t, "a.json", "a.json.sha256", "a.json", "../b.json", "c.json.asc"))
	for name, test := range map[string]struct {
		files map[string][]byte
		kept  []string
	}{
		"one archive":      {map[string][]byte{"a.tar.gz": long}, []string{"a.tar.gz"}},
		"two and a plain":  {map[string][]byte{"a.tar.gz": long, "b.tgz": mixed, "c.json": []byte("{}")}, []string{"a.tar.gz", "b.tgz"}},
		"inside a zip":     {map[string][]byte{"z.zip": zipOf(t, "in/a.tar.gz", string(long))}, []string{"z.zip!in/a.tar.gz"}},
		"cut off":          {map[string][]byte{"a.tar.gz": long[:len(long)/2]}, nil},
		"wrong at the end": {map[string][]byte{"a.tar.gz": flipped(long, len(long)-6)}, nil},
		"too much":         {map[string][]byte{"a.tar.gz": gzipOf(t, tarLong(t, 5, 10<<20)), "b.tar.gz": long}, []string{"b.tar.gz"}},
		"one document":     {map[string][]byte{"a.json.gz": gzipOf(t, bytes.Repeat([]byte("{} "), 10_000))}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			for file, data := range test.files {
				if err := os.WriteFile(filepath.Join(folder, file), data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want := seen{docs: map[string]Document{}, errs: map[string]*domain.Error{}}
			if err := Walk(t.Context(), folder, DefaultLimits(), want.visit(t)); err != nil {
				t.Fatal(err)
			}
			beside, err := Proofs(t.Context(), folder, DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			held := beside.limits.unpacked
			if len(held.streams) != len(test.kept) {
				t.Errorf("%d streams are held, want %v", len(held.streams), test.kept)
			}
			for _, file := range test.kept {
				if held.streams[file] == nil {
					t.Errorf("%s is not held", file)
				}
			}
			for range 2 { // the second time nothing is held any more
				got := seen{docs: map[string]Document{}, errs: map[string]*domain.Error{}}
				if err := beside.Walk(t.Context(), folder, DefaultLimits(), got.visit(t)); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want.files, got.files); diff != "" {
					t.Error(diff)
				}
				if diff := cmp.Diff(want.errs, got.errs, cmp.Comparer(func(a, b *domain.Error) bool { return a.Code == b.Code && a.Subject == b.Subject })); diff != "" {
					t.Error(diff)
				}
				if len(want.docs) != len(got.docs) {
					t.Errorf("%d documents, want %d", len(got.docs), len(want.docs))
				}
				for file, doc := range want.docs {
					if got.docs[file].Digest != doc.Digest {
						t.Errorf("%s has other bytes", file)
					}
				}
				if len(held.streams) != 0 {
					t.Error("a stream is held after it was read")
				}
			}
		})
	}
}

func flipped(data []byte, at int) []byte {
	out := bytes.Clone(data)
	out[at] ^= 1
	return out
}
