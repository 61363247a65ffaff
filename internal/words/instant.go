package words

import (
	"time"

	"fenceline/internal/domain"
)

// Instant writes a moment in a zone in full: "24 Nov 2026, 15:40 CST"; "" for
// none. A nil zone is UTC.
func Instant(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	if zone == nil {
		zone = time.UTC
	}
	t = t.In(zone)
	return say("instant", "day", DayPlain(domain.Day(t.Format(time.DateOnly))), "time", t.Format("15:04 MST"))
}
