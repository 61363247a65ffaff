package words

import (
	"strings"

	"fenceline/internal/domain"
)

// DecideTitle says what is decided about.
func DecideTitle(vulnerability, component string) string {
	if component == "" {
		return Text("How {vulnerability} bears here", "vulnerability", vulnerability)
	}
	return Text("How {vulnerability} bears on {component} here", "vulnerability", vulnerability, "component", component)
}

// DecideAmong says which of the flaws of a fix a decision is about.
func DecideAmong(place, of int) string {
	return Plural(of-1, "{place} of {of}; the other one keeps its own verdict", "{place} of {of}; the others keep their own verdicts", "place", Number(place+1), "of", Number(of))
}

// DecideGround says what a decision does.
func DecideGround() string {
	return Text("Your word goes before what publishers state, whoever signed it. What they say is kept and shown beside it.")
}

// DecideStatus names a status on a button.
func DecideStatus(s domain.Status) string {
	switch s {
	case domain.StatusNotAffected:
		return Text("Not affected")
	case domain.StatusFixed:
		return Text("Fixed")
	case domain.StatusAffected:
		return Text("Affected")
	}
	return Text("Looking into it")
}

// DecideStatusSays says what a status does.
func DecideStatusSays(s domain.Status) string {
	switch s {
	case domain.StatusNotAffected:
		return Text("The finding becomes not affected, and its target is closed as not applicable.")
	case domain.StatusFixed:
		return Text("The finding becomes not affected: this very version has the fix, whatever the publisher's range says.")
	case domain.StatusAffected:
		return Text("The finding becomes affected, also where only the names agreed or a publisher clears it.")
	case domain.StatusUnderInvestigation:
		return Text("No verdict changes; it is written into what you export.")
	}
	return Text("Choose what you found out.")
}

// DecideWhere names the assets a decision was begun from.
func DecideWhere(names []string) string {
	if len(names) == 1 {
		return Text("Only {names}", "names", names[0])
	}
	return Text("Only the {assets} of the task", "assets", several(len(names), "asset", "assets"))
}

// DecideButton is on the buttons that begin a decision.
func DecideButton() string { return Text("Decide…") }

// OwnDecisionButton begins a decision where Decide means something else already.
func OwnDecisionButton() string { return Text("Own decision…") }

// OwnDecisions is the title of their list, with how many there are.
func OwnDecisions(n int) string {
	if n == 0 {
		return Text("Own decisions")
	}
	return Text("Own decisions: {n}", "n", Number(n))
}

// OwnDecisionsGround says what the list is.
func OwnDecisionsGround() string {
	return Text("What people here found out about a flaw. It holds until somebody takes it back.")
}

// NoOwnDecisions says that there are none, and how one comes about.
func NoOwnDecisions() string {
	return Text("A publisher says that a version is affected; you know that the module is switched off there. Choose the finding and press Decide: it is bound to the flaw, the software, its versions and the assets you mean.")
}

// VEXSubject is what a decision is about: software with its versions.
func VEXSubject(d *domain.VEXDecision) string {
	if len(d.Product.Versions) == 0 {
		return Text("{name}, every version", "name", d.Product.Name)
	}
	return d.Product.Name + " " + strings.Join(d.Product.Versions, ", ")
}

// VEXTitle is a decision as a sentence, the flaw first.
func VEXTitle(d *domain.VEXDecision) string {
	text := Text("{vulnerabilities} in {vexsubject}: {decidestatus}", "vulnerabilities", d.Vulnerabilities[0], "vexsubject", VEXSubject(d), "decidestatus", strings.ToLower(DecideStatus(d.Status)))
	if d.Justification != "" {
		text += Text(", because {justification}", "justification", Justification(d.Justification))
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
		return Text("Every asset")
	case 1:
		return v.AssetNames[0]
	}
	return several(len(v.AssetNames), "asset", "assets")
}

// VEXUntil is when a decision is looked at again, or that it is over, in a column.
func VEXUntil(v *domain.VEXView) string {
	switch {
	case !v.Ended.IsZero():
		return Text("Over")
	case v.ReviewDue:
		return Text("Review due")
	}
	return DayPlain(v.Review)
}

// VEXUndoAsk says what taking a decision back means.
func VEXUndoAsk() string {
	return Text("What publishers state counts again. Targets it closed are open again with the dates they had: their clocks ran on.")
}

// VEXAudience names an audience and says what it sees.
func VEXAudience(audience string) (name, about string) {
	switch audience {
	case "examiner":
		return Text("Examiner"), Text("Up to AMBER: a bank examiner, an auditor, an insurer.")
	case "provider":
		return Text("Service provider"), Text("Up to AMBER: a service provider who does the work.")
	case "public":
		return Text("Public"), Text("CLEAR alone. Decisions about named assets are withheld.")
	}
	return Text("Inside"), Text("Up to AMBER+STRICT: your own people.")
}

// VEXFormat names a format of an export.
func VEXFormat(format string) string {
	if format == "csaf" {
		return Text("CSAF 2.0, VEX profile")
	}
	return Text("OpenVEX 0.2.0")
}

// VEXExportGround says what an export is.
func VEXExportGround() string {
	return Text("One document for one audience. What they may not see is withheld and counted. The reason stays on this desk; the words for readers elsewhere go along.")
}

// VEXWritten says what was written.
func VEXWritten(doc *domain.VEXDocument) string {
	parts := []string{Text("TLP:{tlp}. {statements} written, revision {changes}.", "tlp", string(doc.TLP), "statements", several(len(doc.Statements), "statement", "statements"), "changes", Number(len(doc.Changes)))}
	if doc.Withheld > 0 {
		parts = append(parts, Text("{decisions} withheld: the label of the advisories does not let this audience see it.", "decisions", several(doc.Withheld, "decision", "decisions")))
	}
	if doc.Unnamed > 0 {
		parts = append(parts, Text("{decisions} left out: the software is known by a bare name only, which binds nothing elsewhere.", "decisions", several(doc.Unnamed, "decision", "decisions")))
	}
	return strings.Join(parts, " ")
}
