package assess

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
)

// plans is a small desk of planned things: it keeps what Plan gives.
type plans struct {
	now      time.Time
	assets   map[string]domain.Asset
	held     map[string]domain.Held
	findings []domain.Finding
	facts    map[string]Facts
	received map[string]time.Time // by advisory
	snapshot string
	taken    time.Time // when the snapshot came in
	restart  *domain.Restart
	tasks    []domain.PatchTask
	targets  []domain.Target
	counter  int
}

var monday = time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)

func newPlans(assets ...string) *plans {
	p := &plans{now: monday, assets: map[string]domain.Asset{}, held: map[string]domain.Held{}, facts: map[string]Facts{},
		received: map[string]time.Time{}, snapshot: "s1", taken: monday}
	for _, id := range assets {
		p.assets[id] = domain.Asset{ID: id, Name: id}
	}
	return p
}

// hold puts a component on an asset, or gives it another version.
func (p *plans) hold(asset, name, version string) string {
	id := asset + "/" + name
	h := p.held[id]
	if h.ID == "" {
		h.FirstSeen = p.now
	}
	h.ID, h.Key, h.Name, h.Version, h.Scheme = id, domain.PackageKey("npm/"+name), name, version, "npm"
	p.held[id] = h
	return id
}

// affected is a finding that an update to fixed clears; no version: it is watched.
func (p *plans) affected(component, flaw, fixed string) domain.Finding {
	h := p.held[component]
	asset, _, _ := strings.Cut(component, "/")
	f := domain.Finding{ID: component + flaw, Asset: asset, Component: component, Key: h.Key, Name: h.Name, Version: h.Version,
		Advisory: domain.AdvisoryKey("a|" + flaw), Vulnerability: flaw, Aliases: []string{flaw}, Verdict: domain.Affected,
		Confidence: domain.Certain, Fixed: fixed, FixKind: domain.FixUpdate}
	if fixed == "" {
		f.FixKind = domain.FixWatch
	}
	return f
}

// unaffected and cannotTell are the findings of the same statement for a version
// that is not affected, and for one that cannot be told.
func (p *plans) unaffected(component, flaw string) domain.Finding {
	f := p.affected(component, flaw, "")
	f.Verdict, f.FixKind = domain.NotAffected, ""
	return f
}

func (p *plans) cannotTell(component, flaw string) domain.Finding {
	f := p.affected(component, flaw, "")
	f.Verdict, f.FixKind = domain.CannotTell, ""
	return f
}

func (p *plans) find(findings ...domain.Finding) { p.findings = findings }

func (p *plans) input() PlanInput {
	return PlanInput{Findings: p.findings, Assets: p.assets, Held: p.held, Tasks: p.tasks, Targets: p.targets,
		Facts: func(names []string) (out Facts) {
			for _, name := range names {
				f := p.facts[name]
				out.KEV, out.Automatable, out.Impact = append(out.KEV, f.KEV...), append(out.Automatable, f.Automatable...), append(out.Impact, f.Impact...)
				out.Exploitation = append(out.Exploitation, f.Exploitation...)
			}
			return out
		},
		Received: func(f *domain.Finding) time.Time {
			if at, ok := p.received[string(f.Advisory)]; ok {
				return at
			}
			return monday
		},
		Evidence: func(string) domain.Evidence {
			return domain.Evidence{Snapshot: p.snapshot, Format: domain.FormatCycloneDX, At: p.taken, By: "J.M."}
		},
		Restart: func(string) *domain.Restart { return p.restart },
		Now:     p.now, Zone: time.UTC, Missing: domain.MissingFlat60,
		NextTask: func() string { p.counter++; return "T-" + strconv.Itoa(p.counter) }}
}

// plan plans once and keeps the outcome.
func (p *plans) plan() PlanResult {
	got := Plan(p.input())
	for _, t := range got.Tasks {
		if i := slices.IndexFunc(p.tasks, func(o domain.PatchTask) bool { return o.ID == t.ID }); i >= 0 {
			p.tasks[i] = t
		} else {
			p.tasks = append(p.tasks, t)
		}
	}
	for _, t := range got.Targets {
		if old := p.target(t.Task, t.Asset); old != nil {
			*old = t
		} else {
			p.targets = append(p.targets, t)
		}
	}
	return got
}

func (p *plans) target(task, asset string) *domain.Target {
	for i := range p.targets {
		if p.targets[i].Task == task && p.targets[i].Asset == asset {
			return &p.targets[i]
		}
	}
	return nil
}

// later is a day later with a newer snapshot.
func (p *plans) later() {
	p.now = p.now.AddDate(0, 0, 1)
	p.snapshot, p.taken = "s"+p.now.Format("0102"), p.now
}

// shown writes tasks and their targets on one line: "T-1 npm/x 2.0.0 A,B [web:open 1/2]".
func (p *plans) shown() string {
	var lines []string
	for _, t := range p.tasks {
		line := t.ID + " " + strings.TrimSpace(fmt.Sprintf("%s %s %s", t.Key, t.Kind, t.Version)) + " " + strings.Join(t.Vulnerabilities, ",")
		if t.Predecessor != "" {
			line += " after " + t.Predecessor
		}
		for _, target := range p.targets {
			if target.Task == t.ID {
				open := 0
				for _, f := range target.Findings {
					if f.Open {
						open++
					}
				}
				line += fmt.Sprintf(" [%s %s %d/%d]", target.Asset, target.State, open, len(target.Findings))
			}
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestPlan(t *testing.T) {
	tests := []struct {
		name string
		do   func(p *plans)
		want string
	}{
		{"one task for one fix on two assets", func(p *plans) {
			web, db := p.hold("web", "x", "1.0.0"), p.hold("db", "x", "1.1.0")
			p.find(p.affected(web, "A", "2.0.1"), p.affected(db, "A", "2.0.1"), p.affected(db, "B", "2.0.0"))
		}, "T-1 npm/x update 2.0.1 A,B [db open 2/2] [web open 1/1]"},
		{"two packages are two tasks", func(p *plans) {
			p.find(p.affected(p.hold("web", "x", "1.0.0"), "A", "2.0.0"), p.affected(p.hold("web", "y", "1.0.0"), "A", "2.0.0"))
		}, "T-1 npm/x update 2.0.0 A [web open 1/1]\nT-2 npm/y update 2.0.0 A [web open 1/1]"},
		{"two branches are two tasks", func(p *plans) {
			p.find(p.affected(p.hold("web", "x", "1.2.0"), "A", "1.2.5"), p.affected(p.hold("db", "x", "1.3.0"), "A", "1.3.1"))
		}, "T-1 npm/x update 1.2.5 A [web open 1/1]\nT-2 npm/x update 1.3.1 A [db open 1/1]"},
		{"name only makes none", func(p *plans) {
			f := p.affected(p.hold("web", "x", "1.0.0"), "A", "2.0.0")
			f.Confidence = domain.NameOnly
			p.find(f)
		}, ""},
		{"cannot tell makes none", func(p *plans) {
			f := p.affected(p.hold("web", "x", "1.0.0"), "A", "2.0.0")
			f.Verdict = domain.CannotTell
			p.find(f)
		}, ""},
		{"not affected makes none", func(p *plans) {
			f := p.affected(p.hold("web", "x", "1.0.0"), "A", "2.0.0")
			f.Verdict = domain.NotAffected
			p.find(f)
		}, ""},
		{"a weaker identity does not name the version", func(p *plans) {
			x := p.hold("web", "x", "1.0.0")
			weak := p.affected(x, "A", "9.0.0")
			weak.Confidence, weak.Key, weak.Advisory = domain.Likely, "vp/acme/x", "b|A"
			p.find(weak, p.affected(x, "A", "2.0.0"))
		}, "T-1 npm/x update 2.0.0 A [web open 1/1]"},
		{"of equally sure ones the later version", func(p *plans) {
			x := p.hold("web", "x", "1.0.0")
			other := p.affected(x, "A", "2.0.10")
			other.Advisory = "b|A"
			p.find(other, p.affected(x, "A", "2.0.9"))
		}, "T-1 npm/x update 2.0.10 A [web open 1/1]"},
		{"nothing to install is watched apart", func(p *plans) {
			x := p.hold("web", "x", "1.0.0")
			p.find(p.affected(x, "A", "2.0.0"), p.affected(x, "B", ""))
		}, "T-1 npm/x update 2.0.0 A [web open 1/1]\nT-2 npm/x watch B [web open 1/1]"},
		{"an update without a version rides along", func(p *plans) {
			x := p.hold("web", "x", "1.0.0")
			b := p.affected(x, "B", "")
			b.FixKind = domain.FixUpdate
			p.find(p.affected(x, "A", "2.0.0"), b)
		}, "T-1 npm/x update 2.0.0 A,B [web open 2/2]"},
		{"raised while planned", func(p *plans) {
			x := p.hold("web", "x", "1.0.0")
			p.find(p.affected(x, "A", "2.0.1"))
			p.plan()
			p.target("T-1", "web").State = domain.StatePlanned
			p.find(p.affected(x, "A", "2.0.1"), p.affected(x, "B", "2.0.3"))
		}, "T-1 npm/x update 2.0.3 A,B [web planned 2/2]"},
		{"a successor once somebody began", func(p *plans) {
			x, y := p.hold("web", "x", "1.0.0"), p.hold("db", "x", "1.0.0")
			p.find(p.affected(x, "A", "2.0.1"), p.affected(y, "A", "2.0.1"))
			p.plan()
			p.target("T-1", "db").State = domain.StateProgress
			p.find(p.affected(x, "A", "2.0.1"), p.affected(y, "A", "2.0.1"), p.affected(x, "B", "2.0.3"), p.affected(y, "C", "2.0.0"))
		}, "T-1 npm/x update 2.0.1 A,C [db in_progress 2/2] [web not_applicable 0/1]\nT-2 npm/x update 2.0.3 A,B after T-1 [web open 2/2]"},
		{"the successor is raised in turn", func(p *plans) {
			x := p.hold("web", "x", "1.0.0")
			p.find(p.affected(x, "A", "2.0.1"))
			p.plan()
			p.target("T-1", "web").State = domain.StateClaimed
			p.find(p.affected(x, "A", "2.0.1"), p.affected(x, "B", "2.0.3"))
			p.plan()
			p.find(p.affected(x, "A", "2.0.1"), p.affected(x, "B", "2.0.3"), p.affected(x, "C", "2.0.4"))
		}, "T-1 npm/x update 2.0.1 A [web claimed 1/1]\nT-2 npm/x update 2.0.4 B,C after T-1 [web open 2/2]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newPlans("web", "db")
			test.do(p)
			p.plan()
			if got := p.shown(); got != test.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, test.want)
			}
			again(t, p)
		})
	}
}

// shuffled puts a list into another order, the same for every run.
func shuffled[T any](list []T) {
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

// fataler is what test helpers need of a test or a law.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// again plans once more, and shuffled: nothing changes.
func again(t fataler, p *plans) {
	t.Helper()
	shuffled(p.findings)
	shuffled(p.tasks)
	shuffled(p.targets)
	was := p.shown()
	if got := Plan(p.input()); len(got.Tasks)+len(got.Targets)+len(got.Events) > 0 {
		for _, is := range got.Targets {
			was += fmt.Sprintf("\nfrom %+v\nto   %+v", p.target(is.Task, is.Asset), is)
		}
		t.Fatalf("planned again, something changed: %d tasks, events %+v\n%s", len(got.Tasks), got.Events, was)
	}
}

// aSituation draws assets, components and findings; flaws 0 to 5 under names
// F0 to F5, joined into groups at random.
func aSituation(t *rapid.T, p *plans) {
	versions := rapid.SampledFrom([]string{"1.0.1", "1.0.9", "1.0.10", "1.1.0", "1.1", "2.0.0", "2.0.0+b", "2.0.0-rc.1", "odd one", ""})
	var edges [][2]string
	for i := range 5 {
		if rapid.IntRange(0, 3).Draw(t, "joined") == 0 {
			edges = append(edges, [2]string{fmt.Sprint("F", i), fmt.Sprint("F", rapid.IntRange(0, 5).Draw(t, "to"))})
		}
	}
	group := grouping(edges...)
	p.findings = nil
	for _, id := range slices.Sorted(maps.Keys(p.held)) {
		for flaw := range 6 {
			if rapid.Bool().Draw(t, "met") {
				continue
			}
			name := fmt.Sprint("F", flaw)
			f := p.affected(id, name, versions.Draw(t, "fixed"))
			f.FixKind = rapid.SampledFrom([]domain.FixKind{f.FixKind, domain.FixUpdate}).Draw(t, "kind")
			f.Updates = rapid.SampledFrom([][]string{nil, nil, {"KB5000001"}, {"KB5000001", "KB5000002"}}).Draw(t, "updates")
			g := group(name)
			f.Vulnerability, f.Aliases = g.ID, g.Names
			f.Confidence = rapid.SampledFrom([]domain.Confidence{domain.Certain, domain.Likely, domain.Check, domain.NameOnly}).Draw(t, "sure")
			f.Verdict = rapid.SampledFrom([]domain.Verdict{domain.Affected, domain.Affected, domain.CannotTell, domain.NotAffected}).Draw(t, "verdict")
			p.findings = append(p.findings, f)
		}
	}
	slices.SortFunc(p.findings, func(a, b domain.Finding) int { return strings.Compare(a.ID, b.ID) })
}

func drawnPlans(t *rapid.T) *plans {
	p := newPlans("web", "db")
	for _, asset := range []string{"web", "db"} {
		for _, name := range []string{"x", "y"} {
			h := p.held[p.hold(asset, name, "1.0.0")]
			h.Type = rapid.SampledFrom([]string{"", "library", "firmware", "device"}).Draw(t, "type")
			p.held[h.ID] = h
		}
	}
	for flaw := range 6 {
		p.received[fmt.Sprint("a|F", flaw)] = monday.AddDate(0, 0, -rapid.IntRange(0, 40).Draw(t, "received"))
	}
	p.facts["F1"] = Facts{KEV: []domain.Known{{Value: "2026-05-20", At: monday.AddDate(0, 0, -3)}}}
	return p
}

// step lets people act on some targets, by the table.
func step(t *rapid.T, p *plans) {
	for i := range p.targets {
		steps := slices.DeleteFunc(domain.Steps(), func(s domain.Step) bool {
			return s.From != p.targets[i].State || s.Intent == domain.IntentRegress || s.Intent == domain.IntentReturn // the desk's own
		})
		if len(steps) > 0 && rapid.Bool().Draw(t, "acts") {
			p.targets[i].State = rapid.SampledFrom(steps).Draw(t, "step").To
		}
	}
}

func TestPlanLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawnPlans(t)
		for range rapid.IntRange(1, 4).Draw(t, "days") {
			aSituation(t, p)
			first, counter := Plan(p.input()), p.counter
			p.counter = len(p.tasks)
			shuffled(p.findings)
			if second := p.plan(); fmt.Sprintf("%+v", first) != fmt.Sprintf("%+v", second) || counter != p.counter {
				t.Fatalf("another order, another plan:\n%+v\n%+v", first, second)
			}
			lawful(t, p)
			again(t, p)
			step(t, p)
			p.later()
		}
	})
}

// lawful: every affected finding has an open target, what is open is affected or
// was and cannot be told now, and the chain of tasks hangs together.
func lawful(t *rapid.T, p *plans) {
	covered := func(f *domain.Finding) bool {
		return slices.ContainsFunc(p.targets, func(target domain.Target) bool {
			return target.Asset == f.Asset && !target.State.Done() && target.State != domain.StateTriage &&
				slices.ContainsFunc(target.Findings, func(tf domain.TargetFinding) bool {
					return tf.Open && tf.Component == f.Component && slices.Contains(tf.Aliases, f.Vulnerability)
				})
		})
	}
	for i := range p.findings {
		if f := &p.findings[i]; f.Verdict == domain.Affected && f.Confidence != domain.NameOnly && !covered(f) {
			t.Fatalf("%s of %s has no open target in\n%s", f.Vulnerability, f.Component, p.shown())
		}
	}
	for _, target := range p.targets {
		seen := map[string]bool{}
		for _, f := range target.Findings {
			if !f.Open {
				continue
			}
			needed := slices.ContainsFunc(p.findings, func(o domain.Finding) bool {
				return o.Component == f.Component && o.Verdict != domain.NotAffected && o.Confidence != domain.NameOnly && sameFlaw(&f, o.Aliases)
			})
			if key := f.Component + " " + f.Vulnerability; seen[key] || !needed {
				t.Fatalf("%s is open twice %v, needed %v, in\n%s", key, seen[key], needed, p.shown())
			} else {
				seen[key] = true
			}
		}
	}
	for _, task := range p.tasks {
		if task.Successor != "" && !slices.ContainsFunc(p.tasks, func(o domain.PatchTask) bool { return o.ID == task.Successor && o.Predecessor == task.ID }) {
			t.Fatalf("%s names a successor %s that does not name it", task.ID, task.Successor)
		}
	}
}
