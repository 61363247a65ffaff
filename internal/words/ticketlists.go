package words

import (
	"strings"

	"fenceline/internal/domain"
)

// TicketStep says what a row of a list of tickets does to a target.
func TicketStep(s *domain.TicketStep) string {
	parts := []string{Text("{task} on {assetname}", "task", s.Task, "assetname", s.AssetName)}
	if s.From != s.To {
		parts = append(parts, Text("{state}, was {otherstate}", "state", State(s.To), "otherstate", State(s.From)))
	}
	if s.Person != "" {
		parts = append(parts, Text("done by {person}", "person", s.Person))
	}
	if s.Change != "" {
		parts = append(parts, Text("change {change}", "change", s.Change))
	}
	if s.Note != "" {
		parts = append(parts, Text("note: {note}", "note", s.Note))
	}
	return strings.Join(parts, "; ")
}

// TicketSteps says what a row does to all its targets: the first in full.
func TicketSteps(l *domain.TicketLine) (first, rest string) {
	for i := range l.Steps {
		s := TicketStep(&l.Steps[i])
		switch {
		case i == 0:
			first = s
		case i == 1:
			rest = s
		}
	}
	if more := len(l.Steps) - 2; more > 0 {
		rest += Text(" and {n} more", "n", Number(more))
	}
	return first, rest
}

// TicketOutcome names what became of a row of a list of tickets.
func TicketOutcome(outcome string) string {
	switch outcome {
	case domain.RowTaken:
		return Text("Changes")
	case domain.RowUnmatched:
		return Text("No task here")
	}
	return RowOutcome(outcome)
}

// TicketSummary counts what the preview of a list of tickets would do, or its import
// did.
func TicketSummary(r *domain.TicketReceipt) string {
	return Text("{rows}: {taken} change something, {unchanged} as before, {unmatched} without a task here, {refused} refused.",
		"rows", Several(r.Rows, "row", "rows"), "taken", Number(r.Taken), "unchanged", Number(r.Unchanged), "unmatched", Number(r.Unmatched), "refused", Number(r.Refused))
}

// TicketEffect says what that comes to on targets.
func TicketEffect(r *domain.TicketReceipt) string {
	if r.DryRun {
		return Text("It would change {targets} and grant {exceptions}.", "targets", Several(r.Targets, "target", "targets"), "exceptions", Several(r.Granted, "exception", "exceptions"))
	}
	return Text("{targets} changed, {exceptions} granted.", "targets", Several(r.Targets, "target", "targets"), "exceptions", Several(r.Granted, "exception", "exceptions"))
}

// TicketWait says what becomes of rows that no task answers to.
func TicketWait() string {
	return Text("A row without a task finds it when the list is imported again, after the advisories and inventories it speaks of.")
}

// TicketPart names what a column of a list of tickets holds: one of
// domain.TicketFields.
func TicketPart(name string) string {
	switch name {
	case "about":
		return Text("What it is about: CVE, advisory, update")
	case "ticket":
		return Text("Number of the ticket")
	case "asset":
		return Text("Asset")
	case "state":
		return Text("Where it stands")
	case "owner":
		return Text("Who does it")
	case "planned":
		return Text("Planned for")
	case "approver":
		return Text("Who approved the exception")
	case "end":
		return Text("Exception ends")
	case "review":
		return Text("Exception is reviewed")
	case "control":
		return Text("What protects it meanwhile")
	case "reason":
		return Text("Why")
	case "note":
		return Text("Note")
	case "summary":
		return Text("Title or description")
	case "ip":
		return Text("Address")
	}
	return AssetField(name) // serial and asset-tag
}

// Stand names where a ticket stands in the system it comes from.
func Stand(s domain.Stand) string {
	switch s {
	case domain.StandPlanned:
		return Text("Planned")
	case domain.StandStarted:
		return Text("Being done")
	case domain.StandBlocked:
		return Text("Held up")
	case domain.StandDone:
		return Text("Done, evidence to come")
	case domain.StandException:
		return Text("Exception")
	case domain.StandNotApplicable:
		return Text("Not applicable")
	}
	return Text("Open")
}
