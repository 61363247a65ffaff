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
	kind columnKind
}

// columnKind is what a column holds, for forms whose cells are more than text.
type columnKind uint8

const (
	kindText    columnKind = iota
	kindDay                // 2026-11-27
	kindInstant            // RFC 3339
	kindNumber
)

// heading is a column's name as people write it: "CVSS version".
func (c column) heading() string {
	return upper(spelled.Replace(strings.ReplaceAll(c.name, "_", " ")))
}

var spelled = strings.NewReplacer("cves", "CVEs", "cvss", "CVSS", "kev", "KEV", "epss", "EPSS", "tlp", "TLP")

// width is what a column takes of a sheet, in characters.
func (c column) width() float64 {
	switch c.name {
	case "fix", "verified_how", "mitigation", "exception", "not_applicable", "tested":
		return 36
	case "advisory", "publisher", "cves", "asset", "owner":
		return 22
	}
	return max(12, float64(len(c.name))+3)
}

var columns = []column{
	{"task", func(l *domain.ReportLine) string { return l.Task }, kindText},
	{"fix", func(l *domain.ReportLine) string { return l.Fix }, kindText},
	{"advisory", func(l *domain.ReportLine) string { return l.Advisory }, kindText},
	{"publisher", func(l *domain.ReportLine) string { return l.Publisher }, kindText},
	{"revision", func(l *domain.ReportLine) string { return l.Revision }, kindText},
	{"cves", func(l *domain.ReportLine) string { return strings.Join(l.CVEs, " ") }, kindText},
	{"asset", func(l *domain.ReportLine) string { return l.Asset }, kindText},
	{"owner", func(l *domain.ReportLine) string { return l.Owner }, kindText},
	{"criticality", func(l *domain.ReportLine) string { return l.Criticality }, kindText},
	{"publicly_exposed", func(l *domain.ReportLine) string { return answer(l.Exposure) }, kindText},
	{"kev", func(l *domain.ReportLine) string { return yesNo(l.KEV) }, kindText},
	{"cvss", func(l *domain.ReportLine) string { return base(l.Score) }, kindNumber},
	{"cvss_version", func(l *domain.ReportLine) string { return l.Score.Version }, kindText},
	{"cvss_source", func(l *domain.ReportLine) string { return l.Score.Source }, kindText},
	{"epss", func(l *domain.ReportLine) string { return orElse(l.EPSS, "not loaded") }, kindNumber},
	{"policy_kev", func(l *domain.ReportLine) string { return factCell(l, domain.FactKEV) }, kindText},
	{"policy_exposed", func(l *domain.ReportLine) string { return factCell(l, domain.FactExposure) }, kindText},
	{"policy_automatable", func(l *domain.ReportLine) string { return factCell(l, domain.FactAutomatable) }, kindText},
	{"policy_technical_impact", func(l *domain.ReportLine) string { return factCell(l, domain.FactImpact) }, kindText},
	{"policy", func(l *domain.ReportLine) string { return strings.TrimSpace(l.Due.Policy + " " + l.Due.Version) }, kindText},
	{"policy_row", func(l *domain.ReportLine) string { return rowCell(l) }, kindNumber},
	{"tier", func(l *domain.ReportLine) string { return string(l.Due.Tier) }, kindText},
	{"assumed", func(l *domain.ReportLine) string { return yesNo(l.Due.Assumed) }, kindText},
	{"detected", func(l *domain.ReportLine) string { return stamp(l.Detected) }, kindInstant},
	{"due", func(l *domain.ReportLine) string { return string(l.Due.Date) }, kindDay},
	{"policy_date", func(l *domain.ReportLine) string { return string(l.Due.PolicyDate) }, kindDay},
	{"late_on_arrival", func(l *domain.ReportLine) string { return yesNo(l.Due.LateOnArrival) }, kindText},
	{"done_by", func(l *domain.ReportLine) string { return l.Person }, kindText},
	{"approved_by", func(l *domain.ReportLine) string { return l.Approved.By }, kindText},
	{"approved_on", func(l *domain.ReportLine) string { return stamp(l.Approved.At) }, kindInstant},
	{"change", func(l *domain.ReportLine) string { return l.Change }, kindText},
	{"tested", func(l *domain.ReportLine) string { return l.Tested }, kindText},
	{"installed_on", func(l *domain.ReportLine) string { return stamp(l.Installed) }, kindInstant},
	{"state", func(l *domain.ReportLine) string { return words.State(l.State) }, kindText},
	{"before", func(l *domain.ReportLine) string { return l.Before }, kindText},
	{"after", func(l *domain.ReportLine) string { return l.After }, kindText},
	{"verified_how", func(l *domain.ReportLine) string {
		return proof(l, func(e domain.Evidence) string { return words.Evidence(e, time.UTC) })
	}, kindText},
	{"verified_by", func(l *domain.ReportLine) string { return proof(l, func(e domain.Evidence) string { return e.By }) }, kindText},
	{"verified_on", func(l *domain.ReportLine) string {
		return proof(l, func(e domain.Evidence) string { return stamp(e.At) })
	}, kindInstant},
	{"days_to_fix", func(l *domain.ReportLine) string { return daysCell(l) }, kindNumber},
	{"on_time", func(l *domain.ReportLine) string { return l.OnTime }, kindText},
	{"mitigation", func(l *domain.ReportLine) string { return l.Mitigation }, kindText},
	{"exception", func(l *domain.ReportLine) string { return l.Exception }, kindText},
	{"not_applicable", func(l *domain.ReportLine) string { return l.Dismissed }, kindText},
	{"tlp", func(l *domain.ReportLine) string { return words.TLP(labelled(l.TLP)) }, kindText},
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
