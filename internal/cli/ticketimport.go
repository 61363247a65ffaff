package cli

import (
	"fmt"
	"io"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type taskImportCmd struct {
	File      string            `arg:"" help:"CSV or XLSX with a row per ticket or exception." type:"path"`
	Map       map[string]string `help:"What a column holds: \"Weakness=about\"; a column may be named by its number; \"-\" leaves it out. May be given several times, and is remembered for lists with the same header." placeholder:"COLUMN=PART" mapsep:"none"`
	State     map[string]string `help:"What a word for where a ticket stands means: \"Waiting for parts=blocked\"; open, planned, started, blocked, done, exception or not-applicable. Remembered too." placeholder:"WORD=STATE" mapsep:"none"`
	Dates     string            `help:"Whether the month (mdy) or the day (dmy) comes first in days such as 3/4/2027." placeholder:"ORDER"`
	Separator string            `help:"What separates the columns: \",\", \";\", \"|\" or tab. Default: told from the list." placeholder:"SIGN"`
	Sheet     string            `help:"Sheet of the workbook. Default: the first."`
	Control   string            `help:"What protects the assets of exceptions for which the list states no control." placeholder:"TEXT"`
	DryRun    bool              `help:"Show how the list is read and what would be done, and write nothing."`
	All       bool              `help:"Show every row, not only those refused or without a task."`
}

func (c *taskImportCmd) Run(r *run) error { return c.take(r, false) }

type exceptionImportCmd struct{ taskImportCmd }

// Run takes every row for an exception.
func (c *exceptionImportCmd) Run(r *run) error { return c.take(r, true) }

func (c *taskImportCmd) take(r *run, exceptions bool) error {
	do := r.writing
	if c.DryRun {
		do = r.trying
	}
	return do(func(d *workflow.Desk) error {
		receipt, err := d.ImportTickets(r.ctx, c.File, workflow.TicketListOptions{Map: c.Map, States: c.State, Dates: c.Dates, Separator: c.Separator, Sheet: c.Sheet,
			Control: c.Control, Exceptions: exceptions, DryRun: c.DryRun})
		if err != nil {
			return err
		}
		if receipt.Refused+receipt.Unmatched > 0 {
			r.code = ExitPartly
		}
		return r.answer(receipt, func(w io.Writer) error { return ticketReceiptText(w, &receipt, c.All || c.DryRun) })
	})
}

func ticketReceiptText(w io.Writer, receipt *domain.TicketReceipt, all bool) error {
	if receipt.DryRun {
		fmt.Fprintln(w, words.Text("Dry run: nothing is written."))
	}
	if receipt.Tool != "" {
		fmt.Fprintf(w, words.Text("The list looks like an export of %s.\n"), receipt.Tool)
	}
	if all {
		if err := ticketColumns(w, receipt.Columns); err != nil {
			return err
		}
	}
	shown := 0
	var failed []domain.AssetLine
	for i := range receipt.Lines {
		line := &receipt.Lines[i]
		if line.Error != nil {
			failed = append(failed, domain.AssetLine{Error: line.Error})
			fmt.Fprintf(w, words.Text("  line %d %s: %s: %s\n"), line.Line, ticketOutcome(line.Outcome), oneLine(line.Name), oneLine(line.Reason))
		}
		if !all || len(line.Steps) == 0 && line.Error != nil || shown == previewRows && receipt.DryRun {
			continue
		}
		shown++
		if len(line.Steps) == 0 {
			fmt.Fprintf(w, words.Text("  line %d unchanged: %s\n"), line.Line, oneLine(line.Name))
		}
		for _, step := range line.Steps {
			fmt.Fprintf(w, words.Text("  line %d: %s: %s\n"), line.Line, oneLine(line.Name), oneLine(words.TicketStep(&step)))
		}
	}
	if err := nextSteps(w, failed); err != nil {
		return err
	}
	for _, warning := range receipt.Warnings {
		fmt.Fprintf(w, words.Text("  note: %s\n"), oneLine(words.Warning(warning)))
	}
	_, err := fmt.Fprintf(w, words.Text("%s read: %d taken, %d unchanged, %d without a task here, %d refused; %s changed, %s granted.\n"), words.Several(receipt.Rows, "row", "rows"),
		receipt.Taken, receipt.Unchanged, receipt.Unmatched, receipt.Refused, words.Several(receipt.Targets, "target", "targets"), words.Several(receipt.Granted, "exception", "exceptions"))
	return err
}

func ticketOutcome(outcome string) string {
	switch outcome {
	case domain.RowUnmatched:
		return words.Text("without a task")
	case domain.RowTaken:
		return words.Text("taken in part")
	}
	return outcome
}

func ticketColumns(w io.Writer, columns []domain.ListColumn) error {
	var rows [][]string
	for _, c := range columns {
		field, how := words.Text("not read"), ""
		if c.Field != "" {
			field, how = c.Field, "guessed"
		}
		if c.Given {
			how = "given"
		}
		rows = append(rows, []string{oneLine(c.Header), field, how})
	}
	if err := table(w, []string{"COLUMN", "READ AS", ""}, rows); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w)
	return err
}
