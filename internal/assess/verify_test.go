package assess

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
)

// evidenceOf writes a target's evidence: "partly s0602 1.0.0; verified s0603 2.0.0".
func evidenceOf(t *domain.Target) string {
	var all []string
	for _, e := range t.Evidence {
		all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s %s", e.Code, e.Snapshot, e.Seen)))
	}
	return strings.Join(all, "; ")
}

func TestEvidence(t *testing.T) {
	tests := []struct {
		name     string
		do       func(p *plans, x string) // after A and B of web/x 1.0.0 were planned
		state    domain.State
		evidence string
		closed   bool
	}{
		{"an upgrade is verified", func(p *plans, x string) {
			p.hold("web", "x", "2.0.1")
			p.find()
		}, domain.StateVerified, "verified s0602 2.0.1", true},
		{"an upgrade ends an exception", func(p *plans, x string) {
			p.target("T-1", "web").State = domain.StateException
			p.hold("web", "x", "2.0.1")
			p.find()
		}, domain.StateVerified, "verified s0602 2.0.1", true},
		{"some are cleared", func(p *plans, x string) {
			p.hold("web", "x", "2.0.0")
			p.find(p.affected(x, "B", "2.0.1"))
		}, domain.StateOpen, "partly s0602 2.0.0", false},
		{"the same snapshot proves a thing once", func(p *plans, x string) {
			p.find(p.affected(x, "A", "2.0.0"), p.affected(x, "B", "2.0.1"), p.affected(x, "C", "2.0.1"))
			p.plan()
			p.hold("web", "x", "2.0.0")
			p.find(p.affected(x, "B", "2.0.1"), p.affected(x, "C", "2.0.1"))
			p.plan()
			p.find(p.affected(x, "B", "2.0.1"))
		}, domain.StateOpen, "partly s0602 2.0.0", false},
		{"then the rest", func(p *plans, x string) {
			p.hold("web", "x", "2.0.0")
			p.find(p.affected(x, "B", "2.0.1"))
			p.plan()
			p.later()
			p.hold("web", "x", "2.0.1")
			p.find()
		}, domain.StateVerified, "partly s0602 2.0.0; verified s0603 2.0.1", true},
		{"the component is gone", func(p *plans, x string) {
			delete(p.held, x)
			p.find()
		}, domain.StateVerified, "component_gone s0602", true},
		{"the publishers changed what they say", func(p *plans, x string) {
			p.find()
		}, domain.StateNotApplicable, "withdrawn s0602 1.0.0", true},
		{"the asset is out of use", func(p *plans, x string) {
			a := p.assets["web"]
			a.Retired = p.now
			p.assets["web"] = a
			p.find()
		}, domain.StateNotApplicable, "asset_retired s0602 1.0.0", true},
		{"another task takes care of it", func(p *plans, x string) {
			p.hold("web", "x", "3.0.0")
			p.find(p.affected(x, "A", "3.1.0"), p.affected(x, "B", "3.1.0"))
		}, domain.StateNotApplicable, "moved s0602 3.0.0", true},
		{"an old version is back", func(p *plans, x string) {
			p.hold("web", "x", "2.0.1")
			p.find()
			p.plan()
			p.later()
			p.hold("web", "x", "1.0.0")
			p.find(p.affected(x, "A", "2.0.0"), p.affected(x, "B", "2.0.1"))
		}, domain.StateReopened, "verified s0602 2.0.1; regressed s0603 1.0.0", false},
		{"a forensic duty stays open", func(p *plans, x string) {
			p.target("T-1", "web").Due.Tier = domain.TierForensic
			p.hold("web", "x", "2.0.1")
			p.find()
		}, domain.StateTriage, "verified s0602 2.0.1", false},
		{"an old version is back before triage", func(p *plans, x string) {
			p.target("T-1", "web").Due.Tier = domain.TierForensic
			p.hold("web", "x", "2.0.1")
			p.find()
			p.plan()
			p.later()
			p.hold("web", "x", "1.0.0")
			p.find(p.affected(x, "A", "2.0.0"))
		}, domain.StateReopened, "verified s0602 2.0.1; regressed s0603 1.0.0", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newPlans("web")
			x := p.hold("web", "x", "1.0.0")
			p.find(p.affected(x, "A", "2.0.0"), p.affected(x, "B", "2.0.1"))
			p.plan()
			p.later()
			test.do(p, x)
			p.plan()
			got := p.target("T-1", "web")
			if got.State != test.state || evidenceOf(got) != test.evidence || got.Closed.IsZero() == test.closed {
				t.Errorf("got %s, %q, closed %v", got.State, evidenceOf(got), got.Closed)
			}
			for _, e := range got.Evidence {
				if e.By != "J.M." || e.Format != domain.FormatCycloneDX {
					t.Errorf("evidence without its origin: %+v", e)
				}
			}
			again(t, p)
		})
	}
}

// A flaw nobody knows a version for does not reopen what is done: it follows.
func TestNewFlawWithoutAVersionFollows(t *testing.T) {
	p := newPlans("web")
	x := p.hold("web", "x", "1.0.0")
	p.find(p.affected(x, "A", ""))
	p.plan()
	p.later()
	p.hold("web", "x", "2.0.0")
	p.find(p.unaffected(x, "A"))
	p.plan()
	p.later()
	p.find(p.unaffected(x, "A"), p.affected(x, "B", ""))
	p.plan()
	if got, want := p.shown(), "T-1 npm/x watch A [web verified 0/1]\nT-2 npm/x watch B after T-1 [web open 1/1]"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	again(t, p)
}

// A regression starts a new clock; what was received does not change.
func TestRegressionStartsANewClock(t *testing.T) {
	p := newPlans("web")
	x := p.hold("web", "x", "1.0.0")
	p.find(p.affected(x, "A", "2.0.0"))
	p.plan()
	first := *p.target("T-1", "web")
	p.later()
	p.hold("web", "x", "2.0.0")
	p.find()
	p.plan()
	p.now = p.now.AddDate(0, 0, 30)
	p.hold("web", "x", "1.0.0")
	p.find(p.affected(x, "A", "2.0.0"))
	got := p.plan()
	back := p.target("T-1", "web")
	if f := back.Findings[0]; !f.Detected.Equal(p.now) || !f.Received.Equal(monday) || !back.Detected.Equal(p.now) || !back.Closed.IsZero() {
		t.Errorf("clocks %v %v, target %v, closed %v", f.Received, f.Detected, back.Detected, back.Closed)
	}
	if want := domain.DayOf(p.now, time.UTC).Add(60); back.Due.Date != want || first.Due.Date == want {
		t.Errorf("due %s, was %s, want %s", back.Due.Date, first.Due.Date, want)
	}
	if !slices.ContainsFunc(got.Events, func(e PlanEvent) bool {
		return e.Verb == "target.reopened" && e.Before == "verified" && e.Reason == "regressed"
	}) {
		t.Errorf("events %+v", got.Events)
	}
}

func TestEventsOfADueDate(t *testing.T) {
	p := newPlans("web")
	x := p.hold("web", "x", "1.0.0")
	p.find(p.affected(x, "A", "2.0.0"))
	p.plan()
	was := p.target("T-1", "web").Due
	p.later()
	p.facts["A"] = Facts{KEV: []domain.Known{{Value: string(domain.DayOf(p.now, time.UTC)), At: p.now, Source: "CISA"}}}
	got := p.plan()
	is := p.target("T-1", "web").Due
	if is.Date >= was.Date || len(got.Events) != 1 {
		t.Fatalf("due %s, was %s, events %+v", is.Date, was.Date, got.Events)
	}
	if e := got.Events[0]; e.Verb != "target.due" || e.Before != string(was.Date) || e.After != string(is.Date) || !strings.HasPrefix(e.Reason, "kev: ") {
		t.Errorf("got %+v", e)
	}
}

// clockOf is the oldest open clock of a name on a component.
func clockOf(p *plans, component, name string) (received, detected time.Time, state domain.State, ok bool) {
	for _, target := range p.targets {
		for _, f := range target.Findings {
			if f.Open && f.Component == component && slices.Contains(f.Aliases, name) && (!ok || f.Detected.Before(detected)) {
				received, detected, state, ok = f.Received, f.Detected, target.State, true
			}
		}
	}
	return received, detected, state, ok
}

// However the names of flaws are joined and parted again, no clock starts later
// than it did and no target forgets its state.
func TestAliasLaws(t *testing.T) {
	states := []domain.State{domain.StateOpen, domain.StatePlanned, domain.StateProgress, domain.StateClaimed, domain.StateBlocked, domain.StateException, domain.StateRestart}
	rapid.Check(t, func(t *rapid.T) {
		p := newPlans("web", "db")
		var components []string
		for _, asset := range []string{"web", "db"} {
			components = append(components, p.hold(asset, "x", "1.0.0"))
		}
		flaws := rapid.IntRange(2, 6).Draw(t, "flaws")
		met := map[string]int{} // the day a flaw reaches the desk
		for i := range flaws {
			met[fmt.Sprint("F", i)] = rapid.IntRange(0, 2).Draw(t, "day")
		}
		for day := range 6 {
			var edges [][2]string
			for range rapid.IntRange(0, flaws).Draw(t, "edges") {
				edges = append(edges, [2]string{fmt.Sprint("F", rapid.IntRange(0, flaws-1).Draw(t, "a")), fmt.Sprint("F", rapid.IntRange(0, flaws-1).Draw(t, "b"))})
			}
			group := grouping(edges...)
			p.findings = nil
			for _, component := range components {
				for i := range flaws {
					name := fmt.Sprint("F", i)
					if met[name] > day {
						continue
					}
					f := p.affected(component, name, "2.0.0")
					f.Vulnerability, f.Aliases = group(name).ID, group(name).Names
					p.findings = append(p.findings, f)
					if met[name] == day {
						p.received[string(f.Advisory)] = p.now
					}
				}
			}
			before := &plans{targets: slices.Clone(p.targets)}
			p.plan()
			again(t, p)
			for _, component := range components {
				for _, name := range slices.Sorted(maps.Keys(met)) {
					since := met[name]
					if since >= day {
						continue
					}
					received, detected, state, had := clockOf(before, component, name)
					nowReceived, nowDetected, nowState, has := clockOf(p, component, name)
					if had && (!has || nowReceived.After(received) || nowDetected.After(detected) || nowState != state) {
						t.Fatalf("%s of %s: received %v, detected %v, %s; now %v, %v, %s", name, component, received, detected, state, nowReceived, nowDetected, nowState)
					}
				}
			}
			for i := range p.targets {
				p.targets[i].State = rapid.SampledFrom(states).Draw(t, "state")
			}
			p.later()
		}
	})
}

// A decision does not spread: names joined to those it was given for stand where
// they stood, also when their own task goes on to a successor.
func TestAliasesFollowTheirTask(t *testing.T) {
	p := newPlans("web")
	x := p.hold("web", "x", "1.0.0")
	a, b, c := p.affected(x, "A", "1.0.1"), p.affected(x, "B", "1.0.9"), p.affected(x, "C", "1.0.10")
	p.find(a)
	p.plan()
	p.target("T-1", "web").State = domain.StateException
	p.find(a, b)
	p.plan()
	p.target("T-2", "web").State = domain.StateProgress
	together := grouping([2]string{"A", "B"})("A")
	for _, f := range []*domain.Finding{&a, &b} {
		f.Fixed, f.Vulnerability, f.Aliases = "1.0.1", together.ID, together.Names
	}
	p.find(a, b, c)
	p.plan()
	again(t, p)
	for _, want := range []struct{ task, name string }{{"T-1", "A"}, {"T-3", "B"}} {
		for _, f := range p.target(want.task, "web").Findings {
			if f.Open && f.Vulnerability == together.ID && !slices.Equal(f.Aliases, []string{want.name}) {
				t.Errorf("%s speaks of %v, want %s\n%s", want.task, f.Aliases, want.name, p.shown())
			}
		}
	}
}
