package assetlist

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/table"
)

var update = flag.Bool("update", false, "write the goldens anew")

// samples are the lists written for this package, by file name.
func samples(t testing.TB) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for _, pattern := range []string{"*.csv", "*.xlsx", "*.txt"} {
		names, err := filepath.Glob(filepath.Join("testdata", pattern))
		if err != nil || len(names) == 0 {
			t.Fatalf("no sample %s: %v", pattern, err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			out[filepath.Base(name)] = data
		}
	}
	return out
}

func TestGoldens(t *testing.T) {
	for name, data := range samples(t) {
		t.Run(name, func(t *testing.T) {
			list, err := Read(bytes.NewReader(data), Options{})
			if err != nil {
				t.Fatal(err)
			}
			got, err := json.MarshalIndent(list, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", "golden", name+".json")
			if *update {
				if err := os.WriteFile(golden, append(got, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)+"\n"); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestTools(t *testing.T) {
	for file, want := range map[string]string{"snipeit.csv": "Snipe-IT", "lansweeper.csv": "Lansweeper", "pdq.csv": "PDQ Inventory",
		"intune.csv": "Microsoft Intune", "connectwise.csv": "ConnectWise", "generic.csv": ""} {
		list, err := Read(bytes.NewReader(samples(t)[file]), Options{})
		if err != nil || list.Tool != want {
			t.Errorf("%s is an export of %q (%v), want %q", file, list.Tool, err, want)
		}
	}
}

// TestFieldsExist holds the table of headers to the facts there are, and each
// header to one fact.
func TestFieldsExist(t *testing.T) {
	seen := map[string]string{}
	for _, h := range headers {
		if _, ok := domain.AssetFieldNamed(h.Field); !ok {
			t.Errorf("%q is no fact", h.Field)
		}
		for _, name := range h.Names {
			if other, ok := seen[name]; ok {
				t.Errorf("the header %q means %s and %s", name, other, h.Field)
			}
			if seen[name] = h.Field; table.Fold(name) != name {
				t.Errorf("%q is not folded", name)
			}
		}
	}
	for _, f := range domain.AssetFields {
		found := false
		for _, h := range headers {
			found = found || h.Field == f.Name
		}
		if !found {
			t.Errorf("no header means %q", f.Name)
		}
	}
}
