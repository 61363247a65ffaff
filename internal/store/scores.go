package store

import (
	"context"
	"slices"
	"sort"
	"strconv"
	"strings"

	"fenceline/internal/domain"
)

// ScoreDay describes one day's scores of all vulnerabilities (EPSS). The scores
// are one sorted text, cut into pieces: a day has 300,000 of them, and as many
// keys would be most of the store.
type ScoreDay struct {
	Day    domain.Day   `json:"day"`
	Model  string       `json:"model,omitzero"`
	Digest string       `json:"digest"` // of the original
	Badge  domain.Badge `json:"badge,omitzero"`
	Count  int          `json:"count"`
	Firsts []string     `json:"firsts"` // the first vulnerability of each piece
}

// Scores are one day's scores, sorted and ready to be stored.
type Scores struct {
	count  int
	twice  []string
	firsts []string
	pieces []scorePiece
}

// scorePiece is lines of "vulnerability,score,percentile", sorted.
type scorePiece struct {
	Lines string `json:"lines"`
}

// scoresPerPiece keeps what one look-up decodes small, and a packed piece below
// the smallest value an engine takes.
const scoresPerPiece = 2048

// PackScores sorts lines of "vulnerability,score,percentile" by vulnerability; of
// several with one vulnerability the last one counts. It takes the slice over.
func PackScores(lines []string) Scores {
	slices.SortStableFunc(lines, func(a, b string) int { return strings.Compare(scoreOf(a), scoreOf(b)) })
	out := Scores{}
	kept := lines[:0]
	for i, line := range lines {
		if id := scoreOf(line); i+1 < len(lines) && scoreOf(lines[i+1]) == id {
			out.twice = append(out.twice, id)
			continue
		}
		kept = append(kept, line)
	}
	out.count = len(kept)
	for piece := range slices.Chunk(kept, scoresPerPiece) {
		out.firsts = append(out.firsts, scoreOf(piece[0]))
		out.pieces = append(out.pieces, scorePiece{strings.Join(piece, "\n")})
	}
	return out
}

// scoreOf is the vulnerability of a line.
func scoreOf(line string) string {
	id, _, _ := strings.Cut(line, ",")
	return id
}

// Count is how many vulnerabilities have a score.
func (s Scores) Count() int { return s.count }

// Twice lists the vulnerabilities that had more than one line.
func (s Scores) Twice() []string { return slices.Compact(slices.Clone(s.twice)) }

// PutScores stores a day's scores in as many transactions as they need and makes
// them the day's in the last one, which takes an earlier file of the same day
// away. It may be repeated after a crash. Count and Firsts of day are filled in.
func (s *Store) PutScores(ctx context.Context, day ScoreDay, scores Scores) error {
	b := s.Batch(ctx)
	for i, piece := range scores.pieces {
		if err := b.Do(func(w *Write) error { return w.put(keyScores(day.Digest, i), piece) }); err != nil {
			return err
		}
	}
	if err := b.Flush(); err != nil {
		return err
	}
	day.Count, day.Firsts = scores.count, scores.firsts
	return s.Update(ctx, func(w *Write) error {
		old, ok, err := w.ScoreDay(day.Day)
		if err != nil {
			return err
		}
		if ok && old.Digest != day.Digest {
			for i := range old.Firsts {
				if err := w.delete(keyScores(old.Digest, i)); err != nil {
					return err
				}
			}
		}
		return w.put(path(pathScoreDay, string(day.Day)), day)
	})
}

func keyScores(digest string, n int) string { return path(pathScores, digest, number(n)) }

// ScoreDay describes the scores of a day; ok is false where there are none.
func (r *Read) ScoreDay(day domain.Day) (d ScoreDay, ok bool, err error) {
	return find[ScoreDay](r, path(pathScoreDay, string(day)))
}

// ScoreDays lists all days with scores, oldest first.
func (r *Read) ScoreDays() ([]ScoreDay, error) {
	return collect(scan[ScoreDay](r, Range{Prefix: under(pathScoreDay)}))
}

// ScoreBook looks scores of one day up. It keeps the pieces it has read, and is
// for the transaction it came from.
type ScoreBook struct {
	ScoreDay
	read   *Read
	pieces map[int][]string
}

// Scores opens the newest day's scores; where none are loaded, a book of the
// empty day that holds nothing.
func (r *Read) Scores() (*ScoreBook, error) {
	book := &ScoreBook{read: r, pieces: map[int][]string{}}
	for day, err := range scan[ScoreDay](r, Range{Prefix: under(pathScoreDay), Reverse: true, Limit: 1}) {
		book.ScoreDay = day
		return book, err
	}
	return book, nil
}

// Score is what the day says of one vulnerability; nil where it says nothing.
func (b *ScoreBook) Score(vulnerability string) (*domain.EPSS, error) {
	n := sort.SearchStrings(b.Firsts, vulnerability)
	if n == len(b.Firsts) || b.Firsts[n] != vulnerability {
		n-- // it can only stand in the piece before
	}
	if n < 0 {
		return nil, nil
	}
	lines, ok := b.pieces[n]
	if !ok {
		piece, found, err := find[scorePiece](b.read, keyScores(b.Digest, n))
		if err != nil {
			return nil, err
		}
		if !found {
			return nil, corruptRecord(keyScores(b.Digest, n), errAbsent)
		}
		lines = strings.Split(piece.Lines, "\n")
		b.pieces[n] = lines
	}
	at, ok := slices.BinarySearchFunc(lines, vulnerability, func(line, id string) int { return strings.Compare(scoreOf(line), id) })
	if !ok {
		return nil, nil
	}
	field := strings.Split(lines[at], ",")
	out := &domain.EPSS{Vulnerability: vulnerability, Date: b.Day, Model: b.Model}
	for i, to := range []*float64{&out.Score, &out.Percentile} {
		if i+1 < len(field) && field[i+1] != "" {
			value, err := strconv.ParseFloat(field[i+1], 64)
			if err != nil {
				return nil, corruptRecord(keyScores(b.Digest, n), err)
			}
			*to = value
		}
	}
	return out, nil
}

// Highest is the highest score of several names of a flaw, or of several flaws;
// nil where none has one.
func (b *ScoreBook) Highest(names []string) (*domain.EPSS, error) {
	var best *domain.EPSS
	for _, name := range names {
		s, err := b.Score(name)
		if err != nil {
			return nil, err
		}
		if s != nil && (best == nil || s.Score > best.Score || s.Score == best.Score && domain.CompareNames(name, best.Vulnerability) < 0) {
			best = s
		}
	}
	return best, nil
}
