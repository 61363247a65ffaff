package domain

import (
	"testing"
	"time"
)

// TestDayStart: the first instant of a day is of that day, and the instant before
// it is not, wherever and whenever clocks change.
func TestDayStart(t *testing.T) {
	for _, name := range []string{"UTC", "America/Chicago", "America/Sao_Paulo", "America/Havana", "Atlantic/Azores", "Asia/Beirut", "Australia/Lord_Howe", "Pacific/Kiritimati"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for day := Day("2017-01-01"); day < "2020-01-01"; day = day.Add(1) {
			start := day.Start(zone)
			if got := DayOf(start, zone); got != day {
				t.Fatalf("%s begins on %s in %s: %s", day, got, name, start)
			}
			if before := DayOf(start.Add(-time.Nanosecond), zone); before != day.Add(-1) {
				t.Fatalf("%s in %s begins at %s, but the instant before is of %s", day, name, start, before)
			}
			if !day.End(zone).Equal(day.Add(1).Start(zone)) {
				t.Fatalf("%s does not end where the next day begins in %s", day, name)
			}
		}
	}
}

func TestDayArithmetic(t *testing.T) {
	tests := []struct {
		day  Day
		add  int
		want Day
	}{{"2026-11-24", 3, "2026-11-27"}, {"2026-12-31", 1, "2027-01-01"}, {"2028-02-28", 1, "2028-02-29"}, {"2026-03-01", -1, "2026-02-28"}, {"", 5, ""}}
	for _, tc := range tests {
		got := tc.day.Add(tc.add)
		if got != tc.want {
			t.Errorf("%q and %d days: %q, want %q", tc.day, tc.add, got, tc.want)
		}
		if tc.day != "" && got.Sub(tc.day) != tc.add {
			t.Errorf("%q is %d days after %q", got, got.Sub(tc.day), tc.day)
		}
	}
	for _, bad := range []string{"", "2026-2-3", "2026-02-30", "24.11.2026", "2026-11-24T00:00:00Z"} {
		if d, err := ParseDay(bad); err == nil {
			t.Errorf("%q was read as %q", bad, d)
		}
	}
}
