package workflow

import (
	"testing"

	"fenceline/internal/domain"
)

// TestDoneIsCountedWhereTheWorkIs: what another task took over is neither done here
// nor one of this task's, and comes back as one when it returns.
func TestDoneIsCountedWhereTheWorkIs(t *testing.T) {
	moved := domain.Target{State: domain.StateNotApplicable, Evidence: []domain.Evidence{{Code: domain.EvidenceMoved}}}
	targets := []domain.Target{moved, moved}
	for i := range 14 {
		one := domain.Target{State: domain.StateOpen}
		if i < 2 {
			one.State = domain.StateVerified
		} else if i == 2 {
			one = domain.Target{State: domain.StateNotApplicable, Evidence: []domain.Evidence{{Code: domain.EvidenceMoved}}, Dismissed: &domain.Dismissal{Reason: "not loaded"}}
		}
		targets = append(targets, one)
	}
	if got := summarise(domain.PatchTask{}, targets, false, 0); got.Done != 3 || got.Total != 14 || got.Moved != 2 || got.State != domain.StateOpen {
		t.Errorf("%+v", got)
	}
	if got := summarise(domain.PatchTask{}, targets[:2], false, 0); got.Done != 0 || got.Total != 0 || got.Moved != 2 || got.State != domain.StateNotApplicable {
		t.Errorf("all of it moved: %+v", got)
	}
	if got := summarise(domain.PatchTask{}, targets[:4], false, 0); got.State != domain.StateVerified || got.Done != 2 || got.Total != 2 {
		t.Errorf("the rest is verified: %+v", got)
	}
}
