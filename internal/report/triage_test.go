package report

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
)

func triageSheet() domain.TriageSheet {
	held := time.Date(2026, 11, 24, 21, 5, 0, 0, time.UTC)
	zone, err := time.LoadLocation("America/Chicago")
	if err != nil {
		panic(err)
	}
	duty := domain.Triage{Held: held, Listed: "2026-11-22", Records: []domain.TriageRecord{
		{Step: domain.TriageScope, Note: "this server alone <b>", By: "J.M.", At: held.Add(time.Hour)},
		{Step: domain.TriageDecision, Outcome: domain.TriageSuspected, Note: "a new account", By: "R.T.", At: held.Add(80 * time.Hour)}}}
	return domain.TriageSheet{Made: held.Add(90 * time.Hour), By: "J.M.", Program: "Fenceline test", Fix: "Update tomcat to 10.1.52", TLP: domain.TLPAmber,
		Desk:       domain.Desk{Operator: "Cedar Hollow </style><script>", Zone: "America/Chicago"},
		Task:       domain.PatchTask{ID: "T-9", Vulnerabilities: []string{"CVE-2026-90001"}},
		Advisories: []string{"AICH-2026-0118"},
		Targets: []domain.TriageTarget{
			{Asset: domain.Asset{Name: "PORTAL-01", Location: "Rack 2"}, State: domain.StateTriage, Triage: duty, Installed: held.Add(20 * time.Hour), Clocks: duty.Clocks(zone, held.Add(20*time.Hour), held.Add(90*time.Hour))},
			{Asset: domain.Asset{Name: "PORTAL-TEST"}, State: domain.StateOpen, Suggested: true},
		}}
}

func TestTriageSheet(t *testing.T) {
	var out bytes.Buffer
	if err := TriageSheet(&out, triageSheet()); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join("testdata", "triage.html")
	if *update {
		if err := os.WriteFile(name, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Errorf("triage.html (-want +got):\n%s", diff)
	}
	for _, must := range []string{"TLP:AMBER", "over on arrival", "compromise suspected", "suggested", "24 Nov 2026, 17:05 CST", "No duty stands"} {
		if !strings.Contains(out.String(), must) {
			t.Errorf("the sheet does not say %q", must)
		}
	}
	if strings.Contains(out.String(), "<script") || strings.Contains(out.String(), "alone <b>") {
		t.Error("foreign text became markup")
	}
}
