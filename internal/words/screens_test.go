package words

import (
	"strings"
	"testing"
	"time"

	"fenceline/internal/domain"
)

func TestTodaySummary(t *testing.T) {
	one, two := make([]domain.TaskView, 1), make([]domain.TaskView, 2)
	for want, today := range map[string]domain.Today{
		"One forensic clock is running, one task is overdue, two are due within 7 days.": {Forensic: one, Overdue: one, ThisWeek: two},
		"Two tasks are overdue.": {Overdue: two},
		"One forensic clock is running, two tasks are due within 7 days.": {Forensic: one, ThisWeek: two},
		"One question waits for your answer.":                             {Questions: make([]domain.Question, 1)},
		"12 tasks are due within 7 days.":                                 {ThisWeek: make([]domain.TaskView, 12)},
		"Nothing must happen today.":                                      {},
	} {
		if got := TodaySummary(&today); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

func TestDueNotes(t *testing.T) {
	const today = domain.Day("2026-11-24")
	for _, c := range []struct{ got, want string }{
		{DueNote(&domain.TaskView{Due: "2026-11-24"}, today), "today"},
		{DueNote(&domain.TaskView{Due: "2026-11-25"}, today), "tomorrow"},
		{DueNote(&domain.TaskView{Due: "2026-11-27", Assumed: true}, today), "in 3 days, assumed"},
		{DueNote(&domain.TaskView{}, today), "with the next upgrade"},
		{DueShort("2026-11-27", today), "Fri 27 Nov"},
		{DueShort("2027-01-11", today), "11 Jan 2027"},
		{DueShort("", today), "No date"},
		{OverdueBy("2026-11-23", today), "1 day overdue"},
		{OverdueBy("2026-11-20", today), "4 days overdue"},
		{WhyTitle("2026-11-27"), "Why Friday 27 November"},
		{WhyTitle(""), "Why there is no date"},
		{AgeBin(domain.AgeBin{From: 8, To: 14}), "8–14"},
		{AgeBin(domain.AgeBin{From: 91}), "over 90"},
	} {
		if c.got != c.want {
			t.Errorf("%q, not %q", c.got, c.want)
		}
	}
}

func TestWhySentence(t *testing.T) {
	fact := func(name domain.FactName, value, filled string) domain.DueFact {
		return domain.DueFact{Fact: name, Value: value, Filled: filled}
	}
	due := domain.Due{Policy: domain.PolicyBOD, Version: "1.0.0", Row: 15, Tier: domain.TierForensic, Facts: []domain.DueFact{
		fact(domain.FactKEV, "yes", ""), fact(domain.FactExposure, "no", ""), fact(domain.FactAutomatable, "", "yes"), fact(domain.FactImpact, "total", ""),
	}}
	if got := WhySentence(&due); got.Facts != "In KEV, not public, automatable, total impact:" || got.Outcome != "3 days & forensic investigation" {
		t.Errorf("%+v", got)
	}
	if got := WhyTable(&due); got != "CISA BOD 26-04, row 15" {
		t.Errorf("%q", got)
	}
	due.Row, due.Setting = -1, domain.MissingFlat60
	if got := WhyTable(&due); !strings.Contains(got, "setting") || strings.Contains(got, "row") {
		t.Errorf("a date that a setting gave names a row: %q", got)
	}
}

func TestFactOther(t *testing.T) {
	due := domain.Due{Tier: domain.TierForensic}
	for want, others := range map[string][]domain.WhatIf{
		"3 days, no triage (row 14)": {{Value: "no", Tier: domain.Tier3Days, Row: 14}},
		"no change (row 13)":         {{Value: "no", Tier: domain.TierForensic, Row: 13}},
		"14 days":                    {{Value: "no", Tier: domain.Tier14Days, Row: -1}},
	} {
		if got := FactOther(&domain.DueFact{Fact: domain.FactKEV, Value: "yes", Others: others}, &due); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

func TestMomentsAndAges(t *testing.T) {
	zone, err := time.LoadLocation("America/Chicago")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 24, 15, 40, 0, 0, zone)
	for _, c := range []struct{ got, want string }{
		{Moment(now.Add(-35*time.Minute), zone, now), "today 15:05"},
		{Moment(now.AddDate(0, 0, -5), zone, now), "Thu 19 Nov 15:40"},
		{Moment(now.AddDate(-1, 0, 0), zone, now), "24 Nov 2025 15:40"},
		{Moment(time.Time{}, zone, now), ""},
		{DataAge([]GroupAge{{domain.FormatCSAF, 0}, {domain.FormatKEV, 1}}), "Advisories today · KEV 1 day old"},
		{DataAge(nil), "No advisories yet"},
		{ImportedFrom("E:/november.zip"), "november.zip"},
		{ImportedFrom(`C:\Users\jm\Downloads\november.zip`), "november.zip"},
		{ImportedFrom("/"), "/"},
		{Initials("J.M."), "J.M."},
		{Letters("J.M."), "JM"},
		{Initials("Jane Ann Miller, IT lead"), "JM"},
		{Initials(""), ""},
	} {
		if c.got != c.want {
			t.Errorf("%q, not %q", c.got, c.want)
		}
	}
}

func TestJobLine(t *testing.T) {
	j := JobState{Name: "november.zip", Progress: domain.Progress{Stage: "read", Done: 193, Total: 312}, Rate: 41, Left: 3 * time.Second}
	if got := JobLine(j); got != "Reading november.zip · 193 of 312 · 41 a second · 3 s left" {
		t.Errorf("%q", got)
	}
	j.Stopping = true
	if got := JobTitle(j); got != "Stopping at the next safe point" {
		t.Errorf("%q", got)
	}
}

func TestEmptyListsNeverSayClean(t *testing.T) {
	status := domain.DeskStatus{
		Sources: []domain.SourceAge{{Name: "KEV"}}, Coverage: domain.Coverage{Assets: 52, SoftwareKnown: 41, Components: 10, WithSource: 7}, Pending: true,
	}
	for _, say := range []string{NoTasks(&status), NoFindings(&status), FindingsGround(&status)} {
		if !strings.Contains(say, "41 of 52") || !strings.Contains(say, "pending") {
			t.Errorf("an empty list hides its coverage or pending matching: %q", say)
		}
		for _, word := range []string{"clean", "safe", "compliant"} {
			if strings.Contains(say, word) {
				t.Errorf("%q says %q", say, word)
			}
		}
	}
	if say := NoTasks(&domain.DeskStatus{}); strings.Contains(say, "0 of 0") {
		t.Errorf("%q", say)
	}
}

func TestTargetSeen(t *testing.T) {
	for want, target := range map[string]domain.TargetView{
		"not known":         {},
		"was 10.1.48":       {Target: domain.Target{Before: "10.1.48"}},
		"10.1.48 → 10.1.52": {Target: domain.Target{Before: "10.1.48"}, Seen: "10.1.52"},
		"10.1.48":           {Target: domain.Target{Before: "10.1.48"}, Seen: "10.1.48"},
	} {
		if got := TargetSeen(&target); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

func TestImportChanges(t *testing.T) {
	const today domain.Day = "2026-11-24"
	fix := domain.PatchTask{ID: "T-1", Name: "OpenSSL", Kind: domain.FixUpdate, Version: "3.0.19"}
	names := map[string]domain.TaskView{"T-1": {PatchTask: fix, Due: "2026-12-04"}}
	change := func(edit func(c *domain.TaskChange)) domain.TaskChange {
		c := domain.TaskChange{Task: "T-1", Name: "OpenSSL", WasDue: "2027-01-19", Due: "2026-12-04", Tier: domain.Tier14Days, WasOpen: 2, Open: 2}
		edit(&c)
		return c
	}
	for want, c := range map[string]domain.TaskChange{
		"New, due Fri 4 Dec: Update OpenSSL to 3.0.19":     change(func(c *domain.TaskChange) { c.New, c.WasDue, c.WasOpen = true, "", 0 }),
		"New, no date: Update OpenSSL to 3.0.19":           change(func(c *domain.TaskChange) { c.New, c.WasDue, c.Due = true, "", "" }),
		"Closed: OpenSSL, seen in the inventory":           change(func(c *domain.TaskChange) { c.Closed, c.Due, c.Open = true, "", 0 }),
		"Due earlier: OpenSSL is now in KEV, 14 days":      change(func(c *domain.TaskChange) { c.KEV = true }),
		"Due earlier: OpenSSL, Fri 4 Dec, not 19 Jan 2027": change(func(c *domain.TaskChange) {}),
		"Due later: OpenSSL, Fri 4 Dec, not Tue 1 Dec":     change(func(c *domain.TaskChange) { c.WasDue = "2026-12-01" }),
		"Due Fri 4 Dec: OpenSSL, which had no date":        change(func(c *domain.TaskChange) { c.WasDue = "" }),
		"No date any more: OpenSSL, it was 19 Jan 2027":    change(func(c *domain.TaskChange) { c.Due = "" }),
		"Same date: OpenSSL, 3 assets more":                change(func(c *domain.TaskChange) { c.WasDue, c.Open = c.Due, 5 }),
		"Same date: OpenSSL, 1 asset fewer":                change(func(c *domain.TaskChange) { c.WasDue, c.Open = c.Due, 1 }),
		"Same date: OpenSSL is now in KEV":                 change(func(c *domain.TaskChange) { c.WasDue, c.KEV = c.Due, true }),
		"Same date: OpenSSL, something else changed":       change(func(c *domain.TaskChange) { c.WasDue = c.Due }),
	} {
		r := domain.Receipt{Effect: domain.Effect{ChangedTasks: []string{"T-1", "T-2"}, Changes: []domain.TaskChange{c, c}}}
		got, more := ImportChanges(&r, names, today, 1)
		if len(got) != 1 || got[0].Text != want || got[0].Task != "T-1" || more != 1 {
			t.Errorf("%q and %d more, not %q", got, more, want)
		}
	}
	old := domain.Receipt{Effect: domain.Effect{NewTasks: []string{"T-0", "T-1"}, ChangedTasks: []string{"T-9"}}}
	got, more := ImportChanges(&old, names, today, 4)
	if len(got) != 3 || more != 0 || got[0].Text != "New, due Fri 4 Dec: Update OpenSSL to 3.0.19" || got[1].Text != "New task" || got[2].Text != "Changed task" {
		t.Errorf("a receipt of an older program: %q, %d", got, more)
	}
}
