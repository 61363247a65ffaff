package workflow

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
)

// TestFindingPages: pages of any size, one behind the other, are the whole list, and each
// tells how many there are.
func TestFindingPages(t *testing.T) {
	d, _, _ := openSample(t)
	for _, verdict := range []domain.Verdict{"", domain.Affected, domain.NotAffected, domain.CannotTell} {
		all, total, err := d.Findings(t.Context(), FindingFilter{Verdict: verdict})
		if err != nil || len(all) != total || total < 10 {
			t.Fatalf("%q: %d of %d, %v", verdict, len(all), total, err)
		}
		for _, size := range []int{1, 7, total, total + 3} {
			var joined []domain.FindingView
			for offset := 0; offset < total; offset += size {
				page, n, err := d.Findings(t.Context(), FindingFilter{Verdict: verdict, Offset: offset, Limit: size})
				if err != nil || n != total || len(page) > size {
					t.Fatalf("%q from %d: %d of %d, want %d in all, %v", verdict, offset, len(page), n, total, err)
				}
				joined = append(joined, page...)
			}
			if diff := cmp.Diff(all, joined); diff != "" {
				t.Errorf("%q by %d: -whole +pages\n%s", verdict, size, diff)
			}
		}
	}
}
