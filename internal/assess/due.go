package assess

import (
	"slices"
	"time"

	"fenceline/internal/domain"
)

// DueInput is what a due date is computed from. Histories are oldest first; an
// entry whose Value is "" takes an answer back.
type DueInput struct {
	Zone        *time.Location
	Exposure    []domain.Known // yes, no
	KEV         []domain.Known // CISA's dateAdded, or "removed"
	Automatable []domain.Known // yes, no
	Impact      []domain.Known // partial, total
	Received    time.Time      // when the statement reached this desk
	Detected    time.Time      // when the component was first seen here
	Missing     domain.MissingSetting
	NextUpgrade domain.Day
	Evaluate    time.Time // what came in later is not looked at
	PolicyClock bool      // the directive's own clock is the due date
}

// Codes for why the deciding clock started when it did.
const (
	StartReceived  domain.Code = "start_received"  // the statement came in; the component was known
	StartDetected  domain.Code = "start_detected"  // the component was seen; the statement was known
	StartTightened domain.Code = "start_tightened" // since then the finding has been at least this strict
	StartUpgrade   domain.Code = "start_upgrade"   // the asset's planned upgrade
	StartPolicy    domain.Code = "start_policy"    // the directive's own clock: CISA's dateAdded
)

// DueFor computes a finding's due date by the one rule of CISA BOD 26-04 as this
// desk applies it: for the finding's tier and every looser one, the day since
// which the finding has without a break been at least that strict as the desk
// knew it, plus the tier's days; a planned upgrade on or after the first day is
// the loosest tier's date; the earliest is due. Days are calendar days of Zone.
func DueFor(in DueInput) domain.Due {
	due := in.decide()
	for i := range due.Facts {
		due.Facts[i].Others = in.whatIf(due.Facts[i])
	}
	return due
}

// firstHeld is the instant from which the desk has held the finding.
func (in *DueInput) firstHeld() time.Time {
	if in.Received.After(in.Detected) {
		return in.Received
	}
	return in.Detected
}

func (in *DueInput) decide() domain.Due {
	first := domain.DayOf(in.firstHeld(), in.Zone)
	now := in.factsOn(domain.DayOf(in.Evaluate, in.Zone))
	got := tierOf(now, in.Missing)
	due := domain.Due{Policy: domain.PolicyBOD, Version: bod.Version, Tier: got.tier, Row: got.row, Setting: in.Missing,
		Assumed: assumed(now, got.tier), ForensicSuggested: got.suggested, Facts: now.lines(got)}
	if now.kev.Value != "" {
		due.CISADue = now.kev.Due
	}
	since := in.sinceByTier(first, got.tier)
	in.clock(&due, since, first)
	due.PolicyDate = in.policyDate(now, got.tier, since, first)
	due.LateOnArrival = due.PolicyDate != "" && due.PolicyDate < first
	if in.PolicyClock && due.PolicyDate != due.Date {
		due.Date, due.ByUpgrade, due.StartCode = due.PolicyDate, false, StartPolicy
		if day, err := domain.ParseDay(now.kev.Value); err == nil {
			due.Start = day.Start(in.Zone)
		}
	}
	return due
}

// clock finds the earliest date over the tier and every looser one.
func (in *DueInput) clock(due *domain.Due, since map[domain.Tier]domain.Day, first domain.Day) {
	for _, tier := range domain.Tiers()[due.Tier.Rank():] {
		days, ok := tier.Days()
		if !ok {
			continue
		}
		if date := since[tier].Add(days); due.Date == "" || date < due.Date {
			due.Date = date
			in.started(due, since[tier], first)
		}
	}
	if in.NextUpgrade != "" && in.NextUpgrade >= first && (due.Date == "" || in.NextUpgrade < due.Date) {
		due.Date, due.ByUpgrade, due.StartCode = in.NextUpgrade, true, StartUpgrade
		due.Start = in.firstHeld()
	}
	if due.StartCode == "" {
		in.started(due, first, first)
	}
}

func (in *DueInput) started(due *domain.Due, since, first domain.Day) {
	switch {
	case since != first:
		due.Start, due.StartCode = since.Start(in.Zone), StartTightened
	case in.Received.After(in.Detected):
		due.Start, due.StartCode = in.Received, StartReceived
	default:
		due.Start, due.StartCode = in.Detected, StartDetected
	}
}

// sinceByTier says for the tier and every looser one since which day the finding
// has been at least that strict without a break.
func (in *DueInput) sinceByTier(first domain.Day, tier domain.Tier) map[domain.Tier]domain.Day {
	days := in.changeDays(first)
	out := make(map[domain.Tier]domain.Day, 5)
	tiers := make([]domain.Tier, len(days))
	for i, day := range days {
		tiers[i] = tierOf(in.factsOn(day), in.Missing).tier
	}
	for _, l := range domain.Tiers()[tier.Rank():] {
		since := first
		for i := len(days) - 1; i >= 0; i-- {
			if tiers[i].Rank() > l.Rank() {
				break
			}
			since = days[i]
		}
		out[l] = since
	}
	return out
}

// changeDays are the days on which the tier may change: the first day, and every
// later one on which a fact came in, up to the evaluation.
func (in *DueInput) changeDays(first domain.Day) []domain.Day {
	last := domain.DayOf(in.Evaluate, in.Zone)
	days := []domain.Day{first}
	for _, history := range [][]domain.Known{in.Exposure, in.KEV, in.Automatable, in.Impact} {
		for _, k := range history {
			if day := domain.DayOf(k.At, in.Zone); day > first && day <= last && !k.At.After(in.Evaluate) {
				days = append(days, day)
			}
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// policyDate is the directive's own clock: what is owed to KEV counts from CISA's
// dateAdded where that is earlier.
func (in *DueInput) policyDate(now facts, tier domain.Tier, since map[domain.Tier]domain.Day, first domain.Day) domain.Day {
	without := now
	without.kev = domain.Known{}
	plain := tierOf(without, in.Missing).tier
	added, err := domain.ParseDay(now.kev.Value)
	listed := now.kev.Value != "" && err == nil
	var date domain.Day
	for _, l := range domain.Tiers()[tier.Rank():] {
		days, ok := l.Days()
		if !ok {
			continue
		}
		start := since[l]
		if listed && plain.Rank() > l.Rank() && added < start {
			start = added
		}
		if d := start.Add(days); date == "" || d < date {
			date = d
		}
	}
	if in.NextUpgrade != "" && in.NextUpgrade >= first && (date == "" || in.NextUpgrade < date) {
		date = in.NextUpgrade
	}
	return date
}

// whatIf says what each other value of a fact would give, were it known now.
func (in *DueInput) whatIf(f domain.DueFact) []domain.WhatIf {
	var out []domain.WhatIf
	try := func(value string, known domain.Known) {
		other := *in
		known.At, known.Badge, known.Source = in.Evaluate, domain.BadgeVerified, sourcePerson
		switch f.Fact {
		case domain.FactKEV:
			other.KEV = append(slices.Clone(in.KEV), known)
		case domain.FactExposure:
			other.Exposure = append(slices.Clone(in.Exposure), known)
		case domain.FactAutomatable:
			other.Automatable = append(slices.Clone(in.Automatable), known)
		case domain.FactImpact:
			other.Impact = append(slices.Clone(in.Impact), known)
		}
		due := other.decide()
		out = append(out, domain.WhatIf{Value: value, Tier: due.Tier, Row: due.Row, Date: due.Date})
	}
	values := []string{"yes", "no"}
	if f.Fact == domain.FactImpact {
		values = []string{"total", "partial"}
	}
	for _, value := range values {
		if value == f.Value {
			continue
		}
		known := domain.Known{Value: value}
		if f.Fact == domain.FactKEV {
			known.Value = removed
			if value == "yes" {
				known.Value = string(domain.DayOf(in.Evaluate, in.Zone))
			}
		}
		try(value, known)
	}
	return out
}

// TargetDue joins the due dates of a target's open findings: the strictest tier
// and the earliest date, explained by the finding that gives the date.
func TargetDue(findings []domain.Due) domain.Due {
	var out domain.Due
	strictest := domain.TierNone
	for i, d := range findings {
		if i == 0 || d.Tier.Rank() < strictest.Rank() {
			strictest = d.Tier
		}
		if i == 0 || earlier(d, out) {
			out = d
		}
	}
	suggested, late, policy := false, false, domain.Day("")
	for _, d := range findings {
		suggested = suggested || d.ForensicSuggested
		late = late || d.LateOnArrival
		if d.PolicyDate != "" && (policy == "" || d.PolicyDate < policy) {
			policy = d.PolicyDate
		}
	}
	out.Tier, out.ForensicSuggested, out.LateOnArrival, out.PolicyDate = strictest, suggested, late, policy
	return out
}

// earlier orders due dates: by date, none last, then by tier.
func earlier(a, b domain.Due) bool {
	if a.Date != b.Date {
		return b.Date == "" || (a.Date != "" && a.Date < b.Date)
	}
	return a.Tier.Rank() < b.Tier.Rank()
}
