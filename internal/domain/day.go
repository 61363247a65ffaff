package domain

import (
	"fmt"
	"time"
)

// Day is a calendar day without a zone, written as ISO 8601 "2026-11-27". The
// empty Day means no date.
type Day string

// DayOf gives the calendar day of t in zone.
func DayOf(t time.Time, zone *time.Location) Day {
	return Day(t.In(zone).Format(time.DateOnly))
}

// ParseDay reads an ISO 8601 calendar day; anything else is an error.
func ParseDay(s string) (Day, error) {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", fmt.Errorf("day %q is not of the form 2026-11-27", s)
	}
	return Day(s), nil
}

// Add moves the day by n calendar days. The empty Day stays empty.
func (d Day) Add(n int) Day {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return d
	}
	return Day(t.AddDate(0, 0, n).Format(time.DateOnly))
}

// Week is the ISO 8601 week the day lies in: "2026-W48"; "" for no date.
func (d Day) Week() string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	year, week := t.ISOWeek()
	return fmt.Sprintf("%04d-W%02d", year, week)
}

// Monday is the first day of the week the day lies in.
func (d Day) Monday() Day {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return d
	}
	return d.Add(-(int(t.Weekday()) + 6) % 7)
}

// ParseWeek reads an ISO 8601 week, "2026-W48", and gives its Monday.
func ParseWeek(s string) (Day, error) {
	var year, week int
	if n, err := fmt.Sscanf(s, "%4d-W%2d", &year, &week); n == 2 && err == nil {
		monday := Day(fmt.Sprintf("%04d-01-04", year)).Monday().Add(7 * (week - 1)) // 4 January lies in week 1
		if monday.Week() == s {
			return monday, nil
		}
	}
	return "", fmt.Errorf("week %q is not of the form 2026-W48", s)
}

// Sub counts the calendar days from e to d; zero where one of them is empty.
func (d Day) Sub(e Day) int {
	a, errA := time.Parse(time.DateOnly, string(d))
	b, errB := time.Parse(time.DateOnly, string(e))
	if errA != nil || errB != nil {
		return 0
	}
	return int(a.Sub(b).Hours() / 24)
}

// Start is the first instant of the day in zone, also where clocks change at
// midnight and 00:00 is skipped or comes twice.
func (d Day) Start(zone *time.Location) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, string(d), zone)
	if err != nil {
		return time.Time{}
	}
	since, next := t.ZoneBounds()
	if !next.IsZero() && DayOf(t, zone) < d {
		return next.In(zone)
	}
	if !since.IsZero() {
		_, was := since.Add(-time.Nanosecond).Zone()
		_, is := t.Zone()
		if first := t.Add(time.Duration(is-was) * time.Second); first.Before(since) && DayOf(first, zone) == d {
			return first
		}
	}
	return t
}

// End is the first instant after the day in zone: what is due on d is overdue
// from this instant on.
func (d Day) End(zone *time.Location) time.Time { return d.Add(1).Start(zone) }
