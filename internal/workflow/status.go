package workflow

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"path/filepath"
	"slices"
	"time"

	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// Status says how the desk stands: its sources and their age, coverage, counts.
func (d *Desk) Status(ctx context.Context) (domain.DeskStatus, error) {
	if err := d.turnDay(ctx); err != nil {
		return domain.DeskStatus{}, err
	}
	var out domain.DeskStatus
	duties := d.store.Duties() // before the reading: what is written meanwhile is counted anew the next time
	err := d.store.View(ctx, func(r *store.Read) error {
		counted, err := d.countedIn(r, duties)
		if err != nil {
			return err
		}
		out, err = d.statusOf(r, &counted)
		return err
	})
	return out, err
}

func (d *Desk) status(r *store.Read) (domain.DeskStatus, error) {
	counted, err := d.count(r)
	if err != nil {
		return domain.DeskStatus{}, err
	}
	return d.statusOf(r, &counted)
}

// statusOf is the status with what was counted before.
func (d *Desk) statusOf(r *store.Read, counted *counts) (domain.DeskStatus, error) {
	out := domain.DeskStatus{At: d.now().UTC(), Store: d.folder, Findings: maps.Clone(counted.findings), ByTier: map[domain.Tier]int{}}
	if d.folder != "" {
		if size, err := fileSize(filepath.Join(d.folder, storeFile)); err == nil { // a desk in memory has none
			out.Bytes = size
		}
	}
	desk, zone, err := d.settings(r)
	if err != nil {
		return out, err
	}
	out.Desk = desk
	if out.Desk.Person, err = d.person(r); err != nil {
		return out, err
	}
	if out.Pending, err = r.AnyPending(); err != nil {
		return out, err
	}
	if out.Sources, err = sourceAges(r); err != nil {
		return out, err
	}
	for _, s := range out.Sources {
		if s.Format != domain.FormatKEV && s.Format != domain.FormatEPSS && s.Format != domain.FormatSTIX {
			out.Advisories += s.Count
		}
	}
	if out.Older, err = isOlder(r); err != nil {
		return out, err
	}
	out.Coverage = counted.coverage
	out.Coverage.NoSource = slices.Clone(counted.coverage.NoSource)
	if out.CSAF, err = csafStanding(r); err != nil {
		return out, err
	}
	if out.Log, err = r.LogHead(); err != nil {
		return out, err
	}
	out.Tasks, out.Targets = counted.tasks, len(counted.targets)
	today := domain.DayOf(d.now(), zone)
	out.Gaps = maps.Clone(counted.gaps)
	for _, day := range counted.ends {
		if kind := assess.EndKind(day, today); kind != "" {
			out.Gaps[kind]++
		}
	}
	maps.DeleteFunc(out.Gaps, func(_ domain.GapKind, n int) bool { return n == 0 })
	for i := range counted.targets {
		t := &counted.targets[i]
		out.ByTier[t.Due.Tier]++
		if overdue(t.State, t.Due.Date, today) {
			out.Overdue++
		}
	}
	return out, nil
}

// openTarget is what counts and questions need of a target that is not done. The
// facts of its due date are decoded only where somebody asks for them.
type openTarget struct {
	Asset    string       `json:"asset"`
	State    domain.State `json:"state"`
	Detected time.Time    `json:"detected"`
	Due      struct {
		Tier  domain.Tier     `json:"tier"`
		Date  domain.Day      `json:"date"`
		Facts json.RawMessage `json:"facts"`
	} `json:"due"`
}

// openTargets lists every target that is not done, by task and asset.
func openTargets(r *store.Read) ([]openTarget, error) {
	var out []openTarget
	for t, err := range store.TargetsAs[openTarget](r) {
		if err != nil {
			return nil, err
		}
		if !t.State.Done() {
			out = append(out, t)
		}
	}
	return out, nil
}

func sourceAges(r *store.Read) ([]domain.SourceAge, error) {
	sources, err := r.Sources()
	if err != nil {
		return nil, err
	}
	out := make([]domain.SourceAge, 0, len(sources))
	for _, s := range sources {
		out = append(out, domain.SourceAge(s))
	}
	slices.SortFunc(out, func(a, b domain.SourceAge) int {
		return cmp.Or(cmp.Compare(a.Format, b.Format), cmp.Compare(a.Name, b.Name))
	})
	return out, nil
}

// cover counts what all answers rest on, the verdicts of all assets, and what no
// advisory makes a finding of.
func (c *counts) cover(r *store.Read, currents map[string]store.Current) error {
	out := &c.coverage
	missing := map[string]bool{}
	covered := map[string]bool{}
	for a, err := range r.Assets() {
		if err != nil {
			return err
		}
		if !a.Retired.IsZero() {
			continue
		}
		out.Assets++
		if a.Exposed().Value != domain.Unanswered {
			out.ExposureAnswered++
		}
		cur := currents[a.ID]
		if !newestInventory(cur).IsZero() {
			out.SoftwareKnown++
		}
		out.Components += cur.Components
		out.WithoutVersion += cur.NoVersion
		c.gaps[domain.GapNoVersion] += cur.NoVersion
		c.ends = append(c.ends, assess.EndDays(&a, slices.Sorted(maps.Keys(cur.Ecosystems)))...)
		out.WithoutIdentity += cur.NoIdentity
		for v, n := range cur.Verdicts {
			c.findings[v] += n
		}
		for eco, n := range cur.Ecosystems {
			has, known := covered[eco]
			if !known && eco != "" {
				if has, err = r.Covers(eco); err != nil {
					return err
				}
				covered[eco] = has
			}
			switch {
			case has:
				out.WithSource += n
			case eco != "":
				missing[eco] = true
				c.gaps[domain.GapNoSource] += n
			default:
				c.gaps[domain.GapNoIdentity] += n
			}
		}
	}
	out.NoSource = slices.Sorted(maps.Keys(missing))
	return nil
}

// Today says what must happen now, in the order in which it must.
func (d *Desk) Today(ctx context.Context) (domain.Today, error) {
	if err := d.turnDay(ctx); err != nil {
		return domain.Today{}, err
	}
	var out domain.Today
	duties := d.store.Duties()
	err := d.store.View(ctx, func(r *store.Read) error {
		views, err := d.taskViews(r, false)
		if err != nil {
			return err
		}
		counted, err := d.countedIn(r, duties)
		if err != nil {
			return err
		}
		status, err := d.statusOf(r, &counted)
		if err != nil {
			return err
		}
		_, zone, err := d.settings(r)
		if err != nil {
			return err
		}
		out = domain.Today{At: status.At, Day: domain.DayOf(d.now(), zone), Desk: status.Desk, Pending: status.Pending,
			Sources: status.Sources, Coverage: status.Coverage, OpenByTier: status.ByTier, Log: status.Log,
			CannotTell: status.Findings[domain.CannotTell]}
		sortTasks(&out, views)
		exceptions, err := d.exceptionViews(r, false)
		if err != nil {
			return err
		}
		out.Reviews = slices.DeleteFunc(exceptions, func(e domain.ExceptionView) bool { return !e.ReviewDue && e.End > out.Day.Add(7) })
		decisions, err := d.vexViews(r, false)
		if err != nil {
			return err
		}
		out.Decisions = slices.DeleteFunc(decisions, func(v domain.VEXView) bool { return !v.ReviewDue })
		if out.Questions, err = d.questions(r, duties); err != nil {
			return err
		}
		out.NameOnly = counted.nameOnly
		out.Ages = ages(counted.targets, d.now(), zone)
		return lastImport(r, &out)
	})
	return out, err
}

// sortTasks puts each open task where it belongs on the page, once.
func sortTasks(out *domain.Today, views []domain.TaskView) {
	week := out.Day.Add(7)
	for _, v := range views {
		switch {
		case v.Tier == domain.TierForensic || v.State == domain.StateTriage:
			out.Forensic = append(out.Forensic, v)
		case v.Overdue:
			out.Overdue = append(out.Overdue, v)
		case v.Due != "" && v.Due <= week:
			out.ThisWeek = append(out.ThisWeek, v)
		}
	}
}

func lastImport(r *store.Read, out *domain.Today) error {
	last, err := r.Receipts(1)
	if err != nil || len(last) == 0 {
		return err
	}
	receipt := last[0]
	out.Last = &receipt
	if receipt.Totals.Rejected == 0 {
		return nil
	}
	for file, err := range r.ReceiptFiles(receipt.ID) {
		if err != nil {
			return err
		}
		if file.Outcome != domain.Rejected {
			continue
		}
		if receipt.Files = append(receipt.Files, file); len(receipt.Files) == receipt.Totals.Rejected {
			break
		}
	}
	return nil
}

// ages counts open targets by days since this desk first held them.
func ages(targets []openState, now time.Time, zone *time.Location) []domain.AgeBin {
	bins := []domain.AgeBin{{From: 0, To: 7}, {From: 8, To: 14}, {From: 15, To: 30}, {From: 31, To: 60}, {From: 61, To: 90}, {From: 91}}
	today := domain.DayOf(now, zone)
	for i := range targets {
		t := &targets[i]
		age := today.Sub(domain.DayOf(t.Detected, zone))
		at := slices.IndexFunc(bins, func(b domain.AgeBin) bool { return age <= b.To || b.To == 0 })
		bins[at].Open++
		if overdue(t.State, t.Due.Date, today) {
			bins[at].Overdue++
		}
	}
	return bins
}

// questions are those of [questions], made anew where something was written since.
func (d *Desk) questions(r *store.Read, duties uint64) ([]domain.Question, error) {
	if asked, ok := d.asked.of(d.store, duties); ok {
		return slices.Clone(asked), nil
	}
	targets, err := openTargets(r)
	if err != nil {
		return nil, err
	}
	asked, err := questions(r, targets)
	if err == nil {
		d.asked.keep(d.store, duties, slices.Clone(asked))
	}
	return asked, err
}

// questions ranks the assets whose exposure nobody answered by how many due
// dates the answer would move.
func questions(r *store.Read, targets []openTarget) ([]domain.Question, error) {
	open := map[string]*domain.Question{}
	for a, err := range r.Assets() {
		if err != nil {
			return nil, err
		}
		if a.Retired.IsZero() && a.Exposed().Value == domain.Unanswered {
			open[a.ID] = &domain.Question{Asset: a.ID, Name: a.Name, Fact: domain.FactExposure, Other: string(domain.No)}
		}
	}
	for i := range targets {
		if q := open[targets[i].Asset]; q != nil {
			if err := countMove(q, &targets[i]); err != nil {
				return nil, err
			}
		}
	}
	var out []domain.Question
	for _, q := range open {
		out = append(out, *q)
	}
	slices.SortFunc(out, func(a, b domain.Question) int {
		return cmp.Or(cmp.Compare(b.Moves, a.Moves), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Asset, b.Asset))
	})
	return out, nil
}

// countMove counts a target whose date another answer to exposure would change,
// as the due date's own what-if says.
func countMove(q *domain.Question, t *openTarget) error {
	var facts []domain.DueFact
	if len(t.Due.Facts) > 0 {
		if err := json.Unmarshal(t.Due.Facts, &facts); err != nil {
			return &domain.Error{Kind: domain.Corrupt, Op: "read target", Subject: t.Asset, Code: store.CodeCorruptRecord, Params: domain.Params{"key": t.Asset}, Err: err}
		}
	}
	for _, fact := range facts {
		if fact.Fact != domain.FactExposure {
			continue
		}
		for _, other := range fact.Others {
			if other.Date == t.Due.Date {
				continue
			}
			q.Moves++
			if t.Due.Date != "" && (q.Now == "" || t.Due.Date < q.Now) {
				q.Now, q.Then, q.Other = t.Due.Date, other.Date, other.Value
			}
			return nil
		}
	}
	return nil
}
