package report

import (
	"fmt"
	"strings"
	"time"

	"fenceline/internal/domain"
)

var made = time.Date(2026, 11, 24, 21, 40, 0, 0, time.UTC)

// hospital is an invented operator with thirty lines of every sort.
func hospital() domain.ReportData {
	d := domain.ReportData{Made: made, By: "Jane Miller, IT lead", Program: "Fenceline 0.2.0", Scope: "all", From: "2026-08-03", To: "2026-11-24",
		PolicyVersion: "1.0.0", TLP: domain.TLPAmber, Audience: Inside,
		Status: domain.DeskStatus{At: made, Advisories: 312, Store: "C:/ProgramData/Fenceline/desk",
			Desk: domain.Desk{Operator: "Cedar Hollow Hospital", Beds: 25, Zone: "America/Chicago", Policy: domain.PolicyBOD, Missing: domain.MissingFlat60},
			Sources: []domain.SourceAge{
				{Name: "Palisade PSIRT", Format: domain.FormatCSAF, Count: 112, Newest: made.AddDate(0, 0, -1), Arrived: made},
				{Name: "CVE list with CISA's container", Format: domain.FormatCVE, Count: 9120, Newest: made.AddDate(0, 0, -2), Arrived: made},
				{Name: "CISA KEV", Format: domain.FormatKEV, Count: 1602, Newest: made.AddDate(0, 0, -1), Arrived: made}},
			Coverage: domain.Coverage{Assets: 52, SoftwareKnown: 41, ExposureAnswered: 45, Components: 9870, WithSource: 9412, WithoutVersion: 31, NoSource: []string{"Debian:12"}},
			Log:      domain.LogHead{Seq: 18402, Hash: "7f3a0c5d1b8e4f62a97d3c0e5b14f8a6d2c7e9013b5f6a8c4d1e0f7b2a3cc91e"}},
	}
	fixes := []struct{ fix, advisory, publisher, before, after, cve string }{
		{"Update Apache Tomcat to 10.1.52", "PAL-2026-0118", "Palisade PSIRT", "10.1.44", "10.1.52", "CVE-2026-41107"},
		{"Update Palisade OS to 7.4.11", "PAL-2026-0104", "Palisade PSIRT", "7.4.9", "7.4.11", "CVE-2026-40021"},
		{"Update Mozilla Firefox ESR to 128.14", "MFSA-2026-88", "Mozilla", "128.9", "128.14", "CVE-2026-38801"},
		{"Update OpenSSL to 3.0.18", "COR-SA-26-014", "Corelane Security", "3.0.11", "3.0.18", "CVE-2026-37770"},
		{"Apply the measure for Hematek A3 infusion pump software", "ICSMA-26-301-02", "Hematek, CISA", "4.2", "", "CVE-2026-36012"},
		{"Update Corelane switch software to 12.2.8", "COR-SA-26-019", "Corelane Security", "12.2.1", "12.2.8", "CVE-2026-35555"},
	}
	tiers := []struct {
		tier domain.Tier
		row  int
	}{{domain.TierForensic, 15}, {domain.Tier3Days, 14}, {domain.Tier14Days, 9}, {domain.Tier60Days, 2}, {domain.TierUpgrade, 0}, {domain.Tier60Days, -1}}
	assets := []string{"PORTAL-01", "FW-EDGE-01", "WS-NURSE-07", "LAB-IF-01", "PUMP-A3-14", "SW-CORE-02"}
	importance := []string{"high", "medium", "low", ""}
	states := []domain.State{domain.StateOpen, domain.StateProgress, domain.StatePlanned, domain.StateBlocked, domain.StateOpen, domain.StateRestart,
		domain.StateTriage, domain.StateException, domain.StateClaimed, domain.StateReopened}
	for i := range 30 {
		f, t := fixes[i%6], tiers[[]int{0, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 5, 5, 2, 3, 1, 2, 2, 3, 4, 0, 2, 3}[i]]
		l := domain.ReportLine{Task: fmt.Sprintf("T-%d", 90+i), Fix: f.fix, Advisory: f.advisory, Publisher: f.publisher, Revision: fmt.Sprint(1 + i%3),
			CVEs: []string{f.cve}, Asset: assets[i%6], Owner: []string{"J. Miller", "R. Ortiz", ""}[i%3], Criticality: importance[i%4],
			Exposure: []domain.Answer{domain.Yes, domain.No, domain.Unanswered}[i%3], KEV: i%4 == 0,
			Score:    domain.Score{Version: "3.1", Base: 9.8 - float64(i%6)/2, Source: "Palisade PSIRT"},
			Detected: made.AddDate(0, 0, -3*i-1), State: states[i%len(states)], Before: f.before, DaysToFix: -1, OnTime: "open", TLP: []domain.TLP{domain.TLPClear, domain.TLPAmber, domain.TLPGreen}[i%3]}
		due := domain.Day("2026-11-22").Add(i)
		l.Due = domain.Due{Policy: domain.PolicyBOD, Version: "1.0.0", Tier: t.tier, Row: t.row, Date: due, Setting: domain.MissingFlat60,
			Assumed: i%3 == 2, LateOnArrival: i%7 == 3, Facts: facts(l.KEV, l.Exposure, i)}
		if t.tier == domain.TierUpgrade {
			l.Due.Date = ""
		}
		if i%4 == 0 {
			l.CVEs = append(l.CVEs, f.cve+"1", f.cve+"2")
			l.Due.CISADue = due.Add(-2)
		}
		if f.after == "" {
			l.Mitigation = "mitigation only"
		}
		if i >= 20 {
			closeLine(&l, i, f.after)
		}
		d.Lines = append(d.Lines, l)
	}
	d.CannotTell = []domain.FindingView{
		{AssetName: "LAB-IF-01", Finding: domain.Finding{Name: "Meridian LIS", Advisory: "csaf|https://meridian.example|MER-26-04", Vulnerability: "CVE-2026-33311",
			Verdict: domain.CannotTell, Reason: domain.Reason{Code: domain.ReasonNoVersion, Params: domain.Params{"component": "Meridian LIS"}}}},
		{AssetName: "SRV-HL7-02", Finding: domain.Finding{Name: "zlib", Version: "1:1.2.13", Place: "/usr/lib", Advisory: "osv|Debian|DSA-5999-1", Vulnerability: "CVE-2026-30001",
			Verdict: domain.CannotTell, Reason: domain.Reason{Code: domain.ReasonNoSource, Params: domain.Params{"ecosystem": "Debian:12"}}}},
	}
	d.Receipts = []domain.Receipt{{ID: "r1", Source: "E:/", Started: made.Add(-time.Hour), Finished: made.Add(-59 * time.Minute), By: "Jane Miller",
		Files: []domain.FileReceipt{{File: "palisade/pal-2026-0118.json", Outcome: domain.Imported, Badge: domain.BadgeUnchecked, Items: []string{"csaf|x|PAL-2026-0118"}},
			{File: "broken.json", Outcome: domain.Rejected, Reason: "product_tree: branch 3 has no name."}},
		Totals: domain.Totals{Files: 2, Imported: 1, Rejected: 1, Advisories: 312}, Effect: domain.Effect{Touching: 4, NewTasks: []string{"T-118"}}}}
	d.Statistics = domain.Statistics{Backlog: 20, PerWeek: domain.Flow{In: 1.5, Closed: 4}, ClearBy: "2027-01-19", IntakeDelay: &domain.Span{Count: 7, Median: 2, Mean: 3.4},
		Cells: []domain.StatCell{{Tier: domain.Tier14Days, Importance: "high", Closed: 2, OnTime: 2, Days: &domain.Span{Count: 3, Median: 2, Mean: 3.7}}},
		Weeks: []domain.FlowWeek{{Monday: "2026-11-09", Week: "2026-W46"}, {Monday: "2026-11-16", Week: "2026-W47", In: 9, Closed: 4, Backlog: 25}, {Monday: "2026-11-23", Week: "2026-W48", Closed: 5, Backlog: 20}}}
	d.Lines[7].Exception = "until 31 Mar 2027: vendor must be present; protected by own segment; approved by B. King (asserted) on 2 Nov 2026"
	d.Lines[8].Installed, d.Lines[8].Change, d.Lines[8].Tested, d.Lines[8].Person = made, "CHG-4711", "two wards for a week", "R. Ortiz"
	d.Lines[8].Approved = domain.Stated{Value: domain.Yes, By: "B. King", At: made.AddDate(0, 0, -3)}
	d.Exceptions = []domain.ExceptionView{{AssetName: d.Lines[7].Asset, Fix: d.Lines[7].Fix, Exception: domain.Exception{Task: d.Lines[7].Task, Reason: "vendor must be present", Control: "own segment <vlan 12>",
		Approver: "B. King", Approved: domain.Asserted, At: made.AddDate(0, 0, -22), End: "2027-03-31", Review: "2027-01-15"}}}
	d.Unpatchable = []domain.Unpatchable{{Asset: "PUMP-A3-14", Why: domain.UnpatchableNoFix, Tasks: []string{d.Lines[4].Task}}, {Asset: "LAB-IF-01", Owner: "R. Ortiz", Why: domain.UnpatchableEnded, Since: "2026-10-01", Plan: "2027-02-01"}}
	own := domain.VEXDecision{ID: "V-3", Vulnerabilities: []string{"CVE-2026-37770"}, Product: domain.VEXProduct{Name: "openssl", Versions: []string{"3.0.11"}}, Assets: []string{"a4"},
		Status: domain.StatusNotAffected, Justification: "vulnerable_code_not_in_execute_path", Reason: "the engine of DTLS is not built in <checked>", By: "B. King", Assurance: domain.Passphrase,
		At: made.AddDate(0, 0, -9), Review: "2027-11-15", TLP: domain.TLPClear}
	ended := own
	ended.ID, ended.Status, ended.Justification, ended.Action, ended.Assets = "V-1", domain.StatusAffected, "", "stop the service", nil
	ended.Ended, ended.EndedBy, ended.EndCode, ended.EndReason = made.AddDate(0, 0, -9), "B. King", domain.VEXReplaced, "V-3"
	d.VEX = []domain.VEXView{{VEXDecision: own, AssetNames: []string{"LAB-IF-01"}}, {VEXDecision: ended}}
	table, _ := domain.Policy(domain.PolicyBOD)
	wards, _ := domain.Policy(domain.PolicySeverity)
	d.Policies = []domain.PolicyView{{Table: table, Desk: true}, {Table: wards, Groups: []string{"wards"}}}
	d.Lines[13].Due.Policy, d.Lines[13].Due.Version, d.Lines[13].Due.Row = wards.Name, wards.Version, 3
	d.Lines[14].Due.Policy, d.Lines[14].Due.Version, d.Lines[14].Due.Row = wards.Name, "0.9", 3
	return d
}

func facts(kev bool, exposure domain.Answer, i int) []domain.DueFact {
	out := []domain.DueFact{{Fact: domain.FactKEV, Value: yesNo(kev), Source: "CISA"}, {Fact: domain.FactExposure, Value: string(exposure)},
		{Fact: domain.FactAutomatable, Value: []string{"yes", "no"}[i%2], Source: "CISA"}, {Fact: domain.FactImpact, Value: []string{"total", "partial"}[i%2], Source: "CISA"}}
	if exposure == domain.Unanswered {
		out[1].Filled = "yes"
	}
	return out
}

func closeLine(l *domain.ReportLine, i int, after string) {
	l.State, l.After, l.DaysToFix, l.OnTime = domain.StateVerified, after, i%9, "yes"
	if i%4 == 1 {
		l.OnTime = "no"
	}
	l.Verified = &domain.Evidence{Snapshot: strings.Repeat("ab", 32), Format: domain.FormatCycloneDX, Seen: after, At: made.AddDate(0, 0, -i%5), By: "R. Ortiz",
		Badge: domain.BadgeUnchecked, Code: "verified"}
	if i == 29 {
		l.State, l.DaysToFix, l.OnTime, l.Verified.Code, l.Verified.Seen, l.After = domain.StateNotApplicable, -1, "open", "gone", "", ""
	}
}

// large is hospital with n lines.
func large(n int) domain.ReportData {
	d := hospital()
	few := d.Lines
	for len(d.Lines) < n {
		d.Lines = append(d.Lines, few[len(d.Lines)%len(few)])
	}
	d.Lines = d.Lines[:n]
	return d
}
