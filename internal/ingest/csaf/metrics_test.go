package csaf

import (
	"strings"
	"testing"

	"fenceline/internal/domain"
)

func TestDecodeMetrics(t *testing.T) {
	text := document(`{}`, `[{"cve":"CVE-2026-1","metrics":[
	 {"products":["A"],"content":{"ssvc_v2":{"schemaVersion":"2.0.0","timestamp":"2026-06-02T00:00:00Z","selections":[
	  {"namespace":"ssvc","key":"E","version":"1.1.0","values":[{"key":"A","name":"Active"}]},
	  {"namespace":"ssvc","key":"A","version":"2.0.0","values":[{"key":"Y"}]},
	  {"namespace":"ssvc","key":"TI","version":"1.0.0","values":[{"key":"P"},{"key":"T"}]},
	  {"namespace":"ssvc","key":"A","version":"2.0.0","values":[{"key":"maybe"}]},
	  {"namespace":"x_own#a","key":"A","version":"1.0.0","values":[{"key":"N"}]},
	  {"namespace":"ssvc","key":"MI","version":"1.0.0","values":[{"key":"H"}]}]}}},
	 {"products":["B"],"content":{"ssvc_v2":{"timestamp":"2026-06-02T00:00:00Z","selections":[{"namespace":"ssvc","key":"A","values":[{"key":"Y"}]}]}}},
	 {"products":["A"],"content":{"epss":{"percentile":"0.9","probability":"0.42","timestamp":"2026-06-01T10:00:00Z"},"qualitative_severity_rating":"high"}},
	 {"products":["A"],"content":{"ssvc_v2":7,"epss":[],"qualitative_severity_rating":1,"cvss_v3":{"version":"3.1","vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}}}]},
	 {"title":"without a CVE","metrics":[{"content":{"ssvc_v2":{"selections":[{"namespace":"ssvc","key":"A","values":[{"key":"Y"}]}]}}}]}]`)
	var advisory domain.Advisory
	var said []string
	err := Decode(strings.NewReader(text), func(item domain.Item) error {
		switch item := item.(type) {
		case domain.Advisory:
			advisory = item
		case domain.Signal:
			if item.Published.Day() != 2 {
				t.Errorf("of %v", item.Published)
			}
			said = append(said, item.Vulnerability+" "+string(item.Kind)+"="+item.Value+" by "+item.Source)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	by := " by " + advisory.Publisher + " SSVC"
	if got, want := strings.Join(said, ", "), "CVE-2026-1 exploitation=active"+by+", CVE-2026-1 automatable=yes"+by; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if warned(advisory, WarnSSVC) != 2 || len(advisory.Vulnerabilities[0].Scores) != 1 {
		t.Errorf("warnings %v, scores %v", advisory.Warnings, advisory.Vulnerabilities[0].Scores)
	}
	var notes []string
	for _, n := range advisory.Notes {
		if n.Category == "epss" || n.Category == "qualitative_severity_rating" {
			notes = append(notes, n.Title+": "+n.Text)
		}
	}
	if got := strings.Join(notes, "; "); got != "CVE-2026-1 EPSS: 0.42 (0.9) 2026-06-01; CVE-2026-1 qualitative severity rating: high" {
		t.Error(got)
	}
}
