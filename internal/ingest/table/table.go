package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// Row is one row that is not empty.
type Row struct {
	Line  int      // from 1, as an editor or spreadsheet counts
	Cells []string // without surrounding blanks
}

// Table is what was read.
type Table struct {
	Rows      []Row
	Separator rune   // of text; 0 for a workbook
	Sheet     string // name of the sheet; "" for text
	Warnings  []domain.Warning
}

// Codes of errors beside those of package jsondoc. Params in brackets.
const (
	CodeQuote     domain.Code = "table_quote"     // [line column] a quotation mark that opens or closes nothing
	CodeNotText   domain.Code = "table_not_text"  // bytes that are no text
	CodeWide      domain.Code = "table_too_wide"  // [line limit]
	CodeLarge     domain.Code = "table_too_large" // [limit] cells
	CodeWorkbook  domain.Code = "workbook_broken" // [part]
	CodeNoSheet   domain.Code = "workbook_sheet"  // [sheet sheets] there is none of that name
	CodeSeparator domain.Code = "table_separator" // [value] is no separator
	CodeOldExcel  domain.Code = "workbook_old"    // the binary form of before 2007
	CodeProtected domain.Code = "workbook_locked" // encrypted
)

// Codes of warnings beside those of package jsondoc. Params in brackets.
const (
	Warn1252   domain.Code = "text_1252"    // read as Windows-1252
	WarnSheets domain.Code = "sheets_extra" // [sheet sheets] further sheets were not read
)

const (
	maxColumns = 500
	maxCells   = 4 << 20
)

// Options say what the table does not say itself. The zero Options guess.
type Options struct {
	Separator string // one of ",", ";", "|", "tab"
	Sheet     string // name of the sheet; the first one
}

// Read reads one table under op.
func Read(op string, data []byte, o Options) (Table, error) {
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return readWorkbook(op, data, o.Sheet)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		code := CodeOldExcel
		if bytes.Contains(data, utf16("EncryptedPackage")) {
			code = CodeProtected
		}
		return Table{}, refuse(op, domain.Unsupported, code, nil)
	}
	text, warnings, err := Text(op, data)
	if err != nil {
		return Table{}, err
	}
	t, err := readText(op, text, o.Separator)
	t.Warnings = append(warnings, t.Warnings...)
	return t, err
}

func utf16(s string) []byte {
	var out []byte
	for _, r := range s {
		out = append(out, byte(r), 0)
	}
	return out
}

func refuse(op string, kind domain.Kind, code domain.Code, params domain.Params) error {
	return &domain.Error{Kind: kind, Op: op, Code: code, Params: params}
}

// Text turns bytes into UTF-8 text whose lines end with LF. Errors: Invalid
// (empty, or no text), Untrusted (larger than [jsondoc.MaxBytes]).
func Text(op string, raw []byte) (string, []domain.Warning, error) {
	plain, warnings, err := jsondoc.Read(op, bytes.NewBuffer(raw))
	if err != nil {
		return "", nil, err
	}
	if bytes.IndexByte(plain, 0) >= 0 {
		return "", nil, refuse(op, domain.Invalid, CodeNotText, nil)
	}
	if !utf8.Valid(plain) {
		plain = from1252(plain)
		warnings = append(warnings, domain.Warning{Code: Warn1252})
	}
	text := strings.ReplaceAll(string(plain), "\r\n", "\n")
	return strings.ReplaceAll(text, "\r", "\n"), warnings, nil
}

// high are the characters of Windows-1252 from 0x80 to 0x9F; the five bytes it
// leaves open read as U+FFFD.
var high = []rune("€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ")

func from1252(data []byte) []byte {
	out := make([]byte, 0, len(data)+len(data)/8)
	for _, b := range data {
		r := rune(b)
		if b >= 0x80 && b < 0xa0 {
			r = high[b-0x80]
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

func readText(op, text, separator string) (Table, error) {
	skipped := 0
	if first, rest, _ := strings.Cut(text, "\n"); strings.HasPrefix(strings.ToLower(first), "sep=") && len(first) == 5 {
		if separator == "" {
			separator = first[4:]
		}
		text, skipped = rest, 1
	}
	comma, err := separatorOf(op, separator, text)
	if err != nil {
		return Table{}, err
	}
	t := Table{Separator: comma}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord, r.TrimLeadingSpace = comma, -1, true, comma != '\t'
	cells := 0
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		if err != nil {
			return Table{}, quoteError(op, err, skipped)
		}
		line, _ := r.FieldPos(0)
		line += skipped
		if len(record) > maxColumns {
			return Table{}, refuse(op, domain.Untrusted, CodeWide, domain.Params{"line": strconv.Itoa(line), "limit": strconv.Itoa(maxColumns)})
		}
		if cells += len(record); cells > maxCells {
			return Table{}, refuse(op, domain.Untrusted, CodeLarge, domain.Params{"limit": strconv.Itoa(maxCells)})
		}
		t.add(line, slices.Clone(record))
	}
}

// add keeps a row that holds anything.
func (t *Table) add(line int, cells []string) {
	some := false
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
		some = some || cells[i] != ""
	}
	if some {
		t.Rows = append(t.Rows, Row{Line: line, Cells: cells})
	}
}

func quoteError(op string, err error, skipped int) error {
	params := domain.Params{}
	var at *csv.ParseError
	if errors.As(err, &at) {
		params["line"], params["column"] = strconv.Itoa(at.StartLine+skipped), strconv.Itoa(at.Column)
	}
	return refuse(op, domain.Invalid, CodeQuote, params)
}

var separators = []rune{',', ';', '\t', '|'}

// separatorOf reads what the caller said, else takes the separator that divides
// most of the first lines into the same number of cells.
func separatorOf(op, said, text string) (rune, error) {
	switch {
	case said == "tab" || said == "\t":
		return '\t', nil
	case len(said) == 1 && slices.Contains(separators, rune(said[0])):
		return rune(said[0]), nil
	case said != "":
		return 0, refuse(op, domain.Invalid, CodeSeparator, domain.Params{"value": said})
	}
	best, most := ',', 0
	for _, s := range separators {
		if n := agreement(text, s); n > most {
			best, most = s, n
		}
	}
	return best, nil
}

// agreement counts how many separators stand in the first lines outside
// quotation marks, as far as the lines agree with the one that has most.
func agreement(text string, s rune) int {
	counts := map[int]int{}
	n, lines, quoted := 0, 0, false
	for _, r := range text[:min(len(text), 64<<10)] {
		switch {
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == s:
			n++
		case r == '\n':
			counts[n]++
			n, lines = 0, lines+1
		}
		if lines == 20 {
			break
		}
	}
	counts[n]++
	best := 0
	for cells, lines := range counts {
		best = max(best, cells*lines)
	}
	return best
}
