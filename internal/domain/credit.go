package domain

import "strings"

// Validates reports whether a credit type of OSV or CVE (schema 1.7 and 5.x, which
// share their words) names somebody who looked the flaw or its fix over, in place of
// finding it: analyst, coordinator, remediation reviewer, remediation verifier.
func Validates(role string) bool {
	switch strings.ReplaceAll(strings.ToLower(strings.TrimSpace(role)), "_", " ") {
	case "analyst", "coordinator", "remediation reviewer", "remediation verifier":
		return true
	}
	return false
}
