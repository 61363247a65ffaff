package workflow

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// Status says how the desk stands: its sources and their age, coverage, counts.
func (d *Desk) Status(ctx context.Context) (domain.DeskStatus, error) {
	var out domain.DeskStatus
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		out, err = d.status(r)
		return err
	})
	return out, err
}

func (d *Desk) status(r *store.Read) (domain.DeskStatus, error) {
	out := domain.DeskStatus{At: d.now().UTC(), Store: d.folder, Findings: map[domain.Verdict]int{}, ByTier: map[domain.Tier]int{}}
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
		if s.Format != domain.FormatKEV {
			out.Advisories += s.Count
		}
	}
	if out.Coverage, err = coverage(r, out.Findings); err != nil {
		return out, err
	}
	if out.Log, err = r.LogHead(); err != nil {
		return out, err
	}
	views, err := d.taskViews(r, false)
	if err != nil {
		return out, err
	}
	out.Tasks = len(views)
	today := domain.DayOf(d.now(), zone)
	return out, openTargets(r, func(t *domain.Target) {
		out.Targets++
		out.ByTier[t.Due.Tier]++
		if t.Due.Date != "" && t.Due.Date < today {
			out.Overdue++
		}
	})
}

// openTargets calls visit for every target that is not done.
func openTargets(r *store.Read, visit func(*domain.Target)) error {
	for t, err := range r.AllTargets() {
		if err != nil {
			return err
		}
		if !t.State.Done() {
			visit(&t)
		}
	}
	return nil
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

// coverage counts what all answers rest on, and adds the verdicts of all assets
// to findings.
func coverage(r *store.Read, findings map[domain.Verdict]int) (domain.Coverage, error) {
	var out domain.Coverage
	missing := map[string]bool{}
	covered := map[string]bool{}
	for a, err := range r.Assets() {
		if err != nil {
			return out, err
		}
		if !a.Retired.IsZero() {
			continue
		}
		out.Assets++
		if a.Exposed().Value != domain.Unanswered {
			out.ExposureAnswered++
		}
		cur, err := r.Current(a.ID)
		if err != nil {
			return out, err
		}
		if cur.Components > 0 {
			out.SoftwareKnown++
		}
		out.Components += cur.Components
		out.WithoutVersion += cur.NoVersion
		out.WithoutIdentity += cur.NoIdentity
		for v, n := range cur.Verdicts {
			findings[v] += n
		}
		for eco, n := range cur.Ecosystems {
			has, known := covered[eco]
			if !known && eco != "" {
				if has, err = r.Covers(eco); err != nil {
					return out, err
				}
				covered[eco] = has
			}
			switch {
			case has:
				out.WithSource += n
			case eco != "":
				missing[eco] = true
			}
		}
	}
	out.NoSource = slices.Sorted(maps.Keys(missing))
	return out, nil
}

// Today says what must happen now, in the order in which it must.
func (d *Desk) Today(ctx context.Context) (domain.Today, error) {
	var out domain.Today
	err := d.store.View(ctx, func(r *store.Read) error {
		status, err := d.status(r)
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
		views, err := d.taskViews(r, false)
		if err != nil {
			return err
		}
		sortTasks(&out, views)
		if out.Questions, err = d.questions(r, zone); err != nil {
			return err
		}
		for cur, err := range r.Currents() {
			if err != nil {
				return err
			}
			out.NameOnly += cur.NameOnly
		}
		if out.Ages, err = ages(r, d.now(), zone); err != nil {
			return err
		}
		return lastImport(r, &out)
	})
	return out, err
}

// sortTasks puts each open task where it belongs on the page, once.
func sortTasks(out *domain.Today, views []domain.TaskView) {
	week := out.Day.Add(7)
	for _, v := range views {
		switch {
		case v.Tier == domain.TierForensic:
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
	receipt.Files = slices.DeleteFunc(receipt.Files, func(f domain.FileReceipt) bool { return f.Outcome != domain.Rejected })
	out.Last = &receipt
	return nil
}

// ages counts open targets by days since this desk first held them.
func ages(r *store.Read, now time.Time, zone *time.Location) ([]domain.AgeBin, error) {
	bins := []domain.AgeBin{{From: 0, To: 7}, {From: 8, To: 14}, {From: 15, To: 30}, {From: 31, To: 60}, {From: 61, To: 90}, {From: 91}}
	today := domain.DayOf(now, zone)
	err := openTargets(r, func(t *domain.Target) {
		age := today.Sub(domain.DayOf(t.Detected, zone))
		for i := range bins {
			if age <= bins[i].To || bins[i].To == 0 {
				bins[i].Open++
				if t.Due.Date != "" && t.Due.Date < today {
					bins[i].Overdue++
				}
				return
			}
		}
	})
	return bins, err
}

// questions ranks the assets whose exposure nobody answered by how many due
// dates the answer would move.
func (d *Desk) questions(r *store.Read, zone *time.Location) ([]domain.Question, error) {
	var out []domain.Question
	for a, err := range r.Assets() {
		if err != nil {
			return nil, err
		}
		if !a.Retired.IsZero() || a.Exposed().Value != domain.Unanswered {
			continue
		}
		q := domain.Question{Asset: a.ID, Name: a.Name, Fact: domain.FactExposure, Other: string(domain.No)}
		for t, err := range r.TargetsOf(a.ID) {
			if err != nil {
				return nil, err
			}
			if t.State.Done() {
				continue
			}
			countMove(&q, &t)
		}
		out = append(out, q)
	}
	slices.SortFunc(out, func(a, b domain.Question) int {
		return cmp.Or(cmp.Compare(b.Moves, a.Moves), cmp.Compare(a.Name, b.Name))
	})
	return out, nil
}

// countMove counts a target whose date another answer to exposure would change,
// as the due date's own what-if says.
func countMove(q *domain.Question, t *domain.Target) {
	for _, fact := range t.Due.Facts {
		if fact.Fact != domain.FactExposure {
			continue
		}
		for _, other := range fact.Others {
			if other.Date == t.Due.Date && other.Tier == t.Due.Tier {
				continue
			}
			q.Moves++
			if t.Due.Date != "" && (q.Now == "" || t.Due.Date < q.Now) {
				q.Now, q.Then, q.Other = t.Due.Date, other.Date, other.Value
			}
			return
		}
	}
}
