package words

import (
	"strings"

	"fenceline/internal/domain"
)

// Remedied says how far the remediation of a match is.
func Remedied(s domain.Remedied) string { return word("remedied_", string(s), string(s)) }

// RunCause says what triggered a run of the matching.
func RunCause(c domain.RunCause) string { return word("run_", string(c), string(c)) }

// Matches sums up a list of matches, a line for each thing counted.
func Matches(list *domain.MatchList) []string {
	var lines []string
	if list.Total == 0 {
		lines = append(lines, say("match_none"))
	} else {
		if len(list.Lines) < list.Total {
			lines = append(lines, say("match_shown", "shown", Number(len(list.Lines)), "n", Number(list.Total)))
		}
		lines = append(lines,
			count("match_assets", list.Count.Assets, "parts", remediedParts(list.Count.AssetStatus)),
			count("match_components", list.Count.Components, "parts", remediedParts(list.Count.ComponentStatus)))
		if list.Count.SBOMs > 0 {
			lines = append(lines, count("match_sboms", list.Count.SBOMs))
		}
	}
	if list.Weaker > 0 {
		lines = append(lines, count("match_weaker", list.Weaker, "confidence", Confidence(list.Confidence)))
	}
	return lines
}

func remediedParts(by map[domain.Remedied]int) string {
	var parts []string
	for _, s := range domain.Remedies() {
		parts = append(parts, say("match_part", "n", Number(by[s]), "status", Remedied(s)))
	}
	return strings.Join(parts, ", ")
}

// Marked says how many matches were marked.
func Marked(n int, s domain.Remedied) string { return count("match_marked", n, "status", Remedied(s)) }

// MatchRun says what a run was for and what it brought up.
func MatchRun(r *domain.MatchRun) string {
	return say("match_run", "id", r.ID, "cause", RunCause(r.Cause), "assets", Several(r.Matched, "asset", "assets"), "matches", Several(r.New, "match", "matches"))
}

// DocumentChange says what an arriving document was to the desk.
func DocumentChange(c domain.DocumentChange) string {
	return say(domain.Code("document_"+string(c.Change)), "advisory", advisoryID(string(c.Advisory)), "revision", c.Revision, "before", c.Before, "versioning", string(c.Versioning))
}

// WhyNot says what one product of an advisory means for an asset.
func WhyNot(w domain.WhyNot) string {
	if w.Verdict == "" {
		return say("why_not", "product", w.Product, "reason", Reason(w.Reason))
	}
	return say("why_met", "product", w.Product, "component", w.Component, "version", w.Version, "verdict", Verdict(w.Verdict, false),
		"flaws", strings.Join(w.Vulnerabilities, ", "), "reason", Reason(w.Reason))
}
