//go:build corpora

package csafcheck

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// judgedAt is the time the corpora are judged at; test 6.2.33 asks for one.
var judgedAt = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

func corpus(t *testing.T, name string) string {
	t.Helper()
	root := os.Getenv("FENCELINE_CORPORA")
	if root == "" {
		t.Fatal("FENCELINE_CORPORA names no folder")
	}
	return filepath.Join(root, name)
}

// verdicts is what the conformance documents come with.
type verdicts struct {
	Tests []struct {
		ID, Group       string
		Failures, Valid []struct {
			Name, Result string
			Valid        bool
		}
	}
}

func TestConformanceDocuments(t *testing.T) {
	for _, edition := range []string{"2.0", "2.1"} {
		t.Run(edition, func(t *testing.T) {
			folder := filepath.Join(corpus(t, "csaf-conformance"), "csaf_"+edition, "validator")
			var list verdicts
			text, err := os.ReadFile(filepath.Join(folder, "testcases.json"))
			if err == nil {
				err = json.Unmarshal(text, &list)
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, test := range list.Tests {
				for i, c := range slices.Concat(test.Failures, test.Valid) {
					data, err := os.ReadFile(filepath.Join(folder, c.Name))
					if err != nil {
						t.Fatal(err)
					}
					got, err := Check(bytes.NewReader(data), judgedAt)
					if err != nil {
						t.Errorf("%s: %v", c.Name, err)
						continue
					}
					found := slices.ContainsFunc(got.Findings, func(f Finding) bool { return f.Test == test.ID })
					fails := i < len(test.Failures)
					if got.Valid != c.Valid || found != fails {
						t.Errorf("%s %s: valid %v, want %v; found %v, want %v\n%s", test.ID, filepath.Base(c.Name), got.Valid, c.Valid, found, fails, mandatoryOf(got))
					}
				}
			}
		})
	}
}

func mandatoryOf(r Result) string {
	var b bytes.Buffer
	for _, f := range r.Findings {
		if f.Level == Mandatory {
			fmt.Fprintf(&b, "    %s %s %s %v\n", f.Test, f.Pointer, f.Code, f.Params)
		}
	}
	return b.String()
}
