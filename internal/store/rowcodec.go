package store

import (
	"cmp"
	"math"
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"fenceline/internal/domain"
)

// marshalRows gives the very bytes that [marshal] gives for the groups of rows,
// without reflection and without making the groups: match rows are most of what
// an import writes. A row that holds something unusual is left to marshal, and so
// is its whole record.
func marshalRows(rows []domain.MatchRow) ([]byte, error) {
	e := rowEncoder{data: append(make([]byte, 0, 256+64*len(rows)), '[')}
	for i := 0; i < len(rows); {
		if i > 0 {
			e.data = append(e.data, ',')
		}
		n, ok := e.group(rows[i:])
		if !ok {
			return marshal(groupRows(rows))
		}
		i += n
	}
	return append(e.data, ']'), nil
}

// rowEncoder appends JSON. Its methods report false for what they leave to marshal.
type rowEncoder struct{ data []byte }

// group appends the group that begins with the first of rows and tells how many
// are in it.
func (e *rowEncoder) group(rows []domain.MatchRow) (n int, ok bool) {
	first := &rows[0]
	if first.Claim != nil || first.With != nil || !e.row(first) {
		return 0, false
	}
	for n = 1; n < len(rows) && sameButStatement(first, &rows[n]); n++ {
		before := `,`
		if n == 1 {
			before = `,"o":[`
		}
		e.data = append(e.data, before...)
		if !e.more(first, &rows[n]) {
			return 0, false
		}
	}
	if n > 1 {
		e.data = append(e.data, ']')
	}
	e.data = append(e.data, '}')
	return n, true
}

// row appends the members of a row, without the closing brace.
func (e *rowEncoder) row(r *domain.MatchRow) bool {
	e.text(`{"a":`, string(r.Advisory))
	e.text(`,"r":`, r.Revision)
	e.data = strconv.AppendInt(append(e.data, `,"s":`...), int64(r.Statement), 10)
	e.text(`,"v":`, r.Vulnerability)
	e.text(`,"t":`, string(r.Status))
	e.versions(&r.Versions)
	if r.Fixed != nil {
		e.list(`,"f":`, r.Fixed)
	}
	e.someText(`,"d":`, r.Stream)
	e.someText(`,"h":`, r.Arch)
	e.someText(`,"l":`, r.Module)
	e.someText(`,"p":`, r.Number)
	e.text(`,"c":`, string(r.Confidence))
	if r.Needs {
		e.data = append(e.data, `,"n":true`...)
	}
	e.someText(`,"m":`, r.Remedy)
	e.someText(`,"u":`, r.Cure)
	if r.Updates != nil {
		e.list(`,"k":`, r.Updates)
	}
	if !e.score(r.Score) {
		return false
	}
	e.someText(`,"g":`, string(r.Badge))
	return e.instant(r.Received)
}

// more appends another row of the group that first begins.
func (e *rowEncoder) more(first, r *domain.MatchRow) bool {
	e.data = strconv.AppendInt(append(e.data, `{"s":`...), int64(r.Statement), 10)
	e.text(`,"v":`, r.Vulnerability)
	if r.Status != first.Status {
		e.someText(`,"t":`, string(r.Status))
	}
	ok := e.score(r.Score)
	if r.Cure != first.Cure {
		e.text(`,"u":`, cmp.Or(r.Cure, noCure))
	}
	e.data = append(e.data, '}')
	return ok
}

func (e *rowEncoder) versions(v *domain.VersionSet) {
	if v.Kind == "" && v.Scheme == "" && v.Exact == nil && v.Ranges == nil && v.Text == "" {
		return
	}
	e.data = append(e.data, `,"e":{`...)
	begin := len(e.data)
	e.someText(`,"kind":`, string(v.Kind))
	e.someText(`,"scheme":`, v.Scheme)
	if v.Exact != nil {
		e.list(`,"exact":`, v.Exact)
	}
	if v.Ranges != nil {
		e.data = append(e.data, `,"ranges":[`...)
		for i := range v.Ranges {
			if i > 0 {
				e.data = append(e.data, ',')
			}
			e.reach(&v.Ranges[i])
		}
		e.data = append(e.data, ']')
	}
	e.someText(`,"text":`, v.Text)
	e.data = append(withoutComma(e.data, begin), '}')
}

func (e *rowEncoder) reach(r *domain.Range) {
	e.text(`{"type":`, r.Type)
	e.data = append(e.data, `,"events":[`...)
	for i := range r.Events {
		if i > 0 {
			e.data = append(e.data, ',')
		}
		event := &r.Events[i]
		e.data = append(e.data, '{')
		begin := len(e.data)
		e.someText(`,"introduced":`, event.Introduced)
		e.someText(`,"fixed":`, event.Fixed)
		e.someText(`,"last_affected":`, event.LastAffected)
		e.someText(`,"limit":`, event.Limit)
		e.data = append(withoutComma(e.data, begin), '}')
	}
	e.data = append(e.data, `]}`...)
}

// withoutComma takes out the comma before the first member of an object.
func withoutComma(data []byte, begin int) []byte {
	if len(data) == begin {
		return data
	}
	return append(data[:begin], data[begin+1:]...)
}

func (e *rowEncoder) list(name string, all []string) {
	e.data = append(append(e.data, name...), '[')
	for i, s := range all {
		if i > 0 {
			e.data = append(e.data, ',')
		}
		e.quote(s)
	}
	e.data = append(e.data, ']')
}

func (e *rowEncoder) text(name, value string) {
	e.data = append(e.data, name...)
	e.quote(value)
}

func (e *rowEncoder) someText(name, value string) {
	if value != "" {
		e.text(name, value)
	}
}

// quote appends a string; most are short and need no escapes.
func (e *rowEncoder) quote(s string) {
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c >= 0x7F || c == '"' || c == '\\' {
			e.data, _ = jsontext.AppendQuote(e.data, s) // its error says that the text is no UTF-8, which is replaced
			return
		}
	}
	e.data = append(append(append(e.data, '"'), s...), '"')
}

// score appends a CVSS base.
func (e *rowEncoder) score(f float64) bool { return e.number(`,"b":`, f) }

// number appends a number that is stated; only what is written without an exponent.
func (e *rowEncoder) number(name string, f float64) bool {
	switch {
	case f == 0 && !math.Signbit(f):
		return true
	case !(f >= 1e-3 && f < 1e6):
		return false
	}
	e.data = strconv.AppendFloat(append(e.data, name...), f, 'f', -1, 64)
	return true
}

// instant appends the time a claim was received.
func (e *rowEncoder) instant(t time.Time) bool {
	return e.someDate(`,"i":`, t)
}
