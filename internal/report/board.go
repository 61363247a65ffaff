package report

import (
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

// board is the first page: few figures, each with its meaning, and none that
// stands for all the others.
type board struct {
	Figures []figure
	Tiers   []tierCount
	OnTime  onTime
	Spans   string // median and mean days from detection to proof
}

type figure struct {
	Number, Name, Note string
	Alarm, Unknown     bool
}

// tierCount is how many open lines a tier has. Share is the length of its bar,
// in percent of the longest.
type tierCount struct {
	Shape, Name            string
	Open, Overdue, Assumed int
	Share                  int
}

// onTime holds the shares on time by tier and importance of the asset; empty
// where nothing was closed.
type onTime struct {
	Columns []string
	Rows    []onTimeRow
	Late    string
}

type onTimeRow struct {
	tier        domain.Tier
	Shape, Tier string
	Cells       []onTimeCell
}

type onTimeCell struct{ Percent, Of, Days string }

// flowRow is one week of the desk.
type flowRow struct{ Week, In, Closed, Backlog string }

// flowOf is the flow from the first week in which anything was open or came in.
func flowOf(weeks []domain.FlowWeek) []flowRow {
	first := slices.IndexFunc(weeks, func(w domain.FlowWeek) bool { return w.In+w.Closed+w.Backlog > 0 })
	if first < 0 {
		return nil
	}
	var out []flowRow
	for _, w := range weeks[first:] {
		out = append(out, flowRow{Week: words.Text("{week}, from {daylong}", "week", w.Week, "daylong", words.DayLong(w.Monday)), In: words.Number(w.In), Closed: words.Number(w.Closed), Backlog: words.Number(w.Backlog)})
	}
	return out
}

// pace says how fast lines come and go, and how long they were on their way here.
func (p printer) pace(s *domain.Statistics) string {
	text := words.Text("In the last four whole weeks {tenth} came in a week and {othertenth} were closed", "tenth", tenth(s.PerWeek.In), "othertenth", tenth(s.PerWeek.Closed))
	if s.ClearBy != "" {
		text += words.Text("; at that pace nothing is left by {daylong}", "daylong", words.DayLong(s.ClearBy))
	} else if s.Backlog > 0 {
		text += words.Text("; at that pace the open ones do not become fewer")
	}
	if s.IntakeDelay != nil {
		text += words.Text(". From CISA's day to this desk: median {tenth} days, mean {othertenth}, over {count}", "tenth", tenth(s.IntakeDelay.Median), "othertenth", tenth(s.IntakeDelay.Mean), "count", words.Several(s.IntakeDelay.Count, "line", "lines"))
	}
	return text + "."
}

func (p printer) board(d *domain.ReportData) board {
	var open, late, overdueNow, public, unasked, noDate int
	for i := range d.Lines {
		l := &d.Lines[i]
		if l.State.Done() {
			continue
		}
		open++
		if l.Due.LateOnArrival {
			late++
		}
		if overdue(l, p.today) {
			overdueNow++
		}
		if l.KEV && l.Exposure == domain.Yes {
			public++
		}
		if l.KEV && l.Exposure == domain.Unanswered {
			unasked++
		}
		if l.Due.Date == "" {
			noDate++
		}
	}
	cannotTell := figure{Number: words.Number(len(d.CannotTell)), Name: words.Text("Cannot tell"), Note: words.Text("components of which nobody can say yet whether they are affected"), Unknown: true}
	if who, ok := audienceOf(d.Audience); ok && !who.own {
		cannotTell.Number, cannotTell.Note = "–", words.Text("not shown to this audience")
	}
	openNote := words.Text("one fix on one asset each")
	if noDate > 0 {
		openNote += words.Text("; {nodate} without a date", "nodate", words.Number(noDate))
	}
	publicNote := words.Text("open, exploited, and the internet can reach the asset")
	if unasked > 0 {
		publicNote += words.Text("; {unasked} more where nobody said", "unasked", words.Number(unasked))
	}
	return board{Figures: []figure{
		{Number: words.Number(open), Name: words.Text("Open"), Note: openNote},
		{Number: words.Number(overdueNow), Name: words.Text("Overdue"), Note: words.Text("open past their day"), Alarm: overdueNow > 0},
		{Number: words.Number(late), Name: words.Text("Late on arrival"), Note: words.Text("open, and past the policy's date before this desk first held them")},
		{Number: words.Number(public), Name: words.Text("KEV, public asset"), Note: publicNote, Alarm: public > 0},
		cannotTell, exceptionFigure(d), unpatchableFigure(d),
	}, Tiers: p.openByTier(d.Lines), OnTime: onTimeOf(d.Lines, d.Statistics.Cells), Spans: spans(d.Lines)}
}

func (p printer) openByTier(lines []domain.ReportLine) []tierCount {
	tiers := tiersOf(lines)
	out := make([]tierCount, len(tiers), len(tiers)+1)
	for i, t := range tiers {
		out[i] = tierCount{Shape: tierShape(t), Name: words.TierShort(t)}
	}
	other := tierCount{Name: words.Text("No tier")}
	longest := 1
	for i := range lines {
		l := &lines[i]
		if l.State.Done() {
			continue
		}
		c := &other
		if at := slices.Index(tiers, l.Due.Tier); at >= 0 {
			c = &out[at]
		}
		c.Open++
		if overdue(l, p.today) {
			c.Overdue++
		}
		if l.Due.Assumed {
			c.Assumed++
		}
		longest = max(longest, c.Open)
	}
	if other.Open > 0 {
		out = append(out, other)
	}
	for i := range out {
		out[i].Share = out[i].Open * 100 / longest
	}
	return out
}

// tiersOf are the directive's tiers and those of other tables among the lines.
func tiersOf(lines []domain.ReportLine) []domain.Tier {
	used := make([]domain.Tier, 0, len(lines))
	for i := range lines {
		used = append(used, lines[i].Due.Tier)
	}
	return domain.TiersWith(used...)
}

// importances of an asset, as columns of the table of shares.
var importances = []string{"high", "medium", "low", words.Term("not stated")}

func onTimeOf(lines []domain.ReportLine, cells []domain.StatCell) onTime {
	tiers := tiersOf(lines)
	type cell struct{ yes, all int }
	grid := make([][]cell, len(tiers)+1)
	for i := range grid {
		grid[i] = make([]cell, len(importances))
	}
	closed, late := 0, 0
	for i := range lines {
		l := &lines[i]
		if l.OnTime != "yes" && l.OnTime != "no" {
			continue
		}
		if l.Due.LateOnArrival {
			late++
			continue
		}
		closed++
		column := slices.Index(importances, strings.ToLower(l.Criticality))
		if column < 0 {
			column = len(importances) - 1
		}
		at := slices.Index(tiers, l.Due.Tier)
		if at < 0 {
			at = len(tiers)
		}
		c := &grid[at][column]
		c.all++
		if l.OnTime == "yes" {
			c.yes++
		}
	}
	var out onTime
	if late > 0 {
		out.Late = words.Text("{count} late on arrival and not counted here.", "count", words.Several(late, "closed line was", "closed lines were"))
	}
	if closed == 0 {
		return out
	}
	out.Columns = []string{words.Text("High"), words.Text("Medium"), words.Text("Low"), words.Text("Not stated")}
	for i, shares := range grid {
		row := onTimeRow{Tier: words.Text("Tier not kept")}
		if i < len(tiers) {
			row = onTimeRow{tier: tiers[i], Shape: tierShape(tiers[i]), Tier: words.TierShort(tiers[i])}
		}
		closedHere := false
		for column, c := range shares {
			if c.all == 0 {
				row.Cells = append(row.Cells, onTimeCell{})
				continue
			}
			closedHere = true
			cell := onTimeCell{Of: words.Text("{yes} of {all}", "yes", words.Number(c.yes), "all", words.Number(c.all)), Days: daysIn(cells, row.tier, column)}
			if c.all >= words.FewClosed {
				cell.Percent = strconv.Itoa(c.yes*100/c.all) + " %"
			}
			row.Cells = append(row.Cells, cell)
		}
		if closedHere {
			out.Rows = append(out.Rows, row)
		}
	}
	return out
}

// daysIn is how long lines of a tier and importance took: "median 6 d, mean 9.5 d".
func daysIn(cells []domain.StatCell, tier domain.Tier, column int) string {
	for _, c := range cells {
		if c.Days != nil && c.Tier == tier && orElse(c.Importance, importances[len(importances)-1]) == importances[column] {
			return words.Text("median {tenth} d, mean {othertenth} d", "tenth", tenth(c.Days.Median), "othertenth", tenth(c.Days.Mean))
		}
	}
	return ""
}

func exceptionFigure(d *domain.ReportData) figure {
	force, over := 0, 0
	for i := range d.Exceptions {
		if d.Exceptions[i].Ended.IsZero() {
			force++
		} else if d.Exceptions[i].EndCode == domain.ExceptionExpired {
			over++
		}
	}
	f := figure{Number: words.Number(force), Name: words.Text("Exceptions"), Note: words.Text("in force; {over} ran out", "over", words.Number(over))}
	return ownFigure(d, f)
}

func unpatchableFigure(d *domain.ReportData) figure {
	gaps := 0
	for i := range d.Unpatchable {
		if d.Unpatchable[i].Plan == "" {
			gaps++
		}
	}
	f := figure{Number: words.Number(len(d.Unpatchable)), Name: words.Text("Unpatchable"), Note: words.Text("no update, or at the end of support; {gaps} without a plan", "gaps", words.Number(gaps)), Alarm: gaps > 0}
	return ownFigure(d, f)
}

// ownFigure hides a figure of the desk's own from whom it is not for.
func ownFigure(d *domain.ReportData, f figure) figure {
	if who, ok := audienceOf(d.Audience); ok && !who.own {
		f.Number, f.Note, f.Alarm = "–", words.Text("not shown to this audience"), false
	}
	return f
}

func tenth(f float64) string { return strings.TrimSuffix(strconv.FormatFloat(f, 'f', 1, 64), ".0") }

// spans says how long closed lines took: "median 6 days, mean 9.5 days, 12 lines".
func spans(lines []domain.ReportLine) string {
	var days []int
	sum := 0
	for i := range lines {
		if n := lines[i].DaysToFix; n >= 0 && lines[i].State == domain.StateVerified {
			days = append(days, n)
			sum += n
		}
	}
	if len(days) == 0 {
		return ""
	}
	slices.Sort(days)
	middle := float64(days[len(days)/2])
	if len(days)%2 == 0 {
		middle = float64(days[len(days)/2-1]+days[len(days)/2]) / 2
	}
	return words.Text("From detection to proof: median {tenth} days, mean {othertenth} days, over {count} verified.", "tenth", tenth(middle), "othertenth", tenth(float64(sum)/float64(len(days))), "count", words.Several(len(days), "line", "lines"))
}
