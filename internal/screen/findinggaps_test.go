package screen

import (
	"context"
	"fmt"
	"testing"

	"fenceline/internal/domain"
)

// TestGapsBesideFindings: gaps are listed page by page, by kind, with their counts; the
// way back lists findings again.
func TestGapsBesideFindings(t *testing.T) {
	d := &desk{}
	for i := range PageSize + 7 {
		kind := domain.GapNoSource
		if i%4 == 0 {
			kind = domain.GapNoIdentity
		}
		d.gaps = append(d.gaps, domain.Gap{ID: fmt.Sprint("g", i), Kind: kind, Asset: "a", AssetName: "A"})
	}
	q := &queue{}
	s := NewFindings(d, q.run, NewDeeds(q.run, func(DeedsState) {}, func() {}), func(FindingsState) {})
	s.ShowGaps("")
	q.all()
	if st := s.State(); !st.Gaps || len(st.GapRows) != PageSize || st.GapTotal != PageSize+7 || st.Selected != "g0" || st.Gap() == nil || st.Gap().ID != "g0" {
		t.Fatalf("the first page has %d of %d, chosen %q", len(st.GapRows), st.GapTotal, st.Selected)
	}
	s.MoreRows()
	q.all()
	if st := s.State(); len(st.GapRows) != PageSize+7 {
		t.Fatalf("with the second page there are %d", len(st.GapRows))
	}
	s.Select("g3")
	st := s.State()
	if g := st.Gap(); g == nil || g.ID != "g3" {
		t.Errorf("chosen is %v", g)
	}
	s.ShowGaps(domain.GapNoIdentity)
	q.all()
	for _, g := range s.State().GapRows {
		if g.Kind != domain.GapNoIdentity {
			t.Errorf("%s is %s", g.ID, g.Kind)
		}
	}
	s.ShowOnly("")
	q.all()
	if st := s.State(); st.Gaps || len(st.GapRows) != 0 || st.Gap() != nil {
		t.Errorf("findings again, yet gaps are listed: %v", st.Gaps)
	}
	s.ShowGaps("")
	d.err = fmt.Errorf("gone")
	s.Refresh()
	q.all()
	if st := s.State(); st.Stage != Failed {
		t.Errorf("a failed question leaves the stage %v", st.Stage)
	}
}

func (d *desk) Gaps(_ context.Context, kind domain.GapKind, offset, limit int) (domain.GapList, error) {
	var all []domain.Gap
	for _, g := range d.gaps {
		if kind == "" || g.Kind == kind {
			all = append(all, g)
		}
	}
	end := min(len(all), offset+limit)
	return domain.GapList{Total: len(all), Gaps: all[min(offset, end):end]}, d.err
}
