package assess

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

// deadlines is the page that works the clock through, its lines joined.
func deadlines(t *testing.T) (page string, rows [][]string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "deadlines.md"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(string(text), "\n") {
		cells := strings.Split(strings.Trim(line, "| "), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		rows = append(rows, cells)
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(string(text), "**", "")), " "), rows
}

func plainDay(d domain.Day) string {
	if d == "" {
		return "no date"
	}
	return words.DayLong(d)
}

// TestDeadlinesPageTable: each row of the table is what the program reckons, with
// and without a planned upgrade.
func TestDeadlinesPageTable(t *testing.T) {
	_, rows := deadlines(t)
	short := func(d domain.Day) string { // "Fri 27 Nov 2026"
		if d == "" {
			return "no date"
		}
		return d.Start(time.UTC).Format("Mon 2 Jan 2006")
	}
	seen := 0
	for _, cells := range rows {
		row, err := strconv.Atoi(cells[0])
		if err != nil || len(cells) != 8 {
			continue
		}
		seen++
		in := DueInput{Zone: chicago(t), Exposure: known(t, sourcePerson, cells[2], 1), Automatable: known(t, "CISA SSVC", cells[3], 1), Impact: known(t, "CISA SSVC", cells[4], 1),
			Received: at(t, 24), Detected: at(t, 1), Evaluate: at(t, 25)}
		if cells[1] == "yes" {
			in.KEV = known(t, "CISA KEV", "2026-11-24", 24)
		}
		got := DueFor(in)
		in.NextUpgrade = "2027-01-15"
		planned := short(DueFor(in).Date)
		if planned == short(got.Date) {
			planned = "the same"
		}
		if got.Row != row || string(got.Tier) != cells[5] || short(got.Date) != cells[6] || planned != cells[7] {
			t.Errorf("the page says %v, reckoned row %d, %s, %s, %s", cells, got.Row, got.Tier, short(got.Date), planned)
		}
	}
	if seen != 16 {
		t.Errorf("%d rows on the page", seen)
	}
}

// TestDeadlinesPageExamples: each example in the text, with the sentence that gives
// its date.
func TestDeadlinesPageExamples(t *testing.T) {
	page, _ := deadlines(t)
	public, inside := known(t, sourcePerson, "yes", -60), known(t, sourcePerson, "no", -60)
	ssvc := func(value string) []domain.Known { return known(t, "CISA SSVC", value, -60) }
	june := time.Date(2026, 6, 26, 12, 0, 0, 0, chicago(t))
	for _, tt := range []struct {
		says string
		in   DueInput
		on   domain.Day // evaluated
		date domain.Day
	}{
		{"The advisory came on 24 November, the software was known: the clock starts on 24 November.",
			DueInput{Exposure: inside, KEV: known(t, "CISA KEV", "2026-11-24", 24), Automatable: ssvc("no"), Impact: ssvc("partial"), Received: at(t, 24), Detected: at(t, 1)}, "2026-11-25", "2026-12-08"},
		{"At 14 days, the date is 15 December.",
			DueInput{Exposure: inside, KEV: known(t, "CISA KEV", "2026-11-24", 24), Automatable: ssvc("no"), Impact: ssvc("partial"), Received: at(t, 24), Detected: at(t, 31)}, "2026-12-02", "2026-12-15"},
		{"The advisory came on 24 November at 21:00 in Chicago, which is 25 November in UTC: it starts on 24 November",
			DueInput{Exposure: public, Automatable: ssvc("yes"), Impact: ssvc("total"), Received: at(t, 24).Add(9 * time.Hour), Detected: at(t, 1)}, "2026-11-25", "2026-11-27"},
		{"24 November plus 14 is 8 December.",
			DueInput{Exposure: public, KEV: known(t, "CISA KEV", "2026-11-24", 24), Automatable: ssvc("no"), Impact: ssvc("partial"), Received: at(t, 2), Detected: at(t, 1)}, "2026-11-25", "2026-12-08"},
		{"The date stays 1 January: stricter facts never give you more time.",
			DueInput{Exposure: public, KEV: known(t, "CISA KEV", "2026-12-24", 54), Automatable: ssvc("no"), Impact: ssvc("partial"), Received: at(t, 2), Detected: at(t, 1)}, "2026-12-25", "2027-01-01"},
		{"24 November plus 60: 23 January 2027, not 60 days from the answer.",
			DueInput{Exposure: known(t, sourcePerson, "yes", -60, "no", 26), Automatable: ssvc("yes"), Impact: ssvc("total"), Received: at(t, 24), Detected: at(t, 1)}, "2026-11-27", "2027-01-23"},
		{"At 3 days your date is 27 November.",
			DueInput{Exposure: public, KEV: known(t, "CISA KEV", "2026-11-02", 24), Automatable: ssvc("yes"), Impact: ssvc("partial"), Received: at(t, 24), Detected: at(t, 1)}, "2026-11-25", "2026-11-27"},
		{"| `flat-60` (the default) | 60 days where automatable or impact is missing; unanswered exposure counts as yes | 60 days | 23 January 2027 |",
			DueInput{Missing: domain.MissingFlat60, Received: at(t, 24), Detected: at(t, 1)}, "2026-11-25", "2027-01-23"},
		{"| 14 days (row 9) | 8 December 2026 |", DueInput{Missing: domain.MissingTableReading, Received: at(t, 24), Detected: at(t, 1)}, "2026-11-25", "2026-12-08"},
		{"| 3 days (row 14) | 27 November 2026 |", DueInput{Missing: domain.MissingWorstCase, Received: at(t, 24), Detected: at(t, 1)}, "2026-11-25", "2026-11-27"},
		{"not automatable and total impact gives row 9 and 8 December, assumed.",
			DueInput{Missing: domain.MissingFlat60, Automatable: ssvc("no"), Impact: ssvc("total"), Received: at(t, 24), Detected: at(t, 1)}, "2026-11-25", "2026-12-08"},
		{"| Mon 29 Jun 2026: calendar days, not working days |",
			DueInput{Exposure: []domain.Known{{Value: "yes", At: june.AddDate(0, -1, 0), Source: sourcePerson}}, KEV: []domain.Known{{Value: "2026-06-26", At: june, Source: "CISA KEV"}},
				Automatable: []domain.Known{{Value: "yes", At: june, Source: "CISA SSVC"}}, Impact: []domain.Known{{Value: "partial", At: june, Source: "CISA SSVC"}}, Received: june, Detected: june}, "2026-06-27", "2026-06-29"},
		{"| Tue 25 Aug 2026, whatever the exposure |", DueInput{Missing: domain.MissingFlat60, Exposure: []domain.Known{{Value: "no", At: june, Source: sourcePerson}}, Received: june, Detected: june}, "2026-06-27", "2026-08-25"},
		{"| Tue 25 Aug 2026, whatever the exposure |", DueInput{Missing: domain.MissingFlat60, Exposure: []domain.Known{{Value: "yes", At: june, Source: sourcePerson}}, Received: june, Detected: june}, "2026-06-27", "2026-08-25"},
	} {
		if !strings.Contains(page, tt.says) {
			t.Errorf("the page does not say %q", tt.says)
		}
		tt.in.Zone = chicago(t)
		tt.in.Evaluate = tt.on.Start(tt.in.Zone).Add(20 * time.Hour)
		if got := DueFor(tt.in); got.Date != tt.date {
			t.Errorf("%q: reckoned %s by row %d, want %s", tt.says, plainDay(got.Date), got.Row, tt.date)
		}
	}
	for says, day := range map[string][2]domain.Day{"| Sun 9 Aug 2026: calendar days": {domain.Day("2026-06-10").Add(60), "2026-08-09"}, "| Mon 7 Dec 2026 |": {domain.Day("2026-06-10").Add(180), "2026-12-07"}} {
		if !strings.Contains(page, says) || day[0] != day[1] {
			t.Errorf("%q: %v", says, day)
		}
	}
	triage := domain.Triage{Held: june, Listed: "2026-06-26"}
	for i, want := range []string{"2026-06-26 02:00", "2026-06-27 00:00", "2026-06-29 00:00"} {
		if got := triage.Clocks(chicago(t), time.Time{}, june)[i].PolicyDue.In(chicago(t)).Format("2006-01-02 15:04"); got != want {
			t.Errorf("step %d is due %s, want %s", i, got, want)
		}
	}
}
