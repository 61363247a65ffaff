package report

import "fenceline/internal/domain"

// Preview is what a report would say, in words, each table by at most the rows
// given. Call [Filter] first.
func Preview(d domain.ReportData, rows int) domain.ReportPreview {
	p := pageOf(&d)
	out := domain.ReportPreview{Audience: d.Audience, Operator: p.Operator, TLP: labelled(d.TLP), Notices: known(p.Pending, p.Withheld, p.NoLines)}
	for _, h := range p.Header {
		out.Header = append(out.Header, domain.ReportPair(h))
	}
	for _, f := range p.Board.Figures {
		out.Figures = append(out.Figures, domain.ReportFigure(f))
	}
	open := tierTables(p)[0]
	out.Tables = append(out.Tables, shown(open.Title, open, len(open.Rows)))
	for _, part := range append([]part{linesPart(p)}, annexParts(p)[:4]...) {
		for _, g := range part.Tables {
			title := part.Title
			if g.Title != "" {
				title = g.Title
			}
			out.Tables = append(out.Tables, shown(title, g, rows))
		}
	}
	return out
}

// shown is a table by its first rows.
func shown(title string, g grid, rows int) domain.ReportTable {
	out := domain.ReportTable{Title: title, None: g.None}
	for _, c := range g.Columns {
		out.Columns, out.Shares, out.Right = append(out.Columns, c.Name), append(out.Shares, c.Share), append(out.Right, c.Right)
	}
	for _, r := range g.Rows[:min(len(g.Rows), rows)] {
		row := make([]string, len(r.Cells))
		for i, c := range r.Cells {
			row[i] = c.text()
		}
		out.Rows = append(out.Rows, row)
	}
	if len(out.Rows) > 0 {
		out.None = ""
	}
	out.More = len(g.Rows) - len(out.Rows)
	return out
}
