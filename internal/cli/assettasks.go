package cli

import (
	"fmt"
	"io"
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

// onAsset lists the tasks of one asset as they stand on it.
func (c *taskListCmd) onAsset(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		tasks, err := d.AssetTasks(r.ctx, c.Asset)
		if err != nil {
			return err
		}
		tasks = slices.DeleteFunc(tasks, func(t domain.AssetTask) bool { return c.Kind != "" && t.Kind != domain.FixKind(c.Kind) })
		status, err := d.Status(r.ctx)
		if err != nil {
			return err
		}
		if err := r.answer(tasks, func(w io.Writer) error { return assetTaskTable(w, tasks, deskToday(status)) }); err != nil {
			return err
		}
		if c.Gate && slices.ContainsFunc(tasks, func(t domain.AssetTask) bool { return t.LateThere }) {
			r.code = ExitGate
		}
		return r.pendingNote(d)
	})
}

func assetTaskTable(w io.Writer, tasks []domain.AssetTask, today domain.Day) error {
	if len(tasks) == 0 {
		_, err := fmt.Fprintln(w, words.NoTaskOnAsset())
		return err
	}
	var rows [][]string
	for i := range tasks {
		t := &tasks[i]
		due := words.Day(t.Target.Due.Date, today)
		if t.Target.Due.Date == "" {
			due = words.Text("no date")
		}
		if t.LateThere {
			due += " OVERDUE"
		}
		rows = append(rows, []string{t.ID, words.TierShort(t.Target.Due.Tier), due, words.Fix(t.PatchTask), words.State(t.Target.State)})
	}
	return table(w, []string{"TASK", "TIER", "DUE", "FIX", "STATE"}, rows)
}
