package assetlist

import (
	"io"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
	"fenceline/internal/ingest/table"
)

// Options say what a list does not say itself. The zero Options guess.
type Options struct {
	Map       map[string]string // column (header or number from 1) to a name of domain.AssetFields, or "-"
	Dates     string            // table.MonthFirst or table.DayFirst
	Separator string            // as in [table.Options]
	Sheet     string
	Known     []domain.ListMapping // what was said before; used where Map is empty
}

// List is what was read.
type List struct {
	Format    domain.Format    `json:"format"`
	Tool      string           `json:"tool,omitzero"`  // whose export it looks like
	Sheet     string           `json:"sheet,omitzero"` // of a workbook
	Header    []string         `json:"-"`              // as the list has it
	Columns   []Column         `json:"columns,omitzero"`
	Rows      []Row            `json:"rows"`
	Refused   []Refusal        `json:"refused,omitzero"`
	Warnings  []domain.Warning `json:"warnings,omitzero"`
	DateOrder string           `json:"date_order,omitzero"` // that days were read by
}

// Row is one asset as the list has it: the facts it states, in the order of
// [domain.AssetFields]. A fact it does not state is not there.
type Row struct {
	Line  int    `json:"line"`
	Name  string `json:"name"`
	Facts []Fact `json:"facts"`
}

// Fact is one fact with its value as [domain.AssetField.Set] takes it.
type Fact struct {
	Field string `json:"field"`
	Value string `json:"value"`
}

// Refusal is a row that cannot be taken, with the reason.
type Refusal struct {
	Line  int           `json:"line"`
	Name  string        `json:"name,omitzero"`
	Error *domain.Error `json:"error"`
}

// Get gives a fact of the row; "" where the list does not state it.
func (r *Row) Get(field string) string {
	for _, f := range r.Facts {
		if f.Field == field {
			return f.Value
		}
	}
	return ""
}

// Read reads one list. Every row of it is in Rows or in Refused. Errors are
// [*domain.Error] of kind Invalid, Unsupported or Untrusted: the list as a whole
// cannot be read, or does not say enough, with the option that would; where its
// columns are known then, the List holds them, so that a person can say what they
// hold, and nothing else.
func Read(r io.Reader, o Options) (List, error) {
	data, err := io.ReadAll(io.LimitReader(r, jsondoc.MaxBytes+1))
	if err != nil {
		return List{}, &domain.Error{Kind: domain.Invalid, Op: op, Code: jsondoc.CodeRead, Err: err}
	}
	if err := table.CheckDateOrder(op, o.Dates); err != nil {
		return List{}, err
	}
	t, err := table.Read(op, data, table.Options{Separator: o.Separator, Sheet: o.Sheet})
	if err != nil {
		return List{}, err
	}
	l := List{Format: domain.FormatAssetList, Sheet: t.Sheet, Warnings: t.Warnings}
	at, columns := vocabulary.FindHeader(t.Rows, naming...)
	if !named(columns) && len(o.Map) == 0 && plain(t.Rows) {
		l.hosts(t.Rows)
		return l, nil
	}
	if len(o.Map) == 0 && len(t.Rows) > 0 {
		var dates string
		if o.Map, dates = table.Said(o.Known, t.Rows[at].Cells); o.Dates == "" {
			o.Dates = dates
		}
	}
	if err := vocabulary.Apply(op, columns, o.Map); err != nil {
		return List{Columns: columns}, err
	}
	if !named(columns) {
		return List{Columns: columns}, refuse(CodeHeader, "", domain.Params{"columns": table.HeaderList(columns), "fields": strings.Join(naming, ", ")})
	}
	rows := t.Rows[at+1:]
	if len(rows) == 0 {
		return List{}, refuse(CodeEmpty, "", nil)
	}
	l.Columns, l.Tool, l.Header = columns, toolOf(t.Rows[at].Cells), t.Rows[at].Cells
	if l.DateOrder, err = table.DateOrder(op, columns, rows, isDay, o.Dates); err != nil {
		return List{Columns: columns}, err
	}
	l.read(rows)
	return l, nil
}

// plain reports whether the rows are a single column.
func plain(rows []table.Row) bool {
	return !slices.ContainsFunc(rows, func(r table.Row) bool {
		return slices.ContainsFunc(r.Cells[1:], func(c string) bool { return c != "" })
	})
}

// hosts reads plain lines with a host name or an address each.
func (l *List) hosts(rows []table.Row) {
	l.Format = domain.FormatHostList
	comments := 0
	for _, r := range rows {
		text, _, _ := strings.Cut(r.Cells[0], "#")
		text = strings.TrimSpace(text)
		row := Row{Line: r.Line, Name: text}
		addr, err := netip.ParseAddr(text)
		switch {
		case text == "":
			comments++
			continue
		case err == nil:
			row.Facts = []Fact{{"name", text}, {"ip", addr.Unmap().String()}}
		case hostName(text):
			row.Facts = []Fact{{"name", text}, {"hostname", text}}
		default:
			l.refuse(r.Line, text, RowHost, domain.Params{"value": table.Short(text)})
			continue
		}
		l.Rows = append(l.Rows, row)
	}
	l.warn(WarnComment, comments)
}

// hostName reports whether the text can be a host name (RFC 1123, and the
// underscore that Windows allows).
func hostName(s string) bool {
	return len(s) <= 253 && s[0] != '-' && strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz0123456789-._") == ""
}

func (l *List) refuse(line int, name string, code domain.Code, params domain.Params) {
	l.Refused = append(l.Refused, Refusal{Line: line, Name: table.Short(name),
		Error: &domain.Error{Kind: domain.Invalid, Op: op, Code: code, Params: params}})
}

func (l *List) warn(code domain.Code, count int) {
	if count > 0 {
		l.Warnings = append(l.Warnings, domain.Warning{Code: code, Params: domain.Params{"count": strconv.Itoa(count)}})
	}
}

func isDay(field string) bool {
	f, ok := domain.AssetFieldNamed(field)
	return ok && f.Sort == domain.FieldDay
}
