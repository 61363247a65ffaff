package workflow

import (
	"context"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// SetTasks changes what people keep of tasks, each through edit, which gets the
// work as it is and may run twice. Errors: NotFound, Invalid (effort below zero,
// a week that is none).
func (d *Desk) SetTasks(ctx context.Context, ids []string, edit func(*domain.TaskWork)) error {
	return d.setTasks(ctx, ids, func(_ *store.Read, _ string, w *domain.TaskWork) error { edit(w); return nil })
}

func (d *Desk) setTasks(ctx context.Context, ids []string, edit func(*store.Read, string, *domain.TaskWork) error) error {
	done, err := d.writer()
	if err != nil {
		return err
	}
	defer done()
	if len(ids) == 0 {
		return &domain.Error{Kind: domain.Invalid, Op: "set task", Code: "no_task_named"}
	}
	e := d.event("", "task.set", "")
	return d.store.Update(ctx, func(w *store.Write) error {
		for _, id := range ids {
			view, err := w.TaskView(id)
			if err != nil {
				return noTask(err, id)
			}
			was := view.TaskWork()
			is := was
			if err := edit(&w.Read, id, &is); err != nil {
				return err
			}
			if is == was {
				continue
			}
			if err := checkWork(id, &is); err != nil {
				return err
			}
			view.SetTaskWork(is)
			view.Revision++
			if err := w.PutTaskView(view); err != nil {
				return err
			}
			e := e
			e.Subject = id
			if err := d.log(w, e, was, is); err != nil {
				return err
			}
		}
		return nil
	})
}

func checkWork(id string, work *domain.TaskWork) error {
	switch {
	case work.Effort < 0:
		return &domain.Error{Kind: domain.Invalid, Op: "set task", Subject: id, Code: "effort_below_zero"}
	case work.Restart != domain.Unanswered && work.Restart != domain.Yes && work.Restart != domain.No:
		return &domain.Error{Kind: domain.Invalid, Op: "set task", Subject: id, Code: "answer_unknown", Params: domain.Params{"value": string(work.Restart)}}
	case work.Week != "" && work.Week.Monday() != work.Week:
		return &domain.Error{Kind: domain.Invalid, Op: "set task", Subject: id, Code: "week_unreadable", Params: domain.Params{"value": string(work.Week)}}
	}
	return nil
}

// AskApproval records that the person who acts asks for the change of tasks to be
// approved; an approval given before falls. Errors: NotFound.
func (d *Desk) AskApproval(ctx context.Context, ids []string) error {
	at := d.now().UTC()
	return d.setTasks(ctx, ids, func(r *store.Read, _ string, w *domain.TaskWork) error {
		who, err := d.person(r)
		w.Asked, w.Approved = domain.Stated{Value: domain.Yes, By: who, At: at}, domain.Stated{}
		return err
	})
}

// Approve records that the person who acts approves the change for tasks; with
// take set it takes the approval back. Where two persons are asked for, somebody
// else must have asked. Errors: NotFound, Untrusted (the role is missing, nobody
// asked, or the same person did).
func (d *Desk) Approve(ctx context.Context, ids []string, take bool) error {
	at := d.now().UTC()
	return d.setTasks(ctx, ids, func(r *store.Read, id string, w *domain.TaskWork) error {
		if err := d.may(r, domain.RoleApprove); err != nil {
			return err
		}
		who, err := d.person(r)
		if err != nil {
			return err
		}
		w.Approved = domain.Stated{}
		if take {
			return nil
		}
		w.Approved = domain.Stated{Value: domain.Yes, By: who, At: at}
		return d.twoPersons(r, id, w.Asked.By, who)
	})
}

// Assign says who does tasks: for whole tasks where no asset is named, else for
// these targets alone. An empty person takes it back. Errors: NotFound.
func (d *Desk) Assign(ctx context.Context, tasks, assets []string, person string) error {
	person = strings.TrimSpace(person)
	if len(assets) == 0 {
		return d.SetTasks(ctx, tasks, func(w *domain.TaskWork) { w.Owner = person })
	}
	done, err := d.writer()
	if err != nil {
		return err
	}
	defer done()
	var all []chosen
	var by string
	err = d.store.View(ctx, func(r *store.Read) (err error) {
		if by, err = d.person(r); err != nil {
			return err
		}
		all, _, err = choose(r, tasks, assets)
		return err
	})
	if err != nil {
		return err
	}
	for _, c := range all {
		err := d.changeTargets(ctx, c, func(was domain.Target) (domain.Target, []writing, error) {
			if was.Person == person {
				return was, nil, nil
			}
			is := was
			is.Person = person
			is.Revision++
			e := d.event(by, "task.assign", is.Task)
			e.Asset, e.Before, e.After = is.Asset, was.Person, person
			return is, []writing{func(w *store.Write) error { return w.AppendEvent(e) }}, nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Note keeps a note on tasks, or on these assets' targets of them, in their
// history. Errors: NotFound, Invalid (an empty note).
func (d *Desk) Note(ctx context.Context, tasks, assets []string, text string) error {
	done, err := d.writer()
	if err != nil {
		return err
	}
	defer done()
	if text = strings.TrimSpace(text); text == "" {
		return &domain.Error{Kind: domain.Invalid, Op: "note", Subject: joined(tasks), Code: "note_missing"}
	}
	return d.store.Update(ctx, func(w *store.Write) error {
		person, err := d.person(&w.Read)
		if err != nil {
			return err
		}
		all, _, err := choose(&w.Read, tasks, assets)
		if err != nil {
			return err
		}
		for _, c := range all {
			about := []string{""}
			if len(assets) > 0 {
				about = about[:0]
				for _, i := range c.meant {
					about = append(about, c.targets[i].Asset)
				}
			}
			for _, asset := range about {
				e := d.event(person, "task.note", c.view.ID)
				e.Asset, e.After = asset, text
				if err := w.AppendEvent(e); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
