//go:build corpora

package sbom

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fenceline/internal/domain"
)

// corpora gives the folder that FENCELINE_CORPORA names.
func corpora(t testing.TB) string {
	t.Helper()
	root := os.Getenv("FENCELINE_CORPORA")
	if entries, err := os.ReadDir(root); err != nil || len(entries) == 0 {
		t.Fatalf("FENCELINE_CORPORA=%q holds nothing: %v", root, err)
	}
	return root
}

// documents calls do for every file of a set, those inside .tar.gz packs too.
func documents(t testing.TB, root string, do func(name string, data []byte)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "ORIGIN.txt" || filepath.Base(filepath.Dir(path)) == "schema" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		if !strings.HasSuffix(path, ".tar.gz") {
			do(name, data)
			return nil
		}
		zip, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return err
		}
		pack := tar.NewReader(zip)
		for {
			head, err := pack.Next()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
			if head.Typeflag != tar.TypeReg {
				continue
			}
			inner, err := io.ReadAll(pack)
			if err != nil {
				return err
			}
			do(name+"!"+head.Name, inner)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}

// tally is one line of the table of counts.
type tally struct {
	files, imported, rejected, refused, uncounted int
	census                                        domain.Census
	components                                    int
}

func TestCorpora(t *testing.T) {
	root := corpora(t)
	type set struct {
		name     string
		atLeast  int // documents
		imported int // of them, at least
	}
	sets := []set{
		{"cyclonedx-conformance", 500, 490},
		{"cyclonedx-boms", 160, 150},
		{"spdx", 170, 120},
		{"syft-json", 6, 5},
		{"daggerboard", 5, 5},
	}
	table := fmt.Sprintf("%-22s %5s %5s %5s %7s | %6s = %6s + %5s + %6s | %7s %7s %6s\n", "set", "files", "in", "out", "refused",
		"read", "ident.", "w/o", "not sw", "no ver.", "dropped", "kept")
	for _, s := range sets {
		var sum tally
		documents(t, filepath.Join(root, s.name), func(name string, data []byte) {
			sum.files++
			sum.take(t, s.name+"/"+name, data)
		})
		if sum.files < s.atLeast {
			t.Errorf("%s: %d documents, want at least %d", s.name, sum.files, s.atLeast)
		}
		if sum.imported < s.imported {
			t.Errorf("%s: %d imported, want at least %d", s.name, sum.imported, s.imported)
		}
		c := sum.census
		table += fmt.Sprintf("%-22s %5d %5d %5d %7d | %6d = %6d + %5d + %6d | %7d %7d %6d\n", s.name, sum.files, sum.imported, sum.rejected,
			sum.refused, c.Read, c.Identifiable, c.WithoutIdentity, c.NotSoftware, c.WithoutVersion, c.Dropped, sum.components)
	}
	t.Log("\n" + table)
}

// take reads one document, checks what must hold for any, and adds it up.
func (s *tally) take(t *testing.T, name string, data []byte) {
	var got []domain.Item
	err := Decode(bytes.NewReader(data), func(item domain.Item) error {
		got = append(got, item)
		return nil
	})
	if err != nil {
		s.rejected++
		var reason *domain.Error
		if !errors.As(err, &reason) || reason.Code == "" || reason.Kind != domain.Invalid && reason.Kind != domain.Unsupported {
			t.Errorf("%s: rejected without a reason: %v", name, err)
		}
		if strings.HasPrefix(filepath.Base(name), "valid-") {
			t.Errorf("%s: %v", name, err)
		}
		if len(got) > 0 {
			t.Errorf("%s: emitted and failed", name)
		}
		t.Logf("out: %s: %v", name, err)
		return
	}
	if len(got) != 1 {
		t.Fatalf("%s: %d items, want 1", name, len(got))
	}
	snapshot := got[0].(domain.Snapshot)
	s.imported++
	checkCensus(t, name, snapshot)
	for _, w := range snapshot.Warnings {
		switch w.Code {
		case "library_refused":
			s.refused++
			t.Logf("refused: %s: %s", name, w.Params["reason"])
		case "uncounted":
			s.uncounted++
			t.Errorf("%s: the library has packages that the census has not: %v", name, w.Params)
		case "member_unread":
			t.Logf("member: %s: %s", name, w.Place)
		}
	}
	c, sum := snapshot.Census, &s.census
	sum.Read += c.Read
	sum.Identifiable += c.Identifiable
	sum.WithoutVersion += c.WithoutVersion
	sum.WithoutIdentity += c.WithoutIdentity
	sum.NotSoftware += c.NotSoftware
	sum.Dropped += c.Dropped
	s.components += len(snapshot.Components)
}
