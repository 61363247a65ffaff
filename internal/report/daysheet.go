package report

import (
	_ "embed" // the sheet is part of the program
	"fmt"
	"html/template"
	"io"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

//go:embed daysheet.html
var daySheetText string

var daySheetTemplate = template.Must(speaking("daysheet").Parse(daySheetText))

// dayPage is all the printed day shows, in words.
type dayPage struct {
	Style                          template.CSS
	Sheet                          sheet
	TLP, Operator, Day, Summary    string
	Header                         []pair
	Nothing, Pending               string
	Sections                       []daySection
	LogHead, LogSeq, Program, Made string
}

type daySection struct {
	Name, Rest string
	Rows       []dayRow
}

type dayRow struct {
	What, Where, Due, Who string
	Late                  bool
}

// DaySheet writes what must happen now as one printable page that needs nothing else:
// running forensic clocks, what is overdue or due within seven days with its assets,
// exceptions and own decisions to look at, questions, and what all of it rests on.
func DaySheet(w io.Writer, s domain.DaySheet) error {
	t := &s.Today
	p := printerFor(&domain.ReportData{Made: s.Made, Status: domain.DeskStatus{Desk: t.Desk}})
	operator, label := orElse(t.Desk.Operator, words.Text("Operator not named")), words.TLP(labelled(s.TLP))
	page := dayPage{Style: template.CSS(pageStyle), TLP: label, Operator: operator, Day: words.DayLong(t.Day), Summary: words.TodaySummary(t),
		Sheet:   sheet{Head: styleString(words.Text("{operator} · today", "operator", operator)), Label: styleString(label)},
		Header:  []pair{{words.Text("Made"), p.instant(s.Made) + " (" + p.zoneName + ")"}},
		LogHead: orElse(t.Log.String(), words.Text("no entry yet")), LogSeq: words.Number(int(t.Log.Seq)), Program: orElse(s.Program, "Fenceline"), Made: p.instant(s.Made)}
	for _, line := range words.Coverage(t.Coverage) {
		page.Header = append(page.Header, pair{words.Text("Coverage"), line})
	}
	for _, source := range t.Sources {
		page.Header = append(page.Header, pair{words.Text("Data"), words.Source(source, p.zone, t.At)})
	}
	if t.Pending {
		page.Pending = words.PendingNotice()
	}
	page.Sections = p.daySections(&s)
	if len(page.Sections) == 0 {
		page.Nothing = words.Text("Nothing must happen today, as far as the data above can tell.")
	}
	if err := daySheetTemplate.Execute(w, page); err != nil {
		return fmt.Errorf("write the sheet of a day: %w", err)
	}
	return nil
}

func (p printer) daySections(s *domain.DaySheet) []daySection {
	t := &s.Today
	var out []daySection
	add := func(name string, rows []dayRow, rest int) {
		section := daySection{Name: name, Rows: rows}
		if rest > 0 {
			section.Rest = words.MoreTasks(rest) + ". " + words.MoreTasksSub() + "."
		}
		if len(rows) > 0 {
			out = append(out, section)
		}
	}
	clocks := p.dayClocks(s)
	add(words.SectionForensic(), clocks, len(t.Forensic)-domain.MostSheetTasks)
	for _, list := range []struct {
		name  string
		tasks []domain.TaskView
	}{{words.SectionOverdue(), t.Overdue}, {words.SectionSoon(), t.ThisWeek}} {
		var rows []dayRow
		for i := range list.tasks[:min(len(list.tasks), domain.MostSheetTasks)] {
			v := &list.tasks[i]
			rows = append(rows, dayRow{What: v.ID + ": " + words.Fix(v.PatchTask), Where: dayPlaces(s.Assets[v.ID]), Late: v.Overdue,
				Due: words.Day(v.Due, t.Day) + ", " + words.DueNote(v, t.Day), Who: orElse(v.Owner, words.Text("nobody yet"))})
		}
		add(list.name, rows, len(list.tasks)-domain.MostSheetTasks)
	}
	var reviews []dayRow
	for i := range t.Reviews {
		e := &t.Reviews[i]
		when, note := words.ReviewWhen(e, t.Day)
		reviews = append(reviews, dayRow{What: e.Task + ": " + e.Fix, Where: e.AssetName, Due: when + ", " + note, Who: e.Approver, Late: e.ReviewDue})
	}
	for i := range t.Decisions {
		reviews = append(reviews, dayRow{What: t.Decisions[i].ID + ": " + words.VEXDecision(&t.Decisions[i].VEXDecision)})
	}
	add(words.SectionReviews(), reviews, 0)
	var asked []dayRow
	for i := range t.Questions[:min(len(t.Questions), domain.MostSheetTasks)] {
		q := &t.Questions[i]
		asked = append(asked, dayRow{What: words.QuestionTitle(q), Where: q.Name, Due: words.MovesDates(q.Moves)})
	}
	if t.CannotTell+t.NameOnly > 0 {
		asked = append(asked, dayRow{What: words.UntoldTitle(t.CannotTell, t.NameOnly)})
	}
	add(words.SectionQuestions(), asked, 0)
	return out
}

// dayClocks are the next outstanding step of each asset with the forensic duty, and a
// task as a whole where its clocks are not known.
func (p printer) dayClocks(s *domain.DaySheet) []dayRow {
	var out []dayRow
	for i := range s.Today.Forensic[:min(len(s.Today.Forensic), domain.MostSheetTasks)] {
		v := &s.Today.Forensic[i]
		known := false
		for j := range s.Clocks[v.ID].Targets {
			target := &s.Clocks[v.ID].Targets[j]
			for k := range target.Clocks {
				c := &target.Clocks[k]
				if c.Record != nil {
					continue
				}
				known = true
				out = append(out, dayRow{What: v.ID + ": " + words.TriageStep(c.Step), Where: target.Asset.Name, Due: p.clock(c.Due), Who: orElse(v.Owner, words.Text("nobody yet")), Late: c.Late})
				break
			}
		}
		if !known && len(s.Clocks[v.ID].Targets) == 0 {
			out = append(out, dayRow{What: v.ID + ": " + words.ForensicTitle(&v.PatchTask), Where: dayPlaces(s.Assets[v.ID]), Due: words.Day(v.Due, s.Today.Day), Who: orElse(v.Owner, words.Text("nobody yet"))})
		}
	}
	return out
}

// dayPlaces names assets, and counts those beyond what a row of paper holds.
func dayPlaces(names []string) string {
	const most = 12
	if n := len(names) - most; n > 1 {
		return strings.Join(names[:most], ", ") + ", " + words.AndMore(n)
	}
	return strings.Join(names, ", ")
}
