package report

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"fenceline/internal/domain"
)

var allLabels = []domain.TLP{domain.TLPClear, domain.TLPGreen, domain.TLPAmber, domain.TLPUnlabelled, domain.TLPAmberStrict, domain.TLPRed}

func labelledLines() domain.ReportData {
	d := domain.ReportData{Withheld: 1, Status: domain.DeskStatus{Store: "somewhere"},
		CannotTell: []domain.FindingView{{Finding: domain.Finding{Advisory: "osv|npm|GHSA-1"}}, {Finding: domain.Finding{Advisory: "csaf|x|A-1"}},
			{Finding: domain.Finding{Advisory: "csaf|x|A-2"}, TLP: domain.TLPAmberStrict}, {Finding: domain.Finding{Advisory: "csaf|x|A-3"}, TLP: domain.TLPRed}},
		Receipts: []domain.Receipt{{Files: []domain.FileReceipt{{File: "a.json", Items: []string{"csaf|x|A-1"}}}}}}
	for _, label := range allLabels {
		d.Lines = append(d.Lines, domain.ReportLine{Task: "T-" + string(label), TLP: label})
	}
	return d
}

func TestFilter(t *testing.T) {
	for _, tt := range []struct {
		audience string
		left     []domain.TLP
		withheld int // over the one counted before
		highest  domain.TLP
		untold   int
		receipts int
		items    int
		store    bool
	}{
		{Inside, []domain.TLP{domain.TLPClear, domain.TLPGreen, domain.TLPAmber, domain.TLPUnlabelled, domain.TLPAmberStrict}, 2, domain.TLPAmberStrict, 3, 1, 1, true},
		{Examiner, []domain.TLP{domain.TLPClear, domain.TLPGreen, domain.TLPAmber, domain.TLPUnlabelled}, 4, domain.TLPAmber, 2, 1, 0, false},
		{Provider, []domain.TLP{domain.TLPClear, domain.TLPGreen, domain.TLPAmber, domain.TLPUnlabelled}, 6, domain.TLPAmber, 0, 0, 0, false},
		{Public, []domain.TLP{domain.TLPClear}, 9, domain.TLPClear, 0, 0, 0, false},
	} {
		t.Run(tt.audience, func(t *testing.T) {
			given := labelledLines()
			before, _ := json.Marshal(given)
			d := filtered(t, given, tt.audience)
			var left []domain.TLP
			for _, l := range d.Lines {
				left = append(left, l.TLP)
			}
			if len(left) != len(tt.left) {
				t.Fatalf("left %q, want %q", left, tt.left)
			}
			for i := range left {
				if left[i] != tt.left[i] {
					t.Fatalf("left %q, want %q", left, tt.left)
				}
			}
			items := 0
			for _, r := range d.Receipts {
				items += len(r.Files[0].Items)
			}
			if d.Withheld != tt.withheld+1 || d.TLP != tt.highest || len(d.CannotTell) != tt.untold || len(d.Receipts) != tt.receipts || items != tt.items || (d.Status.Store != "") != tt.store || d.Audience != tt.audience {
				t.Errorf("withheld %d, label %q, cannot tell %d, receipts %d with %d items, store %q, audience %q",
					d.Withheld, d.TLP, len(d.CannotTell), len(d.Receipts), items, d.Status.Store, d.Audience)
			}
			if after, _ := json.Marshal(given); string(after) != string(before) {
				t.Error("the data given was changed")
			}
		})
	}
}

func TestFilterUnknownAudience(t *testing.T) {
	_, err := Filter(hospital(), "press")
	var e *domain.Error
	if !errors.As(err, &e) || e.Kind != domain.Invalid || e.Code != "audience_unknown" {
		t.Errorf("error %v", err)
	}
}

func TestFilterOfNothingIsClear(t *testing.T) {
	for _, who := range audiences {
		if d := filtered(t, domain.ReportData{}, who.name); d.TLP != domain.TLPClear || d.Withheld != 0 {
			t.Errorf("%s: label %q, withheld %d", who.name, d.TLP, d.Withheld)
		}
	}
}

// TestNothingWithheldIsPrinted writes every form for every audience and looks
// for texts of lines that must not be there.
func TestNothingWithheldIsPrinted(t *testing.T) {
	for _, who := range audiences {
		for name, write := range map[string]writer{"html": HTML, "csv": CSV, "json": JSON} {
			d := labelledLines()
			for i := range d.Lines {
				d.Lines[i].Fix = "Marker" + strings.Repeat("x", d.Lines[i].TLP.Rank()) + "."
			}
			text := written(t, write, filtered(t, d, who.name))
			for rank := range 5 {
				marker := "Marker" + strings.Repeat("x", rank) + "."
				if got, want := strings.Contains(text, marker), rank <= who.highest.Rank(); got != want {
					t.Errorf("%s for %s: rank %d printed %v, want %v", name, who.name, rank, got, want)
				}
			}
		}
	}
}

// TestExceptionsAreNotForEverybody: who may not see a line learns nothing of its
// exception, and outsiders nothing of either register.
func TestExceptionsAreNotForEverybody(t *testing.T) {
	d := hospital()
	d.Lines[7].TLP = domain.TLPAmberStrict
	for audience, want := range map[string][2]int{Inside: {1, 2}, Examiner: {0, 2}, Provider: {0, 0}, Public: {0, 0}} {
		got := filtered(t, d, audience)
		if len(got.Exceptions) != want[0] || len(got.Unpatchable) != want[1] {
			t.Errorf("%s sees %d exceptions and %d unpatchable assets", audience, len(got.Exceptions), len(got.Unpatchable))
		}
	}
	if len(d.Exceptions) != 1 || len(d.Unpatchable) != 2 || len(d.Unpatchable[0].Tasks) != 1 {
		t.Error("the data given was changed")
	}
}

func TestFilterOfDecisionsAndPolicies(t *testing.T) {
	given := domain.ReportData{Lines: []domain.ReportLine{{TLP: domain.TLPClear, Due: domain.Due{Policy: "seen"}}, {TLP: domain.TLPRed, Due: domain.Due{Policy: "unseen"}}},
		Policies: []domain.PolicyView{{Table: domain.Table{Name: "desk"}, Desk: true}, {Table: domain.Table{Name: "seen"}, Groups: []string{"wards"}}, {Table: domain.Table{Name: "unseen"}, Groups: []string{"labs"}}}}
	for _, label := range allLabels {
		given.VEX = append(given.VEX, domain.VEXView{VEXDecision: domain.VEXDecision{TLP: label}})
	}
	for _, tt := range []struct {
		audience                          string
		decisions, withheld, tables, told int
		highest                           domain.TLP
	}{
		{Inside, 5, 2, 3, 2, domain.TLPAmberStrict}, {Examiner, 4, 3, 3, 2, domain.TLPAmber}, {Provider, 0, 7, 2, 0, domain.TLPClear}, {Public, 0, 7, 2, 0, domain.TLPClear},
	} {
		d := filtered(t, given, tt.audience)
		told := 0
		for _, p := range d.Policies {
			told += len(p.Groups)
		}
		if len(d.VEX) != tt.decisions || d.Withheld != tt.withheld || len(d.Policies) != tt.tables || told != tt.told || d.TLP != tt.highest {
			t.Errorf("%s: %d decisions, %d withheld, %d tables with %d groups, label %q", tt.audience, len(d.VEX), d.Withheld, len(d.Policies), told, d.TLP)
		}
	}
	if len(given.VEX) != len(allLabels) || len(given.Policies[1].Groups) != 1 {
		t.Error("the data given was changed")
	}
}

func TestRowsAreCountedByTableAndVersion(t *testing.T) {
	bod, _ := domain.Policy(domain.PolicyBOD)
	own, _ := domain.Policy(domain.PolicySeverity)
	due := func(table domain.Table, version string, row int) domain.ReportLine {
		return domain.ReportLine{Due: domain.Due{Policy: table.Name, Version: version, Row: row, Tier: domain.Tier14Days, Setting: domain.MissingFlat60}}
	}
	d := domain.ReportData{Policies: []domain.PolicyView{{Table: bod, Desk: true}, {Table: own, Groups: []string{"wards"}}},
		Lines: []domain.ReportLine{due(bod, bod.Version, 3), due(bod, bod.Version, 3), due(own, own.Version, 3), due(own, "0.9", 3), due(bod, bod.Version, -1)}}
	tables := policiesOf(&d)
	if len(tables) != 2 || tables[0].Rows[3].Lines != "2 lines" || tables[1].Rows[3].Lines != "1 line" {
		t.Fatalf("tables %+v", tables)
	}
	if len(tables[0].Notes) != 1 || len(tables[1].Notes) != 1 || !strings.Contains(tables[1].Notes[0], "version 0.9") {
		t.Errorf("notes %q, %q", tables[0].Notes, tables[1].Notes)
	}
}
