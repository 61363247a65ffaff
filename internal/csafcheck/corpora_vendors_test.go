//go:build corpora

package csafcheck

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// eachDocument hands over every JSON document below a folder, packs included.
func eachDocument(t *testing.T, folder string, visit func(name string, data []byte)) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		switch {
		case strings.HasSuffix(path, ".json"):
			visit(path, data)
		case strings.HasSuffix(path, ".tar.gz"):
			z, err := gzip.NewReader(bytes.NewReader(data))
			if err != nil {
				return err
			}
			for r := tar.NewReader(z); ; {
				head, err := r.Next()
				if err == io.EOF {
					return nil
				}
				if err != nil {
					return err
				}
				if strings.HasSuffix(head.Name, ".json") {
					inner, err := io.ReadAll(r)
					if err != nil {
						return err
					}
					visit(path+"!"+head.Name, inner)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// vendorCounts validates what publishers publish and counts, per test, the
// documents that fail it.
func vendorCounts(t *testing.T) string {
	var out strings.Builder
	for _, set := range []struct {
		folder, title string
		least         int
	}{{"cisa-csaf", "Advisories of CISA", 1500}, {"csaf-vendors", "Advisories and test files of vendors and tools", 140}} {
		documents, valid, refused := 0, 0, 0
		failing := map[string]int{}
		eachDocument(t, corpus(t, set.folder), func(name string, data []byte) {
			r, err := Check(bytes.NewReader(data), judgedAt)
			if err != nil {
				refused++
				return
			}
			documents++
			valid += one(r.Valid)
			tests := map[string]bool{}
			for _, f := range r.Findings {
				tests[f.Test] = true
			}
			for id := range tests {
				failing[id]++
			}
		})
		if documents < set.least {
			t.Errorf("%s: only %d documents", set.folder, documents)
		}
		fmt.Fprintf(&out, "\n## %s\n\n%d documents validated, %d valid; %d files are no CSAF or no sound JSON. Documents that fail a test:\n\n",
			set.title, documents, valid, refused)
		ids := make([]string, 0, len(failing))
		for id := range failing {
			ids = append(ids, id)
		}
		slices.SortFunc(ids, func(a, b string) int { return slices.Index(allIDs(), a) - slices.Index(allIDs(), b) })
		out.WriteString("| test | documents |\n|---|---:|\n")
		for _, id := range ids {
			fmt.Fprintf(&out, "| %s | %d |\n", id, failing[id])
		}
	}
	return out.String()
}

// allIDs are the tests in the order of the page.
func allIDs() []string {
	out := []string{Note, Schema, "6.1.8", "6.1.46", "6.1.60.1"}
	for _, t := range tests {
		out = append(out, t.id)
	}
	return out
}
