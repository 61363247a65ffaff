package assess

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
	"fenceline/internal/version"
)

// flawsAt are the flaws that statements raise of one component at a version.
func flawsAt(c domain.Component, v string, known index) map[string]domain.Finding {
	c.Version = v
	out := map[string]domain.Finding{}
	for _, f := range Match(MatchInput{Asset: "web", Components: []domain.Held{{Component: c, FirstSeen: monday}}, Rows: known.rows, Group: alone}) {
		if f.Verdict == domain.Affected {
			out[f.Vulnerability] = f
		}
	}
	return out
}

// drawVersion draws versions that lie close together.
func drawVersion(t *rapid.T, name string) string {
	part := func(what string) int { return rapid.IntRange(0, 3).Draw(t, name+" "+what) }
	return fmt.Sprintf("%d.%d.%d", 1+part("major"), part("minor"), part("patch"))
}

func statement(flaw string, events ...domain.Event) domain.Advisory {
	return domain.Advisory{Format: domain.FormatOSV, Namespace: "npm", ID: "A-" + flaw, Revision: "1", Vulnerabilities: []domain.Vulnerability{{ID: flaw}},
		Products:   []domain.Product{{Ref: "p", Ecosystem: "npm", Package: "x"}},
		Statements: []domain.Statement{{Vulnerability: flaw, Product: "p", Status: domain.StatusAffected, Versions: domain.VersionSet{Kind: domain.SetOSV, Scheme: "npm", Ranges: []domain.Range{{Type: "SEMVER", Events: events}}}}}}
}

// TestRaisingAVersionAddsNothing is the law in the form that is true. A flaw may
// begin with a version, and publishers say so by "introduced"; then a newer version
// can have a flaw that an older one has not. So:
//
//   - where every statement reaches down to the first version, a newer version has
//     no flaw that an older one has not;
//   - whatever the statements, what is new at a newer version began between the two,
//     as its statement says;
//   - the version that a task names has none of the flaws the task was made for, also
//     where their versions come in several pieces.
func TestRaisingAVersionAddsNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		down := rapid.Bool().Draw(rt, "downward closed")
		known := index{}
		begins := map[string][]string{}
		for n := range rapid.IntRange(1, 5).Draw(rt, "flaws") {
			flaw := fmt.Sprintf("CVE-2026-%d", 1000+n)
			bounds := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) string { return drawVersion(t, "bound") }), 1, 6, rapid.ID).Draw(rt, "bounds")
			slices.SortFunc(bounds, func(a, b string) int { c, _ := version.Compare("npm", a, b); return c })
			var events []domain.Event
			if down {
				events = []domain.Event{{Introduced: "0"}, {Fixed: bounds[0]}}
				if rapid.Bool().Draw(rt, "last") {
					events[1] = domain.Event{LastAffected: bounds[0]}
				}
			} else {
				for i, b := range bounds {
					if i%2 == 0 {
						events = append(events, domain.Event{Introduced: b})
						begins[flaw] = append(begins[flaw], b)
					} else {
						events = append(events, domain.Event{Fixed: b})
					}
				}
			}
			known.add(domain.BadgeHash, statement(flaw, events...))
		}
		c := held("web/x", domain.Component{Name: "x", PURL: "pkg:npm/x@1.0.0", Version: "1.0.0"}).Component
		low, high := drawVersion(rt, "low"), drawVersion(rt, "high")
		if order, _ := version.Compare("npm", low, high); order > 0 {
			low, high = high, low
		}
		before, after := flawsAt(c, low, known), flawsAt(c, high, known)
		for flaw := range after {
			if _, was := before[flaw]; was {
				continue
			}
			if down {
				rt.Fatalf("%s is at %s and not at %s", flaw, high, low)
			}
			if !slices.ContainsFunc(begins[flaw], func(b string) bool {
				above, _ := version.Compare("npm", b, low)
				below, _ := version.Compare("npm", b, high)
				return above > 0 && below <= 0
			}) {
				rt.Fatalf("%s is at %s and not at %s, and begins at %v", flaw, high, low, begins[flaw])
			}
		}
		plannedClears(rt, c, low, before, known)
	})
}

// plannedClears plans what was found at a version, and looks at each task's version.
func plannedClears(rt *rapid.T, c domain.Component, at string, found map[string]domain.Finding, known index) {
	p := newPlans("web")
	c.Version = at
	p.held[c.ID] = domain.Held{Component: c, FirstSeen: monday}
	for _, flaw := range slices.Sorted(maps.Keys(found)) {
		p.findings = append(p.findings, found[flaw])
	}
	in := p.input()
	in.Row = func(f *domain.Finding) *domain.MatchRow {
		for i, row := range known[f.Key] {
			if row.Advisory == f.Advisory && row.Statement == f.Statement {
				return &known[f.Key][i]
			}
		}
		return nil
	}
	in.Now = monday.Add(time.Hour)
	got := Plan(in)
	for _, task := range got.Tasks {
		if task.Version == "" {
			continue
		}
		left := flawsAt(c, task.Version, known)
		for _, flaw := range task.Vulnerabilities {
			f, still := left[flaw]
			if still && f.Fixed != "" {
				rt.Fatalf("%s asks for %s against %v, and %s is still there, up to %s", task.ID, task.Version, task.Vulnerabilities, flaw, f.Fixed)
			}
		}
	}
}
