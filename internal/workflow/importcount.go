package workflow

import (
	"slices"

	"fenceline/internal/domain"
)

// count adds one line to the totals.
func count(t *domain.Totals, line domain.FileReceipt) {
	t.Files++
	t.Bytes += line.Size
	t.Warnings += len(line.Warnings)
	switch line.Outcome {
	case domain.Imported:
		t.Imported++
		if line.Format == domain.FormatPayload {
			t.Payloads++
		}
		t.Advisories += len(line.Items)
		t.Signals += line.Records - len(line.Items)
		if line.Waits {
			t.Waiting++
		}
		if slices.ContainsFunc(line.Warnings, func(w domain.Warning) bool { return w.Code == codeFailingCSAF }) {
			t.Failing++
		}
	case domain.Unchanged:
		t.Unchanged++
	case domain.Rejected:
		t.Rejected++
	case domain.Quarantined:
		t.Quarantined++
	case domain.Recognised:
		t.Recognised++
	}
}

// linesHeld is how many lines of its receipt an import holds: a feed has some hundred
// thousand, which would take more memory than all else.
const linesHeld = 10_000

// hold keeps lines that were written for whoever asked for the import.
func (run *importRun) hold(lines []domain.FileReceipt) {
	r := &run.receipt
	for _, line := range lines {
		if line.Badge != "" {
			if r.Badges == nil {
				r.Badges = map[domain.Badge]int{}
			}
			r.Badges[line.Badge]++
		}
		if line.Outcome == domain.Imported {
			run.csafCame = run.csafCame || line.Format == domain.FormatCSAF
			run.feedCame = run.feedCame || isFeed(line.Format)
		}
		bad := line.Outcome == domain.Rejected || line.Outcome == domain.Quarantined
		if len(r.Files) < linesHeld || bad && len(r.Files) < 2*linesHeld {
			r.Files = append(r.Files, line)
		} else {
			r.Cut = true
		}
	}
}
