package domain

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Window is a maintenance window as a person wrote it and as it is understood:
// "Sun 02:00-05:00" every week, "2nd Tue 22:00-02:00" or "last Sat 20:00-23:00"
// every month, "2026-12-05 20:00-23:00" once. Times are those of the desk's zone; a
// window that ends before it begins goes on to the next day.
type Window struct {
	Weekday time.Weekday
	Nth     int // 0 every week, 1 to 4 of the month, -1 the last
	Once    Day // instead of Weekday
	From    int // minutes since midnight
	To      int
}

var (
	windowForm = regexp.MustCompile(`^(?:(?:(1st|2nd|3rd|4th|last) )?(mon|tue|wed|thu|fri|sat|sun)|(\d{4}-\d\d-\d\d)) (\d\d):(\d\d) ?- ?(\d\d):(\d\d)$`)
	weekdays   = map[string]time.Weekday{"mon": time.Monday, "tue": time.Tuesday, "wed": time.Wednesday, "thu": time.Thursday,
		"fri": time.Friday, "sat": time.Saturday, "sun": time.Sunday}
	nths = map[string]int{"": 0, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": -1}
)

// ParseWindow reads a maintenance window.
func ParseWindow(text string) (Window, error) {
	m := windowForm.FindStringSubmatch(strings.ToLower(strings.Join(strings.Fields(text), " ")))
	if m == nil {
		return Window{}, fmt.Errorf("window %q is not of the form Sun 02:00-05:00", text)
	}
	w := Window{Nth: nths[m[1]], Weekday: weekdays[m[2]]}
	if m[3] != "" {
		day, err := ParseDay(m[3])
		if err != nil {
			return Window{}, err
		}
		w.Once = day
	}
	var times [4]int
	for i, s := range m[4:] {
		times[i], _ = strconv.Atoi(s) // two digits
	}
	if times[0] > 23 || times[2] > 24 || times[1] > 59 || times[3] > 59 || times[2] == 24 && times[3] > 0 {
		return Window{}, fmt.Errorf("window %q names a time that no day has", text)
	}
	w.From, w.To = times[0]*60+times[1], times[2]*60+times[3]
	if w.From == w.To {
		return Window{}, fmt.Errorf("window %q has no length", text)
	}
	return w, nil
}

// On tells whether the window begins on the day.
func (w Window) On(d Day) bool {
	if w.Once != "" {
		return d == w.Once
	}
	t, err := time.Parse(time.DateOnly, string(d))
	switch {
	case err != nil || t.Weekday() != w.Weekday:
		return false
	case w.Nth > 0:
		return (t.Day()+6)/7 == w.Nth
	case w.Nth < 0:
		return t.AddDate(0, 0, 7).Month() != t.Month()
	}
	return true
}

// Minutes is how long the window is by the clock on the wall.
func (w Window) Minutes() int {
	if w.To > w.From {
		return w.To - w.From
	}
	return 24*60 - w.From + w.To
}

// Times are the instants at which the window of a day begins and ends.
func (w Window) Times(d Day, zone *time.Location) (from, to time.Time) {
	at := func(day Day, minutes int) time.Time {
		t, err := time.Parse(time.DateOnly, string(day))
		if err != nil {
			return time.Time{}
		}
		return time.Date(t.Year(), t.Month(), t.Day(), 0, minutes, 0, 0, zone)
	}
	end := d
	if w.To < w.From {
		end = d.Add(1)
	}
	return at(d, w.From), at(end, w.To)
}

// Freeze is a time in which nothing is changed: a holiday, a quarter's end.
type Freeze struct {
	From   Day    `json:"from"`
	To     Day    `json:"to"`             // the last day
	Group  string `json:"group,omitzero"` // empty: all assets
	Reason string `json:"reason,omitzero"`
}

// Covers tells whether the freeze holds for a group on a day.
func (f Freeze) Covers(group string, d Day) bool {
	return f.From <= d && d <= f.To && (f.Group == "" || f.Group == group)
}
