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
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<20)
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, "id\ttier\tdue\tpolicy\tassumed\tlate_on_arrival")
	var columns []string
	dues := map[string]domain.Due{}
	for n := 1; in.Scan(); n++ {
		line := strings.TrimSuffix(strings.TrimPrefix(in.Text(), "\ufeff"), "\r")
		if strings.TrimSpace(line) == "" {
			continue
		}
		cells := strings.Split(line, "\t")
		if columns == nil {
			if columns = cells; !slices.Contains(columns, "id") {
				return badFacts(n, "the first line must name the columns: "+strings.Join(dueColumns, " "))
			}
			continue
		}
		row := map[string]string{}
		for i, name := range columns {
			if i < len(cells) {
				row[name] = strings.TrimSpace(cells[i])
			}
		}
		due, err := dueOfRow(row, dues)
		if err != nil {
			return badFacts(n, err.Error())
		}
		dues[row["id"]] = due
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s\n", row["id"], due.Tier, dayOrNone(due.Date), dayOrNone(due.PolicyDate), yesNo(due.Assumed), yesNo(due.LateOnArrival))
	}
	if err := in.Err(); err != nil {
		return badFacts(0, err.Error())
	}
	return out.Flush()
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

func dueOfRow(row map[string]string, dues map[string]domain.Due) (domain.Due, error) {
	if ids := row["findings"]; ids != "" && ids != "none" {
		var all []domain.Due
		for _, id := range strings.Split(ids, "+") {
			due, ok := dues[strings.TrimSpace(id)]
			if !ok {
				return domain.Due{}, fmt.Errorf("no line above has the id %q", id)
			}
			all = append(all, due)
		}
		return TargetDue(all), nil
	}
	in := DueInput{Missing: domain.MissingSetting(row["missing"])}
	var err error
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
	for column, to := range map[string]*time.Time{"received": &in.Received, "detected": &in.Detected, "evaluate": &in.Evaluate} {
		if *to, err = time.Parse(time.RFC3339, row[column]); err != nil {
			return domain.Due{}, fmt.Errorf("%s: %q is no instant like 2026-11-24T21:05:00Z", column, row[column])
		}
	}
	if day := row["next_upgrade"]; day != "" && day != "none" && day != "unknown" {
		if in.NextUpgrade, err = domain.ParseDay(day); err != nil {
			return domain.Due{}, err
		}
	}
	return DueFor(in), nil
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
