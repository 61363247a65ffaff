package workflow

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// plan turns the findings of a batch of assets into tasks and targets, writes
// them, and makes the batch count.
func (d *Desk) plan(ctx context.Context, m *matcher, batch []*matched, effect *domain.Effect) error {
	if err := m.load(ctx); err != nil {
		return err
	}
	in := assess.PlanInput{
		Assets: map[string]domain.Asset{},
		Now:    d.now().UTC(), Zone: m.zone, Missing: m.settings.Missing, Rules: m.rules, Versions: m.versions,
		Evidence: func(asset string) domain.Evidence { return m.shown[asset].evidence },
		Restart:  func(asset string) *domain.Restart { return m.shown[asset].restart },
		NextTask: func() string { m.counter++; return "T-" + strconv.FormatUint(m.counter, 10) },
	}
	for _, one := range batch {
		in.Assets[one.asset.ID] = one.asset
		m.shown[one.asset.ID] = shown{evidenceOf(one.next), restartOf(one.next)}
	}
	var got assess.PlanResult
	counter := m.counter
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		m.counter = counter // this may run twice
		if err = m.gather(r, batch, &in); err != nil {
			return err
		}
		var fault error
		in.Row = func(f *domain.Finding) *domain.MatchRow { return m.rowOf(r, f, &fault) }
		in.Received = func(f *domain.Finding) time.Time {
			if row := m.rowOf(r, f, &fault); row != nil {
				return row.Received
			}
			return in.Now
		}
		in.Facts = func(names []string) assess.Facts { return m.factsOf(r, names, &fault) }
		in.Elsewhere = func(task string) assess.Elsewhere { return m.elsewhere(r, task, in.Assets, &fault) }
		got = assess.Plan(in)
		return fault
	})
	if err != nil {
		return err
	}
	if err := d.nameTargets(ctx, batch, in.Targets, got.Targets); err != nil {
		return err
	}
	m.atHand = nil // they change
	if err := m.write(ctx, got, effect); err != nil {
		return err
	}
	if err := m.flipAll(ctx, batch); err != nil {
		return err
	}
	return d.sweepAll(ctx, batch)
}

// shown is what an asset's inventories show.
type shown struct {
	evidence domain.Evidence
	restart  *domain.Restart
}

// restartOf is what the newest snapshot in force that speaks of it tells of what
// waits for the next start.
func restartOf(cur store.Current) *domain.Restart {
	var out *domain.Restart
	for _, s := range cur.Snapshots {
		if s.Current && s.Restart != nil && (out == nil || !s.At.Before(out.At)) {
			out = s.Restart
		}
	}
	return out
}

// load reads settings and tasks once for a run; targets are read as they are needed.
func (m *matcher) load(ctx context.Context) error {
	if m.tasks != nil {
		return nil
	}
	return m.desk.store.View(ctx, func(r *store.Read) (err error) {
		if m.settings, m.zone, err = m.desk.settings(r); err != nil {
			return err
		}
		if m.rules, err = rulesOf(r, m.settings); err != nil {
			return err
		}
		if m.person, err = m.desk.person(r); err != nil {
			return err
		}
		m.tasks, m.texts, m.keyOf = map[string]domain.TaskView{}, map[string]store.TaskText{}, map[string]domain.PackageKey{}
		m.byKey, m.standings, m.counter = map[domain.PackageKey][]string{}, map[string][]standing{}, 0
		for t, err := range r.TaskTexts() {
			if err != nil {
				return err
			}
			m.texts[t.ID] = t
			m.cures(t.ID, t.Key)
			if n, err := strconv.ParseUint(strings.TrimPrefix(t.ID, "T-"), 10, 64); err == nil {
				m.counter = max(m.counter, n)
			}
		}
		return nil
	})
}

// cures notes which package a task is about.
func (m *matcher) cures(task string, key domain.PackageKey) {
	m.keyOf[task] = key
	m.byKey[key] = append(m.byKey[key], task)
}

func compareText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// factsOf reads the histories of one name, each kind's oldest first.
func factsOf(r *store.Read, name string) (assess.Facts, error) {
	var out assess.Facts
	for _, one := range []struct {
		kind domain.SignalKind
		to   *[]domain.Known
	}{{domain.SignalKEV, &out.KEV}, {domain.SignalAutomatable, &out.Automatable}, {domain.SignalImpact, &out.Impact}, {domain.SignalExploit, &out.Exploitation}} {
		bySource, err := r.Facts(name, one.kind)
		if err != nil {
			return out, err
		}
		for _, history := range bySource {
			*one.to = append(*one.to, history...)
		}
		sortKnown(*one.to)
	}
	return out, nil
}

func sortKnown(all []domain.Known) {
	slices.SortStableFunc(all, func(a, b domain.Known) int {
		if c := a.At.Compare(b.At); c != 0 {
			return c
		}
		return compareText(a.Source+a.Value, b.Source+b.Value)
	})
}

// factsOf joins the histories of a whole alias group: any member's entry counts.
// Those of each name are read once for a run.
func (m *matcher) factsOf(r *store.Read, names []string, fault *error) assess.Facts {
	return assess.JoinFacts(names, func(name string) assess.Facts {
		f, ok := m.facts[name]
		if ok {
			return f
		}
		f, err := factsOf(r, name)
		if err != nil {
			*fault = cmp.Or(*fault, err)
			return f
		}
		m.facts[name] = f
		return f
	})
}

// rowOf is the stored statement that a finding came from; nil where there is none.
func (m *matcher) rowOf(r *store.Read, f *domain.Finding, fault *error) *domain.MatchRow {
	rows := m.rowsOf(r, f.Key, fault)
	for i := range rows {
		if rows[i].Statement == f.Statement && rows[i].Advisory == f.Advisory {
			return &rows[i]
		}
	}
	return nil
}

// write stores what the plan changed, each target with its events, in
// transactions of a few dozen records.
func (m *matcher) write(ctx context.Context, got assess.PlanResult, effect *domain.Effect) error {
	d := m.desk
	touched := map[string]bool{}
	for _, t := range got.Tasks {
		view, known := m.tasks[t.ID]
		m.found(t.ID)
		view.PatchTask = t
		m.tasks[t.ID] = view
		touched[t.ID] = true
		if !known {
			m.cures(t.ID, t.Key)
		}
		if known {
			effect.ChangedTasks = append(effect.ChangedTasks, t.ID)
		} else {
			effect.NewTasks = append(effect.NewTasks, t.ID)
		}
	}
	var over []string
	for i, t := range got.Targets {
		if t.Exception != "" && t.State != domain.StateException {
			over = append(over, t.Exception)
			t.Exception, got.Targets[i].Exception = "", ""
		}
		m.remember(&got.Targets[i])
		if !touched[t.Task] {
			touched[t.Task] = true
			m.found(t.Task)
			effect.ChangedTasks = append(effect.ChangedTasks, t.Task)
		}
		if t.State.Done() {
			effect.ClosedTargets++
		}
		m.ended(&t, effect)
	}
	at := d.now().UTC()
	err := inSteps(ctx, d.store, over, func(w *store.Write, id string) error { return endException(w, id, m.person, domain.ExceptionOver, at) })
	if err != nil {
		return err
	}
	if err := m.writeTargets(ctx, got); err != nil {
		return err
	}
	ids := make([]string, 0, len(touched))
	for id := range touched {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	if err := d.store.View(ctx, func(r *store.Read) error { return m.loadScores(r, ids) }); err != nil {
		return err
	}
	return inSteps(ctx, d.store, ids, func(w *store.Write, id string) error { return w.PutTaskView(m.tasks[id]) })
}

// ended names a target that came to its end, with the evidence.
func (m *matcher) ended(t *domain.Target, effect *domain.Effect) {
	if !t.State.Done() && t.State != domain.StateTriage || len(effect.Ended) == domain.MostEnded {
		return
	}
	end := domain.EndedTarget{Task: t.Task, Name: m.tasks[t.Task].Name, Asset: t.Asset, State: t.State}
	if n := len(t.Evidence); n > 0 {
		end.Code, end.Seen = t.Evidence[n-1].Code, t.Evidence[n-1].Seen
	}
	effect.Ended = append(effect.Ended, end)
}

func (m *matcher) writeTargets(ctx context.Context, got assess.PlanResult) error {
	d := m.desk
	events := make([]domain.LogEvent, len(got.Events))
	for i, e := range got.Events {
		events[i] = d.event(m.person, e.Verb, e.Subject)
		events[i].Before, events[i].After, events[i].Reason = e.Before, e.After, e.Reason
		if e.Asset != "" {
			events[i].Asset = e.Asset
		}
	}
	// Tasks go first, so that no target ever names a task that is not there.
	err := inSteps(ctx, d.store, got.Tasks, func(w *store.Write, t domain.PatchTask) error { return w.PutTaskView(m.tasks[t.ID]) })
	if err != nil {
		return err
	}
	batch := d.store.Batch(ctx)
	for _, t := range got.Targets {
		if err := batch.Do(func(w *store.Write) error { return w.PutTarget(t) }); err != nil {
			return err
		}
	}
	for _, e := range events {
		if err := batch.Do(func(w *store.Write) error { return w.AppendEvent(e) }); err != nil {
			return err
		}
	}
	return batch.Flush()
}

// loadScores brings the summaries of tasks up to date.
func (m *matcher) loadScores(r *store.Read, ids []string) error {
	for _, id := range ids {
		v := m.tasks[id]
		kev, score := false, 0.0
		for _, name := range v.Vulnerabilities {
			in, err := m.listed(r, name)
			if err != nil {
				return err
			}
			kev = kev || in
		}
		for _, key := range v.Advisories {
			one, err := m.scored(r, key)
			if err != nil {
				return err
			}
			score = max(score, one)
		}
		targets, err := m.standingsOf(r, id)
		if err != nil {
			return err
		}
		m.tasks[id] = summed(v.PatchTask, targets, kev, score)
	}
	return nil
}

// listed tells whether any name of a flaw is in KEV, looked up once for a run.
func (m *matcher) listed(r *store.Read, name string) (bool, error) {
	in, ok := m.kev[name]
	if ok {
		return in, nil
	}
	group, err := r.Group(name)
	if err != nil {
		return false, err
	}
	if in, err = inKEV(r, group.Names); err != nil {
		return false, err
	}
	m.kev[name] = in
	return in, nil
}

// scored is the base score of an advisory, 0 where it is gone, looked up once for a run.
func (m *matcher) scored(r *store.Read, key domain.AdvisoryKey) (float64, error) {
	score, ok := m.scores[key]
	if ok {
		return score, nil
	}
	rec, err := r.Advisory(key)
	if err != nil && !domain.Is(err, domain.NotFound) {
		return 0, err
	}
	m.scores[key] = rec.Score
	return rec.Score, nil
}
