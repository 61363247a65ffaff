// Package csvdoc reads one table of foreign origin, written as comma-separated
// values (RFC 4180), strictly.
//
// It is what the readers of package ingest share for feeds that come as CSV: the
// size is capped as in package jsondoc, a byte-order mark and UTF-16 are lived
// with and warned about, columns are found by their names in any order, columns
// nobody asked for pass, and every row has as many fields as the header. Lines
// before the header that start with "#" are comments. Every refusal is a
// [domain.Error] whose place is a line and a column.
package csvdoc

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// Codes of errors. Params in brackets.
const (
	CodeSyntax domain.Code = "csv_syntax" // [line] is no row: a quote stands alone or never ends
	CodeFields domain.Code = "csv_fields" // [line want got] fields of a row
	CodeColumn domain.Code = "csv_column" // [column] is missing from the header
	CodeTwice  domain.Code = "csv_twice"  // [column] stands in the header more than once
	CodeEmpty  domain.Code = "csv_empty"  // [line column]: a field the reader leans on is empty
	CodeValue  domain.Code = "csv_value"  // [line column value] is not what the column holds
)

// Table is a table that is read row by row.
type Table struct {
	Comments []string // lines before the header, without "#" and surrounding space
	op       string
	rows     *csv.Reader
	names    []string
	columns  map[string]int
	row      []string
	skipped  int // lines before the header
}

// Open reads up to the header, which must have the needed columns. Names of
// columns are compared without regard to case and surrounding space.
func Open(op string, r io.Reader, needed ...string) (*Table, []domain.Warning, error) {
	text, warnings, err := jsondoc.Read(op, r)
	if err != nil {
		return nil, nil, err
	}
	if !utf8.Valid(text) {
		return nil, nil, &domain.Error{Kind: domain.Invalid, Op: op, Code: jsondoc.CodeEncoding}
	}
	t := &Table{op: op, columns: map[string]int{}}
	text = t.comments(text)
	t.rows = csv.NewReader(bytes.NewReader(text))
	t.rows.FieldsPerRecord = -1
	header, err := t.rows.Read()
	if err == io.EOF {
		header, err = nil, nil
	}
	if err != nil {
		return nil, nil, t.broken(err)
	}
	t.names = make([]string, len(header))
	for i, name := range header {
		t.names[i] = strings.TrimSpace(name)
		key := strings.ToLower(t.names[i])
		if _, twice := t.columns[key]; twice && key != "" {
			return nil, nil, t.fault(CodeTwice, t.names[i], nil)
		}
		t.columns[key] = i
	}
	for _, name := range needed {
		if !t.Has(name) {
			return nil, nil, t.fault(CodeColumn, name, nil)
		}
	}
	t.rows.ReuseRecord = true
	return t, warnings, nil
}

// comments takes the lines that start with "#" off the start of text.
func (t *Table) comments(text []byte) []byte {
	for {
		line, rest, _ := bytes.Cut(text, []byte("\n"))
		trimmed := bytes.TrimSpace(line)
		switch {
		case len(trimmed) == 0 && len(rest) > 0:
		case len(trimmed) > 0 && trimmed[0] == '#':
			t.Comments = append(t.Comments, string(bytes.TrimSpace(trimmed[1:])))
		default:
			return text
		}
		text = rest
		t.skipped++
	}
}

// Has reports whether the header has the column.
func (t *Table) Has(column string) bool {
	_, ok := t.columns[strings.ToLower(column)]
	return ok
}

// Next goes to the next row; at the end it gives [io.EOF].
func (t *Table) Next() error {
	row, err := t.rows.Read()
	if err == io.EOF {
		return io.EOF
	}
	if err != nil {
		return t.broken(err)
	}
	t.row = row
	if len(row) != len(t.names) {
		e := t.fault(CodeFields, "", domain.Params{"want": strconv.Itoa(len(t.names)), "got": strconv.Itoa(len(row))})
		e.Place = "line " + e.Params["line"]
		return e
	}
	return nil
}

// Text is the row's value in the column as it stands; empty where there is no
// such column.
func (t *Table) Text(column string) string {
	if i, ok := t.columns[strings.ToLower(column)]; ok {
		return t.row[i]
	}
	return ""
}

// Field is [Table.Text] without surrounding space.
func (t *Table) Field(column string) string { return strings.TrimSpace(t.Text(column)) }

// Need is [Table.Field] of a column the reader leans on.
func (t *Table) Need(column string) (string, error) {
	if value := t.Field(column); value != "" {
		return value, nil
	}
	return "", t.fault(CodeEmpty, column, nil)
}

// Place names the column in the row: "line 7, cveID".
func (t *Table) Place(column string) string {
	return "line " + strconv.Itoa(t.line()) + ", " + column
}

// BadValue says that a field the reader leans on holds what it must not.
func (t *Table) BadValue(column, value string) error {
	const most = 80
	if len(value) > most {
		value = strings.ToValidUTF8(value[:most], "") + "…"
	}
	return t.fault(CodeValue, column, domain.Params{"value": value})
}

func (t *Table) line() int {
	line, _ := t.rows.FieldPos(0)
	return line + t.skipped
}

func (t *Table) fault(code domain.Code, column string, params domain.Params) *domain.Error {
	if params == nil {
		params = domain.Params{}
	}
	e := &domain.Error{Kind: domain.Invalid, Op: t.op, Code: code, Params: params}
	if column != "" {
		params["column"] = column
	}
	if t.row != nil {
		params["line"] = strconv.Itoa(t.line())
		e.Place = t.Place(column)
	}
	return e
}

func (t *Table) broken(err error) error {
	e := &domain.Error{Kind: domain.Invalid, Op: t.op, Code: CodeSyntax, Params: domain.Params{}, Err: err}
	var at *csv.ParseError
	if errors.As(err, &at) {
		e.Params["line"] = strconv.Itoa(at.StartLine + t.skipped)
		e.Place = "line " + e.Params["line"]
	}
	return e
}
