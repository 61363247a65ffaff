package table

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"fenceline/internal/domain"
)

// Codes of errors about the columns of a list. Params in brackets.
const (
	CodeColumn     domain.Code = "list_column"      // [column columns] no such column
	CodeField      domain.Code = "list_field"       // [field fields] no such fact
	CodeFieldTwice domain.Code = "list_field_twice" // [field] two columns were given for one fact
	CodeDates      domain.Code = "list_dates"       // [value column line] day or month first?
	CodeDateOrder  domain.Code = "list_date_order"  // [value] is none of mdy, dmy
)

// Header are the names of columns that fill one field, folded as [Fold] does, the
// surest first.
type Header = struct {
	Field string
	Names []string
}

// Vocabulary is what the columns of one sort of list can hold. Where two columns
// could fill one field, the one named earlier in Headers does.
type Vocabulary struct {
	Headers []Header
	Fields  []string                // every field a person may name, in the order they are listed to them
	Many    func(field string) bool // several columns may fill it together
}

// Fold is a header as vocabularies spell it: letters and digits alone, in lower
// case.
func Fold(header string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, header)
}

// Guess maps columns to fields by their headers alone.
func (v *Vocabulary) Guess(cells []string) []domain.ListColumn {
	columns := make([]domain.ListColumn, len(cells))
	folded := make([]string, len(cells))
	for i, cell := range cells {
		columns[i].Header, folded[i] = cell, Fold(cell)
	}
	for _, h := range v.Headers {
		for _, name := range h.Names {
			for i := range folded {
				if folded[i] == name && columns[i].Field == "" && (v.Many(h.Field) || !Fills(columns, h.Field)) {
					columns[i].Field = h.Field
				}
			}
		}
	}
	return columns
}

// Fills tells whether one of the columns fills one of the fields.
func Fills(columns []domain.ListColumn, fields ...string) bool {
	return slices.ContainsFunc(columns, func(c domain.ListColumn) bool { return slices.Contains(fields, c.Field) })
}

// FindHeader takes the row with most known headers among the first ten, one whose
// columns fill one of the naming fields before all others: exports have titles
// above their table.
func (v *Vocabulary) FindHeader(rows []Row, naming ...string) (at int, columns []domain.ListColumn) {
	best := -1
	for i := range rows[:min(len(rows), 10)] {
		c := v.Guess(rows[i].Cells)
		n := 0
		for _, column := range c {
			if column.Field != "" {
				n++
			}
		}
		if Fills(c, naming...) {
			n += 100
		}
		if n > best {
			best, at, columns = n, i, c
		}
	}
	return at, columns
}

// Apply puts the mapping given by hand over the guess. A column is named by its
// header or its number from 1; the field "-" leaves it out. Errors: Invalid with
// [CodeColumn], [CodeField], [CodeFieldTwice].
func (v *Vocabulary) Apply(op string, columns []domain.ListColumn, given map[string]string) error {
	bad := func(code domain.Code, params domain.Params) error { return refuse(op, domain.Invalid, code, params) }
	for _, key := range sortedKeys(given) {
		at := slices.IndexFunc(columns, func(c domain.ListColumn) bool { return strings.EqualFold(c.Header, strings.TrimSpace(key)) })
		if n, err := strconv.Atoi(key); at < 0 && err == nil && n >= 1 && n <= len(columns) {
			at = n - 1
		}
		if at < 0 {
			return bad(CodeColumn, domain.Params{"column": key, "columns": HeaderList(columns)})
		}
		field := given[key]
		if field == "-" {
			field = ""
		} else if !slices.Contains(v.Fields, field) {
			return bad(CodeField, domain.Params{"field": field, "fields": strings.Join(v.Fields, ", ")})
		}
		if field != "" && !v.Many(field) {
			for i := range columns {
				if columns[i].Field == field && i != at {
					if columns[i].Given {
						return bad(CodeFieldTwice, domain.Params{"field": field})
					}
					columns[i].Field = ""
				}
			}
		}
		columns[at].Field, columns[at].Given = field, true
	}
	return nil
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// HeaderList names the columns for a person.
func HeaderList(columns []domain.ListColumn) string {
	var out []string
	for _, c := range columns {
		if c.Header != "" {
			out = append(out, c.Header)
		}
	}
	return strings.Join(out, ", ")
}

// Unread names the columns that fill nothing and were not left out by hand.
func Unread(columns []domain.ListColumn) []string {
	var out []string
	for _, c := range columns {
		if c.Field == "" && c.Header != "" && !c.Given {
			out = append(out, c.Header)
		}
	}
	return out
}

// Empty tells whether a cell says nothing, or says so in words ("n/a", "-",
// "unknown").
func Empty(cell string) bool { return nothing[Fold(cell)] }

// nothing are the words for an empty cell, folded.
var nothing = map[string]bool{"": true, "na": true, "none": true, "null": true, "unknown": true, "notavailable": true, "notapplicable": true, "nil": true, "notspecified": true}

// Said is the mapping of a list with this header among those that a person gave
// before, and the order of days; empty where there is none.
func Said(known []domain.ListMapping, header []string) (given map[string]string, dates string) {
	for _, k := range known {
		if slices.Equal(k.Header, header) {
			given, dates = k.Map, k.Dates
		}
	}
	return given, dates
}

// Short cuts a text that is shown to a person.
func Short(s string) string {
	const most = 80
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
