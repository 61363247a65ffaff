package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type importCmd struct {
	Paths []string `arg:"" help:"Files, folders or archives (zip, tar, tar.gz, .zst, .xz, .bz2); read in place." type:"path"`
	All   bool     `help:"List every file, not only those that could not be read."`
}

func (c *importCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		receipt, err := d.Import(r.ctx, c.Paths, r.progress())
		if err != nil && receipt.ID == "" {
			return err
		}
		if receipt.Totals.Rejected > 0 || receipt.Totals.Quarantined > 0 || receipt.Effect.Pending {
			r.code = ExitPartly
		}
		if answerErr := r.answerReceipt(d, receipt, c.All); answerErr != nil {
			return answerErr
		}
		if err == nil && receipt.Totals.Files == 0 {
			return &domain.Error{Kind: domain.Invalid, Op: "import", Subject: c.Paths[0], Code: "nothing_to_import"}
		}
		return err
	})
}

// answerReceipt shows what an import did; as JSON, and where all files are asked for, each line
// of it.
func (r *run) answerReceipt(d *workflow.Desk, receipt domain.Receipt, all bool) error {
	whole, err := r.uncut(d, receipt, all)
	if err != nil {
		return err
	}
	var value any
	if r.json {
		value = worded(whole)
	}
	return r.answer(value, func(w io.Writer) error { return receiptText(w, whole, all) })
}

// uncut gives the receipt with all its lines where they will be shown.
func (r *run) uncut(d *workflow.Desk, receipt domain.Receipt, all bool) (domain.Receipt, error) {
	if !receipt.Cut || !r.json && !all {
		return receipt, nil
	}
	return d.Receipt(context.WithoutCancel(r.ctx), receipt.ID) // a cancelled import has one, too
}

// wordedReceipt is a receipt as --json answers it: every line says its reason and
// its warnings, in words, also where there is nothing to say.
type wordedReceipt struct {
	domain.Receipt
	Files []wordedLine `json:"files"`
}

type wordedLine struct {
	domain.FileReceipt
	Reason   string          `json:"reason"`
	Warnings []wordedWarning `json:"warnings"`
}

type wordedWarning struct {
	domain.Warning
	Text string `json:"text"`
}

// worded fills in the sentences of a receipt's lines.
func worded(receipt domain.Receipt) wordedReceipt {
	out := wordedReceipt{Receipt: receipt, Files: make([]wordedLine, len(receipt.Files))}
	for i := range receipt.Files {
		line := wordedLine{FileReceipt: receipt.Files[i], Warnings: []wordedWarning{}}
		if line.Error != nil {
			line.Reason, _ = words.Error(line.Error)
		}
		for _, w := range receipt.Files[i].Warnings {
			line.Warnings = append(line.Warnings, wordedWarning{w, words.Warning(w)})
		}
		out.Files[i] = line
	}
	return out
}

// rejectedShown is how many files that did not come in are listed where not all
// files were asked for.
const rejectedShown = 20

// receiptText lists the files, without all only those that did not come in and
// of these the first, and sums up at the end, where a long list leaves the eye.
func receiptText(w io.Writer, receipt domain.Receipt, all bool) error {
	t := receipt.Totals
	shown := 0
	for i := range receipt.Files {
		bad := receipt.Files[i].Outcome == domain.Rejected || receipt.Files[i].Outcome == domain.Quarantined
		if all || bad && shown < rejectedShown {
			shown++
			fileText(w, &receipt.Files[i], all)
		}
	}
	if more := t.Rejected + t.Quarantined - shown; !all && more > 0 {
		fmt.Fprintf(w, words.Text("  ... and %s more that did not come in. All of them: fenceline receipt\n"), words.Number(more))
	}
	for _, id := range receipt.Effect.NewTasks {
		fmt.Fprintf(w, words.Text("  new task   %s\n"), id)
	}
	fmt.Fprintln(w, words.Receipt(receipt))
	fmt.Fprintf(w, words.Text("  %s: %d imported, %d unchanged, %s, %d rejected, %d in quarantine; %s.\n"), words.Several(t.Files, "file", "files"), t.Imported, t.Unchanged,
		words.Several(t.Recognised, "hash, signature or index", "hashes, signatures and indexes"), t.Rejected, t.Quarantined, words.Several(t.Warnings, "warning", "warnings"))
	if t.Warnings > 0 && !all {
		fmt.Fprintln(w, words.Text("  The warnings, file by file: fenceline receipt"))
	}
	if t.Waiting+t.Failing > 0 {
		fmt.Fprintf(w, "  %s\n", words.CSAFStanding(domain.CSAFStanding{Waiting: t.Waiting, Failing: t.Failing}))
	}
	if line := badgesLine(&receipt); line != "" {
		fmt.Fprintf(w, words.Text("  Origin: %s.\n"), line)
	}
	return nil
}

func fileText(w io.Writer, f *domain.FileReceipt, warnings bool) {
	fmt.Fprintf(w, "  %-10s %s\n", f.Outcome, oneLine(f.File))
	if f.Error != nil {
		what, next := words.Error(f.Error)
		what = strings.TrimPrefix(what, f.File+": ") // the file stands above it
		fmt.Fprintf(w, "             %s %s\n", oneLine(what), oneLine(next))
	}
	if !warnings {
		return
	}
	for _, warning := range f.Warnings {
		fmt.Fprintf(w, words.Text("             note: %s\n"), oneLine(words.Warning(warning)))
	}
}

type receiptCmd struct {
	Count int `help:"How many imports." default:"1"`
}

func (c *receiptCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		receipts, err := d.Receipts(r.ctx, c.Count)
		if err != nil {
			return err
		}
		all := make([]wordedReceipt, len(receipts))
		for i := range receipts {
			all[i] = worded(receipts[i])
		}
		return r.answer(all, func(w io.Writer) error {
			if len(receipts) == 0 {
				_, err := fmt.Fprintln(w, words.Text("Nothing was imported yet. Start with: fenceline import FOLDER"))
				return err
			}
			for _, receipt := range receipts {
				fmt.Fprintf(w, words.Text("%s  by %s  from %s\n"), receipt.Started.Local().Format("2006-01-02 15:04"), oneLine(receipt.By), oneLine(receipt.Source))
				if receipt.Finished.IsZero() {
					fmt.Fprintln(w, words.Text("  It was interrupted. Import the same source again to go on: what is in stays in."))
				}
				if err := receiptText(w, receipt, true); err != nil {
					return err
				}
			}
			return nil
		})
	})
}
