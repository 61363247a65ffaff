package workflow

import (
	"fmt"
	"testing"

	"fenceline/internal/domain"
)

// TestReceiptHeld holds that an import of very many files keeps the first of their lines and those that
// did not come in, and counts all.
func TestReceiptHeld(t *testing.T) {
	run := &importRun{}
	const files = 3 * linesHeld
	for at := 0; at < files; at += 1000 {
		lines := make([]domain.FileReceipt, 1000)
		for i := range lines {
			lines[i] = domain.FileReceipt{File: fmt.Sprint(at + i), Outcome: domain.Imported, Badge: domain.BadgeUnsigned, Format: domain.FormatOSV}
			if (at+i)%100 == 7 {
				lines[i].Outcome, lines[i].Badge = domain.Rejected, ""
			}
		}
		if run.hold(lines); run.receipt.Cut != (at+1000 > linesHeld) {
			t.Fatalf("after %d files: cut is %v", at+1000, run.receipt.Cut)
		}
	}
	bad := 0
	for _, line := range run.receipt.Files {
		if line.Outcome == domain.Rejected {
			bad++
		}
	}
	if bad != files/100 || len(run.receipt.Files) != linesHeld+(files-linesHeld)/100 {
		t.Errorf("%d lines are held, %d of them rejected", len(run.receipt.Files), bad)
	}
	if n := run.receipt.Badges[domain.BadgeUnsigned]; n != files-files/100 {
		t.Errorf("%d files were counted as unsigned", n)
	}
	if run.csafCame || run.feedCame {
		t.Error("OSV was taken for CSAF or a feed")
	}
}
