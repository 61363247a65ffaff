package report

import "codeberg.org/go-pdf/fpdf"

// setLine is one line of a cell that fits its column.
type setLine struct {
	text  string
	look  look
	size  float64
	first bool // the cell's shape stands before it
}

func (l setLine) height() float64 { return l.size * lead }

// shapeRoom is what a shape takes of a cell's first line.
const shapeRoom = 10

// table writes a table. Its heading stands on every sheet it reaches; a row goes
// to the next sheet whole, unless it is higher than a sheet.
func (s *sheets) table(g grid) {
	s.need(60)
	if g.Title != "" {
		s.para(g.Title, look{Bold: true}, bodySize+1)
	}
	if g.Before != "" {
		s.para(g.Before, look{Muted: true}, tableSize)
	}
	s.y += 2
	switch {
	case len(g.Rows) > 0:
		s.heading(g.Columns)
		for _, row := range g.Rows {
			s.row(g.Columns, row)
		}
	case g.None != "":
		s.para(g.None, look{Muted: true}, bodySize)
	}
	for _, text := range g.After {
		s.y += 3
		s.para(text, look{Muted: true}, tableSize)
	}
}

func (s *sheets) heading(columns []gridColumn) {
	cells := make([][]setLine, len(columns))
	for i, c := range columns {
		for _, text := range s.wrap(c.Name, c.Share*s.width()-2*pad, look{Bold: true}, smallSize) {
			cells[i] = append(cells[i], setLine{text: text, look: look{Bold: true, Muted: true}, size: smallSize})
		}
	}
	height := tallest(cells)
	s.fill(inkGround)
	s.pdf.Rect(edge, s.y, s.width(), height, "F")
	s.cells(columns, cells, nil)
	s.y += height
}

// row writes a row, on two sheets or more where it is higher than one.
func (s *sheets) row(columns []gridColumn, row gridRow) {
	cells := make([][]setLine, len(columns))
	shapes := make([]string, len(columns))
	for i, c := range row.Cells {
		if i < len(columns) {
			cells[i], shapes[i] = s.set(c, columns[i].Share*s.width()-2*pad), c.Shape
		}
	}
	if tallest(cells) > s.left() {
		s.page(s.wide)
		s.heading(columns)
	}
	for tallest(cells) > s.left() {
		here := make([][]setLine, len(cells))
		for i := range cells {
			here[i], cells[i] = splitAt(cells[i], s.left()-2*pad)
		}
		s.ruled(columns, here, shapes, row.Marked)
		s.page(s.wide)
		s.heading(columns)
	}
	s.ruled(columns, cells, shapes, row.Marked)
}

// splitAt parts lines at a height; at least one goes before it, so that there is an end.
func splitAt(lines []setLine, height float64) (here, rest []setLine) {
	for i, line := range lines {
		if height -= line.height(); height < 0 && i > 0 {
			return lines[:i], lines[i:]
		}
	}
	return lines, nil
}

// ruled writes cells with a line below them.
func (s *sheets) ruled(columns []gridColumn, cells [][]setLine, shapes []string, marked bool) {
	height := tallest(cells)
	if marked {
		s.fill(inkMarked)
		s.pdf.Rect(edge, s.y, s.width(), height, "F")
	}
	s.cells(columns, cells, shapes)
	s.y += height
	s.stroke(inkLine, .5)
	s.pdf.Line(edge, s.y, edge+s.width(), s.y)
}

func (s *sheets) cells(columns []gridColumn, cells [][]setLine, shapes []string) {
	x := float64(edge)
	for i, c := range columns {
		y := s.y + pad
		for _, line := range cells[i] {
			at := x + pad
			base := y + line.size
			if line.first && shapes != nil {
				s.shape(shapes[i], at, base-line.size*.82)
				at += shapeRoom
				line.look = tinted(line.look)
			}
			if c.Right {
				s.rightText(x+c.Share*s.width()-pad, base, line.text, line.look, line.size)
			} else {
				s.line(at, base, line.text, line.look, line.size)
			}
			y += line.height()
		}
		x += c.Share * s.width()
	}
}

// tinted leaves a line its weight; its shape alone has the colour.
func tinted(how look) look { return look{Bold: how.Bold} }

// set breaks the lines of a cell to its column.
func (s *sheets) set(c gridCell, width float64) []setLine {
	var out []setLine
	for i, line := range c.Lines {
		size := float64(tableSize)
		if line.Look.Small {
			size = smallSize
		}
		room := width
		first := i == 0 && c.Shape != ""
		if first {
			room -= shapeRoom
		}
		for n, text := range s.wrap(line.Text, room, line.Look, size) {
			out = append(out, setLine{text: text, look: line.Look, size: size, first: first && n == 0})
		}
	}
	return out
}

func tallest(cells [][]setLine) float64 {
	most := 0.0
	for _, lines := range cells {
		height := 0.0
		for _, line := range lines {
			height += line.height()
		}
		most = max(most, height)
	}
	return most + 2*pad
}

// shape draws the shape of a tier or a state, seven points high.
func (s *sheets) shape(name string, x, y float64) {
	colour, ok := shapeInks[name]
	if !ok {
		return
	}
	const high = 7.0
	s.fill(colour)
	s.stroke(colour, 1.1)
	at := func(px, py float64) fpdf.PointType { return fpdf.PointType{X: x + px*high, Y: y + py*high} }
	switch name {
	case "forensic":
		s.pdf.RoundedRect(x, y, high, high, 1, "1234", "F")
		s.pdf.SetDrawColor(255, 255, 255)
		s.pdf.Line(x+high/2, y+1.3, x+high/2, y+4)
		s.pdf.Line(x+high/2, y+5, x+high/2, y+5.7)
	case "triangle":
		s.pdf.Polygon([]fpdf.PointType{at(.5, 0), at(1, 1), at(0, 1)}, "F")
	case "diamond":
		s.pdf.Polygon([]fpdf.PointType{at(.5, 0), at(1, .5), at(.5, 1), at(0, .5)}, "F")
	case "circle":
		s.pdf.Circle(x+high/2, y+high/2, high/2, "F")
	case "ring":
		s.pdf.Circle(x+high/2, y+high/2, high/2-.5, "D")
	case "tick":
		s.pdf.Line(x+.7, y+3.8, x+2.7, y+5.8)
		s.pdf.Line(x+2.7, y+5.8, x+6.4, y+1.2)
	case "bar":
		s.pdf.RoundedRect(x+.5, y+.5, high-1, high-1, .6, "1234", "D")
		s.pdf.Line(x+2, y+high/2, x+high-2, y+high/2)
	}
}
