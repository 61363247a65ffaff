package words

import (
	"strings"

	"fenceline/internal/domain"
)

// CSAFStanding says how many CSAF documents fail mandatory tests, and how many wait for
// the check.
func CSAFStanding(s domain.CSAFStanding) string {
	text := say("csaf_failing_none")
	if s.Failing > 0 {
		text = say("csaf_failing", "n", Several(s.Failing, "CSAF document", "CSAF documents"))
	}
	if s.Waiting > 0 {
		text += " " + say("csaf_waiting", "n", Number(s.Waiting))
	}
	return text
}

// CSAFStandingShort says it in the window, where the check runs by itself.
func CSAFStandingShort(s domain.CSAFStanding, checking bool, failed error) string {
	text := ""
	if s.Failing > 0 {
		text = say("csaf_failing_short", "n", Several(s.Failing, "CSAF document", "CSAF documents"))
	}
	switch {
	case failed != nil:
		text += " " + FieldError(failed)
	case checking:
		text += " " + say("csaf_checking", "n", Number(s.Waiting))
	case s.Waiting > 0:
		text += " " + say("csaf_waiting_short", "n", Number(s.Waiting))
	}
	return strings.TrimSpace(text)
}
