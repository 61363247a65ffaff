package words

import (
	"strings"

	"fenceline/internal/domain"
)

// Event says what one entry of the event log records.
func Event(e domain.LogEvent) string {
	verb := strings.ReplaceAll(e.Verb, ".", " ")
	if code := domain.Code("event_" + e.Verb); Has(English, code) {
		verb = say(code)
	} else if state, ok := strings.CutPrefix(e.Verb, "target."); ok {
		verb = say("event_target", "state", strings.ToLower(State(domain.State(state))))
	}
	change := e.After
	if e.Before != "" && e.After != "" {
		change = say("event_change", "before", e.Before, "after", e.After)
	}
	return say("event", "verb", verb, "subject", e.Subject, "change", change, "reason", e.Reason)
}
