package assetlist

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// The orders of day and month that a person can name.
const (
	MonthFirst = "mdy"
	DayFirst   = "dmy"
)

// numeric are days written in numbers whose order the text does not say.
var numeric = regexp.MustCompile(`^(\d{1,2})([/-])(\d{1,2})[/-](\d{4}|\d{2})(?:[ T,].*)?$`)

// plainDays are the ways to write a day that mean one thing.
var plainDays = []string{"2006-1-2", "2006/1/2", "2006.1.2", "2.1.2006", "2 Jan 2006", "2-Jan-2006", "2-Jan-06", "2 January 2006", "Jan 2, 2006", "Jan 2 2006", "January 2, 2006", "20060102"}

// day reads a day; order is "" where the list has none that need it.
func day(text, order string) (domain.Day, bool) {
	text = strings.TrimSpace(text)
	if m := numeric.FindStringSubmatch(text); m != nil {
		first, _ := strconv.Atoi(m[1])
		second, _ := strconv.Atoi(m[3])
		year, _ := strconv.Atoi(m[4])
		if len(m[4]) == 2 {
			year += 2000
		}
		if order == DayFirst {
			first, second = second, first
		}
		t := time.Date(year, time.Month(first), second, 0, 0, 0, 0, time.UTC)
		if first < 1 || first > 12 || t.Day() != second {
			return "", false
		}
		return domain.Day(t.Format(time.DateOnly)), true
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return domain.Day(t.Format(time.DateOnly)), true
	}
	for _, candidate := range []string{text, beforeTime(text)} {
		for _, layout := range plainDays {
			if t, err := time.Parse(layout, candidate); err == nil {
				return domain.Day(t.Format(time.DateOnly)), true
			}
		}
	}
	return "", false
}

// beforeTime cuts a time of day off: "2026-11-27 10:00:00", "2026-11-27T00:00".
func beforeTime(text string) string {
	at := strings.IndexByte(text, ':')
	if at < 0 {
		return text
	}
	if cut := strings.LastIndexAny(text[:at], " T"); cut > 0 {
		return strings.TrimRight(text[:cut], ", ")
	}
	return text
}

// orders tells which orders of day and month a text allows; both false where it
// is no such text.
func orders(text string) (monthFirst, dayFirst bool) {
	if !numeric.MatchString(strings.TrimSpace(text)) {
		return false, false
	}
	_, monthFirst = day(text, MonthFirst)
	_, dayFirst = day(text, DayFirst)
	return monthFirst, dayFirst
}
