package assess

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
)

var zones = []string{"UTC", "America/Chicago", "Asia/Kolkata", "Pacific/Kiritimati", "America/Sao_Paulo", "Australia/Lord_Howe"}

// anyDue draws histories over a few weeks around a change of clocks, in any zone.
func anyDue(rt *rapid.T) DueInput {
	zone, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(rt, "zone"))
	if err != nil {
		rt.Fatal(err)
	}
	base := time.Date(2018, 10, 20, 0, 0, 0, 0, time.UTC) // clocks change in most of the zones soon
	instant := func(name string, hours int) time.Time {
		return base.Add(time.Duration(rapid.IntRange(0, hours*2).Draw(rt, name)) * 30 * time.Minute)
	}
	history := func(name string, values ...string) []domain.Known {
		var out []domain.Known
		for range rapid.IntRange(0, 4).Draw(rt, name) {
			out = append(out, domain.Known{Value: rapid.SampledFrom(values).Draw(rt, name+" value"), At: instant(name+" at", 24*90), Source: "CISA X",
				Badge: rapid.SampledFrom([]domain.Badge{domain.BadgeVerified, domain.BadgeVerified, domain.BadgeUnsigned}).Draw(rt, name+" badge")})
		}
		slices.SortStableFunc(out, func(a, b domain.Known) int { return a.At.Compare(b.At) })
		return out
	}
	in := DueInput{Zone: zone, Exposure: history("exposure", "yes", "no"), KEV: history("kev", "2018-10-25", removed),
		Automatable: history("automatable", "yes", "no"), Impact: history("impact", "partial", "total"),
		Received: instant("received", 24*60), Detected: instant("detected", 24*60), Evaluate: base.AddDate(0, 0, 100),
		Missing: rapid.SampledFrom([]domain.MissingSetting{domain.MissingFlat60, domain.MissingTableReading, domain.MissingWorstCase}).Draw(rt, "missing")}
	if rapid.Bool().Draw(rt, "planned") {
		in.NextUpgrade = domain.DayOf(instant("upgrade", 24*150), zone)
	}
	return in
}

// byHand is the rule again, as plainly as it can be written: it walks from the
// first day to the last and looks the tier up anew every day.
func byHand(in DueInput) (tier domain.Tier, date, policy domain.Day) {
	weigh := map[string]int{"no": 1, "yes": 2, "partial": 1, "total": 2, removed: 1, "2018-10-25": 2}
	on := func(history []domain.Known, day domain.Day) string {
		value, badge := "", domain.BadgeFailed
		for _, k := range history {
			if domain.DayOf(k.At, in.Zone) > day {
				continue
			}
			switch {
			case weigh[k.Value] > weigh[value]:
				value, badge = k.Value, k.Badge
			case k.Badge.AtLeast(badge):
				value, badge = k.Value, k.Badge
			}
		}
		return value
	}
	table, _ := domain.Policy("bod-26-04")
	read := func(kev, exposure, automatable, impact string) domain.Tier {
		return domain.Tier(table.Rows[table.Find(kev, exposure, automatable, impact)][4])
	}
	or := func(value, other string) string {
		if value == "" {
			return other
		}
		return value
	}
	tierOn := func(day domain.Day, kev bool) domain.Tier {
		exposure, automatable, impact := on(in.Exposure, day), on(in.Automatable, day), on(in.Impact, day)
		unknown := exposure == "" || automatable == "" || impact == ""
		worst := func(kev string) domain.Tier {
			return read(kev, or(exposure, "yes"), or(automatable, "yes"), or(impact, "total"))
		}
		switch {
		case kev && unknown:
			best := read("yes", or(exposure, "no"), or(automatable, "no"), or(impact, "partial"))
			if worst("yes") == domain.TierForensic && best != domain.TierForensic {
				return domain.Tier3Days
			}
			return worst("yes")
		case kev || !unknown:
			return read(map[bool]string{true: "yes", false: "no"}[kev], exposure, automatable, impact)
		case in.Missing == domain.MissingWorstCase:
			return worst("no")
		case in.Missing == domain.MissingTableReading:
			return read("no", or(exposure, "yes"), or(automatable, "no"), or(impact, "total"))
		case automatable == "" || impact == "":
			return domain.Tier60Days
		}
		return read("no", "yes", automatable, impact)
	}
	listed := func(day domain.Day) bool { v := on(in.KEV, day); return v != "" && v != removed }
	held := in.Received
	if in.Detected.After(held) {
		held = in.Detected
	}
	first, last := domain.DayOf(held, in.Zone), domain.DayOf(in.Evaluate, in.Zone)
	tier = tierOn(last, listed(last))
	without := tierOn(last, false)
	for _, l := range domain.Tiers()[slices.Index(domain.Tiers(), tier):] {
		since := last
		for day := last; day >= first && tierOn(day, listed(day)).Rank() <= l.Rank(); day = day.Add(-1) {
			since = day
		}
		owed := since
		if listed(last) && without.Rank() > l.Rank() && "2018-10-25" < owed {
			owed = "2018-10-25"
		}
		if days, ok := l.Days(); ok {
			date, policy = sooner(date, since.Add(days)), sooner(policy, owed.Add(days))
		} else if in.NextUpgrade >= first {
			date, policy = sooner(date, in.NextUpgrade), sooner(policy, in.NextUpgrade)
		}
	}
	return tier, date, policy
}

func sooner(a, b domain.Day) domain.Day {
	if b == "" || a != "" && a < b {
		return a
	}
	return b
}

func TestDueIsTheRule(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		in := anyDue(rt)
		got := DueFor(in)
		tier, date, policy := byHand(in)
		if got.Tier != tier || got.Date != date || got.PolicyDate != policy {
			rt.Fatalf("%s due %s policy %s, by hand %s due %s policy %s", got.Tier, got.Date, got.PolicyDate, tier, date, policy)
		}
		if plain := plainDue(&in); plain.Date != got.Date || plain.Tier != got.Tier {
			rt.Fatalf("without facts %s %s", plain.Tier, plain.Date)
		}
		if got.Row >= 0 && bodRules.table.Tier(got.Row) != got.Tier {
			rt.Fatalf("row %d is not %s", got.Row, got.Tier)
		}
	})
}

// TestDueLaws: tightening never postpones, loosening never goes behind the date it
// had at the looser tier's own days, what becomes known late makes nothing overdue
// before its own days are over, and time alone moves nothing.
func TestDueLaws(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		in := anyDue(rt)
		in.NextUpgrade = ""
		before := DueFor(in)
		news := domain.Known{At: in.Evaluate.Add(5 * 24 * time.Hour), Source: sourcePerson}
		later := in
		later.Evaluate = in.Evaluate.Add(6 * 24 * time.Hour)
		switch rapid.IntRange(0, 3).Draw(rt, "fact") {
		case 0:
			news.Value = rapid.SampledFrom([]string{"2018-10-25", removed}).Draw(rt, "news")
			later.KEV = append(slices.Clone(in.KEV), news)
		case 1:
			news.Value = rapid.SampledFrom([]string{"yes", "no", ""}).Draw(rt, "news")
			later.Exposure = append(slices.Clone(in.Exposure), news)
		case 2:
			news.Value = rapid.SampledFrom([]string{"yes", "no", ""}).Draw(rt, "news")
			later.Automatable = append(slices.Clone(in.Automatable), news)
		default:
			news.Value = rapid.SampledFrom([]string{"partial", "total", ""}).Draw(rt, "news")
			later.Impact = append(slices.Clone(in.Impact), news)
		}
		after := DueFor(later)
		known := domain.DayOf(news.At, in.Zone)
		if after.Tier.Rank() <= before.Tier.Rank() && before.Date != "" && (after.Date == "" || after.Date > before.Date) {
			rt.Fatalf("tightening moved %s (%s) to %s (%s)", before.Date, before.Tier, after.Date, after.Tier)
		}
		if after.Tier.Rank() > before.Tier.Rank() && after.Date != "" && before.Date != "" && after.Date < before.Date {
			rt.Fatalf("loosening moved %s (%s) forward to %s (%s)", before.Date, before.Tier, after.Date, after.Tier)
		}
		if after.Tier.Rank() < before.Tier.Rank() && after.Date != before.Date && after.Date < known.Add(3) {
			rt.Fatalf("known on %s, it moved the date from %s to %s", known, before.Date, after.Date)
		}
		in.Evaluate = later.Evaluate.AddDate(1, 0, 0)
		if again := DueFor(in); again.Date != before.Date || again.Tier != before.Tier || again.PolicyDate != before.PolicyDate {
			rt.Fatalf("time alone moved %s to %s", before.Date, again.Date)
		}
		if before.PolicyDate > before.Date && before.Date != "" {
			rt.Fatalf("policy date %s after the due date %s", before.PolicyDate, before.Date)
		}
	})
}

// TestTableIsMonotone: no stricter answer gives a looser tier; extremes rests on it.
func TestTableIsMonotone(t *testing.T) {
	for n := range 16 {
		a := answers{int8(n & 1), int8(n >> 1 & 1), int8(n >> 2 & 1), int8(n >> 3 & 1)}
		tier, _ := bodRules.look(a)
		for fact := range a {
			b := a
			b[fact] = 1
			if stricter, _ := bodRules.look(b); stricter > tier {
				t.Errorf("%v is %d, %v is %d", a, tier, b, stricter)
			}
		}
	}
}

// TestAssumedMeansAnAnswerMovesTheTier tries every joint answer to what is missing.
func TestAssumedMeansAnAnswerMovesTheTier(t *testing.T) {
	for n := range 2 * 27 {
		a := answers{int8(n % 2), int8(n/2%3) - 1, int8(n/6%3) - 1, int8(n/18%3) - 1}
		for _, setting := range []domain.MissingSetting{domain.MissingFlat60, domain.MissingTableReading, domain.MissingWorstCase} {
			got := bodRules.of(a, setting)
			moves := false
			for m := range 8 {
				full := a
				for fact := factExposure; fact < factCount; fact++ {
					if full[fact] == missing {
						full[fact] = int8(m >> (fact - 1) & 1)
					}
				}
				tier, _ := bodRules.look(full)
				moves = moves || tier != got.tier
			}
			in := DueInput{Missing: setting, Received: at(t, 1), Detected: at(t, 1), Evaluate: at(t, 2)}
			for fact, history := range []*[]domain.Known{&in.KEV, &in.Exposure, &in.Automatable, &in.Impact} {
				if a[fact] != missing && (fact != factKEV || a[fact] == 1) {
					value := factValues[fact][a[fact]]
					if fact == factKEV {
						value = "2026-11-01"
					}
					*history = known(t, sourcePerson, value, 1)
				}
			}
			if due := DueFor(in); due.Assumed != moves || (due.Setting != "") == a.complete() {
				t.Errorf("%v by %s: assumed %v, want %v (setting %q)", a, setting, due.Assumed, moves, due.Setting)
			}
		}
	}
}

// TestWhatIfIsTheAnswerGivenNow: every what-if is the date after that answer.
func TestWhatIfIsTheAnswerGivenNow(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		in := anyDue(rt)
		due := DueFor(in)
		for fact, line := range due.Facts {
			if line.Fact != factNames[fact] {
				rt.Fatalf("line %d is %s", fact, line.Fact)
			}
			want := 1
			if line.Value == "" {
				want = 2
			}
			if len(line.Others) != want {
				rt.Fatalf("%s %q has %d other values", line.Fact, line.Value, len(line.Others))
			}
			for _, other := range line.Others {
				answered := in
				k := domain.Known{Value: other.Value, At: in.Evaluate, Source: sourcePerson}
				switch line.Fact {
				case domain.FactKEV:
					if k.Value = removed; other.Value == "yes" {
						k.Value = string(domain.DayOf(in.Evaluate, in.Zone))
					}
					answered.KEV = append(slices.Clone(in.KEV), k)
				case domain.FactExposure:
					answered.Exposure = append(slices.Clone(in.Exposure), k)
				case domain.FactAutomatable:
					answered.Automatable = append(slices.Clone(in.Automatable), k)
				case domain.FactImpact:
					answered.Impact = append(slices.Clone(in.Impact), k)
				}
				if is := DueFor(answered); is.Date != other.Date || is.Tier != other.Tier || is.Row != other.Row {
					rt.Fatalf("%s %s: %s %s, answered it is %s %s", line.Fact, other.Value, other.Tier, other.Date, is.Tier, is.Date)
				}
			}
		}
	})
}

func TestDaysAtTheEdges(t *testing.T) {
	tests := []struct {
		name, zone, received string
		date                 domain.Day
	}{
		{"the evening before midnight counts as its own day", "America/Chicago", "2026-11-25T05:59:59Z", "2026-11-27"},
		{"midnight is the next day", "America/Chicago", "2026-11-25T06:00:00Z", "2026-11-28"},
		{"the same instant is tomorrow further east", "Pacific/Kiritimati", "2026-11-24T10:00:00Z", "2026-11-28"},
		{"a day of 23 hours is a day", "America/Chicago", "2026-03-07T12:00:00Z", "2026-03-10"},
		{"a day of 25 hours is a day", "America/Chicago", "2026-10-31T12:00:00Z", "2026-11-03"},
		{"a leap day is a day", "UTC", "2028-02-27T12:00:00Z", "2028-03-01"},
		{"a day without midnight", "America/Sao_Paulo", "2018-11-04T03:00:00Z", "2018-11-07"},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			zone, err := time.LoadLocation(tc.zone)
			if err != nil {
				t.Fatal(err)
			}
			received, err := time.Parse(time.RFC3339, tc.received)
			if err != nil {
				t.Fatal(err)
			}
			got := DueFor(DueInput{Zone: zone, Received: received, Missing: domain.MissingWorstCase, Evaluate: received})
			if got.Date != tc.date || !got.Start.Equal(received) || got.StartCode != StartReceived {
				t.Errorf("due %s from %s (%s), want %s", got.Date, got.Start, got.StartCode, tc.date)
			}
		})
	}
}

func TestTargetDue(t *testing.T) {
	sure := domain.Due{Tier: domain.Tier3Days, Row: 14, Date: "2026-11-27", PolicyDate: "2026-11-27", Clock: domain.Tier3Days}
	old := domain.Due{Tier: domain.Tier14Days, Row: 9, Date: "2026-11-25", PolicyDate: "2026-11-20", LateOnArrival: true, Clock: domain.Tier14Days, CISADue: "2026-11-22"}
	guess := domain.Due{Tier: domain.Tier60Days, Row: -1, Date: "2027-01-23", PolicyDate: "2027-01-23", Assumed: true, Strictest: domain.Tier3Days, Setting: domain.MissingFlat60}
	hopeless := domain.Due{Tier: domain.TierUpgrade, Row: 4}
	tests := []struct {
		name string
		in   []domain.Due
		want domain.Due
	}{
		{"nothing open", nil, domain.Due{Row: -1}},
		{"one", []domain.Due{guess}, guess},
		{"strictest tier, earliest dates, late where one is", []domain.Due{hopeless, old, sure},
			domain.Due{Tier: domain.Tier3Days, Row: 14, Date: "2026-11-25", PolicyDate: "2026-11-20", LateOnArrival: true, Clock: domain.Tier14Days, CISADue: "2026-11-22"}},
		{"a guess that cannot beat the tier makes nothing assumed", []domain.Due{guess, sure}, sure},
		{"a guess that could beat the tier does", []domain.Due{guess, old}, domain.Due{Tier: domain.Tier14Days, Row: 9, Date: "2026-11-25", PolicyDate: "2026-11-20", LateOnArrival: true,
			Clock: domain.Tier14Days, CISADue: "2026-11-22", Assumed: true, Strictest: domain.Tier3Days, Setting: domain.MissingFlat60}},
		{"no date is later than every date", []domain.Due{hopeless, guess}, guess},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			for range 2 {
				if got := TargetDue(tc.in); !sameDue(&got, &tc.want) {
					t.Errorf("got %+v\nwant %+v", got, tc.want)
				}
				tc.in = slices.Clone(tc.in)
				slices.Reverse(tc.in)
			}
		})
	}
}

func BenchmarkDue(b *testing.B) {
	in := DueInput{Zone: chicago(b), Exposure: known(b, sourcePerson, "yes", 1, "no", 10), KEV: known(b, "CISA KEV", "2026-11-05", 6),
		Automatable: known(b, "CISA SSVC", "yes", 1), Impact: known(b, "CISA SSVC", "total", 1), Received: at(b, 1), Detected: at(b, 2), Evaluate: at(b, 26)}
	b.ReportAllocs()
	for b.Loop() {
		plainDue(&in)
	}
}
