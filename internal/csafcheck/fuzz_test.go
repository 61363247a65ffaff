package csafcheck

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

// FuzzCheck starts from valid documents and from documents that fail each test.
func FuzzCheck(f *testing.F) {
	for _, edition := range []string{"2.0", "2.1"} {
		f.Add(edited(f, edition))
	}
	seeds := 2
	for _, c := range slices.Concat(breakingTree, breakingRevisions, breakingVulnerabilities, breakingProfiles, breaking21, breakingAdvice) {
		f.Add(edited(f, c.editions[:1]+"."+c.editions[1:2], c.edits...))
		seeds++
	}
	if seeds < 150 {
		f.Fatalf("only %d seeds", seeds)
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		r, err := Check(bytes.NewReader(doc), atTest)
		if err != nil {
			var e *domain.Error
			if !errors.As(err, &e) || e.Code == "" || !words.Has(words.English, e.Code) {
				t.Fatalf("an error that no person understands: %v", err)
			}
			return
		}
		failed := false
		for _, finding := range r.Findings {
			failed = failed || finding.Level == Mandatory
			if finding.Test == "" || finding.Pointer != "" && finding.Pointer[0] != '/' || words.Check(finding.Code, finding.Params) == "" {
				t.Fatalf("an incomplete finding: %+v", finding)
			}
		}
		if r.Valid == failed {
			t.Fatalf("valid %v with %v", r.Valid, r.Findings)
		}
	})
}
