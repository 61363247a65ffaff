package report

import (
	"testing"

	"fenceline/internal/domain"
)

// TestPreview: figures are those of the whole report, tables hold the first rows and
// count the rest, and another audience sees as much as in the report itself.
func TestPreview(t *testing.T) {
	d := filtered(t, large(50), Inside)
	p := Preview(d, 5)
	lines := p.Tables[1]
	if len(lines.Rows) != 5 || lines.More != 45 || len(lines.Columns) != len(lines.Shares) || len(lines.Rows[0]) != len(lines.Columns) {
		t.Errorf("%d rows, %d more, %d columns", len(lines.Rows), lines.More, len(lines.Columns))
	}
	if want := pageOf(&d).Board.Figures[0].Number; p.Figures[0].Number != want {
		t.Errorf("open: %s, want %s", p.Figures[0].Number, want)
	}
	outside := Preview(filtered(t, hospital(), Public), 5)
	if outside.TLP != domain.TLPClear || len(outside.Notices) == 0 {
		t.Errorf("%s, %v", outside.TLP, outside.Notices)
	}
	for _, table := range outside.Tables {
		if table.Title == "Annex A: cannot tell" && (len(table.Rows) > 0 || table.None == "") {
			t.Errorf("open questions go to anybody: %v", table.Rows)
		}
	}
	if p := Preview(domain.ReportData{}, 5); len(p.Tables[1].Rows) > 0 || p.Tables[1].None == "" {
		t.Errorf("an empty report: %+v", p.Tables[1])
	}
}
