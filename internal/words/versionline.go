package words

import (
	"strings"

	"fenceline/internal/domain"
)

// VersionOrderNote says by which order versions are compared.
func VersionOrderNote(l *domain.VersionLine) string {
	if l.Scheme == "" {
		return Text("compared as they are written")
	}
	return Text("compared {order}", "order", versionOrder(l.Scheme))
}

// InstalledAt names the installed version on the line.
func InstalledAt(version string) string { return Text("installed {version}", "version", version) }

// VersionEnd says what the end of a range is.
func VersionEnd(in, fixed bool) string {
	switch {
	case fixed:
		return Text("first fixed")
	case in:
		return Text("included")
	}
	return Text("not included")
}

// StatedRange is what a range of versions is said to be.
func StatedRange(s domain.Status) string { return word("status_", string(s), string(s)) }

// VersionLineWhy says why no line can be drawn.
func VersionLineWhy(l *domain.VersionLine) string { return say(l.Why) }

// VersionInside says where the installed version lies.
func VersionInside(l *domain.VersionLine) string {
	if l.In {
		return Text("inside the range")
	}
	return Text("outside every range")
}

// VersionsLeftOut counts ranges that are far from the installed version.
func VersionsLeftOut(n int) string {
	return Plural(n, "{n} more range, further from the installed version, is not drawn.", "{n} more ranges, further from the installed version, are not drawn.")
}

// VersionPoint says what one version on the line is.
func VersionPoint(l *domain.VersionLine, i int) string {
	p := l.Points[i]
	parts := []string{p.Version}
	if p.Installed {
		parts = append(parts, Text("installed"))
	}
	for _, s := range l.Spans {
		switch {
		case s.From == i:
			parts = append(parts, Text("a range begins, this version {included}", "included", VersionEnd(s.FromIn, false)))
		case s.To == i && p.Fixed && !s.ToIn:
		case s.To == i:
			parts = append(parts, Text("a range ends, this version {included}", "included", VersionEnd(s.ToIn, false)))
		}
	}
	if p.Fixed {
		parts = append(parts, Text("first fixed"))
	}
	return strings.Join(parts, ", ")
}

// VersionTests are the comparisons that place the installed version, of the range it
// lies in, or of the nearest one.
func VersionTests(l *domain.VersionLine) string {
	at := 0
	for i, p := range l.Points {
		if p.Installed {
			at = i
		}
	}
	var best *domain.VersionSpan
	for i := range l.Spans {
		s := &l.Spans[i]
		if best == nil || inSpan(s, at) {
			best = s
		}
	}
	if best == nil {
		return ""
	}
	installed := l.Points[at].Version
	var tests []string
	test := func(a, sign, b string, holds bool) {
		answer := Text("no")
		if holds {
			answer = Text("yes")
		}
		tests = append(tests, a+" "+sign+" "+b+": "+answer)
	}
	if best.From >= 0 {
		sign, holds := "<", best.From < at
		if best.FromIn {
			sign, holds = "≤", best.From <= at
		}
		test(l.Points[best.From].Version, sign, installed, holds)
	}
	if best.To >= 0 {
		sign, holds := "<", at < best.To
		if best.ToIn {
			sign, holds = "≤", at <= best.To
		}
		test(installed, sign, l.Points[best.To].Version, holds)
	}
	return strings.Join(tests, " · ")
}

func inSpan(s *domain.VersionSpan, at int) bool {
	return (s.From < 0 || s.From < at || s.FromIn && s.From == at) && (s.To < 0 || at < s.To || s.ToIn && at == s.To)
}

// VersionLineText is the line in one sentence, for who does not see it.
func VersionLineText(l *domain.VersionLine) string {
	return Text("Installed {version}: {inside}.", "version", l.Installed, "inside", VersionInside(l))
}
