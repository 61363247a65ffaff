package words

import "fenceline/internal/domain"

// longerSupport names support that can be had beyond the one that everybody has;
// "" where there is none.
func longerSupport(name string, end domain.Day) string {
	if name == "" {
		return ""
	}
	return say("support_longer", "name", name, "day", DayPlain(end))
}

// Gap says what keeps the flaws of an asset from being known or mended.
func Gap(g *domain.Gap) string {
	return say(domain.Code("gap_"+string(g.Kind)), "asset", g.AssetName, "name", say("component", "name", g.Name, "version", g.Version), "release", g.Name,
		"day", DayPlain(g.Ends), "longer", longerSupport(g.Longer, g.LongerEnd), "ecosystem", g.Ecosystem)
}

// GapKind is a kind of gap in a word or two.
func GapKind(k domain.GapKind) string { return word("gapkind_", string(k), string(k)) }

// GapsBesides says below a list of findings what there is besides.
func GapsBesides(what string) string { return say("gaps_more", "what", what) }

// GapEvidence is what a gap rests on, line by line.
func GapEvidence(g *domain.Gap) []string {
	var lines []string
	switch {
	case g.Ends != "" && g.Source != "":
		lines = append(lines, say("gap_source", "source", g.Source, "day", DayPlain(g.Checked)))
	case g.Ends != "":
		lines = append(lines, say("gap_own_fact"))
	}
	if g.Place != "" {
		lines = append(lines, say("gap_place", "place", g.Place))
	}
	return append(lines, say(domain.Code("gap_do_"+string(g.Kind)), "ecosystem", g.Ecosystem))
}

// GapWord is a kind of gap as the first word of a line.
func GapWord(k domain.GapKind) string { return upperFirst(GapKind(k)) }

// GapSubject is what a gap is about: a component with its version, a release, or the
// asset itself.
func GapSubject(g *domain.Gap) string {
	if g.Name == "" {
		return g.AssetName
	}
	return say("component", "name", g.Name, "version", g.Version)
}

// GapDay is the last day of a support; "" where the gap is another.
func GapDay(g *domain.Gap) string {
	if g.Ends == "" {
		return ""
	}
	return DayPlain(g.Ends)
}

// GapsLink leads to the gaps.
func GapsLink(n int) string { return Plural(n, "{n} gap", "{n} gaps") }

// GapsGround says what gaps are.
func GapsGround() string {
	return Text("What no advisory makes a finding of, and yet keeps flaws from being known or mended.")
}
