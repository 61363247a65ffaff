package words

import (
	"testing"
	"time"
)

func TestInstant(t *testing.T) {
	at := time.Date(2026, 11, 24, 21, 40, 0, 0, time.UTC)
	central := time.FixedZone("CST", -6*60*60)
	cases := []struct{ name, got, want string }{
		{"in a zone", Instant(at, central), "24 Nov 2026, 15:40 CST"},
		{"no zone", Instant(at, nil), "24 Nov 2026, 21:40 UTC"},
		{"the next day in the zone", Instant(at, time.FixedZone("NZDT", 13*60*60)), "25 Nov 2026, 10:40 NZDT"},
		{"no time", Instant(time.Time{}, central), ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if c.got != c.want {
				t.Errorf("got %q, want %q", c.got, c.want)
			}
		})
	}
}
