package cli

import (
	"fmt"
	"io"
	"strconv"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type csafCheckCmd struct{}

func (c *csafCheckCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		out, err := d.CheckCSAF(r.ctx, r.progress())
		if err != nil {
			return err
		}
		return r.answer(out, func(w io.Writer) error {
			fmt.Fprintf(w, words.Text("%s checked, %d of them failing.\n"), words.Several(out.Checked, "document", "documents"), len(out.Failed))
			if err := failuresTable(w, out.Failed); err != nil {
				return err
			}
			_, err := fmt.Fprintln(w, words.CSAFStanding(out.Standing))
			return err
		})
	})
}

type csafFailingCmd struct{}

func (c *csafFailingCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		out, err := d.CSAFFailing(r.ctx)
		if err != nil {
			return err
		}
		return r.answer(out, func(w io.Writer) error {
			if err := failuresTable(w, out.Failed); err != nil {
				return err
			}
			_, err := fmt.Fprintln(w, words.CSAFStanding(out.Standing))
			return err
		})
	})
}

func failuresTable(w io.Writer, all []domain.CSAFFailure) error {
	if len(all) == 0 {
		return nil
	}
	rows := make([][]string, 0, len(all))
	for i := range all {
		f := &all[i]
		rows = append(rows, []string{f.File, strconv.Itoa(f.Tests), f.Test, f.Place})
	}
	return table(w, []string{"FILE", "FINDINGS", "FIRST TEST", "PLACE"}, rows)
}
