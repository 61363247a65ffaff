package assess

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fenceline/internal/domain"
)

func TestSemanticVersioningIsDetected(t *testing.T) {
	for _, c := range []struct {
		revision string
		want     domain.Versioning
	}{
		{"1", domain.VersioningInteger}, {"0", domain.VersioningInteger}, {"20", domain.VersioningInteger},
		{"1.0.0", domain.VersioningSemantic}, {"0.9.1-rc.1", domain.VersioningSemantic}, {"2.1.3+build.7", domain.VersioningSemantic},
		{"01", ""}, {"1.0", ""}, {"1.0.0.0", ""}, {"v1.0.0", ""}, {"1.02.0", ""}, {"", ""}, {"final", ""}, {"1.0.0-", ""},
	} {
		if got := VersioningOf(c.revision); got != c.want {
			t.Errorf("%q is counted as %q, want %q", c.revision, got, c.want)
		}
	}
}

func TestChangeOfRevision(t *testing.T) {
	for _, c := range []struct {
		before, revision string
		want             domain.RevisionChange
	}{
		{"", "1.0.0", domain.ChangeInserted}, {"", "1", domain.ChangeInserted},
		{"1.0.0", "2.0.0", domain.ChangeMajor}, {"1.9.9", "1.10.0", domain.ChangeMinor}, {"1.0.0", "1.0.1", domain.ChangeMinor},
		{"0.1.0", "1.0.0", domain.ChangeMajor}, {"1", "2", domain.ChangeMajor}, {"9", "10", domain.ChangeMajor},
		{"2.0.0", "1.0.0", domain.ChangeOlder}, {"2", "2", domain.ChangeOlder}, {"1.0.0", "2", domain.ChangeMajor},
	} {
		if got := ChangeOf(c.before, c.revision); got != c.want {
			t.Errorf("%q after %q is %q, want %q", c.revision, c.before, got, c.want)
		}
	}
}

// TestCure changes each member of a remediation: the fingerprint must differ;
// blanks, order and repetition must not matter.
func TestCure(t *testing.T) {
	day := time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)
	one := domain.Remediation{Category: "vendor_fix", Details: "Update to 2.", URL: "https://a.example/1", Date: day, Restart: "machine", Entitlements: []string{"a", "b"}}
	base := Cure([]domain.Remediation{one})
	for name, change := range map[string]func(*domain.Remediation){
		"category":     func(r *domain.Remediation) { r.Category = "mitigation" },
		"details":      func(r *domain.Remediation) { r.Details = "Update to 3." },
		"url":          func(r *domain.Remediation) { r.URL = "https://a.example/2" },
		"date":         func(r *domain.Remediation) { r.Date = day.Add(time.Hour) },
		"restart":      func(r *domain.Remediation) { r.Restart = "none" },
		"entitlements": func(r *domain.Remediation) { r.Entitlements = []string{"a"} },
	} {
		other := one
		change(&other)
		if Cure([]domain.Remediation{other}) == base {
			t.Errorf("another %s has the same fingerprint", name)
		}
		if Cure([]domain.Remediation{one, other}) == base {
			t.Errorf("a second remediation with another %s has the same fingerprint", name)
		}
	}
	same := one
	same.Details, same.Entitlements, same.Date = " Update\n to 2. ", []string{"b", "a"}, day.In(time.FixedZone("", 3600))
	if Cure([]domain.Remediation{same, one}) != base || Cure(nil) != "" {
		t.Error("the same advice, written differently, has another fingerprint")
	}
}

func TestNewsOfRevisions(t *testing.T) {
	at := func(advisory, revision, flaw, cure string, v domain.Verdict) domain.Finding {
		return domain.Finding{Asset: "A", Component: "C", Name: "gate", Advisory: domain.AdvisoryKey(advisory), Revision: revision,
			Vulnerability: flaw, Aliases: []string{flaw, "GHSA-" + flaw}, Verdict: v, Cure: cure}
	}
	old := []domain.Finding{at("a", "1.0.0", "CVE-1", "x", domain.Affected), at("b", "1", "CVE-2", "", domain.NotAffected)}
	for _, c := range []struct {
		name        string
		now         []domain.Finding
		want        []string
		remediation bool
	}{
		{"the same again", old, nil, false},
		{"a newer revision that advises the same", []domain.Finding{at("a", "2.0.0", "CVE-1", "x", domain.Affected)}, nil, false},
		{"a newer revision that advises something else", []domain.Finding{at("a", "1.0.1", "CVE-1", "y", domain.Affected)}, []string{"CVE-1"}, true},
		{"another name of the flaw", []domain.Finding{at("a", "2", "GHSA-CVE-1", "x", domain.Affected)}, nil, false},
		{"another flaw of the same document", []domain.Finding{at("a", "2", "CVE-1", "x", domain.Affected), at("a", "2", "CVE-3", "x", domain.Affected)}, []string{"CVE-3"}, false},
		{"no match before", []domain.Finding{at("b", "2", "CVE-2", "", domain.CannotTell)}, []string{"CVE-2"}, false},
		{"no match now", []domain.Finding{at("a", "2", "CVE-1", "y", domain.NotAffected)}, nil, false},
		{"another document about it", []domain.Finding{at("c", "1", "CVE-1", "x", domain.Affected)}, []string{"CVE-1"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := News(old, c.now)
			if len(c.want) == 0 {
				if len(got) != 0 {
					t.Errorf("brought up %+v", got)
				}
				return
			}
			if len(got) != 1 || !cmp.Equal(got[0].Vulnerabilities, c.want) || got[0].Remediation != c.remediation {
				t.Errorf("got %+v, want %v", got, c.want)
			}
		})
	}
}

// TestNewsLaws: nothing is new against itself, everything is new against nothing,
// and order does not matter.
func TestNewsLaws(t *testing.T) {
	finding := rapid.Custom(func(t *rapid.T) domain.Finding {
		flaw := rapid.SampledFrom([]string{"CVE-1", "CVE-2", "CVE-3"}).Draw(t, "flaw")
		return domain.Finding{Asset: "A", Component: rapid.SampledFrom([]string{"c", "d"}).Draw(t, "component"),
			Advisory: domain.AdvisoryKey(rapid.SampledFrom([]string{"x", "y"}).Draw(t, "advisory")), Vulnerability: flaw, Aliases: []string{flaw},
			Verdict: rapid.SampledFrom([]domain.Verdict{domain.Affected, domain.NotAffected, domain.CannotTell}).Draw(t, "verdict"),
			Cure:    rapid.SampledFrom([]string{"", "1", "2"}).Draw(t, "cure")}
	})
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(finding, 0, 12).Draw(t, "findings")
		before := rapid.SliceOfN(finding, 0, 12).Draw(t, "before")
		if got := News(all, all); len(got) != 0 {
			t.Fatalf("new against itself: %+v", got)
		}
		met := map[string]bool{}
		for i := range all {
			if Matched(&all[i]) {
				met[all[i].Component+" "+string(all[i].Advisory)] = true
			}
		}
		if got := News(nil, all); len(got) != len(met) {
			t.Fatalf("%d new of %d", len(got), len(met))
		}
		turned, turnedBefore := slices.Clone(all), slices.Clone(before)
		slices.Reverse(turned)
		slices.Reverse(turnedBefore)
		if diff := cmp.Diff(News(before, all), News(turnedBefore, turned)); diff != "" {
			t.Fatal(diff)
		}
	})
}
