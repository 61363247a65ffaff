package screen

import (
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// When is a day, or a week, as a person wrote it.
type When struct {
	Day  domain.Day // the day, or the Monday of the week
	Week bool
}

// ParseWhen reads a day as people write it: "2026-11-27", "27 Nov", "Fri 27 Nov 2026",
// "+14" for days from today; or a week, "2026-W49". A day without a year is the
// next one of that name. Errors: Invalid.
func ParseWhen(text string, today domain.Day) (When, error) {
	s := strings.Join(strings.Fields(strings.ReplaceAll(text, ",", " ")), " ")
	bad := &domain.Error{Kind: domain.Invalid, Op: "read day", Subject: text, Code: "when_unreadable", Params: domain.Params{"value": text}}
	if day, err := domain.ParseDay(s); err == nil {
		return When{Day: day}, nil
	}
	if monday, err := domain.ParseWeek(strings.ToUpper(s)); err == nil {
		return When{Day: monday, Week: true}, nil
	}
	if rest, ok := strings.CutPrefix(s, "+"); ok {
		n, err := strconv.Atoi(strings.TrimSpace(rest))
		if err != nil || n < 0 || n > 36500 {
			return When{}, bad
		}
		return When{Day: today.Add(n)}, nil
	}
	words := strings.Fields(strings.ReplaceAll(strings.ToLower(s), " de ", " "))
	for i, word := range words {
		if english, ok := spanishMonths[word[:min(len(word), 3)]]; ok && isLetters(word) {
			words[i] = english
		}
	}
	if len(words) > 2 && isWeekday(words[0]) {
		words = words[1:]
	}
	s = strings.Join(words, " ")
	for _, layout := range []string{"2 Jan 2006", "2 January 2006", "Jan 2 2006", "January 2 2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return When{Day: domain.Day(t.Format(time.DateOnly))}, nil
		}
	}
	year, _ := strconv.Atoi(strings.SplitN(string(today)+"0000", "-", 2)[0])
	for _, layout := range []string{"2 Jan 2006", "2 January 2006", "Jan 2 2006", "January 2 2006"} {
		for y := year; y <= year+1 && year > 0; y++ {
			t, err := time.Parse(layout, s+" "+strconv.Itoa(y))
			if day := domain.Day(t.Format(time.DateOnly)); err == nil && day >= today {
				return When{Day: day}, nil
			}
		}
	}
	return When{}, bad
}

// spanishMonths are the months that Spanish begins with other letters than English.
var spanishMonths = map[string]string{"ene": "jan", "abr": "apr", "ago": "aug", "dic": "dec"}

func isLetters(s string) bool { return !strings.ContainsAny(s, "0123456789-+") }

// isWeekday knows the days of the week in both languages; "mar" is left to March.
func isWeekday(s string) bool {
	switch s = strings.ToLower(s); s {
	case "lun", "mié", "mie", "jue", "vie", "sáb", "sab", "dom", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo":
		return true
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if name := strings.ToLower(d.String()); s == name || s == name[:3] {
			return true
		}
	}
	return false
}
