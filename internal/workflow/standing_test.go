package workflow

import (
	"testing"

	"fenceline/internal/domain"
)

// The summary of a task says what its state is about: the next planned day, or what a
// blocked one waits for; nothing of targets in another state.
func TestSummaryTellsWhatTheStateIsAbout(t *testing.T) {
	target := func(asset string, state domain.State, planned domain.Day, week bool, note string) standing {
		return standingOf(&domain.Target{Asset: asset, State: state, Planned: planned, Week: week, Note: note})
	}
	for name, c := range map[string]struct {
		targets []standing
		planned domain.Day
		week    bool
		waits   string
	}{
		"planned for two days": {[]standing{target("a", domain.StatePlanned, "2026-12-09", false, ""), target("b", domain.StatePlanned, "2026-12-02", true, "")}, "2026-12-02", true, ""},
		"blocked":              {[]standing{target("a", domain.StateBlocked, "", false, "Vendor visit"), target("b", domain.StateBlocked, "", false, "Network window")}, "", false, "Vendor visit"},
		"open, with a note":    {[]standing{target("a", domain.StateOpen, "2026-12-02", false, "seen")}, "", false, ""},
		"done":                 {[]standing{target("a", domain.StateVerified, "2026-12-02", false, "x")}, "", false, ""},
	} {
		view := summed(domain.PatchTask{}, c.targets, false, 0)
		if view.Planned != c.planned || view.PlannedWeek != c.week || view.Waits != c.waits {
			t.Errorf("%s: planned %q, week %v, waits for %q", name, view.Planned, view.PlannedWeek, view.Waits)
		}
	}
}
