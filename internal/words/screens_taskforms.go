package words

import (
	"fenceline/internal/domain"
)

// ActName is what a menu calls an act on tasks; an ellipsis says that a question
// follows.
func ActName(act string) string {
	names := map[string]string{
		"plan": Text("Plan…"), "start": Text("Start"), "claim": Text("Say it is done…"), "installed": Text("Installed, restart to come…"), "restarted": Text("Restart was seen"),
		"block": Text("Block…"), "unblock": Text("Unblock"), "except": Text("Exception…"), "end_exception": Text("End the exception…"), "dismiss": Text("Not applicable…"),
		"reopen": Text("Take up again…"), "assign": Text("Set owner…"), "note": Text("Add a note…"), "details": Text("Change, test, effort…"), "approve": Text("Approve the change"),
		"unapprove": Text("Take the approval back"), "triage": Text("Record…"), "waive": Text("Waive…"),
		"ask": Text("Ask for approval"), "attach": Text("Attach a file…"), "split": Text("Split…"), "merge": Text("Merge…"),
	}
	return names[act]
}

// SendWithCtrlEnter is the help under a field of several lines.
func SendWithCtrlEnter(help string) string { return dotted(help, Text("Ctrl+Enter sends it")) }

// FormTitle heads the form of an act.
func FormTitle(act string, step domain.TriageStep) string {
	titles := map[string]string{
		"plan": Text("Plan for a day or a week"), "claim": Text("Say it is done"), "installed": Text("Installed, restart to come"), "block": Text("Block"), "except": Text("Grant an exception"),
		"end_exception": Text("End the exception"), "dismiss": Text("Not applicable"), "reopen": Text("Take up again"), "assign": Text("Set the owner"), "note": Text("Add a note"),
		"details": Text("Change, test, effort"), "attach": Text("Attach a file"), "split": Text("Split off a task of its own"), "merge": Text("Merge into another task"),
		"ask": Text("Ask for approval"), "approve": Text("Approve the change"), "unapprove": Text("Take the approval back"),
	}
	switch act {
	case "triage":
		return TriageStepTitle(step)
	case "waive":
		return Text("Waive: {triagesteptitle}", "triagesteptitle", lowerFirst(TriageStepTitle(step)))
	}
	return titles[act]
}

// FormAbout says what a form is for: one asset, one task, several tasks.
func FormAbout(tasks []string, asset string, step bool, targets int) string {
	switch {
	case asset == "" && !step && len(tasks) > 1:
		return someTasks(tasks)
	case asset == "" && !step:
		return ""
	case asset != "":
		return Text("on {asset}", "asset", asset)
	case len(tasks) > 1:
		return Text("{sometasks}, every target that can take the step", "sometasks", someTasks(tasks))
	case targets > 1:
		return Text("every target that can take the step")
	}
	return ""
}

// FormGround says what an act means, before it is done.
func FormGround(act string) string {
	grounds := map[string]string{
		"claim":         Text("You say that it is done. A target becomes verified when a newer inventory of its asset shows so."),
		"installed":     Text("The fix is on the disk, and the old code still runs. The target stays open until the restart is seen."),
		"block":         Text("The date does not move. The target takes no time in the plan until nothing stands in its way any more."),
		"except":        Text("The clock runs on under an exception. On the day after its end the target is open again with the date it had."),
		"end_exception": Text("The target is open again at once, with the date it had before."),
		"dismiss":       Text("The findings do not apply here. The target closes for what is on it now; what comes later opens it again."),
		"reopen":        Text("The target is open again. Evidence from before now proves nothing any more."),
		"plan":          Text("The due date does not move."),
		"waive":         Text("A waiver is recorded under your name, with its reason. The step then no longer holds the target open."),
		"attach":        Text("The exact bytes are kept under their SHA-256, up to 25 MiB, and are part of every backup."),
		"split":         Text("The chosen assets get a task of their own for the same fix, with the same owner, change and estimates. Later imports keep to it."),
		"merge":         Text("What is open here goes to the other part of the same fix; this task then has nothing left to do."),
	}
	return grounds[act]
}

// SendWord is on the button that sends a form.
func SendWord(act string) string {
	sends := map[string]string{
		"plan": Sense("do", "Plan"), "claim": Text("Say it is done"), "installed": Text("Installed"), "block": Text("Block"), "except": Text("Grant exception"), "end_exception": Text("End exception"),
		"dismiss": Text("Not applicable"), "reopen": Text("Take up again"), "assign": Text("Set owner"), "note": Text("Keep note"), "details": Text("Keep"), "triage": Text("Record"), "waive": Text("Waive"),
		"attach": Text("Keep file"), "split": Text("Split off"), "merge": Text("Merge"), "ask": Text("Ask again"), "approve": Text("Try again"), "unapprove": Text("Try again"),
	}
	return sends[act]
}

// FormField is how a field is named, an example of what it takes, and what is
// expected of it.
type FormField struct{ Label, Hint, Help string }

// FieldWords names a field of the form of an act.
func FieldWords(act, name string, step domain.TriageStep) FormField {
	fields := map[string]FormField{
		"when":     {Text("When"), Text("27 Nov, +7, or 2026-W49"), Text("A day, or a week as 2026-W49")},
		"reason":   {Text("Reason"), Text("Printed in the report"), ""},
		"done":     {Text("What was done"), Text("Who, when, change number …"), ""},
		"took":     {Text("How long it took on each asset"), Text("40 min"), Text("The plan learns from it")},
		"control":  {Text("What protects the asset meanwhile"), Text("Own network segment, port closed …"), ""},
		"approver": {Text("Approved by"), Text("Name"), ""},
		"end":      {Text("Ends on"), Text("18 Dec"), DayForms()},
		"review":   {Text("Looked at again on"), Text("Half way to the end"), ""},
		"proof":    {Text("Passphrase of the approver"), Text("Where they have one"), Text("Not needed when they act themselves")},
		"owner":    {Text("Who does it"), Text("Nobody in particular"), Text("Empty takes it back")},
		"note":     {Text("Note"), Text("Kept in the history"), ""},
		"change":   {Text("Change reference"), "CHG-1234", ""},
		"effort":   {Text("Working time per asset"), Text("30 min"), Text("Minutes, or hours as 1.5 h")},
		"restart":  {Text("Does the asset restart?"), "", ""},
		"tested":   {Text("What a test showed"), Text("Works on PORTAL-TEST"), ""},
		"rollback": {Text("How to go back"), Text("Snapshot, earlier package …"), ""},
		"outcome":  {Text("Decision"), "", ""},
		"file":     {Text("File"), Text("Screenshot, letter, log of an installer …"), Text("Up to 25 MiB")},
		"assets":   {Text("Assets that get a task of their own"), "", ""},
		"into":     {Text("Into which task"), "", ""},
	}
	f := fields[name]
	switch {
	case name == "reason" && act == "plan":
		f.Hint = Text("Why then, where it matters")
	case name == "reason" && act == "block":
		f.Hint = Text("Waiting for the vendor, the window …")
	case name == "reason" && (act == "split" || act == "merge"):
		f.Hint = Text("Kept in the log")
	case name == "note" && act == "attach":
		f.Label, f.Hint = Text("What it shows"), Text("Vendor says port 443 stays open …")
	case name == "note" && act == "waive":
		f.Label, f.Hint = Text("Why it is waived"), Text("Printed on the triage sheet")
	case name == "note" && act == "triage":
		f.Label, f.Hint = triageNoteWords(step)
	}
	return f
}

func triageNoteWords(step domain.TriageStep) (label, hint string) {
	switch step {
	case domain.TriageScope:
		return Text("What it can reach, and what reached it"), Text("Accounts, networks, other machines …")
	case domain.TriageVolatile:
		return Text("What was kept, and where"), Text("Memory image, sessions, logs: place and hash")
	}
	return Text("What the decision rests on"), Text("What was looked at")
}

// ChoiceWord is one choice of a field.
func ChoiceWord(name, value string) string {
	switch {
	case name == "into":
		return value
	case name == "outcome":
		return map[string]string{"no_evidence": Text("No evidence"), "suspected": Text("Suspected"), "confirmed": Text("Confirmed")}[value]
	case value == "":
		return Text("Nobody says")
	case value == "yes":
		return Text("Yes")
	}
	return Text("No")
}

// FieldOptional marks a field that may stay empty.
func FieldOptional() string { return Text("optional") }

// TriageStepTitle names a forensic step by what it asks for.
func TriageStepTitle(s domain.TriageStep) string {
	switch s {
	case domain.TriageScope:
		return Text("Scope: what the asset can reach")
	case domain.TriageVolatile:
		return Text("Evidence: memory, sessions and logs")
	}
	return Text("Decision: none, suspected or confirmed")
}
