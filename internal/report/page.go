package report

import (
	"fmt"
	"html/template"
	"strings"
	"time"
	"unicode"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

// Sentences that more than one form of a report holds.
var (
	pendingWords = words.Term("Matching is not done yet: not everything that was imported has been compared with the inventories, so more may be found.")
	noLinesWords = words.Term("No line is in this report. That does not mean that nothing needs fixing: it means that no task was made from the data named here, with the coverage named here.")
)

func withheldWords(n int) string {
	if n == 1 {
		return words.Text("1 entry is withheld, because its label does not allow this audience to see it. It is in no figure of this report.")
	}
	return words.Text("{n} entries are withheld, because their labels do not allow this audience to see them. They are in no figure of this report.", "n", words.Number(n))
}

// page is all the template prints, in words.
type page struct {
	Style    template.CSS
	Sheet    sheet
	TLP      string // "TLP:AMBER"
	Operator string
	Sample   bool
	Made     string
	Header   []pair
	Sources  []sourceRow
	Coverage []string
	Pending  string
	Withheld string
	Board    board
	NoLines  string
	Lines    []lineRow
	Untold   []untoldRow
	NoUntold string
	Dropped  []droppedRow
	Excepted []exceptionRow
	Unmended []unpatchableRow
	Flow     []flowRow
	Pace     string
	Log      []logRow
	NoLog    string
	Policies []policyTable
	VEX      []vexRow
	NoVEX    string
	Glossary []pair
	LogHead  string
	Program  string
}

// sheet is what stands in the margins of every printed sheet, each a string of
// the style sheet with its quotes.
type sheet struct{ Head, Label, Made template.CSS }

type pair struct{ Name, Text string }

type sourceRow struct{ Name, Format, Count, Newest, Arrived, Age string }

// printer puts values into words in the zone and on the day of the report.
type printer struct {
	zone     *time.Location
	zoneName string
	today    domain.Day
}

func printerFor(d *domain.ReportData) printer {
	p := printer{zone: time.UTC, zoneName: "UTC", today: d.To}
	if name := d.Status.Desk.Zone; name != "" {
		if zone, err := time.LoadLocation(name); err == nil {
			p.zone, p.zoneName = zone, name
		}
	}
	if p.today == "" {
		p.today = domain.DayOf(d.Made, p.zone)
	}
	return p
}

func (p printer) instant(t time.Time) string {
	return orElse(words.Instant(t, p.zone), words.Text("not known"))
}

// date is the day of an instant: "27 Nov 2026".
func (p printer) date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return words.DayPlain(domain.DayOf(t, p.zone))
}

func pageOf(d *domain.ReportData) *page {
	p := printerFor(d)
	operator := orElse(d.Status.Desk.Operator, words.Text("Operator not named"))
	label := words.TLP(labelled(d.TLP))
	out := &page{Style: template.CSS(pageStyle), Sheet: sheetOf(operator, label, p.instant(d.Made)), TLP: label, Operator: operator, Sample: d.Status.Desk.Sample,
		Made: p.instant(d.Made), Header: p.header(d), Sources: p.sources(d), Coverage: upperAll(words.Coverage(d.Status.Coverage)),
		Board: p.board(d), Lines: p.lines(d.Lines), Untold: untold(d.CannotTell), Dropped: p.dropped(d.Lines), Excepted: p.exceptions(d.Exceptions),
		Unmended: p.unpatchable(d.Unpatchable), Flow: flowOf(d.Statistics.Weeks), Pace: p.pace(&d.Statistics), Log: p.log(d.Receipts),
		Policies: policiesOf(d), VEX: p.vex(d.VEX), Glossary: glossary(), LogHead: orElse(d.Status.Log.String(), words.Text("no entry yet")),
		Program: orElse(d.Program, "Fenceline")}
	if d.Status.Pending {
		out.Pending = words.Text(pendingWords)
	}
	if d.Withheld > 0 {
		out.Withheld = withheldWords(d.Withheld)
	}
	if len(d.Lines) == 0 {
		out.NoLines = words.Text(noLinesWords)
	}
	who, known := audienceOf(d.Audience)
	out.NoUntold = words.Text("No component is waiting for an answer.")
	if d.Status.Pending {
		out.NoUntold += words.Text(" Matching is not done yet.")
	}
	out.NoLog = words.Text("No import is recorded.")
	out.NoVEX = words.Text("No own decision about a flaw is in this report.")
	if known && !who.own {
		out.NoUntold = words.Text("These carry no label, so they are not shown to this audience.")
		out.NoLog = words.Text("The import log is not shown to this audience.")
		out.NoVEX = words.Text("Own decisions about flaws are not shown to this audience.")
	}
	return out
}

func sheetOf(operator, label, made string) sheet {
	return sheet{Head: styleString(words.Text("{operator} · patch report", "operator", operator)), Label: styleString(label), Made: styleString(words.Text("Made {made}", "made", made))}
}

// styleString writes text as a quoted string of CSS (CSS Syntax 3, section 4.3.7):
// every character but letters, digits and spaces becomes an escape, so none can
// end the string or the style.
func styleString(text string) template.CSS {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == ' ', unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(r)
		case r != 0:
			fmt.Fprintf(&b, `\%x `, r) // the space ends the escape
		}
	}
	b.WriteByte('"')
	return template.CSS(b.String())
}

func (p printer) header(d *domain.ReportData) []pair {
	period := words.Text("up to {daylong}", "daylong", words.DayLong(p.today))
	if d.From != "" {
		period = words.Text("{daylong} to {otherdaylong}", "daylong", words.DayLong(d.From), "otherdaylong", words.DayLong(p.today))
	}
	by := orElse(d.By, words.Text("not named"))
	policy := orElse(strings.TrimSpace(d.Status.Desk.Policy+" "+d.PolicyVersion), words.Text("none"))
	if table, ok := tableOf(d); ok {
		policy = words.Text("{title}, version {orelse} ({name})", "title", table.Title, "orelse", orElse(d.PolicyVersion, table.Version), "name", table.Name)
	}
	if d.Status.Desk.Missing != "" {
		policy += words.Text("; missing facts: {missing}", "missing", words.MissingName(d.Status.Desk.Missing))
	}
	audience := orElse(d.Audience, words.Text("not named"))
	if who, ok := audienceOf(d.Audience); ok {
		audience = words.Text(who.words)
	}
	scope := d.Scope
	if scope == "" || scope == "all" {
		scope = words.Text("All assets and all tasks of this desk")
	}
	return []pair{{words.Text("Period"), period}, {words.Text("Made"), p.instant(d.Made) + " (" + p.zoneName + ")"}, {words.Text("Made by"), by}, {words.Text("Made for"), audience},
		{words.Text("Scope"), scope}, {words.Text("Policy"), policy}, {words.Text("Highest label"), words.TLP(labelled(d.TLP))}, {words.Text("Program"), orElse(d.Program, "Fenceline")}}
}

func (p printer) sources(d *domain.ReportData) []sourceRow {
	var out []sourceRow
	at := d.Status.At
	if at.IsZero() {
		at = d.Made
	}
	for _, s := range d.Status.Sources {
		out = append(out, sourceRow{Name: s.Name, Format: words.FormatName(s.Format), Count: words.Number(s.Count),
			Newest: orElse(p.date(s.Newest), words.Text("not stated")), Arrived: orElse(p.date(s.Arrived), words.Text("not known")), Age: words.Age(s.Newest, at)})
	}
	return out
}

// upperAll begins every line with a capital letter.
func upperAll(lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = upper(line)
	}
	return out
}

func upper(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}
