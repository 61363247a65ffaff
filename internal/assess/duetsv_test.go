package assess

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fenceline/internal/domain"
)

func TestDueTSV(t *testing.T) {
	in := strings.Join([]string{strings.Join(dueColumns, "\t"),
		"a\tAmerica/Chicago\tyes known 2026-11-01\t2026-10-01 known 2026-11-24\tno known 2026-11-01\tpartial known 2026-11-01\t2026-11-24T21:05:00Z\t2026-11-01T00:00:00Z\tflat-60\tnone\t2026-11-26T00:00:00Z\t",
		"b\tUTC\tunanswered\tnone\tunknown\tnone\t2026-11-24T21:05:00Z\t2026-11-01T00:00:00Z\tflat-60\tnone\t2026-11-26T00:00:00Z\t",
		"c\tUTC\tno known 2026-11-01\t2026-11-01 known 2026-11-02; removed known 2026-11-03 weaker\tno known 2026-11-01\ttotal known 2026-11-01\t2026-11-01T10:00:00Z\t2026-11-01T00:00:00Z\tflat-60\tnone\t2026-11-26T00:00:00Z\t",
		"t\t\t\t\t\t\t\t\t\t\t\ta+b+c", ""}, "\n")
	want := strings.Join([]string{"id\ttier\tdue\tpolicy\tassumed\tlate_on_arrival",
		"a\t14 days\t2026-12-08\t2026-10-15\tno\tyes",
		"b\t60 days\t2027-01-23\t2027-01-23\tyes\tno",
		"c\t14 days\t2026-11-16\t2026-11-15\tno\tno",
		"t\t14 days\t2026-11-16\t2026-10-15\tyes\tyes", ""}, "\n")
	var got strings.Builder
	if err := DueTSV(strings.NewReader(in), &got); err != nil {
		t.Fatal(err)
	}
	if got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
	line := func(id, zone, exposure, received, findings string) string {
		return strings.Join(dueColumns, "\t") + "\n" + strings.Join([]string{id, zone, exposure, "none", "none", "none", received,
			"2026-11-01T00:00:00Z", "flat-60", "none", "2026-11-26T00:00:00Z", findings}, "\t") + "\n"
	}
	for name, bad := range map[string]string{
		"nothing at all": "",
		"no header":      "x\ty\n",
		"a column gone":  "id\tzone\texposure\n",
		"no zone":        line("a", "", "none", "2026-11-24T21:05:00Z", ""),
		"the machine's":  line("a", "Local", "none", "2026-11-24T21:05:00Z", ""),
		"bad history":    line("a", "UTC", "yes since today", "2026-11-24T21:05:00Z", ""),
		"unknown value":  line("a", "UTC", "maybe known 2026-11-01", "2026-11-24T21:05:00Z", ""),
		"no instant":     line("a", "UTC", "none", "2026-11-24", ""),
		"unknown id":     line("t", "UTC", "none", "", "z"),
		"a column twice": strings.Join(dueColumns, "\t") + "\tid\n",
		"a field more":   strings.TrimSuffix(line("a", "UTC", "none", "2026-11-24T21:05:00Z", ""), "\n") + "\tx\n",
		"no such day":    strings.Replace(line("a", "UTC", "none", "2026-11-24T21:05:00Z", ""), "flat-60\tnone", "flat-60\t2026-02-30", 1),
		"endless":        strings.Join(dueColumns, "\t") + "\n" + strings.Repeat("x", 2<<20),
		"twice":          line("a", "UTC", "none", "2026-11-24T21:05:00Z", "") + "a\n",
	} {
		if err := DueTSV(strings.NewReader(bad), &strings.Builder{}); !domain.Is(err, domain.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestDueTSVLinesInAnyOrder: a target may stand before its findings, columns may
// stand in another order, and Windows line ends do not matter.
func TestDueTSVLinesInAnyOrder(t *testing.T) {
	in := "\ufefffindings\tid\tzone\texposure\tkev\tautomatable\timpact\treceived\tdetected\tmissing\tnext_upgrade\tevaluate\r\n" +
		"a+b\tt\r\n" +
		"none\ta\tUTC\tno known 2026-11-01\tnone\tno known 2026-11-01\ttotal known 2026-11-01\t2026-11-24T21:05:00Z\t2026-11-01T00:00:00Z\tworst-case\t2026-12-31\t2026-11-26T00:00:00Z\r\n" +
		"\r\n" +
		"\tb\tUTC\tno known 2026-11-01\tnone\tno known 2026-11-01\ttotal known 2026-11-01\t2026-11-24T21:05:00Z\t2026-11-01T00:00:00Z\t\tnone\t2026-11-26T00:00:00Z\r\n"
	want := "id\ttier\tdue\tpolicy\tassumed\tlate_on_arrival\n" +
		"t\tfix on system upgrade\t2026-12-31\t2026-12-31\tno\tno\n" +
		"a\tfix on system upgrade\t2026-12-31\t2026-12-31\tno\tno\n" +
		"b\tfix on system upgrade\tnone\tnone\tno\tno\n"
	var got strings.Builder
	if err := DueTSV(strings.NewReader(in), &got); err != nil {
		t.Fatal(err)
	}
	if got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
}

// TestClockByHand: the dates of testdata/clock/due.tsv were worked out with a
// calendar from the lines of facts.tsv, not by the program.
func TestClockByHand(t *testing.T) {
	facts, err := os.Open(filepath.Join("..", "..", "testdata", "clock", "facts.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer facts.Close()
	text, err := os.ReadFile(filepath.Join("..", "..", "testdata", "clock", "due.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	if err := DueTSV(facts, &got); err != nil {
		t.Fatal(err)
	}
	want, is := strings.Split(string(text), "\n"), strings.Split(got.String(), "\n")
	if len(want) < 30 || len(want) != len(is) {
		t.Fatalf("%d lines, want %d", len(is), len(want))
	}
	for i := range want {
		if want[i] != is[i] {
			t.Errorf("got  %s\nwant %s", is[i], want[i])
		}
	}
}
