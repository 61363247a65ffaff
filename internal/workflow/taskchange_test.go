package workflow

import (
	"testing"

	"fenceline/internal/domain"
)

// What a run found and left is compared task by task; the zero view stands for a task
// that was not there.
func TestTaskChanges(t *testing.T) {
	view := func(id string, due domain.Day, tier domain.Tier, kev bool, done, total int) domain.TaskView {
		return domain.TaskView{PatchTask: domain.PatchTask{ID: id, Name: "n" + id}, Due: due, Tier: tier, KEV: kev, Done: done, Total: total}
	}
	m := &matcher{was: map[string]domain.TaskView{}, tasks: map[string]domain.TaskView{
		"T-2": view("T-2", "2026-12-20", domain.Tier60Days, false, 0, 2), "T-3": view("T-3", "2026-12-01", domain.Tier14Days, false, 1, 2), "T-4": view("T-4", "2026-12-09", domain.Tier14Days, true, 0, 1),
	}}
	m.found("T-10") // made by the run
	m.found("T-2")
	m.found("T-3")
	m.tasks["T-10"] = view("T-10", "", domain.TierUpgrade, false, 0, 1)
	m.tasks["T-2"] = view("T-2", "2026-12-02", domain.Tier14Days, true, 0, 3)
	m.tasks["T-3"] = view("T-3", "", domain.TierNone, false, 2, 2)
	m.found("T-2") // a second batch touches it again: what was first found stays
	got := m.changes()
	want := []domain.TaskChange{
		{Task: "T-2", Name: "nT-2", WasDue: "2026-12-20", Due: "2026-12-02", Tier: domain.Tier14Days, KEV: true, WasOpen: 2, Open: 3},
		{Task: "T-10", Name: "nT-10", New: true, Tier: domain.TierUpgrade, Open: 1},
		{Task: "T-3", Name: "nT-3", Closed: true, WasDue: "2026-12-01", WasOpen: 1},
	}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%d: %+v, not %+v", i, got[i], want[i])
		}
	}
}
