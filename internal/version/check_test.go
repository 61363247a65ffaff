package version

import (
	"errors"
	"os"
	"strings"
	"testing"

	"fenceline/internal/domain"
)

// verdict words a reading as the lines of testdata do.
func verdict(in domain.Answer) string {
	switch in {
	case domain.Yes:
		return "affected"
	case domain.No:
		return "not_affected"
	}
	return "cannot_tell"
}

func TestCheckReads(t *testing.T) {
	for _, tt := range []struct {
		kind, statement, read, condition string
	}{
		{KindRange, "All versions < V5.1 SP1 HF8", "< V5.1 SP1 HF8", ""},
		{KindRange, "vers:all/>=V2.9.2<V2.9.4", ">= V2.9.2, < V2.9.4", ""},
		{KindRange, ">= 1.0 | <= 1.32", ">= 1.0, <= 1.32", ""},
		{KindRange, "prior to 7.2", "< 7.2", ""},
		{KindRange, "*", "*", ""},
		{KindRange, "V3.0 and later", ">= V3.0", ""},
		{KindRange, "from 1.0 to 2.0", ">= 1.0, <= 2.0", ""},
		{KindRange, "up to and including 4.5", "<= 4.5", ""},
		{KindRange, "up to 4.5", "<? 4.5", ""},
		{KindRange, "7.2 and earlier versions", "<= 7.2", ""},
		{KindRange, "All versions between V3.0 (including) and V3.0.2 (excluding)", ">= V3.0, < V3.0.2", ""},
		{KindRange, "<V18_Update_2", "< V18 Update 2", ""},
		{KindRange, "V4.7: < V4.7 HF27", "< V4.7 HF27 [V4.7]", ""},
		{KindRange, "All versions V14 < V14 SP3", "< V14 SP3 [V14]", ""},
		{KindRange, "< March 13, 2019", "< 2019-03-13", ""},
		{KindRange, "All versions < V8.1 with WinCC V7.3 Upd 19", "< V8.1", "with WinCC V7.3 Upd 19"},
		{KindRange, "All versions <= V2.5.0 and Function State (FS) <= 9", "<= V2.5.0", "Function State (FS) <= 9"},
		{KindRange, "NMC2 <= 6.9.6", "<= 6.9.6", "NMC2"},
		{KindRange, "4.1.1.7662 (and possibly prior versions)", "? <= 4.1.1.7662", ""},
		{KindExact, "V4.4, V4.5, V5.0, and V5.1", "V4.4 or V4.5 or V5.0 or V5.1", ""},
		{KindExact, "* (with option G28)", "*", "with option G28"},
		{KindExact, "7100 | 7900 MRI", "7100 or ?", ""},
		{KindVers, "vers:npm/>=1.0.0|<2.0.0", ">= 1.0.0 | < 2.0.0", ""},
		{KindCPE, "cpe:2.3:a:v:p:*:*:*:*:*:*:*:* versionStartIncluding=1.0 versionEndExcluding=2.0", ">= 1.0, < 2.0", ""},
		{KindWindows, "fixed=10.0.19045.5011; kb=KB5044273", "< 10.0.19045.5011; KB5044273", ""},
		{"osv_deb", "introduced=0 fixed=1:2.0-1; introduced=1:3.0-1", ">= 0, < 1:2.0-1 or >= 1:3.0-1", ""},

		{KindRange, "3.0 and <", "", ""},
		{KindRange, ">= 4.5.0 | =< 3.5.20304.x", "", ""},
		{KindRange, "<=8.1 | >= 8.1.10", "", ""},
		{KindRange, ">= 1.0 | >= 2.4", "", ""},
		{KindRange, "first five digits of serial number 24061", "", ""},
		{KindRange, "< august 28", "", ""},
		{KindRange, "<= 2019 SPI", "", ""},
		{KindRange, "", "", ""},
		{KindVers, "vers:all/<V3", "", ""},
		{KindVers, "vers:npm/<2.0.0|>=1.0.0", "", ""},
		{KindCPE, "cpe:2.3:a:v:p:1.0:*:*:*:*:*:*:* versionEndExcluding=2.0", "", ""},
		{KindCPE, "cpe:2.3:a:v:p versionEndExcluding=2.0", "", ""},
		{KindCPE, "cpe:2.3:a:v:p:*:*:*:*:*:*:*:* versionStartIncluding=3 versionEndExcluding=2", "", ""},
		{KindWindows, "fixed=10.0.19045.5011; fixed=10.0.19045.5012", "", ""},
		{"osv_npm", "introduced=2.0.0 fixed=1.0.0", "", ""},
		{"osv_npm", "fixed=1.0.0", "", ""},
		{"osv_npm", "introduced=next", "", ""},
	} {
		t.Run(tt.kind+" "+tt.statement, func(t *testing.T) {
			got, err := Check(tt.kind, tt.statement, "0.5")
			if err != nil || got.Read != tt.read || got.Condition != tt.condition {
				t.Errorf("read as %q with condition %q, %v; want %q, %q", got.Read, got.Condition, err, tt.read, tt.condition)
			}
			if tt.read == "" && (got.In != domain.Unanswered || got.Code != domain.ReasonRangeUnread) {
				t.Errorf("what was not read is decided: %+v", got)
			}
		})
	}
}

func TestCheckKinds(t *testing.T) {
	if _, err := Check("nothing", "< 1", "0"); !errors.Is(err, ErrKind) {
		t.Errorf("got %v", err)
	}
	if got := len(Kinds()); got != 11 {
		t.Errorf("%d kinds", got)
	}
}

// TestReadings checks readings that a person went through one by one, each with
// the reason behind it.
func TestReadings(t *testing.T) {
	data, err := os.ReadFile("testdata/readings.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")[1:]
	if len(lines) < 300 {
		t.Errorf("only %d readings", len(lines))
	}
	for i, line := range lines {
		f := strings.Split(line, "\t")
		if len(f) != 5 || f[4] == "" {
			t.Fatalf("line %d has no reason or no verdict: %q", i+2, line)
		}
		got, err := Check(f[0], f[1], f[2])
		if err != nil || verdict(got.In) != f[3] {
			t.Errorf("line %d: %s %q, installed %q is %s (%s, read as %q), want %s: %s; %v", i+2, f[0], f[1], f[2], verdict(got.In), got.Code, got.Read, f[3], f[4], err)
		}
	}
}
