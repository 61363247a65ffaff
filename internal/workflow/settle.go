package workflow

import (
	"cmp"
	"context"
	"maps"
	"runtime/debug"
	"slices"

	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// matchingGarbage is the garbage collector's percentage while records stream
// through the match: most of them are done with at once.
const matchingGarbage = 200

// settle matches and plans everything that waits, asset by asset; each asset's
// inventory and findings change together in one small transaction. It is the
// only place where findings and targets come from, so that a resumed run ends
// where an undisturbed one would.
func (d *Desk) settle(ctx context.Context, progress func(domain.Progress)) (domain.Effect, error) {
	return d.settleRun(ctx, &matchRun{MatchRun: domain.MatchRun{Cause: domain.RunOther}}, progress)
}

// settleRun is settle for a run of the matching module, which keeps what it
// brings up; nil keeps nothing, where all is built anew.
func (d *Desk) settleRun(ctx context.Context, run *matchRun, progress func(domain.Progress)) (domain.Effect, error) {
	var effect domain.Effect
	var todo work
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		todo, err = pendingWork(r)
		return err
	})
	if err != nil {
		return effect, err
	}
	if err := run.begin(ctx, d, &todo); err != nil {
		return effect, err
	}
	defer debug.SetGCPercent(debug.SetGCPercent(matchingGarbage))
	m := newMatcher(d)
	m.run, m.touched = run, todo.touched
	total, done := int64(len(todo.assets)), 0
	for batch := range batches(&todo) {
		progress(domain.Progress{Stage: "match", Done: int64(done), Total: total})
		if err := ctx.Err(); err != nil {
			return effect, err
		}
		if err := m.settleAssets(ctx, batch, &effect); err != nil {
			return effect, err
		}
		done += len(batch)
	}
	err = run.end(ctx, d, todo.done)
	slices.SortFunc(effect.NewTasks, compareIDs)
	slices.SortFunc(effect.ChangedTasks, compareIDs)
	effect.NewTasks = slices.Compact(effect.NewTasks)
	effect.ChangedTasks = slices.DeleteFunc(slices.Compact(effect.ChangedTasks), func(id string) bool { return slices.Contains(effect.NewTasks, id) })
	effect.Changes = m.changes()
	progress(domain.Progress{Stage: "match", Done: total, Total: total})
	return effect, err
}

// matched is the outcome for one asset, not yet written.
type matched struct {
	asset   domain.Asset
	cur     store.Current
	next    store.Current
	held    []domain.Held        // the whole inventory, or nil with
	text    *store.InventoryText // the one that counts, of which only what is needed is read
	part    map[string]bool      // the components that were judged, where they are not all
	judged  []domain.Held        // these
	finds   []domain.Finding     // of what was judged
	before  *store.FindingSet    // all findings of the asset, as they count
	set     *store.FindingSet    // and as they are now
	names   []string             // under which what was judged is found again, sorted
	had     []string             // names it was found under before, and still is
	oldFind []string             // names that no longer apply to what was judged
	fresh   int                  // affected findings that were not there before
	news    []domain.MatchNews
	run     *matchRun // to be kept together with the news of this asset; nil where it is kept already
}

// match judges one asset's next inventory, or where it is the one that counts
// already and only some statements changed, the components they are about.
func (m *matcher) match(r *store.Read, id string) (*matched, error) {
	out := &matched{}
	var err error
	if out.asset, err = r.Asset(id); err != nil {
		return nil, err
	}
	if out.cur, err = r.Current(id); err != nil {
		return nil, err
	}
	if out.before, err = r.FindingSet(id, out.cur.Findings); err != nil {
		return nil, err
	}
	t := m.touched[id]
	if t == nil || !out.asset.Retired.IsZero() {
		return out, m.matchWhole(r, out)
	}
	return out, m.matchTouched(r, out, t)
}

// matchTouched judges the components that something new is said of.
func (m *matcher) matchTouched(r *store.Read, out *matched, t *touch) (err error) {
	out.next, out.set, out.part = out.cur, out.before, map[string]bool{}
	out.next.Asset = out.asset.ID
	if out.text, err = r.InventoryText(out.asset.ID, out.cur.Inventory); err != nil {
		return err
	}
	if out.judged, err = t.components(r, out.text, out.before); err != nil || len(out.judged) == 0 {
		return err
	}
	for i := range out.judged {
		out.part[out.judged[i].ID] = true
	}
	var all []domain.Held
	var fault error
	out.finds, err = m.judge(r, out, out.judged, func() []domain.Held {
		if all == nil && fault == nil {
			all, fault = out.text.All(r)
		}
		return all
	})
	if err = cmp.Or(err, fault); err != nil {
		return err
	}
	if out.set, err = out.before.With(r, out.part, out.finds); err != nil {
		return err
	}
	old, err := out.before.Of(r, out.part)
	if err != nil {
		return err
	}
	out.next.Verdicts = maps.Clone(out.cur.Verdicts)
	if out.next.Verdicts == nil {
		out.next.Verdicts = map[domain.Verdict]int{}
	}
	m.compare(out, old)
	return nil
}

// matchWhole judges all components of the asset's next inventory.
func (m *matcher) matchWhole(r *store.Read, out *matched) error {
	id := out.asset.ID
	var err error
	if out.next, err = nextCurrent(r, id); err != nil {
		return err
	}
	out.next.Asset = id
	if out.held, err = r.Inventory(id, out.next.Inventory); err != nil {
		return err
	}
	held := out.held
	if !out.asset.Retired.IsZero() {
		held = nil
	}
	if out.finds, err = m.judge(r, out, held, nil); err != nil {
		return err
	}
	if out.set, err = store.NewFindingSet(id, out.finds); err != nil {
		return err
	}
	old := out.finds // where the generation is the same: it is named by its content
	if out.set.Generation() != out.cur.Findings {
		if old, err = out.before.All(r); err != nil {
			return err
		}
	}
	out.next.Verdicts, out.next.NameOnly = map[domain.Verdict]int{}, 0
	for i := range old {
		out.count(&old[i], 1)
	}
	m.compare(out, old)
	return nil
}

// judge gives the findings of the components; all gives those of the whole asset
// where these are some of them.
func (m *matcher) judge(r *store.Read, out *matched, held []domain.Held, all func() []domain.Held) ([]domain.Finding, error) {
	if err := m.loadOwn(r); err != nil {
		return nil, err
	}
	answers, err := m.answersOf(r)
	if err != nil {
		return nil, err
	}
	var fault error
	finds := assess.Match(assess.MatchInput{
		Asset:      out.asset.ID,
		Components: held,
		All:        all,
		BOMs:       serials(out.asset.ID, out.next.Snapshots),
		Rows: func(key domain.PackageKey) []domain.MatchRow {
			return m.rowsOf(r, key, &fault)
		},
		Answers:  answers,
		Versions: m.versions,
		Own:      m.ownOf(),
		Group:    func(name string) domain.AliasGroup { return m.group(r, name, &fault) },
	})
	return finds, fault
}

// compare notes what is new against what was found of the same components before,
// and which names come and go. The counts are those with the old findings, and come
// to be those with the new ones.
func (m *matcher) compare(out *matched, old []domain.Finding) {
	out.next.Findings = out.set.Generation()
	was := make(map[string]bool, len(old))
	names := map[string]bool{}
	for i := range old {
		out.count(&old[i], -1)
		if old[i].Verdict == domain.Affected {
			was[old[i].ID] = true
		}
		for _, n := range old[i].Aliases {
			names[n] = true
		}
	}
	now := map[string]bool{}
	for i := range out.finds {
		f := &out.finds[i]
		out.count(f, 1)
		if f.Verdict == domain.Affected && !was[f.ID] {
			out.fresh++
		}
		for _, n := range f.Aliases {
			if names[n] {
				out.had = append(out.had, n)
			}
			now[n] = true
			delete(names, n)
		}
	}
	out.names, out.oldFind = slices.Sorted(maps.Keys(now)), slices.Sorted(maps.Keys(names))
	if m.run != nil && out.next.Findings != out.cur.Findings {
		out.news = assess.News(old, out.finds)
	}
}

// count adds a finding to the asset's counts so many times.
func (out *matched) count(f *domain.Finding, times int) {
	if out.next.Verdicts[f.Verdict] += times; out.next.Verdicts[f.Verdict] == 0 {
		delete(out.next.Verdicts, f.Verdict)
	}
	if f.Confidence == domain.NameOnly {
		out.next.NameOnly += times
	}
}

func (m *matcher) rowsOf(r *store.Read, key domain.PackageKey, fault *error) []domain.MatchRow {
	if rows, ok := m.rows[key]; ok {
		return rows
	}
	rows, err := r.MatchRows(key)
	if err != nil {
		*fault = cmp.Or(*fault, err)
		return nil
	}
	if m.weight += 1 + len(rows); m.weight > 200_000 { // a bound for memory, not a limit of the work
		clear(m.rows)
		m.weight = 1 + len(rows)
	}
	m.rows[key] = rows
	return rows
}

func (m *matcher) group(r *store.Read, name string, fault *error) domain.AliasGroup {
	if g, ok := m.groups[name]; ok {
		return g
	}
	g, err := r.Group(name)
	if err != nil {
		*fault = cmp.Or(*fault, err)
		return domain.AliasGroup{ID: name, Names: []string{name}}
	}
	for _, n := range g.Names {
		m.groups[n] = g
	}
	return g
}

// settleAssets matches a batch of assets in one reading transaction, writes
// their findings under new generations, plans, and makes it all count.
func (m *matcher) settleAssets(ctx context.Context, ids []string, effect *domain.Effect) error {
	d := m.desk
	var batch []*matched
	err := d.store.View(ctx, func(r *store.Read) error {
		batch = batch[:0]
		for _, id := range ids {
			one, err := m.match(r, id)
			if err != nil {
				return err
			}
			batch = append(batch, one)
		}
		return nil
	})
	if err != nil {
		return err
	}
	write := d.store.Batch(ctx)
	for _, one := range batch {
		if err := writeFindings(write, one); err != nil {
			return err
		}
		effect.NewFindings += one.fresh
	}
	if err := write.Flush(); err != nil {
		return err
	}
	m.run.bring(batch)
	if err := d.plan(ctx, m, batch, effect); err != nil {
		return err
	}
	m.run.brought(batch)
	return nil
}

// writeFindings writes one asset's findings where nobody looks yet, and the
// names they are found under.
func writeFindings(b *store.Batch, one *matched) error {
	if one.next.Findings == one.cur.Findings {
		return nil
	}
	if one.next.Findings != 0 {
		if err := b.WriteFindings(one.set); err != nil {
			return err
		}
	}
	had := map[string]bool{}
	for _, name := range one.had {
		had[name] = true
	}
	for _, name := range one.names {
		if had[name] {
			continue
		}
		if err := b.Do(func(w *store.Write) error { return w.PutNamed(name, one.asset.ID) }); err != nil {
			return err
		}
	}
	return nil
}

// flip makes one asset's new inventory and findings count, in w's transaction.
func flip(w *store.Write, one *matched) error {
	if one.next.Inventory != 0 || one.cur.Inventory != 0 { // an asset without software has nothing to point at
		if err := w.PutCurrent(one.next); err != nil {
			return err
		}
	}
	if err := keepNews(w, one); err != nil {
		return err
	}
	return w.PutPending("asset", one.asset.ID, store.Pending{Asset: one.asset.ID}) // until it is swept
}
