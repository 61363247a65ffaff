package main

import (
	"context"
	"fmt"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/workflow"
)

// desk is what the screens read of a desk. Whatever else they could ask is not there:
// nothing here writes.
type desk struct {
	screen.Source // nil
	kept          *workflow.Desk
}

func (d desk) Findings(ctx context.Context, verdict domain.Verdict, offset, limit int) ([]domain.FindingView, int, error) {
	return d.kept.Findings(ctx, workflow.FindingFilter{Verdict: verdict, Offset: offset, Limit: limit})
}

func (d desk) Today(ctx context.Context) (domain.Today, error) {
	return d.kept.Today(ctx)
}

func (d desk) Status(ctx context.Context) (domain.DeskStatus, error) {
	return d.kept.Status(ctx)
}

func (d desk) Statistics(ctx context.Context) (domain.Statistics, error) {
	return d.kept.Statistics(ctx)
}

func (d desk) PlanSettings(ctx context.Context) (domain.PlanSettings, error) {
	return d.kept.PlanSettings(ctx)
}

func (d desk) Readiness(ctx context.Context) (domain.Readiness, error) {
	return d.kept.Readiness(ctx)
}

func (d desk) Assets(ctx context.Context) ([]domain.AssetView, error) {
	return d.kept.Assets(ctx)
}

func (d desk) Unpatchable(ctx context.Context) ([]domain.Unpatchable, error) {
	return d.kept.Unpatchable(ctx)
}

func (d desk) CSAFFailing(ctx context.Context) (domain.CSAFChecked, error) {
	return d.kept.CSAFFailing(ctx)
}

func (d desk) TrustKeys(ctx context.Context) ([]domain.TrustKey, error) {
	return d.kept.TrustKeys(ctx)
}

func (d desk) Triage(ctx context.Context, task string) (domain.TriageSheet, error) {
	return d.kept.Triage(ctx, task)
}

func (d desk) Task(ctx context.Context, id string) (domain.TaskDetail, error) {
	return d.kept.Task(ctx, id)
}

func (d desk) Asset(ctx context.Context, id string) (domain.AssetView, error) {
	return d.kept.Asset(ctx, id)
}

func (d desk) Software(ctx context.Context, id string) ([]domain.Held, error) {
	return d.kept.Software(ctx, id)
}

func (d desk) Explain(ctx context.Context, id string) (domain.Explanation, error) {
	return d.kept.Explain(ctx, id)
}

func (d desk) Advisory(ctx context.Context, key domain.AdvisoryKey) (domain.Advisory, error) {
	return d.kept.Advisory(ctx, key)
}

func (d desk) Mark(ctx context.Context, key domain.AdvisoryKey) (domain.AdvisoryMark, error) {
	return d.kept.Mark(ctx, key)
}

func (d desk) Revisions(ctx context.Context, key domain.AdvisoryKey) ([]domain.RevisionView, error) {
	return d.kept.Revisions(ctx, key)
}

func (d desk) Touches(ctx context.Context, key domain.AdvisoryKey, limit int) (domain.Touches, error) {
	return d.kept.Touches(ctx, key, limit)
}

func (d desk) FindAdvisories(ctx context.Context, q domain.AdvisoryQuery) (domain.AdvisoryPage, error) {
	return d.kept.FindAdvisories(ctx, q)
}

func (d desk) AdvisoryCounts(ctx context.Context) (domain.AdvisoryCounts, error) {
	return d.kept.AdvisoryCounts(ctx)
}

func (d desk) RawAdvisory(ctx context.Context, key domain.AdvisoryKey) ([]byte, error) {
	return d.kept.RawAdvisory(ctx, key)
}

func (d desk) Payloads(ctx context.Context) ([]domain.Payload, error) { return d.kept.Payloads(ctx) }

func (d desk) Receipt(ctx context.Context, id string) (domain.Receipt, error) {
	return d.kept.Receipt(ctx, id)
}

func (d desk) Tasks(ctx context.Context, closed bool) ([]domain.TaskView, error) {
	return d.kept.Tasks(ctx, closed)
}

func (d desk) People(ctx context.Context, all bool) ([]domain.PersonView, error) {
	return d.kept.People(ctx, all)
}

func (d desk) Exceptions(ctx context.Context, ended bool) ([]domain.ExceptionView, error) {
	return d.kept.Exceptions(ctx, ended)
}

func (d desk) Quarantine(ctx context.Context, all bool) ([]domain.QuarantineItem, error) {
	return d.kept.Quarantine(ctx, all)
}

func (d desk) ReportPreview(ctx context.Context, audience string) (domain.ReportPreview, error) {
	return d.kept.ReportPreview(ctx, audience)
}

func (d desk) Schedule(ctx context.Context, weeks, capacity int) (domain.Schedule, error) {
	return d.kept.Schedule(ctx, weeks, capacity)
}

func (d desk) EventsFrom(ctx context.Context, from uint64, about string) ([]domain.LogEvent, error) {
	return d.kept.EventsFrom(ctx, from, about)
}

func (d desk) SoftwareChanges(ctx context.Context, id string, from, to time.Time) (domain.SoftwareChanges, error) {
	return d.kept.SoftwareChanges(ctx, id, from, to)
}

func (d desk) Advisories(ctx context.Context, query string, offset, limit int) ([]domain.AdvisoryView, int, error) {
	return d.kept.Advisories(ctx, query, offset, limit)
}

func (d desk) Receipts(ctx context.Context, limit int) ([]domain.Receipt, error) {
	return d.kept.ReceiptHeads(ctx, limit)
}

// room is a screen, or something that is done on one.
type room struct {
	name    string
	refresh func()
	stage   func() (ready bool, err error)
}

func newHall(kept *workflow.Desk) *hall {
	h := &hall{posted: make(chan func(), 1024), desk: kept}
	s := desk{kept: kept}
	deeds := screen.NewDeeds(h.run, func(screen.DeedsState) {}, func() {})
	frame := screen.NewFrame(s, h.run, func(screen.FrameState) {})
	today := screen.NewToday(s, h.run, deeds, func(screen.TodayState) {})
	tasks := screen.NewTasks(s, h.run, deeds, func(screen.TasksState) {})
	plan := screen.NewPlan(s, h.run, deeds, func(screen.PlanState) {})
	assets := screen.NewAssets(s, nil, h.run, deeds, func(screen.AssetsState) {})
	advisories := screen.NewAdvisories(s, h.run, deeds, func(screen.AdvisoriesState) {})
	findings := screen.NewFindings(s, h.run, deeds, func(screen.FindingsState) {})
	reports := screen.NewReports(s, h.run, func(screen.ReportsState) {})
	readiness := screen.NewReadiness(s, h.run, func(screen.ReadinessState) {})
	imports := screen.NewImports(s, h.run, time.Now, func(screen.ImportsState) {}, func() {})
	search := screen.NewSearch(s, h.run, func(screen.Doing) bool { return true }, func(screen.SearchState) {})
	h.rooms = []*room{
		{"frame", frame.Refresh, func() (bool, error) { return stands(frame.State().Stage, frame.State().Err) }},
		{"today", today.Refresh, func() (bool, error) { return stands(today.State().Stage, today.State().Err) }},
		{"tasks", tasks.Refresh, func() (bool, error) { return stands(tasks.State().Stage, tasks.State().Err) }},
		{"a task", other(taskIDs(tasks), tasks.Select), func() (bool, error) { return tasks.State().Detail != nil, tasks.State().Missing }},
		{"plan", plan.Refresh, func() (bool, error) { return stands(plan.State().Stage, plan.State().Err) }},
		{"assets", assets.Refresh, func() (bool, error) { return stands(assets.State().Stage, assets.State().Err) }},
		{"an asset", other(assetIDs(assets), assets.Select), func() (bool, error) { return assets.State().Detail != nil, assets.State().Missing }},
		{"assets, one kind", facet(assets), func() (bool, error) { return stands(assets.State().Stage, assets.State().Err) }},
		{"assets, words", words(assets), func() (bool, error) { return stands(assets.State().Stage, assets.State().Err) }},
		{"advisories", advisories.Refresh, func() (bool, error) { return stands(advisories.State().Stage, advisories.State().Err) }},
		{"an advisory", other(advisoryKeys(advisories), func(id string) { advisories.Select(domain.AdvisoryKey(id)) }), func() (bool, error) { return advisories.State().Detail != nil, advisories.State().Missing }},
		{"findings", findings.Refresh, func() (bool, error) { return stands(findings.State().Stage, findings.State().Err) }},
		{"a finding", other(findingIDs(findings), findings.Select), func() (bool, error) { return findings.State().Detail != nil, findings.State().Missing }},
		{"reports", reports.Refresh, func() (bool, error) { return reports.State().Preview != nil, reports.State().Unseen }},
		{"readiness", readiness.Refresh, func() (bool, error) { return stands(readiness.State().Stage, readiness.State().Err) }},
		{"imports", imports.Open, func() (bool, error) { return stands(imports.State().Stage, imports.State().Err) }},
		{"search", func() { search.Find(fmt.Sprintf("host-00%d", time.Now().UnixNano()%10)) }, func() (bool, error) { return stands(search.State().Stage, search.State().Err) }},
	}
	return h
}

func stands(stage screen.Stage, err error) (bool, error) { return stage == screen.Ready, err }

// other chooses the next of the things that are listed, round and round.
func other(ids func() []string, choose func(string)) func() {
	at := 0
	return func() {
		all := ids()
		if len(all) == 0 {
			return
		}
		at = (at + 1) % min(len(all), 20)
		choose(all[at])
	}
}

func taskIDs(s *screen.Tasks) func() []string {
	return func() (out []string) {
		for _, g := range s.State().Groups {
			for _, t := range g.Tasks {
				out = append(out, t.ID)
			}
		}
		return out
	}
}

func assetIDs(s *screen.Assets) func() []string {
	return func() (out []string) {
		for i := range s.State().Assets {
			out = append(out, s.State().Assets[i].ID)
		}
		return out
	}
}

func advisoryKeys(s *screen.Advisories) func() []string {
	return func() (out []string) {
		for i := range s.State().Rows {
			out = append(out, string(s.State().Rows[i].Key))
		}
		return out
	}
}

func findingIDs(s *screen.Findings) func() []string {
	return func() (out []string) {
		for i := range s.State().Rows {
			out = append(out, s.State().Rows[i].ID)
		}
		return out
	}
}

// facet narrows the assets to one kind, and back.
func facet(s *screen.Assets) func() {
	kind := "server"
	return func() {
		f := s.State().Filter
		if f.Text = ""; f.Kind == nil {
			f.Kind = &kind
		} else {
			f.Kind = nil
		}
		s.Narrow(f)
	}
}

// words looks for assets by words.
func words(s *screen.Assets) func() {
	n := 0
	return func() {
		n++
		s.Narrow(screen.AssetFilter{Text: fmt.Sprintf("host-0%d", n%10)})
	}
}
