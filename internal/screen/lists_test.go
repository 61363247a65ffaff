package screen

import (
	"fmt"
	"testing"
	"time"

	"fenceline/internal/domain"
)

func assetDesk() *desk {
	d := sampleDesk()
	add := func(id, name, kind string, exposed domain.Answer, inventory bool, open int) {
		a := domain.AssetView{Asset: domain.Asset{ID: id, Name: name, Kind: kind}, OpenTargets: open}
		if exposed != domain.Unanswered {
			a.Exposure = []domain.Stated{{Value: domain.Unanswered}, {Value: exposed}}
		}
		if inventory {
			a.Inventory = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
		}
		d.assets = append(d.assets, a)
	}
	add("a-1", "portal", "server", domain.Yes, true, 5)
	add("a-2", "Pump 2", "medical device", domain.No, true, 1)
	add("a-3", "pump 1", "medical device", domain.Unanswered, false, 0)
	return d
}

func names(assets []domain.AssetView) (out []string) {
	for _, a := range assets {
		out = append(out, a.Name)
	}
	return out
}

func TestAssetsNarrowAndSort(t *testing.T) {
	q, d := &queue{}, assetDesk()
	s := NewAssets(d, nil, q.run, noDeeds(q), func(AssetsState) {})
	s.Refresh()
	q.all()
	st := s.State()
	equal(t, "by name, letter case apart", names(st.Assets), []string{"portal", "pump 1", "Pump 2"})
	if st.Known != 2 || st.Inventoried != 2 || st.Exposed[domain.Unanswered] != 1 || st.Kinds[0] != (Facet{"medical device", 2}) {
		t.Errorf("counts %+v", st)
	}
	kind := "medical device"
	s.Narrow(AssetFilter{Kind: &kind})
	if st := s.State(); len(st.Assets) != 2 || st.Known != 1 || st.All != 3 || st.Kinds[1].Count != 1 {
		t.Errorf("narrowed %+v", st)
	}
	no := domain.Unanswered
	s.Narrow(AssetFilter{Exposed: &no})
	equal(t, "not answered", names(s.State().Assets), []string{"pump 1"})
	has := true
	s.Narrow(AssetFilter{Inventory: &has})
	equal(t, "with inventory", names(s.State().Assets), []string{"portal", "Pump 2"})
	s.Narrow(AssetFilter{})
	s.SortBy("open")
	equal(t, "most open first", names(s.State().Assets), []string{"portal", "Pump 2", "pump 1"})
}

func TestAdvisoriesPage(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	for i := range 450 {
		d.advisories = append(d.advisories, domain.AdvisoryView{Key: domain.AdvisoryKey(fmt.Sprint(i))})
	}
	s := NewAdvisories(d, q.run, NewDeeds(q.run, func(DeedsState) {}, func() {}), func(AdvisoriesState) {})
	s.MoreRows()
	if len(q.works) != 0 {
		t.Fatal("asked for more before there is anything")
	}
	s.Refresh()
	q.all()
	if st := s.State(); len(st.Rows) != 200 || st.Total != 450 || st.Selected != "0" || st.Detail == nil || st.View == nil {
		t.Fatalf("%d of %d rows", len(st.Rows), st.Total)
	}
	s.MoreRows()
	s.MoreRows()
	if len(q.works) != 1 {
		t.Error("asked twice for the same page")
	}
	q.all()
	s.MoreRows()
	q.all()
	if n := len(s.State().Rows); n != 450 {
		t.Errorf("%d rows after three pages", n)
	}
	s.MoreRows()
	if len(q.works) != 0 {
		t.Error("asked beyond the end")
	}
	s.Refresh()
	q.all()
	if n := len(s.State().Rows); n != 450 {
		t.Errorf("a refresh keeps %d rows", n)
	}
	d.asked = nil
	s.Find("tomcat")
	s.Find("tomcat")
	q.all()
	if len(d.asked) == 0 || d.asked[0] != "advisories tomcat" || s.State().Query != "tomcat" {
		t.Errorf("asked %v", d.asked)
	}
}

func TestFindingsByVerdict(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	for i, v := range []domain.Verdict{domain.Affected, domain.CannotTell, domain.Affected} {
		d.findings = append(d.findings, domain.FindingView{Finding: domain.Finding{ID: fmt.Sprint("f-", i), Verdict: v}})
	}
	d.status.Findings = map[domain.Verdict]int{domain.Affected: 2, domain.CannotTell: 1}
	s := NewFindings(d, q.run, NewDeeds(q.run, func(DeedsState) {}, func() {}), func(FindingsState) {})
	s.Refresh()
	q.all()
	st := s.State()
	if st.Count("") != 3 || st.Count(domain.NotAffected) != 0 || st.Row.ID != "f-1" || st.Detail == nil {
		t.Errorf("%+v", st)
	}
	below := ""
	for f := range st.Below() {
		below += f.ID + " "
	}
	if len(st.Waiting) != 1 || st.Waiting[0].ID != "f-1" || below != "f-0 f-2 " {
		t.Errorf("%d wait, below them %q", len(st.Waiting), below)
	}
	s.ShowOnly(domain.CannotTell)
	q.all()
	if st := s.State(); st.Total != 1 || st.Selected != "f-1" || st.Detail.Sentence.Code != "f-1" {
		t.Errorf("%+v", st)
	}
}

func TestSearch(t *testing.T) {
	q, d := &queue{}, assetDesk()
	d.open[0].Vulnerabilities = []string{"CVE-2026-1"}
	s := NewSearch(d, q.run, nil, func(SearchState) {})
	s.Find("  ")
	if len(q.works) != 0 {
		t.Fatal("looked for nothing")
	}
	for query, want := range map[string][2]int{"PUMP": {0, 2}, "cve-2026-1": {1, 0}, "pump 2": {0, 1}, "editor": {1, 0}, "nowhere": {0, 0}} {
		s.Find(query)
		q.all()
		if st := s.State(); len(st.Tasks) != want[0] || len(st.Assets) != want[1] || st.Stage != Ready {
			t.Errorf("%q: %d tasks, %d assets", query, len(st.Tasks), len(st.Assets))
		}
	}
	d.err = errDisk
	s.Find("pump")
	q.all()
	if s.State().Stage != Failed || s.State().Query != "pump" {
		t.Error("a failed search is not said")
	}
}

func TestHistory(t *testing.T) {
	var h History
	if _, ok := h.Back(); ok || h.CanBack() || h.CanForward() {
		t.Error("an empty history leads somewhere")
	}
	h.Go(Route{Screen: NameToday})
	h.Go(Route{Screen: NameTasks})
	h.Go(Route{Screen: NameTasks, ID: "T-1"})
	if h.Current().ID != "T-1" {
		t.Error("a thing on the screen one is on")
	}
	h.Go(Route{Screen: NameAssets, ID: "a-1"})
	h.Go(Route{Screen: NameAssets, ID: "a-1"})
	if r, _ := h.Back(); r != (Route{NameTasks, "T-1"}) {
		t.Errorf("back to %v", r)
	}
	h.Replace(Route{NameTasks, "T-2"})
	if r, _ := h.Forward(); r != (Route{NameAssets, "a-1"}) {
		t.Errorf("forward to %v", r)
	}
	h.Back()
	h.Go(Route{Screen: NameImports})
	if h.CanForward() {
		t.Error("what lay ahead is not forgotten")
	}
	if r, _ := h.Back(); r != (Route{NameTasks, "T-2"}) {
		t.Errorf("back to %v", r)
	}
	for i := range 300 {
		h.Go(Route{NameTasks, fmt.Sprint(i)})
	}
	steps := 0
	for h.CanBack() {
		h.Back()
		steps++
	}
	if steps != historyLimit-1 {
		t.Errorf("%d places are remembered", steps+1)
	}
}
