package sbom

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
)

var update = flag.Bool("update", false, "write the goldens anew")

// samples are the documents written for this package, at least one a dialect.
func samples(t testing.TB) []string {
	t.Helper()
	var out []string
	for _, pattern := range []string{"*.cdx.json", "*.cdx.xml", "*.spdx", "*.spdx.json", "*.spdx3.json", "*.syft.json"} {
		names, err := filepath.Glob(filepath.Join("testdata", pattern))
		if err != nil || len(names) == 0 {
			t.Fatalf("no sample %s: %v", pattern, err)
		}
		out = append(out, names...)
	}
	return out
}

// decode reads one document and gives its only item.
func decode(t testing.TB, data []byte) domain.Snapshot {
	t.Helper()
	var got []domain.Item
	if err := Decode(bytes.NewReader(data), func(item domain.Item) error {
		got = append(got, item)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 {
		t.Fatalf("%d items, want 1", len(got))
	}
	return got[0].(domain.Snapshot)
}

func TestGoldens(t *testing.T) {
	for _, name := range samples(t) {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			snapshot := decode(t, data)
			checkCensus(t, name, snapshot)
			if warned(snapshot, "library_refused") || warned(snapshot, "uncounted") {
				t.Errorf("the two readings disagree: %v", snapshot.Warnings)
			}
			got, err := json.MarshalIndent(snapshot, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, '\n')
			golden := strings.Replace(name, "testdata", filepath.Join("testdata", "golden"), 1) + ".golden"
			if *update {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}
