package assess

import (
	"fmt"
	"testing"
	"time"

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
		{name: "a person's taking back leaves CISA's word",
			in:   DueInput{Exposure: known(t, person, "no", 1), Automatable: append(known(t, cisa, "yes", 1), known(t, person, "no", 2, "", 3)...), Impact: known(t, cisa, "total", 1), Received: at(t, 24), Detected: at(t, 24)},
			tier: domain.Tier60Days, date: "2027-01-23", policy: "2027-01-23", row: 10},
		{name: "CISA before NVD, NVD before the publisher, however late they come, and the disagreement is shown",
			in: DueInput{Exposure: known(t, person, "no", 1), Impact: known(t, cisa, "total", 1), Received: at(t, 24), Detected: at(t, 24),
				Automatable: append(append(known(t, "Palisade PSIRT", "yes", 20), known(t, "NVD SSVC", "yes", 21)...), known(t, cisa, "no", 2)...)},
			tier: domain.TierUpgrade, date: "", policy: "", row: 4, check: func(d domain.Due) string {
				if against := d.Facts[factAutomatable].Against; len(against) != 2 || against[0].Source != "Palisade PSIRT" {
					return fmt.Sprintf("against: %v", against)
				}
				return ""
			}},
		{name: "a weaker statement cannot take back in two steps",
			in: DueInput{Exposure: known(t, person, "yes", 1), Automatable: known(t, cisa, "no", 1), Impact: known(t, cisa, "partial", 1), Received: at(t, 1), Detected: at(t, 1),
				KEV: []domain.Known{{Value: "2026-11-01", At: at(t, 1), Source: kev, Badge: domain.BadgeVerified}, {Value: "2026-10-01", At: at(t, 9), Source: kev, Badge: domain.BadgeUnsigned},
					{Value: removed, At: at(t, 10), Source: kev, Badge: domain.BadgeUnsigned}}},
			tier: domain.Tier14Days, date: "2026-11-15", policy: "2026-11-15", row: 5},
		{name: "a later dateAdded under a weaker badge does not move the policy date",
			in: DueInput{Exposure: known(t, person, "yes", 1), Automatable: known(t, cisa, "no", 1), Impact: known(t, cisa, "partial", 1), Received: at(t, 24), Detected: at(t, 24),
				KEV: []domain.Known{{Value: "2026-10-01", At: at(t, 1), Source: kev, Badge: domain.BadgeVerified}, {Value: "2026-11-20", At: at(t, 9), Source: kev, Badge: domain.BadgeUnsigned}}},
			tier: domain.Tier14Days, date: "2026-12-08", policy: "2026-10-15", row: 5},
		{name: "what came in under a weak badge is taken back under a weak badge",
			in: DueInput{Exposure: known(t, person, "yes", 1), Automatable: known(t, cisa, "no", 1), Impact: known(t, cisa, "partial", 1), Received: at(t, 1), Detected: at(t, 1),
				KEV: []domain.Known{{Value: "2026-11-01", At: at(t, 1), Source: kev, Badge: domain.BadgeUnsigned}, {Value: removed, At: at(t, 10), Source: kev, Badge: domain.BadgeUnsigned}}},
			tier: domain.Tier60Days, date: "2026-12-31", policy: "2026-12-31", row: 2},
		{name: "a removal as well trusted as the entry loosens",
			in:   DueInput{Exposure: known(t, person, "yes", 1), KEV: known(t, kev, "2026-11-01", 1, removed, 10), Automatable: known(t, cisa, "no", 1), Impact: known(t, cisa, "partial", 1), Received: at(t, 1), Detected: at(t, 1)},
			tier: domain.Tier60Days, date: "2026-12-31", policy: "2026-12-31", row: 2},
		{name: "within a group of names a removal of one leaves the other's entry",
			in: DueInput{Exposure: known(t, person, "yes", 1), Automatable: known(t, cisa, "no", 1), Impact: known(t, cisa, "partial", 1), Received: at(t, 1), Detected: at(t, 1),
				KEV: JoinFacts([]string{"CVE-1", "CVE-2"}, func(name string) Facts {
					return Facts{KEV: map[string][]domain.Known{"CVE-1": known(t, kev, "2026-11-01", 1), "CVE-2": known(t, kev, "2026-11-01", 1, removed, 10)}[name]}
				}).KEV},
			tier: domain.Tier14Days, date: "2026-11-15", policy: "2026-11-15", row: 5},
		{name: "a planned upgrade goes before a stricter tier's later date",
			in:   DueInput{Exposure: known(t, person, "yes", 1), Automatable: known(t, cisa, "no", 1), Impact: known(t, cisa, "total", 1), Received: at(t, 24), Detected: at(t, 24), NextUpgrade: "2026-11-24"},
			tier: domain.Tier14Days, date: "2026-11-24", policy: "2026-11-24", row: 9, check: func(d domain.Due) string {
				if !d.ByUpgrade || d.StartCode != StartUpgrade || d.Clock != domain.TierUpgrade {
					return fmt.Sprintf("by upgrade %v, %s, %s", d.ByUpgrade, d.StartCode, d.Clock)
				}
				return ""
			}},
		{name: "the clock of a looser tier may be the deciding one, and says since when",
			in:   DueInput{Exposure: known(t, person, "no", -60), KEV: known(t, kev, "2026-11-25", 25), Automatable: known(t, cisa, "no", -60), Impact: known(t, cisa, "total", -60, "partial", 25), Received: at(t, 20), Detected: at(t, 12)},
			tier: domain.Tier14Days, date: "2026-12-09", policy: "2026-12-09", row: 1, check: func(d domain.Due) string {
				if d.StartCode != StartTightened || !d.Start.Equal(at(t, 25)) || d.Clock != domain.Tier14Days {
					return fmt.Sprintf("%s from %s by %s", d.StartCode, d.Start, d.Clock)
				}
				return ""
			}},
		{name: "the policy clock as the due date",
			in:   DueInput{PolicyClock: true, Exposure: known(t, person, "yes", 1), KEV: known(t, kev, "2026-10-01", 24), Automatable: known(t, cisa, "no", 1), Impact: known(t, cisa, "partial", 1), Received: at(t, 24), Detected: at(t, 24)},
			tier: domain.Tier14Days, date: "2026-10-15", policy: "2026-10-15", row: 5, check: func(d domain.Due) string {
				if d.StartCode != StartPolicy || d.PolicyStart != "2026-10-01" {
					return fmt.Sprintf("%s, %s", d.StartCode, d.PolicyStart)
				}
				return ""
			}},
		{name: "a tier that is not owed to KEV keeps the desk's clock in the policy date",
			in:   DueInput{Exposure: known(t, person, "yes", 1), KEV: known(t, kev, "2026-10-01", 24), Automatable: known(t, cisa, "yes", 1), Impact: known(t, cisa, "total", 1), Received: at(t, 24), Detected: at(t, 24)},
			tier: domain.TierForensic, date: "2026-11-27", policy: "2026-10-04", row: 15},
		{name: "in KEV, but 14 days without it too: the policy date is the desk's",
			in:   DueInput{Exposure: known(t, person, "yes", 1), KEV: known(t, kev, "2026-10-01", 24), Automatable: known(t, cisa, "no", 1), Impact: known(t, cisa, "", 1, "partial", 2), Received: at(t, 24), Detected: at(t, 24), NextUpgrade: "2026-12-01"},
			tier: domain.Tier14Days, date: "2026-12-01", policy: "2026-10-15", row: 5},
		{name: "CISA's own date is shown and moves nothing",
			in: DueInput{Exposure: known(t, person, "yes", 1), Automatable: known(t, cisa, "no", 1), Impact: known(t, cisa, "partial", 1), Received: at(t, 24), Detected: at(t, 24),
				KEV: []domain.Known{{Value: "2026-11-24", At: at(t, 24), Source: kev, Due: "2026-11-25"}}},
			tier: domain.Tier14Days, date: "2026-12-08", policy: "2026-12-08", row: 5, check: func(d domain.Due) string {
				if d.CISADue != "2026-11-25" {
					return "no date of CISA's"
				}
				return ""
			}},
		{name: "what comes in after the evaluation is not looked at",
			in:   DueInput{Exposure: known(t, person, "no", 1, "yes", 27), Automatable: known(t, cisa, "no", 1), Impact: known(t, cisa, "total", 1), Received: at(t, 24), Detected: at(t, 24)},
			tier: domain.TierUpgrade, date: "", policy: "", row: 4},
		{name: "flat-60: where no answer changes anything, nothing is assumed",
			in:   DueInput{Exposure: known(t, person, "no", 1), Automatable: known(t, cisa, "yes", 1), Received: at(t, 24), Detected: at(t, 24), Missing: domain.MissingFlat60},
			tier: domain.Tier60Days, date: "2027-01-23", policy: "2027-01-23", row: -1, check: wantAssumed(false)},
		{name: "a KEV row with a missing fact that changes nothing is not assumed",
			in:   DueInput{Exposure: known(t, person, "no", 1), KEV: known(t, kev, "2026-11-24", 24), Automatable: known(t, cisa, "no", 1), Received: at(t, 24), Detected: at(t, 24), Missing: domain.MissingTableReading},
			tier: domain.Tier14Days, date: "2026-12-08", policy: "2026-12-08", row: 8, check: wantAssumed(false)},
		{name: "a value nobody knows is as good as none",
			in:   DueInput{Exposure: known(t, person, "perhaps", 1), Automatable: known(t, cisa, "yes", 1), Impact: known(t, cisa, "partial", 1), Received: at(t, 24), Detected: at(t, 24), Missing: domain.MissingFlat60},
			tier: domain.Tier14Days, date: "2026-12-08", policy: "2026-12-08", row: 7, check: wantAssumed(true)},
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
