package report

import (
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

// lineRow is one line of the examiner's table, in words. Empty parts are not
// printed.
type lineRow struct {
	Task, Fix, Mitigation        string
	Advisories, CVEs             []string
	Published                    string
	Asset, Owner, Criticality    string
	Exposure                     string
	Unanswered                   bool // nobody said whether the asset is publicly exposed
	KEV                          bool
	CVSS, CVSSFrom, EPSS         string
	Shape, Tier, Facts, Row      string
	Assumed                      bool
	Detected, Due, DueNote, CISA string
	Overdue                      bool
	State, StateShape, Versions  string
	Proof, ProofBy, Days, OnTime string
	OnTimeShape, Late, Label     string
	Change, Installed, Exception string
}

func (p printer) lines(lines []domain.ReportLine) []lineRow {
	out := make([]lineRow, len(lines))
	for i := range lines {
		out[i] = p.line(&lines[i])
	}
	return out
}

func (p printer) line(l *domain.ReportLine) lineRow {
	row := lineRow{Task: l.Task, Fix: l.Fix, Mitigation: l.Mitigation, Advisories: strings.Split(l.Advisory, ", "), Published: publishedBy(l),
		CVEs: l.CVEs, Asset: l.Asset, Owner: orElse(l.Owner, words.Text("no owner")), Criticality: orElse(words.AnswerSaid(l.Criticality), words.Text("not stated")),
		Exposure: orElse(words.AnswerSaid(string(l.Exposure)), words.Text("not answered")), Unanswered: l.Exposure == domain.Unanswered, KEV: l.KEV, EPSS: orElse(l.EPSS, words.Text("not loaded")),
		Shape: tierShape(l.Due.Tier), Tier: upper(orElse(words.TierShort(l.Due.Tier), words.Text("nothing open"))), Facts: factsOf(l), Row: rowWords(l),
		Assumed: l.Due.Assumed, Detected: orElse(p.date(l.Detected), words.Text("not known")), State: words.State(l.State), StateShape: stateShape(l.State),
		Versions: versions(l), Label: words.TLP(labelled(l.TLP))}
	row.CVSS, row.CVSSFrom = orElse(base(l.Score), words.Text("not scored")), strings.Join(known(l.Score.Version, l.Score.Source), ", ")
	p.dates(l, &row)
	if l.Verified != nil {
		row.Proof = upper(words.Evidence(*l.Verified, p.zone))
		row.ProofBy = strings.Join(known(l.Verified.By, p.date(l.Verified.At), words.Text("file {badge}", "badge", words.Badge(l.Verified.Badge))), ", ")
	}
	row.Change, row.Exception = p.change(l), l.Exception
	if !l.Installed.IsZero() {
		row.Installed = words.Text("installed {date}", "date", p.date(l.Installed))
	}
	row.OnTime, row.OnTimeShape = onTimeWords(l)
	if l.DaysToFix >= 0 {
		row.Days = words.Several(l.DaysToFix, "day", "days")
	}
	return row
}

// change says who approved the change, its reference, what a test showed and who
// does it.
func (p printer) change(l *domain.ReportLine) string {
	var parts []string
	if l.Change != "" {
		parts = append(parts, words.Text("change {change}", "change", l.Change))
	}
	if l.Approved.Value == domain.Yes {
		parts = append(parts, words.Text("approved by {by}, {date}", "by", l.Approved.By, "date", p.date(l.Approved.At)))
	}
	if l.Tested != "" {
		parts = append(parts, words.Text("tested: {tested}", "tested", l.Tested))
	}
	if l.Person != "" {
		parts = append(parts, words.Text("done by {person}", "person", l.Person))
	}
	return strings.Join(parts, "; ")
}

func (p printer) dates(l *domain.ReportLine, row *lineRow) {
	row.Due = words.DayPlain(l.Due.Date)
	switch {
	case row.Due == "" && l.State.Done():
		row.Due = words.Text("nothing open")
	case row.Due == "":
		row.Due = words.Text("no date")
	}
	if l.Due.ByUpgrade {
		row.DueNote = words.Text("planned upgrade")
	}
	if overdue(l, p.today) {
		row.Overdue = true
		row.DueNote = words.Text("{count} overdue", "count", words.Several(p.today.Sub(l.Due.Date), "day", "days"))
	}
	if l.Due.LateOnArrival {
		row.Late = words.Text("late on arrival")
	}
	if l.Due.CISADue != "" {
		row.CISA = words.DayPlain(l.Due.CISADue)
	}
}

// overdue reports whether an open line's day has passed and nobody has decided
// otherwise or mended it but for its triage.
func overdue(l *domain.ReportLine, today domain.Day) bool {
	return !l.State.Done() && l.State != domain.StateException && l.State != domain.StateTriage && l.Due.Date != "" && l.Due.Date < today
}

func publishedBy(l *domain.ReportLine) string {
	revision := ""
	if l.Revision != "" {
		revision = words.Text("rev. {revision}", "revision", l.Revision)
	}
	return strings.Join(known(l.Publisher, revision), ", ")
}

func versions(l *domain.ReportLine) string {
	switch {
	case l.Before == "" && l.After == "":
		return ""
	case l.After == "" && l.Verified != nil:
		return words.Text("{orelse} → gone", "orelse", orElse(l.Before, "?"))
	case l.After == "":
		return l.Before
	}
	return orElse(l.Before, "?") + " → " + l.After
}

// factsOf lists the facts the policy was read with.
func factsOf(l *domain.ReportLine) string {
	if len(l.Due.Facts) == 0 {
		return ""
	}
	return words.Text("KEV {kev}, exposed {exposed}, automatable {automatable}, impact {impact}", "kev", factSaid(l, domain.FactKEV),
		"exposed", factSaid(l, domain.FactExposure), "automatable", factSaid(l, domain.FactAutomatable), "impact", factSaid(l, domain.FactImpact))
}

// factSaid is [factCell] in words.
func factSaid(l *domain.ReportLine, name domain.FactName) string {
	for _, f := range l.Due.Facts {
		switch {
		case f.Fact != name:
		case f.Value != "":
			return words.AnswerSaid(f.Value)
		case f.Filled != "":
			return words.Text("{value} (assumed)", "value", words.AnswerSaid(f.Filled))
		}
	}
	return words.Text("not known")
}

func rowWords(l *domain.ReportLine) string {
	switch {
	case l.Due.Policy == "" || l.Due.Tier == domain.TierNone:
		return ""
	case l.Due.Row < 0:
		return words.Text("no row: setting {orelse}", "orelse", orElse(string(l.Due.Setting), words.Text("for missing facts")))
	}
	return words.Text("{policy} row {rowcell}", "policy", l.Due.Policy, "rowcell", rowCell(l))
}

func onTimeWords(l *domain.ReportLine) (text, shape string) {
	switch l.OnTime {
	case "yes":
		return words.Text("on time"), "tick"
	case "no":
		return "late", "triangle"
	case "open", "":
		return "open", ""
	}
	return l.OnTime, ""
}

// tierShape names the shape that stands beside a tier's word.
func tierShape(t domain.Tier) string {
	switch t {
	case domain.TierForensic:
		return "forensic"
	case domain.Tier3Days:
		return "triangle"
	case domain.Tier14Days:
		return "diamond"
	case domain.Tier60Days:
		return "circle"
	case domain.TierUpgrade:
		return "ring"
	}
	return ""
}

func stateShape(s domain.State) string {
	switch s {
	case domain.StateVerified, domain.StateNotApplicable:
		return "tick"
	case domain.StateException:
		return "bar"
	case domain.StateTriage:
		return "forensic"
	case domain.StateReopened:
		return "triangle"
	}
	return ""
}

// known keeps the parts that say something.
func known(parts ...string) []string {
	var out []string
	for _, part := range parts {
		if part != "" {
			out = append(out, part)
		}
	}
	return out
}
