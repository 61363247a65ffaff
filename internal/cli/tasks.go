package cli

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type taskCmd struct {
	List  taskListCmd  `cmd:"" help:"List open tasks, most urgent first."`
	Show  taskShowCmd  `cmd:"" help:"Show one task: why its date, its targets, what publishers advise."`
	Plan  taskPlanCmd  `cmd:"" help:"Plan targets for a day or a week."`
	Start taskStartCmd `cmd:"" help:"Say that work on targets has begun."`
	Claim taskClaimCmd `cmd:"" help:"Say that a fix is installed; a newer inventory proves it."`

	Installed taskInstalledCmd `cmd:"" help:"Say that a fix is installed and its restart is still to come."`
	Restarted taskRestartedCmd `cmd:"" help:"Say that the restart was seen; an inventory of the fix counts now."`
	Block     taskBlockCmd     `cmd:"" help:"Say that targets cannot be done now, and why."`
	Unblock   taskUnblockCmd   `cmd:"" help:"Say that nothing stands in the way any more."`
	Dismiss   taskDismissCmd   `cmd:"" name:"not-applicable" help:"Say that the findings do not apply to targets, and why."`
	Reopen    taskReopenCmd    `cmd:"" help:"Take closed targets up again, and say why."`
	Assign    taskAssignCmd    `cmd:"" help:"Say who does tasks or targets."`
	Note      taskNoteCmd      `cmd:"" help:"Keep a note in the history of tasks."`
	Set       taskSetCmd       `cmd:"" help:"Keep the change reference, test result, effort and approval of tasks."`
	Split     taskSplitCmd     `cmd:"" help:"Give some assets a task of their own for the same fix; it is remembered."`
	Merge     taskMergeCmd     `cmd:"" help:"Put together what was split."`
	Files     attachmentCmd    `cmd:"" name:"attachment" help:"Files kept with tasks: add, list, save."`
	Import    taskImportCmd    `cmd:"" help:"Bring in tickets and exceptions kept elsewhere, from CSV or XLSX, as owner, state and notes of the tasks they mean."`
	Triage    taskTriageCmd    `cmd:"" help:"The forensic steps: see both clocks, record or waive a step, print the sheet."`
}

type taskListCmd struct {
	Closed bool   `help:"The closed ones instead." xor:"closed"`
	Kind   string `help:"Only one kind of fix: update, windows_build, firmware, mitigation or watch." enum:",update,windows_build,firmware,mitigation,watch" default:""`
	Asset  string `help:"Only those that have this asset for a target, as they stand on it, open and done." placeholder:"NAME" xor:"closed"`
	Gate   bool   `help:"End with exit code 7 when a task is overdue, for scripts."`
}

func (c *taskListCmd) Run(r *run) error {
	if c.Asset != "" {
		return c.onAsset(r)
	}
	return r.reading(func(d *workflow.Desk) error {
		tasks, err := d.Tasks(r.ctx, c.Closed)
		if err != nil {
			return err
		}
		if c.Kind != "" {
			tasks = slices.DeleteFunc(tasks, func(t domain.TaskView) bool { return t.Kind != domain.FixKind(c.Kind) })
		}
		status, err := d.Status(r.ctx)
		if err != nil {
			return err
		}
		err = r.answer(tasks, func(w io.Writer) error {
			if len(tasks) == 0 && c.Kind != "" {
				_, err := fmt.Fprintf(w, words.Text("No task of this kind: %s.\n"), words.FixKind(domain.FixKind(c.Kind)))
				return err
			}
			return taskTable(w, tasks, status, c.Closed)
		})
		if err != nil {
			return err
		}
		if err := r.pendingNote(d); err != nil {
			return err
		}
		for _, t := range tasks {
			if c.Gate && t.Overdue {
				r.code = ExitGate
			}
		}
		return nil
	})
}

func taskTable(w io.Writer, tasks []domain.TaskView, status domain.DeskStatus, closed bool) error {
	if len(tasks) == 0 && closed {
		_, err := fmt.Fprintln(w, words.Text("No task is closed yet."))
		return err
	}
	if len(tasks) == 0 {
		_, err := fmt.Fprintln(w, words.Zero(status))
		return err
	}
	today := deskToday(status)
	var rows [][]string
	for _, t := range tasks {
		due := words.Day(t.Due, today)
		if t.Due == "" {
			due = words.Text("no date")
		}
		if t.Assumed {
			due += words.Text(" (assumed)")
		}
		if t.Overdue {
			due += " OVERDUE"
		}
		rows = append(rows, []string{t.ID, words.TierShort(t.Tier), due, words.Fix(t.PatchTask), words.Text("{done} of {total}", "done", strconv.Itoa(t.Done), "total", strconv.Itoa(t.Total)),
			strconv.Itoa(len(t.Vulnerabilities)), words.State(t.State)})
	}
	return table(w, []string{"TASK", "TIER", "DUE", "FIX", "DONE", "CLEARS", "STATE"}, rows)
}

// deskToday is the day of the desk's zone at the moment of the answer.
func deskToday(status domain.DeskStatus) domain.Day {
	return domain.DayOf(status.At, deskZone(status))
}

// deskZone is the desk's time zone; UTC where this computer does not know it.
func deskZone(status domain.DeskStatus) *time.Location {
	zone, err := time.LoadLocation(status.Desk.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// inZone is a due date whose instants fall on the desk's days: the day the clock
// started must be the one the days were counted from.
func inZone(due domain.Due, zone *time.Location) domain.Due {
	due.Start = due.Start.In(zone)
	due.Facts = slices.Clone(due.Facts)
	for i := range due.Facts {
		due.Facts[i].At = due.Facts[i].At.In(zone)
	}
	return due
}

type taskShowCmd struct {
	ID string `arg:"" help:"Number of the task, as T-1."`
}

func (c *taskShowCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		t, err := d.Task(r.ctx, c.ID)
		if err != nil {
			return err
		}
		status, err := d.Status(r.ctx)
		if err != nil {
			return err
		}
		return r.answer(t, func(w io.Writer) error { return taskText(w, &t, deskToday(status), deskZone(status)) })
	})
}

func taskText(w io.Writer, t *domain.TaskDetail, today domain.Day, zone *time.Location) error {
	fmt.Fprintf(w, "%s  %s\n", t.ID, oneLine(words.Fix(t.PatchTask)))
	due := words.Text("no date")
	if t.Due != "" {
		due = words.Text("due {daylong}, {relative}", "daylong", words.DayLong(t.Due), "relative", words.Relative(t.Due, today))
	}
	moved := ""
	if t.Moved > 0 {
		moved = "; " + words.MovedTargets(t.Moved)
	}
	fmt.Fprintf(w, words.Text("%s; %s; %s; %s; %d of %d done%s\n\n"), words.FixKind(t.Kind), words.Tier(t.Tier), due, words.State(t.State), t.Done, t.Total, moved)
	fmt.Fprintln(w, words.Text("Why this date"))
	fmt.Fprintf(w, "  %s\n", words.Why(t.Why))
	for _, line := range words.WhyLines(inZone(t.Why, zone)) {
		fmt.Fprintf(w, "  %s\n", oneLine(line))
	}
	if text := words.Assumption(t.Why); text != "" {
		fmt.Fprintf(w, "  %s\n", text)
	}
	for _, n := range t.Beside {
		fmt.Fprintf(w, "  %s\n", oneLine(words.DateNote(n)))
	}
	if text := words.EPSS(t.EPSS); text != "" {
		fmt.Fprintf(w, "  %s\n", oneLine(text))
	}
	for _, m := range t.Mentions {
		fmt.Fprintf(w, "  %s\n", oneLine(words.Mention(m)))
	}
	fmt.Fprintln(w, "\nClears")
	for _, v := range t.Vulnerabilities {
		fmt.Fprintf(w, "  %s\n", oneLine(v))
	}
	fmt.Fprintln(w)
	var rows [][]string
	for _, target := range t.Targets {
		evidence := ""
		if n := len(target.Evidence); n > 0 {
			evidence = words.Evidence(target.Evidence[n-1], zone)
		}
		rows = append(rows, []string{target.AssetName, words.State(target.State), or(words.Day(target.Due.Date, today), words.Text("no date")),
			words.TierShort(target.Due.Tier), or(target.Before, words.Text("not known")), or(target.Seen, words.Text("not known")), evidence})
	}
	if err := table(w, []string{"ASSET", "STATE", "DUE", "TIER", "BEFORE", "NOW", "EVIDENCE"}, rows); err != nil {
		return err
	}
	if work := words.TaskWork(&t.PatchTask, zone); work != "" {
		fmt.Fprintf(w, "\n%s\n", oneLine(work))
	}
	if len(t.Exceptions) > 0 {
		fmt.Fprintln(w, "\nExceptions")
		if err := exceptionTable(w, t.Exceptions); err != nil {
			return err
		}
	}
	if len(t.Attachments) > 0 {
		fmt.Fprintln(w, "\nFiles")
		if err := attachmentTable(w, t.Attachments); err != nil {
			return err
		}
	}
	payloadsText(w, t.Payloads)
	for _, rem := range t.Remediations {
		fmt.Fprintf(w, "\n%s (%s)\n  %s\n", words.Remedy(rem.Category), oneLine(rem.Title), plain(rem.Details))
		if rem.URL != "" {
			fmt.Fprintf(w, "  %s\n", oneLine(rem.URL))
		}
	}
	return nil
}

type todayCmd struct {
	Sheet string `help:"Write the day as a page to print, as today.html, to this file instead." placeholder:"FILE" type:"path"`
	Force bool   `help:"Replace the file if it is there."`
}

func (c *todayCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		if c.Sheet != "" {
			if err := d.ExportToday(r.ctx, r.to(c.Sheet, c.Force)); err != nil {
				return err
			}
			return r.written(c.Sheet, words.Text("The page of the day lies in"))
		}
		t, err := d.Today(r.ctx)
		if err != nil {
			return err
		}
		err = r.answer(t, func(w io.Writer) error { return todayText(w, &t) })
		if err != nil {
			return err
		}
		return r.pendingNote(d)
	})
}

func todayText(w io.Writer, t *domain.Today) error {
	fmt.Fprintf(w, "%s\n", words.DayLong(t.Day))
	shown := 0
	for _, part := range []struct {
		title string
		tasks []domain.TaskView
	}{{words.Text("Forensic triage"), t.Forensic}, {words.Text("Overdue"), t.Overdue}, {words.SectionSoon(), t.ThisWeek}} {
		if len(part.tasks) == 0 {
			continue
		}
		shown++
		fmt.Fprintf(w, "\n%s\n", part.title)
		for _, v := range part.tasks {
			due := words.Text("no date")
			if v.Due != "" {
				due = words.Day(v.Due, t.Day) + ", " + words.Relative(v.Due, t.Day)
			}
			fmt.Fprintf(w, words.Text("  %-6s %s (%s; %d of %d done)\n"), v.ID, oneLine(words.Fix(v.PatchTask)), due, v.Done, v.Total)
		}
	}
	for i := range t.Reviews {
		if i == 0 {
			fmt.Fprintln(w, words.Text("\nExceptions to look at"))
			shown++
		}
		e := &t.Reviews[i]
		fmt.Fprintf(w, words.Text("  %-6s %s on %s: until %s, %s\n"), e.Task, oneLine(e.Fix), oneLine(e.AssetName), words.Day(e.End, t.Day), words.ExceptionStands(e))
	}
	for i := range t.Decisions {
		if i == 0 {
			fmt.Fprintln(w, words.Text("\nOwn VEX decisions to look at"))
			shown++
		}
		fmt.Fprintf(w, "  %-6s %s\n", t.Decisions[i].ID, oneLine(words.VEXDecision(&t.Decisions[i].VEXDecision)))
	}
	asked := 0
	for _, q := range t.Questions {
		if q.Moves == 0 || asked == 5 {
			break
		}
		if asked == 0 {
			fmt.Fprintln(w, words.Text("\nWaiting for your answer"))
		}
		asked++
		fmt.Fprintf(w, "  %s\n", oneLine(words.Question(q)))
	}
	if t.CannotTell > 0 {
		fmt.Fprintf(w, words.Text("\n%d findings where we cannot tell, %d matches by name only: fenceline finding list --verdict cannot_tell\n"), t.CannotTell, t.NameOnly)
	}
	switch {
	case len(t.Sources) == 0:
		fmt.Fprintf(w, "\n%s\n", words.Zero(domain.DeskStatus{Desk: t.Desk, At: t.At, Pending: t.Pending, Coverage: t.Coverage}))
		return nil
	case shown == 0:
		fmt.Fprintln(w, words.Text("\nNothing must happen today, as far as the following can tell."))
	}
	fmt.Fprintln(w)
	for _, line := range words.Coverage(t.Coverage) {
		fmt.Fprintln(w, line)
	}
	for _, s := range t.Sources {
		fmt.Fprintln(w, words.Source(s, deskZone(domain.DeskStatus{Desk: t.Desk}), t.At))
	}
	return nil
}
