package report

import (
	"strconv"
	"strings"

	"fenceline/internal/words"
)

// tierTables are the tables of the first page: what is open, what was on time,
// what came in and went.
func tierTables(p *page) []grid {
	open := grid{Title: words.Text("Open by tier"), Columns: rightFrom(1, columnsOf([]float64{.4, .2, .2, .2}, words.Text("Tier"), words.Text("Open"), words.Text("Overdue"), words.Text("Assumed")))}
	for _, t := range p.Board.Tiers {
		overdue := cell(strconv.Itoa(t.Overdue))
		if t.Overdue > 0 {
			overdue = styled(lookLate, strconv.Itoa(t.Overdue))
		}
		open.Rows = append(open.Rows, plainRow(tierCell(t.Shape, t.Name), cell(strconv.Itoa(t.Open)), overdue, cell(strconv.Itoa(t.Assumed))))
	}
	share := p.Board.OnTime
	times := grid{Title: words.Text("On time, by tier and importance of the asset"), None: words.Text("Nothing was closed with evidence yet, so there is no share to show.")}
	names := append([]string{words.Text("Tier")}, share.Columns...)
	shares := []float64{.28}
	for range share.Columns {
		shares = append(shares, .72/float64(len(share.Columns)))
	}
	times.Columns = rightFrom(1, columnsOf(shares, names...))
	for _, r := range share.Rows {
		row := plainRow(tierCell(r.Shape, r.Tier))
		for _, c := range r.Cells {
			if c.Of == "" {
				row.Cells = append(row.Cells, styled(lookMuted, words.Text("none closed")))
				continue
			}
			share := c.Of
			if c.Percent != "" {
				share = c.Percent + " (" + c.Of + ")"
			}
			row.Cells = append(row.Cells, styled(lookBold, share).and(lookSmall, c.Days))
		}
		times.Rows = append(times.Rows, row)
	}
	times.After = known(share.Late, p.Board.Spans)
	out := []grid{open, times}
	if len(p.Flow) > 0 {
		flow := grid{Title: words.Text("In and closed, by week"), Columns: rightFrom(1, columnsOf([]float64{.52, .14, .14, .2}, words.Text("Week"), words.Text("In"), words.Text("Closed"), words.Text("Open at its end"))), After: known(p.Pace)}
		for _, w := range p.Flow {
			flow.Rows = append(flow.Rows, plainRow(cell(w.Week), cell(w.In), cell(w.Closed), cell(w.Backlog)))
		}
		out = append(out, flow)
	}
	return out
}

// sourceTable is what the figures rest on.
func sourceTable(p *page) grid {
	g := grid{Title: words.Text("What these figures rest on"), Before: strings.Join(p.Coverage, ". "), Columns: columnsOf([]float64{.36, .14, .12, .22, .16}, words.Text("Source"), words.Text("Format"), words.Text("Records"), words.Text("Newest data"), words.Text("Imported")),
		None: words.Text("No source was imported yet: no finding can be shown, and none can be ruled out.")}
	if g.Before != "" {
		g.Before += "."
	}
	g.Columns[2].Right = true
	for _, s := range p.Sources {
		g.Rows = append(g.Rows, plainRow(cell(s.Name), cell(s.Format), cell(s.Count), cell(s.Newest, s.Age), cell(s.Arrived)))
	}
	return g
}

// linesPart is the table for an examiner.
func linesPart(p *page) part {
	g := grid{None: p.NoLines, Columns: columnsOf([]float64{.15, .155, .11, .095, .155, .11, .155, .07},
		words.Text("Task, fix, mitigation"), words.Text("Advisory, publisher, revision, CVEs"), words.Text("Asset, owner, importance, public"), words.Text("KEV, CVSS, EPSS"), words.Text("Tier, SSVC facts, policy row"),
		words.Text("Due, detected, CISA's own day"), words.Text("State, before → after, how, by, on"), words.Text("Days to fix, on time, label"))}
	for i := range p.Lines {
		g.Rows = append(g.Rows, lineCells(&p.Lines[i]))
	}
	return part{Name: words.Text("Lines"), Title: words.Text("Lines: one fix on one asset each"), Sub: words.Text("Most urgent first, done last. Where a tier is assumed, a fact nobody has answered would change it."), Wide: true, Fresh: true, Tables: []grid{g}}
}

func lineCells(l *lineRow) gridRow {
	asset := styled(lookBold, l.Asset).and(lookSmall, l.Owner, words.Text("importance {criticality}", "criticality", l.Criticality))
	public := lookSmall
	if l.Unanswered {
		public = lookUnknown
	}
	signal := cell(words.Text("KEV no"))
	if l.KEV {
		signal = styled(lookBold, "KEV")
	}
	score := words.Text("CVSS {cvss}", "cvss", l.CVSS)
	if l.CVSSFrom != "" {
		score += " (" + l.CVSSFrom + ")"
	}
	tier := tierCell(l.Shape, l.Tier)
	if l.Assumed {
		tier = tier.and(lookUnknown, words.Text("assumed"))
	}
	due := styled(lookBold, l.Due)
	if l.Overdue {
		due = styled(lookLate, l.Due)
	}
	state := gridCell{Shape: l.StateShape, Lines: []gridLine{{Text: l.State}}}.and(lookSmall, l.Versions, l.Change, l.Installed, l.Proof, l.ProofBy)
	if l.Exception != "" {
		state = state.and(lookSmall, words.Text("exception {exception}", "exception", l.Exception))
	}
	onTime := look{Small: true, Muted: true, Late: l.OnTimeShape == "triangle"}
	detected := words.Text("detected {detected}", "detected", l.Detected)
	cisa := ""
	if l.CISA != "" {
		cisa = words.Text("CISA: {cisa}", "cisa", l.CISA)
	}
	return plainRow(
		styled(lookBold, l.Task).and(look{}, l.Fix).and(lookSmall, l.Mitigation),
		cell(strings.Join(l.Advisories, ", "), l.Published, strings.Join(l.CVEs, ", ")),
		asset.and(public, words.Text("public: {exposure}", "exposure", l.Exposure)),
		signal.and(lookSmall, score, words.Text("EPSS {epss}", "epss", l.EPSS)),
		tier.and(lookSmall, l.Facts, l.Row),
		due.and(lookSmall, l.DueNote, l.Late, detected, cisa),
		state,
		gridCell{}.and(look{}, l.Days).and(onTime, l.OnTime).and(lookSmall, l.Label))
}

// annexParts are the annexes, A to F.
func annexParts(p *page) []part {
	return []part{untoldPart(p), endedPart(p), exceptionPart(p), logPart(p), policyPart(p), wordsPart(p)}
}

func untoldPart(p *page) part {
	g := grid{Columns: columnsOf([]float64{.16, .26, .24, .34}, words.Text("Asset"), words.Text("Component"), words.Text("Advisory"), words.Text("Why")), None: p.NoUntold}
	for _, u := range p.Untold {
		g.Rows = append(g.Rows, plainRow(cell(u.Asset), cell(u.Component, u.Place), cell(u.Advisory, u.Vulnerability), cell(u.Why)))
	}
	return part{Name: words.Text("A Cannot tell"), Title: words.Text("Annex A: cannot tell"), Sub: words.Text("Components an advisory may be about, and why the data does not decide."), Fresh: true, Tables: []grid{g}}
}

func endedPart(p *page) part {
	g := grid{Columns: columnsOf([]float64{.3, .16, .2, .34}, words.Text("Task and fix"), words.Text("Asset"), words.Text("CVEs"), words.Text("Why")), None: words.Text("No line ended for another reason than its fix.")}
	for _, d := range p.Dropped {
		g.Rows = append(g.Rows, plainRow(styled(lookBold, d.Task).and(look{}, d.Fix), cell(d.Asset), cell(strings.Join(d.CVEs, ", ")), cell(d.Why)))
	}
	own := grid{Title: words.Text("Own decisions about flaws (VEX)"), Columns: columnsOf([]float64{.24, .4, .18, .18}, words.Text("Flaw, product, assets"), words.Text("What was decided, and why"), words.Text("Decided by"), words.Text("Until")), None: p.NoVEX}
	for _, v := range p.VEX {
		own.Rows = append(own.Rows, plainRow(styled(lookBold, v.Number).and(look{}, v.Flaw).and(lookSmall, v.Product, v.Scope), cell(v.Says, v.Reason), cell(v.Decided), cell(v.Until)))
	}
	return part{Name: words.Text("B Not applicable"), Title: words.Text("Annex B: not applicable"), Tables: []grid{g, own}}
}

func exceptionPart(p *page) part {
	g := grid{Columns: columnsOf([]float64{.25, .13, .28, .17, .17}, words.Text("Task and fix"), words.Text("Asset"), words.Text("Reason, protection meanwhile"), words.Text("Approved by"), words.Text("Until")), None: words.Text("No exception is in this report.")}
	for _, e := range p.Excepted {
		g.Rows = append(g.Rows, plainRow(styled(lookBold, e.Task).and(look{}, e.Fix), cell(e.Asset), cell(e.Reason, e.Control), cell(e.Approved), cell(e.Until, e.Stands)))
	}
	end := grid{Title: words.Text("What no update mends"), Columns: columnsOf([]float64{.24, .18, .4, .18}, words.Text("Asset"), words.Text("Owner"), words.Text("Why no update mends it"), words.Text("Plan")),
		None: words.Text("No unpatchable asset and none at the end of its support is in this report.")}
	for _, u := range p.Unmended {
		plan := cell(u.Plan)
		if u.Gap {
			plan = styled(lookLate, u.Plan)
		}
		end.Rows = append(end.Rows, plainRow(cell(u.Asset), cell(u.Owner), cell(u.Why), plan))
	}
	return part{Name: words.Text("C Exceptions"), Title: words.Text("Annex C: exceptions, unpatchable and end of life"), Tables: []grid{g, end}}
}

func logPart(p *page) part {
	g := grid{Columns: columnsOf([]float64{.18, .24, .38, .2}, words.Text("When, by"), words.Text("From"), words.Text("What it did"), words.Text("Signature results")), None: p.NoLog,
		After: []string{words.Text("Log head: {loghead}", "loghead", p.LogHead)}}
	for _, l := range p.Log {
		did := cell(l.Did)
		for _, t := range l.Troubles {
			did = did.and(lookSmall, t.Name+": "+t.Text)
		}
		g.Rows = append(g.Rows, plainRow(cell(l.At, l.By), cell(l.Source), did.and(lookSmall, l.More), gridCell{}.and(look{}, l.Badges...)))
	}
	return part{Name: words.Text("D Imports"), Title: words.Text("Annex D: import log with signature results"), Tables: []grid{g}}
}

func policyPart(p *page) part {
	out := part{Name: words.Text("E Policy"), Title: words.Text("Annex E: policy"), Sub: words.Text("Rows are numbered as published; a row with lines gave a tier in this report."), Fresh: true}
	for _, t := range p.Policies {
		names := append(append([]string{words.Text("Row")}, t.Columns...), words.Text("Used here"))
		shares := []float64{.07}
		for range t.Columns {
			shares = append(shares, .79/float64(len(t.Columns)))
		}
		g := grid{Title: words.Text("{title}, version {version}", "title", t.Title, "version", t.Version), Before: words.Text("{use}. Source: {source}.", "use", t.Use, "source", t.Source), Columns: columnsOf(append(shares, .14), names...), After: t.Notes}
		g.Columns[len(names)-1].Right = true
		for _, r := range t.Rows {
			row := gridRow{Marked: r.Lines != "", Cells: []gridCell{cell(r.Number)}}
			for _, input := range r.Inputs {
				row.Cells = append(row.Cells, cell(input))
			}
			row.Cells = append(row.Cells, tierCell(r.Shape, r.Outcome), cell(r.Lines))
			g.Rows = append(g.Rows, row)
		}
		out.Tables = append(out.Tables, g)
	}
	return out
}

func wordsPart(p *page) part {
	g := grid{Columns: columnsOf([]float64{.22, .78}, words.Text("Word"), words.Text("Meaning")), After: []string{words.Text("Made by {program}.", "program", p.Program)}}
	for _, w := range p.Glossary {
		g.Rows = append(g.Rows, plainRow(styled(lookBold, w.Name), cell(w.Text)))
	}
	return part{Name: words.Text("F Words"), Title: words.Text("Annex F: words"), Tables: []grid{g}}
}
