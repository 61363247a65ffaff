package workflow

import (
	"context"
	"strconv"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// dayScores gathers one day of EPSS as lines; signals would take ten times the
// memory.
type dayScores struct {
	day    domain.Day
	model  string
	source string
	lines  []string
	twice  []domain.Warning
	packed store.Scores
}

func (s *dayScores) add(one *domain.Signal) {
	s.day, s.model, s.source = domain.DayOf(one.Published, time.UTC), one.Model, one.Source
	s.lines = append(s.lines, one.Vulnerability+","+one.Value+","+one.Percentile)
}

// mostTwice is how many ids that stand twice are named.
const mostTwice = 50

// pack sorts and cuts what was gathered.
func (s *dayScores) pack() {
	if len(s.lines) > 0 {
		s.packed, s.lines = store.PackScores(s.lines), nil
	}
	for i, cve := range s.packed.Twice() {
		if i == mostTwice {
			break
		}
		s.twice = append(s.twice, domain.Warning{Code: "epss_twice", Params: domain.Params{"cve": cve}})
	}
}

// applyScores writes a day of scores. No verdict and no date rests on them, so
// nothing is matched again; lists and reports show the newest day.
func (d *Desk) applyScores(ctx context.Context, s *dayScores, arrival store.Arrival) ([]domain.Warning, error) {
	if s.packed.Count() == 0 {
		return nil, nil
	}
	var warnings []domain.Warning
	weaker := false
	err := d.store.View(ctx, func(r *store.Read) error {
		warnings, weaker = nil, false
		same, ok, err := r.ScoreDay(s.day)
		if err != nil {
			return err
		}
		if weaker = ok && !arrival.Badge.AtLeast(same.Badge); weaker {
			warnings = append(warnings, domain.Warning{Code: "weaker_scores", Params: domain.Params{"day": string(s.day)}})
		}
		newest, err := r.Scores()
		if err == nil && newest.Day > s.day {
			warnings = append(warnings, domain.Warning{Code: "older_scores", Params: domain.Params{"have": string(newest.Day), "got": string(s.day)}})
		}
		return err
	})
	if err != nil || weaker {
		return warnings, err
	}
	day := store.ScoreDay{Day: s.day, Model: s.model, Digest: arrival.Digest, Badge: arrival.Badge}
	if err := d.store.PutScores(ctx, day, s.packed); err != nil {
		return warnings, err
	}
	return warnings, d.store.Update(ctx, func(w *store.Write) error {
		newest, err := w.Scores()
		if err != nil {
			return err
		}
		return w.PutSource(store.SourceRecord{Name: s.source, Format: domain.FormatEPSS, Count: newest.Count,
			Newest: newest.Day.Start(time.UTC), Arrived: arrival.At})
	})
}

// scoreText is the highest score of a line's vulnerabilities as a report shows
// it: the number and its day.
func scoreText(scores *store.ScoreBook, names []string) (string, error) {
	if scores.Day == "" {
		return "", nil
	}
	best, err := scores.Highest(names)
	if err != nil {
		return "", err
	}
	number := "not scored"
	if best != nil {
		number = strconv.FormatFloat(best.Score, 'f', -1, 64)
	}
	return number + " (" + string(scores.Day) + ")", nil
}

// scoreVulnerabilities puts the scores of the newest day, and who mentions it, into
// an advisory that is shown.
func scoreVulnerabilities(r *store.Read, a *domain.Advisory) error {
	scores, err := r.Scores()
	if err != nil {
		return err
	}
	for i := range a.Vulnerabilities {
		v := &a.Vulnerabilities[i]
		names := append([]string{v.ID}, v.Aliases...)
		if v.EPSS, err = scores.Highest(names); err != nil {
			return err
		}
		if v.Mentions, err = mentions(r, names); err != nil {
			return err
		}
	}
	return nil
}
