package ui

import (
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
)

// What the gallery shows is invented: a small hospital on Tuesday 24 November 2026.
const (
	exhibitPerson   = "J.M."
	exhibitProduct  = "Apache Tomcat"
	exhibitLong     = "Meridian LVP-8 infusion pump, gateway and drug library editor with the wireless module of the second series"
	exhibitIDLong   = "ICSMA-26-301-02"
	exhibitNote     = "Reaches the laboratory network only"
	exhibitEvidence = "SBOM of today 15:31 shows 10.1.52"
	exhibitTitle    = "Meridian LVP-8 infusion pump and gateway (Update B)"
	exhibitFormer   = "Meridian LVP-8 infusion pump and gateway (Update A)"
	exhibitSummary  = "The pump accepts drug library updates from its gateway without checking who signed them. <b>Markup stays as it is written</b>, and so does <script>alert(1)</script> or [a link](https://meridian.example)."
	exhibitFlaw     = "No signature check"
	exhibitRemedy   = "Pump firmware 3.8.1 and gateway 4.2.3. Meridian installs both on site; pumps must be out of use."
	exhibitProductP = "Meridian LVP-8 firmware before 3.8.1"
	exhibitNoFix    = "category: none_available, details: No fix yet."
	exhibitAdded    = "summary: Instructions for the service, url: https://meridian.example/lvp-8"
	exhibitComment  = "Called Meridian: they come on Thursday for the second floor."
	exhibitChange   = "Two references changed"
	exhibitDevice   = "E:/cedar-hollow-2026-11-24.zip"
	exhibitKind     = "server"
	exhibitDay      = "Fri 18 Dec 2026"
	exhibitKEV      = "CISA KEV"
	exhibitPortal   = "T-118 PORTAL-01"
	exhibitTest     = "T-118 PORTAL-TEST"
	exhibitGone     = "[none_available p1]"
	exhibitBrowser  = "Mozilla Firefox ESR"
	exhibitReader   = "Acrobat Reader"
	exhibitScheme   = "Debian:12"
	exhibitReason   = "Waiting for the vendor"
)

// exhibitTask is one fix of the gallery's lists.
func exhibitTask(id, name, version string, tier domain.Tier, due domain.Day, total int, state domain.State) domain.TaskView {
	t := domain.TaskView{PatchTask: domain.PatchTask{ID: id, Name: name, Kind: domain.FixUpdate, Version: version, Owner: exhibitPerson},
		Tier: tier, Due: due, State: state, Total: total, Score: 9.8}
	t.Vulnerabilities = []string{"CVE-2026-51877", "CVE-2026-51880"}
	return t
}

// exhibitDetail is a task with everything a detail can show.
func exhibitDetail(now time.Time) *screen.TasksState {
	view := exhibitTask("T-118", exhibitProduct, "10.1.52", domain.TierForensic, "2026-11-27", 3, domain.StateProgress)
	view.KEV, view.Assumed, view.Done = true, true, 1
	held := now.Add(-35 * time.Minute)
	due := domain.Due{
		Policy: domain.PolicyBOD, Version: "1.0.0", Tier: domain.TierForensic, Row: 15, Date: "2026-11-27", CISADue: "2026-11-27",
		Start: held, StartCode: "start_detected", Assumed: true, Setting: domain.MissingWorstCase, PolicyDate: "2026-11-27",
		Facts: []domain.DueFact{
			{Fact: domain.FactKEV, Value: "yes", Source: exhibitKEV, At: held, Others: []domain.WhatIf{{Value: "no", Tier: domain.Tier3Days, Row: 7}}},
			{Fact: domain.FactExposure, Value: "yes", Source: exhibitPerson, At: now.AddDate(0, -8, -21), Others: []domain.WhatIf{{Value: "no", Tier: domain.TierForensic, Row: 11}}},
			{Fact: domain.FactImpact, Filled: "total", Others: []domain.WhatIf{{Value: "partial", Tier: domain.Tier3Days, Row: 14}}},
		},
	}
	target := func(asset string, state domain.State, before, seen string) domain.TargetView {
		return domain.TargetView{Target: domain.Target{Task: view.ID, Asset: "a-" + asset, State: state, Due: due, Before: before, Detected: held}, AssetName: asset, Exposure: domain.Yes, Seen: seen}
	}
	detail := &domain.TaskDetail{TaskView: view, Why: due,
		Targets: []domain.TargetView{target("PORTAL-01", domain.StateProgress, "10.1.48", "10.1.48"), target("PORTAL-TEST", domain.StateVerified, "10.1.48", "10.1.52")},
		History: []domain.LogEvent{
			{Seq: 18320, At: now.AddDate(0, 0, -1), Person: exhibitPerson, Verb: "task.note", Subject: "T-118", After: exhibitComment},
			{Seq: 18390, At: held, Person: exhibitPerson, Verb: "task.created", Subject: "T-118"},
			{Seq: 18398, At: held.Add(8 * time.Minute), Person: exhibitPerson, Verb: "target.reopened", Subject: exhibitPortal, Reason: exhibitNote},
			{Seq: 18400, At: held.Add(26 * time.Minute), Person: exhibitPerson, Verb: "target.verified", Subject: exhibitTest, Reason: exhibitEvidence},
		},
	}
	triage := domain.Triage{Held: held, Listed: domain.DayOf(now, now.Location()), Records: []domain.TriageRecord{{Step: domain.TriageScope, Note: exhibitNote, By: exhibitPerson, At: held.Add(20 * time.Minute)}}}
	late := domain.Triage{Held: now.AddDate(0, 0, -2), Listed: domain.DayOf(now.AddDate(0, 0, -3), now.Location())}
	one := func(name string, t domain.Triage) domain.TriageTarget {
		return domain.TriageTarget{Asset: domain.Asset{ID: "a-" + name, Name: name}, State: domain.StateProgress, Triage: t, Clocks: t.Clocks(now.Location(), time.Time{}, now)}
	}
	return &screen.TasksState{Stage: screen.Ready, Today: domain.DayOf(now, now.Location()), Selected: view.ID, Detail: detail, Tab: screen.TabOverview,
		Sheet: &domain.TriageSheet{Task: view.PatchTask, Targets: []domain.TriageTarget{one("PORTAL-01", triage), one("LAB-IF-01", late)}}}
}

// exhibitAdvisory is a document with markup that nobody interprets.
func exhibitAdvisory(now time.Time) *screen.AdvisoriesState {
	a := &domain.Advisory{
		Format: domain.FormatCSAF, Namespace: "https://meridian.example", ID: exhibitIDLong, Revision: "3", Title: exhibitTitle, Publisher: "CISA",
		Published: now.AddDate(0, 0, -27), Modified: now, TLP: domain.TLPAmber, Summary: exhibitSummary,
		Vulnerabilities: []domain.Vulnerability{{ID: "CVE-2026-40112", Title: exhibitFlaw, Scores: []domain.Score{{Version: "3.1", Base: 8.1, Severity: "HIGH", Vector: "CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:H"}}}},
		Products:        []domain.Product{{Ref: "p1", Name: exhibitProductP}},
		Statements:      []domain.Statement{{Vulnerability: "CVE-2026-40112", Product: "p1", Status: domain.StatusAffected, Remediations: []domain.Remediation{{Category: "vendor_fix", Details: exhibitRemedy, Restart: "machine"}}}},
		References:      []domain.Reference{{URL: "https://meridian.example/lvp-8"}},
		Revisions:       []domain.RevisionNote{{Number: "3", Date: now, Text: exhibitChange}},
	}
	view := &domain.AdvisoryView{Key: "csaf|https://meridian.example|" + exhibitIDLong, ID: a.ID, Title: a.Title, Publisher: a.Publisher, Received: now.Add(-35 * time.Minute),
		TLP: a.TLP, Badge: domain.BadgeVerified, Score: 8.1, KEV: true, Assets: 3, Unread: true}
	return &screen.AdvisoriesState{Stage: screen.Ready, Selected: view.Key, View: view, Detail: a,
		Revisions: []domain.RevisionView{{Revision: "2"}, {Revision: "3", InForce: true}},
		Mark:      domain.AdvisoryMark{Comments: []domain.Comment{{By: exhibitPerson, At: now, Text: exhibitComment}}}}
}

// exhibitDifference is what two revisions of it say differently.
func exhibitDifference() *domain.Difference {
	return &domain.Difference{Older: domain.RevisionView{Revision: "2"}, Newer: domain.RevisionView{Revision: "3", InForce: true}, Said: []domain.Said{
		{What: domain.SaidTitle, Sort: domain.ChangeChanged, Before: exhibitFormer, After: exhibitTitle},
		{What: domain.SaidScore, Sort: domain.ChangeChanged, Of: "CVE-2026-40112", Before: "7.5 (3.1)", After: "9.8 (3.1)"},
		{What: domain.SaidReference, Sort: domain.ChangeAdded, Names: []string{"https://meridian.example/lvp-8"}},
		{What: domain.SaidFix, Sort: domain.ChangeRemoved, Of: "CVE-2026-40112", Before: exhibitNoFix},
	}, Changes: []domain.Change{
		{Sort: domain.ChangeChanged, Path: []string{"document", "title"}, Before: exhibitFormer, After: exhibitTitle},
		{Sort: domain.ChangeAdded, Path: []string{"document", "references", "[https://meridian.example/lvp-8]"}, After: exhibitAdded},
		{Sort: domain.ChangeRemoved, Path: []string{"vulnerabilities", "[CVE-2026-40112]", "remediations", exhibitGone}, Before: exhibitNoFix},
	}}
}

// exhibitWeeks are twelve weeks of what was open, came in and was closed.
func exhibitWeeks() []domain.FlowWeek {
	var weeks []domain.FlowWeek
	monday := domain.Day("2026-09-07")
	for i := range 12 {
		by := map[domain.Tier]int{domain.TierUpgrade: 16 + i%3, domain.Tier60Days: 20 + i/2, domain.Tier14Days: 8 + i, domain.Tier3Days: i % 4}
		if i == 11 {
			by[domain.TierForensic] = 3
		}
		n := 0
		for _, count := range by {
			n += count
		}
		weeks = append(weeks, domain.FlowWeek{Monday: monday.Add(7 * i), In: 6 + i%5, Closed: 5 + i%4, Backlog: n, ByTier: by, InMinutes: 60 * (8 + 3*(i%4)), ClosedMinutes: 60 * (7 + 2*(i%5))})
	}
	return weeks
}

func exhibitAges() []domain.AgeBin {
	return []domain.AgeBin{{From: 0, To: 7, Open: 9, Overdue: 1}, {From: 8, To: 14, Open: 13}, {From: 15, To: 30, Open: 14}, {From: 31, To: 60, Open: 18}, {From: 61, To: 90, Open: 8}, {From: 91, Open: 3}}
}
