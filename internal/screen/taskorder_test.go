package screen

import (
	"fmt"
	"slices"
	"testing"

	"fenceline/internal/domain"
)

// manyTasks are n open tasks in no order.
func manyTasks(n int) []domain.TaskView {
	tiers := domain.Tiers()
	out := make([]domain.TaskView, n)
	for i := range out {
		j := i * 7919 % n
		out[i] = task(fmt.Sprintf("T-%d", j), fmt.Sprintf("Program %06d", j*31%n), []string{"J.M.", "R.T.", ""}[j%3],
			tiers[j%len(tiers)], domain.Day("2026-11-27").Add(j%90), 1+j%40, j%2)
	}
	return out
}

// TestLongListsAreOrderedElsewhere: of many tasks only the newest order is shown,
// made away from the drawing goroutine, and what waited for an older one is done too.
func TestLongListsAreOrderedElsewhere(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	d.open = manyTasks(atOnce + 1)
	changes := 0
	s := NewTasks(d, q.run, untold(q), func(TasksState) { changes++ })
	s.Refresh()
	q.all()
	before := ids(s.State().Groups)
	if len(before) != len(d.open) || s.State().Selected != before[0] || s.State().Detail == nil && s.State().Missing == nil {
		t.Fatalf("%d tasks are listed, %q is chosen", len(before), s.State().Selected)
	}
	changes = 0
	s.SortBy("fix")
	s.Narrow(TaskFilter{Owner: "J.M."})
	s.SortBy("fix") // turned round
	if changes != 0 || !slices.Equal(ids(s.State().Groups), before) {
		t.Fatal("the list changed where it was asked for")
	}
	arranged := s.State().Arranged
	q.all()
	if s.State().Arranged != arranged+1 || changes != 3 {
		t.Errorf("ordered %d times, told %d times", s.State().Arranged-arranged, changes)
	}
	got := s.State()
	for _, g := range got.Groups {
		if !slices.IsSortedFunc(g.Tasks, func(a, b *domain.TaskView) int {
			return -slices.Compare([]string{a.Name}, []string{b.Name})
		}) {
			t.Errorf("the tasks of %s are not in the order of their names, turned round", g.Tier)
		}
		for _, one := range g.Tasks {
			if one.Owner != "J.M." {
				t.Errorf("%s is of %q", one.ID, one.Owner)
			}
		}
	}
	if got.Shown != got.Mine || got.Mine == 0 || got.Open != len(d.open) {
		t.Errorf("%d shown, %d mine, %d open", got.Shown, got.Mine, got.Open)
	}
}

// TestOrderLeavesLists: ordering changes nothing it is handed.
func TestOrderLeavesLists(t *testing.T) {
	tasks := manyTasks(50)
	kept := slices.Clone(tasks)
	for _, column := range []string{"", "fix", "assets", "clears", "owner", "state", "due"} {
		o := taskOrder{open: tasks, sort: Sort{Column: column}, today: "2026-11-27"}
		if l := o.list(); l.shown != len(tasks) {
			t.Errorf("by %q: %d tasks", column, l.shown)
		}
	}
	if !slices.EqualFunc(tasks, kept, func(a, b domain.TaskView) bool { return a.ID == b.ID }) {
		t.Error("the tasks were moved about")
	}
}

// BenchmarkOrderTasks filters and sorts 100,000 tasks, away from the drawing.
func BenchmarkOrderTasks(b *testing.B) {
	o := taskOrder{open: manyTasks(100_000), today: "2026-11-27", me: "J.M."}
	for name, change := range map[string]func(){
		"sort":   func() { o.sort, o.filter = Sort{Column: "fix", Down: true}, TaskFilter{} },
		"filter": func() { o.sort, o.filter = Sort{}, TaskFilter{Owner: "J.M."} },
	} {
		b.Run(name, func(b *testing.B) {
			change()
			for b.Loop() {
				o.list()
			}
		})
	}
}

// BenchmarkOrderAssets sorts 10,000 assets.
func BenchmarkOrderAssets(b *testing.B) {
	assets := make([]*domain.AssetView, 10_000)
	for i := range assets {
		assets[i] = &domain.AssetView{Asset: domain.Asset{ID: fmt.Sprintf("a-%d", i), Name: fmt.Sprintf("HOST-%05d", i*7919%len(assets))}}
	}
	for b.Loop() {
		Sort{Column: "asset"}.ordered(assets)
	}
}

// What a filter hides is not left standing beside the list.
func TestNarrowingChoosesAmongWhatIsShown(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	d.open = manyTasks(30)
	s := NewTasks(d, q.run, untold(q), func(TasksState) {})
	s.Refresh()
	q.all()
	for _, owner := range []string{"J.M.", "R.T.", ""} {
		s.Narrow(TaskFilter{Owner: owner, NoOwner: owner == ""})
		q.all()
		st := s.State()
		if !slices.Contains(ids(st.Groups), st.Selected) || st.Shown >= st.Among() || st.Among() != 30 {
			t.Errorf("%q: %s is chosen among %v, %d of %d", owner, st.Selected, ids(st.Groups), st.Shown, st.Among())
		}
	}
	chosen := s.State().Selected
	s.Narrow(TaskFilter{})
	q.all()
	if s.State().Selected != chosen {
		t.Error("a task that is still listed was left")
	}
	s.Narrow(TaskFilter{Owner: "nobody"})
	q.all()
	if st := s.State(); st.Shown != 0 || st.Selected != chosen {
		t.Errorf("nothing is let through: %d, %q", st.Shown, st.Selected)
	}
}
