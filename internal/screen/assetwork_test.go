package screen

import (
	"slices"
	"testing"

	"fenceline/internal/domain"
)

// TestAssetPagesOfWork: findings and tasks are asked for when their page is opened, once,
// the affected first; an answer about an asset that is no longer chosen is not shown.
func TestAssetPagesOfWork(t *testing.T) {
	q, d := &queue{}, assetDesk()
	s := NewAssets(d, nil, q.run, noDeeds(q), func(AssetsState) {})
	s.Refresh()
	q.all()
	if st := s.State(); st.Detail == nil || st.Found != nil || st.Work != nil {
		t.Fatalf("before a page was opened: %+v", st)
	}
	d.asked = nil
	s.OpenTab(AssetFindings)
	q.all()
	found := s.State().Found
	if found == nil || found.Total != 9 || found.Rows[0].Verdict != domain.Affected || found.Rows[2].Verdict != domain.NotAffected {
		t.Fatalf("%+v", found)
	}
	s.OpenTab(AssetTasks)
	q.all()
	s.OpenTab(AssetFindings)
	q.all()
	id := s.State().Selected
	if work := s.State().Work; work == nil || len(work.Rows) != 1 || !slices.Equal(d.asked, []string{"findings " + id + " 2000", "tasks " + id}) {
		t.Fatalf("%+v, asked %q", work, d.asked)
	}
	s.Refresh()
	q.all()
	s.OpenTab(AssetTasks) // its answer comes late
	other := s.State().Detail.ID + "-other"
	s.state.Detail = &domain.AssetView{Asset: domain.Asset{ID: other}}
	q.all()
	if s.State().Detail.ID == other && s.State().Work != nil {
		t.Error("the tasks of another asset are shown")
	}
}
