package version

import (
	"strings"
)

var (
	isoDate   = pattern(`^([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?$`)
	isoStart  = pattern(`^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?: |$)`)
	monthDate = pattern(`(?i)\b(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.? (?:([0-9]{1,2})(?:st|nd|rd|th)?,? )?([0-9]{4})\b`)
	dayMonth  = pattern(`(?i)\b([0-9]{1,2})\.? (january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.? ([0-9]{4})\b`)
)

var months = map[string]string{"jan": "01", "feb": "02", "mar": "03", "apr": "04", "may": "05", "jun": "06",
	"jul": "07", "aug": "08", "sep": "09", "oct": "10", "nov": "11", "dec": "12"}

// plainDates writes dates in English words as year-month-day.
func plainDates(s string) string {
	s = dayMonth().ReplaceAllStringFunc(s, func(d string) string {
		m := dayMonth().FindStringSubmatch(d)
		return m[3] + "-" + months[strings.ToLower(m[2][:3])] + "-" + m[1]
	})
	return monthDate().ReplaceAllStringFunc(s, func(d string) string {
		m := monthDate().FindStringSubmatch(d)
		out := m[3] + "-" + months[strings.ToLower(m[1][:3])]
		if m[2] != "" {
			out += "-" + m[2]
		}
		return out
	})
}

// parseDate reads year-month-day and year-month, digits or words.
func parseDate(s string) ([]chunk, bool) {
	m := isoDate().FindStringSubmatch(plainDates(s))
	if m == nil {
		return nil, false
	}
	return dateChunks(m[1:])
}

// leadingDate reads a date at the start of s and tells its length.
func leadingDate(s string) ([]chunk, int, bool) {
	m := isoStart().FindStringSubmatch(s)
	if m == nil {
		return nil, 0, false
	}
	c, ok := dateChunks(m[1:])
	return c, len(strings.TrimRight(m[0], " ")), ok
}

func dateChunks(fields []string) ([]chunk, bool) {
	var out []chunk
	for i, field := range fields {
		if field == "" {
			continue
		}
		n := numberAtom(field)
		if i == 0 && (n.lo < "1980" || n.lo > "2099") || i == 1 && over(n, "12") || i == 2 && over(n, "31") {
			return nil, false
		}
		out = append(out, chunk{n})
	}
	return out, true
}

func over(n atom, limit string) bool {
	return n.lo == "" || len(n.lo) > len(limit) || len(n.lo) == len(limit) && n.lo > limit
}
