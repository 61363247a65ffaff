package cli

import (
	"fmt"
	"io"

	"fenceline/internal/workflow"
)

type compactCmd struct{}

func (c *compactCmd) Run(r *run) error {
	out, err := workflow.Compact(r.ctx, r.options, r.progress())
	if err != nil {
		return err
	}
	return r.answer(out, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "The file of the desk took %s, now %s. Nothing in it changed.\n", megabytes(out.Before), megabytes(out.After))
		return err
	})
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }
