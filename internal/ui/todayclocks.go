package ui

import (
	"context"
	"slices"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// clocks are the next forensic step of each asset with the duty, by how much time is
// left; a task whose clocks are not read stands as a whole.
func (v *todayView) clocks(s *screen.TodayState) []duty {
	t := &s.Today
	var out []duty
	for i := range t.Forensic {
		task := &t.Forensic[i]
		sheet, ok := s.Clocks[task.ID]
		for j := range sheet.Targets {
			if d, open := v.clock(task, &sheet.Targets[j]); open && ok {
				out = append(out, d)
			}
		}
		if !ok || len(sheet.Targets) == 0 {
			out = append(out, duty{
				mark: "tier-forensic", c: v.w.k.forensic.on,
				title: words.ForensicTitle(&task.PatchTask), sub: words.ForensicSub(task),
				when: words.DueShort(task.Due, t.Day), whenC: v.w.k.forensic.on, whenNote: words.DueNote(task, t.Day),
				action: words.Sense("do", "Open"), press: v.toTask(task.ID), main: true,
			})
		}
	}
	slices.SortStableFunc(out, func(a, b duty) int { return a.until.Compare(b.until) })
	tellApart(out)
	return out
}

// tellApart names the fix in the title where two rows would say the same, as for two
// fixes on one asset.
func tellApart(rows []duty) {
	same := map[string]int{}
	for i := range rows {
		same[rows[i].title]++
	}
	for i := range rows {
		if same[rows[i].title] > 1 && rows[i].about != "" {
			rows[i].title = words.ForFix(rows[i].title, rows[i].about)
		}
	}
}

// clock is the next step of one asset; open is false where nothing is outstanding.
func (v *todayView) clock(task *domain.TaskView, target *domain.TriageTarget) (d duty, open bool) {
	k, now := v.w.k, v.w.deps.Now()
	for i := range target.Clocks {
		c := &target.Clocks[i]
		if c.Record != nil {
			continue
		}
		id, asset, step := task.ID, target.Asset.ID, c.Step
		return duty{
			mark: "tier-forensic", c: k.forensic.on, title: words.ClockTitle(c.Step, target.Asset.Name), sub: words.ClockSub(i+1, &task.PatchTask),
			when: words.TimeLeft(c.Due, now), whenC: k.forensic.on, whenNote: words.ClockUntil(c, v.w.zone(), now),
			action: words.TriageAct(c.Step), main: true, until: c.Due, about: words.PlanFixName(words.Fix(task.PatchTask)),
			press: func() {
				v.w.Go(screen.Route{Screen: screen.NameTasks, ID: id})
				v.w.tasks.Begin(screen.ActTriage, []string{id}, asset, step)
			},
		}, true
	}
	return duty{}, false
}

// reviews are exceptions to be looked at again, or near their end.
func (v *todayView) reviews(t *domain.Today) []duty {
	k := v.w.k
	var out []duty
	for i := range t.Reviews {
		e := &t.Reviews[i]
		if i == dutyMost {
			break
		}
		when, note := words.ReviewWhen(e, t.Day)
		id := e.ID
		out = append(out, duty{
			mark: "exception", c: k.exception.on, title: words.ReviewTitle(e), sub: words.ReviewSub(e), when: when, whenNote: note, action: words.Text("Look"), main: true,
			press: func() {
				v.w.tasks.ShowOnly(screen.TasksExceptions)
				v.w.tasks.OpenException(id)
				v.w.Go(screen.Route{Screen: screen.NameTasks})
			},
		})
	}
	return out
}

// minutes has running clocks drawn anew, twice a minute, as long as the window is
// open. Without a clock in sight nothing is drawn.
func (w *Window) minutes(ctx context.Context, post func(func())) {
	tick := time.NewTicker(30 * time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			post(w.tick)
		}
	}
}

func (w *Window) tick() {
	switch w.history.Current().Screen {
	case screen.NameToday:
		if s := w.today.State(); len(s.Clocks) > 0 {
			show(w, screen.NameToday, s, (*todayView).show)
		}
	case screen.NameTasks:
		if s := w.tasks.State(); s.Sheet != nil && s.Form == nil {
			show(w, screen.NameTasks, s, (*tasksView).show)
		}
	}
}
