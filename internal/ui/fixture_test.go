package ui

import (
	"context"
	"errors"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// The desk of these tests is Cedar Hollow Hospital: 25 beds, 52 assets, all
// invented, on Tuesday 24 November 2026, 15:40 in Chicago.

var chicago, _ = time.LoadLocation("America/Chicago")

func at(month, day, hour, minute int) time.Time {
	return time.Date(2026, time.Month(month), day, hour, minute, 0, 0, chicago)
}

var now = at(11, 24, 15, 40)

// fixture is a desk in memory; its fields are what it answers.
type fixture struct {
	unplugged  bool // nothing can be fetched
	drives     []domain.Drive
	csaf       domain.CSAFStanding
	today      domain.Today
	status     domain.DeskStatus
	open       []domain.TaskView
	closed     []domain.TaskView
	detail     map[string]domain.TaskDetail
	assets     []domain.AssetView
	advisories []domain.AdvisoryView
	document   domain.Advisory
	remarks    []domain.Comment
	revisions  []domain.RevisionView
	difference domain.Difference
	payloads   []domain.Payload
	findings   []domain.FindingView
	gaps       []domain.Gap
	receipts   []domain.Receipt
	people     []domain.PersonView
	keys       []domain.TrustKey
	ready      domain.Readiness
	aside      []domain.QuarantineItem
	err        error
	sheet      domain.TriageSheet
	exceptions []domain.ExceptionView
	unpatched  []domain.Unpatchable
	moveErr    error
	answered   []string
	imported   []string
	hold       chan struct{} // an import waits here
	plan       domain.Schedule
	settings   domain.PlanSettings
	stats      domain.Statistics
	done       []string // what was changed
	policies   []domain.PolicyView
	decisions  []domain.VEXView
}

func (f *fixture) Today(context.Context) (domain.Today, error)       { return f.today, f.err }
func (f *fixture) Status(context.Context) (domain.DeskStatus, error) { return f.status, f.err }

func (f *fixture) Tasks(_ context.Context, closed bool) ([]domain.TaskView, error) {
	if closed {
		return f.closed, f.err
	}
	return f.open, f.err
}

func (f *fixture) Task(_ context.Context, id string) (domain.TaskDetail, error) {
	if d, ok := f.detail[id]; ok {
		return d, nil
	}
	for _, t := range f.open {
		if t.ID == id {
			return plainDetail(t), nil
		}
	}
	return domain.TaskDetail{}, &domain.Error{Kind: domain.NotFound, Op: "show task", Subject: id}
}

func (f *fixture) Assets(context.Context) ([]domain.AssetView, error) { return f.assets, f.err }

func (f *fixture) Asset(_ context.Context, id string) (domain.AssetView, error) {
	retired, _ := f.RetiredAssets(context.Background())
	for _, a := range append(f.assets[:len(f.assets):len(f.assets)], retired...) {
		if a.ID == id {
			return a, nil
		}
	}
	return domain.AssetView{}, &domain.Error{Kind: domain.NotFound, Op: "show asset", Subject: id}
}

func (f *fixture) Advisories(_ context.Context, _ string, offset, limit int) ([]domain.AdvisoryView, int, error) {
	end := min(len(f.advisories), offset+limit)
	return f.advisories[min(offset, end):end], len(f.advisories), f.err
}

func (f *fixture) FindAdvisories(ctx context.Context, q domain.AdvisoryQuery) (page domain.AdvisoryPage, err error) {
	page.Rows, page.Total, err = f.Advisories(ctx, q.Text, q.Offset, q.Limit)
	return page, err
}

func (f *fixture) AdvisoryCounts(context.Context) (domain.AdvisoryCounts, error) {
	c := domain.AdvisoryCounts{Counted: true, All: len(f.advisories)}
	for i := range f.advisories {
		if a := &f.advisories[i]; a.Assets > 0 {
			c.Touching++
			if a.Unread {
				c.UnreadTouching++
			}
		}
		if f.advisories[i].Unread {
			c.Unread++
		}
	}
	return c, f.err
}

func (f *fixture) RawAdvisory(context.Context, domain.AdvisoryKey) ([]byte, error) {
	return []byte(`{"document":{"category":"csaf_security_advisory","title":"` + f.document.Title + `"}}`), f.err
}

func (f *fixture) AnswerIdentity(context.Context, domain.PackageKey, domain.PackageKey, bool, string) error {
	return f.err
}

func (f *fixture) ForgetIdentity(context.Context, domain.PackageKey, domain.PackageKey) error {
	return f.err
}

func (f *fixture) Mark(_ context.Context, key domain.AdvisoryKey) (domain.AdvisoryMark, error) {
	return domain.AdvisoryMark{Advisory: key, Comments: f.remarks}, f.err
}

func (f *fixture) Revisions(context.Context, domain.AdvisoryKey) ([]domain.RevisionView, error) {
	return f.revisions, f.err
}

func (f *fixture) Touches(_ context.Context, key domain.AdvisoryKey, _ int) (domain.Touches, error) {
	if strings.Contains(string(key), "ICSMA") {
		return domain.Touches{Affected: 8, CannotTell: 1, Assets: []domain.TouchedAsset{{ID: "a1", Name: "PUMP-A3-14", Verdict: domain.Affected}, {ID: "a2", Name: "PUMP-GATEWAY-OF-THE-SECOND-FLOOR", Verdict: domain.Affected},
			{ID: "a3", Name: "LAB-ANALYZER-02", Verdict: domain.CannotTell}}}, f.err
	}
	return domain.Touches{}, f.err
}

func (f *fixture) Difference(context.Context, domain.AdvisoryKey, string, string) (domain.Difference, error) {
	return f.difference, f.err
}

func (f *fixture) MarkAllRead(context.Context) error                                { return f.err }
func (f *fixture) MarkRead(context.Context, []domain.AdvisoryKey, bool) error       { return f.err }
func (f *fixture) Comment(context.Context, domain.AdvisoryKey, string) error        { return f.err }
func (f *fixture) NotForUs(context.Context, []domain.AdvisoryKey, string) error     { return f.err }
func (f *fixture) DeleteAdvisory(context.Context, domain.AdvisoryKey, string) error { return f.err }
func (f *fixture) RestoreAdvisory(context.Context, domain.AdvisoryKey) error        { return f.err }

func (f *fixture) Advisory(context.Context, domain.AdvisoryKey) (domain.Advisory, error) {
	return f.document, f.err
}

func (f *fixture) Findings(_ context.Context, v domain.Verdict, offset, limit int) ([]domain.FindingView, int, error) {
	var out []domain.FindingView
	for _, x := range f.findings {
		if v == "" || x.Verdict == v {
			out = append(out, x)
		}
	}
	end := min(len(out), offset+limit)
	return out[min(offset, end):end], len(out), f.err
}

func (f *fixture) Gaps(_ context.Context, kind domain.GapKind, offset, limit int) (domain.GapList, error) {
	out := domain.GapList{Kinds: map[domain.GapKind]int{}}
	for _, g := range f.gaps {
		out.Kinds[g.Kind]++
		if kind == "" || g.Kind == kind {
			out.Gaps = append(out.Gaps, g)
		}
	}
	out.Total = len(out.Gaps)
	end := min(len(out.Gaps), offset+limit)
	out.Gaps = out.Gaps[min(offset, end):end]
	return out, f.err
}

func (f *fixture) Explain(_ context.Context, id string) (domain.Explanation, error) {
	for _, x := range f.findings {
		if x.ID == id {
			e := explanationOf(&x)
			if x.Reason.Code == domain.ReasonNameOnly {
				e.Question = &domain.IdentityQuestion{Component: "n|acrobat", Product: "n|reader", Name: x.Name, Vendor: "Adobe", Says: "Reader: out-of-bounds read in fonts"}
			}
			return e, nil
		}
	}
	return domain.Explanation{}, &domain.Error{Kind: domain.NotFound, Op: "explain", Subject: id}
}

func (f *fixture) Receipts(context.Context, int) ([]domain.Receipt, error) { return f.receipts, f.err }

func (f *fixture) Receipt(_ context.Context, id string) (domain.Receipt, error) {
	for _, r := range f.receipts {
		if r.ID == id {
			return r, f.err
		}
	}
	return domain.Receipt{}, &domain.Error{Kind: domain.NotFound, Subject: id}
}

func (f *fixture) Import(ctx context.Context, paths []string, progress func(domain.Progress)) (domain.Receipt, error) {
	f.imported = append(f.imported, paths...)
	progress(domain.Progress{Stage: "read", Done: 193, Total: 312, Name: "icsma-26-301-02.json"})
	if f.hold != nil {
		select {
		case <-f.hold:
		case <-ctx.Done():
			return domain.Receipt{}, ctx.Err()
		}
	}
	if len(f.receipts) == 0 {
		return domain.Receipt{}, f.err
	}
	return f.receipts[0], f.err
}

func (f *fixture) ImportSBOM(_ context.Context, asset, path string) (domain.SnapshotView, error) {
	f.imported = append(f.imported, asset+" "+path)
	return domain.SnapshotView{File: path, Census: domain.Census{Read: 320, Identifiable: 311, WithoutVersion: 4, WithoutIdentity: 9}}, f.err
}

func (f *fixture) OpenSample(context.Context, func(domain.Progress)) error { return f.err }

func (f *fixture) ExportReport(context.Context, string, string, string) error { return f.err }

// emptyDesk is a desk nothing was brought into.
func emptyDesk() *fixture {
	desk := domain.Desk{Zone: "America/Chicago", Policy: "CISA BOD 26-04", Missing: domain.MissingFlat60}
	return &fixture{
		today:  domain.Today{At: now, Day: "2026-11-24", Desk: desk},
		status: domain.DeskStatus{Desk: desk, At: now},
	}
}

// brokenDesk answers every question with an error.
func brokenDesk() *fixture {
	f := emptyDesk()
	f.err = &domain.Error{Kind: domain.Storage, Op: "read desk", Subject: "fenceline.db", Err: errors.New("input/output error")}
	return f
}
