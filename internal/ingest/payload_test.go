package ingest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fenceline/internal/domain"
)

// TestPayloadsStayClosed: what a manifest calls a payload is handed over as a stream
// and never looked into, in a folder, a zip and a tar, also where it is an archive and
// comes before the manifest.
func TestPayloadsStayClosed(t *testing.T) {
	var inner bytes.Buffer
	z := zip.NewWriter(&inner)
	w, _ := z.Create("GHSA-1.json")
	_, _ = w.Write([]byte(samples["GHSA-1.json"]))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	manifest := `{"fenceline":"bundle manifest","series":"s","sequence":1,"files":[{"path":"a/patch.zip","sha256":"` + strings.Repeat("ab", 32) + `","size":1,"payload":true}]}`
	files := []struct{ name, text string }{{"a/patch.zip", inner.String()}, {"fenceline-manifest.json", manifest}, {"kev.json", samples["kev.json"]}}
	folder := t.TempDir()
	for _, f := range files {
		name := filepath.Join(folder, f.name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(f.text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	archives := t.TempDir()
	var packed, tape bytes.Buffer
	z, tw := zip.NewWriter(&packed), tar.NewWriter(&tape)
	for _, f := range files {
		w, err := z.Create(f.name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(f.text))
	}
	for _, i := range []int{1, 0, 2} { // in a tar the manifest stands first
		if err := tw.WriteHeader(&tar.Header{Name: files[i].name, Mode: 0o600, Size: int64(len(files[i].text))}); err != nil {
			t.Fatal(err)
		}
		_, _ = tw.Write([]byte(files[i].text))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := tw.Close(); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"b.zip": packed.Bytes(), "b.tar": tape.Bytes()} {
		if err := os.WriteFile(filepath.Join(archives, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for path, payload := range map[string]string{folder: "a/patch.zip", filepath.Join(archives, "b.zip"): "b.zip!a/patch.zip", filepath.Join(archives, "b.tar"): "b.tar!a/patch.zip"} {
		b, err := Proofs(context.Background(), path, DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		err = b.Walk(context.Background(), path, DefaultLimits(), func(d Document, err error) error {
			if err != nil {
				t.Errorf("%s: %v", d.File, err)
			}
			got = append(got, d.File)
			if d.File != payload {
				return nil
			}
			data, err := io.ReadAll(d.Stream)
			if err != nil || d.Format != domain.FormatPayload || d.Data != nil || !bytes.Equal(data, inner.Bytes()) {
				t.Errorf("%s came as %s with %d bytes, %v", d.File, d.Format, len(data), err)
			}
			return nil
		})
		if err != nil || len(got) != 3 || !slices.Contains(got, payload) {
			t.Errorf("%s: got %q, %v", path, got, err)
		}
	}
}
