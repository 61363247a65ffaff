package screen

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fenceline/internal/domain"
)

func (d *desk) BundleFolder() string { return "/home/jm/bundle" }

func (d *desk) Fetch(ctx context.Context, wish domain.FetchWish, folder, proxy string, since time.Time, progress func(domain.Progress)) (domain.FetchReceipt, error) {
	day := ""
	if !since.IsZero() {
		day = since.Format(time.DateOnly)
	}
	d.note(strings.TrimSpace("fetch " + wish.Kind + " " + strings.Join(wish.Names, "+") + " to " + folder + " " + proxy + " " + day))
	for _, p := range d.progress {
		progress(p)
	}
	receipt := domain.FetchReceipt{Kind: wish.Kind, Bundle: folder}
	if err := errors.Join(ctx.Err(), d.err); err != nil {
		return receipt, err
	}
	receipt.Totals.New = 3
	return receipt, nil
}

func newFetch(d *desk, q *queue) (*Fetch, *[]string, *[]FetchState) {
	var bundles []string
	var states []FetchState
	clock := time.Date(2026, 11, 24, 15, 0, 0, 0, time.UTC)
	now := func() time.Time {
		clock = clock.Add(time.Second)
		return clock
	}
	return NewFetch(d, q.run, now, func(s FetchState) { states = append(states, s) }, func(b string) { bundles = append(bundles, b) }), &bundles, &states
}

func TestFetchAsksOnlyWhenAPersonSaysSo(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	d.progress = []domain.Progress{{Stage: "fetch", Done: 1, Total: 3}, {Stage: "fetch", Done: 3, Total: 3}}
	s, bundles, states := newFetch(d, q)
	s.Open()
	s.Choose("osv")
	s.Type(func(f *FetchForm) { f.Names = "Debian, Red Hat, Debian," })
	q.all()
	if len(d.asked) != 0 || s.State().Form.Folder != "/home/jm/bundle" {
		t.Fatalf("before anything was asked for: %q, %+v", d.asked, s.State())
	}
	s.Start()
	s.Start()
	if len(q.works) != 1 || s.State().Job == nil || s.State().Job.Name != "Debian, Red Hat" {
		t.Fatalf("%d works, %+v", len(q.works), s.State().Job)
	}
	s.Choose("kev")
	if s.State().Form.Kind != "osv" {
		t.Error("the form changed under a running fetch")
	}
	q.all()
	if len(d.asked) != 1 || d.asked[0] != "fetch osv Debian+Red Hat to /home/jm/bundle" {
		t.Errorf("asked %q", d.asked)
	}
	if st := s.State(); st.Job != nil || st.Err != nil || st.Done == nil || !slices.Equal(*bundles, []string{"/home/jm/bundle"}) {
		t.Errorf("afterwards: %+v, imported %q", st, *bundles)
	}
	if !slices.ContainsFunc(*states, func(st FetchState) bool { return st.Job != nil && st.Job.Progress.Done == 1 }) {
		t.Error("no progress was shown")
	}
}

func TestFetchRefusesAnUnfinishedForm(t *testing.T) {
	for name, c := range map[string]struct {
		edit func(*FetchForm)
		code domain.Code
	}{
		"no name":   {func(f *FetchForm) { f.Names = " , " }, "fetch_nothing_named"},
		"no folder": {func(f *FetchForm) { f.Names, f.Folder = "example.org", " " }, "fetch_no_folder"},
		"no day":    {func(f *FetchForm) { f.Names, f.Since = "example.org", "yesterday" }, "fetch_since"},
	} {
		q, d := &queue{}, sampleDesk()
		s, _, _ := newFetch(d, q)
		s.Open()
		s.Set(c.edit)
		s.Start()
		q.all()
		var e *domain.Error
		if !errors.As(s.State().Err, &e) || e.Code != c.code || len(d.asked) != 0 || s.State().Job != nil {
			t.Errorf("%s: %v, asked %q", name, s.State().Err, d.asked)
		}
	}
}

func TestFetchFailsAndIsStoppedInSight(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	s, bundles, _ := newFetch(d, q)
	s.Open()
	s.Type(func(f *FetchForm) {
		f.Names, f.Since, f.Proxy = "example.org example.com", "2026-11-01", " http://proxy:3128 "
	})
	d.err = errDisk
	s.Start()
	q.all()
	if s.State().Err == nil || s.State().Done != nil || d.asked[0] != "fetch csaf example.org+example.com to /home/jm/bundle http://proxy:3128 2026-11-01" {
		t.Errorf("%+v, asked %q", s.State(), d.asked)
	}
	d.err = nil
	s.Cancel()
	s.Start()
	s.Cancel()
	if !s.State().Job.Stopping {
		t.Error("it is not said that the fetch is stopping")
	}
	q.all()
	if !errors.Is(s.State().Err, context.Canceled) || len(*bundles) != 0 {
		t.Errorf("%+v, imported %q", s.State(), *bundles)
	}
	s.Set(func(f *FetchForm) { f.Import = false })
	s.Start()
	q.all()
	if s.State().Err != nil || s.State().Done == nil || len(*bundles) != 0 {
		t.Errorf("without an import: %+v, imported %q", s.State(), *bundles)
	}
	s.Choose("kev")
	if st := s.State(); st.Done != nil || st.Form.Names != "" || st.Form.Named() || st.Form.Dated() {
		t.Errorf("another kind: %+v", st)
	}
}

// An error stands at the field it is about; what nothing answers to is the name that was
// typed, where one was.
func TestFetchWrong(t *testing.T) {
	for _, c := range []struct {
		kind    string
		code    domain.Code
		at      FetchField
		offline bool
	}{
		{"csaf", "fetch_nothing_named", FetchNames, false}, {"csaf", "fetch_no_network", FetchNames, true}, {"kev", "fetch_no_network", FetchNone, true},
		{"url", "fetch_unreachable", FetchNames, true}, {"osv", "fetch_ecosystem", FetchNames, false}, {"csaf", "fetch_since", FetchSince, false},
		{"kev", "fetch_no_folder", FetchFolder, false}, {"kev", "fetch_bundle_busy", FetchFolder, false}, {"kev", "fetch_proxy", FetchProxy, false},
		{"csaf", "fetch_stopped", FetchNone, false}, {"csaf", "", FetchNone, false},
	} {
		s := FetchState{Form: FetchForm{Kind: c.kind}, Err: &domain.Error{Code: c.code}}
		if c.code == "" {
			s.Err = nil
		}
		if s.Wrong() != c.at || s.Offline() != c.offline {
			t.Errorf("%s of %s: at %q, offline %v", c.code, c.kind, s.Wrong(), s.Offline())
		}
	}
}
