package cve

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

func decode(text string) (a domain.Advisory, signals []domain.Signal, err error) {
	err = Decode(strings.NewReader(text), func(item domain.Item) error {
		switch i := item.(type) {
		case domain.Advisory:
			a = i
		case domain.Signal:
			signals = append(signals, i)
		}
		return nil
	})
	return a, signals, err
}

// record writes a published record of the two containers' members.
func record(cna, adp string) string {
	return `{"dataType":"CVE_RECORD","dataVersion":"5.1","cveMetadata":{"cveId":"CVE-2026-1","state":"PUBLISHED","assignerShortName":"maker",
	 "datePublished":"2026-06-01T00:00:00","dateUpdated":"2026-06-02T00:00:00.000Z"},
	 "containers":{"cna":{"providerMetadata":{"shortName":"maker"}` + cna + `}` + adp + `}}`
}

func TestDecodeRecord(t *testing.T) {
	const vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
	got, signals, err := decode(record(`,"title":"Stop","descriptions":[{"lang":"de","value":"Halt"},{"lang":"en-US","value":"It stops"}],
	 "affected":[{"vendor":"Maker","product":"Pump","defaultStatus":"unaffected","cpes":["cpe:2.3:a:maker:pump:*:*:*:*:*:*:*:*"],
	   "versions":[{"version":"1.0","status":"affected"}]}],
	 "problemTypes":[{"descriptions":[{"cweId":"CWE-20"},{"cweId":"CWE-20"},{"description":"n/a"}]}],
	 "metrics":[{"format":"CVSS","cvssV3_1":{"version":"3.1","vectorString":"`+vector+`","baseScore":9.8,"baseSeverity":"CRITICAL"}}],
	 "references":[{"url":"https://a.example","name":"a","tags":["patch","vendor-advisory"]}],
	 "credits":[{"value":"A. Finder","type":"finder"}],"solutions":[{"lang":"en","value":"Update"}],"workarounds":[{"lang":"en","value":"Filter"}]`,
		`,"adp":[{"providerMetadata":{"shortName":"CISA-ADP"},"title":"CISA ADP Vulnrichment","references":[{"url":"https://a.example"},{"url":"https://b.example"}],
	   "metrics":[{"other":{"type":"ssvc","content":{"id":"CVE-2026-1","role":"CISA Coordinator","timestamp":"2026-06-03T00:00:00Z","version":"2.0.3",
	    "options":[{"Exploitation":"none"},{"Automatable":"No"},{"Technical Impact":"Total"},{"Something Else":"x"}]}}},
	   {"other":{"type":"kev","content":{"dateAdded":"2026-06-03"}}}]}]`))
	if err != nil {
		t.Fatal(err)
	}
	advice := []domain.Remediation{{Category: "vendor_fix", Details: "Update"}, {Category: "workaround", Details: "Filter"}}
	want := domain.Advisory{Format: domain.FormatCVE, Namespace: Namespace, ID: "CVE-2026-1", Revision: "2026-06-02T00:00:00.000Z",
		Status: "published", Title: "Stop", Summary: "It stops", Publisher: "maker", TLP: domain.TLPClear,
		Published: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), Modified: time.Date(2026, 6, 2, 0, 0, 0, 0, time.UTC),
		Vulnerabilities: []domain.Vulnerability{{ID: "CVE-2026-1", Title: "Stop", Text: "It stops", CWEs: []string{"CWE-20"},
			Scores: []domain.Score{{Version: "3.1", Vector: vector, Base: 9.8, Severity: "CRITICAL", Source: "maker"}}}},
		Products: []domain.Product{{Ref: "/containers/cna/affected/0", Name: "Maker Pump", Vendor: "Maker", Product: "Pump",
			CPEs: []string{"cpe:2.3:a:maker:pump:*:*:*:*:*:*:*:*"}}},
		Statements: []domain.Statement{{Vulnerability: "CVE-2026-1", Product: "/containers/cna/affected/0", Status: domain.StatusAffected,
			Versions: domain.VersionSet{Kind: domain.SetExact, Exact: []string{"1.0"}}, Remediations: advice}},
		References: []domain.Reference{{Category: "patch, vendor-advisory", Summary: "a", URL: "https://a.example"}, {URL: "https://b.example"}},
		Credits: []domain.Credit{{Name: "A. Finder", Role: "finder"},
			{Name: "CISA-ADP", Role: "authorized data publisher", Summary: "CISA ADP Vulnrichment", Validated: true}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	published := time.Date(2026, 6, 3, 0, 0, 0, 0, time.UTC)
	wantSignals := []domain.Signal{
		{Kind: domain.SignalExploit, Vulnerability: "CVE-2026-1", Value: "none", Source: SourceCISA, Published: published},
		{Kind: domain.SignalAutomatable, Vulnerability: "CVE-2026-1", Value: "no", Source: SourceCISA, Published: published},
		{Kind: domain.SignalImpact, Vulnerability: "CVE-2026-1", Value: "total", Source: SourceCISA, Published: published},
	}
	if diff := cmp.Diff(wantSignals, signals); diff != "" {
		t.Error(diff)
	}
}

func TestDecodeSSVC(t *testing.T) {
	metric := func(content string) string {
		return `,"metrics":[{"other":{"type":"SSVC","content":` + content + `}}]`
	}
	tests := []struct {
		name, content, want string
		warns               bool
	}{
		{"the CNA's own", `{"options":[{"Automatable":"yes"}]}`, "automatable=yes by maker SSVC", false},
		{"several in one option", `{"options":[{"Technical Impact":"partial","Automatable":"yes"}]}`, "automatable=yes by maker SSVC, impact=partial by maker SSVC", false},
		{"a value that is none", `{"options":[{"Automatable":"maybe"}]}`, "", true},
		{"options of another type", `{"options":{"Automatable":"yes"}}`, "", true},
		{"null", `null`, "", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, signals, err := decode(record(metric(test.content), ""))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range signals {
				got = append(got, string(s.Kind)+"="+s.Value+" by "+s.Source)
			}
			if g := strings.Join(got, ", "); g != test.want || (len(a.Warnings) > 0) != test.warns {
				t.Errorf("got %q with %v, want %q", g, a.Warnings, test.want)
			}
		})
	}
}

func TestDecodeApplicability(t *testing.T) {
	const one = `{"nodes":[{"operator":"OR","cpeMatch":[{"vulnerable":true,"criteria":"cpe:2.3:a:maker:pump:*:*:*:*:*:*:*:*","versionEndExcluding":"2.0"}]}]}`
	const two = `{"operator":"AND","nodes":[{"cpeMatch":[{"vulnerable":true,"criteria":"cpe:2.3:a:maker:meter:1.5:*:*:*:*:*:*:*"}]},
	 {"cpeMatch":[{"vulnerable":false,"criteria":"cpe:2.3:o:maker:os:*:*:*:*:*:*:*:*"}]}]}`
	a, _, err := decode(record(`,"cpeApplicability":[`+one+`,`+two+`]`, ""))
	if err != nil || len(a.Warnings) > 0 {
		t.Fatal(err, a.Warnings)
	}
	got := map[string]domain.VersionSet{}
	for _, s := range a.Statements {
		got[s.Product] = s.Versions
		if s.Status == domain.StatusAffected && s.Vulnerability != a.ID {
			t.Errorf("%s speaks of %q", s.Product, s.Vulnerability)
		}
	}
	const at = "/containers/cna/cpeApplicability "
	if set := got[at+"cpe:2.3:a:maker:pump:*:*:*:*:*:*:*:* < 2.0"]; len(set.Ranges) != 1 || set.Ranges[0].Events[1].Fixed != "2.0" {
		t.Errorf("the range became %+v in %v", set, got)
	}
	beside := at + "cpe:2.3:a:maker:meter:1.5:*:*:*:*:*:*:* on cpe:2.3:o:maker:os:*:*:*:*:*:*:*:*"
	if set := got[beside]; set.Kind != domain.SetCPE || !strings.Contains(set.Text, ":1.5:") {
		t.Errorf("the version became %+v in %v", set, got)
	}
	refs := map[string]bool{}
	for _, p := range a.Products {
		refs[p.Ref] = true
		if r := p.Relationship; r != nil && !(refs[r.Product] && refs[r.RelatesTo]) {
			t.Errorf("%s is related to what is not there: %+v", p.Ref, r)
		}
	}
}

func TestDecodeCredits(t *testing.T) {
	a, _, err := decode(record(`,"credits":[{"value":"A","type":"finder"},{"value":"B","type":"remediation verifier"},{"value":"C","type":"tool"}]`,
		`,"adp":[{"title":"Enriched","providerMetadata":{"shortName":"CISA-ADP"}}]`))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range a.Credits {
		if c.Validated {
			got = append(got, c.Name)
		}
	}
	if strings.Join(got, ",") != "B,CISA-ADP" || len(a.Credits) != 4 {
		t.Errorf("got %+v", a.Credits)
	}
}

func TestDecodeRejected(t *testing.T) {
	rejected := func(meta, provider string) string {
		return `{"dataType":"CVE_RECORD","dataVersion":"5.1","cveMetadata":{"cveId":"CVE-2026-1","state":"REJECTED"` + meta + `},
		 "containers":{"cna":{"providerMetadata":{` + provider + `},"rejectedReasons":[{"lang":"en","value":"not used"}]}}}`
	}
	tests := []struct{ name, meta, provider, want string }{
		{"dateRejected", `,"dateRejected":"2026-01-01T00:00:00","dateUpdated":"2026-02-01T00:00:00Z"`, "", "2026-01-01"},
		{"dateUpdated", `,"dateUpdated":"2026-02-01T00:00:00Z"`, "", "2026-02-01"},
		{"the container's date", ``, `"dateUpdated":"2026-03-01T00:00:00Z"`, "2026-03-01"},
		{"no date", ``, ``, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, _, err := decode(rejected(test.meta, test.provider))
			var own *domain.Error
			if test.want == "" {
				if !errors.As(err, &own) || own.Code != jsondoc.CodeMissing || own.Place != "/cveMetadata/dateRejected" {
					t.Errorf("got %v", err)
				}
				return
			}
			if err != nil || got.Withdrawn.Format(time.DateOnly) != test.want || got.Summary != "not used" {
				t.Errorf("got %v %q %v, want %s", got.Withdrawn, got.Summary, err, test.want)
			}
		})
	}
}

func TestDecodeRefuses(t *testing.T) {
	whole := record("", "")
	change := func(old, new string) string { return strings.Replace(whole, old, new, 1) }
	tests := []struct {
		name, text, place string
		kind              domain.Kind
		code              domain.Code
	}{
		{"null", "null", "/dataVersion", domain.Invalid, jsondoc.CodeMissing},
		{"another data type", change("CVE_RECORD", "CVE"), "/dataType", domain.Unsupported, CodeDataType},
		{"JSON 4", change(`"5.1"`, `"4.0"`), "/dataVersion", domain.Unsupported, CodeDataVersion},
		{"no id", change(`"CVE-2026-1"`, `""`), "/cveMetadata/cveId", domain.Invalid, jsondoc.CodeMissing},
		{"no state", change(`"PUBLISHED"`, `""`), "/cveMetadata/state", domain.Invalid, jsondoc.CodeMissing},
		{"reserved", change(`"PUBLISHED"`, `"RESERVED"`), "/cveMetadata/state", domain.Unsupported, CodeReserved},
		{"versions of another type", record(`,"affected":[{"versions":["1.0"]}]`, ""), "/containers/cna/affected/0/versions/0", domain.Invalid, jsondoc.CodeType},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := decode(test.text)
			var own *domain.Error
			if !errors.As(err, &own) || own.Kind != test.kind || own.Code != test.code || own.Place != test.place {
				t.Errorf("got %#v, want %s %s at %s", err, test.kind, test.code, test.place)
			}
		})
	}
}
