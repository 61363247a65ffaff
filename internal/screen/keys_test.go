package screen

import (
	"context"
	"slices"
	"testing"

	"fenceline/internal/domain"
)

func TestEachChordDoesOneThingAtAPlace(t *testing.T) {
	type at struct {
		where Where
		chord Chord
	}
	seen := map[at]Doing{}
	for _, b := range Bindings() {
		if b.Does == "" || len(b.Chords) == 0 {
			t.Errorf("%v says nothing, or has no key", b)
		}
		for _, c := range b.Chords {
			if before, ok := seen[at{b.Where, c}]; ok {
				t.Errorf("%s %s does %q and %q", b.Where, c, before, b.Do)
			}
			seen[at{b.Where, c}] = b.Do
			if got := Bound(b.Where, c); got != b.Do {
				t.Errorf("%s %s does %q, the table says %q", b.Where, c, got, b.Do)
			}
		}
	}
	if got := Bound(InPlan, Chord{Key: "K", Ctrl: true}); got != "" {
		t.Errorf("Ctrl+K does %q on the plan alone", got)
	}
}

func TestDoingGoes(t *testing.T) {
	for _, to := range []Route{{Screen: NamePlan}, {Screen: NameSettings, ID: "people"}, {Screen: NameAdvisories, ID: "csaf a b/1"}} {
		if got, ok := DoGo(to).Goes(); !ok || got != to {
			t.Errorf("%v goes to %v", to, got)
		}
	}
	if _, ok := DoUndo.Goes(); ok {
		t.Error("taking back goes somewhere")
	}
}

func titles(commands []Command) []string {
	var out []string
	for _, c := range commands {
		out = append(out, c.Title)
	}
	return out
}

func TestCommandsAreNarrowed(t *testing.T) {
	for query, want := range map[string][]string{
		"import":       {"Imports", "Import a file or archive…", "Import a folder…", "What was set aside"},
		"DARK":         {"Dark", "Follow the system"},
		"settings peo": {"People"},
		"back up t":    {"Back up this desk…"},
		"hotkeys":      {"Keyboard shortcuts"},
		"csv":          {"Make the patch report as a workbook…"},
		"log4j":        nil,
	} {
		got := titles(matching(Commands(nil), query))
		if !slices.Equal(got, want) {
			t.Errorf("%q leaves %q, not %q", query, got, want)
		}
	}
	all := Commands(nil)
	if got := matching(all, " "); len(got) != len(all) {
		t.Errorf("no words leave %d of %d", len(got), len(all))
	}
	seen := map[Doing]bool{}
	for _, c := range all {
		if seen[c.Do] || c.Title == "" || c.Under == "" {
			t.Errorf("%+v stands twice, or without words", c)
		}
		seen[c.Do] = true
	}
}

func TestCommandsShowTheirKeys(t *testing.T) {
	want := map[Doing]string{DoImport: "Ctrl+O", DoKeys: "F1, Ctrl+/", DoRefresh: "F5", DoGo(Route{Screen: NameSettings}): "Ctrl+0", DoBackUp: ""}
	for _, c := range Commands(nil) {
		if keys, ok := want[c.Do]; ok && c.Keys() != keys {
			t.Errorf("%s shows %q, not %q", c.Title, c.Keys(), keys)
		}
	}
}

// silentDesk fails the test when it is asked anything.
type silentDesk struct {
	SearchSource
	t *testing.T
}

func (d silentDesk) Assets(context.Context) ([]domain.AssetView, error) {
	d.t.Error("the desk was asked")
	return nil, nil
}

func TestCommandsAloneAskNoDesk(t *testing.T) {
	var got SearchState
	able := func(d Doing) bool { return d != DoAddAsset }
	run := func(work func(context.Context, func(func()))) { work(context.Background(), func(f func()) { f() }) }
	s := NewSearch(silentDesk{t: t}, run, able, func(s SearchState) { got = s })
	s.Find(" > asset")
	if !got.Only || got.Stage != Ready || !slices.Equal(titles(got.Commands), []string{"Assets"}) {
		t.Errorf("“> asset” shows %+v", got)
	}
	s.Find(">")
	if len(got.Commands) != len(Commands(nil))-1 {
		t.Errorf("“>” shows %d commands", len(got.Commands))
	}
}
