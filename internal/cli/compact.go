package cli

import (
	"fmt"
	"io"

	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type compactCmd struct{}

func (c *compactCmd) Run(r *run) error {
	out, err := workflow.Compact(r.ctx, r.options, r.progress())
	if err != nil {
		return err
	}
	return r.answer(out, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, words.Text("The file of the desk took %s, now %s. Nothing in it changed.\n"), megabytes(out.Before), megabytes(out.After))
		return err
	})
}

func megabytes(n int64) string { return words.Text("{n} MB", "n", fmt.Sprintf("%.1f", float64(n)/1e6)) }
