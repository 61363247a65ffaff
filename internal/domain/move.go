package domain

import "time"

// PersonSteps are the intents a person may ask for; the others are evidence's.
func PersonSteps() []Intent {
	return []Intent{IntentPlan, IntentStart, IntentClaim, IntentRestart, IntentSeen, IntentBlock, IntentUnblock, IntentExcept, IntentExpire,
		IntentNotApply, IntentReopen}
}

// NeedsReason tells whether the step makes no sense without a reason.
func (i Intent) NeedsReason() bool {
	switch i {
	case IntentBlock, IntentExcept, IntentNotApply, IntentReopen:
		return true
	}
	return false
}

// Take moves the target by a person's step and keeps what goes with it. Nothing
// changes and ok is false where the state table does not allow it.
func (t *Target) Take(m *Move, by string, at time.Time) (ok bool) {
	next, ok := Next(t.State, m.Intent)
	if !ok {
		return false
	}
	switch m.Intent {
	case IntentPlan:
		t.Planned, t.Week = m.Planned, m.Week
	case IntentClaim, IntentRestart:
		t.Claimed = Stated{Value: Yes, By: by, At: at}
		if m.Took > 0 {
			t.Took = m.Took
		}
	case IntentSeen:
		t.Restarted = at
	case IntentExcept:
		t.Exception = m.Exception.ID
	case IntentExpire:
		t.Exception = ""
	case IntentNotApply:
		t.Dismissed, t.Closed, t.Exception = &Dismissal{Reason: m.Reason, By: by, At: at}, at, ""
	case IntentReopen:
		t.takeUp(by, at)
	case IntentTriaged:
		t.Closed = at
	}
	t.State = next
	if m.Reason != "" {
		t.Note = m.Reason
	}
	t.Revision++
	return true
}

// takeUp opens again what was closed. Evidence older than this moment proves
// nothing any more; clocks run on as if it had never been closed.
func (t *Target) takeUp(by string, at time.Time) {
	if t.Dismissed == nil {
		for i := range t.Findings {
			t.Findings[i].Open = true
		}
	}
	t.Claimed, t.Closed, t.Restarted, t.Dismissed = Stated{Value: No, By: by, At: at}, time.Time{}, time.Time{}, nil
}
