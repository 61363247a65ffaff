package words

import (
	"strings"

	"fenceline/internal/domain"
)

// VerdictCounts says how many findings have each verdict: "4 affected, 3 not affected".
func VerdictCounts(by map[domain.Verdict]int) string {
	var parts []string
	for _, v := range []domain.Verdict{domain.Affected, domain.CannotTell, domain.NotAffected} {
		if by[v] > 0 {
			parts = append(parts, Text("{n} {verdict}", "n", Number(by[v]), "verdict", Verdict(v, false)))
		}
	}
	return strings.Join(parts, ", ")
}
