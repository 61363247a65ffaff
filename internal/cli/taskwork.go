package cli

import (
	"fmt"
	"io"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

// taskRefs name tasks and, where not all of their assets are meant, assets.
type taskRefs struct {
	IDs   []string `arg:"" name:"task" help:"Numbers of the tasks, as T-1 T-2."`
	Asset []string `help:"Only on these assets, by name; all targets otherwise. May be given more than once." placeholder:"NAME"`
}

// moveTasks takes a step and says which targets took it and which could not.
func (r *run) moveTasks(m domain.Move) error {
	return r.writing(func(d *workflow.Desk) error {
		out, err := d.Move(r.ctx, m)
		if err != nil {
			return err
		}
		if len(m.Assets) > 0 && len(out.Refused) > 0 {
			r.code = ExitPartly
		}
		return r.answer(out, func(w io.Writer) error {
			for _, t := range out.Moved {
				fmt.Fprintf(w, words.Text("%s on %s: %s, was %s\n"), t.Task, oneLine(t.AssetName), words.State(t.To), words.State(t.From))
			}
			for _, t := range out.Refused {
				fmt.Fprintf(w, words.Text("%s on %s stays %s: it cannot be set to %s from there.\n"), t.Task, oneLine(t.AssetName), words.State(t.From), words.State(t.To))
			}
			if m.Intent == domain.IntentClaim {
				fmt.Fprintln(w, words.Text("Open until a newer inventory proves it: fenceline sbom import --asset NAME FILE"))
			}
			return nil
		})
	})
}

type taskPlanCmd struct {
	taskRefs
	Date   string `help:"The day, as 2026-11-27." xor:"when" placeholder:"DAY"`
	Week   string `help:"The week, as 2026-W48." xor:"when" placeholder:"WEEK"`
	Reason string `help:"Why then." placeholder:"TEXT"`
}

func (c *taskPlanCmd) Run(r *run) error {
	m := domain.Move{Intent: domain.IntentPlan, Tasks: c.IDs, Assets: c.Asset, Reason: c.Reason, Planned: domain.Day(c.Date)}
	if c.Week != "" {
		monday, err := parseWeek(c.Week)
		if err != nil {
			return err
		}
		m.Planned, m.Week = monday, true
	}
	return r.moveTasks(m)
}

func parseWeek(text string) (domain.Day, error) {
	monday, err := domain.ParseWeek(text)
	if err != nil {
		return "", &domain.Error{Kind: domain.Invalid, Op: "read week", Subject: text, Code: "week_unreadable", Params: domain.Params{"value": text}}
	}
	return monday, nil
}

// taskStepCmd is a step that takes nothing but a reason.
type taskStepCmd struct {
	taskRefs
	Reason string `help:"Why, or what was done." placeholder:"TEXT"`
}

func (c *taskStepCmd) take(r *run, intent domain.Intent) error {
	return r.moveTasks(domain.Move{Intent: intent, Tasks: c.IDs, Assets: c.Asset, Reason: c.Reason})
}

type (
	taskStartCmd     struct{ taskStepCmd }
	taskInstalledCmd struct{ taskStepCmd }
	taskRestartedCmd struct{ taskStepCmd }
	taskBlockCmd     struct{ taskStepCmd }
	taskUnblockCmd   struct{ taskStepCmd }
	taskDismissCmd   struct{ taskStepCmd }
	taskReopenCmd    struct{ taskStepCmd }
)

func (c *taskStartCmd) Run(r *run) error     { return c.take(r, domain.IntentStart) }
func (c *taskInstalledCmd) Run(r *run) error { return c.take(r, domain.IntentRestart) }
func (c *taskRestartedCmd) Run(r *run) error { return c.take(r, domain.IntentSeen) }
func (c *taskBlockCmd) Run(r *run) error     { return c.take(r, domain.IntentBlock) }
func (c *taskUnblockCmd) Run(r *run) error   { return c.take(r, domain.IntentUnblock) }
func (c *taskDismissCmd) Run(r *run) error   { return c.take(r, domain.IntentNotApply) }
func (c *taskReopenCmd) Run(r *run) error    { return c.take(r, domain.IntentReopen) }

type taskClaimCmd struct {
	taskRefs
	Note string        `help:"What was done." placeholder:"TEXT"`
	Took time.Duration `help:"How long it took on each asset, as 40m; the plan learns from it." placeholder:"TIME"`
}

func (c *taskClaimCmd) Run(r *run) error {
	return r.moveTasks(domain.Move{Intent: domain.IntentClaim, Tasks: c.IDs, Assets: c.Asset, Reason: c.Note, Took: int(c.Took.Minutes())})
}

type taskAssignCmd struct {
	taskRefs
	To string `help:"Who does it; empty takes it back." required:"" placeholder:"NAME"`
}

func (c *taskAssignCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		if err := d.Assign(r.ctx, c.IDs, c.Asset, c.To); err != nil {
			return err
		}
		return r.noted(c.IDs)
	})
}

type taskNoteCmd struct {
	taskRefs
	Text string `help:"The note." required:"" placeholder:"TEXT"`
}

func (c *taskNoteCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		if err := d.Note(r.ctx, c.IDs, c.Asset, c.Text); err != nil {
			return err
		}
		return r.noted(c.IDs)
	})
}

type taskSetCmd struct {
	IDs       []string       `arg:"" name:"task" help:"Numbers of the tasks."`
	Change    *string        `help:"Reference of the change." placeholder:"TEXT"`
	Tested    *string        `help:"What a test before the roll-out showed." placeholder:"TEXT"`
	Effort    *time.Duration `help:"Working time per asset, as 45m or 1h30m." placeholder:"TIME"`
	Restart   *string        `help:"Does the asset restart? yes, no or unknown." enum:"yes,no,unknown" placeholder:"WORD"`
	Rollback  *string        `help:"How to go back." placeholder:"TEXT"`
	Ask       bool           `help:"Ask for approval of the change, as the person who acts." xor:"approval"`
	Approve   bool           `help:"Approve the change, as the person who acts." xor:"approval"`
	Unapprove bool           `help:"Take the approval back." xor:"approval"`
}

func (c *taskSetCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		err := d.SetTasks(r.ctx, c.IDs, func(w *domain.TaskWork) {
			for _, set := range []struct{ from, to *string }{{c.Change, &w.Change}, {c.Tested, &w.Tested}, {c.Rollback, &w.Rollback}} {
				if set.from != nil {
					*set.to = *set.from
				}
			}
			if c.Restart != nil {
				w.Restart = domain.Answer(*c.Restart)
				if *c.Restart == "unknown" {
					w.Restart = domain.Unanswered
				}
			}
			if c.Effort != nil {
				w.Effort = int(c.Effort.Minutes())
			}
		})
		if err == nil && c.Ask {
			err = d.AskApproval(r.ctx, c.IDs)
		}
		if err == nil && (c.Approve || c.Unapprove) {
			err = d.Approve(r.ctx, c.IDs, c.Unapprove)
		}
		if err != nil {
			return err
		}
		return r.noted(c.IDs)
	})
}

// noted says that something was kept.
func (r *run) noted(tasks []string) error {
	return r.answer(map[string]any{"tasks": tasks}, func(w io.Writer) error {
		_, err := fmt.Fprintln(w, words.Text("Noted."))
		return err
	})
}
