package words

import (
	"fenceline/internal/domain"
)

// ActName is what a menu calls an act on tasks; an ellipsis says that a question
// follows.
func ActName(act string) string {
	names := map[string]string{
		"plan": "Plan…", "start": "Start", "claim": "Claim as done…", "installed": "Installed, restart to come…", "restarted": "Restart was seen",
		"block": "Block…", "unblock": "Unblock", "except": "Exception…", "end_exception": "End the exception…", "dismiss": "Not applicable…",
		"reopen": "Take up again…", "assign": "Set owner…", "note": "Add a note…", "details": "Change, test, effort…", "approve": "Approve the change",
		"unapprove": "Take the approval back", "triage": "Record…", "waive": "Waive…",
		"ask": "Ask for approval", "attach": "Attach a file…", "split": "Split…", "merge": "Merge…",
	}
	return names[act]
}

// FormTitle heads the form of an act.
func FormTitle(act string, step domain.TriageStep) string {
	titles := map[string]string{
		"plan": "Plan for a day or a week", "claim": "Claim as done", "installed": "Installed, restart to come", "block": "Block", "except": "Grant an exception",
		"end_exception": "End the exception", "dismiss": "Not applicable", "reopen": "Take up again", "assign": "Set the owner", "note": "Add a note",
		"details": "Change, test, effort", "attach": "Attach a file", "split": "Split off a task of its own", "merge": "Merge into another task",
		"ask": "Ask for approval", "approve": "Approve the change", "unapprove": "Take the approval back",
	}
	switch act {
	case "triage":
		return TriageStepTitle(step)
	case "waive":
		return "Waive: " + lowerFirst(TriageStepTitle(step))
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
		return "on " + asset
	case len(tasks) > 1:
		return someTasks(tasks) + ", every target that can take the step"
	case targets > 1:
		return "every target that can take the step"
	}
	return ""
}

// FormGround says what an act means, before it is done.
func FormGround(act string) string {
	grounds := map[string]string{
		"claim":         "You say that it is done. A target becomes verified when a newer inventory of its asset shows so.",
		"installed":     "The fix is on the disk, and the old code still runs. The target stays open until the restart is seen.",
		"block":         "The date does not move. The target takes no time in the plan until nothing stands in its way any more.",
		"except":        "The clock runs on under an exception. On the day after its end the target is open again with the date it had.",
		"end_exception": "The target is open again at once, with the date it had before.",
		"dismiss":       "The findings do not apply here. The target closes for what is on it now; what comes later opens it again.",
		"reopen":        "The target is open again. Evidence from before now proves nothing any more.",
		"plan":          "The due date does not move.",
		"waive":         "A waiver is recorded under your name, with its reason. The step then no longer holds the target open.",
		"attach":        "The exact bytes are kept under their SHA-256, up to 25 MiB, and are part of every backup.",
		"split":         "The chosen assets get a task of their own for the same fix, with the same owner, change and estimates. Later imports keep to it.",
		"merge":         "What is open here goes to the other part of the same fix; this task then has nothing left to do.",
	}
	return grounds[act]
}

// SendWord is on the button that sends a form.
func SendWord(act string) string {
	sends := map[string]string{
		"plan": "Plan", "claim": "Claim as done", "installed": "Installed", "block": "Block", "except": "Grant exception", "end_exception": "End exception",
		"dismiss": "Not applicable", "reopen": "Take up again", "assign": "Set owner", "note": "Keep note", "details": "Keep", "triage": "Record", "waive": "Waive",
		"attach": "Keep file", "split": "Split off", "merge": "Merge", "ask": "Ask again", "approve": "Try again", "unapprove": "Try again",
	}
	return sends[act]
}

// FormField is how a field is named, an example of what it takes, and what is
// expected of it.
type FormField struct{ Label, Hint, Help string }

// FieldWords names a field of the form of an act.
func FieldWords(act, name string, step domain.TriageStep) FormField {
	fields := map[string]FormField{
		"when":     {"When", "27 Nov, +7, or 2026-W49", "A day, or a week as 2026-W49"},
		"reason":   {"Reason", "Printed in the report", ""},
		"done":     {"What was done", "Who, when, change number …", ""},
		"took":     {"How long it took on each asset", "40 min", "The plan learns from it"},
		"control":  {"What protects the asset meanwhile", "Own network segment, port closed …", ""},
		"approver": {"Approved by", "Name", ""},
		"end":      {"Ends on", "18 Dec", DayForms()},
		"review":   {"Looked at again on", "Half way to the end", ""},
		"proof":    {"Passphrase of the approver", "Where they have one", "Not needed when they act themselves"},
		"owner":    {"Who does it", "Nobody in particular", "Empty takes it back"},
		"note":     {"Note", "Kept in the history", ""},
		"change":   {"Change reference", "CHG-1234", ""},
		"effort":   {"Working time per asset", "30 min", "Minutes, or hours as 1.5 h"},
		"restart":  {"Does the asset restart?", "", ""},
		"tested":   {"What a test showed", "Works on PORTAL-TEST", ""},
		"rollback": {"How to go back", "Snapshot, earlier package …", ""},
		"outcome":  {"Decision", "", ""},
		"file":     {"File", "Screenshot, letter, log of an installer …", "Up to 25 MiB"},
		"assets":   {"Assets that get a task of their own", "", ""},
		"into":     {"Into which task", "", ""},
	}
	f := fields[name]
	switch {
	case name == "reason" && act == "plan":
		f.Hint = "Why then, where it matters"
	case name == "reason" && act == "block":
		f.Hint = "Waiting for the vendor, the window …"
	case name == "reason" && (act == "split" || act == "merge"):
		f.Hint = "Kept in the log"
	case name == "note" && act == "attach":
		f.Label, f.Hint = "What it shows", "Vendor says port 443 stays open …"
	case name == "note" && act == "waive":
		f.Label, f.Hint = "Why it is waived", "Printed on the triage sheet"
	case name == "note" && act == "triage":
		f.Label, f.Hint = triageNoteWords(step)
	}
	return f
}

func triageNoteWords(step domain.TriageStep) (label, hint string) {
	switch step {
	case domain.TriageScope:
		return "What it can reach, and what reached it", "Accounts, networks, other machines …"
	case domain.TriageVolatile:
		return "What was kept, and where", "Memory image, sessions, logs: place and hash"
	}
	return "What the decision rests on", "What was looked at"
}

// ChoiceWord is one choice of a field.
func ChoiceWord(name, value string) string {
	switch {
	case name == "into":
		return value
	case name == "outcome":
		return map[string]string{"no_evidence": "No evidence", "suspected": "Suspected", "confirmed": "Confirmed"}[value]
	case value == "":
		return "Nobody says"
	case value == "yes":
		return "Yes"
	}
	return "No"
}

// FieldOptional marks a field that may stay empty.
func FieldOptional() string { return "optional" }

// TriageStepTitle names a forensic step by what it asks for.
func TriageStepTitle(s domain.TriageStep) string {
	switch s {
	case domain.TriageScope:
		return "Scope: what the asset can reach"
	case domain.TriageVolatile:
		return "Evidence: memory, sessions and logs"
	}
	return "Decision: none, suspected or confirmed"
}
