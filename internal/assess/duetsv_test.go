package assess

import (
	"strings"
	"testing"
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
		"t\t14 days\t2026-11-16\t2026-10-15\tno\tyes", ""}, "\n")
	var got strings.Builder
	if err := DueTSV(strings.NewReader(in), &got); err != nil {
		t.Fatal(err)
	}
	if got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
	for name, bad := range map[string]string{
		"no header":     "x\ty\n",
		"bad history":   "id\tzone\texposure\na\tUTC\tyes since today\n",
		"unknown value": "id\tzone\texposure\na\tUTC\tmaybe known 2026-11-01\n",
		"unknown id":    "id\tfindings\nt\tz\n",
	} {
		if err := DueTSV(strings.NewReader(bad), &strings.Builder{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
