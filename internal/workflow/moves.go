package workflow

import (
	"context"
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// moveStep is how many targets one transaction of a bulk move changes at most.
const moveStep = 100

// Move takes one step of the state table on every target it names, with one
// reason. Where only some may take it, those take it and the others are given
// back. Errors: NotFound (task, asset), Invalid (a reason, a day, an approver is
// missing), Conflict (none of them may take the step).
func (d *Desk) Move(ctx context.Context, m domain.Move) (domain.MoveResult, error) {
	done, err := d.writer()
	if err != nil {
		return domain.MoveResult{}, err
	}
	defer done()
	if err := checkMove(&m); err != nil {
		return domain.MoveResult{}, err
	}
	if m.Intent == domain.IntentExcept {
		if err := d.checkException(ctx, &m); err != nil {
			return domain.MoveResult{}, err
		}
	}
	return d.move(ctx, m)
}

// checkMove refuses a step that is no person's, or lacks what goes with it.
func checkMove(m *domain.Move) error {
	bad := func(code domain.Code, value string) error {
		return &domain.Error{Kind: domain.Invalid, Op: "move", Subject: value, Code: code, Params: domain.Params{"value": value}}
	}
	switch {
	case !slices.Contains(domain.PersonSteps(), m.Intent):
		return bad("step_not_a_persons", string(m.Intent))
	case len(m.Tasks) == 0:
		return bad("no_task_named", "")
	case m.Took < 0:
		return bad("effort_below_zero", "")
	case m.Intent.NeedsReason() && m.Reason == "":
		return bad("step_without_reason", "")
	case m.Intent != domain.IntentPlan:
		return nil
	}
	if _, err := domain.ParseDay(string(m.Planned)); err != nil {
		return bad("day_unreadable", string(m.Planned))
	}
	return nil
}

// mover carries out one move.
type mover struct {
	desk   *Desk
	move   domain.Move
	person string
	names  map[string]string // of assets, by id
	out    domain.MoveResult
}

// chosen is a task with all its targets and those of them that are meant.
type chosen struct {
	view    domain.TaskView
	targets []domain.Target
	meant   []int // places in targets
}

// move is Move without its checks; the desk's turn to write is taken.
func (d *Desk) move(ctx context.Context, m domain.Move) (domain.MoveResult, error) {
	v := &mover{desk: d, move: m}
	var all []chosen
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		if v.person, err = d.person(r); err != nil {
			return err
		}
		all, v.names, err = choose(r, m.Tasks, m.Assets)
		return err
	})
	if err != nil {
		return v.out, err
	}
	for _, c := range all {
		if err := v.task(ctx, c); err != nil {
			return v.out, err
		}
	}
	if len(v.out.Moved) == 0 {
		return v.out, v.nothing()
	}
	if m.Intent == domain.IntentSeen { // evidence from before the restart counts now
		return v.out, d.planAgain(ctx, v.out.Moved)
	}
	return v.out, nil
}

// choose reads the tasks and the targets that are meant. Every asset named must
// be a target of one of the tasks.
func choose(r *store.Read, tasks, assets []string) ([]chosen, map[string]string, error) {
	names := map[string]string{}
	wanted := map[string]bool{}
	for _, ref := range assets {
		a, err := assetByRef(r, ref)
		if err != nil {
			return nil, nil, err
		}
		names[a.ID], wanted[a.ID] = a.Name, false
	}
	var out []chosen
	for _, id := range tasks {
		if slices.ContainsFunc(out, func(c chosen) bool { return c.view.ID == id }) {
			continue
		}
		view, err := r.TaskView(id)
		if err != nil {
			return nil, nil, noTask(err, id)
		}
		c := chosen{view: view}
		for t, err := range r.Targets(id) {
			if err != nil {
				return nil, nil, err
			}
			if _, named := wanted[t.Asset]; named || len(assets) == 0 {
				c.meant = append(c.meant, len(c.targets))
				wanted[t.Asset] = true
			}
			c.targets = append(c.targets, t)
		}
		out = append(out, c)
	}
	for id, found := range wanted {
		if !found {
			return nil, nil, &domain.Error{Kind: domain.NotFound, Op: "find target", Subject: names[id], Code: "not_a_target", Params: domain.Params{"tasks": joined(tasks)}}
		}
	}
	for _, c := range out {
		for _, i := range c.meant {
			id := c.targets[i].Asset
			if names[id] != "" {
				continue
			}
			a, err := r.Asset(id)
			if err != nil {
				return nil, nil, err
			}
			names[id] = a.Name
		}
	}
	return out, names, nil
}

func joined(all []string) string {
	text := ""
	for i, s := range all {
		if i > 0 {
			text += ", "
		}
		text += s
	}
	return text
}

// task moves the targets of one task.
func (v *mover) task(ctx context.Context, c chosen) error {
	return v.desk.changeTargets(ctx, c, func(was domain.Target) (domain.Target, []writing, error) {
		t := was
		t.Findings = slices.Clone(was.Findings)
		moved := domain.Moved{Task: t.Task, Asset: t.Asset, AssetName: v.names[t.Asset], From: was.State, To: domain.Leads(v.move.Intent)}
		m, err := v.moveFor(&t)
		if err != nil {
			return was, nil, err
		}
		if v.refuses(&was) || !t.Take(&m, v.person, v.desk.now().UTC()) {
			v.out.Refused = append(v.out.Refused, moved)
			return was, nil, nil
		}
		v.out.Moved = append(v.out.Moved, moved)
		return t, v.write(&m, was, t), nil
	})
}

// writing is one write of a change.
type writing = func(*store.Write) error

// changeTargets changes the meant targets of a task, a hundred in a transaction,
// each with its own writes, and the task's summary with them. What each gives
// without a write stays as it was.
func (d *Desk) changeTargets(ctx context.Context, c chosen, each func(was domain.Target) (domain.Target, []writing, error)) error {
	for part := range slices.Chunk(c.meant, moveStep) {
		var writes []writing
		for _, i := range part {
			is, own, err := each(c.targets[i])
			if err != nil {
				return err
			}
			if len(own) > 0 {
				c.targets[i] = is
				writes = append(append(writes, own...), func(w *store.Write) error { return w.PutTarget(is) })
			}
		}
		if len(writes) == 0 {
			continue
		}
		view := summarise(c.view.PatchTask, c.targets, c.view.KEV, c.view.Score)
		err := d.store.Update(ctx, func(w *store.Write) error {
			for _, write := range writes {
				if err := write(w); err != nil {
					return err
				}
			}
			return w.PutTaskView(view)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// refuses what the table allows and makes no sense all the same: to take up again
// what evidence ended, where nothing is left to do.
func (v *mover) refuses(t *domain.Target) bool {
	return v.move.Intent == domain.IntentReopen && t.State == domain.StateNotApplicable && t.Dismissed == nil
}

// moveFor is the move as one target takes it: an exception is each target's own.
func (v *mover) moveFor(t *domain.Target) (domain.Move, error) {
	m := v.move
	if m.Intent != domain.IntentExcept {
		return m, nil
	}
	id, err := v.desk.ids.next()
	if err != nil {
		return m, err
	}
	e := m.Exception
	e.ID, e.Task, e.Asset, e.Reason, e.By, e.At, e.Due = id, t.Task, t.Asset, m.Reason, v.person, v.desk.now().UTC(), t.Due.Date
	for _, f := range t.Findings {
		if f.Open && !slices.Contains(e.Vulnerabilities, f.Vulnerability) {
			e.Vulnerabilities = append(e.Vulnerabilities, f.Vulnerability)
		}
	}
	m.Exception = e
	return m, nil
}

// write are the writes of one moved target beside itself: its exception, its event.
func (v *mover) write(m *domain.Move, was, is domain.Target) []writing {
	e := v.desk.event(v.person, "target."+string(is.State), is.Task)
	e.Asset, e.Before, e.After, e.Reason = is.Asset, string(was.State), string(is.State), m.Reason
	var out []writing
	switch {
	case m.Intent == domain.IntentPlan:
		e.After = plannedFor(is.Planned, is.Week)
	case m.Intent == domain.IntentExcept:
		granted := m.Exception
		out = append(out, func(w *store.Write) error {
			if err := w.PutException(granted); err != nil {
				return err
			}
			text, err := asText(granted)
			if err != nil {
				return err
			}
			event := e
			event.After = text
			return w.AppendEvent(event)
		})
		return out
	case was.Exception != "" && is.Exception == "":
		code := domain.ExceptionWithdrawn
		if m.Intent != domain.IntentExpire {
			code = domain.ExceptionOver
		}
		out = append(out, func(w *store.Write) error { return endException(w, was.Exception, v.person, code, e.At) })
	}
	return append(out, func(w *store.Write) error { return w.AppendEvent(e) })
}

// plannedFor writes a day, or the ISO week it begins.
func plannedFor(day domain.Day, week bool) string {
	if week {
		return day.Week()
	}
	return string(day)
}

// nothing is the error of a move that moved nothing, by what stood in the way.
func (v *mover) nothing() error {
	e := &domain.Error{Kind: domain.Conflict, Op: "move", Subject: joined(v.move.Tasks), Code: "nothing_to_move", Params: domain.Params{"step": string(domain.Leads(v.move.Intent))}}
	if len(v.out.Refused) == 1 {
		one := v.out.Refused[0]
		e.Subject, e.Code = one.Task, "step_not_allowed"
		e.Params["state"], e.Params["asset"] = string(one.From), one.AssetName
	}
	return e
}

// planAgain judges the assets of moved targets anew.
func (d *Desk) planAgain(ctx context.Context, moved []domain.Moved) error {
	ids := make([]string, 0, len(moved))
	for _, m := range moved {
		ids = append(ids, m.Asset)
	}
	if err := inSteps(ctx, d.store, unique(ids), pendAsset); err != nil {
		return err
	}
	_, err := d.settle(ctx, func(domain.Progress) {})
	return err
}
