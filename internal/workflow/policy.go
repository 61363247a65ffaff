package workflow

import (
	"io"

	"fenceline/internal/assess"
)

// DueTSV computes due dates for lines of facts, without a desk; the form is that
// of assess.DueTSV.
func DueTSV(r io.Reader, w io.Writer) error { return assess.DueTSV(r, w) }
