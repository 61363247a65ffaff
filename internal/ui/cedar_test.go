package ui

import (
	"fmt"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/version"
)

// cedarHollow is a desk in use.
func cedarHollow() *fixture {
	f := &fixture{detail: map[string]domain.TaskDetail{}}
	desk := domain.Desk{
		Operator: "Cedar Hollow Hospital", Beds: 25, Zone: "America/Chicago", Policy: "bod-26-04",
		Missing: domain.MissingWorstCase, Person: "J.M.",
	}
	coverage := domain.Coverage{Assets: 52, SoftwareKnown: 41, ExposureAnswered: 45, Components: 9870, WithSource: 9412, WithoutVersion: 61, WithoutIdentity: 118}
	sources := []domain.SourceAge{
		{Name: "CISA CSAF", Format: domain.FormatCSAF, Count: 1574, Newest: at(11, 24, 9, 0), Arrived: at(11, 24, 15, 5)},
		{Name: "CISA KEV", Format: domain.FormatKEV, Count: 1412, Newest: at(11, 23, 17, 0), Arrived: at(11, 24, 15, 5)},
	}
	f.status = domain.DeskStatus{
		Store: "/home/jm/.local/share/fenceline",
		Desk:  desk, At: now, Sources: sources, Coverage: coverage, Advisories: 3118, Tasks: 12, Targets: 65, Overdue: 1,
		Findings: map[domain.Verdict]int{domain.Affected: 214, domain.NotAffected: 1908, domain.CannotTell: 37},
		ByTier:   map[domain.Tier]int{domain.TierForensic: 1, domain.Tier3Days: 1, domain.Tier14Days: 18, domain.Tier60Days: 27, domain.TierUpgrade: 18},
		Log:      domain.LogHead{Seq: 18402, Hash: "7f3a0b12d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6dc91e"},
	}
	f.open = cedarTasks()
	f.closed = []domain.TaskView{closedTask()}
	f.detail["T-118"] = tomcat(f.open[0])
	f.receipts = cedarReceipts()
	f.assets = cedarAssets()
	f.advisories = cedarAdvisories()
	f.remarks = []domain.Comment{{By: "J.M.", At: at(11, 24, 9, 40), Text: "Called Meridian: they come on Thursday for the second floor."}}
	f.revisions = []domain.RevisionView{{Revision: "2", Versioning: domain.VersioningInteger, Received: at(11, 12, 14, 20), Badge: domain.BadgeVerified},
		{Revision: "3", Versioning: domain.VersioningInteger, Received: at(11, 24, 15, 5), Badge: domain.BadgeVerified, InForce: true}}
	f.difference = domain.Difference{Older: f.revisions[0], Newer: f.revisions[1], Said: []domain.Said{
		{What: domain.SaidHistory, Sort: domain.ChangeAdded, Of: "3", After: "Named the gateway; the service instructions are out"},
		{What: domain.SaidTitle, Sort: domain.ChangeChanged, Before: "Meridian LVP-8 infusion pump and gateway (Update A)", After: "Meridian LVP-8 infusion pump and gateway (Update B)"},
		{What: domain.SaidProducts, Sort: domain.ChangeChanged, Of: "CVE-2026-40113", Before: "under_investigation", After: "affected", Names: []string{"Meridian LVP-8 3.7.4", "Meridian LVP-8 3.7.5"}},
		{What: domain.SaidFix, Sort: domain.ChangeRemoved, Of: "CVE-2026-40113", Before: "No fix yet."},
		{What: domain.SaidReference, Sort: domain.ChangeAdded, Names: []string{"https://meridian.example/lvp-8"}}}, Changes: []domain.Change{
		{Sort: domain.ChangeChanged, Path: []string{"document", "title"}, Before: "Meridian LVP-8 infusion pump and gateway (Update A)", After: "Meridian LVP-8 infusion pump and gateway (Update B)"},
		{Sort: domain.ChangeAdded, Path: []string{"document", "references", "[https://meridian.example/lvp-8]"}, After: "summary: Instructions for the service, url: https://meridian.example/lvp-8"},
		{Sort: domain.ChangeRemoved, Path: []string{"vulnerabilities", "[CVE-2026-40113]", "remediations", "[none_available p1]"}, Before: "category: none_available, details: No fix yet."}}}
	f.document = pumps()
	f.findings, f.gaps = cedarFindings(), cedarGaps()
	f.status.Gaps = map[domain.GapKind]int{}
	for i := range f.gaps {
		f.status.Gaps[f.gaps[i].Kind]++
	}
	f.plan, f.settings, f.stats = cedarPlan()
	f.sheet, f.exceptions, f.unpatched = cedarTriage(f.detail["T-118"]), cedarExceptions(), cedarUnpatchable()
	f.today = domain.Today{
		At: now, Day: "2026-11-24", Desk: desk, Coverage: coverage, Sources: sources,
		Forensic: f.open[:1], Overdue: f.open[1:2], ThisWeek: []domain.TaskView{f.open[0], f.open[2]},
		Questions: []domain.Question{
			{Asset: "a-sw-1", Name: "SW-ACCESS-01", Fact: domain.FactExposure, Moves: 5, Now: "2026-12-03", Then: "2027-01-18", Other: "no"},
		},
		Reviews:    cedarExceptions()[:1],
		CannotTell: 5, NameOnly: 2, Last: &f.receipts[0], OpenByTier: f.status.ByTier,
		Ages: []domain.AgeBin{{From: 0, To: 7, Open: 9, Overdue: 1}, {From: 8, To: 14, Open: 13}, {From: 15, To: 30, Open: 14}, {From: 31, To: 60, Open: 18}, {From: 61, To: 90, Open: 8}, {From: 91, Open: 3}},
		Log:  f.status.Log,
	}
	return f.settled()
}

func task(id, name, version, owner string, tier domain.Tier, due domain.Day, total, clears int, state domain.State) domain.TaskView {
	t := domain.TaskView{
		PatchTask: domain.PatchTask{ID: id, Name: name, Kind: domain.FixUpdate, Version: version, Owner: owner, Created: at(11, 24, 15, 5)},
		Tier:      tier, Due: due, State: state, Total: total, Score: 8.8,
	}
	for i := range clears {
		t.Vulnerabilities = append(t.Vulnerabilities, fmt.Sprintf("CVE-2026-%d", 51877+i*3))
	}
	return t
}

func cedarTasks() []domain.TaskView {
	tomcat := task("T-118", "Apache Tomcat", "10.1.52", "J.M.", domain.TierForensic, "2026-11-27", 3, 3, domain.StateProgress)
	tomcat.Assumed, tomcat.KEV, tomcat.Score, tomcat.Done = true, true, 9.8, 1
	palisade := task("T-117", "Palisade OS", "7.4.11", "J.M.", domain.Tier3Days, "2026-11-23", 1, 2, domain.StateBlocked)
	palisade.Overdue, palisade.Waits = true, "Network window"
	firefox := task("T-112", "Mozilla Firefox ESR", "128.14", "J.M.", domain.Tier14Days, "2026-11-27", 14, 9, domain.StateProgress)
	firefox.Done = 9
	switches := task("T-099", "switch software", "12.2.9", "J.M.", domain.Tier14Days, "2026-12-03", 5, 2, domain.StatePlanned)
	switches.Assumed, switches.Planned = true, "2026-12-09"
	planned := func(t domain.TaskView, day domain.Day, week bool) domain.TaskView {
		t.Planned, t.PlannedWeek = day, week
		return t
	}
	pumps := task("T-096", "LVP-8 pumps", "3.8.1", "J.M.", domain.Tier60Days, "2026-12-29", 8, 3, domain.StateBlocked)
	pumps.Waits = "Vendor visit"
	return []domain.TaskView{
		tomcat, palisade, firefox,
		planned(task("T-109", "Windows Server 2022", "10.0.20348.4346", "J.M.", domain.Tier14Days, "2026-12-01", 6, 41, domain.StatePlanned), "2026-12-02", false),
		switches,
		planned(task("T-115", "OpenSSL", "3.0.19", "J.M.", domain.Tier14Days, "2026-12-04", 2, 4, domain.StatePlanned), "2026-11-30", true),
		task("T-103", "7-Zip", "26.01", "R.T.", domain.Tier60Days, "2026-12-17", 17, 2, domain.StateOpen),
		pumps,
		task("T-104", "Hematek middleware", "2.14", "R.T.", domain.Tier60Days, "2027-01-11", 2, 1, domain.StateOpen),
		task("T-088", "PostgreSQL", "16.11", "J.M.", domain.TierUpgrade, "", 1, 3, domain.StateOpen),
		task("T-090", "Acrobat Reader", "26.002", "R.T.", domain.TierUpgrade, "", 11, 6, domain.StateOpen),
		task("T-091", "PuTTY", "0.84", "R.T.", domain.TierUpgrade, "", 6, 1, domain.StateOpen),
	}
}

func closedTask() domain.TaskView {
	t := task("T-080", "Notepad++", "8.9", "R.T.", domain.TierNone, "", 4, 1, domain.StateVerified)
	t.Done = 4
	return t
}

func tomcat(v domain.TaskView) domain.TaskDetail {
	due := domain.Due{
		Policy: domain.PolicyBOD, Version: "1.0.0", Tier: domain.TierForensic, Row: 15, Date: "2026-11-27", CISADue: "2026-11-27",
		Start: at(11, 24, 15, 5), StartCode: "start_detected", Assumed: true, Setting: domain.MissingWorstCase, PolicyDate: "2026-11-27",
		Facts: []domain.DueFact{
			{Fact: domain.FactKEV, Value: "yes", Source: "CISA KEV", At: at(11, 24, 15, 5), Others: []domain.WhatIf{{Value: "no", Tier: domain.Tier3Days, Row: 14}}},
			{Fact: domain.FactExposure, Value: "yes", Source: "J.M.", At: at(3, 3, 10, 0), Others: []domain.WhatIf{{Value: "no", Tier: domain.TierForensic, Row: 13}}},
			{Fact: domain.FactAutomatable, Value: "yes", Source: "CISA SSVC", At: at(11, 24, 15, 5), Others: []domain.WhatIf{{Value: "no", Tier: domain.TierForensic, Row: 12}}},
			{Fact: domain.FactImpact, Filled: "total", Others: []domain.WhatIf{{Value: "partial", Tier: domain.Tier3Days, Row: 11}}},
		},
	}
	target := func(asset string, state domain.State, before, seen string, exposure domain.Answer) domain.TargetView {
		return domain.TargetView{Target: domain.Target{Task: v.ID, Asset: "a-" + asset, State: state, Due: due, Before: before, Detected: at(11, 24, 15, 5)},
			AssetName: asset, Exposure: exposure, Seen: seen}
	}
	return domain.TaskDetail{
		TaskView: v, Why: due,
		Targets: []domain.TargetView{
			target("PORTAL-01", domain.StateProgress, "10.1.48", "10.1.48", domain.Yes),
			target("PORTAL-TEST", domain.StateVerified, "10.1.48", "10.1.52", domain.No),
			target("LAB-IF-01", domain.StateOpen, "", "", domain.Unanswered),
		},
		Remediations: []domain.RemediationView{
			{Advisory: "csaf|https://clearinghouse.invalid|CLH-2026-0417", Title: "Apache Tomcat: request smuggling leads to code execution", Remediation: domain.Remediation{
				Category: "vendor_fix", Restart: "service", URL: "https://tomcat.apache.example/security-10.html",
				Details: "Update to Apache Tomcat 10.1.52 or later. Versions 10.1.0 to 10.1.51 accept a chunked request whose trailer is read as a second request."}},
			{Advisory: "csaf|https://clearinghouse.invalid|CLH-2026-0417", Title: "Apache Tomcat: request smuggling leads to code execution", Remediation: domain.Remediation{
				Category: "mitigation", Details: "Until the update is installed, refuse chunked requests at the reverse proxy."}},
		},
		History: []domain.LogEvent{
			{Seq: 18390, At: at(11, 24, 15, 5), Person: "J.M.", Verb: "task.created", Subject: "T-118"},
			{Seq: 18400, At: at(11, 24, 15, 31), Person: "J.M.", Verb: "target.verified", Subject: "T-118 PORTAL-TEST", Reason: "SBOM of today 15:31 shows 10.1.52"},
		},
	}
}

func cedarReceipts() []domain.Receipt {
	first := domain.Receipt{
		ID: "r-2", Source: "E:/cedar-hollow-2026-11-24.zip", Started: at(11, 24, 15, 5), Finished: at(11, 24, 15, 5).Add(8 * time.Second), By: "J.M.",
		Totals: domain.Totals{Files: 318, Imported: 309, Unchanged: 2, Rejected: 3, Recognised: 4, Warnings: 6, Advisories: 312, Signals: 1412},
		Effect: domain.Effect{Touching: 4, NewFindings: 7, NewTasks: []string{"T-118"}, ChangedTasks: []string{"T-115", "T-096", "T-099"}, Changes: []domain.TaskChange{
			{Task: "T-118", Name: "Apache Tomcat", New: true, Due: "2026-11-27", Tier: domain.TierForensic, KEV: true, Open: 3},
			{Task: "T-115", Name: "OpenSSL", WasDue: "2027-01-19", Due: "2026-12-04", Tier: domain.Tier14Days, KEV: true, WasOpen: 2, Open: 2},
			{Task: "T-099", Name: "switch software", WasDue: "2026-12-03", Due: "2026-12-03", Tier: domain.Tier14Days, WasOpen: 3, Open: 5},
			{Task: "T-096", Name: "LVP-8 pumps", WasDue: "2026-12-14", Due: "2026-12-29", Tier: domain.Tier60Days, WasOpen: 8, Open: 8}}},
	}
	add := func(file string, format domain.Format, outcome domain.Outcome, reason string, records, warnings int) {
		first.Files = append(first.Files, domain.FileReceipt{File: file, Format: format, Outcome: outcome, Reason: reason, Records: records, Warnings: make([]domain.Warning, warnings)})
	}
	add("white/2026/icsma-26-301-02.json", domain.FormatCSAF, domain.Imported, "", 1, 0)
	add("white/2026/icsa-26-323-05.json", domain.FormatCSAF, domain.Imported, "", 1, 2)
	add("white/2026/clh-2026-0417.json", domain.FormatCSAF, domain.Imported, "", 1, 0)
	add("white/2026/openssl-sa-2026-11.json", domain.FormatCSAF, domain.Imported, "", 1, 0)
	add("kev/known_exploited_vulnerabilities.json", domain.FormatKEV, domain.Imported, "", 1412, 1)
	add("white/2026/icsa-26-101-01.json", domain.FormatCSAF, domain.Rejected, "The file ends in the middle: it was cut off at line 412. Copy it again and import it once more.", 0, 0)
	add("notes/readme.pdf", domain.FormatUnknown, domain.Rejected, "This is no document that this program knows.", 0, 0)
	add("white/2026/deep.json", domain.FormatCSAF, domain.Rejected, "Nested more than 100 levels deep; refused.", 0, 0)
	add("white/2026/icsma-26-316-01.json", domain.FormatCSAF, domain.Unchanged, "", 1, 0)
	add("white/2026/icsma-26-301-02.json.asc", domain.FormatSignature, domain.Recognised, "", 0, 0)
	add("white/2026/icsma-26-301-02.json.sha512", domain.FormatHash, domain.Recognised, "", 0, 0)
	second := domain.Receipt{
		ID: "r-1", Source: "/media/usb/november", Started: at(11, 17, 9, 12), Finished: at(11, 17, 9, 13), By: "R.T.",
		Totals: domain.Totals{Files: 97, Imported: 97, Advisories: 96, Signals: 1405}, Effect: domain.Effect{Touching: 2},
	}
	return []domain.Receipt{first, second}
}

func cedarAssets() []domain.AssetView {
	stated := func(v domain.Answer, by string) domain.Stated {
		return domain.Stated{Value: v, By: by, At: at(11, 12, 9, 0)}
	}
	var out []domain.AssetView
	add := func(name, kind string, exposed domain.Answer, inventory time.Time, open int, tier domain.Tier) *domain.AssetView {
		a := domain.AssetView{Asset: domain.Asset{ID: "a-" + name, Name: name, Kind: kind}, Inventory: inventory, OpenTargets: open, Tier: tier, Components: 214, Affected: open * 2}
		if exposed != domain.Unanswered {
			a.Exposure = []domain.Stated{stated(exposed, "J.M.")}
		}
		out = append(out, a)
		return &out[len(out)-1]
	}
	add("FRONTDESK-07", "workstation", domain.No, at(11, 19, 8, 0), 3, domain.Tier14Days)
	add("FW-EDGE-01", "network", domain.Yes, at(11, 20, 8, 0), 1, domain.Tier3Days)
	lab := add("LAB-ANALYZER-02", "medical device", domain.No, at(11, 12, 9, 30), 1, domain.Tier60Days)
	lab.Manufacturer, lab.Model, lab.Location, lab.Role = "Hematek", "A3", "laboratory, room L2", "Analyzer"
	lab.Criticality, lab.Safety, lab.Owner, lab.Firmware = "medium", stated(domain.Yes, "R.T."), "R.T.", "5.2.0"
	lab.WithoutVersion, lab.CannotTell, lab.Components, lab.Affected = 1, 1, 3, 1
	lab.SupportEnd, lab.Serial = "2029-06-30", "A3-20871"
	lab.Snapshots = []domain.SnapshotView{{File: "lab-analyzer-02.cdx.json", Format: domain.FormatCycloneDX, Spec: "1.6", At: at(11, 12, 9, 30), By: "R.T.", Current: true}}
	add("LAB-IF-01", "server", domain.Unanswered, at(11, 12, 9, 0), 2, domain.Tier14Days).CannotTell = 3
	add("MONITOR-CS-01", "medical device", domain.Unanswered, time.Time{}, 0, "")
	add("PACS-SRV-01", "server", domain.No, at(11, 19, 9, 0), 4, domain.Tier14Days)
	add("PORTAL-01", "server", domain.Yes, at(11, 24, 15, 5), 5, domain.TierForensic)
	add("PORTAL-TEST", "server", domain.No, at(11, 24, 15, 31), 0, "")
	for i := range 8 {
		add(fmt.Sprintf("PUMP-2F-%02d", i+1), "medical device", domain.No, at(10, 30, 9, 0), 1, domain.Tier60Days)
	}
	add("VENT-ICU-01", "medical device", domain.No, time.Time{}, 0, "")
	add("VENT-ICU-02", "medical device", domain.No, time.Time{}, 0, "")
	add("XRAY-DR-01", "medical device", domain.Unanswered, time.Time{}, 0, "")
	return out
}

func cedarAdvisories() []domain.AdvisoryView {
	var out []domain.AdvisoryView
	add := func(id, from, title string, score float64, kev bool, tlp domain.TLP, badge domain.Badge, assets int, received time.Time) {
		out = append(out, domain.AdvisoryView{Key: domain.AdvisoryKey("csaf|x|" + id), Format: domain.FormatCSAF, ID: id, Publisher: from, Title: title,
			Score: score, KEV: kev, TLP: tlp, Badge: badge, Assets: assets, Received: received, Revision: "1", Unread: received == at(11, 24, 15, 5), Updated: id == "ICSMA-26-301-02"})
	}
	today, earlier := at(11, 24, 15, 5), at(11, 19, 9, 0)
	add("ICSMA-26-301-02", "CISA", "Meridian LVP-8 infusion pump and gateway (Update B)", 8.1, false, domain.TLPClear, domain.BadgeVerified, 9, today)
	add("CLH-2026-0417", "Clearinghouse", "Apache Tomcat: request smuggling leads to code execution", 9.8, true, domain.TLPClear, domain.BadgeVerified, 3, today)
	add("OPENSSL-SA-2026-11", "OpenSSL", "OpenSSL 3.0: out-of-bounds write in PKCS#12 parsing", 8.8, true, domain.TLPClear, domain.BadgeSigned, 2, today)
	add("ICSA-26-323-05", "CISA", "Corelane switches: weak sessions (Update A)", 7.4, false, domain.TLPClear, domain.BadgeUnchecked, 5, today)
	add("PSA-2026-044", "Palisade", "Palisade OS: login bypass on the administration page", 9.8, false, domain.TLPAmber, domain.BadgeHash, 1, earlier)
	add("KB5071204", "Microsoft", "November 2026 security update for Windows Server", 8.8, true, domain.TLPUnlabelled, domain.BadgeUnsigned, 6, earlier)
	add("MFSA-2026-91", "Mozilla", "Security vulnerabilities fixed in Firefox ESR 128.14", 7.5, true, domain.TLPClear, domain.BadgeFailed, 14, at(11, 13, 9, 0))
	add("ICSMA-26-316-01", "CISA", "Hematek A3 laboratory analyzer, hard-coded service login", 6.8, false, domain.TLPClear, domain.BadgeVerified, 0, at(11, 12, 9, 0))
	return out
}

func pumps() domain.Advisory {
	return domain.Advisory{
		Format: domain.FormatCSAF, Namespace: "https://www.cisa.gov", ID: "ICSMA-26-301-02", Revision: "3", Title: "Meridian LVP-8 infusion pump and gateway (Update B)",
		Publisher: "CISA", Published: at(10, 28, 9, 0), Modified: at(11, 24, 9, 0), TLP: domain.TLPClear,
		Summary: "The pump accepts drug library updates from its gateway without checking who signed them. Someone on the medical device network could load a changed library. The pump's own hard limits stay in force.",
		Vulnerabilities: []domain.Vulnerability{
			{ID: "CVE-2026-40112", Title: "No signature check", Scores: []domain.Score{{Version: "3.1", Base: 8.1, Severity: "HIGH", Vector: "CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:H"}}},
			{ID: "CVE-2026-40113", Title: "Clear-text login", Scores: []domain.Score{{Version: "3.1", Base: 6.5, Severity: "MEDIUM"}}},
		},
		Products:   []domain.Product{{Ref: "p1", Name: "Meridian LVP-8 firmware before 3.8.1", CPEs: []string{"cpe:2.3:o:meridian:lvp-8_firmware:*:*:*:*:*:*:*:*"}}},
		Statements: []domain.Statement{{Vulnerability: "CVE-2026-40112", Product: "p1", Status: domain.StatusAffected, Remediations: []domain.Remediation{{Category: "vendor_fix", Details: "Pump firmware 3.8.1 and gateway 4.2.3. Meridian installs both on site; pumps must be out of use.", Restart: "machine"}, {Category: "mitigation", Details: "Keep the gateway on its own network and block TCP 7447 from everything else."}}}},
		Notes:      []domain.Note{{Category: "general", Title: "Risk evaluation", Text: "A changed library could let a dose pass that the hospital's own limits forbid."}},
		Credits:    []domain.Credit{{Name: "Clinical Systems Laboratory", Role: "finder"}, {Name: "Deepline", Role: "TOOL"}},
		References: []domain.Reference{{Summary: "The advisory", URL: "https://www.cisa.gov/news-events/ics-medical-advisories/icsma-26-301-02"}},
		Revisions:  []domain.RevisionNote{{Number: "1", Date: at(10, 28, 9, 0), Text: "First publication"}, {Number: "2", Date: at(11, 4, 9, 0), Text: "Gateway added"}, {Number: "3", Date: at(11, 24, 9, 0), Text: "Two references changed"}},
	}
}

// olderDesk is one of which an older program derived something.
func olderDesk() *fixture {
	f := cedarHollow()
	f.status.Older = true
	return f
}

// cedarGaps are some of each kind.
func cedarGaps() []domain.Gap {
	return []domain.Gap{
		{ID: "g-1", Kind: domain.GapEnded, Asset: "a-BADGE-01", AssetName: "BADGE-01", Name: "Debian 10", Ends: "2022-09-10", Longer: "Debian LTS", LongerEnd: "2024-06-30", Source: "Debian, wiki page LTS", Checked: "2026-11-01"},
		{ID: "g-2", Kind: domain.GapNoSource, Asset: "a-BADGE-01", AssetName: "BADGE-01", Name: "bash", Version: "5.0-4", Place: "/var/lib/dpkg/status", Ecosystem: "Debian:10"},
		{ID: "g-3", Kind: domain.GapNoSource, Asset: "a-BADGE-01", AssetName: "BADGE-01", Name: "libc6", Version: "2.28-10", Place: "/var/lib/dpkg/status", Ecosystem: "Debian:10"},
		{ID: "g-4", Kind: domain.GapNoIdentity, Asset: "a-LAB-IF-01", AssetName: "LAB-IF-01", Name: "Results formatter", Version: "2.1", Place: "/opt/lab/fmt.bin"},
		{ID: "g-5", Kind: domain.GapNoVersion, Asset: "a-LAB-IF-01", AssetName: "LAB-IF-01", Name: "Apache Tomcat", Place: "/opt/lab/tomcat"},
	}
}

func cedarFindings() []domain.FindingView {
	var out []domain.FindingView
	add := func(verdict domain.Verdict, asset, name, version, cve string, code domain.Code, fixed, taskID string) {
		out = append(out, domain.FindingView{
			Finding: domain.Finding{
				ID: fmt.Sprintf("f-%02d", len(out)), Asset: "a-" + asset, Name: name, Version: version, Vulnerability: cve, Verdict: verdict, Fixed: fixed, Severity: 8.8,
				Reason: domain.Reason{Code: code, Params: domain.Params{"component": name, "version": version, "fixed": fixed, "range": "from 3.0.0, before " + fixed}}, Confidence: domain.Certain, Badge: domain.BadgeUnchecked,
			},
			AssetName: asset, KEV: taskID == "T-115", Task: taskID,
		})
	}
	add(domain.CannotTell, "LAB-IF-01", "Apache Tomcat", "", "CVE-2026-51877", domain.ReasonNoVersion, "", "")
	add(domain.CannotTell, "LAB-ANALYZER-02", "Operating system", "", "CVE-2026-47730", domain.ReasonNoVersion, "", "")
	add(domain.CannotTell, "FRONTDESK-07", "Acrobat Reader DC", "26.001", "CVE-2026-46021", domain.ReasonNameOnly, "", "")
	add(domain.CannotTell, "BACKUP-01", "libwebp", "1.3.2-custom", "CVE-2026-45318", domain.ReasonVersionUnreadable, "", "")
	add(domain.Affected, "PACS-SRV-01", "OpenSSL", "3.0.15", "CVE-2026-48210", domain.ReasonInRange, "3.0.19", "T-115")
	add(domain.Affected, "PACS-SRV-01", "OpenSSL", "3.0.15", "CVE-2026-48211", domain.ReasonInRange, "3.0.19", "T-115")
	add(domain.Affected, "PACS-SRV-01", "PostgreSQL", "16.8", "CVE-2026-44907", domain.ReasonInRange, "16.11", "T-088")
	add(domain.Affected, "PACS-SRV-01", "7-Zip", "24.08", "CVE-2026-43552", domain.ReasonInRange, "26.01", "T-103")
	add(domain.NotAffected, "PACS-SRV-01", "curl", "8.11.1", "CVE-2026-47002", domain.ReasonOutsideRange, "", "")
	add(domain.NotAffected, "PACS-SRV-01", "zlib", "1.3.1", "CVE-2026-45870", domain.ReasonFixedReached, "1.3.1", "")
	add(domain.Affected, "PORTAL-01", "Apache Tomcat", "10.1.48", "CVE-2026-51877", domain.ReasonInRange, "10.1.52", "T-118")
	add(domain.Affected, "PORTAL-01", "Apache Tomcat", "10.1.48", "CVE-2026-51880", domain.ReasonInRange, "10.1.52", "T-118")
	return out
}

func explanationOf(f *domain.FindingView) domain.Explanation {
	line := version.Line(domain.VersionSet{Kind: domain.SetOSV, Ranges: []domain.Range{{Type: "ECOSYSTEM", Events: []domain.Event{{Introduced: "3.0.0"}, {Fixed: "3.0.19"}}}}}, "generic", f.Version, f.Fixed)
	line.Status = domain.StatusAffected
	return domain.Explanation{Sentence: f.Reason, Versions: &line, Evidence: []domain.Reason{
		{Code: "explain_statement", Params: domain.Params{"advisory": "OPENSSL-SA-2026-11", "title": "OpenSSL 3.0: out-of-bounds write in PKCS#12 parsing", "publisher": "OpenSSL", "revision": "1", "status": "affected", "product": "OpenSSL 3.0", "vulnerability": f.Vulnerability}},
		{Code: "explain_version", Params: domain.Params{"version": f.Version, "range": ">= 3.0.0, < 3.0.19", "scheme": "OpenSSL"}},
		{Code: "explain_held", Params: domain.Params{"asset": f.AssetName, "component": f.Name, "place": "/usr/lib", "day": "2026-11-19"}},
		{Code: "explain_identity", Params: domain.Params{"component": f.Name, "key": "generic/openssl", "confidence": "certain"}},
		{Code: "explain_trust", Params: domain.Params{"badge": "unchecked"}},
	}}
}

// hugeDesk has long names, long reasons and many rows.
func hugeDesk() *fixture {
	f := cedarHollow()
	const long = "Meridian Integrated Perioperative Documentation and Anaesthesia Information Management Platform, Enterprise Edition for Regional Hospitals"
	f.open = nil
	for i := range 2000 {
		t := task(fmt.Sprintf("T-%04d", i), fmt.Sprintf("%s, module %d", long, i), "2026.11.24.183-hotfix7+build.20261124", "Maximiliane Featherstonehaugh-Okonkwo", domain.Tiers()[i%5], domain.Day("2026-11-30").Add(i%90), 1200+i, 1+i%900, domain.StateTriage)
		if t.Tier == domain.TierUpgrade {
			t.Due = ""
		}
		f.open = append(f.open, t)
	}
	d := tomcat(f.open[0])
	d.Why.Facts[1].Source = "Maximiliane Featherstonehaugh-Okonkwo, deputy head of clinical engineering"
	for i := range d.Targets {
		d.Targets[i].AssetName = fmt.Sprintf("OPERATING-THEATRE-ANAESTHESIA-WORKSTATION-%03d.clinical.cedar-hollow.example", i)
		d.Targets[i].Seen = "2026.10.02.001-hotfix2+build.20261002"
	}
	for i := range 120 {
		d.Vulnerabilities = append(d.Vulnerabilities, fmt.Sprintf("CVE-2026-%d", 100000+i))
	}
	d.Remediations[0].Details = long + " " + long + " https://example.invalid/a/very/long/path/without/any/space/that/would/not/fit/on/one/line/of/the/detail/pane/at/all.html"
	f.detail = map[string]domain.TaskDetail{f.open[0].ID: d}
	for i := 5; i < 90; i++ { // what is overdue lies in the past, and what is due soon in the next days
		t := &f.open[i]
		if t.Tier == domain.TierUpgrade {
			t.Tier = domain.Tier60Days
		}
		t.Due, t.Overdue = domain.Day("2026-11-24").Add(1+i%7), false
		if i < 40 {
			t.Due, t.Overdue = domain.Day("2026-11-24").Add(-40+i), true
		}
	}
	f.today.Forensic, f.today.Overdue, f.today.ThisWeek = f.open[:3], f.open[5:40], f.open[40:90]
	f.today.Desk.Operator = "The Cedar Hollow and Upper Snake River Valley Regional Hospital District"
	f.status.Desk = f.today.Desk
	f.status.Pending, f.today.Pending = true, true
	f.status.Tasks, f.status.Targets = 2000, 2_400_000
	f.today.Coverage.NoSource = []string{"Debian:12", "Red Hat", "SUSE:Linux Enterprise Server 15 SP6", "opam", "Bioconductor"}
	f.status.Sources[0].Newest, f.status.Sources[1].Newest = at(10, 1, 9, 0), at(11, 10, 9, 0)
	f.today.Last.Source = "//nas.cedar-hollow.example/it/incoming/advisories/2026/november/" + long + ".tar.zst"
	for i := range f.assets {
		f.assets[i].Name += "-" + long
	}
	for i := range f.advisories {
		f.advisories[i].Title = long + " " + f.advisories[i].Title
		f.advisories[i].Publisher = long
	}
	f.document.Title, f.document.Summary = long+" "+long, long+"\n\n"+long+" "+long
	for i := range f.findings {
		f.findings[i].Name = long
	}
	for i := range f.keys {
		f.keys[i].Owners = []string{long}
	}
	f.people = append(f.people, domain.PersonView{Name: long, Role: domain.RoleEdit})
	f.ready.Contacts[1] = domain.Contact{Role: domain.ContactISAC, Name: long, Phone: "+1 555 0134 ext. 4471 and after hours +1 555 0135", Mail: "incidents.and.information.sharing@a-very-long-domain-name-of-a-sector.example", Note: long}
	return f
}
