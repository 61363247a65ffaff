package assess

import (
	"testing"

	"fenceline/internal/domain"
)

// TestPersonsDecisions: what a person settled stays settled for the flaws it was
// given for, covers nothing newer, and gives way to evidence.
func TestPersonsDecisions(t *testing.T) {
	take := func(p *plans, intent domain.Intent) {
		if !p.target("T-1", "web").Take(&domain.Move{Intent: intent, Reason: "because"}, "J.M.", p.now) {
			t.Fatalf("%s is not allowed", intent)
		}
	}
	tests := []struct {
		name string
		do   func(p *plans, x string)
		want string
	}{
		{"dismissed stays dismissed", func(p *plans, x string) {
			take(p, domain.IntentNotApply)
		}, "T-1 npm/x update 2.0.0 A [web not_applicable 1/1]"},
		{"a flaw that comes later gets its own task", func(p *plans, x string) {
			take(p, domain.IntentNotApply)
			p.find(p.affected(x, "A", "2.0.0"), p.affected(x, "B", "2.0.0"))
		}, "T-1 npm/x update 2.0.0 A [web not_applicable 1/1]\nT-2 npm/x update 2.0.0 B after T-1 [web open 1/1]"},
		{"a later fix of the same flaw does not undo it", func(p *plans, x string) {
			take(p, domain.IntentNotApply)
			p.find(p.affected(x, "A", "2.0.3"))
		}, "T-1 npm/x update 2.0.0 A [web not_applicable 1/1]"},
		{"fixed and back, it is asked about again", func(p *plans, x string) {
			take(p, domain.IntentNotApply)
			p.plan()
			p.later()
			p.hold("web", "x", "2.0.0")
			p.find(p.unaffected(x, "A"))
			p.plan()
			p.later()
			p.hold("web", "x", "1.0.0")
			p.find(p.affected(x, "A", "2.0.0"))
		}, "T-1 npm/x update 2.0.0 A [web not_applicable 0/1]\nT-2 npm/x update 2.0.0 A after T-1 [web open 1/1]"},
		{"reopened by hand, the old snapshot proves nothing", func(p *plans, x string) {
			p.hold("web", "x", "2.0.0")
			p.find(p.unaffected(x, "A"))
			p.plan()
			p.now = p.now.Add(1)
			take(p, domain.IntentReopen)
		}, "T-1 npm/x update 2.0.0 A [web reopened 1/1]"},
		{"and a newer one does", func(p *plans, x string) {
			p.hold("web", "x", "2.0.0")
			p.find(p.unaffected(x, "A"))
			p.plan()
			take(p, domain.IntentReopen)
			p.plan()
			p.later()
		}, "T-1 npm/x update 2.0.0 A [web verified 0/1]"},
		{"installed and seen restarted, the snapshot between counts", func(p *plans, x string) {
			take(p, domain.IntentRestart)
			p.later()
			p.hold("web", "x", "2.0.0")
			p.find(p.unaffected(x, "A"))
			p.plan()
			if got := p.target("T-1", "web"); got.State != domain.StateRestart || evidenceOf(got) != "installed s0603 2.0.0" {
				t.Errorf("before the restart: %s %s", got.State, evidenceOf(got))
			}
			take(p, domain.IntentSeen)
		}, "T-1 npm/x update 2.0.0 A [web verified 0/1]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newPlans("web")
			x := p.hold("web", "x", "1.0.0")
			p.find(p.affected(x, "A", "2.0.0"))
			p.plan()
			p.later()
			test.do(p, x)
			p.plan()
			if got := p.shown(); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
			again(t, p)
		})
	}
}

// TestTriageRecordedBeforehand: where the forensic steps are recorded before the
// fix shows, the evidence verifies at once.
func TestTriageRecordedBeforehand(t *testing.T) {
	for _, recorded := range []bool{false, true} {
		p := newPlans("web")
		x := p.hold("web", "x", "1.0.0")
		p.find(p.affected(x, "A", "2.0.0"))
		p.plan()
		p.later()
		target := p.target("T-1", "web")
		target.Due.Tier = domain.TierForensic
		want := domain.StateTriage
		if recorded {
			want = domain.StateVerified
			for _, step := range domain.TriageSteps() {
				target.Triage.Records = append(target.Triage.Records, domain.TriageRecord{Step: step})
			}
		}
		p.hold("web", "x", "2.0.0")
		p.find(p.unaffected(x, "A"))
		p.plan()
		if got := p.target("T-1", "web"); got.State != want {
			t.Errorf("recorded %v: %s", recorded, got.State)
		}
	}
}
