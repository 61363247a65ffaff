package workflow

import (
	"context"
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/ticketlist"
	"fenceline/internal/store"
)

// moveOf is the step of the desk that a row stands for, with the empty intent where
// it stands for none, and the ticket's own words. The error says what an exception
// lacks.
func (run *ticketListRun) moveOf(ctx context.Context, row *ticketlist.Row, pairs []ticketPair) (domain.Move, string, error) {
	stand := row.Stand
	granted := row.Approver != "" && row.End != "" && stand != domain.StandDone && stand != domain.StandNotApplicable
	if granted || run.options.Exceptions {
		stand = domain.StandException
	}
	if (stand == "" || stand == domain.StandOpen) && row.Planned != "" {
		stand = domain.StandPlanned
	}
	m := domain.Move{Intent: stand.Intent(), Tasks: row.About[:1], Planned: row.Planned}
	status := row.Status
	if m.Intent == domain.IntentExcept {
		status = "" // the exception says it
	}
	text := ticketText(row.Ticket, status, row.Reason)
	m.Reason = text
	switch {
	case m.Intent == domain.IntentPlan && row.Planned == "":
		m.Intent = "" // no day to plan it for
	case m.Intent == domain.IntentExcept:
		if row.Reason == "" {
			return m, text, &domain.Error{Kind: domain.Invalid, Op: "grant exception", Code: "step_without_reason"}
		}
		m.Exception = domain.Exception{Approver: row.Approver, Control: row.Control, End: row.End, Review: row.Review}
		if m.Exception.Control == "" {
			m.Exception.Control = run.options.Control
		}
		if !slices.ContainsFunc(pairs, func(p ticketPair) bool { return !run.index.tasks[p.task].led(p.asset, &m, run.index) }) {
			return m, text, nil // granted before: it may be over by now
		}
		if today := domain.DayOf(run.receipt.At, run.zone); m.Exception.Review != "" && m.Exception.Review < today {
			m.Exception.Review = today // was due elsewhere: it is due here
		}
		return m, text, run.desk.checkException(ctx, &m)
	}
	return m, text, nil
}

// ticketText is what a ticket says, as it goes into the history of a task:
// "INC0042 (On hold): waiting for the vendor".
func ticketText(number, status, reason string) string {
	text := number
	if status != "" {
		text = strings.TrimSpace(text + " (" + status + ")")
	}
	if reason != "" && text != "" {
		text += ": "
	}
	return text + reason
}

// take does what a row does to one target; step is nil where it changes nothing, no
// why the step it stands for cannot be taken.
func (run *ticketListRun) take(p ticketPair, row *ticketlist.Row, m domain.Move, text string) (step *domain.TicketStep, no, failed error) {
	task := run.index.tasks[p.task]
	was := task.now(p.asset)
	out := domain.TicketStep{Task: p.task, Asset: p.asset, AssetName: run.index.assets.assets[p.asset].Name, From: was.State, To: was.State}
	is, kept := was, m.Intent != "" && task.led(p.asset, &m, run.index)
	if m.Intent != "" && !kept && !was.State.Done() && !behind(was.State, m.Intent) { // evidence or a decision goes before what a list says
		next, writes, err := run.step(p, was, m)
		switch {
		case err != nil:
			return nil, nil, err
		case writes == nil:
			no = &domain.Error{Kind: domain.Conflict, Op: "move", Subject: p.task, Code: "step_not_allowed",
				Params: domain.Params{"step": string(domain.Leads(m.Intent)), "state": string(was.State), "asset": out.AssetName}}
		default:
			is, kept, out.To = next, true, next.State
			task.put(p.asset, is, writes...)
			task.log = append(task.log, domain.LogEvent{Verb: "target." + string(next.State), Asset: p.asset, Reason: m.Reason, After: string(m.Planned)})
			if m.Intent == domain.IntentExcept {
				run.receipt.Granted++
			}
		}
	}
	if !is.State.Done() {
		run.person(task, p, row, &is, &out)
	}
	if !kept {
		run.note(task, p, text, is, &out)
	}
	run.reference(task, p, row, is, &out)
	if out.From == out.To && out.Person == "" && out.Note == "" && out.Change == "" {
		return nil, no, nil
	}
	return &out, no, nil
}

// step takes the step on a target; no writes where the state table has none.
func (run *ticketListRun) step(p ticketPair, was domain.Target, m domain.Move) (domain.Target, []writing, error) {
	v := &mover{desk: run.desk, move: m, person: run.receipt.By}
	is := was
	is.Findings = slices.Clone(was.Findings)
	own, err := v.moveFor(&is)
	if err != nil || !is.Take(&own, run.receipt.By, run.desk.now().UTC()) {
		return was, nil, err
	}
	if m.Intent == domain.IntentExcept {
		run.index.granted = append(run.index.granted, own.Exception)
	}
	return is, v.write(&own, was, is), nil
}

// person puts the target into the hands that the ticket is in, once.
func (run *ticketListRun) person(task *ticketTask, p ticketPair, row *ticketlist.Row, is *domain.Target, out *domain.TicketStep) {
	before := is.Person
	assigned := func(e *domain.LogEvent) bool {
		return e.Verb == "task.assign" && e.Asset == p.asset && e.After == row.Owner
	}
	if row.Owner == "" || row.Owner == before || task.said(assigned) {
		return
	}
	is.Person = row.Owner
	is.Revision++
	e := run.desk.event(run.receipt.By, "task.assign", p.task)
	e.Asset, e.Before, e.After = p.asset, before, row.Owner
	task.log = append(task.log, e)
	task.put(p.asset, *is, func(w *store.Write) error { return w.AppendEvent(e) })
	out.Person = row.Owner
}

// note puts the ticket's words into the history of the target, once.
func (run *ticketListRun) note(task *ticketTask, p ticketPair, text string, is domain.Target, out *domain.TicketStep) {
	noted := func(e *domain.LogEvent) bool { return e.Verb == "task.note" && e.Asset == p.asset && e.After == text }
	if text == "" || task.said(noted) {
		return
	}
	e := run.desk.event(run.receipt.By, "task.note", p.task)
	e.Asset, e.After = p.asset, text
	task.log = append(task.log, e)
	task.put(p.asset, is, func(w *store.Write) error { return w.AppendEvent(e) })
	out.Note = text
}

// longestChange is how many bytes of ticket numbers a task's change reference takes;
// further ones stand in the history alone.
const longestChange = 200

// reference adds the ticket's number to the change reference of the task, once.
func (run *ticketListRun) reference(task *ticketTask, p ticketPair, row *ticketlist.Row, is domain.Target, out *domain.TicketStep) {
	was := task.view.TaskWork()
	added := func(e *domain.LogEvent) bool { return e.Verb == "task.set" && e.Reason == row.Ticket }
	if row.Ticket == "" || slices.Contains(strings.Split(was.Change, ", "), row.Ticket) || len(was.Change)+len(row.Ticket) > longestChange || task.said(added) {
		return
	}
	now := was
	if now.Change != "" {
		now.Change += ", "
	}
	now.Change += row.Ticket
	task.view.SetTaskWork(now)
	task.revised = 1
	e := run.desk.event(run.receipt.By, "task.set", p.task)
	e.Reason = row.Ticket
	task.log = append(task.log, e)
	task.put(p.asset, is, func(w *store.Write) error { return run.desk.log(w, e, was, now) })
	out.Change = row.Ticket
}

// now is a target as the rows before this one left it.
func (t *ticketTask) now(asset string) domain.Target {
	if now, ok := t.after[asset]; ok {
		return now
	}
	i := slices.IndexFunc(t.targets, func(one domain.Target) bool { return one.Asset == asset })
	return t.targets[i]
}

// put keeps what becomes of a target.
func (t *ticketTask) put(asset string, now domain.Target, writes ...writing) {
	t.after[asset] = now
	t.writes[asset] = append(t.writes[asset], writes...)
}

// led tells whether a list led to this step of the target before, whatever became
// of it since.
func (t *ticketTask) led(asset string, m *domain.Move, x *ticketIndex) bool {
	if m.Intent == domain.IntentExcept {
		return slices.ContainsFunc(x.granted, func(g domain.Exception) bool {
			return g.Task == t.view.ID && g.Asset == asset && g.Approver == m.Exception.Approver && g.End == m.Exception.End
		})
	}
	verb := "target." + string(domain.Leads(m.Intent))
	return t.said(func(e *domain.LogEvent) bool {
		return e.Verb == verb && e.Asset == asset && e.Reason == m.Reason && (m.Intent != domain.IntentPlan || e.After == string(m.Planned))
	})
}

// behind tells whether a target is further than the step would take it, or decided.
func behind(state domain.State, intent domain.Intent) bool {
	reached := map[domain.State]int{domain.StatePlanned: 1, domain.StateProgress: 2, domain.StateClaimed: 3, domain.StateRestart: 3, domain.StateTriage: 4, domain.StateException: 4}
	steps := map[domain.Intent]int{domain.IntentPlan: 1, domain.IntentStart: 2, domain.IntentBlock: 3, domain.IntentClaim: 3}
	step, ok := steps[intent]
	switch {
	case !ok || state == domain.StateException && intent == domain.IntentClaim:
		return false
	case intent == domain.IntentBlock:
		return reached[state] >= 3 || state == domain.StateBlocked
	case intent == domain.IntentPlan && state == domain.StatePlanned:
		return true // the desk has a day of its own
	}
	return reached[state] >= step
}
