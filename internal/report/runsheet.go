package report

import (
	_ "embed" // the sheet is part of the program
	"fmt"
	"html/template"
	"io"
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

//go:embed runsheet.html
var runSheetText string

var runSheetTemplate = template.Must(speaking("runsheet").Parse(runSheetText))

// runPage is all the run sheet prints, in words.
type runPage struct {
	Style                          template.CSS
	Sheet                          sheet
	TLP, Operator, Week, Span      string
	Header                         []pair
	Nothing                        string
	Slots                          []runSlot
	LogHead, LogSeq, Program, Made string
}

type runSlot struct {
	Name, Note string
	Items      []runRow
}

type runRow struct {
	Number                         int
	Asset, Fix, Who, Due, Rollback string
	Late                           bool
	Checks                         []string
}

// RunSheet writes one week of the plan as a printable page: the windows in their
// order, the work in each by asset with one restart each, owner, way back, and a
// check list.
func RunSheet(w io.Writer, s domain.RunSheet) error {
	p := printerFor(&domain.ReportData{Made: s.Made, Status: domain.DeskStatus{Desk: s.Desk}})
	operator, label := orElse(s.Desk.Operator, words.Text("Operator not named")), words.TLP(labelled(s.TLP))
	page := runPage{Style: template.CSS(pageStyle), TLP: label, Operator: operator, Week: s.Week.Week,
		Span:    words.Text("{daylong} to {otherdaylong}", "daylong", words.DayLong(s.Week.Monday), "otherdaylong", words.DayLong(s.Week.Monday.Add(6))),
		Sheet:   sheet{Head: styleString(words.Text("{operator} · run sheet", "operator", operator)), Label: styleString(label)},
		Header:  []pair{{words.Text("Time used"), hours(s.Week.Used)}, {words.Text("Time there is"), hours(s.Week.Minutes)}, {words.Text("Made"), p.instant(s.Made) + " (" + p.zoneName + ")"}},
		LogHead: orElse(s.Log.String(), words.Text("no entry yet")), LogSeq: words.Number(int(s.Log.Seq)), Program: orElse(s.Program, "Fenceline"), Made: p.instant(s.Made)}
	if len(s.Week.Slots) == 0 {
		page.Nothing = words.Text("Nothing is planned for this week.")
	}
	for i := range s.Week.Slots {
		page.Slots = append(page.Slots, p.runSlot(&s.Week.Slots[i], s.Tasks))
	}
	if err := runSheetTemplate.Execute(w, page); err != nil {
		return fmt.Errorf("write run sheet: %w", err)
	}
	return nil
}

// hours writes minutes by person: "3.5 h; R.T. 2 h".
func hours(minutes map[string]int) string {
	var parts []string
	for who, n := range minutes {
		parts = append(parts, strings.TrimSpace(who+" "+words.Hours(n)))
	}
	slices.Sort(parts)
	return orElse(strings.Join(parts, "; "), "none")
}

func (p printer) runSlot(slot *domain.PlanSlot, tasks map[string]domain.PatchTask) runSlot {
	out := runSlot{Name: words.Text("Any day of the week"), Note: words.Text("No window is needed.")}
	if slot.Day != "" {
		out.Name = words.DayLong(slot.Day) + ", " + slot.Window
		out.Note = words.Text("Window of {orelse}.", "orelse", orElse(slot.Group, words.Text("the asset itself")))
	}
	if n := len(slot.Outages); n > 0 {
		out.Note += words.Text(" Restarts, once each: {outages}.", "outages", strings.Join(slot.Outages, ", "))
	}
	items := slices.Clone(slot.Items)
	slices.SortStableFunc(items, func(a, b domain.PlanItem) int { // what is on one asset stays together, the most urgent asset first
		first := func(asset string) int {
			return slices.IndexFunc(slot.Items, func(o domain.PlanItem) bool { return o.Asset == asset })
		}
		return first(a.Asset) - first(b.Asset)
	})
	for i, item := range items {
		task := tasks[item.Task]
		row := runRow{Number: i + 1, Asset: item.AssetName, Fix: item.Task + ": " + item.Fix, Who: orElse(item.Who, orElse(task.Owner, words.Text("nobody yet"))) + ", " + strconv.Itoa(item.Minutes),
			Due: orElse(words.DayPlain(item.Due), words.Text("no date")), Late: item.Late > 0, Rollback: orElse(task.Rollback, words.Text("not written down"))}
		row.Checks = []string{words.Text("backup or snapshot made"), words.Text("installed"), words.Text("works as before"), words.Text("inventory taken and imported")}
		last := i == len(items)-1 || items[i+1].Asset != item.Asset
		if last && slices.Contains(slot.Outages, item.AssetName) {
			row.Checks = slices.Insert(row.Checks, 2, "restarted")
		}
		if item.Tier == domain.TierForensic {
			row.Checks = slices.Insert(row.Checks, 0, words.Text("volatile evidence kept before anything else"))
		}
		if task.Change != "" {
			row.Checks = append(row.Checks, words.Text("change {change} closed", "change", task.Change))
		}
		out.Items = append(out.Items, row)
	}
	return out
}
