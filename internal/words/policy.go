package words

import (
	"maps"
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// PolicyUse says what a table is used for: "the desk; group wards"; "" for nothing.
func PolicyUse(p *domain.PolicyView) string {
	var parts []string
	if p.Desk {
		parts = append(parts, say("policy_of_desk"))
	}
	if len(p.Groups) > 0 {
		parts = append(parts, say("policy_of_groups", "groups", strings.Join(p.Groups, ", ")))
	}
	return strings.Join(parts, "; ")
}

// PolicyNotes say what the rows of a table do not: what its outcomes mean, what
// stands for a missing fact.
func PolicyNotes(t *domain.Table) []string {
	var out []string
	for _, outcome := range slices.Sorted(maps.Keys(t.Timelines)) {
		out = append(out, say("policy_timeline", "outcome", outcome, "tier", outcomeSaid(t.Timelines[outcome])))
	}
	for _, in := range t.Inputs {
		if in.Missing != "" {
			out = append(out, say("policy_missing", "input", in.Name, "value", in.Missing))
		}
	}
	return out
}

// factSaid is one fact of a due date in a few words, "" where nobody knows it.
func factSaid(f domain.FactName, value string) string {
	return word(string(f)+"_", value, say("fact_said", "fact", strings.ToLower(FactLabel(f)), "value", AnswerSaid(value)))
}
