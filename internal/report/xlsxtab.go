package report

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

// tab is a sheet that is written from its top to its end.
type tab struct {
	name   string
	out    *excelize.StreamWriter
	widths []float64
	row    int
}

// newTab begins a sheet with columns of the widths given, in characters.
func (b *book) newTab(name string, frozen, sheetsWide int, widths []float64) (*tab, error) {
	if b.first {
		b.first = false
		if err := b.file.SetSheetName("Sheet1", name); err != nil {
			return nil, err
		}
	} else if _, err := b.file.NewSheet(name); err != nil {
		return nil, err
	}
	landscape, tall := "landscape", 0
	if err := b.file.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &sheetsWide, FitToHeight: &tall}); err != nil {
		return nil, err
	}
	fit := true
	if err := b.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return nil, err
	}
	head := strings.ReplaceAll(b.operator, "&", "&&")
	if len([]rune(head)) > 80 {
		head = string([]rune(head)[:80])
	}
	if err := b.file.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddHeader: words.Text("&L{head} · patch report&R&B{label}", "head", head, "label", b.label), OddFooter: "&L&B" + b.label + "&R&P / &N"}); err != nil {
		return nil, err
	}
	out, err := b.file.NewStreamWriter(name)
	if err != nil {
		return nil, err
	}
	for i, width := range widths {
		if err := out.SetColWidth(i+1, i+1, width); err != nil {
			return nil, err
		}
	}
	if frozen > 0 {
		err = out.SetPanes(&excelize.Panes{Freeze: true, YSplit: frozen, TopLeftCell: "A" + strconv.Itoa(frozen+1), ActivePane: "bottomLeft"})
	}
	return &tab{name: name, out: out, widths: widths}, err
}

// rowHigh is the height of a row of one line, in points.
const rowHigh = 15

// add writes the next row, as high as its cells need. Rows beyond what a sheet
// holds are refused, not lost in silence.
func (t *tab) add(cells ...excelize.Cell) error {
	high := 1
	row := make([]any, len(cells))
	for i, c := range cells {
		row[i] = c
		if s, ok := c.Value.(string); ok && i < len(t.widths) {
			high = max(high, linesIn(s, t.widths[i]))
		}
	}
	return t.write(high, row)
}

// wide writes a row of one text over the rest of the sheet's columns, behind what
// stands before it.
func (t *tab) wide(s excelize.Cell, before ...excelize.Cell) error {
	row := make([]any, 0, len(before)+1)
	for _, c := range before {
		row = append(row, c)
	}
	room := 0.0
	for _, width := range t.widths[min(len(before), len(t.widths)):] {
		room += width
	}
	if err := t.write(linesIn(s.Value.(string), room), append(row, s)); err != nil {
		return err
	}
	if len(before)+1 >= len(t.widths) {
		return nil
	}
	first, err := excelize.CoordinatesToCellName(len(before)+1, t.row)
	if err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(len(t.widths), t.row)
	if err != nil {
		return err
	}
	return t.out.MergeCell(first, last)
}

func (t *tab) write(high int, row []any) error {
	t.row++
	if t.row > rowMost {
		return &domain.Error{Kind: domain.Unsupported, Op: "write report", Subject: t.name, Code: "report_rows", Params: domain.Params{"most": strconv.Itoa(rowMost)}}
	}
	const most = 27 // a row is at most 409 points high
	return t.out.SetRow("A"+strconv.Itoa(t.row), row, excelize.RowOpts{Height: float64(min(high, most)) * rowHigh})
}

// linesIn is about how many lines a text takes in a width, in characters.
func linesIn(s string, width float64) int {
	n := 0
	for _, line := range strings.Split(s, "\n") {
		n += 1 + int(float64(max(0, len([]rune(line))-1))*1.05/max(1, width))
	}
	return n
}

// text is a cell of text; what a workbook cannot hold is left out or shortened.
func text(style int, s string) excelize.Cell {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0xfffe || r == 0xffff { // no characters of XML 1.0, section 2.2
			return -1
		}
		return r
	}, s)
	if letters := []rune(s); len(letters) > cellMost {
		s = string(letters[:cellMost-1]) + "…"
	}
	return excelize.Cell{StyleID: style, Value: s}
}
