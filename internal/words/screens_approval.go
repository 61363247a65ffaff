package words

import (
	"strconv"

	"fenceline/internal/domain"
)

// ApprovalNote heads the page of approval and keeping.
func ApprovalNote() string {
	return Text("Who may approve, what becomes of documents that break their own standard, and how long the log is kept.")
}

// ApprovalNow says how that is set in a line.
func ApprovalNow(d *domain.Desk) string {
	approval, _ := TwoPersons(d.TwoPersons)
	return dotted(approval, Plural(d.KeepYears(), "log kept {n} year", "log kept {n} years"))
}

// TwoPersons names a rule of approval, and says what it means.
func TwoPersons(two bool) (name, say string) {
	if two {
		return Text("A second person approves"), Text("Who asks for an exception or a change cannot approve it.")
	}
	return Text("Whoever may approve, approves"), Text("Also what they asked for themselves. The log says who it was.")
}

// CSAFSetting names what becomes of a CSAF document that fails mandatory tests, and says
// what it means.
func CSAFSetting(m domain.CSAFSetting) (name, say string) {
	switch m {
	case domain.CSAFQuarantine:
		return Text("Set it aside"), Text("Every document is checked first; what fails waits in the quarantine until somebody releases it.")
	case domain.CSAFOff:
		return Text("Do not check"), Text("Nothing is checked. Receipts say so.")
	}
	return Text("Take it in, and say so"), Text("The first 25 of an import are checked at once, the others in the background; what fails stands on the receipt.")
}

// PayloadLimit is the largest patch file that is kept, in MiB, as it is typed.
func PayloadLimit(d *domain.Desk) string {
	switch {
	case d.PayloadMiB < 0:
		return "0"
	case d.PayloadMiB == 0:
		return strconv.Itoa(domain.DefaultPayloadLimit)
	}
	return strconv.Itoa(d.PayloadMiB)
}

// PayloadLimitSay says what the limit is for.
func PayloadLimitSay() string {
	return Text("Larger ones of a bundle are checked and not kept. 0 keeps none.")
}

// KeepYearsSay says from when the years count.
func KeepYearsSay() string {
	return Text("From the day they were last in effect. HIPAA asks for six. Nothing is taken out by itself.")
}
