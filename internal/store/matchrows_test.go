package store

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fenceline/internal/domain"
)

// TestGroupedRows puts any rows into groups, through JSON and back: nothing may
// change, and rows that differ only in the statement must lie in one group.
func TestGroupedRows(t *testing.T) {
	at := time.Date(2026, 6, 10, 8, 0, 0, 5, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		row := rapid.Custom(func(t *rapid.T) domain.MatchRow {
			return domain.MatchRow{
				Advisory: "csaf|x|1", Revision: "1", Confidence: domain.Likely,
				Statement:     rapid.IntRange(0, 9).Draw(t, "statement"),
				Vulnerability: rapid.SampledFrom([]string{"CVE-2026-1", "CVE-2026-2"}).Draw(t, "vulnerability"),
				Status:        rapid.SampledFrom([]domain.Status{"", domain.StatusAffected, domain.StatusFixed}).Draw(t, "status"),
				Score:         rapid.SampledFrom([]float64{0, 9.8}).Draw(t, "score"),
				Fixed:         rapid.SampledFrom([][]string{nil, {"2"}}).Draw(t, "fixed"),
				Needs:         rapid.Bool().Draw(t, "needs"),
				Updates:       rapid.SampledFrom([][]string{nil, {"KB5044273"}}).Draw(t, "updates"),
				With:          rapid.SampledFrom([][][]domain.Beside{nil, {{{Name: "a", Keys: []domain.PackageKey{"vp/a/a"}}}}, {{{Name: "a"}, {Name: "b"}}}, {{{Name: "a"}}, {{Name: "b", Stream: "Debian:12"}}}}).Draw(t, "with"),
				Cure:          rapid.SampledFrom([]string{"", "0a1b", "2c3d"}).Draw(t, "cure"),
				Claim:         rapid.SampledFrom([]*domain.VEXClaim{nil, {}, {BOM: "a"}, {With: []domain.PackageKey{"npm/x"}}, {With: []domain.PackageKey{"npm/y"}}, {Said: at}}).Draw(t, "claim"),
				Received:      at.Add(time.Duration(rapid.IntRange(0, 1).Draw(t, "received")) * time.Hour),
				Versions: rapid.SampledFrom([]domain.VersionSet{
					{}, {Kind: domain.SetText, Text: "< 2"}, {Kind: domain.SetOSV, Ranges: []domain.Range{{Type: "SEMVER", Events: []domain.Event{{Introduced: "0"}, {Fixed: "2"}}}}},
					{Kind: domain.SetOSV, Ranges: []domain.Range{{Type: "SEMVER", Events: []domain.Event{{Introduced: "0"}, {Fixed: "3"}}}}},
				}).Draw(t, "versions"),
			}
		})
		rows := rapid.SliceOfN(row, 1, 12).Draw(t, "rows")
		data, err := marshalRows(rows)
		if err != nil {
			t.Fatal(err)
		}
		var groups []rowGroup
		if err := unmarshal("k", data, &groups); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(rows, ungroupRows(nil, groups)); diff != "" {
			t.Fatalf("%s\n%s", data, diff)
		}
	})
}

func TestRowsShareAGroup(t *testing.T) {
	rows := matchRowsOfOneProduct()
	if groups := groupRows(rows); len(groups) != 1 || len(groups[0].More) != len(rows)-1 {
		t.Errorf("%d groups", len(groups))
	}
}

// matchRowsOfOneProduct is what an advisory says of one product for three flaws.
func matchRowsOfOneProduct() []domain.MatchRow {
	row := domain.MatchRow{Advisory: "csaf|x|1", Revision: "1", Status: domain.StatusAffected, Versions: domain.VersionSet{Kind: domain.SetExact, Exact: []string{"1"}}, Confidence: domain.Likely}
	rows := []domain.MatchRow{row, row, row}
	for i := range rows {
		rows[i].Statement, rows[i].Score = i, float64(i)
	}
	rows[2].Status = domain.StatusFixed
	return rows
}

// TestRowsOfBefore reads rows as they were stored one by one.
func TestRowsOfBefore(t *testing.T) {
	rows := matchRowsOfOneProduct()
	data, err := marshal(rows)
	if err != nil {
		t.Fatal(err)
	}
	var groups []rowGroup
	if err := unmarshal("k", data, &groups); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(rows, ungroupRows(nil, groups)); diff != "" {
		t.Error(diff)
	}
}
