package ui

import (
	"testing"

	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// filterAdvisories puts conditions over the list, and asks for one more.
func filterAdvisories(w *Window) {
	w.advisories.AddFilter("cvss", "7", "2026-11-24")
	w.advisories.AddFilter("publisher", "Clearinghouse of the health sector", "2026-11-24")
	w.advisories.LeaveOut("kev", "yes", "2026-11-24")
	w.advisories.ChooseFilter(screen.FiltersDocument)
}

// TestFilterFieldsHaveNames holds that no field of a filter is shown by its name in a question.
func TestFilterFieldsHaveNames(t *testing.T) {
	for _, f := range screen.FilterFields() {
		if words.FilterField(f.Name) == "" {
			t.Errorf("%s has no name", f.Name)
		}
		for _, value := range f.Values {
			if words.FilterValue(f.Name, value) == "" {
				t.Errorf("%s: %q has no name", f.Name, value)
			}
		}
	}
}

// TestFilterInTheWindow adds a condition by pressing buttons and drops it again.
func TestFilterInTheWindow(t *testing.T) {
	w := open(t, cedarHollow(), Light, 1440, 900)
	w.Go(screen.Route{Screen: screen.NameAdvisories})
	w.advisories.ChooseFilter(screen.FiltersFlaw)
	press(t, w, "CVSS score")
	press(t, w, "7 or more")
	if got := w.advisories.State().Filters; len(got) != 1 || got[0].Query() != "cvss>=7" {
		t.Fatalf("%v", got)
	}
	press(t, w, "CVSS score: 7 or more")
	if got := w.advisories.State().Filters; len(got) != 0 {
		t.Fatalf("%v", got)
	}
	w.advisories.ChooseFilter("published")
	press(t, w, "Leave out what meets it")
	w.advisories.ChooseFilter("cvss") // the tick is of the form, which is still open
	press(t, w, "7 or more")
	if got := w.advisories.State().Filters; len(got) != 1 || got[0].Query() != "!cvss>=7" {
		t.Fatalf("%v", got)
	}
	w.advisories.ChooseFilter(screen.FiltersFlaw)
	press(t, w, "In KEV")
	if got := w.advisories.State().Filters; len(got) != 2 || got[1].Query() != "is:kev" {
		t.Fatalf("the tick stays: %v", got)
	}
	press(t, w, "Not: CVSS score: 7 or more")
	if got := w.advisories.State().Filters; len(got) != 1 || got[0].Field != "kev" {
		t.Fatalf("%v", got)
	}
}
