package screen

import (
	"slices"

	"fenceline/internal/domain"
)

// TaskAct is something a person can do to tasks or to their targets.
type TaskAct string

// What a person can do.
const (
	ActPlan         TaskAct = "plan"
	ActStart        TaskAct = "start"
	ActClaim        TaskAct = "claim"
	ActInstalled    TaskAct = "installed"
	ActRestarted    TaskAct = "restarted"
	ActBlock        TaskAct = "block"
	ActUnblock      TaskAct = "unblock"
	ActExcept       TaskAct = "except"
	ActEndException TaskAct = "end_exception"
	ActDismiss      TaskAct = "dismiss"
	ActReopen       TaskAct = "reopen"
	ActAssign       TaskAct = "assign"
	ActNote         TaskAct = "note"
	ActDetails      TaskAct = "details"
	ActApprove      TaskAct = "approve"
	ActUnapprove    TaskAct = "unapprove"
	ActTriage       TaskAct = "triage"
	ActWaive        TaskAct = "waive"
	ActAsk          TaskAct = "ask" // for approval by another person
	ActAttach       TaskAct = "attach"
	ActSplit        TaskAct = "split"
	ActMerge        TaskAct = "merge"
)

type taskStep struct {
	act    TaskAct
	intent domain.Intent
	deed   domain.Code
}

// steps are the acts that are steps of the state table, in the order in which
// menus offer them, with what is told of them afterwards.
var steps = []taskStep{
	{ActStart, domain.IntentStart, "deed_started"},
	{ActPlan, domain.IntentPlan, "deed_planned"},
	{ActClaim, domain.IntentClaim, "deed_claimed"},
	{ActInstalled, domain.IntentRestart, "deed_installed"},
	{ActRestarted, domain.IntentSeen, "deed_restarted"},
	{ActBlock, domain.IntentBlock, "deed_blocked"},
	{ActUnblock, domain.IntentUnblock, "deed_unblocked"},
	{ActExcept, domain.IntentExcept, "deed_excepted"},
	{ActEndException, domain.IntentExpire, "deed_exception_ended"},
	{ActDismiss, domain.IntentNotApply, "deed_dismissed"},
	{ActReopen, domain.IntentReopen, "deed_reopened"},
}

// Intent is the step of the state table that an act is; ok is false where it is
// none.
func (a TaskAct) Intent() (intent domain.Intent, ok bool) {
	for _, s := range steps {
		if s.act == a {
			return s.intent, true
		}
	}
	return "", false
}

// Steps are the steps that at least one of the states allows, in their order.
func Steps(states []domain.State) []TaskAct {
	var out []TaskAct
	for _, s := range steps {
		if slices.ContainsFunc(states, func(from domain.State) bool {
			_, ok := domain.Next(from, s.intent)
			return ok
		}) {
			out = append(out, s.act)
		}
	}
	return out
}

// StatesOf are the states of a task's targets: of one asset, or of all where it is
// "".
func StatesOf(t *domain.TaskDetail, asset string) []domain.State {
	var out []domain.State
	for i := range t.Targets {
		if asset == "" || t.Targets[i].Asset == asset {
			out = append(out, t.Targets[i].State)
		}
	}
	return out
}

// FieldKind is how a field of a form is filled in.
type FieldKind int

// Kinds of fields.
const (
	FieldText FieldKind = iota
	FieldDay
	FieldWhen // a day or a week
	FieldMinutes
	FieldPerson
	FieldSecret
	FieldChoice
	FieldFile   // a path
	FieldAssets // some targets of the task, their ids a line each
)

// FormField is one field of a form.
type FormField struct {
	Name    string
	Kind    FieldKind
	Must    bool
	Choices []string // of a FieldChoice; "" is no answer
}

// Fields are the fields of an act's form; none where it is done at once.
func (a TaskAct) Fields(step domain.TriageStep) []FormField {
	reason, note := FormField{Name: "reason"}, FormField{Name: "note", Must: true}
	must := FormField{Name: "reason", Must: true}
	switch a {
	case ActPlan:
		return []FormField{{Name: "when", Kind: FieldWhen, Must: true}, reason}
	case ActClaim, ActInstalled:
		return []FormField{{Name: "done"}, {Name: "took", Kind: FieldMinutes}}
	case ActBlock, ActDismiss, ActReopen:
		return []FormField{must}
	case ActExcept:
		return []FormField{must, {Name: "control", Must: true}, {Name: "approver", Kind: FieldPerson, Must: true}, {Name: "end", Kind: FieldDay, Must: true},
			{Name: "review", Kind: FieldDay}, {Name: "proof", Kind: FieldSecret}}
	case ActEndException:
		return []FormField{reason}
	case ActAssign:
		return []FormField{{Name: "owner", Kind: FieldPerson}}
	case ActNote:
		return []FormField{note}
	case ActDetails:
		return []FormField{{Name: "change"}, {Name: "effort", Kind: FieldMinutes}, {Name: "restart", Kind: FieldChoice, Choices: []string{"", "yes", "no"}},
			{Name: "tested"}, {Name: "rollback"}}
	case ActWaive:
		return []FormField{note}
	case ActAttach:
		return []FormField{{Name: "file", Kind: FieldFile, Must: true}, {Name: "note"}}
	case ActSplit:
		return []FormField{{Name: "assets", Kind: FieldAssets, Must: true}, must}
	case ActMerge:
		return []FormField{{Name: "into", Kind: FieldChoice, Must: true}, must}
	case ActTriage:
		if step == domain.TriageDecision {
			return []FormField{{Name: "outcome", Kind: FieldChoice, Choices: domain.TriageOutcomes(), Must: true}, {Name: "note"}}
		}
		return []FormField{note}
	}
	return nil
}

// fieldOf is the field an error of the desk is about; "" for the whole form.
func fieldOf(act TaskAct, err error) string {
	e, ok := err.(*domain.Error)
	if !ok {
		return ""
	}
	fields := map[domain.Code]string{
		"step_without_reason": "reason", "approver_missing": "approver", "control_missing": "control", "exception_without_end": "end",
		"review_outside": "review", "passphrase_wrong": "proof", "approval_unproven": "proof", "effort_below_zero": "effort",
		"triage_note_missing": "note", "triage_outcome_unknown": "outcome", "note_missing": "note", "person_not_defined": "approver",
		"no_such_person": "approver", "role_missing": "approver",
		"attachment_too_large": "file", "attachment_missing": "file", "attachment_empty": "file", "attachment_not_regular": "file", "attachment_unread": "file",
		"split_without_asset": "assets", "split_all": "assets", "target_not_free": "assets", "nothing_open": "assets", "merge_other_fix": "into",
	}
	name := fields[e.Code]
	switch {
	case name == "reason" && (act == ActWaive || act == ActTriage):
		return "note"
	case name == "" || !slices.ContainsFunc(act.Fields(""), func(f FormField) bool { return f.Name == name }):
		return ""
	}
	return name
}
