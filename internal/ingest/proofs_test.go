package ingest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
)

func tarNamed(t *testing.T, names ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, name := range names {
		if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: 1}); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, "x"); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func zipNamed(t *testing.T, names ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range names {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, "x"); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestProofs(t *testing.T) {
	folder := t.TempDir()
	for name, data := range map[string][]byte{
		"a.json": []byte("{}"), "a.json.sha512": []byte("x"), "b/a.json.ASC": []byte("x"), "b/fenceline-manifest.json": []byte("{}"),
		"b/fenceline-manifest.json.minisig": []byte("x"), "provider-metadata.json": []byte("{}"), "c.zip": zipNamed(t, "d.json", "d.json.sig"),
		"e.tar": tarNamed(t, "f.json.sha256", "f.json"), "e.tar.sha256": []byte("x"), "big.asc": make([]byte, mostProofBytes+1), ".sha256": []byte("x"),
	} {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	found := func(name string) (*Beside, []string) {
		b, err := Proofs(t.Context(), filepath.Join(folder, name), DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		return b, slices.Sorted(maps.Keys(b.Found))
	}
	b, got := found(".")
	want := []string{"a.json.sha512", "b/a.json.ASC", "b/fenceline-manifest.json", "b/fenceline-manifest.json.minisig", "c.zip!d.json.sig",
		"e.tar!f.json.sha256", "e.tar.sha256", "provider-metadata.json"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("of the folder (-want +got):\n%s", diff)
	}
	for file, has := range map[string]bool{"a.json": true, "c.zip!d.json": true, "e.tar!f.json": true, "e.tar": true, "b": false, "x.json": false} {
		if b.Has(file) != has {
			t.Errorf("has %s: %v", file, !has)
		}
	}
	if _, got := found("a.json"); !slices.Equal(got, []string{"a.json.sha512"}) {
		t.Errorf("beside a file: %v", got)
	}
	if _, got := found("e.tar"); !slices.Equal(got, []string{"e.tar!f.json.sha256", "e.tar.sha256"}) {
		t.Errorf("of an archive: %v", got)
	}
	if _, err := Proofs(t.Context(), filepath.Join(folder, "nothing"), DefaultLimits()); !domain.Is(err, domain.NotFound) {
		t.Errorf("of nothing: %v", err)
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Proofs(stopped, folder, DefaultLimits()); err == nil {
		t.Error("a cancelled search ends well")
	}
}

func TestProofNames(t *testing.T) {
	for file, want := range map[string]string{"a.json.asc": "a.json", "x!a.json.SHA256": "x!a.json", "a.json": "", ".asc": "", "a.minisig": "a"} {
		if got := ProofOf(file); got != want {
			t.Errorf("%s is over %q, want %q", file, got, want)
		}
	}
	if got := Packing("x/a.zip!b.tar.gz!c.json.gz"); !slices.Equal(got, []string{"x/a.zip", "x/a.zip!b.tar.gz", "x/a.zip!b.tar.gz!c.json.gz"}) {
		t.Errorf("packing %v", got)
	}
	if got := Packing("x/c.json"); got != nil {
		t.Errorf("packing %v", got)
	}
}

func TestRaw(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "a.zip"), []byte("bytes"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("a.zip", filepath.Join(folder, "link.zip")); err != nil {
		t.Skip("this system lets an ordinary person make no symbolic link: ", err)
	}
	for _, name := range []string{folder, filepath.Join(folder, "a.zip")} {
		f, err := Raw(name, "a.zip")
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(f)
		if err := f.Close(); err != nil {
			t.Error(err)
		}
		if err != nil || string(data) != "bytes" {
			t.Errorf("%q, %v", data, err)
		}
	}
	for file, kind := range map[string]domain.Kind{"link.zip": domain.Untrusted, "../a.zip": domain.Untrusted, "a.zip!b": domain.Unsupported, "none.zip": domain.Untrusted} {
		if f, err := Raw(folder, file); !domain.Is(err, kind) {
			t.Errorf("%s: %v, %v", file, f, err)
		}
	}
}
