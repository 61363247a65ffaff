package inventory

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
)

var update = flag.Bool("update", false, "write the goldens anew")

// samples are the lists written for this package, by file name.
func samples(t testing.TB) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", "*.*"))
	if err != nil || len(names) < 15 {
		t.Fatalf("only %d samples: %v", len(names), err)
	}
	out := map[string][]byte{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(name)] = data
	}
	return out
}

// decode reads every machine of a document.
func decode(data []byte, os string) (all []domain.Snapshot, err error) {
	err = Decode(bytes.NewReader(data), Options{OS: os}, func(item domain.Item) error {
		all = append(all, item.(domain.Snapshot))
		return nil
	})
	return all, err
}

func TestGoldens(t *testing.T) {
	for name, data := range samples(t) {
		t.Run(name, func(t *testing.T) {
			all, err := decode(data, "")
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range all {
				addsUp(t, s)
			}
			got, err := json.MarshalIndent(all, "", " ")
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

// addsUp holds the census to its promise and to the components.
func addsUp(t testing.TB, s domain.Snapshot) {
	t.Helper()
	c := s.Census
	byType := 0
	for _, n := range c.ByType {
		byType += n
	}
	if c.Read != c.Identifiable+c.WithoutIdentity+c.NotSoftware || c.Read != byType || c.WithoutVersion > c.Identifiable {
		t.Errorf("the census does not add up: %+v", c)
	}
	if len(s.Components) > c.Identifiable+c.WithoutIdentity {
		t.Errorf("%d components of %+v", len(s.Components), c)
	}
	for _, one := range s.Components {
		if one.Key == "" && one.Name != "" && domain.PackageKey(one.Name) == one.Key {
			t.Errorf("%+v", one)
		}
	}
}
