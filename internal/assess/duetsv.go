package assess

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// dueColumns is the header of the lines DueTSV reads.
var dueColumns = []string{"id", "zone", "exposure", "kev", "automatable", "impact", "received", "detected", "missing", "next_upgrade", "evaluate", "findings"}

// DueTSV computes due dates for lines of tab-separated facts, so that anyone can
// test the clock. Histories are written "VALUE known DAY", several with "; "
// between, " weaker" behind one that came under a lower badge; KEV's VALUE is
// CISA's date or "removed"; none, unknown and unanswered mean never known.
// Instants are UTC with Z. A line with findings (ids joined by "+") asks for the
// target that those lines share. It prints id, tier, due, policy, assumed and
// late_on_arrival. Errors: Invalid, with the line.
func DueTSV(r io.Reader, w io.Writer) error {
	rows, err := readRows(r)
	if err != nil {
		return err
	}
	dues := make(map[string]domain.Due, len(rows))
	for _, row := range rows {
		if asksForTarget(row.cells) {
			continue
		}
		due, err := dueOfRow(row.cells)
		if err != nil {
			return badFacts(row.line, err.Error())
		}
		dues[row.cells["id"]] = due
	}
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, "id\ttier\tdue\tpolicy\tassumed\tlate_on_arrival")
	for _, row := range rows {
		id := row.cells["id"]
		due, ok := dues[id]
		if !ok {
			if due, err = dueOfTarget(row.cells["findings"], dues); err != nil {
				return badFacts(row.line, err.Error())
			}
		}
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s\n", id, due.Tier, dayOrNone(due.Date), dayOrNone(due.PolicyDate), yesNo(due.Assumed), yesNo(due.LateOnArrival))
	}
	return out.Flush()
}

// factsRow is one line by the names of its columns.
type factsRow struct {
	line  int
	cells map[string]string
}

func asksForTarget(cells map[string]string) bool {
	return cells["findings"] != "" && cells["findings"] != "none"
}

// readRows reads the header and the lines under it; every column must be there,
// in any order, but findings.
func readRows(r io.Reader) ([]factsRow, error) {
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<20)
	var columns []string
	var rows []factsRow
	seen := map[string]bool{}
	n := 1
	for ; in.Scan(); n++ {
		line := strings.TrimSuffix(strings.TrimPrefix(in.Text(), "\ufeff"), "\r")
		if strings.TrimSpace(line) == "" {
			continue
		}
		cells := strings.Split(line, "\t")
		if columns == nil {
			columns = cells
			for i, name := range columns {
				if columns[i] = strings.TrimSpace(name); slices.Contains(columns[:i], columns[i]) {
					return nil, badFacts(n, fmt.Sprintf("the column %q stands twice", columns[i]))
				}
			}
			for _, name := range dueColumns[:len(dueColumns)-1] {
				if !slices.Contains(columns, name) {
					return nil, badFacts(n, "the first line must name the columns "+strings.Join(dueColumns, " ")+"; "+name+" is missing")
				}
			}
			continue
		}
		if len(cells) > len(columns) && strings.Join(cells[len(columns):], "") != "" {
			return nil, badFacts(n, fmt.Sprintf("it has %d fields, the first line names %d", len(cells), len(columns)))
		}
		row := factsRow{n, make(map[string]string, len(columns))}
		for i, name := range columns {
			if i < len(cells) {
				row.cells[name] = strings.TrimSpace(cells[i])
			}
		}
		id := row.cells["id"]
		if id == "" || seen[id] {
			return nil, badFacts(n, fmt.Sprintf("the id %q is empty or stands twice", id))
		}
		seen[id] = true
		rows = append(rows, row)
	}
	if err := in.Err(); err != nil {
		return nil, badFacts(n, err.Error())
	}
	if columns == nil {
		return nil, badFacts(1, "there is no header line")
	}
	return rows, nil
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func dayOrNone(d domain.Day) string {
	if d == "" {
		return "none"
	}
	return string(d)
}

func badFacts(line int, why string) error {
	return &domain.Error{Kind: domain.Invalid, Op: "read facts", Place: "line " + strconv.Itoa(line), Code: "facts_unreadable", Params: domain.Params{"cause": why}}
}

func dueOfTarget(ids string, dues map[string]domain.Due) (domain.Due, error) {
	var all []domain.Due
	for _, id := range strings.Split(ids, "+") {
		due, ok := dues[strings.TrimSpace(id)]
		if !ok {
			return domain.Due{}, fmt.Errorf("no line of a finding has the id %q", id)
		}
		all = append(all, due)
	}
	return TargetDue(all), nil
}

func dueOfRow(row map[string]string) (domain.Due, error) {
	in := DueInput{Missing: domain.MissingSetting(row["missing"])}
	var err error
	if zone := row["zone"]; zone == "" || zone == "Local" {
		return domain.Due{}, fmt.Errorf("zone: %q is no zone like America/Chicago", zone)
	}
	if in.Zone, err = time.LoadLocation(row["zone"]); err != nil {
		return domain.Due{}, err
	}
	switch in.Missing {
	case "", "none":
		in.Missing = domain.MissingFlat60
	case domain.MissingFlat60, domain.MissingTableReading, domain.MissingWorstCase:
	default:
		return domain.Due{}, fmt.Errorf("missing: %q is no setting", row["missing"])
	}
	for _, one := range []struct {
		column, source string
		values         []string
		to             *[]domain.Known
	}{
		{"exposure", sourcePerson, []string{"yes", "no"}, &in.Exposure}, {"kev", "CISA KEV", nil, &in.KEV},
		{"automatable", "CISA SSVC", []string{"yes", "no"}, &in.Automatable}, {"impact", "CISA SSVC", []string{"partial", "total"}, &in.Impact},
	} {
		if *one.to, err = histories(row[one.column], one.source, one.values, in.Zone); err != nil {
			return domain.Due{}, fmt.Errorf("%s: %w", one.column, err)
		}
	}
	for _, one := range []struct {
		column string
		to     *time.Time
	}{{"received", &in.Received}, {"detected", &in.Detected}, {"evaluate", &in.Evaluate}} {
		if *one.to, err = time.Parse(time.RFC3339, row[one.column]); err != nil {
			return domain.Due{}, fmt.Errorf("%s: %q is no instant like 2026-11-24T21:05:00Z", one.column, row[one.column])
		}
	}
	if day := row["next_upgrade"]; !neverKnown(day) {
		if in.NextUpgrade, err = domain.ParseDay(day); err != nil {
			return domain.Due{}, err
		}
	}
	return plainDue(&in), nil
}

// histories reads "VALUE known DAY; VALUE known DAY weaker".
func histories(text, source string, values []string, zone *time.Location) ([]domain.Known, error) {
	if neverKnown(text) {
		return nil, nil
	}
	var out []domain.Known
	for _, part := range strings.Split(text, ";") {
		words := strings.Fields(part)
		if len(words) < 3 || len(words) > 4 || words[1] != "known" || len(words) == 4 && words[3] != "weaker" {
			return nil, fmt.Errorf("%q is not of the form VALUE known DAY", strings.TrimSpace(part))
		}
		day, err := domain.ParseDay(words[2])
		if err != nil {
			return nil, err
		}
		k := domain.Known{Value: words[0], At: day.Start(zone), Source: source, Badge: domain.BadgeVerified}
		if len(words) == 4 {
			k.Badge = domain.BadgeUnsigned
		}
		switch {
		case neverKnown(k.Value):
			k.Value = ""
		case values != nil && !slices.Contains(values, k.Value):
			return nil, fmt.Errorf("%q is none of %s", k.Value, strings.Join(values, ", "))
		case values == nil && k.Value != removed:
			if _, err := domain.ParseDay(k.Value); err != nil {
				return nil, err
			}
		}
		out = append(out, k)
	}
	return out, nil
}

func neverKnown(text string) bool {
	return text == "" || text == "none" || text == "unknown" || text == "unanswered"
}
