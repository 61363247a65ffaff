package workflow

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// lastRun is what the newest run was and brought up.
func lastRun(t testing.TB, d *Desk) (domain.MatchRunView, string) {
	t.Helper()
	view, err := d.MatchRun(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if view.New != len(view.News) {
		t.Errorf("%d new matches are counted, %d listed", view.New, len(view.News))
	}
	var out []string
	for _, n := range view.News {
		_, id, _ := strings.Cut(strings.TrimPrefix(string(n.Advisory), "csaf|"), "|")
		out = append(out, n.AssetName+" "+n.Name+" "+id)
	}
	slices.Sort(out)
	return view, strings.Join(out, ", ")
}

// TestRunOfNewDocuments: what an import brings triggers a run for it.
func TestRunOfNewDocuments(t *testing.T) {
	d := openDesk(t, t.TempDir(), &clock{now: dayOne})
	twoAssets(t, d)
	mustImport(t, d, map[string]string{"a.json": revised("A", "1.0.0", "x", "two"), "b.json": revised("B", "1", "x", "three")})
	view, news := lastRun(t, d)
	if news != "WEB two A" || view.Cause != domain.RunDocuments || !view.Automatic() || view.Triggers != 2 || len(view.Documents) != 2 {
		t.Errorf("%s by %+v", news, view.MatchRun)
	}
	for _, doc := range view.Documents {
		want := domain.VersioningInteger
		if strings.HasSuffix(string(doc.Advisory), "|A") {
			want = domain.VersioningSemantic
		}
		if doc.Change != domain.ChangeInserted || doc.Versioning != want {
			t.Errorf("%+v", doc)
		}
	}
}

// TestRunOfNewAsset: a new asset, or a component that is new on one, is matched at
// once.
func TestRunOfNewAsset(t *testing.T) {
	d := matchDesk(t)
	if _, err := d.AddAsset(t.Context(), domain.Asset{Name: "NEW"}); err != nil {
		t.Fatal(err)
	}
	putSBOM(t, d, "NEW", "two")
	if view, news := lastRun(t, d); news != "NEW two A" || view.Cause != domain.RunInventory || len(view.Assets) != 1 {
		t.Errorf("a new asset: %s by %+v", news, view.MatchRun)
	}
	putSBOM(t, d, "NEW", "two", "one")
	if view, news := lastRun(t, d); news != "NEW one A, NEW one B" || view.Cause != domain.RunInventory {
		t.Errorf("a new component: %s by %+v", news, view.MatchRun)
	}
}

// TestRevisionIsNoNewMatch: a revision that advises the same is no new match,
// whichever version number it bears; one that advises something else is.
func TestRevisionIsNoNewMatch(t *testing.T) {
	d := matchDesk(t)
	for _, c := range []struct {
		revision, advice string
		packages         []string
		change           domain.RevisionChange
		triggers         int
		news             string
	}{
		{"1.0.1", "Update to 2.", []string{"one", "two"}, domain.ChangeMinor, 0, ""},
		{"1.1.0", "Update  to 2.", []string{"one", "two"}, domain.ChangeMinor, 0, ""},
		{"2.0.0", "Update to 2.", []string{"one", "two"}, domain.ChangeMajor, 1, ""},
		{"2.1.0", "Update to 2.1.", []string{"one", "two"}, domain.ChangeMinor, 0, "DB one A, WEB one A, WEB two A"},
		{"3.0.0", "Update to 2.1.", []string{"one"}, domain.ChangeMajor, 1, ""},
		{"4.0.0", "Update to 2.1.", []string{"one", "two"}, domain.ChangeMajor, 1, "WEB two A"},
	} {
		t.Run(c.revision, func(t *testing.T) {
			mustImport(t, d, map[string]string{"a.json": revised("A", c.revision, c.advice, c.packages...)})
			view, news := lastRun(t, d)
			if news != c.news || len(view.Documents) != 1 || view.Documents[0].Change != c.change || view.Triggers != c.triggers || view.Documents[0].Versioning != domain.VersioningSemantic {
				t.Errorf("brought up %q, want %q; %+v", news, c.news, view.MatchRun)
			}
			if c.news == "DB one A, WEB one A, WEB two A" && !view.News[0].Remediation {
				t.Error("it does not say that the remediation changed")
			}
		})
	}
	before := countRuns(t, d)
	mustRebuild(t, d)
	if after := countRuns(t, d); after != before {
		t.Errorf("building anew left %d runs of %d", after, before)
	}
}

func countRuns(t testing.TB, d *Desk) int {
	t.Helper()
	runs, err := d.MatchRuns(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	return len(runs)
}

// TestManualRuns: per document, per list of them, per asset, component and lists
// of those; what waits is matched before, in a run of its own.
func TestManualRuns(t *testing.T) {
	d := matchDesk(t)
	component := func(asset, name string) string {
		t.Helper()
		list, err := d.Matches(t.Context(), domain.MatchFilter{Side: domain.SideComponent, Assets: []string{asset}, Products: []string{name}})
		if err != nil || len(list.Lines) == 0 {
			t.Fatal(err)
		}
		return list.Lines[0].Subject
	}
	two, one := component("WEB", "two"), component("DB", "one")
	for _, c := range []struct {
		name    string
		filter  domain.MatchFilter
		matched int
		want    int
	}{
		{"a document", domain.MatchFilter{Advisories: []domain.AdvisoryKey{"A"}}, 2, 2},
		{"documents", domain.MatchFilter{Advisories: []domain.AdvisoryKey{"A", "B"}}, 2, 4},
		{"an asset", domain.MatchFilter{Assets: []string{"DB"}}, 1, 2},
		{"assets", domain.MatchFilter{Assets: []string{"DB", "WEB"}}, 2, 4},
		{"a component", domain.MatchFilter{Side: domain.SideComponent, Components: []string{two}}, 1, 1},
		{"components", domain.MatchFilter{Side: domain.SideComponent, Components: []string{two, one}}, 2, 3},
		{"all", domain.MatchFilter{}, 2, 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			runs := countRuns(t, d)
			run, list, err := d.RunMatching(t.Context(), c.filter)
			if err != nil || run.Cause != domain.RunManual || run.Automatic() || run.Matched != c.matched || run.New != 0 || list.Total != c.want {
				t.Errorf("run %+v, %d matches, %v", run, list.Total, err)
			}
			if n := countRuns(t, d); n != runs+1 {
				t.Errorf("%d runs more", n-runs)
			}
		})
	}
	if _, _, err := d.RunMatching(t.Context(), domain.MatchFilter{Advisories: []domain.AdvisoryKey{"X"}}); !domain.Is(err, domain.NotFound) {
		t.Errorf("an unknown document: %v", err)
	}
}

// TestRunsAreNotPooled leaves an inventory waiting and asks for a run: there are two.
func TestRunsAreNotPooled(t *testing.T) {
	d := matchDesk(t)
	err := d.store.Update(t.Context(), func(w *store.Write) error {
		a, err := w.AssetByName("DB")
		if err != nil {
			return err
		}
		cur, err := w.Current(a.ID)
		if err != nil {
			return err
		}
		return w.PutPending("asset", a.ID, store.Pending{Asset: a.ID, Next: &cur})
	})
	if err != nil {
		t.Fatal(err)
	}
	before := countRuns(t, d)
	if _, _, err := d.RunMatching(t.Context(), domain.MatchFilter{Assets: []string{"WEB"}}); err != nil {
		t.Fatal(err)
	}
	runs, err := d.MatchRuns(t.Context(), 0)
	if err != nil || len(runs) != before+2 || runs[0].Cause != domain.RunManual || runs[1].Cause != domain.RunInventory || runs[0].Matched != 1 {
		t.Errorf("%d runs more: %+v, %v", len(runs)-before, runs[:2], err)
	}
}

// TestNewsAreKeptOnce stops an import after each of its transactions and goes on:
// what is brought up in all runs together is the same.
func TestNewsAreKeptOnce(t *testing.T) {
	for stop := 1; ; stop++ {
		folder := t.TempDir()
		c := &clock{now: dayOne}
		d := openDesk(t, folder, c)
		twoAssets(t, d)
		before := countRuns(t, d)
		d.store = store.New(&breaking{Engine: d.engine, left: stop})
		_, err := d.Import(t.Context(), []string{files(t, map[string]string{"a.json": revised("A", "1.0.0", "x", "one", "two")})}, nil)
		d.store = store.New(d.engine)
		if resumeErr := d.resume(context.Background()); resumeErr != nil {
			t.Fatal(resumeErr)
		}
		var news []string
		runs, listErr := d.MatchRuns(t.Context(), 0)
		if listErr != nil {
			t.Fatal(listErr)
		}
		for _, run := range runs[:len(runs)-before] {
			view, viewErr := d.MatchRun(t.Context(), run.ID)
			if viewErr != nil {
				t.Fatal(viewErr)
			}
			for _, n := range view.News {
				news = append(news, n.AssetName+" "+n.Name)
			}
		}
		slices.Sort(news)
		got := strings.Join(news, ", ")
		if matches := pairs(t, d, domain.MatchFilter{}); matches != "" && got != "DB one, WEB one, WEB two" {
			t.Errorf("stopped after %d transactions: brought up %q", stop, got)
		}
		if err == nil {
			break
		}
		if stop > 50 {
			t.Fatal("it never ends")
		}
	}
}
