package workflow

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// SplitTask gives some assets of a task a task of their own for the same fix, with
// the same owner, change and estimates. It is remembered: what comes later for these
// assets goes there too. Clocks, plans and what is in the way go along. Errors:
// NotFound, Invalid (no reason, no asset), Conflict (all of its assets are named; one
// of them is claimed, decided or closed).
func (d *Desk) SplitTask(ctx context.Context, task string, assets []string, reason string) (string, error) {
	done, err := d.writer()
	if err != nil {
		return "", err
	}
	defer done()
	bad := func(kind domain.Kind, code domain.Code) error {
		return &domain.Error{Kind: kind, Op: "split task", Subject: task, Code: code}
	}
	reason = strings.TrimSpace(reason)
	switch {
	case reason == "":
		return "", bad(domain.Invalid, "step_without_reason")
	case len(assets) == 0:
		return "", bad(domain.Invalid, "split_without_asset")
	}
	e := d.event("", "task.split", task)
	e.Reason = reason
	var made string
	err = d.store.Update(ctx, func(w *store.Write) error {
		all, names, err := choose(&w.Read, []string{task}, assets)
		if err != nil {
			return err
		}
		one := all[0]
		if len(one.meant) == len(one.targets) {
			return bad(domain.Conflict, "split_all")
		}
		ids, err := freeToMove(&one, names)
		if err != nil {
			return err
		}
		n, err := nextTaskNumber(&w.Read)
		if err != nil {
			return err
		}
		made = "T-" + strconv.FormatUint(n, 10)
		if err := takeFromHands(w, &one.view.PatchTask, ids); err != nil {
			return err
		}
		t := one.view.PatchTask
		t.ID, t.Part, t.Hand, t.Revision, t.Created = made, made, ids, 1, d.now().UTC()
		t.Predecessor, t.Successor, t.Vulnerabilities, t.Advisories = "", "", nil, nil
		if err := w.PutTaskView(domain.TaskView{PatchTask: t, State: domain.StateVerified, KEV: one.view.KEV, Score: one.view.Score}); err != nil {
			return err
		}
		e := e
		e.Subject = made
		if err := d.log(w, e, task, t); err != nil {
			return err
		}
		return pendAssets(w, ids)
	})
	if err != nil {
		return "", err
	}
	_, err = d.settle(ctx, func(domain.Progress) {})
	return made, err
}

// MergeTasks puts what is open on tasks onto one of the same fix: what a person
// split is together again. Errors: NotFound, Invalid (no reason), Conflict (another
// fix, or a line that follows by itself; a target is claimed or decided).
func (d *Desk) MergeTasks(ctx context.Context, from []string, into, reason string) error {
	done, err := d.writer()
	if err != nil {
		return err
	}
	defer done()
	reason = strings.TrimSpace(reason)
	switch {
	case reason == "":
		return &domain.Error{Kind: domain.Invalid, Op: "merge tasks", Subject: into, Code: "step_without_reason"}
	case len(from) == 0:
		return &domain.Error{Kind: domain.Invalid, Op: "merge tasks", Code: "no_task_named"}
	}
	e := d.event("", "task.merge", into)
	e.Reason = reason
	err = d.store.Update(ctx, func(w *store.Write) error {
		to, err := w.TaskView(into)
		if err != nil {
			return noTask(err, into)
		}
		all, names, err := choose(&w.Read, from, nil)
		if err != nil {
			return err
		}
		var moved []string
		for i := range all {
			t := &all[i].view.PatchTask
			if t.Key != to.Key || t.Kind.Broad() != to.Kind.Broad() || t.Branch != to.Branch || t.Part == to.Part {
				return &domain.Error{Kind: domain.Conflict, Op: "merge tasks", Subject: t.ID, Code: "merge_other_fix", Params: domain.Params{"task": into}}
			}
			ids, err := freeToMove(&all[i], names)
			if err != nil {
				return err
			}
			moved = append(moved, append(ids, t.Hand...)...)
		}
		moved = unique(moved)
		if err := takeFromHands(w, &to.PatchTask, moved); err != nil {
			return err
		}
		if to.Part != "" {
			if err := giveByHand(w, to.Part, moved); err != nil {
				return err
			}
		}
		if err := d.log(w, e, from, map[string]any{"task": into, "assets": moved}); err != nil {
			return err
		}
		return pendAssets(w, moved)
	})
	if err != nil {
		return err
	}
	_, err = d.settle(ctx, func(domain.Progress) {})
	return err
}

// freeToMove gives the assets of the meant targets that are still to be worked on.
// One that is claimed or decided stays where that was said, so it is refused.
func freeToMove(c *chosen, names map[string]string) ([]string, error) {
	var ids []string
	for _, i := range c.meant {
		switch t := &c.targets[i]; t.State {
		case domain.StateOpen, domain.StatePlanned, domain.StateProgress, domain.StateBlocked, domain.StateReopened:
			ids = append(ids, t.Asset)
		case domain.StateClaimed, domain.StateRestart, domain.StateException:
			return nil, notFree(c, t, names)
		case domain.StateNotApplicable:
			if t.Dismissed != nil {
				return nil, notFree(c, t, names)
			}
		}
	}
	if len(ids) == 0 {
		return nil, &domain.Error{Kind: domain.Conflict, Op: "move targets", Subject: c.view.ID, Code: "nothing_open"}
	}
	slices.Sort(ids)
	return ids, nil
}

func notFree(c *chosen, t *domain.Target, names map[string]string) error {
	return &domain.Error{Kind: domain.Conflict, Op: "move targets", Subject: c.view.ID, Code: "target_not_free",
		Params: domain.Params{"asset": names[t.Asset], "state": string(t.State)}}
}

// takeFromHands takes assets out of every line that was split off the same fix.
func takeFromHands(w *store.Write, t *domain.PatchTask, assets []string) error {
	var changed []domain.TaskView
	for view, err := range w.TaskViews() {
		if err != nil {
			return err
		}
		if view.Key != t.Key || view.Kind.Broad() != t.Kind.Broad() {
			continue
		}
		left := slices.DeleteFunc(slices.Clone(view.Hand), func(id string) bool { return slices.Contains(assets, id) })
		if len(left) != len(view.Hand) {
			view.Hand = left
			view.Revision++
			changed = append(changed, view)
		}
	}
	for _, view := range changed {
		if err := w.PutTaskView(view); err != nil {
			return err
		}
	}
	return nil
}

// giveByHand puts assets on the line that a task began.
func giveByHand(w *store.Write, task string, assets []string) error {
	view, err := w.TaskView(task)
	if err != nil {
		return err
	}
	view.Hand = unique(append(slices.Clone(view.Hand), assets...))
	slices.Sort(view.Hand)
	view.Revision++
	return w.PutTaskView(view)
}

func pendAssets(w *store.Write, ids []string) error {
	for _, id := range ids {
		if err := pendAsset(w, id); err != nil {
			return err
		}
	}
	return nil
}

// nextTaskNumber is one more than the highest number a task has.
func nextTaskNumber(r *store.Read) (uint64, error) {
	var last uint64
	for v, err := range r.TaskViews() {
		if err != nil {
			return 0, err
		}
		if n, err := strconv.ParseUint(strings.TrimPrefix(v.ID, "T-"), 10, 64); err == nil {
			last = max(last, n)
		}
	}
	return last + 1, nil
}
