package assess

import (
	"testing"
	"time"

	"fenceline/internal/domain"
)

// TestDuty: the forensic duty runs from the instant at which the last fact for it
// came in, not from the start of its day, and a break starts it anew.
func TestDuty(t *testing.T) {
	hour := func(day, hour int) time.Time {
		return time.Date(2026, time.November, day, hour, 0, 0, 0, chicago(t))
	}
	kev := func(at time.Time) []domain.Known {
		return []domain.Known{{Value: "2026-11-20", At: at, Source: "CISA KEV"}}
	}
	tests := []struct {
		name string
		edit func(*DueInput)
		want time.Time
	}{
		{"everything was known when the component was seen", func(in *DueInput) { in.Detected = hour(24, 10) }, hour(24, 10)},
		{"the KEV entry came the same afternoon", func(in *DueInput) { in.KEV = kev(hour(23, 17)) }, hour(23, 17)},
		{"a fact that changes nothing moves nothing", func(in *DueInput) {
			in.Impact = append(in.Impact, domain.Known{Value: "total", At: hour(25, 9), Source: sourcePerson})
		}, hour(23, 9)},
		{"taken off the internet for an hour and back", func(in *DueInput) {
			in.Exposure = append(in.Exposure, domain.Known{Value: "no", At: hour(24, 9), Source: sourcePerson}, domain.Known{Value: "yes", At: hour(24, 10), Source: sourcePerson})
		}, hour(24, 10)},
		{"what is known after the evaluation does not count", func(in *DueInput) {
			in.Exposure = append(in.Exposure, domain.Known{Value: "no", At: hour(27, 9), Source: sourcePerson})
		}, hour(23, 9)},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			in := DueInput{Zone: chicago(t), Exposure: known(t, sourcePerson, "yes", 1), KEV: kev(hour(22, 9)), Automatable: known(t, "CISA SSVC", "no", 1),
				Impact: known(t, "CISA SSVC", "total", 1), Received: hour(23, 9), Detected: hour(1, 9), Evaluate: hour(26, 9), Missing: domain.MissingFlat60}
			tc.edit(&in)
			got := DueFor(in)
			if got.Tier != domain.TierForensic || !got.Duty.Equal(tc.want) || got.Listed != "2026-11-20" {
				t.Errorf("%s, duty since %s for the entry of %s, want %s", got.Tier, got.Duty, got.Listed, tc.want)
			}
		})
	}
	in := DueInput{Zone: chicago(t), Exposure: known(t, sourcePerson, "yes", 1), KEV: kev(hour(22, 9)), Received: hour(23, 9), Evaluate: hour(26, 9), Missing: domain.MissingFlat60}
	if got := DueFor(in); !got.Duty.IsZero() || !got.ForensicSuggested {
		t.Errorf("a duty rests on a guess: %s", got.Duty)
	}
}
