package report

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"fenceline/assets"
	"fenceline/internal/domain"
	"fenceline/internal/words"
)

// PDF writes a report as sheets of US Letter, which A4 printers take as they are:
// the first upright for a board, the table of lines on its side, then the annexes.
// Every sheet bears the highest label in capitals at head and foot, the parts are
// bookmarks, and the letters are those of the program's own font. What the font
// cannot write stands as □, and the last sheet says so. The same data gives the
// same bytes. It has no tags for screen readers: the page of [HTML] is the one to
// give to people who use them. Call [Filter] first.
func PDF(w io.Writer, d domain.ReportData) error { return writePDF(w, &d, true) }

// writePDF writes the sheets, their content compressed or not.
func writePDF(w io.Writer, d *domain.ReportData, compress bool) error {
	p := pageOf(d)
	s := newSheets(p, d.Made.UTC(), compress)
	s.cover(p)
	for _, part := range p.Parts() {
		s.part(part)
	}
	s.missing()
	if err := s.pdf.Output(w); err != nil {
		return fmt.Errorf("write report as pdf: %w", err)
	}
	return nil
}

// Sizes in points (1/72 inch).
const (
	sheetShort, sheetLong = 612, 792 // US Letter
	edge                  = 36       // to the left and right of what is written
	headRoom, footRoom    = 52, 44
	titleSize, partSize   = 18, 13
	tableSize, smallSize  = 8, 7
	bodySize              = 9
	pad                   = 3 // around the text of a cell
	lead                  = 1.3
)

// ink is a colour of the page's style sheet.
type ink struct{ r, g, b int }

var (
	inkText    = ink{0x18, 0x20, 0x2c}
	inkMuted   = ink{0x56, 0x62, 0x73}
	inkLine    = ink{0xd5, 0xda, 0xe2}
	inkGround  = ink{0xf1, 0xf3, 0xf6}
	inkMarked  = ink{0xe4, 0xf0, 0xf5}
	inkLate    = ink{0xc2, 0x35, 0x2b}
	inkUnknown = ink{0x65, 0x48, 0x9b}
	shapeInks  = map[string]ink{"forensic": {0x8e, 0x1b, 0x3a}, "triangle": inkLate, "diamond": {0x94, 0x52, 0x00}, "circle": {0x2b, 0x62, 0xa8},
		"ring": inkMuted, "tick": {0x1a, 0x6e, 0x46}, "bar": {0x6c, 0x5f, 0x10}}
)

// sheets are the sheets of a report as they fill.
type sheets struct {
	pdf           *fpdf.Fpdf
	glyphs        *glyphs
	operator, tlp string
	made          string
	wide          bool
	y             float64
}

// countAlias stands for the number of sheets until it is known.
const countAlias = "{sheets}"

func newSheets(p *page, made time.Time, compress bool) *sheets {
	s := &sheets{pdf: fpdf.New("P", "pt", "Letter", ""), glyphs: newGlyphs(), operator: p.Operator, tlp: p.TLP, made: p.Made}
	s.pdf.SetCompression(compress)
	s.pdf.SetCatalogSort(true)
	s.pdf.SetCreationDate(made)
	s.pdf.SetModificationDate(made)
	s.pdf.SetTitle(words.Text("Patch report, {operator}, {tlp}", "operator", p.Operator, "tlp", p.TLP), true)
	s.pdf.SetSubject(words.Text("Patch report"), true)
	s.pdf.SetCreator(p.Program, true)
	s.pdf.SetKeywords("log head "+p.LogHead, false) // so that it can be read out of the file again
	s.pdf.SetLang("en")
	s.pdf.AddUTF8FontFromBytes("sans", "", assets.Font("Regular"))
	s.pdf.AddUTF8FontFromBytes("sans", "B", assets.Font("SemiBold"))
	s.pdf.SetAutoPageBreak(false, 0)
	s.pdf.SetMargins(edge, headRoom, edge)
	s.pdf.SetCellMargin(0)
	s.pdf.AliasNbPages(countAlias)
	s.pdf.SetHeaderFunc(s.margins)
	return s
}

// margins writes head and foot of a sheet.
func (s *sheets) margins() {
	width, height := s.size()
	s.line(edge, 32, s.clipped(words.Text("{operator} · patch report", "operator", s.operator), bodySize, width-220), look{Muted: true}, tableSize)
	s.rightText(width-edge, 32, s.tlp, look{Bold: true}, bodySize)
	s.stroke(inkLine, .6)
	s.pdf.Line(edge, 40, width-edge, 40)
	s.pdf.Line(edge, height-34, width-edge, height-34)
	s.line(edge, height-22, s.tlp, look{Bold: true}, bodySize)
	s.line(width/2-70, height-22, words.Text("Made {made}", "made", s.made), look{Muted: true}, tableSize)
	// The count is put in later and has another width: so this stands from the left.
	s.line(width-edge-62, height-22, words.Text("Page {pageno} of {countalias}", "pageno", strconv.Itoa(s.pdf.PageNo()), "countalias", countAlias), look{Muted: true}, tableSize)
}

func (s *sheets) size() (width, height float64) {
	if s.wide {
		return sheetLong, sheetShort
	}
	return sheetShort, sheetLong
}

// page begins a sheet.
func (s *sheets) page(wide bool) {
	s.wide = wide
	s.y = headRoom
	if wide { // the size is given as it lies upright
		s.pdf.AddPageFormat("L", fpdf.SizeType{Wd: sheetShort, Ht: sheetLong})
		return
	}
	s.pdf.AddPageFormat("P", fpdf.SizeType{Wd: sheetShort, Ht: sheetLong})
}

// left is the height that is left on the sheet.
func (s *sheets) left() float64 {
	_, height := s.size()
	return height - footRoom - s.y
}

// need begins another sheet where less is left than is needed.
func (s *sheets) need(height float64) {
	if s.left() < height {
		s.page(s.wide)
	}
}

func (s *sheets) width() float64 {
	width, _ := s.size()
	return width - 2*edge
}

// part writes one part; it begins on a sheet of its own where it says so or
// where the sheet lies the other way.
func (s *sheets) part(p part) {
	if p.Fresh || p.Wide != s.wide {
		s.page(p.Wide)
	} else {
		s.y += 16
		s.need(90)
	}
	s.pdf.Bookmark(p.Title, 0, s.y)
	s.para(p.Title, look{Bold: true}, partSize)
	if p.Sub != "" {
		s.para(p.Sub, look{Muted: true}, tableSize)
	}
	s.y += 4
	for i, g := range p.Tables {
		if i > 0 {
			s.y += 10
		}
		s.table(g)
	}
}

// cover is the first sheet, for a board.
func (s *sheets) cover(p *page) {
	s.page(false)
	s.pdf.Bookmark(words.Text("At a glance"), 0, s.y)
	s.para(words.Text("Patch report"), look{Bold: true}, titleSize)
	sub := p.Operator
	if p.Sample {
		sub += words.Text(" (invented sample, no real operator)")
	}
	s.para(sub, look{Muted: true}, bodySize+1)
	s.y += 6
	half := s.width() / 2
	for i := 0; i < len(p.Header); i += 2 {
		tallest := s.pairAt(edge, half-12, p.Header[i])
		if i+1 < len(p.Header) {
			tallest = max(tallest, s.pairAt(edge+half, half, p.Header[i+1]))
		}
		s.y += tallest + 3
	}
	for _, note := range known(p.Pending, p.Withheld, p.NoLines) {
		s.notice(note)
	}
	s.y += 8
	s.figures(p.Board.Figures)
	for _, g := range tierTables(p) {
		s.y += 12
		s.table(g)
	}
	s.y += 12
	s.table(sourceTable(p))
}

// pairAt writes a name and what stands for it, and tells how high that is.
func (s *sheets) pairAt(x, width float64, what pair) float64 {
	const names = 74
	s.line(x, s.y+tableSize, what.Name, look{Muted: true}, tableSize)
	lines := s.wrap(what.Text, width-names, look{}, tableSize)
	for i, text := range lines {
		s.line(x+names, s.y+tableSize+float64(i)*tableSize*lead, text, look{}, tableSize)
	}
	return float64(len(lines)) * tableSize * lead
}

// notice is a sentence in a frame, which nobody should pass over.
func (s *sheets) notice(text string) {
	lines := s.wrap(text, s.width()-16, look{Bold: true}, bodySize)
	height := float64(len(lines))*bodySize*lead + 10
	s.y += 6
	s.need(height)
	s.stroke(inkUnknown, .8)
	s.pdf.RoundedRect(edge, s.y, s.width(), height, 4, "1234", "D")
	for i, text := range lines {
		s.line(edge+8, s.y+5+bodySize+float64(i)*bodySize*lead, text, look{Bold: true, Unknown: true}, bodySize)
	}
	s.y += height
}

// figures are the figures of the first page, four in a row.
func (s *sheets) figures(all []figure) {
	const inRow, gap, numberSize = 4, 8, 17
	width := (s.width() - gap*(inRow-1)) / inRow
	for first := 0; first < len(all); first += inRow {
		row := all[first:min(first+inRow, len(all))]
		height := 0.0
		notes := make([][]string, len(row))
		for i, f := range row {
			notes[i] = s.wrap(f.Note, width-16, look{Small: true}, smallSize)
			height = max(height, 8+numberSize*1.15+bodySize*lead+float64(len(notes[i]))*smallSize*lead+6)
		}
		s.need(height)
		for i, f := range row {
			x := edge + float64(i)*(width+gap)
			how := look{Bold: true, Late: f.Alarm, Unknown: f.Unknown}
			s.stroke(inkLine, .8)
			s.pdf.RoundedRect(x, s.y, width, height, 4, "1234", "D")
			s.line(x+8, s.y+8+numberSize*.8, f.Number, how, numberSize)
			y := s.y + 8 + numberSize*1.15 + bodySize*.9
			s.line(x+8, y, s.clipped(f.Name, bodySize, width-16), look{Bold: true}, bodySize)
			for n, note := range notes[i] {
				s.line(x+8, y+bodySize*.5+float64(n+1)*smallSize*lead-1, note, look{Muted: true}, smallSize)
			}
		}
		s.y += height + gap
	}
}

// missing says on the last sheet what the font could not write.
func (s *sheets) missing() {
	if s.glyphs.missing == 0 {
		return
	}
	s.y += 10
	s.need(40)
	s.para(words.Text("{missing} characters in this document are not in its font and stand as □. They are whole in the report as HTML, CSV or JSON.", "missing", words.Number(s.glyphs.missing)), look{Muted: true}, tableSize)
}
