package kev

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

func decode(text string) ([]domain.Signal, error) {
	var signals []domain.Signal
	err := Decode(strings.NewReader(text), func(item domain.Item) error {
		signals = append(signals, item.(domain.Signal))
		return nil
	})
	return signals, err
}

const catalogue2021 = `{"title":"Catalog","catalogVersion":"2025.08.25","dateReleased":"2025-08-25T17:04:19.9796Z","count":2,
 "vulnerabilities":[
 {"cveID":"CVE-2025-1001","vendorProject":"Git","product":"Git","vulnerabilityName":"Git Link Following","dateAdded":"2025-08-25",
  "shortDescription":"x","requiredAction":"Apply mitigations","dueDate":"2025-09-15","knownRansomwareCampaignUse":"Unknown","notes":"","cwes":["CWE-59"]},
 {"cveID":"CVE-2025-1002","vulnerabilityName":"Other","dateAdded":"2025-08-20","requiredAction":"Patch","dueDate":"2025-09-10"}]}`

func TestDecodeCatalogueOf2021(t *testing.T) {
	got, err := decode(catalogue2021)
	if err != nil || len(got) != 2 {
		t.Fatalf("got %d signals, %v", len(got), err)
	}
	want := domain.Signal{Kind: domain.SignalKEV, Vulnerability: "CVE-2025-1001", Value: "2025-08-25", Source: Source,
		Published: time.Date(2025, 8, 25, 17, 4, 19, 979600000, time.UTC), Due: "2025-09-15",
		Name: "Git Link Following", Action: "Apply mitigations", Ransomware: "Unknown"}
	if got[0].Warnings != nil {
		t.Errorf("unexpected warnings %v", got[0].Warnings)
	}
	if g := got[0]; g.Kind != want.Kind || g.Vulnerability != want.Vulnerability || g.Value != want.Value || g.Source != want.Source ||
		!g.Published.Equal(want.Published) || g.Due != want.Due || g.Name != want.Name || g.Action != want.Action || g.Ransomware != want.Ransomware {
		t.Errorf("got %+v, want %+v", g, want)
	}
}

func TestDecodeForensicTriage(t *testing.T) {
	tests := []struct{ member, want string }{
		{``, ""},
		{`,"forensicTriage":true`, "true"},
		{`,"forensicTriage":false`, "false"},
		{`,"forensicTriage":"Required within 72 hours"`, "Required within 72 hours"},
		{`,"forensicTriage":null`, ""},
		{`,"forensicTriage":1`, "1"},
	}
	for _, test := range tests {
		got, err := decode(`{"vulnerabilities":[{"cveID":"CVE-2026-1","dateAdded":"2026-06-12"` + test.member + `}],"catalogVersion":"2026.06.12"}`)
		if err != nil || len(got) != 1 {
			t.Fatalf("%s: got %d signals, %v", test.member, len(got), err)
		}
		if got[0].Forensic != test.want || got[0].Due != "" {
			t.Errorf("%s: got %q due %q, want %q", test.member, got[0].Forensic, got[0].Due, test.want)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	tests := []struct {
		name, text, place string
		code              domain.Code
	}{
		{"no list", `{"title":"x"}`, "/vulnerabilities", jsondoc.CodeMissing},
		{"null", `null`, "/vulnerabilities", jsondoc.CodeMissing},
		{"a list", `[]`, "", jsondoc.CodeType},
		{"list of another type", `{"vulnerabilities":{}}`, "/vulnerabilities", jsondoc.CodeType},
		{"null entry", `{"vulnerabilities":[null]}`, "/vulnerabilities/0/cveID", jsondoc.CodeMissing},
		{"entry without id", `{"vulnerabilities":[{"dateAdded":"2026-01-01"}]}`, "/vulnerabilities/0/cveID", jsondoc.CodeMissing},
		{"entry without date", `{"vulnerabilities":[{"cveID":"CVE-2026-1"}]}`, "/vulnerabilities/0/dateAdded", jsondoc.CodeMissing},
		{"date that is none", `{"vulnerabilities":[{"cveID":"CVE-2026-1","dateAdded":"NaN"}]}`, "/vulnerabilities/0/dateAdded", jsondoc.CodeDate},
		{"date of another type", `{"vulnerabilities":[{"cveID":"CVE-2026-1","dateAdded":20260101}]}`, "/vulnerabilities/0/dateAdded", jsondoc.CodeType},
		{"member twice", `{"vulnerabilities":[{"cveID":"CVE-2026-1","cveID":"CVE-2026-2","dateAdded":"2026-01-01"}]}`, "/vulnerabilities/0/cveID", jsondoc.CodeDuplicate},
		{"list twice", `{"vulnerabilities":[],"vulnerabilities":[]}`, "/vulnerabilities", jsondoc.CodeDuplicate},
		{"garbage behind", `{"vulnerabilities":[]} x`, "", jsondoc.CodeTrailing},
		{"cut", catalogue2021[:len(catalogue2021)-9], "/vulnerabilities/1/dueDate", jsondoc.CodeTruncated},
		{"cut after an entry", `{"vulnerabilities":[{"cveID":"CVE-2026-1","dateAdded":"2026-01-01"}`, "/vulnerabilities", jsondoc.CodeTruncated},
		{"too deep", `{"vulnerabilities":[{"x":` + strings.Repeat("[", jsondoc.MaxDepth) + strings.Repeat("]", jsondoc.MaxDepth) + `}]}`, "", jsondoc.CodeDepth},
		{"nothing", " ", "", jsondoc.CodeEmpty},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := decode(test.text)
			var own *domain.Error
			if !errors.As(err, &own) || own.Code != test.code || own.Place != test.place || own.Op != op {
				t.Errorf("got %#v, want %s at %s", err, test.code, test.place)
			}
		})
	}
}

func TestDecodeWarns(t *testing.T) {
	tests := []struct {
		name, text string
		code       domain.Code
	}{
		{"count differs", `{"count":9,"vulnerabilities":[{"cveID":"CVE-2026-1","dateAdded":"2026-01-01"}]}`, WarnCount},
		{"id twice", `{"vulnerabilities":[{"cveID":"CVE-2026-1","dateAdded":"2026-01-01"},{"cveID":"CVE-2026-1","dateAdded":"2026-01-02"}]}`, WarnTwice},
		{"due date that is none", `{"vulnerabilities":[{"cveID":"CVE-2026-1","dateAdded":"2026-01-01","dueDate":"soon"}]}`, WarnDue},
		{"byte-order mark", "\xEF\xBB\xBF" + `{"vulnerabilities":[{"cveID":"CVE-2026-1","dateAdded":"2026-01-01"}]}`, jsondoc.WarnBOM},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := decode(test.text)
			if err != nil {
				t.Fatal(err)
			}
			last := got[len(got)-1]
			if len(last.Warnings) != 1 || last.Warnings[0].Code != test.code {
				t.Errorf("got %v, want %s", last.Warnings, test.code)
			}
		})
	}
}

func TestDecodeHandsBackTheErrorOfEmit(t *testing.T) {
	err := Decode(strings.NewReader(catalogue2021), func(domain.Item) error { return io.ErrClosedPipe })
	if err != io.ErrClosedPipe {
		t.Errorf("got %v", err)
	}
}
