package assess

import (
	"testing"

	"fenceline/internal/domain"
)

// TestSplitByHandIsKept holds that a part of a fix keeps to its own task: through a
// newer version, a further flaw and a plan again, with the dates it had; and that
// taken out of the hand it goes back.
func TestSplitByHandIsKept(t *testing.T) {
	p := newPlans("a", "b")
	x, y := p.hold("a", "x", "1.0.0"), p.hold("b", "x", "1.0.0")
	p.find(p.affected(x, "A", "2.0.0"), p.affected(y, "A", "2.0.0"))
	p.plan()
	due := p.target("T-1", "b").Due.Date
	p.target("T-1", "b").State = domain.StateBlocked
	whole := p.tasks[0]
	split := domain.PatchTask{ID: "T-2", Key: whole.Key, Kind: whole.Kind, Name: whole.Name, Version: whole.Version, Branch: whole.Branch, Part: "T-2", Hand: []string{"b"}}
	p.tasks, p.counter = append(p.tasks, split), 2
	p.later()
	p.plan()
	got := p.target("T-2", "b")
	if got == nil || got.State != domain.StateBlocked || got.Due.Date != due {
		t.Fatalf("split off it is %+v, want blocked and due %s", got, due)
	}
	if left := p.target("T-1", "b"); left.State != domain.StateNotApplicable || left.Evidence[len(left.Evidence)-1].Code != EvidenceMoved {
		t.Errorf("left behind: %s %+v", left.State, left.Evidence)
	}
	p.target("T-2", "b").State = domain.StateOpen
	p.later()
	p.find(p.affected(x, "A", "2.0.0"), p.affected(y, "A", "2.0.0"), p.affected(x, "B", "2.0.1"), p.affected(y, "B", "2.0.1"))
	p.plan()
	if len(p.tasks) != 2 || p.tasks[0].Version != "2.0.1" || p.tasks[1].Version != "2.0.1" || p.target("T-2", "a") != nil {
		t.Fatalf("a further flaw: %s", p.shown())
	}
	if again := p.plan(); len(again.Tasks)+len(again.Targets)+len(again.Events) > 0 {
		t.Errorf("planned again it changes %+v", again)
	}
	p.tasks[1].Hand = nil
	p.later()
	p.plan()
	back := p.target("T-1", "b")
	if back.State != domain.StateOpen || back.Due.Date != due || back.Evidence[len(back.Evidence)-1].Code != EvidenceReturned {
		t.Errorf("put together it is %s, due %s: %+v", back.State, back.Due.Date, back.Evidence)
	}
	if part := p.target("T-2", "b"); !part.Moved() || back.Moved() {
		t.Errorf("%s %+v", part.State, part.Evidence)
	}
}
