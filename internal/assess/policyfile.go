package assess

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
)

// mostPolicy is how many bytes a policy file may have.
const mostPolicy = 1 << 20

// ReadPolicy reads a table as `policy show --json` writes it, and checks it. Errors:
// Invalid, with the line where the form is wrong or the place in the table.
func ReadPolicy(r io.Reader) (domain.Table, error) {
	var t domain.Table
	data, err := policyBytes(r)
	if err != nil {
		return t, err
	}
	in := json.NewDecoder(bytes.NewReader(data))
	in.DisallowUnknownFields()
	if err := in.Decode(&t); err != nil {
		return t, unreadPolicy(lineAt(data, err, in.InputOffset()), err.Error())
	}
	if in.More() {
		return t, unreadPolicy(lineAt(data, nil, in.InputOffset()), "something follows the table")
	}
	return t, t.Check()
}

func policyBytes(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, mostPolicy+1))
	switch {
	case err != nil:
		return nil, unreadPolicy(1, err.Error())
	case len(data) > mostPolicy:
		return nil, unreadPolicy(1, "the file is larger than 1 MiB")
	}
	return bytes.TrimPrefix(data, []byte("\ufeff")), nil
}

// lineAt is the line of an error, as far as it is known.
func lineAt(data []byte, err error, offset int64) int {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &kind):
		offset = kind.Offset
	case err != nil:
		if _, name, ok := strings.Cut(err.Error(), "unknown field "); ok { // the decoder tells its name, not its place
			offset = int64(max(0, bytes.Index(data, []byte(name))))
		}
	}
	return 1 + bytes.Count(data[:min(int(offset), len(data))], []byte("\n"))
}

func unreadPolicy(line int, why string) error {
	return &domain.Error{Kind: domain.Invalid, Op: "read policy", Place: "line " + strconv.Itoa(line), Code: "policy_unreadable", Params: domain.Params{"cause": why}}
}

// ReadPolicyCSV reads a table as `policy show --csv` writes it: a line of headings,
// then one row a line, inputs first, the outcome last; a column row in front is
// passed over. A heading is one of the tables of the program, with or without its
// version, or the name of a fact. Errors: Invalid, with the line.
func ReadPolicyCSV(r io.Reader, name, version string) (domain.Table, error) {
	t := domain.Table{Name: name, Version: version, Title: name, Source: "the operator"}
	data, err := policyBytes(r)
	if err != nil {
		return t, err
	}
	in := csv.NewReader(bytes.NewReader(data))
	in.FieldsPerRecord = -1
	var lines []int
	skip := 0
	for first := true; ; first = false {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			var parse *csv.ParseError
			line := 1
			if errors.As(err, &parse) {
				line, err = parse.Line, parse.Err
			}
			return t, unreadPolicy(line, err.Error())
		}
		line, _ := in.FieldPos(0)
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if !first {
			if len(cells) != skip+len(t.Inputs)+1 {
				return t, unreadPolicy(line, fmt.Sprintf("it has %d values, the headings are %d", len(cells), skip+len(t.Inputs)+1))
			}
			t.Rows, lines = append(t.Rows, cells[skip:]), append(lines, line)
			continue
		}
		if cells[0] == "row" {
			skip = 1
		}
		if err := takeHeadings(&t, cells[skip:]); err != nil {
			return t, unreadPolicy(line, err.Error())
		}
	}
	return t, atLine(t.Check(), lines)
}

func takeHeadings(t *domain.Table, cells []string) error {
	if len(cells) < 2 {
		return errors.New("the first line must name the inputs and, last, the outcome")
	}
	for _, heading := range cells[:len(cells)-1] {
		in, ok := inputFor(heading)
		if !ok {
			return fmt.Errorf("the heading %q is none of %s", heading, strings.Join(knownHeadings(), ", "))
		}
		t.Inputs = append(t.Inputs, in)
	}
	t.Outcome = cells[len(cells)-1]
	return nil
}

var versionSuffix = regexp.MustCompile(` v\d+(\.\d+)*( \(\w+\))?$`)

// plainHeading is a heading without the version of what it names, in lower case.
func plainHeading(text string) string {
	return strings.ToLower(versionSuffix.ReplaceAllString(text, ""))
}

// inputFor finds the input that a heading means.
func inputFor(heading string) (domain.Input, bool) {
	for _, t := range domain.Policies() {
		for _, in := range t.Inputs {
			if plainHeading(in.Name) == plainHeading(heading) {
				in.Name, in.Missing = heading, ""
				return in, true
			}
		}
	}
	for _, f := range domain.Facts() {
		if string(f.Name) == plainHeading(heading) {
			return domain.Input{Name: heading, Fact: f.Name, Values: f.Values}, true
		}
	}
	return domain.Input{}, false
}

func knownHeadings() []string {
	var out []string
	for _, t := range domain.Policies() {
		for _, in := range t.Inputs {
			out = append(out, plainHeading(in.Name))
		}
	}
	for _, f := range domain.Facts() {
		out = append(out, string(f.Name))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// atLine puts the line of the file in the place of a row's number.
func atLine(err error, lines []int) error {
	var e *domain.Error
	if !errors.As(err, &e) {
		return err
	}
	for row, line := range lines {
		if e.Place == "rows["+strconv.Itoa(row)+"]" {
			e.Place = "line " + strconv.Itoa(line)
		}
	}
	return e
}
