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

func planned() (domain.Schedule, domain.RunSheet) {
	made := time.Date(2026, 11, 24, 21, 5, 0, 0, time.UTC)
	item := func(task, asset string, restart bool, tier domain.Tier, late int) domain.PlanItem {
		why := domain.PlanFits
		if late > 0 {
			why = domain.PlanWindow
		}
		return domain.PlanItem{Task: task, Asset: asset, AssetName: asset, Fix: "Update ä, b; c to 1", Minutes: 30, Restart: restart, Tier: tier, Due: "2026-11-27", Late: late, Why: why}
	}
	week := domain.PlanWeek{Monday: "2026-11-23", Week: "2026-W48", Minutes: map[string]int{"": 240, "R.T.": 60}, Used: map[string]int{"": 105},
		Slots: []domain.PlanSlot{
			{Day: "2026-11-29", Group: "wards", Window: "Sun 22:00-02:00", Outages: []string{"PACS-01"}, Items: []domain.PlanItem{
				item("T-9", "PACS-01", true, domain.TierForensic, 2), item("T-4", "PUMP <1>", false, domain.Tier14Days, 0), item("T-5", "PACS-01", true, domain.Tier14Days, 0)}},
			{Items: []domain.PlanItem{item("T-7", "WS-014", false, domain.Tier60Days, 0)}},
		}}
	desk := domain.Desk{Operator: "Cedar Hollow, Hospital", Zone: "America/Chicago"}
	sheet := domain.RunSheet{Made: made, Desk: desk, Program: "Fenceline test", Week: week, TLP: domain.TLPAmber,
		Tasks: map[string]domain.PatchTask{"T-9": {ID: "T-9", Owner: "R.T.", Rollback: "snapshot <of> Sunday", Change: "CHG-4711"}}}
	return domain.Schedule{From: "2026-11-24", Weeks: []domain.PlanWeek{week}}, sheet
}

func TestPlanGoldens(t *testing.T) {
	plan, sheet := planned()
	var page, calendar bytes.Buffer
	if err := RunSheet(&page, sheet); err != nil {
		t.Fatal(err)
	}
	if err := Calendar(&calendar, plan, sheet.Desk, sheet.Made); err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string]string{"runsheet.html": page.String(), "plan.ics": calendar.String()} {
		name = filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	text := page.String()
	if strings.Contains(text, "<1>") || strings.Contains(text, "<of>") {
		t.Error("foreign text became markup")
	}
	if strings.Index(text, "T-9") > strings.Index(text, "T-5") || strings.Index(text, "T-5") > strings.Index(text, "T-4") {
		t.Error("what is on one asset does not stand together")
	}
	if strings.Count(text, "restarted") != 1 {
		t.Errorf("%d restarts of one asset", strings.Count(text, "restarted"))
	}
}

// TestCalendarIsCalendar reads the lines back by RFC 5545: CRLF, folded at 75
// octets, nested components, each event with its stamp and UID once.
func TestCalendarIsCalendar(t *testing.T) {
	plan, sheet := planned()
	var out bytes.Buffer
	if err := Calendar(&out, plan, sheet.Desk, sheet.Made); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") {
		t.Error("a line does not end with CRLF")
	}
	for line := range strings.SplitSeq(text, "\r\n") {
		if len(line) > 75 {
			t.Errorf("%d octets: %s", len(line), line)
		}
	}
	whole := strings.ReplaceAll(text, "\r\n ", "")
	uids := map[string]bool{}
	for line := range strings.SplitSeq(whole, "\r\n") {
		if uid, ok := strings.CutPrefix(line, "UID:"); ok {
			uids[uid] = true
		}
	}
	if len(uids) != 2 || strings.Count(whole, "BEGIN:VEVENT") != 2 || strings.Count(whole, "DTSTAMP:20261124T210500Z") != 2 {
		t.Errorf("%d UIDs in\n%s", len(uids), whole)
	}
	for _, must := range []string{"DTSTART:20261130T040000Z", "DTEND:20261130T080000Z", `Update ä\, b\; c to 1`, "DTSTART;VALUE=DATE:20261123"} {
		if !strings.Contains(whole, must) {
			t.Errorf("no %s in\n%s", must, whole)
		}
	}
}
