package store_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

func TestScores(t *testing.T) {
	ctx := context.Background()
	onEach(t, func(t *testing.T, s *store.Store) {
		view(t, s, func(r *store.Read) error {
			book, err := r.Scores()
			if err != nil || book.Day != "" {
				t.Errorf("an empty store has scores of %q, %v", book.Day, err)
			}
			got, err := book.Highest([]string{cve})
			if got != nil {
				t.Errorf("got %v", got)
			}
			return err
		})
		var lines []string
		for n := range 10_000 { // several pieces
			lines = append(lines, fmt.Sprintf("CVE-2026-%04d,0.%04d,0.5", (n*7919)%10_000, (n*7919)%10_000))
		}
		lines = append(lines, "CVE-2026-0042,0.9,") // again: the last one counts
		packed := store.PackScores(lines)
		same(t, "twice", []string{"CVE-2026-0042"}, packed.Twice())
		old := store.PackScores([]string{"CVE-2026-0042,0.1,0.1", "CVE-2020-1,1,1"})
		for _, step := range []struct {
			day    store.ScoreDay
			scores store.Scores
		}{
			{store.ScoreDay{Day: "2026-06-12", Digest: "aa"}, old},
			{store.ScoreDay{Day: "2026-06-12", Digest: "bb", Model: "v1"}, packed},
			{store.ScoreDay{Day: "2026-06-11", Digest: "cc"}, old},
			{store.ScoreDay{Day: "2026-06-11", Digest: "cc"}, old}, // once more, as after a crash
		} {
			if err := s.PutScores(ctx, step.day, step.scores); err != nil {
				t.Fatal(err)
			}
		}
		view(t, s, func(r *store.Read) error {
			days, err := r.ScoreDays()
			if err != nil || len(days) != 2 || days[1].Count != 10_000 || days[0].Count != 2 {
				t.Fatalf("got days %+v, %v", days, err)
			}
			book, err := r.Scores()
			if err != nil || book.Day != "2026-06-12" {
				t.Fatalf("got %s, %v", book.Day, err)
			}
			for n := 0; n < 10_000; n += 371 {
				id := fmt.Sprintf("CVE-2026-%04d", n)
				got, err := book.Score(id)
				if err != nil {
					return err
				}
				same(t, id, &domain.EPSS{Vulnerability: id, Score: float64(n) / 10_000, Percentile: 0.5, Date: "2026-06-12", Model: "v1"}, got)
			}
			for _, id := range []string{"CVE-2020-1", "CVE-2026-00420", "CVE-2027-1", "A", ""} {
				if got, err := book.Score(id); got != nil || err != nil {
					t.Errorf("%q has the score %v, %v", id, got, err)
				}
			}
			best, err := book.Highest([]string{"GHSA-1", "CVE-2026-0003", "CVE-2026-0042"})
			same(t, "highest", &domain.EPSS{Vulnerability: "CVE-2026-0042", Score: 0.9, Date: "2026-06-12", Model: "v1"}, best)
			return err
		})
		for _, key := range keys(t, s) {
			if strings.HasPrefix(key, "scores/aa/") {
				t.Errorf("%s: left over of a file that is no longer the day's", key)
			}
		}
	})
}

// TestScoresAreFound is the law that every line packed is found and nothing else.
func TestScoresAreFound(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		ids := rapid.SliceOfDistinct(rapid.StringMatching(`CVE-20[0-9]{2}-[0-9]{4,6}`), rapid.ID[string]).Draw(rt, "ids")
		lines := make([]string, len(ids))
		for i, id := range ids {
			lines[i] = fmt.Sprintf("%s,0.%03d,", id, i%1000)
		}
		s := newStore(t, engines[0].fresh(t))
		if err := s.PutScores(context.Background(), store.ScoreDay{Day: "2026-01-01", Digest: "d"}, store.PackScores(lines)); err != nil {
			rt.Fatal(err)
		}
		view(t, s, func(r *store.Read) error {
			book, err := r.Scores()
			for i, id := range ids {
				got, err := book.Score(id)
				if err != nil || got == nil || got.Score != float64(i%1000)/1000 {
					rt.Errorf("%s: got %v, %v", id, got, err)
				}
			}
			return err
		})
	})
}
