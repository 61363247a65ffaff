package workflow

import (
	"errors"
	"slices"
	"testing"

	"fenceline/internal/domain"
)

// TestTouches holds the assets of each advisory to its findings, the count of the list, and
// their order.
func TestTouches(t *testing.T) {
	d, _, _ := openSample(t)
	all, _, err := d.Findings(t.Context(), FindingFilter{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[domain.AdvisoryKey]map[string]domain.Verdict{}
	for _, f := range all {
		if f.Verdict == domain.NotAffected {
			continue
		}
		if want[f.Advisory] == nil {
			want[f.Advisory] = map[string]domain.Verdict{}
		}
		if want[f.Advisory][f.Asset] != domain.Affected {
			want[f.Advisory][f.Asset] = f.Verdict
		}
	}
	advisories, total, err := d.Advisories(t.Context(), "is:any", 0, 1000)
	if err != nil || total < 40 {
		t.Fatalf("%d advisories, %v", total, err)
	}
	several := false
	for _, a := range advisories {
		touches, err := d.Touches(t.Context(), a.Key, 0)
		if err != nil {
			t.Fatal(err)
		}
		if len(touches.Assets) != len(want[a.Key]) || touches.Affected+touches.CannotTell != a.Assets {
			t.Errorf("%s: %+v, want %v, listed with %d", a.ID, touches, want[a.Key], a.Assets)
		}
		affected := 0
		for _, one := range touches.Assets {
			if want[a.Key][one.ID] != one.Verdict {
				t.Errorf("%s: %+v, want %s", a.ID, one, want[a.Key][one.ID])
			}
			if one.Verdict == domain.Affected {
				affected++
			}
		}
		if affected != touches.Affected || !slices.IsSortedFunc(touches.Assets, func(x, y domain.TouchedAsset) int { return rankOfVerdict(x.Verdict) - rankOfVerdict(y.Verdict) }) {
			t.Errorf("%s: %+v", a.ID, touches)
		}
		if len(touches.Assets) > 1 {
			several = true
			one, err := d.Touches(t.Context(), a.Key, 1)
			if err != nil || len(one.Assets) != 1 || one.Affected != touches.Affected || one.Assets[0] != touches.Assets[0] {
				t.Errorf("%s, one alone: %+v, %v", a.ID, one, err)
			}
		}
	}
	if !several {
		t.Error("no advisory touches several assets: nothing was tested")
	}
}

// TestTouchesAreCountedOnce holds the counts of advisories to each other: the receipt of the
// import that brought all of them, the list, and the counts by what people make of them. The
// sample holds two revisions of one advisory.
func TestTouchesAreCountedOnce(t *testing.T) {
	d, _, _ := openSample(t)
	counts, err := d.AdvisoryCounts(t.Context())
	if err != nil || !counts.Counted || counts.Touching == 0 {
		t.Fatalf("%+v, %v", counts, err)
	}
	for query, want := range map[string]int{"": counts.All, "is:touching": counts.Touching, "is:unread": counts.Unread, "is:touching is:unread": counts.UnreadTouching} {
		if _, total, err := d.Advisories(t.Context(), query, 0, 1); err != nil || total != want {
			t.Errorf("%q: %d, %v, counted %d", query, total, err, want)
		}
	}
	receipts, err := d.ReceiptHeads(t.Context(), 10)
	if err != nil {
		t.Fatal(err)
	}
	if got := receipts[len(receipts)-1].Effect.Touching; got != counts.Touching {
		t.Errorf("the receipt says that %d touch us, the list has %d", got, counts.Touching)
	}
	all, _, err := d.Advisories(t.Context(), "is:touching", 0, 3)
	if err != nil || len(all) != 3 {
		t.Fatal(err)
	}
	if err := errors.Join(d.NotForUs(t.Context(), []domain.AdvisoryKey{all[0].Key}, "none here"), d.MarkRead(t.Context(), []domain.AdvisoryKey{all[1].Key}, true)); err != nil {
		t.Fatal(err)
	}
	after, err := d.AdvisoryCounts(t.Context())
	want := counts
	want.All, want.Touching, want.NotForUs = counts.All-1, counts.Touching-1, counts.NotForUs+1
	want.Unread, want.UnreadTouching = counts.Unread-2, counts.UnreadTouching-2
	if err != nil || after != want {
		t.Errorf("%+v, %v, want %+v", after, err, want)
	}
}
