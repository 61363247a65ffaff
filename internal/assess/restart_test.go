package assess

import (
	"testing"
	"time"

	"fenceline/internal/domain"
)

// TestRestart: installed is not running. What an inventory or a person says waits
// for a start is closed by an inventory that shows the start, or by a person's word.
func TestRestart(t *testing.T) {
	for _, test := range []struct {
		name     string
		do       func(p *plans, x string) // after A of web/x 1.0.0, cured by 2.0.0
		state    domain.State
		evidence string
	}{
		{"installed is not running", func(p *plans, x string) {
			p.target("T-1", "web").State = domain.StateRestart
			p.hold("web", "x", "2.0.0")
			p.find(p.unaffected(x, "A"))
		}, domain.StateRestart, "installed s0602 2.0.0"},
		{"restarted since", func(p *plans, x string) {
			p.target("T-1", "web").State = domain.StateRestart
			p.hold("web", "x", "2.0.0")
			p.find(p.unaffected(x, "A"))
			p.plan()
			p.target("T-1", "web").State, _ = domain.Next(domain.StateRestart, domain.IntentSeen)
		}, domain.StateVerified, "installed s0602 2.0.0; verified s0602 2.0.0"},
		{"a person said restart pending, an inventory shows no start since", func(p *plans, x string) {
			p.target("T-1", "web").State, p.target("T-1", "web").Claimed.At = domain.StateRestart, p.now.Add(-time.Hour)
			p.restart = &domain.Restart{At: p.now, Booted: p.now.Add(-2 * time.Hour)}
			p.hold("web", "x", "2.0.0")
			p.find(p.unaffected(x, "A"))
		}, domain.StateRestart, "installed s0602 2.0.0"},
		{"a person said restart pending, an inventory shows a start since", func(p *plans, x string) {
			p.target("T-1", "web").State, p.target("T-1", "web").Claimed.At = domain.StateRestart, p.now.Add(-2*time.Hour)
			p.restart = &domain.Restart{At: p.now, Booted: p.now.Add(-time.Hour)}
			p.hold("web", "x", "2.0.0")
			p.find(p.unaffected(x, "A"))
		}, domain.StateVerified, "restarted s0602 2.0.0; verified s0602 2.0.0"},
		{"a person said restart pending, the component is gone", func(p *plans, x string) {
			p.target("T-1", "web").State, p.target("T-1", "web").Claimed.At = domain.StateRestart, p.now.Add(-2*time.Hour)
			delete(p.held, x)
			p.find()
			p.plan()
			p.target("T-1", "web").State, _ = domain.Next(domain.StateRestart, domain.IntentSeen)
		}, domain.StateVerified, "installed s0602; component_gone s0602"},
		{"an inventory says that the machine waits", func(p *plans, x string) {
			p.restart = &domain.Restart{At: p.now, Why: []string{"updates wait"}}
			p.hold("web", "x", "2.0.0")
			p.find(p.unaffected(x, "A"))
		}, domain.StateRestart, "installed s0602 2.0.0"},
		{"the machine waits for something else", func(p *plans, x string) {
			p.restart = &domain.Restart{At: p.now, Why: []string{"kernel 6"}, Of: []string{"linux-image-6"}}
			p.hold("web", "x", "2.0.0")
			p.find(p.unaffected(x, "A"))
		}, domain.StateVerified, "verified s0602 2.0.0"},
		{"it waited and was started again", func(p *plans, x string) {
			p.restart = &domain.Restart{At: p.now, Why: []string{"updates wait"}}
			p.hold("web", "x", "2.0.0")
			p.find(p.unaffected(x, "A"))
			p.plan()
			p.later()
			p.restart = &domain.Restart{At: p.now, Booted: p.now.Add(-time.Hour)}
		}, domain.StateVerified, "installed s0602 2.0.0; restarted s0603 2.0.0; verified s0603 2.0.0"},
		{"it waits, and a later inventory shows the old version again", func(p *plans, x string) {
			p.restart = &domain.Restart{At: p.now, Why: []string{"updates wait"}}
			p.hold("web", "x", "2.0.0")
			p.find(p.unaffected(x, "A"))
			p.plan()
			p.later()
			p.hold("web", "x", "1.0.0")
			p.find(p.affected(x, "A", "2.0.0"))
		}, domain.StateRestart, "installed s0602 2.0.0; still_affected s0603 1.0.0"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := newPlans("web")
			x := p.hold("web", "x", "1.0.0")
			p.find(p.affected(x, "A", "2.0.0"))
			p.plan()
			due := p.target("T-1", "web").Due
			p.later()
			test.do(p, x)
			p.plan()
			if got := p.target("T-1", "web"); got.State != test.state || evidenceOf(got) != test.evidence || got.Due.Date != due.Date {
				t.Errorf("got %s, %q, due %s, was %s", got.State, evidenceOf(got), got.Due.Date, due.Date)
			}
			again(t, p)
		})
	}
}
