package screen

import (
	"context"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fenceline/internal/domain"
)

func (d *desk) AdvisoryCounts(context.Context) (domain.AdvisoryCounts, error) {
	d.note("counts")
	return domain.AdvisoryCounts{Counted: true, All: len(d.advisories), Touching: d.touches.Affected, UnreadTouching: d.touches.Affected}, d.err
}

func (d *desk) MarkAllRead(context.Context) error {
	d.note("read all")
	return d.err
}

func (d *desk) RawAdvisory(_ context.Context, key domain.AdvisoryKey) ([]byte, error) {
	d.note("raw " + string(key))
	return []byte(`{"document":{"title":"` + string(key) + `"}}`), d.err
}

// TestAdvisoryFilters adds conditions of every sort, replaces one and drops them.
func TestAdvisoryFilters(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	d.advisories = []domain.AdvisoryView{{Key: "A", ID: "A"}}
	s := NewAdvisories(d, q.run, NewDeeds(q.run, func(DeedsState) {}, func() {}), func(AdvisoriesState) {})
	did := func(want string, do func()) {
		t.Helper()
		d.asked = nil
		do()
		q.all()
		if !slices.Contains(d.asked, want) {
			t.Errorf("%q is not among %q", want, d.asked)
		}
	}
	did("advisories is:touching", s.Refresh)
	did("advisories cve", func() { s.Find("cve") }) // who looks for something looks among all
	did("advisories ", func() { s.Find("") })
	did(`advisories vendor:"A B"`, func() { s.AddFilter("vendor", ` A "B" `, "") })
	did(`advisories vendor:"C"`, func() { s.AddFilter("vendor", "C", "") })
	did(`advisories vendor:"C" cvss>=7`, func() { s.AddFilter("cvss", "7", "") })
	did(`advisories vendor:"C" cvss>=7 is:kev is:unread`, func() { s.AddFilter("kev", "yes", ""); s.ShowOnly(MarkUnread) })
	did(`advisories cvss>=7 is:kev is:unread`, func() { s.DropFilter("vendor") })
	did(`advisories is:unread`, func() { s.DropFilter("") })
	did(`advisories published>=2026-06-01 is:unread`, func() { s.AddFilter("published", "1 Jun 2026", "2026-11-24") })
	did(`advisories !published>=2026-09-01 published>=2026-06-01 is:unread`, func() {
		s.DropFilter("published")
		s.LeaveOut("published", "1 Sep", "2026-11-24")
		s.AddFilter("published", "1 Jun", "2026-11-24")
	})
	did(`advisories published>=2026-06-01 is:unread`, func() { s.Drop(AdvisoryFilter{Field: "published", Not: true}) })
	did(`advisories published>=2025-12-03 is:unread`, func() { s.AddFilter("published", "3 Dec", "2026-11-24") })
	did(`advisories published>=2026-11-17 is:unread`, func() { s.AddFilter("published", "-7", "2026-11-24") })
	s.ChooseFilter("modified")
	s.AddFilter("modified", "some day", "2026-11-24")
	if st := s.State(); st.ActErr == nil || st.Filter != "modified" || len(st.Filters) != 1 {
		t.Errorf("a day that is none: %v, %q, %v", st.ActErr, st.Filter, st.Filters)
	}
	s.AddFilter("modified", " ", "2026-11-24")
	s.AddFilter("nothing", "x", "2026-11-24")
	if got := len(s.State().Filters); got != 1 {
		t.Errorf("%d filters", got)
	}
}

// TestAdvisoryFilterFields holds that each field stands in a group, and that its values
// can be chosen.
func TestAdvisoryFilterFields(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range FilterFields() {
		if seen[f.Name] || !slices.Contains(FilterGroups(), f.Group) || slices.Contains(FilterGroups(), f.Name) {
			t.Errorf("%+v", f)
		}
		if has := len(f.Values) > 0; has != (f.Sort == FilterChoice || f.Sort == FilterLeast || f.Sort == FilterMark) {
			t.Errorf("%+v", f)
		}
		seen[f.Name] = true
	}
}

// TestEveryFieldIsOffered holds the filters of the window against what docs/advisories.md
// says a question may ask for: both offer the same.
func TestEveryFieldIsOffered(t *testing.T) {
	text, err := os.ReadFile("../../docs/advisories.md")
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := []string{MarkUnread, MarkTouching, MarkNotForUs, "read", "any"} // segments, their opposite, and both together
	offered := map[string]bool{}
	for _, f := range FilterFields() {
		offered[f.Name] = true
	}
	met := map[string]bool{}
	for _, m := range regexp.MustCompile("`(is:)?([a-z-]+)(:|[<>]=?|`)").FindAllStringSubmatch(string(text), -1) {
		if m[1] == "" && m[3] == "`" {
			continue // a command
		}
		if met[m[2]] = true; !offered[m[2]] && !slices.Contains(elsewhere, m[2]) {
			t.Errorf("%s is not offered", m[0])
		}
	}
	for name := range offered {
		if !met[name] {
			t.Errorf("%s is not in the document", name)
		}
	}
}

// TestRailFollowsTheList holds that the frame takes over what the list counted, and
// nothing from a list that could not count.
func TestRailFollowsTheList(t *testing.T) {
	told := 0
	s := NewFrame(sampleDesk(), (&queue{}).run, func(FrameState) { told++ })
	for _, c := range []domain.AdvisoryCounts{{Counted: true, UnreadTouching: 3}, {Counted: true, UnreadTouching: 3}, {UnreadTouching: 9}} {
		s.Counted(c)
	}
	if s.State().Unread != 3 || told != 1 {
		t.Errorf("%d unread, told %d times", s.State().Unread, told)
	}
}

// TestNothingTouchesUs lists all where nothing touches us, until a person says otherwise.
func TestNothingTouchesUs(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	d.advisories = nil
	s := NewAdvisories(d, q.run, NewDeeds(q.run, func(DeedsState) {}, func() {}), func(AdvisoriesState) {})
	s.Refresh()
	q.all()
	if want := []string{"advisories is:touching", "advisories ", "counts"}; !slices.Equal(d.asked, want) || s.State().Show != "" {
		t.Errorf("asked %q, shows %q", d.asked, s.State().Show)
	}
	s.ShowOnly(MarkTouching)
	q.all()
	if st := s.State(); st.Show != MarkTouching || st.Stage != Ready || !st.Counts.Counted {
		t.Errorf("%+v", st)
	}
}

// TestAdvisoryPages opens the pages that ask for more.
func TestAdvisoryPages(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	d.advisories = []domain.AdvisoryView{{Key: "A", ID: "A"}, {Key: "B", ID: "B"}}
	s := NewAdvisories(d, q.run, NewDeeds(q.run, func(DeedsState) {}, func() {}), func(AdvisoriesState) {})
	s.Refresh()
	q.all()
	s.OpenPage(PageRevisions)
	q.all()
	if st := s.State(); st.Page != PageRevisions || st.Changes == nil || st.Changes.Advisory != "A" {
		t.Errorf("%+v", st.Changes)
	}
	s.ShowPlaces()
	if !s.State().Places {
		t.Error("the places are not shown")
	}
	s.OpenPage(PageRaw)
	q.all()
	if raw := s.State().Raw; !strings.Contains(raw, "\n    \"title\": \"A\"") {
		t.Errorf("%q is not put on lines", raw)
	}
	s.Select("B")
	if st := s.State(); st.Page != PageDocument || st.Changes != nil || st.Raw != "" || st.Places {
		t.Errorf("%+v of another one stays", st)
	}
}

// TestRawText shortens what is long and mends what is no text.
func TestRawText(t *testing.T) {
	if got := rawText([]byte("a\xff\tb")); got != "a\ufffd  b" {
		t.Errorf("%q", got)
	}
	if got := rawText([]byte(strings.Repeat("x", 10*RawShown))); len(got) != RawShown {
		t.Errorf("%d bytes", len(got))
	}
}

// TestAdvisoriesRestored holds that a list that was never chosen shows what touches us, and a
// chosen one what was chosen.
func TestAdvisoriesRestored(t *testing.T) {
	q := &queue{}
	again := func(k AdvisoriesKept) AdvisoriesState {
		s := NewAdvisories(sampleDesk(), q.run, NewDeeds(q.run, func(DeedsState) {}, func() {}), func(AdvisoriesState) {})
		s.Restore(k)
		return s.State()
	}
	if st := again(AdvisoriesKept{}); st.Show != MarkTouching {
		t.Errorf("%q", st.Show)
	}
	if st := again(AdvisoriesKept{Chosen: true}); st.Show != "" {
		t.Errorf("%q", st.Show)
	}
	st := again(AdvisoriesKept{Query: "x", Filters: []AdvisoryFilter{{Field: "vendor", Value: "A"}, {Field: "gone", Value: "B"}}})
	if st.Show != "" || len(st.Filters) != 1 {
		t.Errorf("%q, %v", st.Show, st.Filters)
	}
}
