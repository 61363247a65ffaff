package report

import (
	"bufio"
	_ "embed" // the page and its style are part of the program
	"fmt"
	"html/template"
	"io"
	"strconv"
	"strings"
	"sync"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

//go:embed page.html
var pageText string

//go:embed page.css
var pageStyle string

// pageTemplate is read when the first report is made, not at every start.
var pageTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(speaking("page").Funcs(template.FuncMap{"percent": percent, "pieces": pieces, "classes": classes, "first": ofFirst}).Parse(pageText))
})

// HTML writes a report as one page that needs nothing else: no script, no file
// beside it, no address it would load from. Links of advisories stand as text. It
// prints on A4 and Letter, with the highest label in capitals at the head and
// foot of every sheet. Times are in the desk's time zone, or in UTC where that is
// not known; the page says which. Call [Filter] first.
func HTML(w io.Writer, d domain.ReportData) error {
	buffer := bufio.NewWriter(w)
	if err := pageTemplate().Execute(buffer, pageOf(&d)); err != nil {
		return fmt.Errorf("write report as html: %w", err)
	}
	if err := buffer.Flush(); err != nil {
		return fmt.Errorf("write report as html: %w", err)
	}
	return nil
}

// speaking is a template whose sentences are in the language in use when it is
// filled: {{say "Made by"}}.
func speaking(name string) *template.Template {
	return template.New(name).Funcs(template.FuncMap{
		"say":  func(english string) string { return words.Text(english) },
		"lang": func() string { return string(words.Speaking()) },
	})
}

// Parts are the table of lines and the annexes.
func (p *page) Parts() []part { return append([]part{linesPart(p)}, annexParts(p)...) }

// Times are the tables of the first page behind the one of what is open, which has bars here.
func (p *page) Times() []grid { return tierTables(p)[1:] }

// Rest is the table of sources; what was covered stands above it as a list.
func (p *page) Rest() grid {
	g := sourceTable(p)
	g.Title, g.Before = "", ""
	return g
}

// Class says how a part lies on screen and on paper.
func (p part) Class() string {
	switch {
	case p.Wide && len(p.Tables[0].Rows) > 0:
		return "wide"
	case p.Fresh && !p.Wide:
		return ""
	}
	return "flow"
}

// Class gives the class of a table: one that is dense, or one short enough to stay on one sheet.
func (g grid) Class() string {
	switch {
	case len(g.Columns) > denseFrom:
		return "lines"
	case len(g.Rows) <= shortTable:
		return "keep"
	}
	return ""
}

// A table of more columns than denseFrom is set small; one of at most shortTable rows is
// not broken over two sheets.
const (
	denseFrom  = 7
	shortTable = 16
)

// Class gives the classes of a line in a cell.
func (l gridLine) Class() string {
	switch {
	case l.Look.Late:
		return "late"
	case l.Look.Unknown:
		return "unknown-t"
	case l.Look.Mono:
		return "mono"
	case l.Look.Muted && !l.Look.Small:
		return "sub"
	}
	return ""
}

// classes joins the classes that there are.
func classes(names ...string) string { return strings.Join(known(names...), " ") }

// ofFirst is the shape of a cell for its first line: the others have none.
func ofFirst(line int, shape string) string {
	if line > 0 {
		return ""
	}
	return shape
}

func percent(share float64) string { return strconv.FormatFloat(share*100, 'f', 1, 64) }

// piece is a stretch of text; one that is whole is not broken at its hyphens.
type piece struct {
	Text  string
	Whole bool
}

// longestWhole is the most bytes of a word that are kept in one piece.
const longestWhole = 24

// pieces parts a text so that a browser breaks no number of a flaw or an advisory and no
// day at its hyphens.
func pieces(text string) []piece {
	var out []piece
	rest := text
	for from := 0; from < len(text); {
		word, _, _ := strings.Cut(text[from:], " ")
		end := min(from+len(word)+1, len(text))
		if strings.ContainsRune(word, '-') && strings.ContainsAny(word, "0123456789") && len(word) <= longestWhole {
			if before := rest[:len(rest)-(len(text)-from)]; before != "" {
				out = append(out, piece{Text: before})
			}
			out = append(out, piece{word, true})
			rest = text[from+len(word):]
		}
		from = end
	}
	if rest != "" {
		out = append(out, piece{Text: rest})
	}
	return out
}
