package screen

import (
	"testing"

	"fenceline/internal/domain"
)

// Cards of one day stand in its order, and those of one task in several weeks say which
// part they are.
func TestPlanCardsAreOrderedWithinADayAndNumbered(t *testing.T) {
	item := func(task string, outcome string) domain.PlanItem {
		return domain.PlanItem{Task: task, Asset: task, AssetName: task, Fix: "Update " + task, Minutes: 30, Tier: domain.Tier14Days, Due: "2026-12-04", Why: domain.PlanFits, Order: domain.Order{Outcome: outcome}}
	}
	plan := domain.Schedule{Weeks: []domain.PlanWeek{
		{Monday: "2026-11-23", Slots: []domain.PlanSlot{{Items: []domain.PlanItem{item("T-1", ""), item("T-2", "scheduled"), item("T-3", "immediate"), item("T-4", "out-of-cycle")}}}},
		{Monday: "2026-11-30", Slots: []domain.PlanSlot{{Items: []domain.PlanItem{item("T-3", "immediate")}}}},
	}}
	weeks := planColumns(&plan, &domain.PlanSettings{})
	for i, want := range []string{"T-3", "T-4", "T-2", "T-1"} {
		if got := weeks[0].Cards[i].Task; got != want {
			t.Errorf("place %d: %s, not %s", i, got, want)
		}
	}
	if a, b := weeks[0].Cards[0], weeks[1].Cards[0]; a.Part != 1 || a.Parts != 2 || b.Part != 2 || b.Parts != 2 {
		t.Errorf("parts %d of %d and %d of %d", a.Part, a.Parts, b.Part, b.Parts)
	}
	if c := weeks[0].Cards[1]; c.Part != 0 || c.Parts != 0 {
		t.Errorf("a task in one week is part %d of %d", c.Part, c.Parts)
	}
}
