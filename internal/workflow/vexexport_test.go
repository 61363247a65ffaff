package workflow

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fenceline/internal/assess"
	"fenceline/internal/csafcheck"
	"fenceline/internal/domain"
	"fenceline/internal/ingest"
	"fenceline/internal/report"
)

// readVEX reads a golden of package report as the desk would.
func readVEX(t *testing.T, name string) ([]byte, domain.Advisory) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "report", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var out domain.Advisory
	doc := ingest.Document{File: name, Format: ingest.Recognise(name, data), Size: int64(len(data)), Data: data}
	err = ingest.Decode(doc, func(item domain.Item) error { out = item.(domain.Advisory); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return data, out
}

// TestOwnOpenVEXReadsBack holds that what is exported means the same to this
// program's own reader: flaw, product, version, status, why, and on which asset.
func TestOwnOpenVEXReadsBack(t *testing.T) {
	_, a := readVEX(t, "own.openvex.json")
	if len(a.Warnings) > 0 || a.Publisher != "Cedar Hollow Hospital" || a.Revision != "5" {
		t.Errorf("%s revision %s, warnings %v", a.Publisher, a.Revision, a.Warnings)
	}
	type row struct {
		key, stream, flaw, version string
		status                     domain.Status
		justification, said, bound string
	}
	var got []row
	for _, kr := range assess.Rows(&a) {
		if kr.Row.Confidence == domain.NameOnly {
			continue // the spelling of a CPE name as a name: no verdict rests on it
		}
		s := a.Statements[kr.Row.Statement]
		one := row{key: string(kr.Key), stream: kr.Row.Stream, flaw: kr.Row.Vulnerability, status: kr.Row.Status, justification: s.Justification, said: s.Impact, bound: kr.Row.Claim.BOM}
		if kr.Row.Versions.Kind == domain.SetExact {
			one.version = kr.Row.Versions.Exact[0]
		} else if kr.Row.Versions.Kind != domain.SetAll {
			t.Errorf("%s: versions %+v", kr.Key, kr.Row.Versions)
		}
		if len(s.Remediations) > 0 {
			one.said = s.Remediations[0].Details
		}
		if kr.Row.Needs {
			t.Errorf("%s binds nothing: %+v", kr.Key, kr.Row)
		}
		got = append(got, one)
	}
	urn := func(id string) string { return domain.AssetURN(id)[len("urn:uuid:"):] }
	const why, text = "vulnerable_code_not_in_execute_path", "The <template> function is never called."
	want := []row{
		{"npm/lodash", "", "CVE-2026-90001", "4.17.20", domain.StatusNotAffected, why, text, urn("01ARZ3NDEKTSV4RRFFQ69G5FAV")},
		{"npm/lodash", "", "CVE-2026-90001", "4.17.20", domain.StatusNotAffected, why, text, urn("01ARZ3NDEKTSV4RRFFQ69G5FAW")},
		{"vp/meridian/lvp 8", "", "CVE-2026-90002", "", domain.StatusAffected, "", "Keep it in its own network segment.", ""},
		{"deb/debian/libssl3", "Debian:12", "CVE-2026-90002", "3.0.9-1", domain.StatusUnderInvestigation, "", "An earlier decision about this was taken back.", ""},
		{"deb/debian/libssl3", "Debian:12", "MERIDIAN-2026-7", "3.0.9-1", domain.StatusFixed, "", "", ""},
	}
	if !slices.Equal(got, want) {
		t.Errorf("read back as\n%+v\nwant\n%+v", got, want)
	}
}

// TestOwnCSAFIsValid holds the exported document against schema and every test.
func TestOwnCSAFIsValid(t *testing.T) {
	data, a := readVEX(t, "own.csaf.json")
	result, err := csafcheck.Check(bytes.NewReader(data), dayOne.AddDate(0, 1, 0))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range result.Findings {
		t.Logf("%s %v %s %s", f.Test, f.Level, f.Pointer, f.Code)
	}
	if !result.Valid || result.Edition != "2.0" {
		t.Errorf("edition %s, valid %t", result.Edition, result.Valid)
	}
	if len(a.Warnings) > 0 || len(a.Statements) != 5 || a.TLP != domain.TLPAmber {
		t.Errorf("read as %d statements, %s, warnings %v", len(a.Statements), a.TLP, a.Warnings)
	}
	for label, want := range map[domain.TLP]bool{domain.TLPAmber: true, domain.TLPRed: false} {
		if ok, err := report.Sees(report.Examiner, label); ok != want || err != nil {
			t.Errorf("an examiner sees %s: %t, %v", label, ok, err)
		}
	}
}
