package workflow

import (
	"context"
	"maps"
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// PlanSettings are what people said of their time: capacity, windows, freezes.
func (d *Desk) PlanSettings(ctx context.Context) (domain.PlanSettings, error) {
	var out domain.PlanSettings
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		out, err = r.PlanSettings()
		return err
	})
	return out, err
}

// SetCapacity says how many minutes a week somebody has for patching, "" for the
// pool of everybody else; for one week alone where monday is given. Below zero
// takes it back. Errors: Invalid.
func (d *Desk) SetCapacity(ctx context.Context, who string, minutes int, monday domain.Day) error {
	who = strings.TrimSpace(who)
	if monday != "" && monday.Monday() != monday {
		return planError("week_unreadable", string(monday))
	}
	if minutes > 7*24*60 {
		return planError("capacity_too_large", who)
	}
	return d.setPlan(ctx, func(p *domain.PlanSettings) error {
		if monday == "" {
			p.Capacity = withMinutes(p.Capacity, who, minutes)
			return nil
		}
		weeks := maps.Clone(p.Weeks)
		if weeks == nil {
			weeks = map[string]map[domain.Day]int{}
		}
		weeks[who] = withMinutes(weeks[who], monday, minutes)
		p.Weeks = weeks
		return nil
	})
}

// withMinutes is a copy with one entry set, or without it below zero.
func withMinutes[K comparable](m map[K]int, key K, minutes int) map[K]int {
	out := maps.Clone(m)
	if out == nil {
		out = map[K]int{}
	}
	if out[key] = minutes; minutes < 0 {
		delete(out, key)
	}
	return out
}

// SetWindows replaces the maintenance windows of an asset group, each written as
// [domain.ParseWindow] reads it; none takes them away. Errors: Invalid.
func (d *Desk) SetWindows(ctx context.Context, group string, windows []string) error {
	if group = strings.TrimSpace(group); group == "" {
		return planError("group_missing", "")
	}
	for _, w := range windows {
		if _, err := domain.ParseWindow(w); err != nil {
			return planError("window_unreadable", w)
		}
	}
	return d.setPlan(ctx, func(p *domain.PlanSettings) error {
		all := maps.Clone(p.Windows)
		if all == nil {
			all = map[string][]string{}
		}
		if all[group] = slices.Clone(windows); len(windows) == 0 {
			delete(all, group)
		}
		p.Windows = all
		return nil
	})
}

// SetFreeze adds a time in which nothing is changed, or with end set takes the
// one of these days away. Errors: Invalid, NotFound.
func (d *Desk) SetFreeze(ctx context.Context, f domain.Freeze, end bool) error {
	for _, day := range []domain.Day{f.From, f.To} {
		if _, err := domain.ParseDay(string(day)); err != nil {
			return planError("day_unreadable", string(day))
		}
	}
	if f.To < f.From {
		return planError("freeze_backwards", string(f.To))
	}
	return d.setPlan(ctx, func(p *domain.PlanSettings) error {
		same := func(o domain.Freeze) bool { return o.From == f.From && o.To == f.To && o.Group == f.Group }
		rest := slices.DeleteFunc(slices.Clone(p.Freezes), same)
		if end && len(rest) == len(p.Freezes) {
			return &domain.Error{Kind: domain.NotFound, Op: "end freeze", Subject: string(f.From), Code: "no_such_freeze"}
		}
		if !end {
			rest = append(rest, f)
		}
		slices.SortFunc(rest, func(a, b domain.Freeze) int { return compareText(string(a.From)+a.Group, string(b.From)+b.Group) })
		p.Freezes = rest
		return nil
	})
}

// SetEfforts says how many minutes one restart takes, and a target that nobody
// estimated; below zero leaves one as it is. Errors: Invalid.
func (d *Desk) SetEfforts(ctx context.Context, restart, effort int) error {
	return d.setPlan(ctx, func(p *domain.PlanSettings) error {
		if restart >= 0 {
			p.Restart = restart
		}
		if effort >= 0 {
			p.Effort = effort
		}
		return nil
	})
}

func planError(code domain.Code, value string) error {
	return &domain.Error{Kind: domain.Invalid, Op: "set plan", Subject: value, Code: code, Params: domain.Params{"value": value}}
}

func (d *Desk) setPlan(ctx context.Context, edit func(*domain.PlanSettings) error) error {
	done, err := d.writer()
	if err != nil {
		return err
	}
	defer done()
	e := d.event("", "plan.set", "plan")
	return d.store.Update(ctx, func(w *store.Write) error {
		was, err := w.PlanSettings()
		if err != nil {
			return err
		}
		is := was
		if err := edit(&is); err != nil {
			return err
		}
		if err := w.PutPlanSettings(is); err != nil {
			return err
		}
		return d.log(w, e, was, is)
	})
}
