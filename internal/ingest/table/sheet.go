package table

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// sheetCell is a cell of a sheet as it is stored (ECMA-376-1, 18.3.1.4).
type sheetCell struct {
	Ref    string `xml:"r,attr"`
	Type   string `xml:"t,attr"`
	Style  int    `xml:"s,attr"`
	Value  string `xml:"v"`
	Inline struct {
		Text string `xml:"t"`
		Runs []struct {
			Text string `xml:"t"`
		} `xml:"r"`
	} `xml:"is"`
}

// readSheet reads the rows of one sheet into t.
func (w *workbook) readSheet(part string, t *Table) error {
	line := 0
	var cells []string
	return w.walk(part, func(dec *xml.Decoder, token xml.Token) error {
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "row":
				line++
				if n, err := strconv.Atoi(attr(e, "r")); err == nil && n >= line {
					line = n
				}
				cells = nil
			case "c":
				var c sheetCell
				if err := dec.DecodeElement(&c, &e); err != nil {
					return err
				}
				var err error
				cells, err = w.place(cells, line, &c)
				return err
			}
		case xml.EndElement:
			if e.Name.Local == "row" {
				t.add(line, cells)
				cells = nil
			}
		}
		return nil
	})
}

// place puts a cell into its column.
func (w *workbook) place(cells []string, line int, c *sheetCell) ([]string, error) {
	column := len(cells)
	if c.Ref != "" {
		column = columnOf(c.Ref)
	}
	if column < 0 || column >= maxColumns {
		return nil, refuse(w.op, domain.Untrusted, CodeWide, domain.Params{"line": strconv.Itoa(line), "limit": strconv.Itoa(maxColumns)})
	}
	for len(cells) <= column {
		cells = append(cells, "")
		w.cells++
	}
	if w.cells > maxCells {
		return nil, refuse(w.op, domain.Untrusted, CodeLarge, domain.Params{"limit": strconv.Itoa(maxCells)})
	}
	cells[column] = w.text(c)
	return cells, nil
}

// columnOf gives the column of "BC12", from 0; -1 where there is none.
func columnOf(ref string) int {
	n := 0
	for i := 0; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z' && n <= maxColumns; i++ {
		n = n*26 + int(ref[i]-'A') + 1
	}
	return n - 1
}

// text is what a cell holds; a fault of the sheet's own ("#N/A") holds nothing.
func (w *workbook) text(c *sheetCell) string {
	switch c.Type {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(c.Value)); err == nil && i >= 0 && i < len(w.shared) {
			return w.shared[i]
		}
		return ""
	case "inlineStr":
		text := c.Inline.Text
		for _, r := range c.Inline.Runs {
			text += r.Text
		}
		return text
	case "b":
		if c.Value == "1" {
			return "yes"
		}
		return "no"
	case "e":
		return ""
	case "str", "d":
		return c.Value
	}
	return w.number(c)
}

// number writes a number as a person would have typed it, and a date as ISO
// 8601. Long identifiers that a spreadsheet stored as numbers come back whole as
// far as its 15 digits reach.
func (w *workbook) number(c *sheetCell) string {
	v, err := strconv.ParseFloat(strings.TrimSpace(c.Value), 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return c.Value
	}
	if w.dates[c.Style] && v >= 1 && v < 2958466 { // until the year 9999
		start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
		if w.from04 {
			start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
		}
		return start.AddDate(0, 0, int(v)).Format(time.DateOnly)
	}
	if v == math.Trunc(v) && math.Abs(v) < 1e18 {
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}
