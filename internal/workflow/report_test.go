package workflow

import (
	"slices"
	"strings"
	"testing"
)

// TestReportNamesPublishers sees that no line of a report leaves a publisher
// empty: databases name none in their records, and are named themselves.
func TestReportNamesPublishers(t *testing.T) {
	d, _, _ := openSample(t)
	data, err := d.ReportData(t.Context(), "inside")
	if err != nil {
		t.Fatal(err)
	}
	databases := 0
	for _, line := range data.Lines {
		names := strings.Split(line.Publisher, ", ")
		if slices.Contains(names, "") {
			t.Errorf("%s on %s: publishers %q", line.Task, line.Asset, line.Publisher)
		}
		if slices.Contains(names, "Debian:12") {
			databases++
		}
	}
	if databases == 0 {
		t.Errorf("none of %d lines comes from a database: the test shows nothing", len(data.Lines))
	}
}
