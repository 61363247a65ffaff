package ui

import (
	"context"
	"time"

	"fenceline/internal/domain"
)

func (f *fixture) Move(_ context.Context, m domain.Move) (domain.MoveResult, error) {
	f.note("%s %v %v %q when %s week %v took %d", m.Intent, m.Tasks, m.Assets, m.Reason, m.Planned, m.Week, m.Took)
	if m.Intent == domain.IntentExcept {
		f.note("exception by %s, %s, until %s", m.Exception.Approver, m.Exception.Control, m.Exception.End)
	}
	if f.moveErr != nil {
		return domain.MoveResult{}, f.moveErr
	}
	return domain.MoveResult{Moved: []domain.Moved{{Task: m.Tasks[0], Asset: "a-1", From: domain.StateOpen}}}, f.err
}

func (f *fixture) Approve(_ context.Context, tasks []string, take bool) error {
	f.note("approve %v %v", tasks, take)
	return f.err
}

func (f *fixture) Assign(_ context.Context, tasks, assets []string, person string) error {
	f.note("assign %v %v %s", tasks, assets, person)
	return f.err
}

func (f *fixture) Note(_ context.Context, tasks, assets []string, text string) error {
	f.note("note %v %v %s", tasks, assets, text)
	return f.err
}

func (f *fixture) RecordTriage(_ context.Context, task, asset string, r domain.TriageRecord) error {
	f.note("triage %s %s %s %q %q %v", task, asset, r.Step, r.Outcome, r.Note, r.Waived)
	return f.err
}

func (f *fixture) Triage(context.Context, string) (domain.TriageSheet, error) { return f.sheet, f.err }

func (f *fixture) CopyPayload(_ context.Context, _, path string) error { return nil }

func (f *fixture) WriteTriage(_ context.Context, task, path string) error {
	f.note("sheet %s %s", task, path)
	return f.err
}

func (f *fixture) Exceptions(context.Context, bool) ([]domain.ExceptionView, error) {
	return f.exceptions, f.err
}

func (f *fixture) Unpatchable(context.Context) ([]domain.Unpatchable, error) {
	return f.unpatched, f.err
}

// cedarTriage is the forensic duty of the task on two assets: on one the scope is
// recorded, on the other nothing.
func cedarTriage(t domain.TaskDetail) domain.TriageSheet {
	held := at(11, 24, 15, 5)
	clocks := func(triage *domain.Triage) []domain.TriageClock { return triage.Clocks(chicago, time.Time{}, now) }
	first := domain.Triage{Held: held, Listed: "2026-11-24"}
	second := domain.Triage{Held: held, Listed: "2026-11-24", Records: []domain.TriageRecord{
		{Step: domain.TriageScope, Note: "Reaches the laboratory network only", By: "J.M.", At: at(11, 24, 15, 31)}}}
	target := func(name string, triage domain.Triage) domain.TriageTarget {
		return domain.TriageTarget{Asset: domain.Asset{ID: "a-" + name, Name: name}, State: domain.StateProgress, Triage: triage, Clocks: clocks(&triage)}
	}
	return domain.TriageSheet{Task: t.PatchTask, Targets: []domain.TriageTarget{target("PORTAL-01", first), target("LAB-IF-01", second)}}
}

func cedarExceptions() []domain.ExceptionView {
	one := func(id, task, asset, fix string, end, review domain.Day, due bool) domain.ExceptionView {
		return domain.ExceptionView{Exception: domain.Exception{ID: id, Task: task, Asset: "a-" + asset, Reason: "The vendor has not released the firmware", Control: "Own network segment, no way out",
			Approver: "Dr. Halloran", Approved: domain.Asserted, By: "J.M.", At: at(10, 2, 9, 0), End: end, Review: review, Due: "2026-12-29"}, AssetName: asset, Fix: fix, ReviewDue: due}
	}
	over := one("x-3", "T-091", "WS-14", "Update PuTTY to 0.84", "2026-10-31", "2026-10-10", false)
	over.Ended, over.EndCode, over.EndedBy = at(11, 1, 0, 0), domain.ExceptionExpired, "J.M."
	return []domain.ExceptionView{
		one("x-1", "T-096", "PUMP-2F-01", "Update LVP-8 pumps to 3.8.1", "2026-12-18", "2026-11-20", true),
		one("x-2", "T-104", "LAB-ANALYZER-01", "Update Hematek middleware to 2.14", "2027-03-31", "2027-01-15", false), over,
	}
}

func cedarUnpatchable() []domain.Unpatchable {
	return []domain.Unpatchable{
		{Asset: "XRAY-DR-01", Owner: "Radiology", Why: domain.UnpatchableEnded, Since: "2025-06-30"},
		{Asset: "BADGE-01", Owner: "R.T.", Why: domain.UnpatchableNoFix, Tasks: []string{"T-096"}, Plan: "2027-02-01"},
	}
}
