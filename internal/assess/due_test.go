package assess

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
)

func chicago(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("America/Chicago")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// at is noon of a day in November 2026 in Chicago; days past 30 run on.
func at(t testing.TB, day int) time.Time {
	return time.Date(2026, time.November, day, 12, 0, 0, 0, chicago(t))
}

// known makes a history: "yes 10 no 12" is yes from the 10th, no from the 12th.
func known(t testing.TB, source string, pairs ...any) []domain.Known {
	var out []domain.Known
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, domain.Known{Value: pairs[i].(string), At: at(t, pairs[i+1].(int)), Source: source})
	}
	return out
}

func TestDueRule(t *testing.T) {
	person, cisa, kev := sourcePerson, "CISA SSVC", "CISA KEV"
	tests := []struct {
		name   string
		in     DueInput
		tier   domain.Tier
		date   domain.Day
		policy domain.Day
		row    int
		check  func(domain.Due) string
	}{
		{name: "every fact known: the row's days from the later of received and detected",
			in:   DueInput{Exposure: known(t, person, "yes", 1), Automatable: known(t, cisa, "no", 1), Impact: known(t, cisa, "total", 1), Received: at(t, 5), Detected: at(t, 10)},
			tier: domain.Tier14Days, date: "2026-11-24", policy: "2026-11-24", row: 9},
		{name: "in KEV, public, automatable, total: three days and forensic",
			in:   DueInput{Exposure: known(t, person, "yes", 1), KEV: known(t, kev, "2026-11-24", 24), Automatable: known(t, cisa, "yes", 1), Impact: known(t, cisa, "total", 1), Received: at(t, 24), Detected: at(t, 3)},
			tier: domain.TierForensic, date: "2026-11-27", policy: "2026-11-27", row: 15},
		{name: "tightening dates from the day it was known, but never past the looser date",
			in:   DueInput{Exposure: known(t, person, "no", 1), KEV: known(t, kev, "2026-11-20", 20), Automatable: known(t, cisa, "no", 1), Impact: known(t, cisa, "partial", 1), Received: at(t, 1), Detected: at(t, 1)},
			tier: domain.Tier14Days, date: "2026-12-04", policy: "2026-12-04", row: 1},
		{name: "tightening never postpones: the 60 days run on",
			in:   DueInput{Exposure: known(t, person, "no", -60), KEV: known(t, kev, "2026-11-20", 20), Automatable: known(t, cisa, "yes", -60), Impact: known(t, cisa, "partial", -60), Received: at(t, -45), Detected: at(t, -45)},
			tier: domain.Tier14Days, date: "2026-11-15", policy: "2026-11-15", row: 6},
		{name: "loosening dates from when it was last at least that strict",
			in:   DueInput{Exposure: known(t, person, "yes", 1, "no", 20), Automatable: known(t, cisa, "yes", 1), Impact: known(t, cisa, "total", 1), Received: at(t, 5), Detected: at(t, 5)},
			tier: domain.Tier60Days, date: "2027-01-04", policy: "2027-01-04", row: 10},
		{name: "a break restarts the stricter clock",
			in:   DueInput{Exposure: known(t, person, "yes", 1, "no", 10, "yes", 15), Automatable: known(t, cisa, "yes", 1), Impact: known(t, cisa, "total", 1), Received: at(t, 5), Detected: at(t, 5)},
			tier: domain.Tier3Days, date: "2026-11-18", policy: "2026-11-18", row: 14},
		{name: "flat-60: without automatable or impact sixty days, assumed",
			in:   DueInput{Exposure: known(t, person, "no", 1), Received: at(t, 24), Detected: at(t, 24), Missing: domain.MissingFlat60},
			tier: domain.Tier60Days, date: "2027-01-23", policy: "2027-01-23", row: -1, check: wantAssumed(true)},
		{name: "flat-60: unanswered exposure counts as yes",
			in:   DueInput{Automatable: known(t, cisa, "yes", 1), Impact: known(t, cisa, "partial", 1), Received: at(t, 24), Detected: at(t, 24), Missing: domain.MissingFlat60},
			tier: domain.Tier14Days, date: "2026-12-08", policy: "2026-12-08", row: 7, check: wantAssumed(true)},
		{name: "table-reading: automatable no, impact total, exposure yes",
			in:   DueInput{Received: at(t, 24), Detected: at(t, 24), Missing: domain.MissingTableReading},
			tier: domain.Tier14Days, date: "2026-12-08", policy: "2026-12-08", row: 9, check: wantAssumed(true)},
		{name: "worst case",
			in:   DueInput{Received: at(t, 24), Detected: at(t, 24), Missing: domain.MissingWorstCase},
			tier: domain.Tier3Days, date: "2026-11-27", policy: "2026-11-27", row: 14, check: wantAssumed(true)},
		{name: "on a KEV row a missing fact takes the stricter tier, forensic duty is only suggested",
			in:   DueInput{Exposure: known(t, person, "yes", 1), KEV: known(t, kev, "2026-11-24", 24), Received: at(t, 24), Detected: at(t, 24), Missing: domain.MissingFlat60},
			tier: domain.Tier3Days, date: "2026-11-27", policy: "2026-11-27", row: -1, check: func(d domain.Due) string {
				if !d.ForensicSuggested || !d.Assumed {
					return "forensic triage should be suggested, the date assumed"
				}
				return ""
			}},
		{name: "forensic duty stands where every answer gives it",
			in:   DueInput{Exposure: known(t, person, "yes", 1), KEV: known(t, kev, "2026-11-24", 24), Impact: known(t, cisa, "total", 1), Received: at(t, 24), Detected: at(t, 24), Missing: domain.MissingFlat60},
			tier: domain.TierForensic, date: "2026-11-27", policy: "2026-11-27", row: 15, check: wantAssumed(false)},
		{name: "no tier with days and no planned upgrade: no date",
			in:   DueInput{Exposure: known(t, person, "no", 1), Automatable: known(t, cisa, "no", 1), Impact: known(t, cisa, "total", 1), Received: at(t, 24), Detected: at(t, 24)},
			tier: domain.TierUpgrade, date: "", policy: "", row: 4},
		{name: "a planned upgrade on the first day or later is the loosest tier's date",
			in:   DueInput{Exposure: known(t, person, "no", 1), Automatable: known(t, cisa, "no", 1), Impact: known(t, cisa, "total", 1), Received: at(t, 24), Detected: at(t, 24), NextUpgrade: "2026-12-31"},
			tier: domain.TierUpgrade, date: "2026-12-31", policy: "2026-12-31", row: 4},
		{name: "an upgrade before the first day is none",
			in:   DueInput{Exposure: known(t, person, "no", 1), Automatable: known(t, cisa, "no", 1), Impact: known(t, cisa, "total", 1), Received: at(t, 24), Detected: at(t, 24), NextUpgrade: "2026-11-23"},
			tier: domain.TierUpgrade, date: "", policy: "", row: 4},
		{name: "the policy clock counts from dateAdded; what was over on arrival is late on arrival, not overdue",
			in:   DueInput{Exposure: known(t, person, "yes", 1), KEV: known(t, kev, "2026-10-01", 24), Automatable: known(t, cisa, "no", 1), Impact: known(t, cisa, "partial", 1), Received: at(t, 24), Detected: at(t, 24)},
			tier: domain.Tier14Days, date: "2026-12-08", policy: "2026-10-15", row: 5, check: func(d domain.Due) string {
				if !d.LateOnArrival {
					return "should be late on arrival"
				}
				return ""
			}},
		{name: "a removal under a weaker badge does not loosen",
			in: DueInput{Exposure: known(t, person, "yes", 1), Automatable: known(t, cisa, "no", 1), Impact: known(t, cisa, "partial", 1), Received: at(t, 1), Detected: at(t, 1),
				KEV: []domain.Known{{Value: "2026-11-01", At: at(t, 1), Source: kev, Badge: domain.BadgeVerified}, {Value: removed, At: at(t, 10), Source: kev, Badge: domain.BadgeUnsigned}}},
			tier: domain.Tier14Days, date: "2026-11-15", policy: "2026-11-15", row: 5},
		{name: "a person's word goes before CISA's",
			in:   DueInput{Exposure: known(t, person, "no", 1), Automatable: append(known(t, cisa, "yes", 1), known(t, person, "no", 2)...), Impact: known(t, cisa, "total", 1), Received: at(t, 24), Detected: at(t, 24)},
			tier: domain.TierUpgrade, date: "", policy: "", row: 4},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			tc.in.Zone, tc.in.Evaluate = chicago(t), at(t, 26)
			got := DueFor(tc.in)
			if got.Tier != tc.tier || got.Date != tc.date || got.PolicyDate != tc.policy || got.Row != tc.row {
				t.Errorf("got %q %q policy %q row %d, want %q %q %q %d", got.Tier, got.Date, got.PolicyDate, got.Row, tc.tier, tc.date, tc.policy, tc.row)
			}
			if tc.check != nil {
				if text := tc.check(got); text != "" {
					t.Error(text)
				}
			}
		})
	}
}

func wantAssumed(want bool) func(domain.Due) string {
	return func(d domain.Due) string {
		if d.Assumed != want {
			return "assumed is wrong"
		}
		return ""
	}
}

// TestDueLaws: a tightening never postpones, and a fact that comes in now never
// makes a date earlier than today plus its tier's days unless it was earlier.
func TestDueLaws(t *testing.T) {
	zone := chicago(t)
	base := at(t, 1)
	rapid.Check(t, func(rt *rapid.T) {
		history := func(name string, values ...string) []domain.Known {
			var out []domain.Known
			day := 0
			for range rapid.IntRange(0, 3).Draw(rt, name) {
				day += rapid.IntRange(0, 20).Draw(rt, name+" day")
				out = append(out, domain.Known{Value: rapid.SampledFrom(values).Draw(rt, name+" value"), At: base.AddDate(0, 0, day), Source: "CISA SSVC"})
			}
			return out
		}
		in := DueInput{Zone: zone, Exposure: history("exposure", "yes", "no"), KEV: history("kev", "2026-11-01", removed),
			Automatable: history("automatable", "yes", "no"), Impact: history("impact", "partial", "total"),
			Received: base.AddDate(0, 0, rapid.IntRange(0, 30).Draw(rt, "received")), Detected: base.AddDate(0, 0, rapid.IntRange(0, 30).Draw(rt, "detected")),
			Missing:  rapid.SampledFrom([]domain.MissingSetting{domain.MissingFlat60, domain.MissingTableReading, domain.MissingWorstCase}).Draw(rt, "missing"),
			Evaluate: base.AddDate(0, 0, 90)}
		before := DueFor(in)
		later := in
		later.Evaluate = base.AddDate(0, 0, 100)
		later.KEV = append(append([]domain.Known{}, in.KEV...), domain.Known{Value: "2026-11-01", At: base.AddDate(0, 0, 95), Source: "CISA SSVC"})
		after := DueFor(later)
		if before.Tier.Rank() >= after.Tier.Rank() && before.Date != "" && (after.Date == "" || after.Date > before.Date) {
			rt.Fatalf("tightening moved %s (%s) to %s (%s)", before.Date, before.Tier, after.Date, after.Tier)
		}
		known := domain.DayOf(base.AddDate(0, 0, 95), zone)
		if after.Date != before.Date && after.Date < known.Add(3) {
			rt.Fatalf("a fact known on %s moved the date from %s to %s", known, before.Date, after.Date)
		}
		same := in
		same.Evaluate = base.AddDate(0, 0, 200)
		if again := DueFor(same); again.Date != before.Date || again.Tier != before.Tier {
			rt.Fatalf("time alone moved %s to %s", before.Date, again.Date)
		}
	})
}
