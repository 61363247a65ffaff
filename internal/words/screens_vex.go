package words

import (
	"strings"

	"fenceline/internal/domain"
)

// DecideTitle says what is decided about.
func DecideTitle(vulnerability, component string) string {
	if component == "" {
		return "How " + vulnerability + " bears here"
	}
	return "How " + vulnerability + " bears on " + component + " here"
}

// DecideGround says what a decision does.
func DecideGround() string {
	return "Your word goes before what publishers state, whoever signed it. What they say is kept and shown beside it."
}

// DecideStatus names a status on a button.
func DecideStatus(s domain.Status) string {
	switch s {
	case domain.StatusNotAffected:
		return "Not affected"
	case domain.StatusFixed:
		return "Fixed"
	case domain.StatusAffected:
		return "Affected"
	}
	return "Looking into it"
}

// DecideStatusSays says what a status does.
func DecideStatusSays(s domain.Status) string {
	switch s {
	case domain.StatusNotAffected:
		return "The finding becomes not affected, and its target is closed as not applicable."
	case domain.StatusFixed:
		return "The finding becomes not affected: this very version has the fix, whatever the publisher's range says."
	case domain.StatusAffected:
		return "The finding becomes affected, also where only the names agreed or a publisher clears it."
	case domain.StatusUnderInvestigation:
		return "No verdict changes; it is written into what you export."
	}
	return "Choose what you found out."
}

// DecideWhere names the assets a decision was begun from.
func DecideWhere(names []string) string {
	if len(names) == 1 {
		return "Only " + names[0]
	}
	return "Only the " + several(len(names), "asset", "assets") + " of the task"
}

// DecideButton is on the buttons that begin a decision.
func DecideButton() string { return "Decide…" }

// OwnDecisionButton begins a decision where Decide means something else already.
func OwnDecisionButton() string { return "Own decision…" }

// OwnDecisions is the title of their list, with how many there are.
func OwnDecisions(n int) string {
	if n == 0 {
		return "Own decisions"
	}
	return "Own decisions: " + Number(n)
}

// OwnDecisionsGround says what the list is.
func OwnDecisionsGround() string {
	return "What people here found out about a flaw. It holds until somebody takes it back."
}

// NoOwnDecisions says that there are none, and how one comes about.
func NoOwnDecisions() string {
	return "A publisher says that a version is affected; you know that the module is switched off there. Choose the finding and press Decide: it is bound to the flaw, the software, its versions and the assets you mean."
}

// VEXSubject is what a decision is about: software with its versions.
func VEXSubject(d *domain.VEXDecision) string {
	if len(d.Product.Versions) == 0 {
		return d.Product.Name + ", every version"
	}
	return d.Product.Name + " " + strings.Join(d.Product.Versions, ", ")
}

// VEXTitle is a decision as a sentence, the flaw first.
func VEXTitle(d *domain.VEXDecision) string {
	text := d.Vulnerabilities[0] + " in " + VEXSubject(d) + ": " + strings.ToLower(DecideStatus(d.Status))
	if d.Justification != "" {
		text += ", because " + Justification(d.Justification)
	}
	if d.Action != "" {
		text += "; " + d.Action
	}
	return text
}

// VEXWhere is where a decision holds, in a column.
func VEXWhere(v *domain.VEXView) string {
	switch len(v.AssetNames) {
	case 0:
		return "Every asset"
	case 1:
		return v.AssetNames[0]
	}
	return several(len(v.AssetNames), "asset", "assets")
}

// VEXUntil is when a decision is looked at again, or that it is over, in a column.
func VEXUntil(v *domain.VEXView) string {
	switch {
	case !v.Ended.IsZero():
		return "Over"
	case v.ReviewDue:
		return "Review due"
	}
	return dayPlain(v.Review)
}

// VEXUndoAsk says what taking a decision back means.
func VEXUndoAsk() string {
	return "What publishers state counts again. Targets it closed are open again with the dates they had: their clocks ran on."
}

// VEXAudience names an audience and says what it sees.
func VEXAudience(audience string) (name, about string) {
	switch audience {
	case "examiner":
		return "Examiner", "Up to AMBER: a bank examiner, an auditor, an insurer."
	case "provider":
		return "Service provider", "Up to AMBER: a service provider who does the work."
	case "public":
		return "Public", "CLEAR alone. Decisions about named assets are withheld."
	}
	return "Inside", "Up to AMBER+STRICT: your own people."
}

// VEXFormat names a format of an export.
func VEXFormat(format string) string {
	if format == "csaf" {
		return "CSAF 2.0, VEX profile"
	}
	return "OpenVEX 0.2.0"
}

// VEXExportGround says what an export is.
func VEXExportGround() string {
	return "One document for one audience. What they may not see is withheld and counted. The reason stays on this desk; the words for readers elsewhere go along."
}

// VEXWritten says what was written.
func VEXWritten(doc *domain.VEXDocument) string {
	parts := []string{"TLP:" + string(doc.TLP) + ". " + several(len(doc.Statements), "statement", "statements") + " written, revision " + Number(len(doc.Changes)) + "."}
	if doc.Withheld > 0 {
		parts = append(parts, several(doc.Withheld, "decision", "decisions")+" withheld: the label of the advisories does not let this audience see it.")
	}
	if doc.Unnamed > 0 {
		parts = append(parts, several(doc.Unnamed, "decision", "decisions")+" left out: the software is known by a bare name only, which binds nothing elsewhere.")
	}
	return strings.Join(parts, " ")
}
