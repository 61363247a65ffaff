package report

import (
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

// untoldRow is a component of which nobody can say whether it is affected.
type untoldRow struct{ Asset, Component, Place, Advisory, Vulnerability, Why string }

func untold(findings []domain.FindingView) []untoldRow {
	out := make([]untoldRow, len(findings))
	for i, f := range findings {
		advisory := string(f.Advisory)
		if at := strings.LastIndexByte(advisory, '|'); at >= 0 {
			advisory = advisory[at+1:]
		}
		out[i] = untoldRow{Asset: f.AssetName, Component: strings.Join(known(orElse(f.Name, string(f.Key)), f.Version), " "), Place: f.Place,
			Advisory: advisory, Vulnerability: f.Vulnerability, Why: words.Reason(f.Reason)}
	}
	return out
}

// droppedRow is a line that needs no fix any more, for another reason than the fix.
type droppedRow struct {
	Task, Fix, Asset, Why string
	CVEs                  []string
}

func (p printer) dropped(lines []domain.ReportLine) []droppedRow {
	var out []droppedRow
	for i := range lines {
		l := &lines[i]
		if l.State != domain.StateNotApplicable {
			continue
		}
		why := words.Text("No finding is left; the cause stands in the log under this task.")
		if l.Dismissed != "" {
			why = upper(l.Dismissed)
		} else if l.Verified != nil {
			why = upper(words.Evidence(*l.Verified, p.zone)) + " (" + strings.Join(known(l.Verified.By, p.date(l.Verified.At)), ", ") + ")."
		}
		out = append(out, droppedRow{Task: l.Task, Fix: l.Fix, Asset: l.Asset, CVEs: l.CVEs, Why: why})
	}
	return out
}

// exceptionRow is a dated decision not to patch.
type exceptionRow struct{ Task, Fix, Asset, Reason, Control, Approved, Until, Stands string }

func (p printer) exceptions(all []domain.ExceptionView) []exceptionRow {
	out := make([]exceptionRow, len(all))
	for i := range all {
		e := &all[i]
		out[i] = exceptionRow{Task: e.Task, Fix: e.Fix, Asset: e.AssetName, Reason: e.Reason, Control: e.Control,
			Approved: e.Approver + ", " + words.Assurance(e.Approved) + ", " + p.date(e.At), Until: words.DayPlain(e.End), Stands: upper(words.ExceptionStands(e))}
	}
	return out
}

// unpatchableRow is an asset that no update will mend.
type unpatchableRow struct {
	Asset, Owner, Why, Plan string
	Gap                     bool
}

func (p printer) unpatchable(all []domain.Unpatchable) []unpatchableRow {
	out := make([]unpatchableRow, len(all))
	for i := range all {
		u := &all[i]
		out[i] = unpatchableRow{Asset: u.Asset, Owner: orElse(u.Owner, words.Text("no owner")), Why: upper(words.Unpatchable(u)), Plan: orElse(words.DayPlain(u.Plan), words.Text("no plan")), Gap: u.Plan == ""}
	}
	return out
}

// logRow is one import with what its files proved of their origin.
type logRow struct {
	At, By, Source, Did string
	Badges              []string
	Troubles            []pair // files that could not be read, with the reason
	More                string
}

// troublesShown is how many files of one import are named.
const troublesShown = 20

// badgeOrder is how signature results are listed, the worst first.
var badgeOrder = []domain.Badge{domain.BadgeFailed, domain.BadgeUnchecked, domain.BadgeUnsigned, domain.BadgeHash, domain.BadgeSigned, domain.BadgeVerified}

func (p printer) log(receipts []domain.Receipt) []logRow {
	out := make([]logRow, len(receipts))
	for i, r := range receipts {
		row := logRow{At: p.instant(r.Started), By: orElse(r.By, words.Text("not named")), Source: r.Source, Did: words.Receipt(r)}
		badges := map[domain.Badge]int{}
		more := 0
		for n := range r.Files {
			f := &r.Files[n]
			if f.Outcome == domain.Imported || f.Outcome == domain.Unchanged {
				badge := f.Badge
				if !slices.Contains(badgeOrder, badge) {
					badge = domain.BadgeUnchecked
				}
				badges[badge]++
			}
			if f.Outcome != domain.Rejected && f.Outcome != domain.Quarantined {
				continue
			}
			if len(row.Troubles) == troublesShown {
				more++
				continue
			}
			row.Troubles = append(row.Troubles, pair{f.File, fileTrouble(f)})
		}
		for _, badge := range badgeOrder {
			if n := badges[badge]; n > 0 {
				row.Badges = append(row.Badges, words.Several(n, "file", "files")+": "+words.Badge(badge))
			}
		}
		if len(row.Badges) == 0 {
			row.Badges = []string{words.Badge(domain.BadgeUnchecked)}
		}
		if more > 0 {
			row.More = words.Text("and {count}", "count", words.Several(more, "more file", "more files"))
		}
		out[i] = row
	}
	return out
}

func fileTrouble(f *domain.FileReceipt) string {
	if f.Reason != "" {
		return f.Reason
	}
	if f.Error != nil {
		what, _ := words.Error(f.Error)
		return what
	}
	return strings.ReplaceAll(string(f.Outcome), "_", " ")
}
