package workflow

import (
	"cmp"
	"context"
	"slices"

	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// Tasks lists the open tasks, or the closed ones: most urgent first, by tier,
// due date, the deployer table's order within the day, and number.
func (d *Desk) Tasks(ctx context.Context, closed bool) ([]domain.TaskView, error) {
	if err := d.turnDay(ctx); err != nil {
		return nil, err
	}
	var out []domain.TaskView
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		out, err = d.taskViews(r, closed)
		return err
	})
	return out, err
}

func (d *Desk) taskViews(r *store.Read, closed bool) ([]domain.TaskView, error) {
	today, err := d.today(r)
	if err != nil {
		return nil, err
	}
	var out []domain.TaskView
	for view, err := range r.TaskViews() {
		if err != nil {
			return nil, err
		}
		view.Overdue = overdue(view.State, view.Due, today)
		if view.State.Done() == closed {
			out = append(out, view)
		}
	}
	slices.SortFunc(out, compareTasks)
	return out, nil
}

// overdue tells whether something is past its day and nobody has proven or decided
// otherwise: what waits for triage alone is mended, and an exception is a decision.
func overdue(s domain.State, due, today domain.Day) bool {
	return due != "" && due < today && !s.Done() && s != domain.StateTriage && s != domain.StateException
}

// compareTasks orders tasks as people work through them.
func compareTasks(a, b domain.TaskView) int {
	dueless := func(d domain.Day) domain.Day {
		if d == "" {
			return "9999"
		}
		return d
	}
	return cmp.Or(cmp.Compare(a.Tier.Rank(), b.Tier.Rank()), cmp.Compare(dueless(a.Due), dueless(b.Due)),
		a.Order.Compare(b.Order), compareIDs(a.ID, b.ID))
}

// compareIDs orders task numbers: T-9 before T-10.
func compareIDs(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }

// today is the calendar day of the desk's zone.
func (d *Desk) today(r *store.Read) (domain.Day, error) {
	_, zone, err := d.settings(r)
	if err != nil {
		return "", err
	}
	return domain.DayOf(d.now(), zone), nil
}

// stateOrder lists the states of open targets, the one that says most about the
// whole task first.
var stateOrder = []domain.State{domain.StateReopened, domain.StateTriage, domain.StateBlocked, domain.StateProgress,
	domain.StateClaimed, domain.StateRestart, domain.StatePlanned, domain.StateOpen, domain.StateException}

func moreUrgent(a, b domain.State, first bool) domain.State {
	if first || slices.Index(stateOrder, b) < slices.Index(stateOrder, a) {
		return b
	}
	return a
}

// Task shows one task with its targets, why its date, what the publishers
// advise, and its history. Errors: NotFound.
func (d *Desk) Task(ctx context.Context, id string) (domain.TaskDetail, error) {
	var out domain.TaskDetail
	err := d.store.View(ctx, func(r *store.Read) error {
		out = domain.TaskDetail{}
		view, err := r.TaskView(id)
		if err != nil {
			return noTask(err, id)
		}
		today, err := d.today(r)
		if err != nil {
			return err
		}
		out.TaskView = view
		out.Overdue = overdue(out.State, out.Due, today)
		if out.Targets, err = targetViews(r, id, today); err != nil {
			return err
		}
		if err := d.explainTargets(r, out.Targets); err != nil {
			return err
		}
		out.Why = mostUrgent(out.Targets)
		if err := besideDates(r, out.Targets, today); err != nil {
			return err
		}
		out.Beside = besideOf(out.Targets, out.Why.Date)
		scores, err := r.Scores()
		if err != nil {
			return err
		}
		if out.EPSS, err = scores.Highest(view.Vulnerabilities); err != nil {
			return err
		}
		if out.Mentions, err = mentions(r, view.Vulnerabilities); err != nil {
			return err
		}
		if out.Remediations, err = d.remediations(r, &view.PatchTask); err != nil {
			return err
		}
		all, err := d.exceptionViews(r, true)
		if err != nil {
			return err
		}
		out.Exceptions = slices.DeleteFunc(all, func(e domain.ExceptionView) bool { return e.Task != id })
		if out.Attachments, err = attachments(r, id); err != nil {
			return err
		}
		if out.Payloads, err = d.payloadsFor(r, &view.PatchTask, out.Remediations); err != nil {
			return err
		}
		out.History, err = history(r, id, 50)
		return err
	})
	return out, err
}

func noTask(err error, id string) error {
	if domain.Is(err, domain.NotFound) {
		return &domain.Error{Kind: domain.NotFound, Op: "find task", Subject: id, Code: "no_such_task"}
	}
	return err
}

// mostUrgent is the due date of the open target that comes first; of a closed
// task the one that came first.
func mostUrgent(targets []domain.TargetView) domain.Due {
	var best domain.Due
	found, foundOpen := false, false
	for i := range targets {
		due, open := targets[i].Due, !targets[i].State.Done()
		better := !found || (open && !foundOpen) || (open == foundOpen && dueBefore(due, best))
		if better {
			best, found, foundOpen = due, true, open
		}
	}
	return best
}

func dueBefore(a, b domain.Due) bool {
	if a.Date != b.Date {
		return b.Date == "" || (a.Date != "" && a.Date < b.Date)
	}
	if a.Tier != b.Tier {
		return a.Tier.Rank() < b.Tier.Rank()
	}
	return a.Order.Compare(b.Order) < 0
}

func targetViews(r *store.Read, task string, today domain.Day) ([]domain.TargetView, error) {
	var out []domain.TargetView
	for t, err := range r.Targets(task) {
		if err != nil {
			return nil, err
		}
		a, err := r.Asset(t.Asset)
		if err != nil {
			return nil, err
		}
		view := domain.TargetView{Target: t, AssetName: a.Name, Criticality: a.Criticality, Owner: a.Owner, Exposure: a.Exposed().Value}
		view.Overdue = overdue(t.State, t.Due.Date, today)
		if view.Seen, err = seenVersion(r, t); err != nil {
			return nil, err
		}
		out = append(out, view)
	}
	slices.SortFunc(out, func(a, b domain.TargetView) int { return cmp.Compare(a.AssetName, b.AssetName) })
	return out, nil
}

// explainTargets brings the what-ifs of open targets up to the day they are shown.
func (d *Desk) explainTargets(r *store.Read, targets []domain.TargetView) error {
	desk, zone, err := d.settings(r)
	if err != nil {
		return err
	}
	now := d.now().UTC()
	for e, err := range r.Events(0, 1, true) { // a clock that was set back unlearns nothing
		if err != nil {
			return err
		}
		if e.At.After(now) {
			now = e.At
		}
	}
	if last, ok, err := r.LastArrival(); err != nil {
		return err
	} else if ok && last.At.After(now) { // what came in last is known, whatever the clock says
		now = last.At
	}
	rules, err := rulesOf(r, desk)
	if err != nil {
		return err
	}
	var fault error
	facts := func(names []string) assess.Facts {
		return assess.JoinFacts(names, func(name string) assess.Facts {
			f, err := factsOf(r, name)
			fault = cmp.Or(fault, err)
			return f
		})
	}
	for i := range targets {
		t := &targets[i]
		if t.State.Done() || t.State == domain.StateTriage {
			continue
		}
		a, err := r.Asset(t.Asset)
		if err != nil {
			return err
		}
		t.Due = assess.Explained(&a, &t.Target, facts, rules.For(&a), zone, desk.Missing, now)
	}
	return fault
}

// seenVersion is the version of the target's component in the newest inventory.
func seenVersion(r *store.Read, t domain.Target) (string, error) {
	cur, err := r.Current(t.Asset)
	if err != nil {
		return "", err
	}
	held, err := r.Inventory(t.Asset, cur.Inventory)
	if err != nil {
		return "", err
	}
	var versions []string
	for i := range held {
		if slices.Contains(t.Components, held[i].ID) && held[i].Version != "" {
			versions = append(versions, held[i].Version)
		}
	}
	slices.Sort(versions)
	versions = slices.Compact(versions)
	text := ""
	for i, v := range versions {
		if i > 0 {
			text += ", "
		}
		text += v
	}
	return text, nil
}

// remediations collects what the publishers of the task's advisories advise for
// its vulnerabilities, each advice once.
func (d *Desk) remediations(r *store.Read, t *domain.PatchTask) ([]domain.RemediationView, error) {
	var out []domain.RemediationView
	seen := map[string]bool{}
	for _, key := range t.Advisories {
		rec, err := r.Advisory(key)
		if domain.Is(err, domain.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		a, err := d.decodeOriginal(r, rec.Revisions[len(rec.Revisions)-1].Digest, key)
		if err != nil {
			return nil, err
		}
		for i := range a.Statements {
			for _, rem := range a.Statements[i].Remediations {
				id := string(key) + "\x00" + rem.Category + "\x00" + rem.Details + "\x00" + rem.URL
				if seen[id] {
					continue
				}
				seen[id] = true
				out = append(out, domain.RemediationView{Advisory: key, Title: a.Title, Remediation: rem})
			}
		}
		if len(out) > 40 {
			break
		}
	}
	return out, nil
}

// history lists the events of one subject, newest first.
func history(r *store.Read, subject string, limit int) ([]domain.LogEvent, error) {
	var out []domain.LogEvent
	for e, err := range r.EventsOf(subject) {
		if err != nil {
			return nil, err
		}
		out = append(out, e)
		if len(out) == limit {
			break
		}
	}
	return out, nil
}

// Claim records that a person says the fix is installed on one target of a task,
// or on all that may be claimed where asset is "". A claim closes nothing:
// evidence does. Errors: NotFound, Conflict where the state does not allow it.
func (d *Desk) Claim(ctx context.Context, task, asset, note string) error {
	m := domain.Move{Intent: domain.IntentClaim, Tasks: []string{task}, Reason: note}
	if asset != "" {
		m.Assets = []string{asset}
	}
	_, err := d.Move(ctx, m)
	return err
}
