package workflow

import (
	"context"
	"slices"
	"strings"

	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// matchRun is a run of the matching module under way (CSAF 2.1, clauses 13 and 17).
type matchRun struct {
	domain.MatchRun
	receipt string // the import that triggered it; empty for none
	csaf    bool   // it brought CSAF documents
	keep    bool   // also where it brings nothing up
	kept    bool
	meets   map[domain.AdvisoryKey]bool // of the assets judged: advisories by which one is affected, or it cannot be told
}

// mostChanges is how many documents of one import a run names; all are counted.
const mostChanges = 100

// begin says what triggered the run. It writes nothing.
func (run *matchRun) begin(ctx context.Context, d *Desk, todo *work) error {
	if run == nil {
		return nil
	}
	var err error
	if run.ID, err = d.ids.next(); err != nil {
		return err
	}
	run.At, run.Matched = d.now().UTC(), len(todo.assets)
	return d.store.View(ctx, func(r *store.Read) (err error) {
		if run.By, err = d.person(r); err != nil {
			return err
		}
		if run.receipt != "" {
			run.Cause = domain.RunDocuments
			if run.csaf {
				run.Documents, run.Triggers, err = changesOf(r, run.receipt)
			}
			run.keep = len(run.Documents) > 0
		} else if run.Cause == domain.RunOther && len(todo.inventories) > 0 {
			run.Cause, run.Assets, run.keep = domain.RunInventory, todo.inventories, true
		}
		return err
	})
}

// changesOf says of the CSAF documents of an import what each was to the desk:
// the first of them, and how many are new or of a new major version.
func changesOf(r *store.Read, receipt string) (list []domain.DocumentChange, triggers int, err error) {
	for line, err := range r.ReceiptFiles(receipt) {
		if err != nil {
			return nil, 0, err
		}
		if line.Outcome != domain.Imported || line.Format != domain.FormatCSAF {
			continue
		}
		for _, item := range line.Items {
			change, ok, err := changeBy(r, domain.AdvisoryKey(item), receipt)
			if err != nil {
				return nil, 0, err
			}
			if !ok {
				continue
			}
			if change.Change.Triggers() {
				triggers++
			}
			if len(list) < mostChanges {
				list = append(list, change)
			}
		}
	}
	return list, triggers, nil
}

// changeBy compares what an import brought of an advisory with what was here
// before: ids grow with time, so what came before has a smaller one.
func changeBy(r *store.Read, key domain.AdvisoryKey, receipt string) (domain.DocumentChange, bool, error) {
	out := domain.DocumentChange{Advisory: key}
	rec, err := r.Advisory(key)
	if err != nil {
		if domain.Is(err, domain.NotFound) {
			err = nil
		}
		return out, false, err
	}
	newest := func(have, next string) string {
		if have == "" || assess.RevisionLess(domain.FormatCSAF, have, next) {
			return next
		}
		return have
	}
	for _, revision := range rec.Revisions {
		if revision.Arrival > receipt {
			out.Revision = newest(out.Revision, revision.Revision)
		} else {
			out.Before = newest(out.Before, revision.Revision)
		}
	}
	out.Versioning, out.Change = assess.VersioningOf(out.Revision), assess.ChangeOf(out.Before, out.Revision)
	return out, out.Revision != "", nil
}

// bring marks the first asset of a batch with something new, so that the run is
// kept with it in one transaction.
func (run *matchRun) bring(batch []*matched) {
	if run == nil {
		return
	}
	first := !run.kept
	if run.receipt != "" && run.meets == nil {
		run.meets = map[domain.AdvisoryKey]bool{}
	}
	for _, one := range batch {
		for i := range one.finds {
			if run.receipt != "" && assess.Matched(&one.finds[i]) {
				run.meets[one.finds[i].Advisory] = true
			}
		}
		for i := range one.news {
			one.news[i].Run = run.ID
		}
		if first && len(one.news) > 0 {
			one.run, first = run, false
		}
	}
}

// brought counts what a batch brought up, once it is written.
func (run *matchRun) brought(batch []*matched) {
	if run == nil {
		return
	}
	for _, one := range batch {
		run.New += len(one.news)
		run.kept = run.kept || one.run != nil
	}
}

func keepNews(w *store.Write, one *matched) error {
	if len(one.news) == 0 {
		return nil
	}
	if one.run != nil {
		if err := w.PutMatchRun(one.run.MatchRun); err != nil {
			return err
		}
	}
	return w.PutMatchNews(one.news[0].Run, one.asset.ID, one.news)
}

// end strikes off what is done and writes what the run came to.
func (run *matchRun) end(ctx context.Context, d *Desk, done []store.PendingID) error {
	batch := d.store.Batch(ctx)
	for _, p := range done {
		if err := batch.Do(func(w *store.Write) error { return w.DeletePending(p.Kind, p.ID) }); err != nil {
			return err
		}
	}
	if run != nil && (run.keep || run.kept) {
		if err := batch.Do(func(w *store.Write) error { return w.PutMatchRun(run.MatchRun) }); err != nil {
			return err
		}
	}
	return batch.Flush()
}

// RunMatching runs the matching module for the documents, assets and components
// named, for all assets where none are, and gives the run with the matches in its
// scope. What waits from elsewhere is matched before, in a run of its own: the two
// are never pooled. Errors: NotFound.
func (d *Desk) RunMatching(ctx context.Context, f domain.MatchFilter) (domain.MatchRun, domain.MatchList, error) {
	run := &matchRun{MatchRun: domain.MatchRun{Cause: domain.RunManual}, keep: true}
	if err := d.runMatching(ctx, run, &f); err != nil {
		return run.MatchRun, domain.MatchList{}, err
	}
	list, err := d.Matches(ctx, f)
	return run.MatchRun, list, err
}

func (d *Desk) runMatching(ctx context.Context, run *matchRun, f *domain.MatchFilter) error {
	done, err := d.writer()
	if err != nil {
		return err
	}
	defer done()
	if _, err := d.settle(ctx, func(domain.Progress) {}); err != nil {
		return err
	}
	var assets []string
	err = d.store.View(ctx, func(r *store.Read) error {
		scope, err := scopeOf(r, f)
		if err != nil {
			return err
		}
		run.Advisories, run.Components = scope.advisories, f.Components
		if run.Assets = nil; len(f.Assets) > 0 {
			run.Assets = scope.assetIDs()
		}
		assets, err = d.concernedBy(r, scope)
		return err
	})
	if err != nil {
		return err
	}
	if err := inSteps(ctx, d.store, assets, pendAsset); err != nil {
		return err
	}
	e := d.event("", "match.run", joined(scopeNames(f)))
	if err := d.store.Update(ctx, func(w *store.Write) error { return d.log(w, e, nil, nil) }); err != nil {
		return err
	}
	_, err = d.settleRun(ctx, run, func(domain.Progress) {})
	return err
}

func scopeNames(f *domain.MatchFilter) []string {
	var names []string
	for _, a := range f.Advisories {
		names = append(names, string(a))
	}
	names = append(append(names, f.Assets...), f.Components...)
	if len(names) == 0 {
		return []string{"desk"}
	}
	return names
}

// concernedBy lists the assets a manual run is about, by id: of those in scope
// the ones that hold what the documents or components name, all of them where
// neither are named.
func (d *Desk) concernedBy(r *store.Read, s *matchScope) ([]string, error) {
	var out []string
	keys := map[domain.PackageKey]bool{}
	for _, ref := range s.advisories {
		rec, err := r.Advisory(ref)
		if err != nil {
			return nil, err
		}
		own := rec.Keys
		if len(own) == 0 {
			a, err := d.decodeOriginal(r, rec.Revisions[len(rec.Revisions)-1].Digest, rec.Advisory)
			if err != nil {
				return nil, err
			}
			own = assess.Keys(assess.Rows(a))
		}
		for _, key := range own {
			keys[key] = true
		}
	}
	for _, a := range s.assets {
		held, err := nextHeld(r, a.ID)
		if err != nil {
			return nil, err
		}
		meant := func(h domain.Held) bool {
			if len(s.components) > 0 && !s.components[h.ID] {
				return false
			}
			if len(s.advisories) == 0 {
				return true
			}
			return keys[h.Key] || slices.ContainsFunc(h.Also, func(k domain.PackageKey) bool { return keys[k] })
		}
		if slices.ContainsFunc(held, meant) {
			out = append(out, a.ID)
		}
	}
	return out, nil
}

func nextHeld(r *store.Read, asset string) ([]domain.Held, error) {
	cur, err := r.Current(asset)
	if err != nil {
		return nil, err
	}
	return r.Inventory(asset, cur.Inventory)
}

// MatchRuns lists the runs of the matching module, newest first; limit 0 lists all.
func (d *Desk) MatchRuns(ctx context.Context, limit int) ([]domain.MatchRun, error) {
	var out []domain.MatchRun
	err := d.store.View(ctx, func(r *store.Read) error {
		out = nil
		for run, err := range r.MatchRuns() {
			if err != nil {
				return err
			}
			if out = append(out, run); len(out) == limit {
				break
			}
		}
		return nil
	})
	return out, err
}

// MatchRun shows one run and the matches it brought up, by asset, component and
// advisory; the id may be cut short where it stays unique, and "" is the newest.
// Errors: NotFound.
func (d *Desk) MatchRun(ctx context.Context, id string) (domain.MatchRunView, error) {
	var out domain.MatchRunView
	err := d.store.View(ctx, func(r *store.Read) error {
		out = domain.MatchRunView{}
		found := 0
		for run, err := range r.MatchRuns() {
			if err != nil {
				return err
			}
			if strings.HasPrefix(run.ID, strings.ToUpper(id)) {
				if found++; found == 1 {
					out.MatchRun = run
				}
				if id == "" || run.ID == id {
					break
				}
			}
		}
		if found != 1 {
			return &domain.Error{Kind: domain.NotFound, Op: "read match run", Subject: id, Code: store.CodeNoMatchRun, Params: domain.Params{"name": id}}
		}
		for news, err := range r.MatchNews(out.ID) {
			if err != nil {
				return err
			}
			for _, n := range news {
				a, err := r.Asset(n.Asset)
				if err != nil {
					return err
				}
				n.AssetName = a.Name
				out.News = append(out.News, n)
			}
		}
		return nil
	})
	return out, err
}
