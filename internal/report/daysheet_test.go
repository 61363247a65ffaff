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

func aDay() domain.DaySheet {
	at := time.Date(2026, 11, 24, 21, 5, 0, 0, time.UTC)
	task := func(id, name string, tier domain.Tier, due domain.Day, overdue bool) domain.TaskView {
		return domain.TaskView{PatchTask: domain.PatchTask{ID: id, Name: name, Kind: domain.FixUpdate, Version: "1.2", Owner: "J.M."}, Tier: tier, Due: due, Overdue: overdue, State: domain.StateOpen, Total: 2}
	}
	tomcat := task("T-9", "tomcat <catalina>", domain.TierForensic, "2026-11-27", false)
	sheet := domain.DaySheet{Made: at, Program: "Fenceline test", TLP: domain.TLPAmber,
		Today: domain.Today{At: at, Day: "2026-11-24", Desk: domain.Desk{Operator: "Cedar Hollow", Zone: "America/Chicago"},
			Forensic: []domain.TaskView{tomcat}, Overdue: []domain.TaskView{task("T-4", "nginx", domain.Tier3Days, "2026-11-22", true)}, ThisWeek: []domain.TaskView{tomcat},
			Reviews:   []domain.ExceptionView{{Exception: domain.Exception{Task: "T-2", Approver: "Dr. Halloran", Review: "2026-11-20", End: "2026-12-18"}, Fix: "Update pumps", AssetName: "PUMP-1", ReviewDue: true}},
			Questions: []domain.Question{{Asset: "a", Name: "SW-01", Fact: domain.FactExposure, Moves: 5, Now: "2026-12-03", Other: "no"}}, CannotTell: 5, NameOnly: 2,
			Sources: []domain.SourceAge{{Name: "CISA KEV", Count: 3, Newest: at.Add(-24 * time.Hour), Arrived: at}}, Coverage: domain.Coverage{Assets: 5, SoftwareKnown: 4, Components: 10, WithSource: 8}},
		Assets: map[string][]string{"T-9": {"PORTAL-01", "PORTAL-TEST"}, "T-4": {"WEB-01", "WEB-02", "WEB-03", "WEB-04", "WEB-05", "WEB-06", "WEB-07", "WEB-08", "WEB-09", "WEB-10", "WEB-11", "WEB-12", "WEB-13", "WEB-14"}},
		Clocks: map[string]domain.TriageSheet{"T-9": {Targets: []domain.TriageTarget{{Asset: domain.Asset{Name: "PORTAL-01"}, Clocks: []domain.TriageClock{
			{Step: domain.TriageScope, Record: &domain.TriageRecord{}}, {Step: domain.TriageVolatile, Due: at.Add(3 * time.Hour)}, {Step: domain.TriageDecision, Due: at.Add(70 * time.Hour)}}}}}},
	}
	return sheet
}

func TestDaySheetGolden(t *testing.T) {
	var page bytes.Buffer
	if err := DaySheet(&page, aDay()); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join("testdata", "daysheet.html")
	if *update {
		if err := os.WriteFile(name, page.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), page.String()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
	if strings.Contains(page.String(), "<catalina>") {
		t.Error("a name came through as markup")
	}
}

func TestDaySheetOfAQuietDay(t *testing.T) {
	s := aDay()
	s.Today.Forensic, s.Today.Overdue, s.Today.ThisWeek, s.Today.Reviews, s.Today.Questions, s.Today.CannotTell, s.Today.NameOnly = nil, nil, nil, nil, nil, 0, 0
	s.Today.Pending = true
	var page bytes.Buffer
	if err := DaySheet(&page, s); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"as far as the data above can tell", "Matching is pending", "4 of 5"} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("%q is not on the page", want)
		}
	}
}

func TestDaySheetCountsWhatItLeavesOut(t *testing.T) {
	s := aDay()
	for range domain.MostSheetTasks + 6 {
		s.Today.Overdue = append(s.Today.Overdue, s.Today.Overdue[0])
	}
	var page bytes.Buffer
	if err := DaySheet(&page, s); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(page.String(), "7 more tasks") {
		t.Error("what was left out is not counted")
	}
}
