package cli

import (
	"fmt"
	"io"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type reportCmd struct {
	File     string `arg:"" optional:"" help:"File to write; its ending says the form: .pdf, .html, .xlsx, .csv or .json; - for standard output." type:"path"`
	Force    bool   `help:"Replace the file if it is there."`
	Format   string `help:"pdf, html, xlsx, csv or json, where the file's name does not say it."`
	Preview  bool   `help:"Show what the report would say, the first rows of each table, and write no file."`
	Audience string `help:"Who will read it: inside, examiner, provider, public. Advisories they may not see are left out and counted." default:"inside" enum:"inside,examiner,provider,public"`
}

func (c *reportCmd) Run(r *run) error {
	if c.Preview {
		return r.reading(func(d *workflow.Desk) error { return c.preview(r, d) })
	}
	if c.File == "" {
		return &domain.Error{Kind: domain.Invalid, Op: "write report", Code: "report_unnamed"}
	}
	return r.reading(func(d *workflow.Desk) error {
		write := func() error { return d.ExportReport(r.ctx, c.Format, c.Audience, r.to(c.File, c.Force)) }
		if err := forPrograms(c.Format, c.File, write); err != nil {
			return err
		}
		if err := r.pendingNote(d); err != nil {
			return err
		}
		return r.written(c.File, words.Text("The report lies in"))
	})
}

// preview prints what the report would say.
func (c *reportCmd) preview(r *run, d *workflow.Desk) error {
	p, err := d.ReportPreview(r.ctx, c.Audience)
	if err != nil {
		return err
	}
	return r.answer(p, func(w io.Writer) error {
		fmt.Fprintf(w, "%s\n%s\n\n", oneLine(p.Operator), words.TLP(p.TLP))
		rows := [][]string{}
		for _, h := range p.Header {
			rows = append(rows, []string{h.Name, h.Text})
		}
		if err := columns(w, rows); err != nil {
			return err
		}
		for _, notice := range p.Notices {
			fmt.Fprintf(w, "\n%s\n", notice)
		}
		fmt.Fprintln(w)
		rows = rows[:0]
		for _, f := range p.Figures {
			rows = append(rows, []string{f.Number, f.Name, f.Note})
		}
		if err := columns(w, rows); err != nil {
			return err
		}
		for i := range p.Tables {
			if err := previewTable(w, &p.Tables[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

func previewTable(w io.Writer, t *domain.ReportTable) error {
	fmt.Fprintf(w, "\n%s\n", t.Title)
	if len(t.Rows) == 0 {
		_, err := fmt.Fprintln(w, "  "+t.None)
		return err
	}
	rows := make([][]string, len(t.Rows))
	for i, row := range t.Rows {
		for _, cell := range row {
			first, _, _ := strings.Cut(cell, "\n") // the rest of a cell is for wider paper
			rows[i] = append(rows[i], first)
		}
	}
	if err := table(w, t.Columns, rows); err != nil {
		return err
	}
	if t.More > 0 {
		fmt.Fprintln(w, words.AndMore(t.More))
	}
	return nil
}
