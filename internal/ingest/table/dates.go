package table

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

// Day reads a day; order is "" where the table has none that need it.
func Day(text, order string) (domain.Day, bool) {
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
	_, monthFirst = Day(text, MonthFirst)
	_, dayFirst = Day(text, DayFirst)
	return monthFirst, dayFirst
}

// CheckDateOrder refuses what a person gave for the order of day and month, where
// it is neither [MonthFirst] nor [DayFirst] nor "". Error: Invalid.
func CheckDateOrder(op, said string) error {
	if said != "" && said != MonthFirst && said != DayFirst {
		return refuse(op, domain.Invalid, CodeDateOrder, domain.Params{"value": said})
	}
	return nil
}

// DateOrder settles whether day or month comes first in the columns that hold
// days: as the person said, else as the only order that all days of the table
// allow; "" where none needs it. Error: Invalid with [CodeDates], where the table
// does not tell, or as [CheckDateOrder].
func DateOrder(op string, columns []domain.ListColumn, rows []Row, days func(field string) bool, said string) (string, error) {
	if err := CheckDateOrder(op, said); err != nil || said != "" {
		return said, err
	}
	month, dayFirst, seen := true, true, false
	value, column, line := "", "", 0
	for i, c := range columns {
		if !days(c.Field) {
			continue
		}
		for _, r := range rows {
			if i >= len(r.Cells) {
				continue
			}
			m, d := orders(r.Cells[i])
			if !m && !d {
				continue // not of this sort, or no day at all: its row says so
			}
			month, dayFirst = month && m, dayFirst && d
			if !seen {
				value, column, line, seen = r.Cells[i], c.Header, r.Line, true
			}
		}
	}
	switch {
	case !seen:
		return "", nil
	case month == dayFirst: // all allow both, or they contradict each other
		return "", refuse(op, domain.Invalid, CodeDates, domain.Params{"value": value, "column": column, "line": strconv.Itoa(line)})
	case month:
		return MonthFirst, nil
	}
	return DayFirst, nil
}
