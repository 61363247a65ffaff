package cli

import (
	"fmt"
	"io"
	"strings"

	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type taskSplitCmd struct {
	ID     string   `arg:"" name:"task" help:"Number of the task, as T-1."`
	Asset  []string `help:"The assets that get a task of their own. May be given more than once." required:"" placeholder:"NAME"`
	Reason string   `help:"Why." required:"" placeholder:"TEXT"`
}

func (c *taskSplitCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		made, err := d.SplitTask(r.ctx, c.ID, c.Asset, c.Reason)
		if err != nil {
			return err
		}
		return r.answer(map[string]string{"task": made}, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, words.Text("%s now has the same fix on %s.\n"), made, oneLine(strings.Join(c.Asset, ", ")))
			return err
		})
	})
}

type taskMergeCmd struct {
	IDs    []string `arg:"" name:"task" help:"Numbers of the tasks that end in another."`
	Into   string   `help:"The task that takes what is open on them." required:"" placeholder:"TASK"`
	Reason string   `help:"Why." required:"" placeholder:"TEXT"`
}

func (c *taskMergeCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		if err := d.MergeTasks(r.ctx, c.IDs, c.Into, c.Reason); err != nil {
			return err
		}
		return r.answer(map[string]string{"task": c.Into}, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, words.Text("%s now has what was open on %s.\n"), c.Into, strings.Join(c.IDs, ", "))
			return err
		})
	})
}
