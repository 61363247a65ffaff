package words

import (
	"strings"
	"testing"

	"fenceline/internal/domain"
)

func TestTaskStateSaysWhatItIsAbout(t *testing.T) {
	const today domain.Day = "2026-11-24"
	for want, v := range map[string]domain.TaskView{
		"Wed 2 Dec":    {State: domain.StatePlanned, Planned: "2026-12-02"},
		"week 30 Nov":  {State: domain.StatePlanned, Planned: "2026-11-30", PlannedWeek: true},
		"Planned":      {State: domain.StatePlanned},
		"Vendor visit": {State: domain.StateBlocked, Waits: "Vendor visit", Done: 1, Total: 3},
		"Blocked":      {State: domain.StateBlocked},
		"1 of 3 done":  {State: domain.StateProgress, Done: 1, Total: 3},
	} {
		if got := TaskState(&v, today); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

func TestFilterSays(t *testing.T) {
	if got := FilterSays(true, true, false, false, false, "R.T.", 4, 12); got != "Only owner R.T., in KEV, overdue: 4 of 12 tasks" {
		t.Error(got)
	}
	if got := FilterSays(false, false, true, true, true, "", 0, 12); got != "Only no owner, blocked, assumed date: 0 of 12 tasks" {
		t.Error(got)
	}
}

func TestWhyNothing(t *testing.T) {
	target := func(s domain.State) domain.TargetView { return domain.TargetView{Target: domain.Target{State: s}} }
	running := domain.ExceptionView{Exception: domain.Exception{End: "2026-12-18"}}
	for want, d := range map[string]domain.TaskDetail{
		"the first ends Fri 18 Dec": {Targets: []domain.TargetView{target(domain.StateException), target(domain.StateVerified)}, Exceptions: []domain.ExceptionView{running}},
		"Nothing is open":           {Targets: []domain.TargetView{target(domain.StateVerified)}},
		"not known here":            {Targets: []domain.TargetView{target(domain.StateOpen)}},
		"under an exception.":       {Targets: []domain.TargetView{target(domain.StateException)}},
	} {
		if got := WhyNothing(&d, "2026-11-24"); !strings.Contains(got, want) {
			t.Errorf("%q does not say %q", got, want)
		}
	}
}

func TestAssumedIsSaidWhereAFactIsMissing(t *testing.T) {
	d := domain.Due{Date: "2026-11-27", Assumed: true, Facts: []domain.DueFact{{Fact: domain.FactKEV, Value: "yes"}}}
	if got := WhyFoot(&d, "2026-11-24"); got != "" {
		t.Errorf("nothing is missing, and it says %q", got)
	}
	d.Facts[0].Value = ""
	if got := WhyFoot(&d, "2026-11-24"); !strings.Contains(got, "one fact is missing") {
		t.Errorf("%q", got)
	}
}
