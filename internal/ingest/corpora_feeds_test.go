//go:build corpora

package ingest

import (
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"fenceline/internal/domain"
)

// checkKEV compares the JSON of the catalogue with the CSV of the same day.
func checkKEV(t *testing.T, n *tally) {
	n.only(t, map[string]int{"format_unknown": 1, "format_unread": 1}) // its notes and its schema
	fromJSON, fromCSV := n.items["known_exploited_vulnerabilities.json"], n.items["known_exploited_vulnerabilities.csv"]
	if len(fromJSON) != 1404 {
		t.Errorf("%d entries", len(fromJSON))
	}
	if diff := cmp.Diff(fromJSON, fromCSV, cmpopts.IgnoreFields(domain.Signal{}, "Published")); diff != "" {
		t.Errorf("-json +csv:\n%s", diff)
	}
}

// checkEPSS compares the scores with the rows that come with the set.
func checkEPSS(t *testing.T, n *tally) {
	for file, golden := range map[string]string{
		"fixtures/epss_scores-2021-04-14.csv.gz": "2021/2021-04-14.json",
		"fixtures/epss_scores-2023-03-07.csv.gz": "2023/2023-03-07.json",
	} {
		raw, err := os.ReadFile(corpora(t, "epss", "golden", golden))
		if err != nil {
			t.Fatal(err)
		}
		type row struct {
			ID               string
			EPSS, Percentile float64
		}
		var want struct {
			Model string
			Date  string `json:"score_date"`
			Data  []row
		}
		if err := json.Unmarshal(raw, &want); err != nil {
			t.Fatal(err)
		}
		var got []row
		for _, item := range n.items[file] {
			s := item.(domain.Signal)
			score, _ := strconv.ParseFloat(s.Value, 64)
			percentile, _ := strconv.ParseFloat(s.Percentile, 64)
			got = append(got, row{s.Vulnerability, score, percentile})
			if s.Model != want.Model || !strings.HasPrefix(want.Date, s.Published.Format("2006-01-02")) {
				t.Errorf("%s: model %q, day %v", file, s.Model, s.Published)
			}
		}
		if diff := cmp.Diff(want.Data, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
}
