package words

import (
	"strings"

	"fenceline/internal/domain"
)

// Reading says how a statement about versions was read and what that means for
// the installed one. read is the set in one notation, "" where the statement was
// not read; the parameters of the reason are those of package domain's reasons.
func Reading(r domain.Reason, read, condition string) string {
	verdict := Reason(r)
	if read == "" {
		return verdict
	}
	return Reason(domain.Reason{Code: "version_reading", Params: domain.Params{"range": read, "condition": condition}}) + " " + verdict
}

// OneLine takes line breaks and tabs out of a text, for tables of text.
func OneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
