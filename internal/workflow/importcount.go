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
