package words

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
)

// Event says what one entry of the event log records.
func Event(e domain.LogEvent) string {
	code := domain.Code("event_" + e.Verb)
	before, after, reason := e.Before, e.After, e.Reason
	state, isTarget := strings.CutPrefix(e.Verb, "target.")
	switch {
	case e.Verb == "target.due":
		before, after, reason = DayPlain(domain.Day(before)), DayPlain(domain.Day(after)), causes(reason)
		if after == "" {
			after = say("event_no_date")
		}
	case e.Verb == "match.mark":
		before, after = Remedied(domain.Remedied(before)), Remedied(domain.Remedied(after))
	case e.Verb == "target.tier":
		reason = causes(reason)
	case e.Purged != 0:
		return say("event_purged", "n", strconv.FormatUint(e.Purged, 10))
	case e.Verb == "findings":
		return findingsCounted(e)
	case e.Verb == domain.VerbPurge:
		return purged(e)
	case e.Verb == domain.VerbBase, e.Verb == domain.VerbRecords:
		after = ""
	case strings.HasPrefix(e.Verb, "triage."):
		after = strings.ReplaceAll(after, "_", " ")
	case Has(English, code):
	case isTarget && Has(English, domain.Code("state_"+state)):
		if state == string(domain.StateException) && strings.HasPrefix(after, "{") {
			return exceptionGranted(e)
		}
		code = "event_target"
		before = strings.ToLower(State(stateIn(before)))
		if when, ok := plannedFor(after); ok {
			code, after = "event_target_planned", when
		} else {
			after = strings.ToLower(State(domain.State(state)))
		}
		if Has(English, domain.Code(reason)) {
			reason = say(domain.Code("because_of_" + reason))
		}
	default:
		return say("event_other", "verb", strings.NewReplacer(".", " ", "_", " ").Replace(e.Verb), "subject", e.Subject)
	}
	if strings.HasPrefix(before, "{") || strings.HasPrefix(after, "{") {
		after = changed(before, after)
	}
	if e.Verb == "inventory.import" {
		after = strings.TrimSuffix(after, " "+lastWord(after)) // the digest
	}
	n := ""
	if e.Verb == "target.new" {
		n = grouped(after)
	}
	return say(code, "subject", e.Subject, "before", before, "after", after, "reason", reason, "n", n)
}

// findingsCounted says how many findings there are on the assets where they changed.
func findingsCounted(e domain.LogEvent) string {
	var c domain.FindingCount
	if json.Unmarshal([]byte(e.After), &c) != nil {
		return say("event_other", "verb", e.Verb, "subject", "")
	}
	return count("event_findings", c.Assets, "affected", Number(c.Affected), "not", Number(c.NotAffected), "unknown", Number(c.CannotTell))
}

// purged says what was purged, and who approved it.
func purged(e domain.LogEvent) string {
	var claim domain.LogPurge
	var approved domain.LogApproval
	if json.Unmarshal([]byte(e.After), &claim) != nil || json.Unmarshal([]byte(e.Reason), &approved) != nil {
		return say("event_other", "verb", "log purge", "subject", "")
	}
	return count("event_log.purge", claim.Count, "first", strconv.FormatUint(claim.First, 10), "last", strconv.FormatUint(claim.Last, 10),
		"day", DayPlain(claim.Before), "approver", approved.By, "approved", word("assurance_", string(approved.How), string(approved.How)), "reason", approved.Why)
}

// exceptionGranted says who approved an exception and until when.
func exceptionGranted(e domain.LogEvent) string {
	var granted domain.Exception
	if err := json.Unmarshal([]byte(e.After), &granted); err != nil {
		return say("event_other", "verb", "exception", "subject", e.Subject)
	}
	return say("event_target_exception", "subject", e.Subject, "end", DayPlain(granted.End), "approver", granted.Approver,
		"approved", word("assurance_", string(granted.Approved), string(granted.Approved)), "reason", granted.Reason)
}

// plannedFor puts the day or week a target was planned for into words.
func plannedFor(text string) (string, bool) {
	if monday, err := domain.ParseWeek(text); err == nil {
		return say("planned_week", "week", text, "day", DayPlain(monday)), true
	}
	day, err := domain.ParseDay(text)
	return DayPlain(day), err == nil
}

// lastWord is what stands behind the last space.
func lastWord(text string) string { return text[strings.LastIndexByte(text, ' ')+1:] }

// stateIn is the state of an entry that may name the asset before it.
func stateIn(text string) domain.State {
	return domain.State(lastWord(text))
}

// causes puts what moved a date into words: facts, "exposure: no to yes", or
// another cause.
func causes(text string) string {
	parts := strings.Split(text, ", ")
	for i, part := range parts {
		if fact, rest, ok := strings.Cut(part, ": "); ok {
			parts[i] = strings.ToLower(word("fact_", fact, fact)) + ": " + rest
		} else {
			parts[i] = word("cause_", part, part)
		}
	}
	return strings.Join(parts, ", ")
}

// changed names the fields that differ between two records kept as JSON; "" for
// a new one.
func changed(before, after string) string {
	var was, is map[string]any
	if json.Unmarshal([]byte(before), &was) != nil || json.Unmarshal([]byte(after), &is) != nil {
		return ""
	}
	var names []string
	for name := range is {
		if name != "revision" && !reflect.DeepEqual(was[name], is[name]) {
			names = append(names, strings.ReplaceAll(name, "_", " "))
		}
	}
	for name := range was {
		if _, still := is[name]; !still {
			names = append(names, strings.ReplaceAll(name, "_", " "))
		}
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}
