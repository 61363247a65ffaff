package assess

import (
	"time"

	"fenceline/internal/domain"
)

// Answers are what people said of pairs of identities: of a component, and under which
// statements stand.
type Answers map[RulePair]bool

// RulePair is a component's key and a product's.
type RulePair struct{ Component, Product domain.PackageKey }

// answer is what was said of a component and a key statements stand under: whether
// they are the same, and whether anything was said at all.
func (r Answers) answer(c *domain.Component, key domain.PackageKey) (same, answered bool) {
	if len(r) == 0 {
		return false, false
	}
	same, answered = r[RulePair{c.Key, key}]
	return same, answered
}

// LineRule is the line of evidence for an answer; parameters: person, day, component,
// key, reason, operator.
const LineRule domain.Code = "explain_rule"

// RuleLine says whose answer a match rests on.
func RuleLine(r *domain.IdentityRule) domain.Reason {
	return domain.Reason{Code: LineRule, Params: domain.Params{"person": r.By, "day": string(domain.DayOf(r.At, time.UTC)), "component": string(r.Component),
		"key": string(r.Product), "reason": r.Reason, "operator": r.Operator}}
}
