package report

import (
	"bufio"
	_ "embed" // the page and its style are part of the program
	"fmt"
	"html/template"
	"io"
	"sync"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

//go:embed page.html
var pageText string

//go:embed page.css
var pageStyle string

// pageTemplate is read when the first report is made, not at every start.
var pageTemplate = sync.OnceValue(func() *template.Template { return template.Must(speaking("page").Parse(pageText)) })

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
