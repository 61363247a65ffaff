package assess

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fenceline/internal/domain"
)

// verbs are the events of a plan in short: "target.verified web verified".
func verbs(got PlanResult) string {
	var all []string
	for _, e := range got.Events {
		all = append(all, strings.Join(strings.Fields(e.Verb+" "+e.Asset+" "+e.Reason), " "))
	}
	return strings.Join(all, "; ")
}

// both is x on web and db, affected by A and cured by 2.0.1.
func both(p *plans) (web, db string) {
	web, db = p.hold("web", "x", "1.0.0"), p.hold("db", "x", "1.0.0")
	p.find(p.affected(web, "A", "2.0.1"), p.affected(db, "A", "2.0.1"))
	p.plan()
	p.later()
	return web, db
}

// TestTargetsFollowDecisions: what people decided stays where it was decided, and
// covers nothing that came later.
func TestTargetsFollowDecisions(t *testing.T) {
	set := func(p *plans, asset string, s domain.State) { p.target("T-1", asset).State = s }
	tests := []struct {
		name string
		do   func(p *plans)
		want string
	}{
		{"an exception covers nothing that came later", func(p *plans) {
			web, db := both(p)
			set(p, "web", domain.StateException)
			p.find(p.affected(web, "A", "2.0.1"), p.affected(web, "B", "2.0.0"), p.affected(db, "A", "2.0.1"))
		}, "T-1 npm/x update 2.0.1 A [db open 1/1] [web exception 1/1]\nT-2 npm/x update 2.0.0 B after T-1 [web open 1/1]"},
		{"an exception holds when a later version is asked for, and when a fix appears", func(p *plans) {
			web := p.hold("web", "x", "1.0.0")
			p.find(p.affected(web, "A", ""))
			p.plan()
			set(p, "web", domain.StateException)
			p.find(p.affected(web, "A", "3.0.0"))
		}, "T-1 npm/x watch A [web exception 1/1]"},
		{"a fix appears: the watch is over, the clock goes on", func(p *plans) {
			web := p.hold("web", "x", "1.0.0")
			p.find(p.affected(web, "A", ""))
			p.plan()
			p.later()
			p.find(p.affected(web, "A", "3.0.0"))
		}, "T-1 npm/x watch A [web not_applicable 0/1]\nT-2 npm/x update 3.0.0 A [web open 1/1]"},
		{"the successor takes what is still affected, with its state", func(p *plans) {
			web, db := both(p)
			set(p, "web", domain.StateBlocked)
			set(p, "db", domain.StateProgress)
			p.find(p.affected(web, "A", "2.0.1"), p.affected(web, "B", "2.0.3"), p.affected(db, "A", "2.0.1"))
		}, "T-1 npm/x update 2.0.1 A [db in_progress 1/1] [web not_applicable 0/1]\nT-2 npm/x update 2.0.3 A,B after T-1 [web blocked 2/2]"},
		{"a claim waits for its evidence", func(p *plans) {
			web, db := both(p)
			set(p, "web", domain.StateClaimed)
			p.find(p.affected(web, "A", "2.0.1"), p.affected(web, "B", "2.0.3"), p.affected(db, "A", "2.0.1"))
		}, "T-1 npm/x update 2.0.1 A [db open 1/1] [web claimed 1/1]\nT-2 npm/x update 2.0.3 B after T-1 [web open 1/1]"},
		{"a claim of a version that is not enough waits for nothing", func(p *plans) {
			web, db := both(p)
			set(p, "web", domain.StateClaimed)
			p.find(p.affected(web, "A", "2.0.3"), p.affected(db, "A", "2.0.3"))
		}, "T-1 npm/x update 2.0.1 A [db not_applicable 0/1] [web not_applicable 0/1]\nT-2 npm/x update 2.0.3 A after T-1 [db open 1/1] [web open 1/1]"},
		{"raised to another branch, where only the publisher's word changed", func(p *plans) {
			web, db := both(p)
			p.find(p.affected(web, "A", "3.1.0"), p.affected(db, "A", "3.1.0"))
		}, "T-1 npm/x update 3.1.0 A [db open 1/1] [web open 1/1]"},
		{"not raised after an asset that went to another branch by itself", func(p *plans) {
			web, db := both(p)
			p.hold("web", "x", "3.0.0")
			p.find(p.affected(web, "A", "3.1.0"), p.affected(db, "A", "2.0.1"))
		}, "T-1 npm/x update 2.0.1 A [db open 1/1] [web not_applicable 0/1]\nT-2 npm/x update 3.1.0 A [web open 1/1]"},
		{"lowered where the publisher corrected itself and nobody began", func(p *plans) {
			web, db := both(p)
			p.find(p.affected(web, "A", "2.0.0"), p.affected(db, "A", "1.9.9"))
		}, "T-1 npm/x update 2.0.0 A [db open 1/1] [web open 1/1]"},
		{"not lowered where somebody began", func(p *plans) {
			web, db := both(p)
			set(p, "db", domain.StateProgress)
			p.find(p.affected(web, "A", "2.0.0"), p.affected(db, "A", "2.0.0"))
		}, "T-1 npm/x update 2.0.1 A [db in_progress 1/1] [web open 1/1]"},
		{"not lowered for the sake of some of the assets", func(p *plans) {
			web, _ := both(p)
			delete(p.assets, "db")
			p.find(p.affected(web, "A", "2.0.0"))
		}, "T-1 npm/x update 2.0.1 A [db open 1/1] [web open 1/1]"},
		{"a second copy on a verified asset reopens its target", func(p *plans) {
			web, db := both(p)
			p.hold("web", "x", "2.0.1")
			p.find(p.unaffected(web, "A"), p.affected(db, "A", "2.0.1"))
			p.plan()
			p.later()
			second := p.hold("web", "x/lib", "1.0.0")
			h := p.held[second]
			h.Key, h.Name = "npm/x", "x"
			p.held[second] = h
			p.find(p.unaffected(web, "A"), p.affected(second, "A", "2.0.1"), p.affected(db, "A", "2.0.1"))
		}, "T-1 npm/x update 2.0.1 A [db open 1/1] [web reopened 1/2]"},
		{"versions without an order are tasks of their own", func(p *plans) {
			web, db := p.hold("web", "x", "1.0.0"), p.hold("db", "x", "1.0.0")
			p.find(p.affected(web, "A", "odd one"), p.affected(web, "B", "2.0.0"), p.affected(db, "A", "odd two"))
		}, "T-1 npm/x update 2.0.0 B [web open 1/1]\nT-2 npm/x update odd one A [web open 1/1]\nT-3 npm/x update odd two A [db open 1/1]"},
		{"a release is a branch, and one task takes the latest version", func(p *plans) {
			web, db := p.hold("web", "x", "1:1.0-1"), p.hold("db", "x", "1:1.1-1")
			for id, release := range map[string]string{web: "Debian:12", db: "Debian:12", p.hold("old", "x", "1:0.9-1"): "Debian:11"} {
				h := p.held[id]
				h.Scheme, h.Stream, h.Key, h.Also = "Debian", release, "deb/debian/libx1", []domain.PackageKey{"deb/debian/source/x"}
				p.held[id] = h
			}
			p.find(p.affected(web, "A", "1:1.0-2"), p.affected(db, "B", "1:1.2-1"), p.affected("old/x", "A", "1:0.9-2"))
		}, "T-1 deb/debian/source/x update 1:0.9-2 A [old open 1/1]\nT-2 deb/debian/source/x update 1:1.2-1 A,B [db open 1/1] [web open 1/1]"},
		{"a retired asset gets no target", func(p *plans) {
			web, _ := both(p)
			a := p.assets["web"]
			a.Retired = p.now
			p.assets["web"] = a
			p.find(p.affected(web, "A", "2.0.1"), p.affected(web, "B", "2.0.1"), p.affected("db/x", "A", "2.0.1"))
		}, "T-1 npm/x update 2.0.1 A [db open 1/1] [web not_applicable 0/1]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newPlans("web", "db", "old")
			test.do(p)
			p.plan()
			slices.SortFunc(p.tasks, func(a, b domain.PatchTask) int { return compareIDs(a.ID, b.ID) })
			slices.SortFunc(p.targets, func(a, b domain.Target) int { return compareSpots(spot{a.Task, a.Asset}, spot{b.Task, b.Asset}) })
			if got := p.shown(); got != test.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, test.want)
			}
			again(t, p)
		})
	}
}

// TestProof: only a newer snapshot that shows another version closes a target as
// fixed; what cannot be told stays open; what the publishers changed is no fix.
func TestProof(t *testing.T) {
	tests := []struct {
		name     string
		do       func(p *plans, x string) // after A of web/x 1.0.0, cured by 2.0.0
		state    domain.State
		evidence string
	}{
		{"another version that is said to be clean", func(p *plans, x string) {
			p.hold("web", "x", "1.0.1-patched")
			p.find(p.unaffected(x, "A"))
		}, domain.StateVerified, "verified s0602 1.0.1-patched"},
		{"the version can no longer be told", func(p *plans, x string) {
			p.hold("web", "x", "")
			p.find(p.cannotTell(x, "A"))
		}, domain.StateOpen, ""},
		{"no version any more, and nothing said", func(p *plans, x string) {
			p.hold("web", "x", "")
			p.find()
		}, domain.StateOpen, ""},
		{"the statement can no longer be read", func(p *plans, x string) {
			p.find(p.cannotTell(x, "A"))
		}, domain.StateOpen, ""},
		{"it cannot be told, though another statement clears it", func(p *plans, x string) {
			p.hold("web", "x", "2.0.0")
			clean := p.unaffected(x, "A")
			clean.ID, clean.Advisory = "other", "b|A"
			p.find(p.cannotTell(x, "A"), clean)
		}, domain.StateOpen, ""},
		{"a statement that never raised it cannot tell: no matter", func(p *plans, x string) {
			p.hold("web", "x", "2.0.0")
			vague := p.cannotTell(x, "A")
			vague.ID, vague.Advisory = "other", "b|A"
			p.find(vague, p.unaffected(x, "A"))
		}, domain.StateVerified, "verified s0602 2.0.0"},
		{"the snapshot is older than the finding", func(p *plans, x string) {
			p.taken = monday
			p.hold("web", "x", "2.0.0")
			p.find(p.unaffected(x, "A"))
		}, domain.StateOpen, ""},
		{"the snapshot is older than the claim", func(p *plans, x string) {
			p.target("T-1", "web").State, p.target("T-1", "web").Claimed.At = domain.StateClaimed, p.now.Add(time.Hour)
			p.hold("web", "x", "2.0.0")
			p.find(p.unaffected(x, "A"))
		}, domain.StateClaimed, ""},
		{"claimed, yet still there", func(p *plans, x string) {
			p.target("T-1", "web").State, p.target("T-1", "web").Claimed.At = domain.StateClaimed, p.now.Add(-time.Hour)
		}, domain.StateClaimed, "still_affected s0602 1.0.0"},
		{"same version: withdrawn", func(p *plans, x string) { p.find() }, domain.StateNotApplicable, "withdrawn s0602 1.0.0"},
		{"same version: what is said changed", func(p *plans, x string) { p.find(p.unaffected(x, "A")) }, domain.StateNotApplicable, "data_changed s0602 1.0.0"},
		{"only a name agrees now", func(p *plans, x string) {
			f := p.affected(x, "A", "2.0.0")
			f.Confidence = domain.NameOnly
			p.find(f)
		}, domain.StateNotApplicable, "withdrawn s0602 1.0.0"},
		{"another version, of which nothing is said", func(p *plans, x string) {
			p.hold("web", "x", "1.5.0")
			p.find()
		}, domain.StateNotApplicable, "no_longer_covered s0602 1.5.0"},
		{"upgraded, still affected, then withdrawn: no fix", func(p *plans, x string) {
			p.hold("web", "x", "1.5.0")
			p.find(p.affected(x, "A", "2.0.0"))
			p.plan()
			p.later()
			p.find()
		}, domain.StateNotApplicable, "withdrawn s0603 1.5.0"},
		{"withdrawn and stated again: a new clock", func(p *plans, x string) {
			p.find()
			p.plan()
			p.later()
			p.find(p.affected(x, "A", "2.0.0"))
		}, domain.StateReopened, "withdrawn s0602 1.0.0; regressed s0603 1.0.0"},
		{"a triage that is over verifies", func(p *plans, x string) {
			p.target("T-1", "web").Due.Tier = domain.TierForensic
			p.hold("web", "x", "2.0.0")
			p.find(p.unaffected(x, "A"))
			p.plan()
			p.target("T-1", "web").State, _ = domain.Next(domain.StateTriage, domain.IntentTriaged)
		}, domain.StateVerified, "verified s0602 2.0.0"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newPlans("web")
			x := p.hold("web", "x", "1.0.0")
			p.find(p.affected(x, "A", "2.0.0"))
			p.plan()
			due := p.target("T-1", "web").Due
			p.later()
			test.do(p, x)
			p.plan()
			got := p.target("T-1", "web")
			if got.State != test.state || evidenceOf(got) != test.evidence {
				t.Errorf("got %s, %q", got.State, evidenceOf(got))
			}
			if got.State != domain.StateReopened && got.Due.Date != due.Date {
				t.Errorf("due %s, was %s", got.Due.Date, due.Date)
			}
			if open := slices.ContainsFunc(got.Findings, func(f domain.TargetFinding) bool { return f.Open }); open == closed(got.State) {
				t.Errorf("%s with open findings %v", got.State, open)
			}
			again(t, p)
		})
	}
}

// TestClocksFollow: a flaw keeps its clock from task to task and back, and a
// component that comes back to an affected version is not overdue at once.
func TestClocksFollow(t *testing.T) {
	p := newPlans("web")
	x := p.hold("web", "x", "1.0.0")
	p.find(p.affected(x, "A", ""))
	p.plan()
	first := p.target("T-1", "web").Findings[0]
	for range 3 {
		p.later()
		p.find(p.affected(x, "A", "2.0.0"))
		p.plan()
		p.later()
		p.find(p.affected(x, "A", ""))
		got := p.plan()
		if verbs(got) != "target.open web returned; target.not_applicable web moved" {
			t.Errorf("events %s", verbs(got))
		}
		back := p.target("T-1", "web")
		if f := back.Findings[0]; !f.Open || !f.Detected.Equal(first.Detected) || !f.Received.Equal(first.Received) || back.State != domain.StateOpen || !back.Closed.IsZero() {
			t.Errorf("came back as %s, %+v", back.State, f)
		}
		again(t, p)
	}

	p = newPlans("web")
	x = p.hold("web", "x", "3.0.0")
	p.find(p.unaffected(x, "A"))
	p.plan()
	p.now = p.now.AddDate(1, 0, 0)
	p.hold("web", "x", "1.0.0")
	h := p.held[x]
	h.VersionSeen = p.now
	p.held[x] = h
	p.find(p.affected(x, "A", "2.0.0"))
	p.plan()
	if got := p.target("T-1", "web"); !got.Detected.Equal(p.now) || got.Due.Date != domain.DayOf(p.now, time.UTC).Add(60) {
		t.Errorf("detected %s, due %s", got.Detected, got.Due.Date)
	}
}

func TestReasonsOfAMovedDate(t *testing.T) {
	yes := []domain.Stated{{Value: domain.Yes, By: "J.M.", At: monday}}
	known := func(value string) []domain.Known {
		return []domain.Known{{Value: value, At: monday, Source: "CISA SSVC"}}
	}
	tests := []struct {
		name string
		do   func(p *plans, x string)
		want string
	}{
		{"an answer", func(p *plans, x string) {
			a := p.assets["web"]
			a.Exposure = append(slices.Clone(a.Exposure), domain.Stated{Value: domain.No, By: "J.M.", At: p.now})
			p.assets["web"] = a
		}, "target.due web exposure: yes to no"},
		{"two facts", func(p *plans, x string) {
			p.facts["A"] = Facts{Automatable: append(known("no"), domain.Known{Value: "yes", At: p.now, Source: "CISA SSVC"}), Impact: append(known("partial"), domain.Known{Value: "total", At: p.now, Source: "CISA SSVC"})}
		}, "target.due web automatable: no to yes, impact: partial to total"},
		{"a planned upgrade", func(p *plans, x string) {
			a := p.assets["web"]
			a.NextUpgrade = "2026-06-20"
			p.assets["web"] = a
		}, "target.due web next_upgrade"},
		{"a further finding", func(p *plans, x string) {
			p.facts["B"] = Facts{KEV: []domain.Known{{Value: "2026-06-02", At: p.now, Source: "CISA KEV"}}}
			p.find(p.affected(x, "A", "2.0.0"), p.affected(x, "B", "2.0.0"))
		}, "target.due web finding_added"},
		{"a tier without another date", func(p *plans, x string) {
			p.facts["A"] = Facts{KEV: []domain.Known{{Value: "2026-06-02", At: p.now, Source: "CISA KEV"}}, Automatable: known("no"), Impact: known("total")}
			a := p.assets["web"]
			a.NextUpgrade = "2026-06-03"
			p.assets["web"] = a
			p.plan()
			p.facts["A"] = Facts{Automatable: known("no"), Impact: known("total")}
		}, "target.tier web kev: yes to no"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newPlans("web")
			x := p.hold("web", "x", "1.0.0")
			a := p.assets["web"]
			a.Exposure = yes
			p.assets["web"] = a
			p.facts["A"] = Facts{Automatable: known("no"), Impact: known("partial")}
			p.find(p.affected(x, "A", "2.0.0"))
			p.plan()
			p.later()
			test.do(p, x)
			if got := verbs(p.plan()); got != test.want {
				t.Errorf("got %q", got)
			}
			again(t, p)
		})
	}
}

func TestExplainedIsTheStoredDate(t *testing.T) {
	p := newPlans("web")
	x := p.hold("web", "x", "1.0.0")
	a := p.assets["web"]
	a.Exposure = []domain.Stated{{Value: domain.Yes, By: "J.M.", At: monday}}
	p.assets["web"] = a
	p.facts["B"] = Facts{KEV: []domain.Known{{Value: "2026-05-20", At: monday, Source: "CISA KEV"}}}
	p.find(p.affected(x, "A", "2.0.0"), p.affected(x, "B", "2.0.0"))
	p.plan()
	in, stored := p.input(), p.target("T-1", "web")
	got := Explained(&a, stored, in.Facts, bodRules, time.UTC, in.Missing, p.now)
	if !sameDue(&got, &stored.Due) || got.Fact(domain.FactKEV) != "yes" || got.Facts[factExposure].Source != "J.M." {
		t.Errorf("got %+v\nstored %+v", got, stored.Due)
	}
	later := Explained(&a, stored, in.Facts, bodRules, time.UTC, in.Missing, p.now.AddDate(0, 0, 10))
	if later.Date != got.Date || later.Facts[factKEV].Others[0].Value != "no" {
		t.Errorf("ten days later %+v", later)
	}
}
