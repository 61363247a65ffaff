package cli

import (
	"fmt"
	"io"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type attachmentCmd struct {
	Add  attachmentAddCmd  `cmd:"" help:"Keep a file with tasks, of up to 25 MiB."`
	List attachmentListCmd `cmd:"" help:"The files kept with a task."`
	Save attachmentSaveCmd `cmd:"" help:"Copy a kept file out; its hash is compared."`
}

type attachmentAddCmd struct {
	File string   `arg:"" help:"The file."`
	IDs  []string `arg:"" name:"task" help:"Numbers of the tasks, as T-1 T-2."`
	Note string   `help:"What it shows." placeholder:"TEXT"`
}

func (c *attachmentAddCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		kept, err := d.Attach(r.ctx, c.IDs, c.File, c.Note)
		if err != nil {
			return err
		}
		return r.answer(kept, func(w io.Writer) error { return attachmentTable(w, kept) })
	})
}

func attachmentTable(w io.Writer, all []domain.Attachment) error {
	var rows [][]string
	for i := range all {
		a := &all[i]
		rows = append(rows, []string{a.ID, a.Task, a.Name, words.Number(int(a.Size)), a.Digest[:12], a.By, day(a.At), a.Note})
	}
	return table(w, []string{"FILE", "TASK", "NAME", "BYTES", "SHA-256", "BY", "ON", "NOTE"}, rows)
}

type attachmentListCmd struct {
	ID string `arg:"" name:"task" help:"Number of the task, as T-1."`
}

func (c *attachmentListCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		t, err := d.Task(r.ctx, c.ID)
		if err != nil {
			return err
		}
		return r.answer(t.Attachments, func(w io.Writer) error {
			if len(t.Attachments) == 0 {
				_, err := fmt.Fprintln(w, words.Text("No file is kept with this task."))
				return err
			}
			return attachmentTable(w, t.Attachments)
		})
	})
}

type attachmentSaveCmd struct {
	ID    string `arg:"" name:"task" help:"Number of the task, as T-1."`
	Which string `arg:"" name:"file" help:"Number or name of the file, as A-1."`
	Out   string `arg:"" help:"Where to write it; - for standard output."`
	Force bool   `help:"Replace the file if it is there."`
}

func (c *attachmentSaveCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		to := workflow.Destination{Path: c.Out, Replace: c.Force, Standard: r.env.Stdout}
		a, err := d.SaveAttachment(r.ctx, c.ID, c.Which, to)
		if err != nil || to.ToStandard() {
			return err
		}
		return r.answer(a, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, words.Text("%s written, SHA-256 %s.\n"), oneLine(a.Name), a.Digest)
			return err
		})
	})
}
