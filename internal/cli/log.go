package cli

import (
	"fmt"
	"io"
	"os"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type logCmd struct {
	Verify logVerifyCmd `cmd:"" help:"Check the chain of the log from the first entry to the newest, and that it rebuilds tasks and targets."`
	List   logListCmd   `cmd:"" help:"List the newest entries."`
	Head   logHeadCmd   `cmd:"" help:"Print the head of the log, to be kept elsewhere."`
	Export logExportCmd `cmd:"" help:"Write the log as JSON lines: the bytes that are hashed."`
	Purge  logPurgeCmd  `cmd:"" help:"Take out what was last in effect longer ago than the log is kept."`
}

type logVerifyCmd struct {
	Head  string   `help:"Also check that the log still holds the head of an earlier report, as NUMBER:HASH." placeholder:"N:HASH"`
	Heads []string `help:"Also check that it holds every head in these files: reports in any form, or what log head printed." type:"path" placeholder:"FILE"`
	Lines string   `help:"Check an exported log instead, without a desk." type:"path" placeholder:"FILE"`
}

func (c *logVerifyCmd) Run(r *run) error {
	if c.Lines != "" {
		return c.lines(r)
	}
	return r.reading(func(d *workflow.Desk) error {
		head, err := d.VerifyLog(r.ctx)
		if err == nil && c.Head != "" {
			err = d.HoldsHead(r.ctx, c.Head)
		}
		held := 0
		for _, file := range c.Heads {
			if err != nil {
				break
			}
			err = opened(file, func(in io.Reader) error {
				n, err := d.HoldsHeads(r.ctx, file, in)
				held += n
				return err
			})
		}
		if err != nil {
			return err
		}
		return r.answer(head, func(w io.Writer) error {
			fmt.Fprintf(w, words.Text("The log is whole: %d entries, head %s. Tasks and targets are as it says.\n"), head.Seq, head)
			if held > 0 {
				_, err := fmt.Fprintf(w, words.Text("Heads that left the house, all held: %d.\n"), held)
				return err
			}
			_, err := fmt.Fprintln(w, words.Text("Compare the head with one printed in an earlier report: --heads FILE."))
			return err
		})
	})
}

func (c *logVerifyCmd) lines(r *run) error {
	var head domain.LogHead
	err := opened(c.Lines, func(in io.Reader) (err error) {
		head, err = workflow.VerifyLines(c.Lines, in)
		return err
	})
	if err != nil {
		return err
	}
	return r.answer(head, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, words.Text("The exported log fits together up to entry %d, head %s.\n"), head.Seq, head)
		return err
	})
}

// opened works on a file and closes it again.
func opened(file string, work func(io.Reader) error) error {
	f, err := os.Open(file)
	if err != nil {
		return &domain.Error{Kind: domain.NotFound, Op: "read", Subject: file, Code: "no_such_file", Err: err}
	}
	defer f.Close()
	return work(f)
}

type logListCmd struct {
	Limit int `help:"At most so many." default:"30"`
}

func (c *logListCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		events, err := d.Events(r.ctx, c.Limit)
		if err != nil {
			return err
		}
		return r.answer(events, func(w io.Writer) error { return eventLines(w, events) })
	})
}

type logHeadCmd struct{}

func (c *logHeadCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		s, err := d.Status(r.ctx)
		if err != nil {
			return err
		}
		return r.answer(s.Log, func(w io.Writer) error {
			_, err := fmt.Fprintln(w, or(s.Log.String(), words.Text("The log has no entry yet.")))
			return err
		})
	})
}

type logExportCmd struct {
	File  string `arg:"" help:"File to write; - for standard output." type:"path"`
	From  uint64 `help:"Begin with this entry." default:"1"`
	About string `help:"Only entries about this task, asset or file; the chain has gaps then." placeholder:"NAME"`
	Force bool   `help:"Replace the file if it is there."`
}

func (c *logExportCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		err := r.to(c.File, c.Force).Write(d.Folder(), func(w io.Writer) error { return d.ExportEvents(r.ctx, w, c.From, c.About) })
		if err != nil {
			return err
		}
		return r.written(c.File, words.Text("The log lies in"))
	})
}

type logPurgeCmd struct {
	DryRun             bool   `help:"Only say what would go." name:"dry-run"`
	Reason             string `help:"Why." placeholder:"TEXT"`
	Approver           string `help:"Who approves; the person who acts, where nobody is named." placeholder:"NAME"`
	ApproverPassphrase string `help:"Passphrase of the approver." env:"FENCELINE_APPROVER_PASSPHRASE" hidden:"" placeholder:"TEXT"`
}

func (c *logPurgeCmd) Run(r *run) error {
	open := r.writing
	if c.DryRun {
		open = r.reading
	}
	return open(func(d *workflow.Desk) error {
		out, err := d.PurgeLog(r.ctx, workflow.PurgeRequest{Approver: c.Approver, ApproverPassphrase: c.ApproverPassphrase, Reason: c.Reason}, c.DryRun)
		if err != nil {
			return err
		}
		return r.answer(out, func(w io.Writer) error {
			does := words.Text("were purged")
			if c.DryRun {
				does = words.Text("would be purged")
			}
			_, err := fmt.Fprintf(w, words.Text("Entries are kept for %d years from when they were last in effect, now those before %s go. %d %s; %d older ones stay, for they are in effect or were later.\n"),
				out.Years, words.DayLong(out.Before), out.Entries, does, out.Kept)
			return err
		})
	})
}
