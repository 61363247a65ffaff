package report

import (
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

// Audiences of a report.
const (
	Inside   = "inside"   // the operator's own people
	Examiner = "examiner" // a bank examiner, an auditor, an insurer
	Provider = "provider" // a service provider who does the work
	Public   = "public"   // anybody
)

// audience is what one sort of reader may see.
type audience struct {
	name    string
	words   string
	highest domain.TLP // most restricted label that may go there
	own     bool       // sees what carries no label because it is the desk's own: open questions, the import log
}

var audiences = []audience{
	{Inside, words.Term("Inside the operator"), domain.TLPAmberStrict, true},
	{Examiner, words.Term("Examiner"), domain.TLPAmber, true},
	{Provider, words.Term("Service provider"), domain.TLPAmber, false},
	{Public, words.Term("Public"), domain.TLPClear, false},
}

func audienceOf(name string) (audience, bool) {
	for _, a := range audiences {
		if a.name == name {
			return a, true
		}
	}
	return audience{}, false
}

func (a audience) sees(label domain.TLP) bool { return label.Rank() <= a.highest.Rank() }

// Filter leaves out what the audience may not see under the Traffic Light
// Protocol 2.0 and counts it in Withheld, on top of what is counted there
// already. TLP becomes the highest label of what is left, CLEAR where nothing
// is. Material without a label counts as AMBER, unless it comes from a public
// catalogue. RED goes to nobody, AMBER+STRICT stays inside.
//
// Where the data lies is told inside only, the import log inside and to an
// examiner only, to the latter without the advisories each file held. The data
// given is not changed. Errors: Invalid "audience_unknown".
func Filter(d domain.ReportData, audience string) (domain.ReportData, error) {
	who, ok := audienceOf(audience)
	if !ok {
		return domain.ReportData{}, &domain.Error{Kind: domain.Invalid, Op: "filter report", Subject: audience, Code: "audience_unknown",
			Params: domain.Params{"audience": audience}}
	}
	lines, cannotTell := d.Lines, d.CannotTell
	d.Audience, d.TLP, d.Lines, d.CannotTell = who.name, domain.TLPClear, nil, nil
	for _, line := range lines {
		if !who.sees(line.TLP) {
			d.Withheld++
			continue
		}
		d.Lines = append(d.Lines, line)
		d.TLP = higher(d.TLP, line.TLP)
	}
	for _, f := range cannotTell {
		label := labelOf(f)
		if !who.own || !who.sees(label) {
			d.Withheld++
			continue
		}
		d.CannotTell = append(d.CannotTell, f)
		d.TLP = higher(d.TLP, label)
	}
	exceptions := d.Exceptions
	d.Exceptions = nil
	for _, e := range exceptions { // it tells what a line tells, and more
		seen := slices.ContainsFunc(d.Lines, func(l domain.ReportLine) bool { return l.Task == e.Task && l.Asset == e.AssetName })
		if who.own && seen {
			d.Exceptions = append(d.Exceptions, e)
		}
	}
	d.VEX, d.Policies = vexFor(who, &d), policiesFor(who, &d)
	if !who.own {
		d.Unpatchable = nil
	}
	unpatchable := d.Unpatchable
	d.Unpatchable = nil
	for _, u := range unpatchable {
		u.Tasks = slices.DeleteFunc(slices.Clone(u.Tasks), func(task string) bool {
			return !slices.ContainsFunc(d.Lines, func(l domain.ReportLine) bool { return l.Task == task })
		})
		if u.Why != domain.UnpatchableNoFix || len(u.Tasks) > 0 {
			d.Unpatchable = append(d.Unpatchable, u)
		}
	}
	if who.name != Inside {
		d.Status.Store = ""
		d.Receipts = logFor(who, d.Receipts)
	}
	return d, nil
}

// higher is the more restricted label, AMBER in place of none.
func higher(a, b domain.TLP) domain.TLP {
	if b == domain.TLPUnlabelled {
		b = domain.TLPAmber
	}
	if b.Rank() > a.Rank() {
		return b
	}
	return a
}

// labelOf is the label of a finding: that of its advisory, and where it has none
// CLEAR for a public catalogue's, AMBER for any other.
func labelOf(f domain.FindingView) domain.TLP {
	if f.TLP != domain.TLPUnlabelled {
		return f.TLP
	}
	format, _, _ := strings.Cut(string(f.Advisory), "|")
	switch domain.Format(format) {
	case domain.FormatOSV, domain.FormatCVE, domain.FormatKEV, domain.FormatEPSS, domain.FormatNVD:
		return domain.TLPClear
	}
	return domain.TLPAmber
}

// logFor is the import log as an outsider sees it, without the ids of what each
// file held: they may belong to an advisory that is withheld.
func logFor(who audience, log []domain.Receipt) []domain.Receipt {
	if !who.own {
		return nil
	}
	out := make([]domain.Receipt, len(log))
	for i, r := range log {
		files := make([]domain.FileReceipt, len(r.Files))
		for n, f := range r.Files {
			f.Items = nil
			files[n] = f
		}
		r.Files = files
		out[i] = r
	}
	return out
}

// vexFor are the own decisions an audience may see: they tell what runs where and
// why it is thought safe, so they stay with those who see the open questions too.
// The others count as withheld.
func vexFor(who audience, d *domain.ReportData) []domain.VEXView {
	var out []domain.VEXView
	for i := range d.VEX {
		label := labelled(d.VEX[i].TLP)
		if !who.own || !who.sees(label) {
			d.Withheld++
			continue
		}
		out = append(out, d.VEX[i])
		d.TLP = higher(d.TLP, label)
	}
	return out
}

// policiesFor are the tables that judge what an audience sees. Which groups of
// assets a desk has is told to nobody who does not see its open questions.
func policiesFor(who audience, d *domain.ReportData) []domain.PolicyView {
	var out []domain.PolicyView
	for _, p := range d.Policies {
		if !who.own {
			seen := slices.ContainsFunc(d.Lines, func(l domain.ReportLine) bool { return l.Due.Policy == p.Name })
			if !p.Desk && !seen {
				continue
			}
			p.Groups = nil
		}
		out = append(out, p)
	}
	return out
}
