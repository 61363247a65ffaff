package words

import (
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
)

func dayTime(d domain.Day) (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, string(d))
	return t, err == nil
}

func weekday(t time.Time, form string) string {
	return say(domain.Code("weekday_" + form + "_" + strconv.Itoa(int(t.Weekday()))))
}

func month(t time.Time, form string) string {
	return say(domain.Code("month_" + form + "_" + strconv.Itoa(int(t.Month()))))
}

// Day writes a day for a list: "Fri 27 Nov", with the year only when it is not
// today's; "" for no date.
func Day(d, today domain.Day) string {
	t, ok := dayTime(d)
	if !ok {
		return string(d)
	}
	year := strconv.Itoa(t.Year())
	if now, ok := dayTime(today); ok && now.Year() == t.Year() {
		year = ""
	}
	return say("day_short", "weekday", weekday(t, "short"), "day", strconv.Itoa(t.Day()), "month", month(t, "short"), "year", year)
}

// DayLong writes a day in full: "Friday 27 November 2026"; "" for no date.
func DayLong(d domain.Day) string {
	t, ok := dayTime(d)
	if !ok {
		return string(d)
	}
	return say("day_long", "weekday", weekday(t, "long"), "day", strconv.Itoa(t.Day()), "month", month(t, "long"), "year", strconv.Itoa(t.Year()))
}

// DayPlain writes a day without its weekday: "27 Nov 2026".
func DayPlain(d domain.Day) string {
	t, ok := dayTime(d)
	if !ok {
		return string(d)
	}
	return say("day_plain", "day", strconv.Itoa(t.Day()), "month", month(t, "short"), "year", strconv.Itoa(t.Year()))
}

// Relative says how far a day is from today: "today", "tomorrow", "in 3 days",
// "1 day overdue"; "" for no date.
func Relative(d, today domain.Day) string {
	if d == "" || today == "" {
		return ""
	}
	switch n := d.Sub(today); {
	case n == 0:
		return say("relative_today")
	case n == 1:
		return say("relative_tomorrow")
	case n > 1:
		return count("relative_in", n)
	default:
		return count("relative_overdue", -n)
	}
}

// Age says how old something is: "today", "1 day old", "3 days old"; "not known"
// without a date, and a sentence of its own for what is dated a day or more after now:
// one of the two clocks is wrong. A day is 24 hours.
func Age(t, now time.Time) string {
	if t.IsZero() {
		return say("not_known")
	}
	n := int(now.Sub(t).Hours() / 24)
	if n < 0 {
		return say("age_ahead")
	}
	if n < 1 {
		return say("relative_today")
	}
	return count("age", n)
}

// zoneNamed is a desk's zone; UTC where this computer does not know it.
func zoneNamed(name string) *time.Location {
	if zone, err := time.LoadLocation(name); err == nil {
		return zone
	}
	return time.UTC
}

// inZone is an instant as the zone writes it; none stays none.
func inZone(t time.Time, zone *time.Location) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(zone)
}

// dated is an instant in one of the forms of package time, which the catalogues
// hold like sentences: "Monday 2 January" is "Monday 2 de January" in Spanish.
func dated(t time.Time, layout string) string {
	layout = Text(layout)
	if Speaking() == English {
		return t.Format(layout)
	}
	const longDay, shortDay, longMonth, shortMonth = "\ue000", "\ue001", "\ue002", "\ue003" // of no language
	layout = strings.NewReplacer("Monday", longDay, "Mon", shortDay, "January", longMonth, "Jan", shortMonth).Replace(layout)
	return strings.NewReplacer(longDay, weekday(t, "long"), shortDay, weekday(t, "short"), longMonth, month(t, "long"), shortMonth, month(t, "short")).Replace(t.Format(layout))
}
