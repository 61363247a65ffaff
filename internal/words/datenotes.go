package words

import "fenceline/internal/domain"

// DateNote says what of the operator's calendar stands beside a due date.
func DateNote(n domain.DateNote) string {
	return sentence(say(n.Code, "day", dayLongOr(n.Day), "to", dayLongOr(n.To), "window", n.Window, "reason", n.Reason))
}

func dayLongOr(d domain.Day) string {
	if d == "" {
		return ""
	}
	return DayLong(d)
}
