package version_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
	"fenceline/internal/version"
)

func osv(kind string, events ...domain.Event) domain.VersionSet {
	return domain.VersionSet{Kind: domain.SetOSV, Ranges: []domain.Range{{Type: kind, Events: events}}}
}

// written is a line as text: the points in order, the installed one in stars, the fix
// behind a plus; then the ranges.
func written(l domain.VersionLine) string {
	if l.Why != "" {
		return string(l.Why)
	}
	var out []string
	for _, p := range l.Points {
		text := p.Version
		if p.Installed {
			text = "*" + text + "*"
		}
		if p.Fixed {
			text += "+"
		}
		out = append(out, text)
	}
	for _, s := range l.Spans {
		open, end := "(", ")"
		if s.FromIn {
			open = "["
		}
		if s.ToIn {
			end = "]"
		}
		out = append(out, fmt.Sprintf("%s%d,%d%s", open, s.From, s.To, end))
	}
	if l.More > 0 {
		out = append(out, fmt.Sprintf("and %d", l.More))
	}
	if l.In {
		out = append(out, "in")
	}
	return strings.Join(out, " ")
}

func TestLine(t *testing.T) {
	in, fixed, last := func(v string) domain.Event { return domain.Event{Introduced: v} }, func(v string) domain.Event { return domain.Event{Fixed: v} }, func(v string) domain.Event { return domain.Event{LastAffected: v} }
	text := func(s string) domain.VersionSet { return domain.VersionSet{Kind: domain.SetText, Text: s} }
	for _, c := range []struct {
		name                     string
		set                      domain.VersionSet
		scheme, installed, fixed string
		want                     string
	}{
		{"inside", osv("ECOSYSTEM", in("3.0.0"), fixed("3.0.19")), "generic", "3.0.15", "3.0.19", "3.0.0 *3.0.15* 3.0.19+ [0,2) in"},
		{"from the start", osv("ECOSYSTEM", in("0"), last("2.4")), "generic", "2.10", "", "2.4 *2.10* (-1,0]"},
		{"at the fix", osv("SEMVER", in("1.0.0"), fixed("1.2.0")), "npm", "1.2.0", "1.2.0", "1.0.0 *1.2.0*+ [0,1)"},
		{"before the range", osv("ECOSYSTEM", in("3"), fixed("4")), "generic", "2", "", "*2* 3 4 [1,2)"},
		{"no end", osv("ECOSYSTEM", in("1.0")), "generic", "5.1", "", "1.0 *5.1* [0,-1) in"},
		{"the scheme's order, not the letters'", osv("ECOSYSTEM", in("0"), fixed("1:2.9~rc1-1")), "Debian", "1:2.9-1", "", "1:2.9~rc1-1 *1:2.9-1* (-1,0)"},
		{"the order of rpm", osv("ECOSYSTEM", in("0"), fixed("0:1.10-2.el9")), "Red Hat", "0:1.9-7.el9", "", "*0:1.9-7.el9* 0:1.10-2.el9 (-1,1) in"},
		{"branches: those beside it", domain.VersionSet{Kind: domain.SetOSV, Ranges: []domain.Range{{Type: "ECOSYSTEM", Events: []domain.Event{in("9.0"), fixed("9.0.99"), in("10.0"), fixed("10.1.52"), in("11"), fixed("11.0.3"), in("8"), fixed("8.5")}}}},
			"generic", "10.1.48", "10.1.52", "9.0 9.0.99 10.0 *10.1.48* 10.1.52+ 11 11.0.3 [0,1) [2,4) [5,6) and 1 in"},
		{"vers", domain.VersionSet{Kind: domain.SetVers, Text: "vers:deb/>=1.0-1|<1.2-1"}, "", "1.1-1", "", "1.0-1 *1.1-1* 1.2-1 [0,2) in"},
		{"words", text("before V5.1 SP1"), "", "V5.1", "", "*V5.1* V5.1 SP1 (-1,1) in"},
		{"words from and to", text(">= 2.0, <= 2.4"), "", "2.5", "", "2.0 2.4 *2.5* [0,1]"},
		{"a branch in words", text("5.0.27 and prior, 5.1.19 and prior"), "", "5.1.2", "", "line_words"},
		{"every version", text("*"), "", "1", "", "line_all"},
		{"all", domain.VersionSet{Kind: domain.SetAll}, "", "1", "", "line_all"},
		{"none", domain.VersionSet{}, "", "1", "", "line_none"},
		{"a list", domain.VersionSet{Kind: domain.SetExact, Exact: []string{"1", "2"}}, "", "1", "", "line_list"},
		{"commits", osv("GIT", in("0"), fixed("deadbeef")), "", "1", "", "line_commits"},
		{"nothing installed", osv("ECOSYSTEM", in("0"), fixed("2")), "generic", " ", "", "line_no_version"},
		{"years beside numbers", osv("ECOSYSTEM", in("0"), fixed("15.0.4390.2")), "generic", "2019", "", "line_order"},
		{"no version at all", osv("ECOSYSTEM", in("0"), fixed("2")), "generic", "custom", "", "line_order"},
		{"a fix of another kind stays off the line", osv("SEMVER", in("1.0.0"), fixed("1.2.0")), "npm", "1.1.0", "KB5044273", "1.0.0 *1.1.0* 1.2.0 [0,2) in"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := written(version.Line(c.set, c.scheme, c.installed, c.fixed)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestLineLaws: what is drawn is in order, holds the installed version once, and says of
// it what the set says.
func TestLineLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.Custom(func(t *rapid.T) string {
			return fmt.Sprintf("%d.%d.%d", rapid.IntRange(0, 3).Draw(t, "a"), rapid.IntRange(0, 3).Draw(t, "b"), rapid.IntRange(0, 3).Draw(t, "c")) + rapid.SampledFrom([]string{"", "", "-rc.1", "-1"}).Draw(t, "rest")
		})
		scheme := rapid.SampledFrom([]string{"generic", "npm", "Debian", "Maven", "PyPI", "Red Hat"}).Draw(t, "scheme")
		set := domain.VersionSet{Kind: rapid.SampledFrom([]domain.SetKind{domain.SetOSV, domain.SetCVE}).Draw(t, "kind")}
		for range rapid.IntRange(1, 3).Draw(t, "ranges") {
			r := domain.Range{Type: rapid.SampledFrom([]string{"ECOSYSTEM", "SEMVER"}).Draw(t, "type")}
			for range rapid.IntRange(1, 4).Draw(t, "events") {
				v := number.Draw(t, "event")
				r.Events = append(r.Events, rapid.SampledFrom([]domain.Event{{Introduced: "0"}, {Introduced: v}, {Fixed: v}, {LastAffected: v}}).Draw(t, "what"))
			}
			set.Ranges = append(set.Ranges, r)
		}
		if rapid.Bool().Draw(t, "text") {
			set = domain.VersionSet{Kind: domain.SetText, Text: rapid.SampledFrom([]string{"< ", "<= ", ">= ", "before ", "up to and including ", "all versions prior to "}).Draw(t, "words") + number.Draw(t, "bound")}
		}
		installed := number.Draw(t, "installed")
		line := version.Line(set, scheme, installed, number.Draw(t, "fix"))
		if line.Why != "" {
			if len(line.Points)+len(line.Spans)+line.More > 0 || line.In {
				t.Fatalf("not drawn, and yet %+v", line)
			}
			return
		}
		here := 0
		for i, p := range line.Points {
			if p.Installed {
				here++
			}
			if i > 0 && line.Scheme != "" {
				if c, err := version.Compare(line.Scheme, line.Points[i-1].Version, p.Version); err != nil || c >= 0 {
					t.Fatalf("%q before %q: %d, %v", line.Points[i-1].Version, p.Version, c, err)
				}
			}
		}
		if here != 1 {
			t.Fatalf("installed %d times: %+v", here, line.Points)
		}
		if holds := version.Contains(set, scheme, installed).In; line.In != (holds == domain.Yes) || holds == domain.Unanswered {
			t.Fatalf("drawn %v, said %v", line.In, holds)
		}
		for _, s := range line.Spans {
			if s.From >= len(line.Points) || s.To >= len(line.Points) || s.From >= 0 && s.To >= 0 && s.From > s.To {
				t.Fatalf("range %+v of %d points", s, len(line.Points))
			}
		}
	})
}
