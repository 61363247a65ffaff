package report

import (
	_ "embed" // the sheet is part of the program
	"fmt"
	"html/template"
	"io"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

//go:embed triage.html
var triageText string

var triageTemplate = template.Must(speaking("triage").Parse(triageText))

// triagePage is all the sheet prints, in words.
type triagePage struct {
	Style                          template.CSS
	Sheet                          sheet
	TLP, Operator, Task, Fix, Rule string
	Header                         []pair
	Assets                         []triageAsset
	LogHead, LogSeq, Program, Made string
}

type triageAsset struct {
	Name, Suggested string
	Facts           []pair
	Steps           []triageRow
}

type triageRow struct {
	Step, Due, PolicyDue, Done, By string
	Late, PolicyLate               bool
}

const triageRule = "The three steps run from the instant this desk first held the duty; beside them stands the policy's own clock, from the start of the day CISA listed the vulnerability. Keep volatile evidence before patching. Empty fields are to be filled in by hand and recorded afterwards: fenceline task triage."

// TriageSheet writes the forensic steps of a task's assets as one printable page
// that needs nothing else, with both clocks and room to write.
func TriageSheet(w io.Writer, s domain.TriageSheet) error {
	p := printerFor(&domain.ReportData{Made: s.Made, Status: domain.DeskStatus{Desk: s.Desk}})
	operator, label := orElse(s.Desk.Operator, words.Text("Operator not named")), words.TLP(labelled(s.TLP))
	page := triagePage{Style: template.CSS(pageStyle), TLP: label, Operator: operator, Task: s.Task.ID, Fix: s.Fix, Rule: triageRule,
		Sheet:   sheet{Head: styleString(words.Text("{operator} · forensic triage", "operator", operator)), Label: styleString(label)},
		Header:  []pair{{words.Text("Vulnerabilities"), strings.Join(s.Task.Vulnerabilities, ", ")}, {words.Text("Advisories"), strings.Join(s.Advisories, ", ")}, {words.Text("Made"), p.instant(s.Made) + " (" + p.zoneName + ")"}, {words.Text("Made by"), s.By}},
		LogHead: orElse(s.Log.String(), words.Text("no entry yet")), LogSeq: words.Number(int(s.Log.Seq)), Program: orElse(s.Program, "Fenceline"), Made: p.instant(s.Made)}
	for i := range s.Targets {
		page.Assets = append(page.Assets, p.triageAsset(&s.Targets[i]))
	}
	if err := triageTemplate.Execute(w, page); err != nil {
		return fmt.Errorf("write triage sheet: %w", err)
	}
	return nil
}

func (p printer) triageAsset(t *domain.TriageTarget) triageAsset {
	out := triageAsset{Name: t.Asset.Name, Facts: []pair{{words.Text("Duty held since"), orElse(words.Instant(t.Triage.Held, p.zone), words.Text("no duty"))},
		{words.Text("Listed by CISA"), orElse(words.DayLong(t.Triage.Listed), words.Text("not listed"))}, {words.Text("State"), words.State(t.State)},
		{words.Text("Installed"), orElse(words.Instant(t.Installed, p.zone), words.Text("not yet"))}, {words.Text("Location"), orElse(t.Asset.Location, words.Text("not stated"))},
		{words.Text("Owner"), orElse(t.Asset.Owner, words.Text("no owner"))}, {words.Text("Names"), orElse(strings.Join(t.Asset.Hostnames, ", "), words.Text("not stated"))}, {words.Text("Serial"), orElse(t.Asset.Serial, words.Text("not stated"))}}}
	clocks := t.Clocks
	if t.Suggested {
		out.Suggested = words.Text("No duty stands, because a fact is missing; the steps are suggested.")
		for _, step := range domain.TriageSteps() {
			c := domain.TriageClock{Step: step}
			if r, ok := t.Triage.Record(step); ok {
				c.Record = &r
			}
			clocks = append(clocks, c)
		}
	}
	for _, c := range clocks {
		out.Steps = append(out.Steps, p.triageRow(&c))
	}
	return out
}

func (p printer) triageRow(c *domain.TriageClock) triageRow {
	row := triageRow{Step: words.TriageStep(c.Step), Due: p.clock(c.Due), PolicyDue: p.clock(c.PolicyDue), Late: c.Late, PolicyLate: c.PolicyLate}
	if c.OverOnArrival {
		row.PolicyDue += words.Text(" (over on arrival)")
	}
	if c.Record != nil {
		row.Done = words.TriageRecord(*c.Record)
		row.By = c.Record.By + ", " + p.clock(c.Record.At)
		if c.AfterInstall {
			row.Done += words.Text(" Kept after the fix was put in.")
		}
	}
	return row
}

func (p printer) clock(t time.Time) string {
	return orElse(words.Instant(t, p.zone), words.Text("no clock"))
}
