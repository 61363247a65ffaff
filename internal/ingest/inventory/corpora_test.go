//go:build corpora

package inventory

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
	"slices"
	"strings"
	"testing"

	"fenceline/internal/domain"
)

// TestCorpora reads every file of the set: each is read, with a census that adds
// up, or refused with a reason that is right for it.
func TestCorpora(t *testing.T) {
	root := filepath.Join(os.Getenv("FENCELINE_CORPORA"), "inventory")
	type line struct{ files, read, machines, refused, entries, identifiable, noVersion, noIdentity, not int }
	lines := map[string]*line{}
	one := func(name string, data []byte) {
		set := strings.Split(filepath.ToSlash(name), "/")[0]
		if lines[set] == nil {
			lines[set] = &line{}
		}
		l := lines[set]
		l.files++
		all, err := decode(data, "")
		if want := refusal(name); want != "" || err != nil {
			var own *domain.Error
			if !errors.As(err, &own) || own.Code != want {
				t.Errorf("%s: %v, want %q", name, err, want)
			}
			l.refused++
			return
		}
		l.read++
		for _, s := range all {
			addsUp(t, s)
			l.machines++
			l.entries += s.Census.Read
			l.identifiable += s.Census.Identifiable
			l.noVersion += s.Census.WithoutVersion
			l.noIdentity += s.Census.WithoutIdentity
			l.not += s.Census.NotSoftware
		}
	}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "ORIGIN.txt" {
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
			one(name, data)
			return nil
		}
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return err
		}
		for pack := tar.NewReader(z); ; {
			head, err := pack.Next()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
			inner, err := io.ReadAll(pack)
			if err != nil {
				return err
			}
			one(filepath.Join(name, head.Name), inner)
		}
	})
	if err != nil || len(lines) < 3 {
		t.Fatalf("%d sets: %v", len(lines), err)
	}
	var sets []string
	for set := range lines {
		sets = append(sets, set)
	}
	slices.Sort(sets)
	fmt.Println("| set | files | read | machines | refused | entries | identifiable | without version | without identity | not software |")
	for _, set := range sets {
		l := lines[set]
		fmt.Printf("| %s | %d | %d | %d | %d | %d | %d | %d | %d | %d |\n", set, l.files, l.read, l.machines, l.refused, l.entries, l.identifiable, l.noVersion, l.noIdentity, l.not)
	}
}

// refusal is why a file of the set is refused; "" for one that is read.
func refusal(name string) domain.Code {
	base := filepath.Base(name)
	switch {
	case strings.Contains(base, "schema"):
		return CodeUnknown
	case strings.HasPrefix(filepath.ToSlash(name), "glpi-xml/"):
		return CodeForeign
	case base == "ImportFile-Bad-Malformed.json", base == "ImportFile-Bad-Invalid.json": // a sentence each
		return CodeUnknown
	}
	return ""
}
