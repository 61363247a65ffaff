package domain

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseWindow(t *testing.T) {
	tests := []struct {
		text    string
		minutes int
		on, off []Day
	}{
		{"Sun 02:00-05:00", 180, []Day{"2026-11-29", "2026-12-06"}, []Day{"2026-11-28", "2026-11-30"}},
		{"2nd Tue 22:00-02:00", 240, []Day{"2026-12-08"}, []Day{"2026-12-01", "2026-12-15", "2026-12-09"}},
		{"LAST  sat 20:00 - 23:00", 180, []Day{"2026-11-28", "2026-12-26"}, []Day{"2026-11-21"}},
		{"1st Mon 00:00-24:00", 1440, []Day{"2026-12-07"}, []Day{"2026-12-14"}},
		{"2026-12-05 20:00-23:30", 210, []Day{"2026-12-05"}, []Day{"2026-12-12"}},
	}
	for _, tc := range tests {
		w, err := ParseWindow(tc.text)
		if err != nil || w.Minutes() != tc.minutes {
			t.Errorf("%s: %d minutes, %v", tc.text, w.Minutes(), err)
		}
		for _, d := range tc.on {
			if !w.On(d) {
				t.Errorf("%s is not on %s", tc.text, d)
			}
		}
		for _, d := range tc.off {
			if w.On(d) {
				t.Errorf("%s is on %s", tc.text, d)
			}
		}
	}
	for _, bad := range []string{"", "Sunday 02:00-05:00", "Sun 2:00-5:00", "Sun 25:00-26:00", "Sun 02:00-02:00", "5th Sun 02:00-03:00", "2026-13-01 02:00-03:00", "Sun 02:60-03:00", "Sun 02:00-24:30"} {
		if w, err := ParseWindow(bad); err == nil {
			t.Errorf("%q was read as %+v", bad, w)
		}
	}
	chicago, err := time.LoadLocation("America/Chicago")
	if err != nil {
		t.Fatal(err)
	}
	w, err := ParseWindow("2nd Tue 22:00-02:00")
	if err != nil {
		t.Fatal(err)
	}
	from, to := w.Times("2026-12-08", chicago)
	if from.UTC().Format(time.RFC3339) != "2026-12-09T04:00:00Z" || to.UTC().Format(time.RFC3339) != "2026-12-09T08:00:00Z" {
		t.Errorf("%s to %s", from, to)
	}
}

// TestWeeks: a week read again is the week of its Monday, and every day lies in
// the week of its Monday.
func TestWeeks(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		day := Day("2019-12-20").Add(rapid.IntRange(0, 4000).Draw(rt, "days"))
		monday := day.Monday()
		back, err := ParseWeek(day.Week())
		if err != nil || back != monday || monday.Week() != day.Week() || day.Sub(monday) < 0 || day.Sub(monday) > 6 {
			rt.Fatalf("%s: week %s, Monday %s, read again %s, %v", day, day.Week(), monday, back, err)
		}
	})
	for _, bad := range []string{"", "2026-W54", "2026-W00", "2026-48", "W48", "2027-W53", "2026-W8"} {
		if day, err := ParseWeek(bad); err == nil {
			t.Errorf("%q was read as %s", bad, day)
		}
	}
}

// FuzzParseWindow: what is read has a length and is on at least one day of a year
// it can be on.
func FuzzParseWindow(f *testing.F) {
	for _, seed := range []string{"Sun 02:00-05:00", "2nd Tue 22:00-02:00", "last Sat 20:00-23:00", "2026-12-05 20:00-23:00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w, err := ParseWindow(text)
		if err != nil {
			return
		}
		if w.Minutes() <= 0 || w.Minutes() > 24*60 {
			t.Fatalf("%q has %d minutes", text, w.Minutes())
		}
		first := Day("2026-01-01")
		if w.Once != "" {
			first = w.Once
		}
		for n := range 35 {
			if w.On(first.Add(n)) {
				return
			}
		}
		t.Fatalf("%q is on no day", text)
	})
}
