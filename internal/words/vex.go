package words

import (
	"strings"
	"time"

	"fenceline/internal/domain"
)

// Justification says a justification of VEX in a few words; a label that is none as
// it stands.
func Justification(label string) string { return word("justification_", label, label) }

// VEXDecision says in one line what the desk decided: product, versions, status and
// why.
func VEXDecision(d *domain.VEXDecision) string {
	versions := strings.Join(d.Product.Versions, ", ")
	if versions == "" {
		versions = say("vex_versions")
	}
	justification := ""
	if d.Justification != "" {
		justification = Justification(d.Justification)
	}
	line := domain.Code("vex_line")
	if d.Status == domain.StatusFixed {
		line = "vex_line_fixed"
	}
	return say(line, "name", d.Product.Name, "versions", versions, "status", word("status_", string(d.Status), string(d.Status)),
		"vulnerability", d.Vulnerabilities[0], "justification", justification, "action", d.Action)
}

// VEXScope says on which assets a decision holds.
func VEXScope(v *domain.VEXView) string {
	if len(v.AssetNames) == 0 {
		return say("vex_anywhere")
	}
	return say("vex_assets", "assets", strings.Join(v.AssetNames, ", "))
}

// VEXStands says whether a decision holds, is to be reviewed, or is over and why.
func VEXStands(v *domain.VEXView, zone *time.Location) string {
	switch {
	case !v.Ended.IsZero():
		reason := say(v.EndCode, "by", v.EndedBy, "reason", v.EndReason)
		return say("vex_over", "day", DayPlain(domain.DayOf(v.Ended, zone)), "reason", reason)
	case v.ReviewDue:
		return say("vex_review", "day", DayPlain(v.Review))
	}
	return say("vex_holds", "day", DayPlain(v.Review))
}

// VEXBy says who decided, when, and why.
func VEXBy(d *domain.VEXDecision, zone *time.Location) string {
	return say("vex_decided", "by", d.By, "assurance", Assurance(d.Assurance), "day", DayPlain(domain.DayOf(d.At, zone)), "reason", strings.TrimSuffix(d.Reason, "."))
}

// VEXAgainst says what publishers say to the contrary, line by line, those that
// spoke after the decision too.
func VEXAgainst(v *domain.VEXView) []string {
	lines := []string{count("vex_count", v.Findings)}
	if len(v.Against) == 0 {
		return append(lines, say("vex_none"))
	}
	for _, c := range v.Against {
		code := domain.Code("vex_against")
		if c.Later {
			code = "vex_later"
		}
		lines = append(lines, say(code, "advisory", advisoryID(string(c.Advisory)), "verdict", word("verdict_", string(c.Verdict), string(c.Verdict)), "badge", Badge(c.Badge)))
	}
	return lines
}

// VEXStatus says what a decision says of a flaw, in two words.
func VEXStatus(s domain.Status) string { return word("status_", string(s), string(s)) }
