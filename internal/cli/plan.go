package cli

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type planCmd struct {
	Show     planShowCmd     `cmd:"" help:"The plan of the next weeks: what is done when, what will be late, how much help is needed."`
	Capacity planCapacityCmd `cmd:"" help:"Say how much time there is a week."`
	Window   planWindowCmd   `cmd:"" help:"Say when a group of assets may be worked on."`
	Freeze   planFreezeCmd   `cmd:"" help:"Say when nothing is changed."`
	Effort   planEffortCmd   `cmd:"" help:"Say how long things take that nobody estimated."`
	Move     planMoveCmd     `cmd:"" help:"Move tasks to a week by hand; the planner keeps them there."`
	Settings planSettingsCmd `cmd:"" help:"What was said of capacity, windows, freezes and efforts."`
	Sheet    planSheetCmd    `cmd:"" help:"Write the run sheet of a week as a page to print."`
	Calendar planCalendarCmd `cmd:"" help:"Write the plan as a calendar file (.ics)."`
}

type planShowCmd struct {
	Weeks    int            `help:"How many weeks." default:"13"`
	Capacity *time.Duration `help:"Try another capacity of the pool; nothing is kept." placeholder:"TIME"`
}

func (c *planShowCmd) Run(r *run) error {
	capacity := -1
	if c.Capacity != nil {
		capacity = int(c.Capacity.Minutes())
	}
	return r.reading(func(d *workflow.Desk) error {
		plan, err := d.Schedule(r.ctx, c.Weeks, capacity)
		if err != nil {
			return err
		}
		if err := r.answer(plan, func(w io.Writer) error { return planText(w, &plan) }); err != nil {
			return err
		}
		return r.pendingNote(d)
	})
}

func planText(w io.Writer, plan *domain.Schedule) error {
	for _, line := range words.PlanSummary(plan) {
		fmt.Fprintln(w, oneLine(line))
	}
	for i := range plan.Weeks {
		week := &plan.Weeks[i]
		if len(week.Slots) == 0 {
			continue
		}
		fmt.Fprintf(w, words.Text("\n%s, from %s: %s\n"), week.Week, words.DayLong(week.Monday), planHours(week))
		for _, slot := range week.Slots {
			if err := slotText(w, &slot, week.Monday); err != nil {
				return err
			}
		}
	}
	for _, part := range []struct {
		title string
		items []domain.PlanItem
	}{{words.Text("Will be late"), plan.Late}, {words.Text("Has no place in these weeks"), plan.Unplanned}} {
		if len(part.items) == 0 {
			continue
		}
		fmt.Fprintf(w, "\n%s\n", part.title)
		var rows [][]string
		for i := range part.items {
			item := &part.items[i]
			rows = append(rows, []string{item.Task, item.AssetName, item.Fix, or(string(item.Due), words.Text("no date")), words.PlanWhy(item)})
		}
		if err := table(w, []string{"TASK", "ASSET", "FIX", "DUE", "WHY"}, rows); err != nil {
			return err
		}
	}
	return nil
}

// planHours says how much of whose time a week takes.
func planHours(week *domain.PlanWeek) string {
	var parts []string
	for who, minutes := range week.Minutes {
		parts = append(parts, strings.TrimSpace(words.Text("{who} {hours} of {otherhours}", "who", who, "hours", words.Hours(week.Used[who]), "otherhours", words.Hours(minutes))))
	}
	slices.Sort(parts)
	return strings.Join(parts, "; ")
}

func slotText(w io.Writer, slot *domain.PlanSlot, monday domain.Day) error {
	name := words.Text("any day")
	if slot.Day != "" {
		name = words.Day(slot.Day, monday) + ", " + slot.Window
		if slot.Group != "" {
			name += " (" + slot.Group + ")"
		}
	}
	if n := len(slot.Outages); n > 0 {
		name += words.Text("; restarts once: {outages}", "outages", strings.Join(slot.Outages, ", "))
	}
	fmt.Fprintf(w, "  %s\n", oneLine(name))
	var rows [][]string
	for i := range slot.Items {
		item := &slot.Items[i]
		hand := ""
		if item.Hand {
			hand = words.Text("moved by hand")
		}
		rows = append(rows, []string{"    " + item.Task, item.AssetName, item.Fix, or(item.Who, "pool"), words.Hours(item.Minutes), or(string(item.Due), words.Text("no date")), words.PlanWhy(item), hand})
	}
	return table(w, []string{"    TASK", "ASSET", "FIX", "WHO", "TIME", "DUE", "STANDS", ""}, rows)
}

type planCapacityCmd struct {
	Time *time.Duration `arg:"" optional:"" help:"Time a week, as 6h or 4h30m."`
	Who  string         `help:"Whose time; the pool of everybody else otherwise." placeholder:"NAME"`
	Week string         `help:"Only in this week, as 2026-W48." placeholder:"WEEK"`
	Drop bool           `help:"Take it back."`
}

func (c *planCapacityCmd) Run(r *run) error {
	monday := domain.Day("")
	if c.Week != "" {
		var err error
		if monday, err = parseWeek(c.Week); err != nil {
			return err
		}
	}
	minutes := -1
	if c.Time != nil && !c.Drop {
		minutes = int(c.Time.Minutes())
	}
	return r.writing(func(d *workflow.Desk) error {
		if c.Time != nil || c.Drop {
			if err := d.SetCapacity(r.ctx, c.Who, minutes, monday); err != nil {
				return err
			}
		}
		return r.planSettings(d)
	})
}

type planWindowCmd struct {
	Group   string   `arg:"" help:"Name of the group, as its assets have it."`
	Windows []string `arg:"" optional:"" help:"When: \"Sun 02:00-05:00\", \"2nd Tue 22:00-02:00\", \"last Sat 20:00-23:00\", \"2026-12-05 20:00-23:00\"; none takes them away."`
}

func (c *planWindowCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		if err := d.SetWindows(r.ctx, c.Group, c.Windows); err != nil {
			return err
		}
		return r.planSettings(d)
	})
}

type planFreezeCmd struct {
	From   string `arg:"" help:"The first day."`
	To     string `arg:"" help:"The last day."`
	Group  string `help:"Only for this group of assets." placeholder:"NAME"`
	Reason string `help:"Why, as: end of the quarter." placeholder:"TEXT"`
	Drop   bool   `help:"Take the freeze of these days away."`
}

func (c *planFreezeCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		err := d.SetFreeze(r.ctx, domain.Freeze{From: domain.Day(c.From), To: domain.Day(c.To), Group: c.Group, Reason: c.Reason}, c.Drop)
		if err != nil {
			return err
		}
		return r.planSettings(d)
	})
}

type planEffortCmd struct {
	Target  *time.Duration `help:"Of a target that nobody estimated and no history tells." placeholder:"TIME"`
	Restart *time.Duration `help:"Of one restart, with its checks." placeholder:"TIME"`
}

func (c *planEffortCmd) Run(r *run) error {
	minutes := func(t *time.Duration) int {
		if t == nil {
			return -1
		}
		return int(t.Minutes())
	}
	return r.writing(func(d *workflow.Desk) error {
		if err := d.SetEfforts(r.ctx, minutes(c.Restart), minutes(c.Target)); err != nil {
			return err
		}
		return r.planSettings(d)
	})
}

type planMoveCmd struct {
	IDs  []string `arg:"" name:"task" help:"Numbers of the tasks."`
	Week string   `help:"The week, as 2026-W49; without it the planner chooses again." placeholder:"WEEK"`
}

func (c *planMoveCmd) Run(r *run) error {
	monday := domain.Day("")
	if c.Week != "" {
		var err error
		if monday, err = parseWeek(c.Week); err != nil {
			return err
		}
	}
	return r.writing(func(d *workflow.Desk) error {
		if err := d.SetTasks(r.ctx, c.IDs, func(w *domain.TaskWork) { w.Week = monday }); err != nil {
			return err
		}
		return r.noted(c.IDs)
	})
}

type planSettingsCmd struct{}

func (c *planSettingsCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error { return r.planSettings(d) })
}

func (r *run) planSettings(d *workflow.Desk) error {
	p, err := d.PlanSettings(r.ctx)
	if err != nil {
		return err
	}
	return r.answer(p, func(w io.Writer) error {
		var lines []string
		for who, minutes := range p.Capacity {
			lines = append(lines, words.Text("capacity  {or}: {hours} a week", "or", or(who, "pool"), "hours", words.Hours(minutes)))
		}
		for who, weeks := range p.Weeks {
			for monday, minutes := range weeks {
				lines = append(lines, words.Text("capacity  {or}, {week}: {hours}", "or", or(who, "pool"), "week", monday.Week(), "hours", words.Hours(minutes)))
			}
		}
		for group, windows := range p.Windows {
			lines = append(lines, words.Text("window    {group}: {windows}", "group", group, "windows", strings.Join(windows, ", ")))
		}
		for _, f := range p.Freezes {
			lines = append(lines, strings.TrimSpace(words.Text("freeze    {from} to {to}, {or}  {reason}", "from", string(f.From), "to", string(f.To), "or", or(f.Group, words.Text("all assets")), "reason", f.Reason)))
		}
		if p.Effort > 0 {
			lines = append(lines, words.Text("effort    {hours} a target", "hours", words.Hours(p.Effort)))
		}
		if p.Restart > 0 {
			lines = append(lines, words.Text("restart   {hours}", "hours", words.Hours(p.Restart)))
		}
		if len(lines) == 0 {
			lines = []string{words.Text("Nothing was said yet: fenceline plan capacity 6h")}
		}
		slices.Sort(lines)
		for _, line := range lines {
			fmt.Fprintln(w, oneLine(line))
		}
		return nil
	})
}

type planSheetCmd struct {
	File  string `arg:"" help:"File to write." type:"path"`
	Force bool   `help:"Replace the file if it is there."`
	Week  string `help:"The week, as 2026-W48; the running one otherwise." placeholder:"WEEK"`
}

func (c *planSheetCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		plan, err := d.Schedule(r.ctx, 1, -1)
		if err != nil {
			return err
		}
		monday := plan.Weeks[0].Monday
		if c.Week != "" {
			if monday, err = parseWeek(c.Week); err != nil {
				return err
			}
		}
		if err := d.ExportRunSheet(r.ctx, monday, r.to(c.File, c.Force)); err != nil {
			return err
		}
		return r.written(c.File, words.Text("The run sheet lies in"))
	})
}

type planCalendarCmd struct {
	File  string `arg:"" help:"File to write, as plan.ics; - for standard output." type:"path"`
	Force bool   `help:"Replace the file if it is there."`
}

func (c *planCalendarCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		if err := d.ExportCalendar(r.ctx, r.to(c.File, c.Force)); err != nil {
			return err
		}
		return r.written(c.File, words.Text("The calendar lies in"))
	})
}

// to is where a file that was asked for goes.
func (r *run) to(file string, force bool) workflow.Destination {
	return workflow.Destination{Path: file, Replace: force, Standard: r.env.Stdout}
}

// written says where a file lies; on standard output that would stand amid what
// was asked for.
func (r *run) written(file, what string) error {
	if r.to(file, false).ToStandard() {
		return nil
	}
	full, err := filepath.Abs(file)
	if err != nil {
		full = file
	}
	return r.answer(map[string]string{"file": full}, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%s %s\n", what, full)
		return err
	})
}
