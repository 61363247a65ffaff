package words

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fenceline/internal/domain"
)

func exampleDue() domain.Due {
	at := time.Date(2026, 11, 24, 15, 0, 0, 0, time.UTC)
	return domain.Due{
		Policy: domain.PolicyBOD, Version: "1.0.0", Tier: domain.TierForensic, Row: 15, Date: "2026-11-27", PolicyDate: "2026-11-23", CISADue: "2026-11-25",
		Start: at, StartCode: "start_received", Setting: domain.MissingFlat60, LateOnArrival: true,
		Facts: []domain.DueFact{
			{Fact: domain.FactKEV, Value: "yes", Source: "CISA KEV", At: at, Others: []domain.WhatIf{{Value: "no", Tier: domain.Tier3Days, Row: 14, Date: "2026-11-27"}}},
			{Fact: domain.FactExposure, Value: "yes", Source: "person", At: at},
			{Fact: domain.FactAutomatable, Value: "yes", Source: "CISA SSVC", At: at},
			{Fact: domain.FactImpact, Value: "total", Source: "CISA SSVC", At: at},
		},
	}
}

func TestWhy(t *testing.T) {
	known := exampleDue()
	missing := exampleDue()
	missing.Tier, missing.Row, missing.Assumed, missing.ForensicSuggested = domain.Tier3Days, -1, true, true
	missing.Facts[1] = domain.DueFact{Fact: domain.FactExposure, Filled: "yes"}
	plain := missing
	plain.Facts = slices.Clone(missing.Facts)
	plain.Facts[0].Value, plain.Tier = "no", domain.Tier60Days
	plain.Facts[3] = domain.DueFact{Fact: domain.FactImpact}
	cases := []struct {
		name string
		due  domain.Due
		why  string
		want []string // parts of lines
		not  string
	}{
		{"all known", known, "In KEV, public, automatable, total impact: 3 days & forensic investigation.",
			[]string{"In KEV: yes, says CISA KEV, since 24 Nov 2026. If no: 3 days, 27 Nov 2026 (row 14).", "says a person of this desk", "row 15",
				"started on 24 Nov 2026, when the advisory reached this desk", "Friday 27 November 2026", "own clock it would be Monday 23 November", "CISA's own KEV date: Wednesday 25", "already past"}, "suggested"},
		{"a fact missing on a KEV row", missing, "In KEV, exposure not known, automatable, total impact: 3 days.",
			[]string{"not known, taken as yes, because the strictest", "facts are missing", "investigation is suggested"}, "row 15"},
		{"filled by the setting", plain, "Not in KEV, exposure not known, automatable, impact not known: 60 days.",
			[]string{"taken as yes by the setting \"60 days where facts are missing\"", "Technical impact: not known."}, "strictest"},
		{"nothing open", domain.Due{}, "Nothing is open, so no date is due.", nil, "date"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := Why(c.due); got != c.why {
				t.Errorf("got %q", got)
			}
			lines := strings.Join(WhyLines(c.due), "\n")
			for _, want := range c.want {
				if !strings.Contains(lines, want) {
					t.Errorf("no %q in\n%s", want, lines)
				}
			}
			if strings.Contains(lines, c.not) {
				t.Errorf("%q in\n%s", c.not, lines)
			}
		})
	}
	if got, want := Assumption(plain), "This date is assumed, because public exposure and technical impact are not known. An answer may move it."; got != want {
		t.Errorf("got %q", got)
	}
	if Assumption(known) != "" || Assumption(missing) == "" {
		t.Error("an assumption is said exactly where there is one")
	}
}

func TestFinding(t *testing.T) {
	base := domain.Finding{Name: "tomcat", Version: "10.1.48", Vulnerability: "CVE-2026-1"}
	with := func(v domain.Verdict, fixed string, code domain.Code, params domain.Params) domain.Finding {
		f := base
		f.Verdict, f.Fixed, f.Reason = v, fixed, domain.Reason{Code: code, Params: params}
		return f
	}
	none := with(domain.CannotTell, "", domain.ReasonNoVersion, nil)
	none.Version = ""
	cases := []struct {
		name string
		f    domain.Finding
		want string
	}{
		{"fixed later", with(domain.Affected, "10.1.52", domain.ReasonInRange, domain.Params{"version": "10.1.48", "range": ">= 10 < 10.1.52"}),
			"PORTAL-01 is affected, because tomcat 10.1.48 is older than 10.1.52, the first fixed version."},
		{"no fix", with(domain.Affected, "", domain.ReasonInRange, domain.Params{"version": "10.1.48", "range": ">= 10"}),
			"PORTAL-01 is affected, because tomcat 10.1.48 lies in the affected range >= 10."},
		{"fixed", with(domain.NotAffected, "", domain.ReasonFixedReached, domain.Params{"version": "10.1.52", "fixed": "10.1.52"}),
			"PORTAL-01 is not affected by CVE-2026-1, because tomcat 10.1.52 is not older than 10.1.52, the first fixed version."},
		{"no version", none, "We cannot tell whether PORTAL-01 is affected, because the version of tomcat is not known."},
		{"release", with(domain.CannotTell, "", domain.ReasonOtherStream, domain.Params{"ecosystem": "Debian:12"}),
			"We cannot tell whether PORTAL-01 is affected, because the advisory speaks of tomcat in Debian 12, and the release of this asset is not known."},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := Finding(c.f, "PORTAL-01"); got != c.want {
				t.Errorf("got %q", got)
			}
		})
	}
	disputed := cases[0].f
	disputed.Disputed = true
	if got := Finding(disputed, "X"); !strings.HasSuffix(got, "says otherwise.") {
		t.Errorf("a dispute is not said: %q", got)
	}
}

func TestExplanation(t *testing.T) {
	text, lines := Explanation(domain.Explanation{
		Sentence: domain.Reason{Code: domain.ReasonNoSource, Params: domain.Params{"ecosystem": "vendor:siemens"}},
		Evidence: []domain.Reason{
			{Code: "explain_statement", Params: domain.Params{"advisory": "A-1", "publisher": "P", "revision": "2", "status": "not_affected", "product": "X", "vulnerability": "CVE-1"}},
			{Code: "explain_fix", Params: domain.Params{"kind": "update", "fixed": "2.0"}},
			{Code: "explain_trust", Params: domain.Params{"badge": "unchecked"}},
			{Code: "explain_version", Params: domain.Params{"version": "1", "range": "*"}},
		},
	})
	want := []string{"No loaded source speaks about products of siemens. Import one that does.", "P says in A-1, revision 2, about CVE-1: X is not affected.",
		"What would clear it: an update to 2.0 or newer.", "Origin of the advisory: not yet checked.", "Installed: 1. The advisory's versions: all."}
	if got := append([]string{text}, lines...); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestReceipt(t *testing.T) {
	done := time.Date(2026, 11, 24, 15, 0, 0, 0, time.UTC)
	cases := []struct {
		name string
		r    domain.Receipt
		want string
	}{
		{"as drawn", domain.Receipt{Finished: done, Totals: domain.Totals{Files: 315, Advisories: 312, Rejected: 3}, Effect: domain.Effect{Touching: 4, NewTasks: []string{"T-1"}}},
			"312 advisories read, 4 touch us, 1 new task. 3 files could not be read."},
		{"pending and interrupted", domain.Receipt{Totals: domain.Totals{Advisories: 1}, Effect: domain.Effect{Pending: true}},
			"1 advisory read. Comparing with the inventory is not done yet; what touches us is not known before. The import was interrupted; import the same source again and it goes on."},
		{"facts alone", domain.Receipt{Finished: done, Totals: domain.Totals{Files: 1, Signals: 1400}}, "1,400 facts about vulnerabilities read, 0 touch us, 0 new tasks."},
		{"all here", domain.Receipt{Finished: done, Totals: domain.Totals{Files: 2, Unchanged: 2}}, "0 advisories read, 0 touch us, 0 new tasks. All of it was here already."},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := Receipt(c.r); got != c.want {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestCounts(t *testing.T) {
	coverage := Coverage(domain.Coverage{Assets: 52, SoftwareKnown: 41, ExposureAnswered: 30, Components: 9870, WithSource: 9412, NoSource: []string{"Debian:12"}})
	want := []string{"software known for 41 of 52 assets", "public exposure answered for 30 of 52 assets", "components with a source: 9,412 of 9,870", "no loaded source speaks about Debian 12"}
	if !slices.Equal(coverage, want) {
		t.Errorf("got %q", coverage)
	}
	census := Census(domain.Census{Read: 87, Identifiable: 80, WithoutVersion: 3, WithoutIdentity: 2, NotSoftware: 5, Dropped: 1})
	if census != "87 entries read: 80 identifiable (3 of them without a version), 2 without identity, 5 not software; 1 of all entries was passed over by the reading library and is counted all the same" {
		t.Errorf("got %q", census)
	}
	now := time.Date(2026, 11, 24, 15, 0, 0, 0, time.UTC)
	empty := Zero(domain.DeskStatus{At: now})
	full := Zero(domain.DeskStatus{At: now, Advisories: 312, Sources: []domain.SourceAge{{Name: "OSV npm", Count: 312, Newest: now.AddDate(0, 0, -3), Arrived: now}}})
	if !strings.HasPrefix(empty, "No advisories are loaded yet") || !strings.Contains(empty, "import") || !strings.Contains(empty, "software known for 0 of 0") {
		t.Errorf("got %q", empty)
	}
	if !strings.HasPrefix(full, "Nothing found in 312") || !strings.Contains(full, "OSV npm: 312 records, newest 3 days old, imported 24 Nov 2026") || !strings.Contains(full, "public exposure answered") {
		t.Errorf("got %q", full)
	}
}

func TestValues(t *testing.T) {
	at := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	cases := []struct{ name, got, want string }{
		{"fix", Fix(domain.PatchTask{Name: "tomcat", Kind: domain.FixUpdate, Version: "10.1.52"}), "Update tomcat to 10.1.52"},
		{"fix without version", Fix(domain.PatchTask{Name: "tomcat", Kind: domain.FixUpdate}), "Update tomcat as the vendor advises"},
		{"mitigation", Fix(domain.PatchTask{Name: "tomcat", Kind: domain.FixMitigation}), "Mitigate tomcat"},
		{"watch", Fix(domain.PatchTask{Name: "tomcat", Kind: domain.FixWatch}), "Watch tomcat: no fix exists yet"},
		{"short tier", TierShort(domain.TierForensic), "3 days + forensic"},
		{"no tier", TierShort(domain.TierNone), ""},
		{"tier of a later table", Tier("7 days"), "7 days"},
		{"upgrade", TierShort(domain.TierUpgrade), "Next upgrade"},
		{"label", TLP(domain.TLPClear), "TLP:CLEAR"},
		{"no label", TLP(domain.TLPUnlabelled), "no label"},
		{"unchecked", Badge(domain.BadgeUnchecked), "not yet checked"},
		{"no badge", Badge(""), "not yet checked"},
		{"disputed", Verdict(domain.Affected, true), "affected, disputed"},
		{"state", State(domain.StateTriage), "Fixed, triage outstanding"},
		{"evidence", Evidence(domain.Evidence{Code: "verified", Seen: "4.17.23", At: at}, time.UTC), "inventory of 25 Nov 2026 shows 4.17.23, nothing affected"},
		{"evidence gone", Evidence(domain.Evidence{Code: "component_gone", At: at}, time.UTC), "inventory of 25 Nov 2026 no longer shows it"},
		{"progress", Progress(domain.Progress{Stage: "read", Done: 1, Total: 4, Name: "a.json"}), "Reading: 25 %, a.json"},
		{"progress of unknown length", Progress(domain.Progress{Stage: "match", Done: 7}), "Comparing with the inventory"},
		{"remedy", Remedy("no_fix_planned"), "No fix is planned"},
		{"question", Question(domain.Question{Name: "WS-1", Fact: domain.FactExposure, Moves: 3, Now: "2026-11-27", Then: "2026-12-08", Other: "no"}),
			"Can WS-1 be reached from the internet? Answering no moves 3 due dates, the first from 27 Nov 2026 to 8 Dec 2026."},
		{"warning with a place", Warning(domain.Warning{Code: "without_identity", Place: "line 4", Params: domain.Params{"count": "1200"}}),
			"1,200 entries have no identity: no advisory can be compared with them. Place: line 4."},
		{"warning on origins", Warning(domain.Warning{Code: "weaker_revision", Params: domain.Params{"have": "verified", "got": "unchecked"}}),
			"The origin of this revision (not yet checked) is less proven than that of the one here (verified, key pinned); it may raise, but not lower."},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if c.got != c.want {
				t.Errorf("got %q, want %q", c.got, c.want)
			}
		})
	}
	for _, s := range []domain.State{domain.StateOpen, domain.StatePlanned, domain.StateProgress, domain.StateClaimed, domain.StateRestart, domain.StateTriage,
		domain.StateVerified, domain.StateBlocked, domain.StateException, domain.StateNotApplicable, domain.StateReopened} {
		if State(s) == string(s) {
			t.Errorf("the state %q has no word", s)
		}
	}
}

func TestEvent(t *testing.T) {
	cases := []struct {
		name string
		e    domain.LogEvent
		want string
	}{
		{"asset changed", domain.LogEvent{Verb: "asset.set", Subject: "A", Before: `{"name":"A","revision":1,"owner":"x"}`, After: `{"name":"A","revision":2,"next_upgrade":"2026-12-01"}`},
			"Asset changed: A (next upgrade, owner)"},
		{"asset added", domain.LogEvent{Verb: "asset.add", Subject: "A", After: `{"name":"A"}`}, "Asset added: A"},
		{"claimed", domain.LogEvent{Verb: "target.claimed", Subject: "T-1", Before: "a1 open", After: "a1 claimed", Reason: "change 4711"}, "T-1: claimed, was open (change 4711)"},
		{"reopened", domain.LogEvent{Verb: "target.reopened", Subject: "T-1", Before: "verified", After: "reopened", Reason: "regressed"},
			"T-1: reopened, was verified (a newer inventory shows an affected version again)"},
		{"date moved", domain.LogEvent{Verb: "target.due", Subject: "T-1", Before: "2026-12-01", After: "", Reason: "kev: yes to no, exposure: not known to no"},
			"T-1: due date moved from 1 Dec 2026 to no date (in kev: yes to no, publicly exposed: not known to no)"},
		{"inventory", domain.LogEvent{Verb: "inventory.import", Subject: "a1", After: "my sbom.json 0a1b"}, "Inventory imported: my sbom.json"},
		{"unknown verb", domain.LogEvent{Verb: "moon.landed_on", Subject: "M"}, "moon landed on M"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := Event(c.e); got != c.want {
				t.Errorf("got %q", got)
			}
		})
	}
}
