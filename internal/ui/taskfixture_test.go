package ui

import (
	"context"
	"fmt"
	"testing"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
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

func (f *fixture) AskApproval(_ context.Context, tasks []string) error {
	f.note("ask %v", tasks)
	return f.err
}

func (f *fixture) Attach(_ context.Context, tasks []string, file, note string) ([]domain.Attachment, error) {
	f.note("attach %v %s %q", tasks, file, note)
	if f.moveErr != nil {
		return nil, f.moveErr
	}
	return []domain.Attachment{{ID: "A-9", Name: "letter.pdf"}}, f.err
}

func (f *fixture) SaveAttachment(_ context.Context, task, id, path string) error {
	f.note("save %s %s %s", task, id, path)
	return f.err
}

func (f *fixture) SplitTask(_ context.Context, task string, assets []string, reason string) (string, error) {
	f.note("split %s %v %q", task, assets, reason)
	return "T-120", f.err
}

func (f *fixture) MergeTasks(_ context.Context, from []string, into, reason string) error {
	f.note("merge %v %s %q", from, into, reason)
	return f.err
}

// withFiles is a desk whose task keeps two files, and that refuses a third.
func withFiles(f *fixture) *fixture {
	t := f.detail["T-118"]
	t.Attachments = []domain.Attachment{
		{ID: "A-1", Task: "T-118", Name: "vendor-letter-2026-11-23.pdf", Digest: "7f3a0c5d1b8e4f62a97d3c0e5b14f8a6d2c7e9013b5f6a8c4d1e0f7b2a3cc91e", Size: 184_320, Note: "The vendor says that 10.1.52 runs with the portal", By: "J.M.", At: at(11, 23, 16, 2)},
		{ID: "A-2", Task: "T-118", Name: "installer.log", Digest: "91e07f3a0c5d1b8e4f62a97d3c0e5b14f8a6d2c7e9013b5f6a8c4d1e0f7b2a3c", Size: 912, By: "R.T.", At: at(11, 24, 9, 40)},
	}
	f.detail["T-118"] = t
	f.moveErr = &domain.Error{Kind: domain.Invalid, Op: "attach", Subject: "memory.raw", Code: "attachment_too_large", Params: domain.Params{"have": "412", "limit": "26214400"}}
	return f
}

func TestFilesSplitAndMergeFromTheWindow(t *testing.T) {
	desk := cedarHollow()
	w := open(t, desk, Light, 1440, 900)
	w.Go(screen.Route{Screen: screen.NameTasks})
	w.tasks.Begin(screen.ActSplit, []string{"T-118"}, "", "")
	form := w.tasks.State().Form
	if len(form.Free) == 0 {
		t.Fatal("no target can be split off")
	}
	press(t, w, form.Free[0].AssetName)
	if got := w.tasks.State().Form.Chosen("assets"); len(got) != 1 || got[0] != form.Free[0].Asset {
		t.Errorf("chosen %q", got)
	}
	w.tasks.GiveUp()
	w.tasks.OpenTab(screen.TabNotes)
	press(t, w, "Attach a file…")
	if f := w.tasks.State().Form; f == nil || f.Act != screen.ActAttach {
		t.Errorf("form %+v", f)
	}
}

// plainDetail is a task of which the fixture says nothing by hand: its date explained
// by the row of the table that gives its tier, and its first targets.
func plainDetail(t domain.TaskView) domain.TaskDetail {
	d := domain.TaskDetail{TaskView: t}
	no := func(f domain.FactName, v string, other domain.Tier, row int) domain.DueFact {
		return domain.DueFact{Fact: f, Value: v, Source: "CISA SSVC", At: at(11, 10, 9, 0), Others: []domain.WhatIf{{Value: map[string]string{"yes": "no", "no": "yes", "total": "partial"}[v], Tier: other, Row: row}}}
	}
	why := domain.Due{Policy: domain.PolicyBOD, Version: "1.0.0", Tier: t.Tier, Date: t.Due, Start: at(11, 10, 9, 0), StartCode: "start_received", Setting: domain.MissingFlat60}
	switch t.Tier {
	case domain.Tier60Days:
		why.Row, why.Facts = 3, []domain.DueFact{no(domain.FactKEV, "no", domain.TierForensic, 11), no(domain.FactExposure, "no", domain.Tier3Days, 7), no(domain.FactAutomatable, "yes", domain.TierUpgrade, 1), no(domain.FactImpact, "total", domain.Tier60Days, 2)}
	case domain.Tier14Days:
		why.Row, why.Facts = 9, []domain.DueFact{no(domain.FactKEV, "yes", domain.TierUpgrade, 1), no(domain.FactExposure, "no", domain.TierForensic, 13), no(domain.FactAutomatable, "no", domain.TierForensic, 11), no(domain.FactImpact, "total", domain.Tier14Days, 8)}
	case domain.TierUpgrade:
		why.Row, why.Facts = 1, []domain.DueFact{no(domain.FactKEV, "no", domain.Tier14Days, 9), no(domain.FactExposure, "no", domain.Tier14Days, 5), no(domain.FactAutomatable, "no", domain.Tier60Days, 3), no(domain.FactImpact, "total", domain.TierUpgrade, 0)}
	case domain.Tier3Days:
		why.Row, why.Facts = 7, []domain.DueFact{no(domain.FactKEV, "no", domain.TierForensic, 15), no(domain.FactExposure, "yes", domain.Tier60Days, 3), no(domain.FactAutomatable, "yes", domain.Tier14Days, 5), no(domain.FactImpact, "total", domain.Tier14Days, 6)}
	default:
		return d
	}
	d.Why = why
	for i := range min(t.Total-t.Done, 8) {
		name := fmt.Sprintf("WS-%03d", 11+3*i)
		target := domain.TargetView{Target: domain.Target{Task: t.ID, Asset: "a-" + name, State: t.State, Due: why, Before: "24.08"}, AssetName: name, Seen: "24.08"}
		d.Targets = append(d.Targets, target)
	}
	for _, e := range cedarExceptions() {
		if e.Task == t.ID && e.Ended.IsZero() && len(d.Targets) > 0 {
			d.Exceptions = append(d.Exceptions, e)
			d.Targets[0].AssetName, d.Targets[0].Asset, d.Targets[0].State, d.Targets[0].Exception = e.AssetName, e.Asset, domain.StateException, e.ID
		}
	}
	return d
}
