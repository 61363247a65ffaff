package words

import (
	"time"

	"fenceline/internal/domain"
)

// Confirmed says who confirmed the list last and when, what changed in number since, and
// when it was confirmed for the year.
func Confirmed(desk *domain.Desk, inUse int, zone *time.Location, now time.Time) string {
	last, year := desk.Confirmed, desk.ConfirmedYearly
	if last.At.IsZero() {
		return Text("Nobody has confirmed this list yet.")
	}
	say := Plural(last.Assets, "{who} confirmed this list of {n} asset on {day}.", "{who} confirmed this list of {n} assets on {day}.", "who", last.By, "day", DayOfInstant(last.At, zone, now))
	if inUse != last.Assets {
		say += " " + Plural(inUse, "It holds {n} now.", "It holds {n} now.")
	}
	switch {
	case year.At.IsZero():
		return say + " " + Text("For the year: nobody yet.")
	case year.At.Equal(last.At):
		return say + " " + Text("For the year too.")
	}
	return say + " " + Text("For the year: {who}, {day}.", "who", year.By, "day", DayOfInstant(year.At, zone, now))
}

// ConfirmDue reports whether the list should be confirmed again, for the month or for
// the year.
func ConfirmDue(desk *domain.Desk, zone *time.Location, now time.Time) bool {
	for _, kind := range domain.ConfirmKinds() {
		if desk.ConfirmDue(kind, now, zone) {
			return true
		}
	}
	return false
}

// ConfirmKind is the name of a kind of confirmation.
func ConfirmKind(kind domain.ConfirmKind) string {
	if kind == domain.ConfirmYearly {
		return Text("For the year")
	}
	return Text("For the month")
}

// ConfirmKindSays is what a person says with it, and until when the last one holds.
func ConfirmKindSays(desk *domain.Desk, kind domain.ConfirmKind, zone *time.Location, now time.Time) string {
	say := Text("Nothing is missing, and nothing on it is gone.")
	if kind == domain.ConfirmYearly {
		say = Text("Owner, place and answers of every asset were looked at too. It stands for the month as well.")
	}
	last := desk.ConfirmedFor(kind)
	switch until := last.HoldsUntil(kind, zone); {
	case until == "":
		return say + " " + Text("Not done yet.")
	case until < domain.DayOf(now, zone):
		return say + " " + Text("The last one held until {day}.", "day", DayPlain(until))
	default:
		return say + " " + Text("The last one holds until {day}.", "day", DayPlain(until))
	}
}

// ConfirmSigned says whose word it will be, and of which day.
func ConfirmSigned(who string, zone *time.Location, now time.Time) string {
	day := DayLong(domain.DayOf(now, zone))
	if who == "" {
		return Text("With the name of your account on this computer, {day}.", "day", day)
	}
	return Text("Signed: {who}, {day}.", "who", who, "day", day)
}
