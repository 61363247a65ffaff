package workflow

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"fenceline/internal/domain"
)

// TestAdvisoryCounts holds the figures over the list against what the list finds,
// after everything that can change them, with the stored text index and without.
func TestAdvisoryCounts(t *testing.T) {
	for name, n := range map[string]int{"few": 12, "many": fewTexts + 8} {
		t.Run(name, func(t *testing.T) {
			now := &clock{now: dayOne}
			d := openDesk(t, t.TempDir(), now)
			root := t.TempDir()
			bring := func(folder string, from, to int, word string) {
				t.Helper()
				now.now = now.now.Add(time.Hour)
				writeRecords(t, filepath.Join(root, folder), from, to, word)
				if _, err := d.Import(t.Context(), []string{filepath.Join(root, folder)}, nil); err != nil {
					t.Fatal(err)
				}
			}
			key := func(i int) domain.AdvisoryKey { return found(t, d, fmt.Sprintf("id:OSV-2026-%05d", i)).Rows[0].Key }
			check := func(step string, unread int) {
				t.Helper()
				found(t, d, "") // which reads in what waits; the counting does not
				counts, err := d.AdvisoryCounts(t.Context())
				if err != nil || !counts.Counted || counts.Unread != unread {
					t.Fatalf("%s: %+v, %v, want %d unread", step, counts, err, unread)
				}
				all, unreads, aside := found(t, d, "").Total, found(t, d, "is:unread").Total, found(t, d, "is:not-for-us").Total
				if counts.All != all || unread != unreads || counts.NotForUs != aside || counts.Touching != found(t, d, "is:touching").Total ||
					counts.UnreadTouching != found(t, d, "is:touching is:unread").Total {
					t.Errorf("%s: %+v; listed are %d, %d unread, %d aside", step, counts, all, unreads, aside)
				}
			}
			do := func(err error) {
				t.Helper()
				if err != nil {
					t.Fatal(err)
				}
				now.now = now.now.Add(time.Minute)
			}
			check("nothing", 0)
			bring("a", 0, n, "first")
			check("came", n)
			a, b, c := key(0), key(1), key(2)
			do(d.MarkRead(t.Context(), []domain.AdvisoryKey{a, b, c}, true))
			check("three read", n-3)
			do(d.MarkRead(t.Context(), []domain.AdvisoryKey{b}, false))
			check("one unread again", n-2)
			do(d.NotForUs(t.Context(), []domain.AdvisoryKey{b, c}, "none here"))
			check("two aside", n-3)
			do(d.MarkAllRead(t.Context()))
			check("all read", 0)
			do(d.MarkRead(t.Context(), []domain.AdvisoryKey{a}, false))
			check("one of them unread", 1)
			bring("b", n-3, n+4, "second")
			check("three anew, four new", 8)
			do(d.DeleteAdvisory(t.Context(), a, ""))
			check("one deleted", 7)
			do(d.RestoreAdvisory(t.Context(), a))
			check("and restored", 8)
			do(d.NotForUs(t.Context(), []domain.AdvisoryKey{b, c}, ""))
			check("for us again", 8)
		})
	}
}
