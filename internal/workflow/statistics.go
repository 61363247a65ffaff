package workflow

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// Statistics are what was fixed on time and how fast, by tier and importance, and
// what came in and was closed week by week.
func (d *Desk) Statistics(ctx context.Context) (domain.Statistics, error) {
	if err := d.turnDay(ctx); err != nil {
		return domain.Statistics{}, err
	}
	var out domain.Statistics
	duties := d.store.Duties()
	err := d.store.View(ctx, func(r *store.Read) error {
		_, zone, err := d.settings(r)
		if err != nil {
			return err
		}
		plan, err := r.PlanSettings()
		if err != nil {
			return err
		}
		of := figures{day: domain.DayOf(d.now(), zone), zone: zone.String(), effort: plan.Effort}
		if kept, ok := d.figures.of(d.store, duties); ok && kept.day == of.day && kept.zone == of.zone && kept.effort == of.effort {
			out = kept.statistics
			return nil
		}
		lines, err := countedLines(r, zone)
		if err != nil {
			return err
		}
		out = assess.Statistics(lines, of.day, zone)
		of.statistics = out
		d.figures.keep(d.store, duties, of)
		return nil
	})
	return out, err
}

// figures are statistics, and what they rest on beside assets, tasks and targets.
// They are not to be changed.
type figures struct {
	day        domain.Day
	zone       string
	effort     int
	statistics domain.Statistics
}

// countedLines are the lines of a report as far as figures need them: facts,
// findings and advisories are not read.
func countedLines(r *store.Read, zone *time.Location) ([]domain.ReportLine, error) {
	importance := map[string]string{}
	for a, err := range r.Assets() {
		if err != nil {
			return nil, err
		}
		importance[a.ID] = a.Criticality
	}
	minutes, err := minutesOf(r)
	if err != nil {
		return nil, err
	}
	type counted struct {
		Task      string            `json:"task"`
		Asset     string            `json:"asset"`
		State     domain.State      `json:"state"`
		Detected  time.Time         `json:"detected"`
		Closed    time.Time         `json:"closed"`
		Evidence  []proofCode       `json:"evidence"`
		Dismissed *domain.Dismissal `json:"dismissed"`
		Due       struct {
			Tier          domain.Tier `json:"tier"`
			Date          domain.Day  `json:"date"`
			PolicyStart   domain.Day  `json:"policy_start"`
			LateOnArrival bool        `json:"late_on_arrival"`
		} `json:"due"`
	}
	var out []domain.ReportLine
	for t, err := range store.TargetsAs[counted](r) {
		if err != nil {
			return nil, err
		}
		line := domain.ReportLine{State: t.State, Detected: t.Detected, Closed: t.Closed, Criticality: importance[t.Asset], Minutes: minutes[t.Task],
			Due: domain.Due{Tier: t.Due.Tier, Date: t.Due.Date, PolicyStart: t.Due.PolicyStart, LateOnArrival: t.Due.LateOnArrival}}
		line.Moved = movedBy(t.State, t.Dismissed, t.Evidence)
		line.DaysToFix, line.OnTime = tookAndOnTime(&domain.Target{State: t.State, Detected: t.Detected, Closed: t.Closed, Due: line.Due}, zone)
		out = append(out, line)
	}
	return out, nil
}

// minutesOf is the work of one target of each task, as the plan takes it.
func minutesOf(r *store.Read) (map[string]int, error) {
	settings, err := r.PlanSettings()
	if err != nil {
		return nil, err
	}
	took, err := minutesTaken(r)
	if err != nil {
		return nil, err
	}
	efforts, err := learned(r, took)
	if err != nil {
		return nil, err
	}
	out := map[string]int{}
	for view, err := range r.TaskViews() {
		if err != nil {
			return nil, err
		}
		out[view.ID], _ = efforts.of(&view.PatchTask, cmp.Or(settings.Effort, domain.DefaultEffort))
	}
	return out, nil
}

// Unpatchable is the register of assets that no update will mend: support is over
// or ends within half a year, or a flaw has no update; with the day of the plan
// for each, and those without a plan first.
func (d *Desk) Unpatchable(ctx context.Context) ([]domain.Unpatchable, error) {
	var out []domain.Unpatchable
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		out, err = d.unpatchable(r)
		return err
	})
	return out, err
}

func (d *Desk) unpatchable(r *store.Read) ([]domain.Unpatchable, error) {
	today, err := d.today(r)
	if err != nil {
		return nil, err
	}
	noFix, end, err := withoutFix(r)
	if err != nil {
		return nil, err
	}
	var out []domain.Unpatchable
	for a, err := range r.Assets() {
		if err != nil {
			return nil, err
		}
		if !a.Retired.IsZero() {
			continue
		}
		u := domain.Unpatchable{Asset: a.Name, Owner: a.Owner, Plan: a.NextUpgrade}
		if u.Plan != "" && u.Plan < today {
			u.Plan = ""
		}
		cur, err := r.Current(a.ID)
		if err != nil {
			return nil, err
		}
		for _, gap := range assess.Ends(&a, slices.Sorted(maps.Keys(cur.Ecosystems)), today) {
			ended := u
			ended.Since, ended.Why, ended.Release, ended.Longer, ended.LongerEnd = gap.Ends, domain.UnpatchableEnds, gap.Name, gap.Longer, gap.LongerEnd
			if gap.Kind == domain.GapEnded {
				ended.Why = domain.UnpatchableEnded
			}
			out = append(out, ended)
		}
		if tasks := noFix[a.ID]; len(tasks) > 0 {
			u.Why, u.Tasks = domain.UnpatchableNoFix, tasks
			if u.Plan == "" {
				u.Plan = end[a.ID]
			}
			out = append(out, u)
		}
	}
	slices.SortStableFunc(out, func(a, b domain.Unpatchable) int {
		return compareText(string(a.Plan)+" "+a.Asset, string(b.Plan)+" "+b.Asset)
	})
	return out, nil
}

// withoutFix are the open tasks without an update by asset, and the earliest end
// of an exception among them.
func withoutFix(r *store.Read) (tasks map[string][]string, end map[string]domain.Day, err error) {
	tasks, end = map[string][]string{}, map[string]domain.Day{}
	for view, err := range r.TaskViews() {
		if err != nil {
			return nil, nil, err
		}
		if view.Kind.Broad() == domain.FixUpdate || view.State.Done() {
			continue
		}
		for t, err := range r.Targets(view.ID) {
			if err != nil {
				return nil, nil, err
			}
			if t.State.Done() {
				continue
			}
			tasks[t.Asset] = append(tasks[t.Asset], t.Task)
			if t.Exception == "" {
				continue
			}
			e, err := r.Exception(t.Exception)
			if err != nil {
				return nil, nil, err
			}
			if end[t.Asset] == "" || e.End < end[t.Asset] {
				end[t.Asset] = e.End
			}
		}
	}
	return tasks, end, nil
}
