package report

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

// byteOrderMark makes a spreadsheet read the table as UTF-8.
const byteOrderMark = "\ufeff"

// column is one column of the table: its heading and what stands in it.
type column struct {
	name string
	cell func(*domain.ReportLine) string
}

var columns = []column{
	{"task", func(l *domain.ReportLine) string { return l.Task }},
	{"fix", func(l *domain.ReportLine) string { return l.Fix }},
	{"advisory", func(l *domain.ReportLine) string { return l.Advisory }},
	{"publisher", func(l *domain.ReportLine) string { return l.Publisher }},
	{"revision", func(l *domain.ReportLine) string { return l.Revision }},
	{"cves", func(l *domain.ReportLine) string { return strings.Join(l.CVEs, " ") }},
	{"asset", func(l *domain.ReportLine) string { return l.Asset }},
	{"owner", func(l *domain.ReportLine) string { return l.Owner }},
	{"criticality", func(l *domain.ReportLine) string { return l.Criticality }},
	{"publicly_exposed", func(l *domain.ReportLine) string { return answer(l.Exposure) }},
	{"kev", func(l *domain.ReportLine) string { return yesNo(l.KEV) }},
	{"cvss", func(l *domain.ReportLine) string { return base(l.Score) }},
	{"cvss_version", func(l *domain.ReportLine) string { return l.Score.Version }},
	{"cvss_source", func(l *domain.ReportLine) string { return l.Score.Source }},
	{"epss", func(l *domain.ReportLine) string { return orElse(l.EPSS, "not loaded") }},
	{"policy_kev", func(l *domain.ReportLine) string { return factCell(l, domain.FactKEV) }},
	{"policy_exposed", func(l *domain.ReportLine) string { return factCell(l, domain.FactExposure) }},
	{"policy_automatable", func(l *domain.ReportLine) string { return factCell(l, domain.FactAutomatable) }},
	{"policy_technical_impact", func(l *domain.ReportLine) string { return factCell(l, domain.FactImpact) }},
	{"policy", func(l *domain.ReportLine) string { return strings.TrimSpace(l.Due.Policy + " " + l.Due.Version) }},
	{"policy_row", func(l *domain.ReportLine) string { return rowCell(l) }},
	{"tier", func(l *domain.ReportLine) string { return string(l.Due.Tier) }},
	{"assumed", func(l *domain.ReportLine) string { return yesNo(l.Due.Assumed) }},
	{"detected", func(l *domain.ReportLine) string { return stamp(l.Detected) }},
	{"due", func(l *domain.ReportLine) string { return string(l.Due.Date) }},
	{"policy_date", func(l *domain.ReportLine) string { return string(l.Due.PolicyDate) }},
	{"late_on_arrival", func(l *domain.ReportLine) string { return yesNo(l.Due.LateOnArrival) }},
	{"done_by", func(l *domain.ReportLine) string { return l.Person }},
	{"approved_by", func(l *domain.ReportLine) string { return l.Approved.By }},
	{"approved_on", func(l *domain.ReportLine) string { return stamp(l.Approved.At) }},
	{"change", func(l *domain.ReportLine) string { return l.Change }},
	{"tested", func(l *domain.ReportLine) string { return l.Tested }},
	{"installed_on", func(l *domain.ReportLine) string { return stamp(l.Installed) }},
	{"state", func(l *domain.ReportLine) string { return words.State(l.State) }},
	{"before", func(l *domain.ReportLine) string { return l.Before }},
	{"after", func(l *domain.ReportLine) string { return l.After }},
	{"verified_how", func(l *domain.ReportLine) string {
		return proof(l, func(e domain.Evidence) string { return words.Evidence(e, time.UTC) })
	}},
	{"verified_by", func(l *domain.ReportLine) string { return proof(l, func(e domain.Evidence) string { return e.By }) }},
	{"verified_on", func(l *domain.ReportLine) string {
		return proof(l, func(e domain.Evidence) string { return stamp(e.At) })
	}},
	{"days_to_fix", func(l *domain.ReportLine) string { return daysCell(l) }},
	{"on_time", func(l *domain.ReportLine) string { return l.OnTime }},
	{"mitigation", func(l *domain.ReportLine) string { return l.Mitigation }},
	{"exception", func(l *domain.ReportLine) string { return l.Exception }},
	{"not_applicable", func(l *domain.ReportLine) string { return l.Dismissed }},
	{"tlp", func(l *domain.ReportLine) string { return words.TLP(labelled(l.TLP)) }},
}

// CSV writes the lines of a report as a table after RFC 4180: UTF-8 with a byte
// order mark, CRLF, a heading, then one row per line of the report. The last
// three columns are the same in every row: the label of the whole report, a note
// where the table must not be read alone, and the head of the log as NUMBER:HASH.
// With no line, one row holds only these. Cells that a spreadsheet would run as a formula begin with an apostrophe.
// Times are RFC 3339 in UTC, days ISO 8601. Call [Filter] first.
func CSV(w io.Writer, d domain.ReportData) error {
	buffer := bufio.NewWriter(w)
	if _, err := buffer.WriteString(byteOrderMark); err != nil {
		return fmt.Errorf("write report as csv: %w", err)
	}
	out := csv.NewWriter(buffer)
	out.UseCRLF = true
	row := make([]string, 0, len(columns)+3)
	for _, c := range columns {
		row = append(row, c.name)
	}
	if err := out.Write(append(row, "tlp_of_report", "note", "log_head")); err != nil {
		return fmt.Errorf("write report as csv: %w", err)
	}
	label, note, head := words.TLP(labelled(d.TLP)), inert(tableNote(&d)), d.Status.Log.String()
	for i := range d.Lines {
		row = row[:0]
		for _, c := range columns {
			row = append(row, inert(c.cell(&d.Lines[i])))
		}
		if err := out.Write(append(row, label, note, head)); err != nil {
			return fmt.Errorf("write report as csv: row %d: %w", i+1, err)
		}
	}
	if len(d.Lines) == 0 {
		row = append(make([]string, len(columns)), label, note, head)
		if err := out.Write(row); err != nil {
			return fmt.Errorf("write report as csv: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write report as csv: %w", err)
	}
	if err := buffer.Flush(); err != nil {
		return fmt.Errorf("write report as csv: %w", err)
	}
	return nil
}

// inert makes a cell plain text for a spreadsheet: where the first character
// that is no space and no quote would start a formula, an apostrophe goes before
// the whole.
func inert(cell string) string {
	for _, r := range cell {
		switch {
		case strings.ContainsRune("=+-@\t\r\n\v\f＝＋－﹢﹣﹦＠﹫−", r):
			return "'" + cell
		case unicode.IsSpace(r), unicode.Is(unicode.Cf, r), unicode.IsControl(r), strings.ContainsRune("\"'`‘’“”＂＇", r):
			continue
		}
		return cell
	}
	return cell
}

// tableNote says what the rows alone would hide: unfinished matching, withheld
// lines, and that no line is no all-clear.
func tableNote(d *domain.ReportData) string {
	var parts []string
	if d.Status.Pending {
		parts = append(parts, pendingWords)
	}
	if d.Withheld > 0 {
		parts = append(parts, withheldWords(d.Withheld))
	}
	if len(d.Lines) == 0 {
		parts = append(parts, noLinesWords)
	}
	return strings.Join(parts, " ")
}

func labelled(t domain.TLP) domain.TLP {
	if t == domain.TLPUnlabelled {
		return domain.TLPAmber
	}
	return t
}

func proof(l *domain.ReportLine, part func(domain.Evidence) string) string {
	if l.Verified == nil {
		return ""
	}
	return part(*l.Verified)
}

// factCell is a fact as the policy read it; a value nobody knows is marked.
func factCell(l *domain.ReportLine, name domain.FactName) string {
	for _, f := range l.Due.Facts {
		switch {
		case f.Fact != name:
		case f.Value != "":
			return f.Value
		case f.Filled != "":
			return f.Filled + " (assumed)"
		}
	}
	return "not known"
}

func rowCell(l *domain.ReportLine) string {
	if l.Due.Policy == "" {
		return ""
	}
	if l.Due.Row < 0 {
		return orElse(string(l.Due.Setting), "by setting")
	}
	return strconv.Itoa(l.Due.Row)
}

func daysCell(l *domain.ReportLine) string {
	if l.DaysToFix < 0 {
		return ""
	}
	return strconv.Itoa(l.DaysToFix)
}

func base(s domain.Score) string {
	if s.Base == 0 && s.Vector == "" {
		return ""
	}
	return strconv.FormatFloat(s.Base, 'f', 1, 64)
}

func answer(a domain.Answer) string { return orElse(string(a), "not answered") }

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
