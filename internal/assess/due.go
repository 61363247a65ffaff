package assess

import (
	"slices"
	"time"

	"fenceline/internal/domain"
)

// DueInput is what a due date is computed from. A history entry whose Value is ""
// takes an answer back.
type DueInput struct {
	Zone        *time.Location                     // nil: UTC
	Exposure    []domain.Known                     // yes, no
	KEV         []domain.Known                     // CISA's dateAdded, or "removed"
	Automatable []domain.Known                     // yes, no
	Impact      []domain.Known                     // partial, total
	Others      map[domain.FactName][]domain.Known // of facts that other tables ask
	Rules       *Rules                             // nil: CISA BOD 26-04
	Received    time.Time                          // when the statement reached this desk
	Detected    time.Time                          // when the component was first seen here
	Missing     domain.MissingSetting
	NextUpgrade domain.Day
	Evaluate    time.Time // what came in later is not looked at; zero: everything counts
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
// the loosest tier's date; the earliest is due. Days are calendar days of Zone,
// and what holds on a day is what the desk knew at its end.
func DueFor(in DueInput) domain.Due {
	r := newReplay(&in)
	due := r.due()
	r.explain(&due)
	return due
}

// replay is the history of one finding, day by day where something changed.
type replay struct {
	in    *DueInput
	lines [factCount][]entry
	first int // day from which the desk has held the finding
	now   int // day of the evaluation, not before first
}

// plainDue is the date without the facts that explain it.
func plainDue(in *DueInput) domain.Due {
	r := newReplay(in)
	return r.due()
}

func newReplay(in *DueInput) replay {
	if in.Zone == nil {
		in.Zone = time.UTC
	}
	if in.Rules == nil {
		in.Rules = bodRules
	}
	r := replay{in: in, first: dayNumber(in.firstHeld(), in.Zone)}
	r.now = r.first
	for fact, history := range [factCount][]domain.Known{in.KEV, in.Exposure, in.Automatable, in.Impact, in.Others[domain.FactExploit],
		in.Others[domain.FactSeverity], in.Others[domain.FactCriticality], in.Others[domain.FactHuman]} {
		if !in.Rules.uses[fact] && fact != factKEV {
			continue
		}
		r.lines[fact] = in.entries(fact, history)
		if n := len(r.lines[fact]); n > 0 {
			r.now = max(r.now, r.lines[fact][n-1].day)
		}
	}
	if !in.Evaluate.IsZero() {
		r.now = max(r.first, dayNumber(in.Evaluate, in.Zone))
	}
	return r
}

// entries are the statements known at the evaluation, oldest first.
func (in *DueInput) entries(fact int, history []domain.Known) []entry {
	if len(history) == 0 {
		return nil
	}
	out := make([]entry, 0, len(history))
	for _, k := range history {
		if in.Evaluate.IsZero() || !k.At.After(in.Evaluate) {
			out = append(out, newEntry(fact, k, in.Zone))
		}
	}
	slices.SortStableFunc(out, func(a, b entry) int { return a.known.At.Compare(b.known.At) })
	return out
}

// firstHeld is the instant from which the desk has held the finding.
func (in *DueInput) firstHeld() time.Time {
	if in.Received.After(in.Detected) {
		return in.Received
	}
	return in.Detected
}

// on gives the answers as the desk knew them at the end of a day.
func (r *replay) on(day int) answers {
	var a answers
	for fact := range a {
		if !r.in.Rules.uses[fact] && fact != factKEV {
			continue
		}
		if len(r.lines[fact]) == 0 {
			a[fact] = missing
			if fact == factKEV {
				a[fact] = 0
			}
			continue
		}
		a[fact] = read(fact, inForce(r.lines[fact], day))
	}
	return a
}

func (r *replay) due() domain.Due {
	a := r.on(r.now)
	rules := r.in.Rules
	got, tiers := rules.of(a, r.in.Missing), rules.tiers
	due := domain.Due{Policy: rules.table.Name, Version: rules.table.Version, Tier: tiers[got.tier], Row: got.row, ForensicSuggested: got.suggested}
	if got.row >= 0 {
		due.Outcome = rules.table.Said(got.row)
	}
	if !rules.complete(&a) {
		due.Setting = r.in.Missing
		if due.Assumed = got.strictest != got.tier || got.loosest != got.tier; due.Assumed {
			due.Strictest = tiers[got.strictest]
		}
	}
	since := r.since(got.tier)
	r.clock(&due, got.tier, since)
	r.policyClock(&due, a, got.tier, since)
	if _, forensic := due.Tier.Plain(); forensic {
		due.Duty, due.Listed = r.duty(), domain.Day(inForce(r.lines[factKEV], r.now).Value)
	}
	return due
}

// since says for the tier and every looser one since which day the finding has
// without a break been at least that strict.
func (r *replay) since(tier int) [domain.MaxTiers]int {
	days := r.changes()
	var out [domain.MaxTiers]int
	at := r.now
	next := len(days) - 1
	for l := tier; l < len(r.in.Rules.tiers); l++ {
		for next >= 0 && r.in.Rules.of(r.on(days[next]), r.in.Missing).tier <= l {
			at = days[next]
			next--
		}
		out[l] = at
	}
	return out
}

// changes are the days on which the tier may change: the first one, and every
// later one on which a fact came in.
func (r *replay) changes() []int {
	days := append(make([]int, 0, 8), r.first)
	for fact := range r.lines {
		for _, e := range r.lines[fact] {
			if e.day > r.first && e.day <= r.now {
				days = append(days, e.day)
			}
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// upgrade is the day of the planned upgrade; ok where it is the loosest tier's date.
func (r *replay) upgrade() (day int, ok bool) {
	if r.in.NextUpgrade == "" || !slices.Contains(r.in.Rules.tiers, domain.TierUpgrade) {
		return 0, false
	}
	day, ok = dayNumberOf(r.in.NextUpgrade)
	return day, ok && day >= r.first
}

// clock finds the earliest date over the tier and every looser one.
func (r *replay) clock(due *domain.Due, tier int, since [domain.MaxTiers]int) {
	date, found := 0, false
	start := r.first
	for l, t := range r.in.Rules.tiers[tier:] {
		days, ok := t.Days()
		if ok && (!found || since[tier+l]+days < date) {
			date, start, found, due.Clock = since[tier+l]+days, since[tier+l], true, t
		}
	}
	r.started(due, start)
	if day, ok := r.upgrade(); ok && (!found || day < date) {
		date, found = day, true
		due.ByUpgrade, due.Clock = true, domain.TierUpgrade
		due.Start, due.StartCode = r.in.firstHeld(), StartUpgrade
	}
	if found {
		due.Date = dayFrom(date)
	}
}

func (r *replay) started(due *domain.Due, start int) {
	switch {
	case start != r.first:
		due.Start, due.StartCode = r.lastOn(start), StartTightened
	case r.in.Received.After(r.in.Detected):
		due.Start, due.StartCode = r.in.Received, StartReceived
	default:
		due.Start, due.StartCode = r.in.Detected, StartDetected
	}
}

// lastOn is the instant of the last fact that came in on a day.
func (r *replay) lastOn(day int) time.Time {
	at := dayFrom(day).Start(r.in.Zone)
	for fact := range r.lines {
		for _, e := range r.lines[fact] {
			if e.day == day && e.known.At.After(at) {
				at = e.known.At
			}
		}
	}
	return at
}

// policyClock is the directive's own clock beside the desk's: what is owed to KEV
// counts from CISA's dateAdded where that is earlier.
func (r *replay) policyClock(due *domain.Due, a answers, tier int, since [domain.MaxTiers]int) {
	kev := inForce(r.lines[factKEV], r.now)
	without := a
	without[factKEV] = 0
	plain := r.in.Rules.of(without, r.in.Missing).tier
	added, listed := 0, false
	if a[factKEV] == 1 {
		due.CISADue = kev.Due
		added, listed = dayNumberOf(domain.Day(kev.Value))
	}
	date, start, found := 0, 0, false
	for i, t := range r.in.Rules.tiers[tier:] {
		l := tier + i
		from := since[l]
		if listed && plain > l && added < from {
			from = added
		}
		if days, ok := t.Days(); ok && (!found || from+days < date) {
			date, start, found = from+days, from, true
		}
	}
	if day, ok := r.upgrade(); ok && (!found || day < date) {
		date, start, found = day, r.first, true
	}
	if !found {
		return
	}
	due.PolicyDate, due.PolicyStart, due.LateOnArrival = dayFrom(date), dayFrom(start), date < r.first
	if r.in.PolicyClock && due.PolicyDate != due.Date {
		due.Date, due.ByUpgrade, due.Clock = due.PolicyDate, false, due.Tier
		due.Start, due.StartCode = due.PolicyStart.Start(r.in.Zone), StartPolicy
	}
}

// explain adds the table's facts to a date: value, source, what fills it in, what
// other sources say, and what every other value would give, were it known now.
func (r *replay) explain(due *domain.Due) {
	got := r.in.Rules.of(r.on(r.now), r.in.Missing)
	due.Facts = make([]domain.DueFact, 0, len(r.in.Rules.inputs))
	for _, in := range r.in.Rules.inputs {
		fact := in.fact
		k := inForce(r.lines[fact], r.now)
		line := domain.DueFact{Fact: factNames[fact], Value: k.Value, Source: k.Source, At: k.At, Against: against(r.lines[fact], r.now, k)}
		if by := got.filled[fact]; by != missing {
			line.Filled = factValues[fact][by]
		}
		if fact == factKEV {
			line.Value = factValues[fact][read(fact, k)]
		}
		if kev := inForce(r.lines[factKEV], r.now); fact == factExploitation && read(factKEV, kev) == 1 {
			line.Value, line.Filled, line.Source, line.At = factValues[fact][len(factValues[fact])-1], "", kev.Source, kev.At
		}
		for at, value := range slices.Backward(factValues[fact]) {
			if value != line.Value && (at == 0 || in.columns[at] != in.columns[at-1]) {
				line.Others = append(line.Others, r.whatIf(fact, value))
			}
		}
		due.Facts = append(due.Facts, line)
	}
}

// whatIf says what another value of a fact would give, were it known now.
func (r *replay) whatIf(fact int, value string) domain.WhatIf {
	at := r.in.Evaluate
	if at.IsZero() {
		at = dayFrom(r.now).Start(r.in.Zone)
	}
	k := domain.Known{Value: value, At: at, Source: sourcePerson}
	if fact == factKEV {
		if k.Value = removed; value == "yes" {
			k.Value = string(dayFrom(r.now))
		}
	}
	other := *r
	e := newEntry(fact, k, r.in.Zone)
	e.day = r.now
	other.lines[fact] = append(slices.Clone(r.lines[fact]), e)
	due := other.due()
	return domain.WhatIf{Value: value, Tier: due.Tier, Row: due.Row, Date: due.Date}
}

// TargetDue joins the due dates of a target's open findings: the strictest tier
// and the earliest date. Facts and row are those of the finding that gives the
// tier, the clock that of the one that gives the date. It is assumed where some
// answer to a missing fact would change the tier or the date rests on one.
func TargetDue(findings []domain.Due) domain.Due {
	due, _ := joinDues(findings)
	return due
}

// joinDues is [TargetDue] with the place of the finding that gives the tier.
func joinDues(findings []domain.Due) (due domain.Due, tier int) {
	if len(findings) == 0 {
		return domain.Due{Row: -1}, -1
	}
	date := 0
	for i := range findings {
		if moreUrgent(&findings[i], &findings[tier], true) {
			tier = i
		}
		if moreUrgent(&findings[i], &findings[date], false) {
			date = i
		}
	}
	due = findings[tier]
	clock := &findings[date]
	due.Date, due.Start, due.StartCode, due.ByUpgrade, due.Clock = clock.Date, clock.Start, clock.StartCode, clock.ByUpgrade, clock.Clock
	sureTier, sureDate, tighter := false, false, false
	for i := range findings {
		f := &findings[i]
		sureTier = sureTier || !f.Assumed && f.Tier == due.Tier
		sureDate = sureDate || !f.Assumed && f.Date == due.Date
		tighter = tighter || f.Assumed && f.Strictest.Rank() < due.Tier.Rank()
		due.ForensicSuggested = due.ForensicSuggested || f.ForensicSuggested
		due.LateOnArrival = due.LateOnArrival || f.LateOnArrival
		if !f.Duty.IsZero() && (due.Duty.IsZero() || f.Duty.Before(due.Duty)) {
			due.Duty = f.Duty
		}
		if before(f.Listed, due.Listed) {
			due.Listed = f.Listed
		}
		if before(f.PolicyDate, due.PolicyDate) {
			due.PolicyDate, due.PolicyStart = f.PolicyDate, f.PolicyStart
		}
		if before(f.CISADue, due.CISADue) {
			due.CISADue = f.CISADue
		}
	}
	if due.Assumed = !sureTier || !sureDate || tighter; !due.Assumed {
		due.Strictest = domain.TierNone
	}
	for i := range findings {
		if f := &findings[i]; due.Assumed && f.Assumed && (due.Strictest == domain.TierNone || f.Strictest.Rank() < due.Strictest.Rank()) {
			due.Strictest, due.Setting = f.Strictest, f.Setting
		}
	}
	return due, tier
}

// before orders days, none last.
func before(a, b domain.Day) bool { return a != "" && (b == "" || a < b) }

// moreUrgent orders findings by tier and date, or by date and tier; then what is
// known goes before what is assumed.
func moreUrgent(a, b *domain.Due, byTier bool) bool {
	tier := a.Tier.Rank() - b.Tier.Rank()
	switch {
	case byTier && tier != 0:
		return tier < 0
	case a.Date != b.Date:
		return before(a.Date, b.Date)
	case tier != 0:
		return tier < 0
	}
	return !a.Assumed && b.Assumed
}
