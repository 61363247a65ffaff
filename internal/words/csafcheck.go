package words

import "fenceline/internal/domain"

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
