package report

import "strings"

// part is one part of a report as tables of text, without a form: the sheet of
// paper and the spreadsheet draw the same parts.
type part struct {
	Name   string // short, for a tab
	Title  string
	Sub    string
	Wide   bool // a sheet of paper lies on its side for it
	Fresh  bool // begins on a sheet of its own
	Tables []grid
}

// grid is one table of a part.
type grid struct {
	Title   string
	Before  string // stands above the table
	Columns []gridColumn
	Rows    []gridRow
	None    string   // stands where there is no row
	After   []string // stand below
}

type gridColumn struct {
	Name  string
	Share float64 // of the table's width; the shares of a table add up to 1
	Right bool
}

type gridRow struct {
	Cells  []gridCell
	Marked bool // its ground is tinted
}

// gridCell is one cell: lines, the first with a shape before it where one is named.
type gridCell struct {
	Shape string
	Lines []gridLine
}

type gridLine struct {
	Text string
	Look look
}

// look is how a line of a cell is set.
type look struct{ Bold, Small, Muted, Late, Unknown, Mono bool }

var (
	lookBold    = look{Bold: true}
	lookSmall   = look{Small: true, Muted: true}
	lookMuted   = look{Muted: true}
	lookLate    = look{Bold: true, Late: true}
	lookUnknown = look{Small: true, Unknown: true}
)

// cell is a cell of one plain line and small ones below it; empty ones are left out.
func cell(main string, small ...string) gridCell {
	c := gridCell{Lines: []gridLine{{Text: main}}}
	return c.and(lookSmall, small...)
}

func (c gridCell) and(how look, texts ...string) gridCell {
	for _, text := range texts {
		if text != "" {
			c.Lines = append(c.Lines, gridLine{text, how})
		}
	}
	return c
}

func styled(how look, text string) gridCell { return gridCell{Lines: []gridLine{{text, how}}} }

func tierCell(shape, name string) gridCell {
	return gridCell{Shape: shape, Lines: []gridLine{{name, lookBold}}}
}

// text is a cell as plain text, a line below the other.
func (c gridCell) text() string {
	texts := make([]string, 0, len(c.Lines))
	for _, line := range c.Lines {
		if line.Text != "" {
			texts = append(texts, line.Text)
		}
	}
	return strings.Join(texts, "\n")
}

func plainRow(cells ...gridCell) gridRow { return gridRow{Cells: cells} }

func columnsOf(shares []float64, names ...string) []gridColumn {
	out := make([]gridColumn, len(names))
	for i, name := range names {
		out[i] = gridColumn{Name: name, Share: shares[i]}
	}
	return out
}

// rightFrom sets the columns from the one given to the right.
func rightFrom(first int, columns []gridColumn) []gridColumn {
	for i := first; i < len(columns); i++ {
		columns[i].Right = true
	}
	return columns
}
