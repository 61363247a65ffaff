package domain

import (
	"fmt"
	"slices"
	"strings"
)

// Intent is what happens to a target: a person's step, or what evidence shows.
type Intent string

// Intents.
const (
	IntentPlan     Intent = "plan"
	IntentStart    Intent = "start"
	IntentClaim    Intent = "claim"
	IntentBlock    Intent = "block"
	IntentUnblock  Intent = "unblock"
	IntentExcept   Intent = "except"         // an exception is granted
	IntentExpire   Intent = "expire"         // its end date passed, or it was taken back
	IntentVerify   Intent = "verify"         // evidence shows the fix
	IntentRestart  Intent = "restart"        // installed, but the old code still runs
	IntentSeen     Intent = "restart_seen"   // restarted since; evidence of the fix may count
	IntentTriage   Intent = "await_triage"   // evidence shows the fix, forensic steps are open
	IntentTriaged  Intent = "triage_done"    // the forensic steps are recorded or waived by name
	IntentNotApply Intent = "not_applicable" // no finding is left for another reason than the fix
	IntentRegress  Intent = "regress"        // evidence shows the old version again
	IntentReopen   Intent = "reopen"         // a person takes it up again
	IntentReturn   Intent = "return"         // what another task took over is back
)

// Step is one row of the state table.
type Step struct {
	From   State  `json:"from"`
	Intent Intent `json:"intent"`
	To     State  `json:"to"`
}

// Steps is the state table of a target: what is not listed is not allowed.
func Steps() []Step {
	open := []State{StateOpen, StatePlanned, StateProgress, StateClaimed, StateRestart, StateBlocked, StateReopened}
	var all []Step
	add := func(from State, intent Intent, to State) { all = append(all, Step{from, intent, to}) }
	for _, from := range open {
		if from != StatePlanned {
			add(from, IntentPlan, StatePlanned)
		}
		if from != StateProgress {
			add(from, IntentStart, StateProgress)
		}
		if from != StateClaimed && from != StateBlocked {
			add(from, IntentClaim, StateClaimed)
		}
		if from != StateBlocked {
			add(from, IntentBlock, StateBlocked)
		}
	}
	add(StateBlocked, IntentUnblock, StateOpen)
	add(StateException, IntentExpire, StateOpen)
	for _, from := range append(slices.Clone(open), StateException) {
		if from != StateException {
			add(from, IntentExcept, StateException)
		}
		add(from, IntentNotApply, StateNotApplicable)
		if from == StateRestart {
			continue // installed is not running: an inventory proves nothing here
		}
		add(from, IntentVerify, StateVerified)
		add(from, IntentTriage, StateTriage)
		add(from, IntentRestart, StateRestart)
	}
	add(StateRestart, IntentSeen, StateClaimed)
	add(StateNotApplicable, IntentReturn, StateOpen)
	add(StateTriage, IntentTriaged, StateVerified)
	for _, from := range []State{StateVerified, StateNotApplicable, StateTriage} {
		add(from, IntentRegress, StateReopened)
		add(from, IntentReopen, StateReopened)
	}
	return all
}

// Next is the state an intent leads to; ok is false where the table forbids it.
func Next(from State, intent Intent) (to State, ok bool) {
	for _, s := range Steps() {
		if s.From == from && s.Intent == intent {
			return s.To, true
		}
	}
	return from, false
}

// Leads is the state an intent leads to from wherever it is allowed; "" for no
// intent of the table.
func Leads(intent Intent) State {
	for _, s := range Steps() {
		if s.Intent == intent {
			return s.To
		}
	}
	return ""
}

// Diagram draws the table as a Mermaid state diagram.
func Diagram() string {
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n    [*] --> open\n")
	for _, s := range Steps() {
		fmt.Fprintf(&b, "    %s --> %s: %s\n", s.From, s.To, s.Intent)
	}
	return b.String()
}
